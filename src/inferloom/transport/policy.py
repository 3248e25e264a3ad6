"""What a call does on the wire, without doing it.

Everything that decides is a generator. It yields `Send`, `Sleep` and `Resolve`, is told what came
of them, and returns the outcome. A sync and an async driver perform the steps, so both clients
decide alike.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Any, TypeVar

from ..errors import (
    ArgumentError,
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    ModelLoadingError,
    ResponseDecodeError,
    ResponseTooLargeError,
    ServerError,
    StatusError,
    from_response,
    is_at_fault,
    parse_body,
)
from ..urls import Route, Target, basic, is_id, is_url, origin, redacted, resolve, without_user
from .call import Array, Bytes, Call, Operation, StreamCall
from .config import Config, Session, Wait, user_agent
from .content import Prepared, prepare, prepare_awaited
from .deadline import Deadline
from .encode import Body, Field
from .extras import numpy_of_results
from .files import File
from .media_policy import (
    MediaPolicy,
    check_addresses,
    check_hop,
    check_source,
    check_url,
    policy_of,
    through_proxy,
    too_large,
)
from .narrow import is_array, is_object
from .proxy_settings import proxy_for
from .record import dataclass, field, replace
from .remap import remap
from .wire import Failure, Request

S = TypeVar("S")

__all__ = [
    "Answer",
    "Apart",
    "Resolve",
    "Send",
    "Sleep",
    "Step",
    "Steps",
    "deliver",
    "exchange",
    "hub_headers",
    "lost",
    "recommended",
    "redirected",
    "request_headers",
]

RETRIED = frozenset({408, 409, 425, 429})
# With one of these a server may say that it does not know a value.
REFUSALS = frozenset({400, 415, 422, 500, 501})
# A server that never will: it lacks the method, or this version of HTTP.
NEVER_RETRIED = frozenset({501, 505})
FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
# A server that asks for more than this is told to the caller instead of waited for.
LONGEST_HINT = 60.0
_MANY_DIGITS = 16
_LONG = 1e9  # seconds
_DATE_LENGTH = 64  # characters; a date in one of HTTP's three forms has 29 at most
LOADING_DELAY = 1.0
LONGEST_LOADING_DELAY = 30.0
MAX_REDIRECTS = 5
_LONGEST_LINK = 64 * 1024  # bytes of an answer that names a file; one that holds it may be longer


@dataclass(frozen=True)
class Send:
    """Send a request. The driver answers with an `Answer` or a `Failure`.

    Attributes:
        request: What to send.
        deadline: When to give up.
        stream: Leave the body of a success unread.
        max_bytes: Largest body to read.
    """

    request: Request
    deadline: Deadline
    stream: bool = False
    max_bytes: int = 1024**3


@dataclass(frozen=True)
class Sleep:
    """Wait for a number of seconds."""

    seconds: float


@dataclass(frozen=True)
class Resolve:
    """Look up the IP addresses of a host. The driver answers with a list or a `Failure`.

    Attributes:
        host: Name in ASCII, or an address.
        port: The port that is to be connected to.
        deadline: When to give up.
    """

    host: str
    port: int
    deadline: Deadline


@dataclass
class Answer:
    """What came back.

    Attributes:
        status: HTTP status code.
        headers: Lower-case names.
        content: The whole body; empty for a stream that is still open.
        reply: The open answer of a stream, else None.
        url: Where the request went.
        sent: Headers of the request.
        attempts: Requests sent for this call so far.
        elapsed: Seconds since the call began.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    reply: Any = None
    url: str = ""
    sent: Mapping[str, str] = field(default_factory=dict[str, str])
    attempts: int = 1
    elapsed: float = 0.0

    def __repr__(self) -> str:
        # Without its content, which may repeat what was sent.
        return f"<Answer {self.status} of {redacted(self.url)}, {len(self.content):,} bytes>"


@dataclass(frozen=True)
class Apart:
    """Do what may block. The driver answers with what it returns, or with a `Failure`.

    Attributes:
        work: What to do, in a thread of its own.
        drop: What to do with a result that came too late.
        deadline: When to give up.
        reason: What was waited for, for people.
    """

    work: Callable[[], Any]
    drop: Callable[[Any], object]
    deadline: Deadline
    reason: str


