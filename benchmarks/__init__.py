"""Speed of this package beside raw httpx and other SDKs: `make bench`, see docs/speed.md."""
