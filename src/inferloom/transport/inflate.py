"""Compressed bodies, inflated block by block under a limit."""

from __future__ import annotations

import zlib

from ..errors import ResponseDecodeError, ResponseTooLargeError

__all__ = ["Inflate"]


class Inflate:
    """Undoes a `content-encoding`.

    Args:
        encoding: The header's value; `gzip`, `deflate`, or nothing.
        limit: Largest size of all that is returned; None is without end.
    """

    def __init__(self, encoding: str, limit: int | None) -> None:
        encoding = encoding.strip().lower()
        if encoding in ("", "identity"):
            self._inner = None
        elif encoding in ("gzip", "x-gzip", "deflate"):
            self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
        else:
            raise ResponseDecodeError(
                f"the answer is compressed with {encoding!r}, which was not asked for",
                hint="the server or a proxy must not ignore accept-encoding.",
            )
        self._limit = limit
        self._size = 0

    def __call__(self, data: bytes) -> bytes:
        """Return what a block of the body inflates to.

        Raises:
            ResponseTooLargeError: If the limit is passed. No more than the limit was held.
            ResponseDecodeError: If the data is not what its header says.
        """
        if self._inner is None:
            result = data
        else:
            room = 0 if self._limit is None else self._limit - self._size + 1
            try:
                result = self._inner.decompress(data, room)
            except zlib.error as error:
                raise ResponseDecodeError(f"the answer cannot be decompressed: {error}") from None
        self._size += len(result)
        if self._limit is not None and self._size > self._limit:
            raise ResponseTooLargeError(
                f"the answer is larger than {self._limit:,} bytes",
                hint="raise Limits(max_response_bytes=...) if it is meant to be.",
            )
        return result