Step = Send | Sleep | Resolve | Apart
Steps = Generator[Step, Any, Answer]
Delivery = Generator[Send | Sleep, Any, Answer]


def exchange(session: Session, call: Call[Any] | StreamCall[Any]) -> Steps:
    """Run a call: find the model, prepare the body, send, retry.

    Args:
        session: The client's state.
        call: What to send.

    Returns:
        The successful answer, by the generator's return value.

    Raises:
        InferenceError: What the caller is to see.
    """
    config = session.config
    operation = call.operation
    deadline = Deadline(config.timeout)
    try:
        if isinstance(call.result, Array):
            numpy_of_results()  # missing, it would be missed when the answer is paid for
        files = call.body.files()
        for file in files:
            check_source(file, policy_of(config.policy))
        target = yield from _target(session, call, deadline)
        body = call.body
        for name in body.defaulted:
            if (target.url, target.model, name) in session.refused:
                body = _with_fallback(operation, body, name)
        try:
            return (yield from _sent(session, call, body, target, deadline))
        except StatusError as error:
            refused = _refused(operation, body, error)
            if refused is None:
                raise
            session.refused.add((target.url, target.model, refused))
            _log("%s: the server refuses our %s; asking again", operation.name, refused)
            body = _with_fallback(operation, body, refused)
            answer = yield from _sent(session, call, body, target, deadline)
            answer.attempts += error.attempts
            return answer
    except InferenceError as error:
        error.operation = error.operation or operation.name
        error.elapsed = deadline.elapsed()
        raise


def _sent(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    body: Body,
    target: Target,
    deadline: Deadline,
) -> Steps:
    """Send a body to where a call goes."""
    config, operation = session.config, call.operation
    if call.model_in_body:
        body = body.with_model(target.model)
    if body.files():
        body = yield from _fetched(session, body, deadline)
    stream = isinstance(call, StreamCall)
    with (yield from _prepared(body, policy_of(config.policy), deadline, target.url)) as prepared:
        request = _request(config, target, call, prepared)
        answer = yield from deliver(
            session,
            request,
            deadline,
            stream,
            operation.name,
            operation.retry != "never",
            large=operation.large,
        )
    url = _file_url(call, answer)
    if url is not None:
        yield from _follow_to_file(session, call, answer, url, deadline)
    return answer


def _file_url(call: Call[Any] | StreamCall[Any], answer: Answer) -> str | None:
    """Return where the file is that an answer does not hold itself; None if it holds it."""
    result = call.result
    if not isinstance(result, Bytes) or not result.remap or len(answer.content) > _LONGEST_LINK:
        return None
    body = parse_body(answer.content)
    url = remap(body, result.remap).get(result.media) if is_object(body) else None
    return url if isinstance(url, str) and is_url(url) else None


