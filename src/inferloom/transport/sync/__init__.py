"""What blocks."""
