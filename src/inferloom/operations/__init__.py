# Generated from specs/
# spec sha256:e11f00d9c68c. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
