"""Bodies to bytes: opens files at the moment of sending, and never reads them whole."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from .encode import Body
from .media import OpenMedia, base64_blocks, base64_size
from .wire import Content

__all__ = ["Prepared", "prepare"]


@dataclass(frozen=True)
class Prepared:
    """A body that is ready to be sent, and sent again.

    Attributes:
        content: The bytes, or their blocks.
        size: Length of the body; None for a file that does not know its own, such as a pipe.
        content_type: MIME type.
    """

    content: bytes | Content
    size: int | None
    content_type: str


@dataclass(frozen=True)
class _Parts:
    parts: tuple[bytes | OpenMedia, ...]
    raw: bool

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            if isinstance(part, bytes):
                yield part
            elif self.raw:
                yield from part.blocks()
            else:
                yield from base64_blocks(part)


@contextmanager
def prepare(body: Body) -> Generator[Prepared, None, None]:
    """Open a body's files for the time of a call.

    Raises:
        ArgumentError: If a file cannot be read; nothing has been sent.
    """
    if len(body.parts) == 1 and isinstance(body.parts[0], bytes):
        yield Prepared(body.parts[0], len(body.parts[0]), "application/json")
        return
    with ExitStack() as stack:
        parts = tuple(
            part if isinstance(part, bytes) else stack.enter_context(part.open())
            for part in body.parts
        )
        sizes = [_size(part, body.raw) for part in parts]
        size = None if None in sizes else sum(size or 0 for size in sizes)
        kind = "application/json"
        if body.raw:
            file = parts[0]
            assert not isinstance(file, bytes)
            kind = file.content_type
        yield Prepared(_Parts(parts, body.raw), size, kind)


def _size(part: bytes | OpenMedia, raw: bool) -> int | None:
    if isinstance(part, bytes):
        return len(part)
    return part.size if raw or part.size is None else base64_size(part.size)
