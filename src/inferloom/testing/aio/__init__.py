"""What stands in for the network with asyncio."""
