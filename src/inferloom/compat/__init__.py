"""Names from before."""
