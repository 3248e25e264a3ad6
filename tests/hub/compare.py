"""Our clients beside those of huggingface_hub on one recording server, method by method.

`make compare-hub` runs it in an environment of each release. Both clients make each call of
`cases`, sync and async; requests and results are compared. Where they differ it is for a reason
that stands in `reasons`, or it is a fault.
"""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import json
import sys
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import huggingface_hub
from huggingface_hub.inference import _common
from PIL.Image import Image

import inferloom
from tests.hub.cases import Case, cases
from tests.hub.reasons import GENERALLY, REASONS
from tests.support.server import Script, Seen, scripted

VERSION = huggingface_hub.__version__
# Members that say nothing, among them what the reference sends though nobody gave it.
SAYS_NOTHING: list[tuple[str, Any]] = [
    *(("parameters", {}), ("stream", False), ("details", False), ("do_sample", False)),
    *(("return_full_text", False), ("stop", []), ("multi_label", False)),
]
UNTOLD = (None, "application/octet-stream")  # how the reference labels a file
ABSENT = "the reference has it not"
# What differs from request to request, or is of the library.
HEADERS = ("authorization", "cookie", "content-type", "accept", "x-own", "user-agent")


def outcome(name: str, package: Any, case: Case, server: Script) -> tuple[Any, Any]:
    """Return what was sent for a case, and what came of it.

    Args:
        name: Name of the class.
        package: Where it is.
        case: The case.
        server: Who answers.
    """
    del server.seen[:]
    _common._UNSUPPORTED_TEXT_GENERATION_KWARGS.clear()  # which all clients of theirs share
    replies = list(case.replies)
    server.always(lambda seen: replies.pop(0) if len(replies) > 1 else replies[0])
    options = _addressed(case.options, server.url)
    try:
        client = getattr(package, name)(**_addressed(case.client, server.url))
        if case.work is not None:
            return [], plain(_worked(case, package, client))
        method = getattr(client, case.method)
        _check_arguments(method, case)
        if name.startswith("Async"):
            result = asyncio.run(_awaited(client, method, case.arguments, options))
        else:
            result = method(*case.arguments, **options)
            if options.get("stream"):
                result = list(result)
        found = plain(result)
    except _Absent:
        return ABSENT, ABSENT
    except Exception as error:
        found = error_of(error)
    return [sent(seen) for seen in server.seen], found


class _Absent(Exception):
    """The method, or an argument, is not there."""


def _worked(case: Case, package: Any, client: Any) -> Any:
    assert case.work is not None
    try:
        return case.work(client)
    except AttributeError:
        if package is huggingface_hub:
            raise _Absent from None
        raise


def _check_arguments(method: Any, case: Case) -> None:
    if method.__module__.startswith("huggingface_hub"):
        try:
            inspect.signature(method).bind(*case.arguments, **case.options)
        except TypeError:
            raise _Absent from None


async def _awaited(client: Any, method: Any, arguments: Any, options: Any) -> Any:
    result = await method(*arguments, **options)
    if options.get("stream"):
        result = [item async for item in result]
    close = getattr(client, "close", None)
    if close is not None:
        await close()
    return result


def _addressed(options: Mapping[str, Any], url: str) -> dict[str, Any]:
    return {k: v.replace("URL", url) if isinstance(v, str) else v for k, v in options.items()}


def sent(seen: Seen) -> Any:
    """Return a request as far as it says something."""
    try:
        body: Any = without_nothing(json.loads(seen.body))
    except ValueError:
        body = seen.body
    headers = {name: seen.headers[name] for name in HEADERS if name in seen.headers}
    if any(word in headers.get("user-agent", "") for word in ("hf_hub", "inferloom")):
        del headers["user-agent"]
    if headers.get("accept") in ("*/*", "text/event-stream"):
        del headers["accept"]
    return seen.method, seen.path, body, headers


def without_nothing(value: Any) -> Any:
    """Return a body without what says nothing."""
    if isinstance(value, dict):
        inner = {k: without_nothing(v) for k, v in value.items() if v is not None}
        return {k: v for k, v in inner.items() if (k, v) not in SAYS_NOTHING}
    if isinstance(value, list):
        return [without_nothing(item) for item in value]
    return value


