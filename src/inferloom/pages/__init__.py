"""Lists that a server hands out page by page."""
