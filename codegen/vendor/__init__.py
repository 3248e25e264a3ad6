"""Vendoring: some tasks of the client as a folder of somebody else's package.

The closure of the tasks is compiled as a client of its own, and what it needs of the runtime is
copied beside it, byte for byte. A lock in the folder says where everything came from.
"""
