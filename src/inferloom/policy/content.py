"""Bodies with files to bytes: opens them at the moment of sending, and never reads them whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from ..calls.body import Body, Field, core
from ..errors import ArgumentError
from ..media.files import DataUrl, File, OpenFile, base64_blocks, base64_size
from ..media.policy import MediaPolicy, check_content, open_below
from ..transport.deadline import Deadline
from ..transport.engine import Content
from ..transport.failure import Failure
from ..transport.threads import begin
from .prepared import Prepared, of_bytes

if TYPE_CHECKING:
    from threading import Event

__all__ = ["prepare", "prepare_awaited"]

_PULSE = 0.05  # seconds between two looks at whether a call that waits for a file has ended


class _Parts:
    def __init__(self, parts: tuple[bytes | OpenFile, ...], raw: bool) -> None:
        self.parts = parts
        self.raw = raw

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            if isinstance(part, bytes):
                yield part
            elif self.raw:
                yield from part.blocks()
            else:
                yield from base64_blocks(part)


class _Awaited:
    """Content of which each block may have to be waited for, as that of a pipe.

    It is read in threads of its own, which end the wait with the call's time or with the call.
    """

    def __init__(self, content: Content, deadline: Deadline, left: Event) -> None:
        self.content = content
        self.deadline = deadline
        self.left = left

    def __iter__(self) -> Iterator[bytes]:
        from queue import Empty, SimpleQueue

        blocks = iter(self.content)
        outcomes: SimpleQueue[bytes | BaseException] = SimpleQueue()
        while True:
            begin(lambda: next(blocks, b""), outcomes.put)
            outcome: bytes | BaseException | None = None
            while outcome is None:
                if self.left.is_set() or self.deadline.expired():
                    raise Failure("timeout", "a file that is sent had no more bytes in time")
                with suppress(Empty):
                    outcome = outcomes.get(timeout=_PULSE)
            if isinstance(outcome, BaseException):
                raise outcome
            if not outcome:
                return
            # While it was waited for, the server had nothing to answer.
            self.deadline.moved()
            yield outcome


def prepare_awaited(body: Body, policy: MediaPolicy, deadline: Deadline) -> Prepared:
    """Do as `prepare` does for files that may block. It may itself block: it belongs apart.

    Args:
        body: What is sent.
        policy: What its files may be.
        deadline: How long their blocks are waited for.
    """
    from threading import Event

    prepared = prepare(body, policy)
    if not isinstance(prepared.content, bytes):
        left = Event()
        prepared.content = _Awaited(prepared.content, deadline, left)
        files, prepared.files = prepared.files, ExitStack()
        if files is not None:
            prepared.files.push(files)
        prepared.files.callback(left.set)
    return prepared


def prepare(body: Body, policy: MediaPolicy) -> Prepared:
    """Open a body's files for the time of a call.

    Args:
        body: What is sent.
        policy: What its files may be.

    Raises:
        ArgumentError: If a file cannot be read or is forbidden; nothing has been sent.
    """
    if body.form is not None:
        return _form(body.form, policy)
    if (prepared := of_bytes(body)) is not None:
        return prepared
    with ExitStack() as stack:
        parts = tuple(opened for part in body.parts for opened in _pieces(part, policy, stack))
        sizes = [_size(part, body.raw) for part in parts]
        size = None if None in sizes else sum(size or 0 for size in sizes)
        kind = "application/json"
        if body.raw:
            file = parts[0]
            assert not isinstance(file, bytes)
            kind = body.content_type or file.content_type
        return Prepared(_Parts(parts, body.raw), size, kind, stack.pop_all())


def _pieces(
    part: bytes | File | DataUrl, policy: MediaPolicy, stack: ExitStack
) -> Iterator[bytes | OpenFile]:
    """Yield a part of a body ready to be sent; a `data:` URL is what it begins with, and a file."""
    if isinstance(part, bytes):
        yield part
    elif isinstance(part, File):
        yield stack.enter_context(_opened(part, policy))
    elif part.file.url:
        yield core().to_json(part.file.url)[1:-1]
    else:
        file = stack.enter_context(_opened(part.file, policy))
        yield f"data:{_type_there(part, file.content_type)};base64,".encode()
        yield file


def _type_there(part: DataUrl, kind: str) -> str:
    """Return what a MIME type is called where a file goes."""
    if not part.types:
        return kind
    found = part.types.get(kind.partition(";")[0].strip().lower())
    if found is None:
        argument, taken = part.file.argument, ", ".join(dict.fromkeys(part.types))
        raise ArgumentError(
            f"{argument}: {kind} is not taken there; convert it to one of {taken}, or pass a URL",
            argument=argument,
        )
    return found


def _form(fields: Mapping[str, Field], policy: MediaPolicy) -> Prepared:
    """Write a multipart form (RFC 7578); its files are streamed."""
    boundary = os.urandom(16).hex()
    parts: list[bytes | OpenFile] = []
    with ExitStack() as stack:
        for name, value in fields.items():
            for item in value if isinstance(value, tuple) else (value,):
                head = f'--{boundary}\r\ncontent-disposition: form-data; name="{_quoted(name)}"'
                if not isinstance(item, File):
                    parts.append(f"{head}\r\n\r\n{item}\r\n".encode())
                    continue
                file = stack.enter_context(_opened(item, policy))
                kind = file.content_type
                head += f'; filename="{_quoted(file.filename)}"\r\ncontent-type: {kind}'
                parts += [f"{head}\r\n\r\n".encode(), file, b"\r\n"]
        parts.append(f"--{boundary}--\r\n".encode())
        sizes = [_size(part, raw=True) for part in parts]
        size = None if None in sizes else sum(size or 0 for size in sizes)
        kind = f"multipart/form-data; boundary={boundary}"
        return Prepared(_Parts(tuple(parts), raw=True), size, kind, stack.pop_all())


def _opened(source: File, policy: MediaPolicy) -> OpenFile:
    folder = policy.paths
    if source.named == "path" and isinstance(folder, os.PathLike):
        content = source.open(lambda path: open_below(path, folder, source.argument))
    else:
        content = source.open()
    try:
        check_content(content, source, policy)
    except BaseException:
        content.close()
        raise
    return content


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _size(part: bytes | OpenFile, raw: bool) -> int | None:
    if isinstance(part, bytes):
        return len(part)
    return part.size if raw or part.size is None else base64_size(part.size)
