"""Streams with asyncio."""
