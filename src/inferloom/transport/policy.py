"""What a call does on the wire, without doing it.

Everything that decides is a generator. It yields `Send` and `Sleep`, is told what came of them, and
returns the outcome. A sync and an async driver perform the steps, so both clients decide alike.
"""

from __future__ import annotations

import logging
import random
import time
import uuid
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

from ..errors import (
    ArgumentError,
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    ModelLoadingError,
    ResponseDecodeError,
    StatusError,
    from_response,
    parse_body,
)
from ..urls import Route, Target, origin, resolve
from .call import Call, StreamCall
from .config import Config, Session
from .content import Prepared, prepare
from .deadline import Deadline
from .encode import Body
from .media import Media
from .narrow import is_object
from .wire import Failure, Request

__all__ = ["Answer", "Send", "Sleep", "Steps", "exchange"]

logger = logging.getLogger(__name__.split(".")[0])

RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
# A server that asks for more than this is told to the caller instead of waited for.
LONGEST_HINT = 60.0
LOADING_DELAY = 1.0
LONGEST_LOADING_DELAY = 30.0
MAX_REDIRECTS = 5


@dataclass(frozen=True)
class Send:
    """Send a request. The driver answers with an `Answer` or a `Failure`.

    Attributes:
        request: What to send.
        deadline: When to give up.
        stream: Leave the body of a success unread.
    """

    request: Request
    deadline: Deadline
    stream: bool = False


@dataclass(frozen=True)
class Sleep:
    """Wait for a number of seconds."""

    seconds: float


