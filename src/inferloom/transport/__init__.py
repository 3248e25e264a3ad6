"""All that lies between a `Call` and the wire; it knows no task by name."""
