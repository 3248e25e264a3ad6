# Generated from specs/
# spec sha256:48c3e8ef8731. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
