"""Files inside bodies, as the wire knows them, and what callers may pass as one.

`media` makes them of arguments. A copy of this package without tasks that take files leaves that
out, with all that looks into them.
"""

from __future__ import annotations

import binascii
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, BinaryIO, Literal, Protocol, TypeAlias

__all__ = [
    "Array",
    "BinaryFile",
    "DataUrl",
    "File",
    "MediaInput",
    "OpenFile",
    "Picture",
    "base64_blocks",
    "base64_size",
]


class File(ABC):
    """A reference to content; nothing is read until it is opened.

    Attributes:
        argument: Name of the caller's argument, for errors.
        kind: `image`, `audio` or `video`, or `file` for whatever it is.
        content_type: What the caller said the type is, or None.
        url: Where to download the content before it can be opened, or None.
    """

    __slots__ = ()

    argument: str
    kind: str
    content_type: str | None
    url: str | None

    @property
    @abstractmethod
    def named(self) -> Literal["url", "path", "data"] | None:
        """How a string of the caller's names the content; None if it was no string."""

    @property
    def path(self) -> str | None:
        """The path that the caller named; None if the content is given otherwise."""
        return None

    @property
    def may_block(self) -> bool:
        """Whether reading it may wait for somebody who writes, as a pipe does."""
        return False

    @abstractmethod
    def with_content(self, data: bytes, content_type: str | None) -> File:
        """Return the same reference with what was downloaded from its URL."""

    @abstractmethod
    def open(self, opening: Callable[[str], BinaryIO] | None = None) -> OpenFile:
        """Open the content for sending.

        Args:
            opening: What opens it, if a path names it; None opens any path.

        Raises:
            ArgumentError: It does not exist, is not readable, is empty or cannot be converted.
        """


class OpenFile(Protocol):
    """Content that is ready to be sent, as often as it takes.

    Attributes:
        size: Number of bytes, or None when only reading would tell.
        content_type: MIME type.
        filename: Name without folders.
        limit: Largest number of bytes to hand out, for when the size is not known before.
    """

    size: int | None
    content_type: str
    filename: str
    limit: int | None

    def __enter__(self) -> OpenFile: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def blocks(self) -> Iterator[bytes]:
        """Yield the content from its start, each time this is called."""
        ...

    def pixels(self) -> int | None:
        """Return width times height; None if it is no picture that is known."""
        ...

    def close(self) -> None:
        """Close what was opened here."""
        ...


class DataUrl:
    """A file that stands in a body as a `data:` URL, or as the URL that the caller gave for it.

    A plain class: what is a tuple or a dataclass would be written as one.

    Attributes:
        file: The file.
        types: MIME types that may stand there, and what each is called there; any if it is empty.
    """

    __slots__ = ("file", "types")

    def __init__(self, file: File, types: Mapping[str, str]) -> None:
        self.file = file
        self.types = types

    def __repr__(self) -> str:
        return repr(self.file)


def base64_size(size: int) -> int:
    """Length of the base64 text of so many bytes."""
    return 4 * ((size + 2) // 3)


def base64_blocks(content: OpenFile) -> Iterator[bytes]:
    """Yield the base64 text of the content: standard alphabet, padded, no line breaks."""
    rest = b""
    for block in content.blocks():
        if rest:
            block = rest + block
        whole = len(block) - len(block) % 3
        rest = block[whole:]
        if whole:
            yield binascii.b2a_base64(memoryview(block)[:whole], newline=False)
    if rest:
        yield binascii.b2a_base64(rest, newline=False)


# Protocols, so that the signatures are the same with and without Pillow and numpy.


class BinaryFile(Protocol):
    """What is open for reading bytes."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most so many bytes."""
        ...


class Picture(Protocol):
    """An image of Pillow."""

    @property
    def mode(self) -> str:
        """Pixel format."""
        ...

    def save(self, fp: Any, format: str | None = None, **params: Any) -> None:
        """Write it to a file."""
        ...


class Array(Protocol):
    """An array of numpy, or what converts to one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Length of each axis."""
        ...

    @property
    def dtype(self) -> Any:
        """Type of the elements."""
        ...

    def __array__(self) -> Any: ...


#: What callers may pass as image, audio or video: the bytes, a path, an http(s) URL, a `data:` URI
#: or a binary file object; an image of Pillow; an array of H x W, H x W x 3 or H x W x 4 `uint8`;
#: a waveform as a tuple `(array, sampling_rate)`, floats in -1..1 or `int16`.
MediaInput: TypeAlias = (
    bytes
    | bytearray
    | memoryview
    | str
    | os.PathLike[str]
    | BinaryFile
    | Picture
    | Array
    | tuple[Array, int]
    | File
)
