"""A result with what travelled around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from ..errors import MissingLibraryError

__all__ = ["Exchange"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exchange(Generic[T]):
    """A result with what travelled around it.

    Attributes:
        outcome: The decoded answer, or that a library is missing that decodes it.
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        url: Where the request went.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.
        elapsed: Seconds from start to end.
        content: The file as it was sent, if the result is one, such as a picture; else the body of
            the answer.
        body: The body of the answer as it came: of a provider that says where a file is, what it
            said, and not the file.
        file_url: Where the server said that the file is; None if it sent the file itself.
        provider: Name of the provider that served the call; None if its address was given.
        job: The job that it was at the provider, or None.
    """

    outcome: T | MissingLibraryError
    status: int
    headers: Mapping[str, str]
    url: str
    request_id: str | None
    attempts: int
    elapsed: float
    content: bytes = b""
    body: bytes = b""
    file_url: str | None = None
    provider: str | None = None
    job: Any = None

    @property
    def result(self) -> T:
        """The decoded answer.

        Raises:
            MissingLibraryError: A library is not installed that it needs, such as Pillow for a
                picture. `content` is there all the same.
        """
        if isinstance(self.outcome, MissingLibraryError):
            raise self.outcome
        return self.outcome

    def __repr__(self) -> str:
        shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self)[1:])
        return f"Exchange(result={self.outcome!r}, {', '.join(shown)})"
