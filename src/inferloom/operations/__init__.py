# Generated from specs/
# spec sha256:1c23c96b22f5. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
