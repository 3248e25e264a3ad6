"""`diff`: what changed between two versions of the specs, for whom, and which version it needs."""
