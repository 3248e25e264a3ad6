"""Why ours differs from huggingface_hub, where it does."""

from __future__ import annotations

# Case, or method; `request` or `result`; release, or empty for both -> why.
REASONS: dict[tuple[str, str, str], str] = {}
