"""Streams that block; the twins of those with asyncio."""
