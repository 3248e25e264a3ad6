"""Files that callers and servers give as URLs, within the bounds of the media policy."""

from __future__ import annotations

import binascii
from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ..calls.body import Body, Field, core
from ..calls.call import Call, StreamCall
from ..calls.remap import NO_PATHS, remap
from ..calls.results import Bytes, Json
from ..config import Config, user_agent
from ..errors import (
    ArgumentError,
    InferenceConnectionError,
    InferenceTimeoutError,
    ResponseDecodeError,
    ResponseTooLargeError,
    StatusError,
)
from ..errors.body import parse_body
from ..jsonvalues import is_array, is_object
from ..media.files import DataUrl, File
from ..media.policy import (
    check_addresses,
    check_hop,
    check_url,
    policy_of,
    through_proxy,
    too_large,
)
from ..origins import origin
from ..proxy_settings import proxy_for
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..transport.failure import Failure
from ..url_text import is_url, redacted
from .deliver import deliver
from .redirects import MAX_REDIRECTS, location
from .retry import lost
from .session import Session
from .steps import Answer, Resolve, Step, Steps

__all__ = ["fetched", "file_url", "follow_to_file", "with_files"]

S = TypeVar("S")
_LONGEST_LINK = 64 * 1024  # bytes of an answer that names a file; one that holds it may be longer


def file_url(call: Call[Any] | StreamCall[Any], answer: Answer) -> str | None:
    """Return where the file is that an answer does not hold itself; None if it holds it."""
    result = call.result
    if not isinstance(result, Bytes) or not result.remap or len(answer.content) > _LONGEST_LINK:
        return None
    body = parse_body(answer.content)
    url = remap(body, result.remap).get(result.media) if is_object(body) else None
    return url if isinstance(url, str) and is_url(url) else None


def follow_to_file(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    answer: Answer,
    url: str,
    deadline: Deadline,
) -> Generator[Step, Any, None]:
    """Put the file that is at a URL into the answer that names it."""
    assert isinstance(call.result, Bytes)
    media = call.result.media
    try:
        found = yield from _file_at(session, url, media, deadline)
    except ArgumentError as error:
        raise _no_file(answer, media, url, error) from error
    kind = found.headers.get("content-type", "")
    answer.raw, answer.file_url = answer.content, url
    answer.content = found.content
    answer.headers = {**answer.headers, "content-type": kind}


def with_files(
    session: Session,
    call: Call[Any],
    files: Mapping[str, str],
    answer: Answer,
    deadline: Deadline,
    fetching: bool,
) -> Generator[Step, Any, Call[Any]]:
    """Put the files that a JSON answer names into it, which is then in the operation's own format.

    Args:
        session: The client's state.
        call: The call, with where the members of its answer stand.
        files: Path of each member that is a file, and whether as its `base64` or its `text`.
        answer: The answer; its content becomes what the operation's own would be.
        deadline: When to give up.
        fetching: Whether files are downloaded that the answer says the address of.

    Returns:
        The call, as the answer is read now.

    Raises:
        ResponseDecodeError: If a file cannot be had.
    """
    result = call.result
    assert isinstance(result, Json)
    body = parse_body(answer.content)
    try:
        value = remap(body, result.remap)
    except (TypeError, ValueError, KeyError, IndexError):
        return call  # which says then what is wrong with it
    for path, form in files.items():
        holder, name = _holder(value, path)
        if holder is None or not isinstance(holder.get(name), str):
            continue
        if is_url(holder[name]):
            answer.file_url = answer.file_url or holder[name]
            if not fetching:
                continue
        holder[name] = yield from _content(session, answer, holder[name], form, name, deadline)
    answer.raw = answer.content
    answer.content = core().to_json(value)
    answer.headers = {**answer.headers, "content-type": "application/json"}
    own = result._replace(remap=NO_PATHS, accept={})
    return replace(call, result=own, api=None)


def _content(
    session: Session, answer: Answer, text: str, form: str, name: str, deadline: Deadline
) -> Generator[Step, Any, str]:
    """Return the base64 or the text of a file that an answer names, or that stands in it."""
    if not is_url(text):
        data = text.rpartition(",")[2] if text[:5].lower() == "data:" else text
        return data if form == "base64" else text
    try:
        found = yield from _file_at(session, text, name, deadline)
    except ArgumentError as error:
        raise _no_file(answer, name, text, error) from error
    if form == "text":
        return found.content.decode("utf-8", "replace")
    return binascii.b2a_base64(found.content, newline=False).decode()


def _holder(value: Any, path: str) -> tuple[dict[str, Any] | None, str]:
    """Return the object that a path leads into, and the name of its last step."""
    *steps, name = path.split(".")
    for step in steps:
        if is_array(value) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif is_object(value):
            value = value.get(step)
    return (value, name) if is_object(value) else (None, name)


