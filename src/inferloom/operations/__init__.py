# Generated from specs/
# spec sha256:b01796b62a89. Do not edit: change the spec, then run
# `make generate`.
"""One module for each operation: arguments to a checked `Call`, without I/O."""
