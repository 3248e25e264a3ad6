"""Bodies that are ready to be sent. Most are bytes; `content` opens the files of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import ExitStack

    from ..calls.body import Body
    from ..transport.engine import Content

__all__ = ["Prepared", "of_bytes"]


@dataclass(slots=True, eq=False, repr=False)
class Prepared:
    """A body that is ready to be sent, and sent again. As a context it holds its files open.

    Attributes:
        content: The bytes, or their blocks.
        size: Length of the body; None for a file that does not know its own, such as a pipe.
        content_type: MIME type; empty if there is no body.
        files: What closes them.
    """

    content: bytes | Content
    size: int | None
    content_type: str
    files: ExitStack | None = None

    def __enter__(self) -> Prepared:
        return self

    def __exit__(self, *_: object) -> None:
        if self.files is not None:
            self.files.close()


def of_bytes(body: Body) -> Prepared | None:
    """Return a body that holds no file, ready to be sent; None for others."""
    if body.form is not None:
        return None
    if not body.parts:
        return Prepared(b"", 0, "")
    if len(body.parts) == 1 and isinstance(body.parts[0], bytes):
        return Prepared(body.parts[0], len(body.parts[0]), body.content_type or "application/json")
    return None
