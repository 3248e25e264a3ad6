"""A recording: one JSON file, and what is written into it and found in it. No I/O but the file."""

from __future__ import annotations

import json
import os
import re
import threading
import time
import weakref
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias, cast
from urllib.parse import urlsplit

from ..config import Config
from ..errors import ArgumentError, InferenceError
from ..jsonvalues import is_array, is_object
from ..transport.decompress import Inflate
from ..transport.engine import Request
from ..transport.failure import Failure
from .secrets import MASK, Scrubber, secrets_of
from .unanswered import UnansweredError

__all__ = ["Cassette", "PathLike", "Played", "Player", "Take", "begin"]


FORMAT: Final = "inferloom cassette 1"
_STREAMS: Final = ("text/event-stream", "application/x-ndjson", "application/stream+json")
_SHOWN_DIFFERENCES = 5

PathLike: TypeAlias = "str | os.PathLike[str]"
Entry: TypeAlias = dict[str, Any]  # one interaction, as it stands in the file


# The file --------------------------------------------------------------------------------------


class Cassette:
    """A recording: requests and their answers, in the order in which the requests were sent.

    The file is JSON to be read and edited by people: JSON bodies are JSON, forms are lists of their
    parts, streams are lists of chunks with the seconds before each, other bodies are text or
    base64. What is scrubbed is `<scrubbed>`: the token, wherever it stands; the values of request
    headers other than `content-type` and the like; cookies; users, passwords and keys in URLs;
    what looks like a token of a known service.

    Args:
        path: Where the file is, or is going to be.
    """

    def __init__(self, path: PathLike) -> None:
        self.path = Path(path)
        self.scrubber = Scrubber()
        self._entries: list[Entry] = []
        self._used: list[bool] = []
        self._lock = threading.Lock()
        self._loaded = False
        self._exit: weakref.finalize[..., Cassette] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<Cassette {str(self.path)!r}, {len(self._entries)} requests>"

    @property
    def unused(self) -> list[str]:
        """The requests that no replay has asked for, such as `POST /v1/chat/completions`."""
        with self._lock:
            pairs = zip(self._entries, self._used, strict=True)
            return [_name(entry) for entry, used in pairs if not used]

    def assert_all_used(self) -> None:
        """Check that a replay has asked for all that was recorded.

        Raises:
            AssertionError: If something is left; it says what.
        """
        if left := self.unused:
            listed = "".join(f"\n  {name}" for name in left)
            raise AssertionError(f"{self.path}: requests that were not sent again:{listed}")

    def load(self) -> None:
        """Read the file, if that has not been done; nothing of it is used yet.

        Raises:
            ArgumentError: If it is not there, or not a recording.
        """
        if self._loaded:
            return
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ArgumentError(
                f"{self.path} cannot be read: {error.strerror}",
                hint="record(client, path) makes a recording.",
                argument="cassette",
            ) from None
        except ValueError as error:
            raise ArgumentError(f"{self.path} is not JSON: {error}", argument="cassette") from None
        entries = content.get("interactions") if is_object(content) else None
        if not is_object(content) or content.get("format") != FORMAT or not is_array(entries):
            raise ArgumentError(
                f"{self.path} is not a recording of this version: its format is not {FORMAT!r}",
                argument="cassette",
            )
        with self._lock:
            self._entries, self._used = list(entries), [False] * len(entries)
            self._loaded = True

    def save(self) -> None:
        """Write the file, whole or not at all."""
        with self._lock:
            if self._exit is not None:
                self._exit.detach()
                self._exit = None
            _write(self.path, self._entries, self.scrubber)

    def add(self, entry: Entry) -> None:
        """Put an entry at the end. It may be completed later."""
        with self._lock:
            self._entries.append(entry)
            self._used.append(False)
            self._loaded = False
            if self._exit is None:
                # A client that nobody closes has recorded something all the same.
                arguments = (self.path, self._entries, self.scrubber)
                self._exit = weakref.finalize(self, _write, *arguments)

    def find(self, request: Entry) -> Entry:
        """Return the first unused entry for a request, and note that it is used.

        Args:
            request: The request, as it would be recorded.

        Raises:
            UnansweredError: If there is none; it shows the nearest.
        """
        with self._lock:
            candidates: list[tuple[int, list[str]]] = []
            for number, entry in enumerate(self._entries):
                differences = list(_differences(entry["request"], request))
                if not differences and not self._used[number]:
                    self._used[number] = True
                    return entry
                candidates.append((number, differences))
            raise self._unanswered(request, candidates)

    def _unanswered(
        self, request: Entry, candidates: list[tuple[int, list[str]]]
    ) -> UnansweredError:
        name = f"{request['method']} {_path(request['url'])}"
        same = [number for number, differences in candidates if not differences]
        if same:
            times = "once" if len(same) == 1 else f"{len(same)} times"
            return UnansweredError(
                f"{name} was recorded {times} in {self.path}, and is sent once more",
                hint="record it again, or send it as often as then.",
            )
        if not candidates:
            return UnansweredError(f"{name} was not recorded: {self.path} is empty")
        number, differences = min(candidates, key=lambda item: (_distance(item[1]), item[0]))
        shown = "".join(f"\n  {line}" for line in differences[:_SHOWN_DIFFERENCES])
        more = len(differences) - _SHOWN_DIFFERENCES
        used = ", used before" if self._used[number] else ""
        return UnansweredError(
            f"{name} was not recorded in {self.path}. The nearest is request {number + 1} of "
            f"{len(candidates)}, {_name(self._entries[number])}{used}, with other\n  "
            + shown.lstrip()
            + (f"\n  and {more} more" if more > 0 else ""),
            hint="record it again, or send what was recorded.",
        )


