# Generated from specs/
# spec sha256:8d26e514f4d2. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
