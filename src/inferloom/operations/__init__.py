# Generated from specs/
# spec sha256:cb842d5aaa5d. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
