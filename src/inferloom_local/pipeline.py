"""What the endpoint and a model say to each other: one request in, JSON or media out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class BadInput(ValueError):
    """The caller's fault: the message is written for them and is answered as a 4xx."""


@dataclass(frozen=True)
class TaskRequest:
    """A request after the wire: `inputs` is bytes for the tasks that take a picture or sound."""

    inputs: Any
    parameters: Mapping[str, Any] = field(default_factory=dict)
    accept: str = "*/*"


@dataclass(frozen=True)
class Media:
    """An answer that is not JSON."""

    content: bytes
    media_type: str


class Pipeline(Protocol):
    """A loaded model, ready for one task."""

    def __call__(self, request: TaskRequest) -> Any:
        """Answer with what goes out as JSON, or with Media. Called by one thread at a time."""
