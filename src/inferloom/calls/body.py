"""Bodies of requests: pieces of bytes, with files between them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from ..jsonvalues import is_array, is_object
from ..media.files import DataUrl, File

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Body", "Field", "Place", "core", "members", "without"]

Field = str | File | tuple["str | File", ...]


class Place(NamedTuple):
    """Where a request goes that is said in HTTP's words, and what goes with it.

    Attributes:
        path: Behind the base URL.
        query: As it is sent.
        headers: Headers that arguments make, lower-case names.
        cookies: Cookies that arguments make, as they are sent.
        given: Members of the input, for who asks for the next page; None if there are no pages.
        url: The whole address, in place of path and query, where an answer said it.
    """

    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    cookies: str = ""
    given: Mapping[str, object] | None = None
    url: str = ""


class Body(NamedTuple):
    """What is sent, as pieces of bytes and files between them.

    Attributes:
        parts: The body in order. A file stands for its base64 text, or, if `raw`, for its bytes; a
            `DataUrl` for one.
        raw: Whether the body is one file as it is.
        form: Fields of a multipart form, the file's among them; None if it is none. A field of
            several values is sent once for each.
        defaulted: Members whose value is the operation's and not the caller's, and that a server
            may refuse.
        elsewhere: Paths of arguments that were given and that only other formats have.
        place: Where it goes, if the operation is said in HTTP's words.
        content_type: Media type, where it is neither JSON nor that of a file or form.
    """

    parts: tuple[bytes | File | DataUrl, ...]
    raw: bool = False
    form: Mapping[str, Field] | None = None
    defaulted: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    place: Place | None = None
    content_type: str = ""

    @property
    def payload(self) -> Any:
        """The JSON body as Python values; None for a raw body."""
        if self.form is not None:
            return {name: _shown(value) for name, value in self.form.items()}
        if self.raw or not self.parts:
            return None
        if self.content_type and not self.content_type.endswith("json"):
            return b"".join(part for part in self.parts if isinstance(part, bytes)).decode()
        return core().from_json(
            b"".join(
                part if isinstance(part, bytes) else repr(part).replace('"', "'").encode()
                for part in self.parts
            )
        )

    def files(self) -> tuple[File, ...]:
        """Return the files that it holds."""
        if self.form is not None:
            fields = self.form.values()
            found = (value for v in fields for value in (v if isinstance(v, tuple) else (v,)))
            return tuple(value for value in found if isinstance(value, File))
        if len(self.parts) == 1 and type(self.parts[0]) is bytes:
            return ()  # as in most calls
        files = (part.file if isinstance(part, DataUrl) else part for part in self.parts)
        return tuple(part for part in files if isinstance(part, File))

    def says_model(self) -> bool:
        """Return whether a JSON body has the member `model` already."""
        head = self.parts[0] if self.parts else None
        return isinstance(head, bytes) and b'"model":' in head and "model" in self.payload

    def with_model(self, model: str | None) -> Body:
        """Return the body with the member `model` in front, unless it has one."""
        if self.form is not None and model is not None:
            return Body((), form={"model": model, **self.form})
        if not self.parts:
            return self
        head = self.parts[0]
        if model is None or not isinstance(head, bytes) or self.says_model():
            return self
        joint = b"}" if head == b"{}" else b"," + head[1:]
        return Body((b'{"model":' + core().to_json(model) + joint, *self.parts[1:]))

    def with_fallback(self, name: str, default: object, value: object) -> Body:
        """Return the body with another value for a member that the operation had filled in."""
        to_json, head = core().to_json, self.parts[0]
        assert isinstance(head, bytes)
        # Defaults stand in front of what callers give, so the first such member is the one.
        member = to_json(name) + b":"
        head = head.replace(member + to_json(default), member + to_json(value), 1)
        left = tuple(other for other in self.defaulted if other != name)
        return self._replace(parts=(head, *self.parts[1:]), defaulted=left)


def without(body: Body, path: str, names: Iterable[str]) -> Body:
    """Return a JSON body without members of the object at a path, which goes if it is empty."""
    payload = body.payload
    *above, last = path.split(".")
    holder = payload
    for step in above:
        holder = holder[step]
    for name in names:
        del holder[last][name]
    if not holder[last]:
        del holder[last]
    return body._replace(parts=(core().to_json(payload),))


def _shown(field: Field) -> Any:
    if isinstance(field, tuple):
        return [_shown(value) for value in field]
    return repr(field) if isinstance(field, File) else field


def members(body: Body) -> dict[str, Any]:
    """Return the members of a body that is in the operation's own format, with the files in them.

    The opposite of writing it: what a caller gave, for who wants it in another format.
    """
    if body.raw:
        return {"inputs": body.parts[0]}
    slot = f"<{os.urandom(16).hex()}>"
    files = [part for part in body.parts if not isinstance(part, bytes)]
    text = b"".join(p if isinstance(p, bytes) else slot.encode() for p in body.parts)
    found: dict[str, Any] = _with_files(core().from_json(text), slot, iter(files))
    return found


def _with_files(value: Any, slot: str, files: Iterator[File | DataUrl]) -> Any:
    if is_object(value):
        return {name: _with_files(item, slot, files) for name, item in value.items()}
    if is_array(value):
        return [_with_files(item, slot, files) for item in value]
    return next(files) if value == slot else value


@cache
def core() -> ModuleType:
    """Return `pydantic_core`, which only a call needs."""
    return import_module("pydantic_core")
