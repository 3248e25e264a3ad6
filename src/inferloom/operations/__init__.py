# Generated from specs/
# spec sha256:2c5cb7042b1f. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
