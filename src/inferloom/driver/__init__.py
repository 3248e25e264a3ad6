"""Performs what the policy decides: `aio` with asyncio, `sync`, which is its twin, blocking."""
