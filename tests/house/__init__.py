"""Tests of how the package is built: rooms, floors, and how much of it is written by hand."""
