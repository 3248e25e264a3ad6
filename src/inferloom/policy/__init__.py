"""What to send next: decisions as generators, without I/O."""
