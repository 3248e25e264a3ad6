"""What stands in for the network of blocking clients; twins of what does it with asyncio."""