@dataclass
class Answer:
    """What came back.

    Attributes:
        status: HTTP status code.
        headers: Lower-case names.
        content: The whole body; empty for a stream that is still open.
        reply: The open answer of a stream, else None.
        url: Where the request went.
        attempts: Requests sent for this call so far.
        elapsed: Seconds since the call began.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    reply: Any = None
    url: str = ""
    attempts: int = 1
    elapsed: float = 0.0


Steps = Generator[Send | Sleep, Any, Answer]


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
        target = yield from _target(session, call, deadline)
        body = call.body.with_model(target.model) if operation.model_in_body else call.body
        body = yield from _fetched(session, body, deadline)
        stream = isinstance(call, StreamCall)
        with prepare(body) as prepared:
            request = _request(config, target.url, prepared, stream, operation.headers)
            if operation.retry == "keyed":
                key = f"{operation.name}-{uuid.uuid4()}"
                headers = {**request.headers, "idempotency-key": key}
                request = replace(request, headers=headers)
            return (
                yield from _attempts(
                    session, request, deadline, stream, operation.name, operation.retry != "never"
                )
            )
    except InferenceError as error:
        error.operation = error.operation or operation.name
        error.elapsed = deadline.elapsed()
        raise


def _target(
    session: Session, call: Call[Any] | StreamCall[Any], deadline: Deadline
) -> Generator[Send | Sleep, Any, Target]:
    config = session.config
    operation = call.operation

    def find(model: str | None) -> Target | None:
        return resolve(
            operation.route,
            task=operation.task,
            model=model,
            client_model=config.model,
            base_url=config.base_url,
            endpoints=config.endpoints,
        )

    target = find(call.model)
    if target is None:
        model = yield from _recommended(session, operation.task, deadline)
        target = find(model)
    assert target is not None
    return target


def _recommended(
    session: Session, task: str, deadline: Deadline
) -> Generator[Send | Sleep, Any, str]:
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
        request = Request("GET", target.url, _headers(config, target.url))
        answer = yield from _attempts(session, request, deadline, False, "recommended model", True)
        entries = parse_body(answer.content)
        if not is_object(entries):
            raise ResponseDecodeError(
                f"{target.url} does not list tasks and their models",
                hint="pass model=..., or check HF_ENDPOINT.",
                status=answer.status,
                body=entries,
            )
        for name, entry in entries.items():
            models = entry.get("widgetModels") if is_object(entry) else None
            if models and isinstance(models[0], str):
                session.recommended[name] = models[0]
    # The hub files chat under the task that such models have.
    for name in (task, "text-generation") if task == "chat-completion" else (task,):
        if model := session.recommended.get(name):
            logger.info("no model given for %s, using the recommended one: %s", task, model)
            return model
    raise ArgumentError(
        f"no model was given, and the hub recommends none for {task}; pass model=...",
        argument="model",
    )


def _fetched(
    session: Session, body: Body, deadline: Deadline
) -> Generator[Send | Sleep, Any, Body]:
    """Replace files that are given as URLs by their content."""
    if not any(isinstance(part, Media) and part.url for part in body.parts):
        return body
    parts: list[bytes | Media] = []
    for part in body.parts:
        if isinstance(part, Media) and part.url:
            # A stranger's server: it gets no token, no cookie and none of the caller's headers.
            request = Request("GET", part.url, {"user-agent": session.config.headers["user-agent"]})
            try:
                answer = yield from _attempts(session, request, deadline, False, "download", True)
            except (StatusError, InferenceConnectionError) as error:
                raise ArgumentError(
                    f"{part.argument}: the URL cannot be read: {error.message}",
                    argument=part.argument,
                ) from error
            if not answer.content:
                raise ArgumentError(
                    f"{part.argument}: the URL {part.url} has no content", argument=part.argument
                )
            parts.append(part.with_content(answer.content, answer.headers.get("content-type")))
        else:
            parts.append(part)
    return replace(body, parts=tuple(parts))


def _headers(config: Config, url: str) -> dict[str, str]:
    headers = dict(config.headers)
    if "authorization" not in headers:
        authorization = config.credentials.authorization(url, config.endpoints)
        if authorization is not None:
            headers["authorization"] = authorization
    headers.setdefault("accept-encoding", "gzip, deflate")
    return headers


def _request(
    config: Config, url: str, prepared: Prepared, stream: bool, extra: Mapping[str, str]
) -> Request:
    headers = _headers(config, url)
    headers.setdefault("accept", "text/event-stream" if stream else "*/*")
    headers.update({name: value for name, value in extra.items() if name not in config.headers})
    headers["content-type"] = prepared.content_type
    if prepared.size is None:
        headers["transfer-encoding"] = "chunked"
    else:
        headers["content-length"] = str(prepared.size)
    return Request("POST", url, headers, prepared.content)


def _attempts(
    session: Session,
    request: Request,
    deadline: Deadline,
    stream: bool,
    name: str,
    repeatable: bool,
) -> Steps:
    """Send a request until it succeeds, may not be repeated, or the time is over."""
    config = session.config
    attempts = retries = redirects = waits = 0
    while True:
        attempts += 1
        outcome = yield Send(request, deadline, stream)
        if isinstance(outcome, Failure):
            error, delay = _lost(outcome, request, deadline)
        elif outcome.status < 300:
            session.budget.refund(retries > 0)
            outcome.attempts, outcome.elapsed = attempts, deadline.elapsed()
            outcome.url = request.url
            return outcome  # type: ignore[no-any-return]
        elif (moved := _redirected(request, outcome)) and redirects < MAX_REDIRECTS:
            redirects += 1
            request = moved
            continue
        else:
            error = from_response(
                outcome.status, outcome.headers, outcome.content, operation=name, url=request.url
            )
            delay = _hint(outcome.headers)
            if isinstance(error, ModelLoadingError):
                waits += 1
                wait = _loading_delay(error, delay, waits)
                left = deadline.remaining()
                if left is not None and wait >= left:
                    raise _never_loaded(error, request, deadline, attempts) from error
                logger.info("%s: the model is loading; asking again in %.1f s", name, wait)
                yield Sleep(wait)
                continue
        error.attempts = attempts
        retryable = repeatable and retries < config.max_retries and _worth(outcome, error, delay)
        if not retryable or deadline.expired() or not session.budget.take():
            raise error
        if delay is None:
            delay = _backoff(retries)
        left = deadline.remaining()
        if left is not None and delay >= left:
            raise error
        retries += 1
        logger.info(
            "%s: %s; retry %d of %d in %.2f s",
            name,
            error.message.split("\n")[0],
            retries,
            config.max_retries,
            delay,
        )
        yield Sleep(delay)


def _lost(
    failure: Failure, request: Request, deadline: Deadline
) -> tuple[InferenceError, float | None]:
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
    }.get(failure.kind, "the server does not speak HTTP as it should.")
    error = InferenceConnectionError(f"no answer from {host}: {failure.reason}", hint=hint)
    # The server closed an idle connection just as it was taken: nothing was processed.
    return error, 0.0 if failure.kind == "closed" and failure.reused else None


def _worth(outcome: Failure | Answer, error: InferenceError, delay: float | None) -> bool:
    if isinstance(outcome, Failure):
        return outcome.kind in ("connect", "closed") and not isinstance(error, TimeoutError)
    wish = outcome.headers.get("x-should-retry", "").lower()
    if wish in ("true", "false"):
        return wish == "true"
    return outcome.status in RETRIED and (delay is None or delay <= LONGEST_HINT)


def _backoff(retries: int) -> float:
    """Full jitter: clients that failed together do not come back together."""
    return random.uniform(0, min(LONGEST_DELAY, FIRST_DELAY * 2**retries)) + 0.05


def _hint(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks to wait, with some jitter on top."""
    seconds: float | None = None
    try:
        if text := headers.get("retry-after-ms"):
            seconds = float(text) / 1000
        elif text := headers.get("retry-after"):
            try:
                seconds = float(text)
            except ValueError:
                seconds = parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    if seconds is None or not 0 <= seconds < 1e9:
        return None if seconds is None or seconds != seconds else max(0.0, min(seconds, 1e9))
    return seconds + random.uniform(0, 0.1 * seconds + 0.05)