def _write(path: Path, entries: list[Entry], scrubber: Scrubber) -> None:
    written = [_readable(entry, scrubber) for entry in entries]
    text = json.dumps({"format": FORMAT, "interactions": written}, indent=2, ensure_ascii=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        # With backslashes for what UTF-8 cannot spell, as in a JSON string with half a pair.
        draft.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _name(entry: Entry) -> str:
    request = entry["request"]
    return f"{request['method']} {_path(request['url'])}"


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


# Entries: while they are recorded, and as they are read ----------------------------------------


@dataclass
class Take:
    """One interaction while it is recorded.

    Attributes:
        request: What was sent.
        content: Its body.
        started: When it was sent.
        status: Status of the answer; None if there was none.
        headers: Headers of the answer.
        waited: Seconds until the head of the answer came.
        blocks: What was read, with the seconds before each.
        end: How it ended: `whole`, or `left` if the caller did not read to the end.
        failure: What broke it, or None.
    """

    request: Request
    content: bytes
    started: float = field(default_factory=time.monotonic)
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    waited: float = 0.0
    blocks: list[tuple[float, bytes]] = field(default_factory=list[tuple[float, bytes]])
    end: str = "left"
    failure: Failure | None = None
    last: float = 0.0

    def begun(self, status: int, headers: Mapping[str, str]) -> None:
        """Note the head of the answer."""
        self.last = time.monotonic()
        self.waited = self.last - self.started
        self.status, self.headers = status, dict(headers)

    def got(self, block: bytes) -> None:
        """Note a part of the answer's body, or its end."""
        now = time.monotonic()
        if block:
            self.blocks.append((now - self.last, block))
        else:
            self.end = "whole"
        self.last = now


def _readable(entry: Entry, scrubber: Scrubber) -> Entry:
    """Return an entry as it stands in the file; one that was read from a file is as it is."""
    take = entry.get("take")
    if not isinstance(take, Take):
        return entry
    written: Entry = {"request": _request(take.request, take.content, scrubber)}
    if take.status is None:
        written["failure"] = _failure(take.failure, scrubber)
        return written
    headers, blocks = _inflated(take)
    response: Entry = {
        "status": take.status,
        "headers": scrubber.answer_headers(headers),
        "after": round(take.waited, 4),
    }
    kind = headers.get("content-type", "")
    if kind.split(";")[0].strip().lower() in _STREAMS:
        seconds = [after for after, _ in take.blocks]
        parts = scrubber.blocks(blocks)
        response["chunks"] = [
            {"after": round(after, 4), **_plain(part)}
            for after, part in zip(seconds, parts, strict=True)
        ]
    elif blocks:
        response["body"] = _body(b"".join(blocks), kind, scrubber)
    if take.failure is not None:
        response["failure"] = _failure(take.failure, scrubber)
    elif take.end != "whole":
        response["left"] = True
    written["response"] = response
    return written


def _inflated(take: Take) -> tuple[dict[str, str], list[bytes]]:
    """Return headers and blocks of an answer without its compression and framing."""
    headers = {
        name: value
        for name, value in take.headers.items()
        if name not in ("content-length", "transfer-encoding", "connection", "keep-alive")
    }
    blocks = [block for _, block in take.blocks]
    encoding = headers.get("content-encoding", "")
    try:
        inflate = Inflate(encoding)
        blocks = [inflate(block) for block in blocks]
    except InferenceError:
        return headers, blocks  # a fault of the server, which a replay is to have as well
    headers.pop("content-encoding", None)
    return headers, blocks


def _failure(failure: Failure | None, scrubber: Scrubber) -> Entry:
    if failure is None:
        return {"kind": "closed", "reason": "no answer had come when the recording ended"}
    written: Entry = {"kind": failure.kind, "reason": scrubber.text(failure.reason)}
    if not failure.sent:
        written["sent"] = False
    if failure.reused:
        written["reused"] = True
    return written


def _request(request: Request, content: bytes, scrubber: Scrubber) -> Entry:
    """Return a request as it stands in the file, and as it is compared."""
    written: Entry = {
        "method": request.method,
        "url": scrubber.url(request.url),
        "headers": scrubber.request_headers(request.headers),
    }
    kind = request.headers.get("content-type", "")
    if "boundary=" in kind:
        written["headers"]["content-type"] = kind.partition(";")[0]
    if content:
        written["body"] = _body(content, kind, scrubber)
    return written


def _body(content: bytes, kind: str, scrubber: Scrubber) -> Entry:
    media = kind.split(";")[0].strip().lower()
    if media == "multipart/form-data" and (parts := _parts(content, kind)) is not None:
        return {"form": [_part(head, body, scrubber) for head, body in parts]}
    if media == "application/json" or media.endswith("+json"):
        try:
            return {"json": scrubber.value(_exact(content))}
        except ValueError:
            pass  # it stands there as it is
    return _plain(scrubber.content(content))


def _exact(content: bytes) -> Any:
    """Read JSON that says the same when it is written again.

    Raises:
        ValueError: If it would not.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a member is there twice")
        return found

    def refuse(text: str) -> Any:
        raise ValueError(f"{text} is not JSON")

    def number(text: str) -> float:
        value = float(text)
        if value in (float("inf"), float("-inf")):
            raise ValueError(f"{text} is too large")
        return value

    return json.loads(content, object_pairs_hook=unique, parse_constant=refuse, parse_float=number)


def _plain(content: bytes) -> Entry:
    try:
        text = content.decode()
    except ValueError:
        return {"base64": b64encode(content).decode()}
    if "\0" in text:
        return {"base64": b64encode(content).decode()}
    return {"text": text}


def _parts(content: bytes, kind: str) -> list[tuple[str, bytes]] | None:
    """Return head and body of each part of a multipart form; None if it is none."""
    boundary = re.search(r'boundary="?([^";]+)', kind)
    if boundary is None:
        return None
    pieces = (b"\r\n" + content).split(b"\r\n--" + boundary[1].encode())
    found: list[tuple[str, bytes]] = []
    for piece in pieces[1:-1]:
        head, separator, body = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not separator:
            return None
        found.append((head.decode("utf-8", "replace"), body))
    return found


def _part(head: str, body: bytes, scrubber: Scrubber) -> Entry:
    lines = [line for line in scrubber.text(head).split("\r\n") if line]
    return {"head": lines, **_plain(scrubber.content(body))}


def _content(body: Entry | None) -> bytes:
    """Return the bytes that a body of the file stands for."""
    if body is None:
        return b""
    if "base64" in body:
        return b64decode(body["base64"])
    if "text" in body:
        return str(body["text"]).encode()
    return json.dumps(body["json"], separators=(",", ":")).encode()


# Comparison ------------------------------------------------------------------------------------


def _differences(recorded: Entry, request: Entry) -> Iterator[str]:
    """Yield where a request is another one than the recorded one."""
    if recorded["method"] != request["method"]:
        yield f"method: {recorded['method']}, now {request['method']}"
    left, right = urlsplit(str(recorded["url"])), urlsplit(str(request["url"]))
    yield from _unlike("path", left.path or "/", right.path or "/")
    yield from _unlike("query", left.query, right.query)
    yield from _unlike("body", recorded.get("body"), request.get("body"))


def _unlike(where: str, recorded: Any, now: Any) -> Iterator[str]:
    if is_object(recorded) and is_object(now):
        for key in dict.fromkeys((*recorded, *now)):
            place = where if where == "body" and key in ("json", "form") else f"{where}.{key}"
            if key not in now:
                yield f"{place}: {_shown(recorded[key])}, now missing"
            elif key not in recorded:
                yield f"{place}: missing, now {_shown(now[key])}"
            else:
                yield from _unlike(place, recorded[key], now[key])
    elif is_array(recorded) and is_array(now):
        if len(recorded) != len(now):
            yield f"{where}: {len(recorded)} items, now {len(now)}"
        for number, (left, right) in enumerate(zip(recorded, now, strict=False)):
            yield from _unlike(f"{where}.{number}", left, right)
    elif not _equal(recorded, now):
        yield f"{where}: {_shown(recorded)}, now {_shown(now)}"


def _equal(recorded: Any, now: Any) -> bool:
    if isinstance(recorded, str) and isinstance(now, str) and MASK in recorded:
        pattern = ".*?".join(map(re.escape, recorded.split(MASK)))
        return re.fullmatch(pattern, now, re.DOTALL) is not None
    return bool(recorded == now) and isinstance(recorded, bool) == isinstance(now, bool)


def _distance(differences: list[str]) -> int:
    """Return how far a request is from another; another place is farther than another body."""
    weights = {"method": 1000, "path": 1000, "query": 100}
    return sum(weights.get(line.partition(":")[0], 1) for line in differences)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:80] + "…"


# What is recorded ------------------------------------------------------------------------------


def begin(request: Request, cassette: Cassette) -> tuple[Request, Take]:
    """Read a request's body, which may not be there again, and note that it is sent."""
    content = request.content
    whole = content if isinstance(content, bytes) else b"".join(content)
    take = Take(request, whole)
    cassette.scrubber.learn_from(request.url, request.headers)
    url = cassette.scrubber.url(request.url)
    cassette.add({"take": take, "request": {"method": request.method, "url": url}})
    return request._replace(content=whole), take


# What is replayed -- ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Played:
    """An answer out of a recording.

    Attributes:
        status: HTTP status code.
        headers: Lower-case names.
        after: Seconds until its head came.
        blocks: Its body, with the seconds before each block.
        failure: What ends it, or None.
    """

    status: int
    headers: Mapping[str, str]
    after: float
    blocks: tuple[tuple[float, bytes], ...]
    failure: Failure | None


class Player:
    """Finds answers in a recording. No I/O."""

    def __init__(self, cassette: Cassette, config: Config) -> None:
        self._cassette = cassette
        self._scrubber = Scrubber(secrets_of(config))

    def answer(self, request: Request) -> Played:
        """Return the answer to a request.

        Raises:
            Failure: If a failure was recorded.
            UnansweredError: If nothing was.
        """
        content = request.content
        whole = content if isinstance(content, bytes) else b"".join(content)
        self._scrubber.learn_from(request.url, request.headers)
        entry = self._cassette.find(_request(request, whole, self._scrubber))
        try:
            return self._played(entry)
        except (KeyError, TypeError, ValueError) as error:
            raise ArgumentError(
                f"{self._cassette.path}: {_name(entry)} cannot be read: {error!r}",
                argument="cassette",
            ) from None

    def _played(self, entry: Entry) -> Played:
        if "failure" in entry:
            raise _failed(entry["failure"])
        response = entry["response"]
        chunks = response.get("chunks")
        if chunks is None:
            blocks = [(0.0, _content(response.get("body")))]
        else:
            blocks = [(float(chunk.get("after", 0)), _content(chunk)) for chunk in chunks]
        failure = None
        if "failure" in response:
            failure = _failed(response["failure"])
        elif response.get("left"):
            failure = Failure("closed", "the recording ends here: its caller left the stream")
        return Played(
            status=int(response["status"]),
            headers=cast("dict[str, str]", response.get("headers", {})),
            after=float(response.get("after", 0)),
            blocks=tuple(block for block in blocks if block[1]),
            failure=failure,
        )


def _failed(failure: Entry) -> Failure:
    return Failure(
        failure["kind"],
        failure["reason"],
        sent=failure.get("sent", True),
        reused=failure.get("reused", False),
    )
