"""What callers call things that specs describe."""

from __future__ import annotations

import keyword

CLIENT = "InferenceClient"
_PYDANTIC = frozenset({"schema", "json", "copy", "dict", "validate", "construct", "fields"})


def argument(method: str, name: str) -> str:
    """Return how an argument is shown: `InferenceClient.text_classification(top_k=)`."""
    return f"{CLIENT}.{method}({name}=)"


def attribute(name: str) -> str:
    """Return the attribute that a property of a schema becomes."""
    name = name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) or name in _PYDANTIC else name
