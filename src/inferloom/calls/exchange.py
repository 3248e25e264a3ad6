"""A result with what travelled around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

__all__ = ["Exchange"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exchange(Generic[T]):
    """A result with what travelled around it.

    Attributes:
        result: The decoded answer.
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        url: Where the request went.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.
        elapsed: Seconds from start to end.
        content: The body of the answer as it came: of a provider that says where a file is, what it
            said, and not the file.
        file_url: Where the server said that the file is; None if it sent the file itself.
        provider: Name of the provider that served the call; None if its address was given.
        job: The job that it was at the provider, or None.
    """

    result: T
    status: int
    headers: Mapping[str, str]
    url: str
    request_id: str | None
    attempts: int
    elapsed: float
    content: bytes = b""
    file_url: str | None = None
    provider: str | None = None
    job: Any = None
