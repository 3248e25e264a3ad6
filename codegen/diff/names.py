"""What callers call things that specs describe."""

from __future__ import annotations

CLIENT = "InferenceClient"


def argument(method: str, name: str) -> str:
    """Return how an argument is shown: `InferenceClient.text_classification(top_k=)`."""
    return f"{CLIENT}.{method}({name}=)"
