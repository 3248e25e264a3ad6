"""What a request ends with if no answer comes, or none to its end."""

from __future__ import annotations

__all__ = ["Failure", "no_free_connection"]


class Failure(Exception):
    """No answer, or none to the end.

    Attributes:
        kind: `connect`, `timeout`, `closed` (the server hung up), `protocol`, or `proxy` (a proxy
            does not let this client through, however often it is asked).
        reason: The library's words.
        sent: Whether the server may have got the request.
        reused: Whether the connection had served an earlier request.
    """

    def __init__(self, kind: str, reason: str, sent: bool = True, reused: bool = False) -> None:
        super().__init__(kind, reason, sent, reused)
        self.kind = kind
        self.reason = reason
        self.sent = sent
        self.reused = reused


def no_free_connection() -> Failure:
    """Return what a call fails with that found no place in time."""
    return Failure("timeout", "no connection became free", sent=False)
