"""What generated types stand on."""
