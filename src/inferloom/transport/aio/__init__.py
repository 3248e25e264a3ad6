"""What needs asyncio."""
