"""Files that callers pass."""
