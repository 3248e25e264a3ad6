"""A body as it arrives."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..errors import InferenceError, ResponseTooLargeError
from ..transport.failure import Failure

if TYPE_CHECKING:
    from ..transport.decompress import Inflate

__all__ = ["Body"]

_LARGEST_ERROR = 1024**2


class Body:
    """A body as it arrives. Of an error's body a part is enough: its status says what happened.

    Args:
        status: Status of the answer.
        headers: Its headers, lower-case names.
        limit: Largest number of bytes that it may have when it is inflated.
    """

    def __init__(self, status: int, headers: Mapping[str, str], limit: int) -> None:
        self._headers = headers
        self._failed = status >= 300
        self._most = min(limit, _LARGEST_ERROR) if self._failed else limit
        self._size = 0
        self._inflate: Inflate | None = None
        self._first = b""
        self._content: io.BytesIO | None = None  # which, unlike joined blocks, holds each byte once

    def begin(self) -> None:
        """Look at the headers; refuse a body that says that it is too large."""
        length = self._headers.get("content-length", "")
        if not self._failed and length.isdecimal() and int(length[:20]) > self._most:
            raise self._too_large()
        if encoding := self._headers.get("content-encoding"):
            from ..transport.decompress import Inflate

            self._inflate = Inflate(encoding)

    def add(self, block: bytes) -> None:
        """Take what has arrived."""
        for piece in (block,) if self._inflate is None else self._inflate.pieces(block):
            self._size += len(piece)
            if self._size > self._most:
                raise self._too_large()
            if self._content is not None:
                self._content.write(piece)
            elif self._first:
                self._content = io.BytesIO(self._first)
                self._content.seek(0, io.SEEK_END)
                self._first = b""
                self._content.write(piece)
            else:
                self._first = piece  # and often the last

    def whole(self) -> bytes:
        """Return the body, which has no more bytes."""
        if self._inflate is not None:
            self._inflate.finish()
        return self._first if self._content is None else self._content.getvalue()

    def rest(self, error: Failure | InferenceError) -> bytes:
        """Return what there is of an error's body that has no proper end."""
        if not self._failed or (isinstance(error, Failure) and error.kind == "timeout"):
            raise error
        return self._first if self._content is None else self._content.getvalue()

    def _too_large(self) -> ResponseTooLargeError:
        return ResponseTooLargeError(
            f"the answer is larger than {self._most:,} bytes",
            hint="raise Limits(max_response_bytes=...) if it is meant to be.",
        )
