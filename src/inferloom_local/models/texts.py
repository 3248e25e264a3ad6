"""One text or a list of texts, answered in the hosted API's nested shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from inferloom_local.pipeline import TaskRequest

Labels = list[dict[str, Any]]


def each(request: TaskRequest, classify: Callable[[str], Labels]) -> list[Labels]:
    """`[[{label, score}, ...]]`: one inner list a text, also when there is only one text."""
    texts = [request.inputs] if isinstance(request.inputs, str) else list(request.inputs)
    return [classify(text) for text in texts]