def plain(value: Any) -> Any:
    """Return a result as plain values that can be compared."""
    if isinstance(value, Image):
        return "picture", value.mode, value.size, value.format, value.tobytes()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        members = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return plain({**(dict(value) if isinstance(value, dict) else {}), **members})
    if hasattr(value, "model_dump"):
        return plain(dict(value.__iter__()))
    if hasattr(value, "tolist"):
        return "array", str(value.dtype), value.tolist()
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


# Of errors, what code that catches them asks for.
KINDS: tuple[type[BaseException], ...] = (
    ValueError, TypeError, FileNotFoundError, TimeoutError, ConnectionError, ImportError,
)  # fmt: skip
NAMED = ("ValidationError", "GenerationError", "OverloadedError", "IncompleteGenerationError")


def error_of(error: Exception) -> Any:
    """Return what an error is to code that catches it."""
    response = getattr(error, "response", None)
    status = getattr(error, "status", None) or getattr(response, "status_code", None)
    named = [cls.__name__ for cls in type(error).__mro__ if cls.__name__ in NAMED]
    kinds = [kind.__name__ for kind in KINDS if isinstance(error, kind)]
    return "error", status, named or kinds, str(error).splitlines()[0][:120]


def differences(server: Script) -> Iterator[tuple[str, str, Any, Any]]:
    """Yield the cases that differ: name, what differs, ours and theirs; two Nones if nothing."""
    for case in cases():
        for kind in ("", "Async") if case.work is None else ("",):
            name = f"{kind}InferenceClient"
            if case.method and not hasattr(getattr(huggingface_hub, name), case.method):
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = outcome(name, huggingface_hub, case, server)
                if theirs[0] == ABSENT:
                    continue
                ours = outcome(name, inferloom, case, server)
            title = f"{kind.lower()} {case.name}".strip()
            requests_agree = len(ours[0]) == len(theirs[0]) and all(map(_agree, ours[0], theirs[0]))
            if not requests_agree:
                yield title, "request", ours[0], theirs[0]
            results_agree = _alike(ours[1], theirs[1])
            if not results_agree:
                yield title, "result", ours[1], theirs[1]
            if requests_agree and results_agree:
                yield title, "", None, None


def _agree(ours: Any, theirs: Any) -> bool:
    """Return whether two requests say the same, but for what `GENERALLY` has."""
    (method, path, body, headers), (_, _, their_body, their_headers) = ours, theirs
    if isinstance(body, bytes) and their_headers.get("content-type") in UNTOLD:
        headers = {**headers, "content-type": ""}
        their_headers = {**their_headers, "content-type": ""}
    if isinstance(their_body, dict) and their_body.get("model") == "dummy":
        their_body = {**their_body, "model": "tgi"}
    return (method, path, body, headers) == (*theirs[:2], their_body, their_headers)


def _alike(ours: Any, theirs: Any) -> bool:
    """Return whether two results are the same; of errors, whether the same code catches them."""
    if not (_is_error(ours) and _is_error(theirs)):
        return bool(ours == theirs)
    (_, status, kinds, _), (_, their_status, their_kinds, _) = ours, theirs
    return set(their_kinds) <= set(kinds) and their_status in (status, None)


def _is_error(found: Any) -> bool:
    return isinstance(found, tuple) and found[:1] == ("error",)


def reason_for(title: str, part: str) -> tuple[str, str, str] | None:
    """Return the key of the reason why a case differs; None if there is none."""
    name = title.removeprefix("async ")
    method = name.partition(":")[0]
    for key in ((name, part), (method, part)):
        for version in (VERSION, ""):
            if (*key, version) in REASONS:
                return (*key, version)
    return None


def main() -> int:
    """Compare all; return 1 if a difference has no reason."""
    same, known, faults = 0, 0, 0
    used: set[Any] = set()
    with scripted() as server:
        for title, part, ours, theirs in differences(server):
            if not part:
                same += 1
                continue
            key = reason_for(title, part)
            if key is not None:
                known += 1
                used.add(key)
                continue
            faults += 1
            print(f"{title}: {part}: NO REASON\n  ours   {ours!r:.600}\n  theirs {theirs!r:.600}")
    for reason in GENERALLY:
        print(f"all: request: {reason}")
    for key in REASONS:
        if key[2] in (VERSION, "") and key in used:
            print(f"{key[0]}: {key[1]}: {REASONS[key]}")
        elif key[2] == VERSION:
            faults += 1
            print(f"{key}: there is no such difference any more; delete its reason")
    print(
        f"huggingface_hub {VERSION}: {same} cases the same, {known} differ for a reason, "
        f"{faults} without."
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
