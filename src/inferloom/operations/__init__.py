# Generated from specs/
# spec sha256:f8d1e5a28c46. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
