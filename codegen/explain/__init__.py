"""`explain`: from a Python name to where specs describe it, and back."""
