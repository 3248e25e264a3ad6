"""HTTP/1.1 without I/O: the head of a request, and an answer out of the bytes of a connection.

Nearly all answers have one form: a complete head that says how long the body is, or a body in plain
chunks. That form is read here, by whole reads; h11 reads every other, and judges what is wrong. Its
state machine costs more per call, and per event of a stream, than all else that a client does.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from ..secret_texts import Hidden, HiddenBytes
from .engine import Request
from .failure import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Framing", "Received", "is_doubtful", "lost_or_wrong", "lower", "request_head"]

# What h11 takes for a field is more; every head that does not fit in here is h11's.
_FIELDS = r"(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*\r\n)*"
_HEAD = re.compile(rf"HTTP/1\.1 ([2-5][0-9][0-9])(?: [\t -~\x80-\xff]*)?\r\n({_FIELDS})")
_END_OF_HEAD = b"\r\n\r\n"
_NO_BODY = frozenset({204, 304})
_EARLY = 1024**2  # bytes of an answer that are kept while its request is still being sent

_HEXADECIMAL = b"0123456789abcdefABCDEF"
_LONGEST_NUMBER = 20  # digits of a length, and of the size of a chunk, as in h11
_HEAD_BYTES = 256 * 1024  # of the head of an answer, with all interim answers before it
_LARGEST_EVENT = 100 * 1024  # bytes of a head that h11 reads, as in httpcore
_END = b"\r\n"
_LAST_CHUNK = b"0\r\n\r\n"
_CHUNKED_HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


def request_head(
    request: Request, host: str, target: str, more: Mapping[str, str] | None = None
) -> bytes:
    """Return the request line and the headers, up to the body.

    Args:
        request: The request.
        host: Value of the `Host` header, unless the request has its own.
        target: Path and query, or the whole URL for a proxy.
        more: Headers to add, unless the request has its own.

    Raises:
        ArgumentError: If a header cannot be sent.
    """
    return _checked(*_text(request, host, target, more))


def _text(
    request: Request, host: str, target: str, more: Mapping[str, str] | None
) -> tuple[Hidden, int]:
    # Apart from `request_head`, which may raise: the locals here show the secrets.
    headers = {**more, **request.headers} if more else request.headers
    lines = [f"{request.method} {target} HTTP/1.1"]
    if "host" not in headers:
        lines.append(f"Host: {host}")
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return Hidden("\r\n".join([*lines, "", ""])), len(lines) + 1


def _checked(text: str, lines: int) -> bytes:
    # A line end within a value would be a header of somebody else's.
    if text.count("\n") == lines == text.count("\r") and "\0" not in text:
        try:
            return HiddenBytes(text.encode("latin-1"))
        except UnicodeEncodeError:
            pass
    raise ArgumentError(
        "headers: one of them has a line end, or a character that HTTP cannot spell",
        argument="headers",
    )


class Framing:
    """The body of a request in blocks, in the form that its head announces.

    Args:
        request: The request.
    """

    def __init__(self, request: Request) -> None:
        length = request.headers.get("content-length")
        self._left = None if length is None else int(length)

    def block(self, block: bytes) -> bytes:
        """Return a block of the body as it is sent.

        Raises:
            Failure: If the body is longer than its head says.
        """
        if self._left is None:
            # An empty chunk would be the last.
            return b"%x\r\n%s\r\n" % (len(block), block) if block else b""
        self.count(block)
        return block

    def count(self, block: bytes) -> None:
        """Note a block of the body.

        Raises:
            Failure: If the body is longer than its head says.
        """
        if self._left is not None:
            self._left -= len(block)
            if self._left < 0:
                raise self._changed()

    def end(self) -> bytes:
        """Return what ends the body.

        Raises:
            Failure: If the body is shorter than its head says.
        """
        if self._left is None:
            return b"0\r\n\r\n"
        if self._left:
            raise self._changed()
        return b""

    def _changed(self) -> Failure:
        return Failure("protocol", "a file changed its size while it was sent")


@cache
def _h11() -> Any:
    """Return the library, which few programs need: docs/design/start_up.md."""
    return import_module("h11")


def _after_request(method: str) -> Any:
    """Return an h11 connection that has sent a request."""
    h11 = _h11()
    state = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LARGEST_EVENT)
    state.send(h11.Request(method=method, target="/", headers=[("host", "h")]))
    state.send(h11.EndOfMessage())
    return state


class Received:
    """The answer to one request.

    Args:
        method: The request's.

    Attributes:
        status: HTTP status code.
        headers: Names in lower case; values of one name are joined by commas.
        ended: Whether the body has been taken to its end.
    """

    __slots__ = (
        "_again",
        "_chunked",
        "_early",
        "_error",
        "_head",
        "_held",
        "_left",
        "_length",
        "_method",
        "_other",
        "_ready",
        "ended",
        "headers",
        "status",
    )

    def __init__(self, method: str) -> None:
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.ended = False
        self._method = method
        self._again = True  # as far as the head tells
        self._length = 0  # of a body that is not in chunks
        self._chunked = False
        self._early = 0  # bytes that came while the request was being sent
        self._head = 0  # bytes that came until the head was whole
        self._left = 0  # bytes of the body, or of the chunk at hand with its line end
        self._held = b""  # of a line whose end has not arrived
        self._ready: list[bytes] = []
        self._error: Failure | None = None
        self._other: Any = None  # h11's connection, if it reads this answer

    @property
    def reusable(self) -> bool:
        """Whether the connection can serve another request.

        Bytes that follow an answer would be read as the answer to the next request.
        """
        if not self.ended or not self._again or self._error is not None:
            return False
        if self._other is None:
            return True
        done = _h11().DONE
        state = self._other
        return bool(
            state.our_state is done and state.their_state is done and not state.trailing_data[0]
        )

    @property
    def rest(self) -> bytes:
        """What follows the head of a proxy's answer: the first bytes through its tunnel."""
        trailing: bytes = self._other.trailing_data[0]
        return trailing

    def early(self, data: bytes) -> bool:
        """Take bytes that come while the request is being sent; return whether to stop sending.

        A refusal says that the server does not want the rest. A success may be one that needs it
        still, as long as it is small enough to be kept meanwhile.

        Raises:
            Failure: If it is no HTTP, or the connection ends before the head is complete.
        """
        if self.status:
            self.give(data)
        else:
            self.begin(data)
        self._early += len(data)
        refused = self.status >= 300 or self._early > _EARLY
        return refused or self.ended or self._error is not None or not data

    # The head ----------------------------------------------------------------------------------

    def begin(self, data: bytes) -> bool:
        """Take bytes of the connection, b"" for its end; return whether the head is complete.

        Raises:
            Failure: If it is no HTTP, or the connection ends before.
        """
        if not data:
            raise Failure("closed", "the server disconnected without sending a response")
        if self._other is None:
            if self._plain(data):
                return True
            self._other = _after_request(self._method)
        h11 = _h11()
        try:
            self._other.receive_data(data)
            while (event := self._other.next_event()) is not h11.NEED_DATA:
                if type(event) is h11.Response:
                    self.status = event.status_code
                    self.headers = lower(event.headers.raw_items())
                    self._distrust()
                    return True
        except h11.RemoteProtocolError as error:
            raise _wrong(error) from error
        self._head += len(data)
        if self._head > _HEAD_BYTES:
            reason = f"the head of the answer is larger than {_HEAD_BYTES:,} bytes"
            raise Failure("protocol", reason)
        return False

    def _plain(self, data: bytes) -> bool:
        """Read a head as nearly all are; return whether it is one."""
        end = data.find(_END_OF_HEAD)
        match = _HEAD.fullmatch(data[: end + 2].decode("latin-1")) if end > 0 else None
        if match is None:
            return False
        status = int(match[1])
        headers: dict[str, str] = {}
        more: dict[str, list[str]] = {}
        for line in match[2].split("\r\n")[:-1]:
            name, _, value = line.partition(":")
            name, value = name.lower(), value.strip(" \t")
            if name in headers:
                more.setdefault(name, []).append(value)
            else:
                headers[name] = value
        if more:
            _join(headers, more)
        length, coding = headers.get("content-length"), headers.get("transfer-encoding")
        if status in _NO_BODY or self._method in ("HEAD", "CONNECT"):
            return False
        if coding is not None:
            if length is not None or coding.lower() != "chunked":
                return False
            self._chunked = True
        elif length is None or not length.isdecimal() or len(length) > _LONGEST_NUMBER:
            return False
        else:
            self._length = self._left = int(length)
            self.ended = not self._left
        if "connection" in headers:
            self._again = "close" not in headers["connection"].lower()
        if "proxy-connection" in headers and "close" in headers["proxy-connection"].lower():
            self._again = False
        self.status, self.headers = status, headers
        rest = data[end + len(_END_OF_HEAD) :]
        if rest:
            self.give(rest)
        return True

    def _distrust(self) -> None:
        if is_doubtful(self.status, self.headers):
            self._again = False

    # The body ----------------------------------------------------------------------------------

    def take(self) -> bytes:
        """Return what has arrived of the body; b"" if more has to be read, or at the end.

        Raises:
            Failure: If the body is not as it should be.
        """
        parts = self._ready
        if self._other is not None and not self.ended and self._error is None:
            self._events(parts)
        if not parts:
            if self._error is not None:
                raise self._error
            return b""
        self._ready = []
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def give(self, data: bytes) -> None:
        """Take bytes of the connection; b"" is its end."""
        if self._other is not None:
            self._other.receive_data(data)
        elif self._chunked:
            if data:
                self._chunks(self._held + data if self._held else data)
            else:
                self._leave_to_h11(self._held).receive_data(b"")
        elif not data:
            had, whole = self._length - self._left, self._length
            self._error = Failure(
                "closed",
                "the server closed the connection before the end of the body "
                f"({had:,} of {whole:,} bytes arrived)",
            )
        else:
            over = len(data) - self._left
            if over > 0:  # which belongs to no answer
                self._again, data = False, data[: self._left]
            if data:
                self._ready.append(data)
                self._left -= len(data)
            self.ended = not self._left

    def _events(self, parts: list[bytes]) -> None:
        h11 = _h11()
        try:
            while (event := self._other.next_event()) is not h11.NEED_DATA:
                if type(event) is not h11.Data:
                    self.ended = True
                    return
                parts.append(bytes(event.data))
        except h11.RemoteProtocolError as error:
            # What came before the fault is delivered first.
            self._error = _wrong(error)
            self._error.__cause__ = error

    def _chunks(self, data: bytes) -> None:
        """Take plain chunks apart, up to the first thing that is none."""
        place, end, left = 0, len(data), self._left
        ready, self._held = self._ready, b""
        while place < end:
            if left:
                stop = place + left
                if stop <= end:  # all of it
                    if left > 2:
                        ready.append(data[place : stop - 2])
                    if data[stop - 2 : stop] != _END:
                        self._broken(data[stop - 2 : stop])
                        return
                    place, left = stop, 0
                    continue
                had = min(left - 2, end - place)
                if had > 0:
                    ready.append(data[place : place + had])
                    place, left = place + had, left - had
                if left == 2 and place < end:
                    self._held = data[place:]
                    if self._held != _END[:1]:
                        self._broken(self._held)
                break
            line = data.find(_END, place, place + _LONGEST_NUMBER + 2)
            if line < 0 and end - place <= _LONGEST_NUMBER:
                self._held = data[place:]
                break
            size = data[place:line] if line >= 0 else b""
            if not size or size.translate(None, _HEXADECIMAL) or not (number := int(size, 16)):
                if data.startswith(_LAST_CHUNK, place):
                    self.ended = True
                    self._again = self._again and place + len(_LAST_CHUNK) == end
                else:  # trailers, an extension, or a mistake
                    self._leave_to_h11(data[place:])
                return
            place, left = line + 2, number + 2
        self._left = left

    def _broken(self, found: bytes) -> None:
        # Not for h11 to judge: what follows a chunk too long for its size may look like a size.
        self._error = Failure("protocol", f"malformed chunk footer: {found!r} (expected {_END!r})")

    def _leave_to_h11(self, data: bytes) -> Any:
        state = self._other = _after_request(self._method)
        state.receive_data(_CHUNKED_HEAD + data)
        state.next_event()
        return state