def _no_file(answer: Answer, what: str, url: str, error: ArgumentError) -> ResponseDecodeError:
    reason = error.message.removeprefix(f"{what}: ")
    return ResponseDecodeError(
        f"the server says that the {what} is at {redacted(url)}; {reason}",
        status=answer.status,
        body=parse_body(answer.content),
        headers=answer.headers,
    )


def fetched(session: Session, body: Body, deadline: Deadline) -> Generator[Step, Any, Body]:
    """Replace files that are given as URLs by their content."""
    parts: list[bytes | File | DataUrl] = []
    for part in body.parts:
        parts.append((yield from _read(session, part, deadline)))
    form = body.form
    if form is not None:
        fields: dict[str, Field] = {}
        for name, value in form.items():
            fields[name] = yield from _read(session, value, deadline)
        form = fields
    return body._replace(parts=tuple(parts), form=form)


def _read(session: Session, part: S, deadline: Deadline) -> Generator[Step, Any, S | File]:
    if not isinstance(part, File) or not part.url:
        return part
    answer = yield from _file_at(session, part.url, part.argument, deadline)
    return part.with_content(answer.content, answer.headers.get("content-type"))


def _file_at(session: Session, url: str, argument: str, deadline: Deadline) -> Steps:
    """Download a file, within the bounds of the media policy.

    Raises:
        ArgumentError: It cannot be had; the message begins with `argument`.
    """
    policy = policy_of(session.config.policy)
    own = deadline
    if policy.max_seconds is not None:
        left = deadline.remaining()
        total = policy.max_seconds if left is None else min(max(left, 0.001), policy.max_seconds)
        own = Deadline(replace(session.config.timeout, total=total))
    try:
        answer = yield from _download(session, url, argument, own)
    except ResponseTooLargeError as error:
        if policy.max_bytes is None or policy.max_bytes > session.config.limits.largest(True):
            raise
        raise too_large(argument, policy.max_bytes) from error
    except (StatusError, InferenceConnectionError, ResponseDecodeError) as error:
        raise _unreadable(argument, error.message) from error
    except InferenceTimeoutError as error:
        if own is deadline or deadline.expired():
            raise
        reason = f"it takes more than the {policy.max_seconds:g} s of media_policy's max_seconds"
        raise _unreadable(argument, reason) from error
    if not answer.content:
        raise ArgumentError(
            f"{argument}: the URL {redacted(answer.url)} has no content", argument=argument
        )
    return answer


def _download(session: Session, url: str, argument: str, deadline: Deadline) -> Steps:
    """Get what is at a URL, looking at every one that it redirects to."""
    config = session.config
    policy = policy_of(config.policy)
    # A stranger's server: it gets no token, no cookie and none of the caller's headers.
    headers = {"user-agent": config.headers.get("user-agent") or user_agent()}
    came_from = None
    for _ in range(MAX_REDIRECTS + 1):
        scheme, host, port = check_url(url, policy, argument)
        check_hop(came_from, scheme, policy, argument)
        if (came_from, scheme) == ("https", "http"):
            raise _unreadable(argument, "it redirects from https to http")
        addresses: tuple[str, ...] = ()
        behind = _behind_socket(config, url)
        public = policy.urls == "public"
        if (
            public
            and not behind
            and proxy_for(config.proxies, config.trust_env, scheme, host, port) is not None
        ):
            if policy.through_proxy == "refuse":
                raise through_proxy(host, argument)
            check_url(url, policy, argument, proxied=True)
        elif public or behind:
            found = yield Resolve(host, port, deadline)
            if isinstance(found, Failure):
                raise lost(found, Request("GET", url, headers), deadline)[0]
            addresses = tuple(found)
            if public:
                addresses = check_addresses(found, policy, host, argument)
        request = Request("GET", url, headers, addresses=addresses, foreign=True)
        answer = yield from deliver(session, request, deadline, False, "download", True, policy)
        moved = location(request, answer)
        if moved is None:
            return answer
        url, came_from = moved, scheme
    raise _unreadable(argument, f"it redirects more than {MAX_REDIRECTS} times")


def _behind_socket(config: Config, url: str) -> bool:
    """Whether a URL is at the address that stands for the client's `unix_socket`.

    The server there takes calls. What else it would hand out, to a URL of a stranger's, is not for
    the model: the host is looked up and reached as any other.
    """
    address = config.model if config.base_url is None else config.base_url
    if config.unix_socket is None or address is None:
        return False
    return origin(address) == origin(url)


def _unreadable(argument: str, reason: str) -> ArgumentError:
    return ArgumentError(f"{argument}: the URL cannot be read: {reason}", argument=argument)