def _follow_to_file(
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
        reason = error.message.removeprefix(f"{media}: ")
        raise ResponseDecodeError(
            f"the server says that the {media} is at {redacted(url)}; {reason}",
            status=answer.status,
            body=parse_body(answer.content),
            headers=answer.headers,
        ) from error
    kind = found.headers.get("content-type", "")
    answer.content = found.content
    answer.headers = {**answer.headers, "content-type": kind}


def _prepared(
    body: Body, policy: MediaPolicy, deadline: Deadline, url: str
) -> Generator[Step, Any, Prepared]:
    """Open a body's files; those that may block are waited for as long as the call lasts."""
    slow = next((file for file in body.files() if file.may_block), None)
    if slow is None:
        return prepare(body, policy)
    work = partial(prepare_awaited, body, policy, deadline)
    prepared = yield Apart(work, _close, deadline, f"{slow.argument} has no content yet")
    if isinstance(prepared, Failure):
        raise lost(prepared, Request("POST", url, {}), deadline)[0]
    return prepared  # type: ignore[no-any-return]


def _close(prepared: Prepared) -> None:
    prepared.__exit__()


def _with_fallback(operation: Operation, body: Body, name: str) -> Body:
    return body.with_fallback(name, operation.defaults[name], operation.fallbacks[name].value)


def _refused(operation: Operation, body: Body, error: StatusError) -> str | None:
    """Return the member that a server refuses although no caller asked for it; None for others."""
    if error.status not in REFUSALS:
        return None
    words = error.server_message or ""
    return next((n for n in body.defaulted if operation.fallbacks[n].answers(words)), None)


def _target(
    session: Session, call: Call[Any] | StreamCall[Any], deadline: Deadline
) -> Generator[Send | Sleep, Any, Target]:
    config = session.config
    operation = call.operation

    def find(model: str | None) -> Target | None:
        return resolve(
            call.route,
            task=operation.task,
            # A user in a URL is for a header; what comes after it may show in errors.
            model=without_user(model),
            client_model=without_user(config.model),
            base_url=without_user(config.base_url),
            endpoints=config.endpoints,
        )

    if call.model is not None and config.base_url is not None:
        _check_is_said(call, config.base_url)
    target = find(call.model)
    if target is None and operation.encoding == "none":
        # A question about the server, not about a model of it.
        base = without_user(config.endpoints.inference) or config.endpoints.router
        target = Target(f"{base}/v1{call.route.path}", None)
    if target is None:
        task = operation.task
        model = yield from recommended(session, task, deadline)
        if model is None:
            raise ArgumentError(
                f"no model was given, and the hub recommends none for {task}; pass model=...",
                argument="model",
            )
        _log("no model given for %s, using the recommended one: %s", task, model)
        target = find(model)
    assert target is not None
    return target


def _check_is_said(call: Call[Any] | StreamCall[Any], base_url: str) -> None:
    """Refuse the model id of a call that neither the URL nor the body would say."""
    model = call.model
    if model is None or is_url(model) or call.model_in_body or "{model}" in base_url:
        return
    shown = redacted(base_url)
    raise ArgumentError(
        f"model: requests of {call.operation.name} go to the base_url {shown} as it is, so nothing "
        "would say the model; leave model out, pass the model's own URL as model=..., or write "
        f"base_url={shown.rstrip('/') + '/models/{model}'!r} or where else the server has it",
        argument="model",
    )


def recommended(
    session: Session, task: str, deadline: Deadline
) -> Generator[Send | Sleep, Any, str | None]:
    """Look up the model that the hub recommends for a task; asked once per client.

    Args:
        session: The client's state; keeps the hub's answer for all tasks.
        task: Task id, as in `text-classification`.
        deadline: When to give up.

    Returns:
        A model id, or None if the hub recommends none.

    Raises:
        InferenceError: If the hub cannot be asked.
    """
    if not session.recommended:
        config = session.config
        target = resolve(
            Route("hub", "/api/tasks"),
            task=task,
            model=None,
            client_model=None,
            base_url=None,
            endpoints=config.endpoints,
        )
        assert target is not None
        url = without_user(target.url)
        request = Request("GET", url, hub_headers(config, url))
        answer = yield from deliver(session, request, deadline, False, "recommended model", True)
        entries = parse_body(answer.content)
        if not is_object(entries):
            raise ResponseDecodeError(
                f"{url} does not list tasks and their models",
                hint="pass model=..., or check HF_ENDPOINT.",
                status=answer.status,
                body=entries,
            )
        for name, entry in entries.items():
            models = entry.get("widgetModels") if is_object(entry) else None
            # An id and nothing else: a URL would choose where the caller's data goes.
            ids = [model for model in models if is_id(model)] if is_array(models) else []
            if ids:
                session.recommended[name] = ids[0]
    # The hub files chat under the task that such models have.
    for name in (task, "text-generation") if task == "chat-completion" else (task,):
        if model := session.recommended.get(name):
            return model
    return None


def _fetched(session: Session, body: Body, deadline: Deadline) -> Generator[Step, Any, Body]:
    """Replace files that are given as URLs by their content."""
    parts: list[bytes | File] = []
    for part in body.parts:
        parts.append((yield from _read(session, part, deadline)))
    form = body.form
    if form is not None:
        fields: dict[str, Field] = {}
        for name, value in form.items():
            fields[name] = yield from _read(session, value, deadline)
        form = fields
    return replace(body, parts=tuple(parts), form=form)


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
        if public and not behind and proxy_for(config, scheme, host, port) is not None:
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
        request = Request("GET", url, headers, addresses=addresses)
        answer = yield from deliver(session, request, deadline, False, "download", True, policy)
        moved = _location(request, answer)
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


def request_headers(config: Config, url: str, model: str | None = None) -> dict[str, str]:
    """Return the client's headers for a request to a URL, credentials included.

    Args:
        config: The client's configuration.
        url: Where the request goes.
        model: Model id or URL of this call.
    """
    headers = dict(config.headers)
    if "authorization" not in headers:
        authorization = config.credentials.authorization(url, config.endpoints)
        if authorization is None:
            authorization = _user_of(config, url, model)
        if authorization is not None:
            headers["authorization"] = authorization
    if "accept-encoding" not in headers:
        headers["accept-encoding"] = "gzip, deflate"
    return headers


def _user_of(config: Config, url: str, model: str | None = None) -> str | None:
    """Return the `Authorization` header for the user of the URL that the caller gave, or None."""
    endpoints = config.endpoints
    given = [config.base_url, config.model, endpoints.inference, endpoints.hub]
    if model is not None and is_url(model):
        given = [model]
    for address in given:
        if address is None or "@" not in address or not is_url(address):
            continue
        if origin(address) == origin(url):
            return basic(address)
    return None


def hub_headers(config: Config, url: str) -> dict[str, str]:
    """Return the headers of a question to the hub, which is not the caller's own server.

    The caller's headers and cookies are for that, and so is a token, unless it is one of the hub.
    """
    headers = {"user-agent": config.headers.get("user-agent") or user_agent()}
    authorization = config.credentials.for_hub(url, config.endpoints) or _user_of(config, url)
    if authorization is not None:
        headers["authorization"] = authorization
    headers["accept-encoding"] = "gzip, deflate"
    return headers


def _request(
    config: Config, target: Target, call: Call[Any] | StreamCall[Any], prepared: Prepared
) -> Request:
    operation, stream = call.operation, isinstance(call, StreamCall)
    url = without_user(target.url)
    headers = request_headers(config, url, call.model)
    for name, value in operation.headers.items() if call.api is None else ():
        if name not in config.headers:
            headers[name] = value
    if "accept" not in headers:
        headers["accept"] = "text/event-stream" if stream else "*/*"
    if operation.retry == "keyed":
        headers["idempotency-key"] = f"{operation.name}-{os.urandom(16).hex()}"
    if not prepared.content_type:
        return Request("GET", url, headers, stream=stream)
    headers["content-type"] = prepared.content_type
    if prepared.size is None:
        headers["transfer-encoding"] = "chunked"
    else:
        headers["content-length"] = str(prepared.size)
    return Request("POST", url, headers, prepared.content, stream=stream)


def deliver(
    session: Session,
    request: Request,
    deadline: Deadline,
    stream: bool,
    name: str,
    repeatable: bool,
    download: MediaPolicy | None = None,
    large: bool = False,
) -> Delivery:
    """Send a request until it succeeds, may not be repeated, or the time is over.

    Args:
        session: The client's state.
        request: What to send.
        deadline: When to give up.
        stream: Leave the body of a success unread.
        name: What it is, for messages and the log.
        repeatable: Whether a failed request may be sent again.
        download: The policy that applies, if this is a GET from a server that is not the caller's.
            Its redirects are returned, and a model that it may be loading is not waited for.
        large: Whether the answer is large by nature.

    Returns:
        The successful answer.

    Raises:
        InferenceError: What the last attempt came to.
    """
    config = session.config
    attempts = retries = redirects = waits = 0
    most = config.limits.largest(large or download is not None)
    if download and download.max_bytes is not None:
        most = min(most, download.max_bytes)
    error: InferenceError | None = None
    while True:
        attempts += 1
        deadline.heard()  # the pause before another attempt was no silence of the server
        try:
            outcome = yield Send(request, deadline, stream, most)
        except InferenceError as unusable:
            unusable.attempts = attempts
            spent = isinstance(unusable, ArgumentError) and not isinstance(request.content, bytes)
            if error is not None and spent:
                # A file that cannot be sent again; what the server said is worth more.
                raise error from unusable
            raise
        if isinstance(outcome, Failure):
            error, delay = lost(outcome, request, deadline)
        elif outcome.status < 300 or (download and _location(request, outcome)):
            session.budget.refund(retries)
            outcome.attempts, outcome.elapsed = attempts, deadline.elapsed()
            outcome.url, outcome.sent = request.url, request.headers
            return outcome  # type: ignore[no-any-return]
        elif (moved := redirected(request, outcome)) and redirects < MAX_REDIRECTS:
            redirects += 1
            request = moved
            continue
        else:
            error = from_response(
                outcome.status, outcome.headers, outcome.content, operation=name, url=request.url
            )
            if _in_the_open(request, outcome):
                error.hint = "it redirects from https to http, which is not followed; use https://."
            delay = _hint(outcome.headers)
            if isinstance(error, ModelLoadingError) and not download:
                waits += 1
                wait = _loading_delay(error, delay, waits)
                left = deadline.remaining()
                if left is not None and wait >= left:
                    raise _never_loaded(error, request, deadline, attempts) from error
                _log("%s: the model is loading; asking again in %.1f s", name, wait)
                if config.on_wait is not None:
                    config.on_wait(
                        Wait(name, wait, deadline.elapsed(), error.estimated_time, waits)
                    )
                yield Sleep(wait)
                continue
        error.attempts = attempts
        retryable = repeatable and retries < config.max_retries
        retryable = retryable and _worth(outcome, error, delay, config.retry_timeouts)
        if not retryable or deadline.expired() or not session.budget.take():
            raise error
        if delay is None:
            delay = _backoff(retries)
        left = deadline.remaining()
        if left is not None and delay >= left:
            raise error
        retries += 1
        _log(
            "%s: %s; retry %d of %d in %.2f s",
            name,
            error.message.split("\n")[0],
            retries,
            config.max_retries,
            delay,
        )
        yield Sleep(delay)


def _log(words: str, *values: object) -> None:
    from logging import getLogger  # 3 ms to load, and few calls have something to say

    getLogger(__name__.split(".")[0]).info(words, *values)


def lost(
    failure: Failure, request: Request, deadline: Deadline
) -> tuple[InferenceError, float | None]:
    """Return the error for a request without an answer, and when to send it again if it is known.

    Args:
        failure: What the engine said.
        request: What was sent.
        deadline: The call's.
    """
    host = origin(request.url)[1]
    if failure.kind == "timeout" or deadline.expired():
        elapsed = deadline.elapsed()
        error: InferenceError = InferenceTimeoutError(
            f"no answer from {host} after {elapsed:.1f} s ({failure.reason})",
            hint="raise timeout, or check that the server is not overloaded.",
        )
        return error, None
    hint = {
        "connect": "check the address, and that the server is running.",
        "closed": "the server closed the connection; its log may say why.",
        "proxy": "check the proxy's address, and the user and password for it.",
    }.get(failure.kind, "the server does not speak HTTP as it should.")
    error = InferenceConnectionError(f"no answer from {host}: {failure.reason}", hint=hint)
    # The server closed an idle connection just as it was taken: nothing was processed.
    return error, 0.0 if failure.kind == "closed" and failure.reused else None


def _worth(
    outcome: Failure | Answer, error: InferenceError, delay: float | None, timeouts: bool
) -> bool:
    if isinstance(outcome, Failure):
        if outcome.kind == "timeout":
            # The server may be at work on it, and may charge for it: repeated on request only.
            return timeouts
        return outcome.kind in ("connect", "closed") and not isinstance(error, TimeoutError)
    wish = outcome.headers.get("x-should-retry", "").lower()
    if wish in ("true", "false"):
        return wish == "true"
    passing = outcome.status in RETRIED or 500 <= outcome.status < 600
    if outcome.status in NEVER_RETRIED or (isinstance(error, ServerError) and is_at_fault(error)):
        passing = False
    return passing and (delay is None or delay <= LONGEST_HINT)


def _backoff(retries: int) -> float:
    """Full jitter: clients that failed together do not come back together."""
    return _draw(0, min(LONGEST_DELAY, FIRST_DELAY * 2**retries)) + 0.05


def _draw(low: float, high: float) -> float:
    """Return a random number; few calls need one, and `random` takes long to load."""
    from random import uniform

    return uniform(low, high)


def _hint(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait, with some jitter on top.

    What is neither a number of seconds nor a date is no hint.
    """
    if text := headers.get("retry-after-ms"):
        seconds = _number(text, 1000)
    elif text := headers.get("retry-after"):
        seconds = _number(text, 1)
        if seconds is None:
            seconds = _until(text)
    else:
        return None
    return None if seconds is None else seconds + _draw(0, 0.1 * seconds + 0.05)


def _number(text: str, parts: int) -> float | None:
    """Return a number in its plain form as seconds; None for signs, exponents, inf and words."""
    text = text.strip()
    whole, _, fraction = text.partition(".")
    digits = whole + fraction
    if not (digits.isascii() and digits.isdecimal()):
        return None
    # More than anybody waits for is the caller's to know, and need not fit into a float.
    return float(text) / parts if len(digits) < _MANY_DIGITS else _LONG


def _until(text: str) -> float | None:
    """Return the seconds until a date in one of HTTP's forms; 0 if it is past."""
    from email.utils import parsedate_to_datetime

    if len(text) > _DATE_LENGTH:
        return None
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _loading_delay(error: ModelLoadingError, hint: float | None, waits: int) -> float:
    # The estimate is often wrong in both directions, so it only sets the pace.
    guess = hint if hint is not None else error.estimated_time
    pace = LOADING_DELAY * 1.5**waits if guess is None else max(guess / 2, LOADING_DELAY / 2)
    return min(pace, LONGEST_LOADING_DELAY) * _draw(0.8, 1.2)


def _never_loaded(
    error: ModelLoadingError, request: Request, deadline: Deadline, attempts: int
) -> InferenceTimeoutError:
    estimate = error.estimated_time
    guess = f"; the server expects {estimate:.0f} s more" if estimate else ""
    return InferenceTimeoutError(
        f"the model at {request.url.split('?')[0]} was not loaded within the timeout, "
        f"{deadline.elapsed():.1f} s after the start{guess}",
        hint="raise timeout to wait longer; None waits without end.",
        status=error.status,
        request_id=error.request_id,
        server_message=error.server_message,
        body=error.body,
        headers=error.headers,
        attempts=attempts,
    )


def redirected(request: Request, answer: Answer) -> Request | None:
    """Return the request to send instead, or None if the redirect must not be followed.

    A POST is repeated for 307 and 308 only: for the others a client would turn it into a GET and
    lose the body. What was sent in secret is not sent again in the open, and nothing that proves
    who the caller is crosses to another origin.
    """
    url = _location(request, answer)
    if url is None or _in_the_open(request, answer):
        return None
    headers = request.headers
    if origin(url) != origin(request.url):
        headers = {name: value for name, value in headers.items() if name in _CROSSING}
    return replace(request, url=without_user(url), headers=headers)


# What tells another origin about the message, and nothing about who sends it.
_CROSSING = frozenset(
    {
        "user-agent",
        "accept",
        "accept-encoding",
        "content-type",
        "content-length",
        "transfer-encoding",
        "idempotency-key",
    }
)


def _location(request: Request, answer: Answer) -> str | None:
    """Return the http(s) URL that an answer redirects a request to, or None if it does not."""
    location = answer.headers.get("location")
    allowed = (301, 302, 303, 307, 308) if request.method == "GET" else (307, 308)
    if not location or answer.status not in allowed:
        return None
    from urllib.parse import urljoin

    try:
        url = urljoin(request.url, location)
        origin(url)
    except ValueError:  # it is no URL, or of another scheme
        return None
    return url


def _in_the_open(request: Request, answer: Answer) -> bool:
    """Whether an answer redirects from https to http."""
    url = _location(request, answer)
    return url is not None and (origin(request.url)[0], origin(url)[0]) == ("https", "http")
