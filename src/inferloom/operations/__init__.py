# Generated from specs/
# spec sha256:c9b5e1f5f9f7. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
