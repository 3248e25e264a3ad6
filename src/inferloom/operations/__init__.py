# Generated from specs/
# spec sha256:3db9c6c25a43. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
