"""Compressed bodies, inflated piece by piece: who takes the pieces counts them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..errors import ResponseDecodeError

if TYPE_CHECKING:
    from zlib import _Decompress  # pyright: ignore[reportPrivateUsage]

__all__ = ["Inflate"]

_PIECE = 256 * 1024
_ANY_HEADER = zlib.MAX_WBITS | 32  # that of gzip, or that of zlib


class Inflate:
    """Undoes a `content-encoding`.

    Args:
        encoding: The header's value; `gzip`, `deflate`, or nothing.

    Raises:
        ResponseDecodeError: If the encoding is another one.
    """

    def __init__(self, encoding: str) -> None:
        encoding = encoding and encoding.strip().lower()
        self._plain = encoding in ("", "identity")
        if not self._plain and encoding not in ("gzip", "x-gzip", "deflate"):
            raise ResponseDecodeError(
                f"the answer is compressed with {encoding!r}, which was not asked for",
                hint="the server or a proxy must not ignore accept-encoding.",
            )
        self._gzip = encoding.endswith("gzip")
        self._begun = False
        self._inner: _Decompress | None = None
        self._start = b""  # of a member, as long as it is too short to tell of what kind it is
        self._complete = True  # nothing is left open so far

    def __call__(self, data: bytes) -> bytes:
        """Return what a block of the body inflates to, at once.

        Raises:
            ResponseDecodeError: If the data is not what its header says.
        """
        return data if self._plain else b"".join(self._inflated(data))

    def pieces(self, data: bytes) -> Iterable[bytes]:
        """Return what a block of the body inflates to, piece by piece.

        Raises:
            ResponseDecodeError: If the data is not what its header says.
        """
        return (data,) if self._plain else self._inflated(data)

    def finish(self) -> None:
        """Judge a body that has no more bytes.

        Raises:
            ResponseDecodeError: If what is compressed has not come to its end.
        """
        if not self._complete:
            raise ResponseDecodeError(
                "the answer cannot be decompressed: it ends too early",
                hint="the server or a proxy broke off; send the call again.",
            )

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        try:
            for piece in self._members(data):
                self._begun = self._begun or bool(piece)
                yield piece
        except zlib.error as error:
            raise ResponseDecodeError(f"the answer cannot be decompressed: {error}") from None

    def _members(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner is None:
                # A body may consist of several members. What follows the last one is of no use.
                data = self._start + data
                self._start = b""
                if self._begun and not data.startswith(b"\x1f\x8b"[: len(data)]):
                    return
                if len(data) < 2:
                    self._start = data
                    self._complete = self._begun
                    return
                self._inner = zlib.decompressobj(self._window(data))
                self._complete = False
            yield self._inner.decompress(data, _PIECE)
            # What follows the end may stay in the tail too, and would be given again and again.
            while not self._inner.eof and (rest := self._inner.unconsumed_tail):
                yield self._inner.decompress(rest, _PIECE)
            while more := self._inner.decompress(b"", _PIECE):
                yield more
            data = self._inner.unused_data
            if self._inner.eof:
                self._inner, self._complete = None, True

    def _window(self, data: bytes) -> int:
        # Some servers send `deflate` without the header that it should have.
        zlib_header = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
        if self._gzip or zlib_header or data.startswith(b"\x1f\x8b"):
            return _ANY_HEADER
        return -zlib.MAX_WBITS
