# Generated from specs/
# spec sha256:c394242fb80b. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