def is_doubtful(status: int, headers: Mapping[str, str]) -> bool:
    """Return whether two readers may end an answer at two places: no other may follow it."""
    coded, measured = "transfer-encoding" in headers, "content-length" in headers
    if coded and measured:
        return True
    if status in _NO_BODY and (coded or headers.get("content-length", "0") != "0"):
        return True  # a body may come that is none
    return "close" in headers.get("proxy-connection", "").lower()


def _wrong(error: Exception) -> Failure:
    words = str(error)
    return Failure(lost_or_wrong(words), words)


def lost_or_wrong(words: str) -> str:
    """Return the kind of a failure by h11's words: whether the answer ends early, or is no HTTP."""
    return "closed" if "without" in words or "incomplete" in words else "protocol"


def lower(headers: Iterable[tuple[bytes, bytes]]) -> Mapping[str, str]:
    """Return headers with lower-case names; values of one name are joined by commas."""
    result: dict[str, str] = {}
    more: dict[str, list[str]] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        text = value.decode("latin-1")
        if key in result:
            more.setdefault(key, []).append(text)
        else:
            result[key] = text
    _join(result, more)
    return result


def _join(headers: dict[str, str], more: Mapping[str, list[str]]) -> None:
    """Add further values of names that are there, all at once: one by one they take long."""
    for name, values in more.items():
        headers[name] = ", ".join([headers[name], *values])
