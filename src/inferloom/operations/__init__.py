# Generated from specs/
# spec sha256:960fc7f5c987. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