def _loading_delay(error: ModelLoadingError, hint: float | None, waits: int) -> float:
    # The estimate is often wrong in both directions, so it only sets the pace.
    guess = hint if hint is not None else error.estimated_time
    pace = LOADING_DELAY * 1.5**waits if guess is None else max(guess / 2, LOADING_DELAY / 2)
    return min(pace, LONGEST_LOADING_DELAY) * random.uniform(0.8, 1.2)


def _never_loaded(
    error: ModelLoadingError, request: Request, deadline: Deadline, attempts: int
) -> InferenceTimeoutError:
    estimate = error.estimated_time
    guess = f"; the server expects {estimate:.0f} s more" if estimate else ""
    return InferenceTimeoutError(
        f"the model at {request.url.split('?')[0]} was not loaded within "
        f"{deadline.elapsed():.1f} s{guess}",
        hint="raise timeout to wait longer; None waits without end.",
        status=error.status,
        request_id=error.request_id,
        server_message=error.server_message,
        body=error.body,
        headers=error.headers,
        attempts=attempts,
    )


def _redirected(request: Request, answer: Answer) -> Request | None:
    """Return the request to send instead, or None if the redirect must not be followed.

    A POST is repeated for 307 and 308 only: for the others a client would turn it into a GET and
    lose the body. Nothing that proves who the caller is crosses to another origin.
    """
    location = answer.headers.get("location")
    allowed = (301, 302, 303, 307, 308) if request.method == "GET" else (307, 308)
    if not location or answer.status not in allowed:
        return None
    from urllib.parse import urljoin

    url = urljoin(request.url, location)
    if not url.startswith(("http://", "https://")):
        return None
    headers = dict(request.headers)
    if origin(url) != origin(request.url):
        kept = (
            "user-agent",
            "accept",
            "accept-encoding",
            "content-type",
            "content-length",
            "transfer-encoding",
            "idempotency-key",
        )
        headers = {name: value for name, value in headers.items() if name in kept}
    return replace(request, url=url, headers=headers)
