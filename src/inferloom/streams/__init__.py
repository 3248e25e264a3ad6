"""Streams of events and lines, as they come."""
