"""Jobs at providers: ask until there is a result, a failure, or no time. No I/O.

Only the path of a URL in an answer is used, below the base that was posted to: answers name the
provider's own host even where a call goes through the router, and whoever can write such a URL must
not get the key.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any
from urllib.parse import quote, urlsplit

from ..calls.call import Call
from ..calls.job import Job
from ..calls.provider import JobProtocol
from ..calls.remap import NOTHING, read
from ..errors import (
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    JobCancelledError,
    JobFailedError,
    ResponseDecodeError,
    StatusError,
)
from ..errors.body import parse_body, server_message
from ..jsonvalues import is_array
from ..limits import Wait
from ..transport.deadline import Deadline
from ..transport.engine import Request
from .deliver import deliver
from .log import say
from .providers import Served
from .session import Session
from .steps import Answer, Sleep, Steps

__all__ = ["follow", "submitted"]

# How often in a row a question may fail, with all its retries, before a job is given up.
_MOST_LOST = 5
_MOST_WORDS = 500  # characters of what a job says
_LONGEST_PATH = 2048


def submitted(call: Call[Any], served: Served, answer: Answer) -> Job | None:
    """Return the job that an answer to its submission speaks of; None if it holds the result.

    Raises:
        ResponseDecodeError: If it speaks of none.
    """
    assert served.task.job is not None
    protocol, body = served.task.job, parse_body(answer.content)
    done = _state(body, protocol) in protocol.done and protocol.result is None
    try:
        poll = _filled(protocol.poll, body)
        fetch = None if protocol.result is None else _filled(protocol.result, body)
        name = str(_at(body, protocol.id))
    except ValueError as error:
        if done:  # there is nothing to ask for any more
            return None
        raise ResponseDecodeError(
            f"{served.provider.name} answered with success, and with no job: {error}",
            status=answer.status,
            body=body,
            headers=answer.headers,
            operation=call.operation.name,
        ) from None
    return Job(
        served.provider.name,
        name,
        call.operation,
        served.model,
        poll,
        fetch,
        call.result,
        call.counts,
    )


def follow(
    session: Session,
    job: Job,
    served: Served,
    deadline: Deadline,
    answer: Answer | None = None,
) -> Steps:
    """Ask for a job until it has a result, and return the answer that holds it.

    Args:
        session: The client's state.
        job: The job.
        served: Who has it.
        deadline: When to give up; the call's, so that all of it is covered.
        answer: The answer to its submission; None if that is long ago.

    Raises:
        JobFailedError: If it failed or was cancelled.
        InferenceTimeoutError: If there is no result in time. The error has the job.
    """
    try:
        return (yield from _followed(session, job, served, deadline, answer))
    except InferenceError as error:
        error.job = error.job or job
        error.provider = job.provider
        raise


def _followed(
    session: Session, job: Job, served: Served, deadline: Deadline, answer: Answer | None
) -> Steps:
    assert served.task.job is not None
    protocol: JobProtocol = served.task.job
    attempts = 0 if answer is None else answer.attempts
    lost = number = 0
    pause = answer is not None and not protocol.at_once
    state: str | None = None
    while True:
        if answer is not None:
            body = parse_body(answer.content)
            state = _state(body, protocol)
            if state in protocol.done:
                break
            _check(job, state, body, protocol, answer)
        if pause:
            number += 1
            yield from _wait(session, job, deadline, protocol, answer, state, number)
        pause = True
        try:
            answer = yield from _asked(session, job, served, job.poll, deadline)
        except (StatusError, InferenceConnectionError) as error:
            lost += 1
            attempts += error.attempts
            passing = isinstance(error, InferenceConnectionError) or (error.status or 0) >= 500
            if not passing or lost > _MOST_LOST:
                raise
            say("%s: %s; asking for the job again", job.operation.name, error.message)
            answer = None
        else:
            lost = 0
            attempts += answer.attempts
    if job.fetch is not None:
        answer = yield from _result(session, job, served, deadline, state)
        attempts += answer.attempts
    answer.attempts, answer.elapsed = attempts, deadline.elapsed()
    answer.job, answer.provider = job, job.provider
    return answer


def _asked(session: Session, job: Job, served: Served, path: str, deadline: Deadline) -> Steps:
    headers = served.headers(session.config)
    headers.setdefault("accept", "application/json")
    request = Request("GET", served.url(path), headers)
    return (yield from deliver(session, request, deadline, False, job.operation.name, True))


def _result(
    session: Session, job: Job, served: Served, deadline: Deadline, state: str | None
) -> Steps:
    """Fetch the result of a job that is done; where there is none, the answer says why."""
    assert job.fetch is not None
    headers = served.headers(session.config)
    headers.setdefault("accept", "application/json")
    request = Request("GET", served.url(job.fetch), headers)
    name, large = job.operation.name, job.operation.large
    try:
        return (yield from deliver(session, request, deadline, False, name, True, large=large))
    except StatusError as error:
        if error.status in (401, 403, 429) or _is_passing(error):
            raise
        raise _failed(job, state, error.server_message, error.body, error) from error


def _is_passing(error: StatusError) -> bool:
    """Return whether an error says nothing of the job, only of the way to it."""
    return (error.status or 0) in (408, 502, 503, 504)


def _wait(
    session: Session,
    job: Job,
    deadline: Deadline,
    protocol: JobProtocol,
    answer: Answer | None,
    state: str | None,
    number: int,
) -> Generator[Sleep, Any, None]:
    config, name = session.config, job.operation.name
    left = deadline.remaining()
    if left is not None and protocol.every >= left:
        where = "" if state is None else f", and is in the state {state!r}"
        raise InferenceTimeoutError(
            f"job {job.id} of {job.provider} has no result after {deadline.elapsed():.1f} s{where}",
            hint="it goes on there: client.resume(error.job) waits for its result; or raise "
            "timeout.",
        )
    say(
        "%s: job %s of %s is %s; asking again in %.1f s",
        name,
        job.id,
        job.provider,
        state,
        protocol.every,
    )
    if config.on_wait is not None:
        body = None if answer is None else parse_body(answer.content)
        config.on_wait(
            Wait(
                name,
                protocol.every,
                deadline.elapsed(),
                None,
                number,
                state,
                _position(body, protocol),
                _logs(body, protocol),
                job,
            )
        )
    yield Sleep(protocol.every)


def _check(
    job: Job, state: str | None, body: object, protocol: JobProtocol, answer: Answer
) -> None:
    """Raise if a job will have no result. A state that nobody knows is one that may pass."""
    if state in protocol.failed or state in protocol.cancelled:
        words = [w for path in protocol.words if (w := read(body, path)) is not NOTHING and w]
        said = server_message(words[0], {}) if words else None
        raise _failed(job, state, said, body, None, cancelled=state in protocol.cancelled)


def _failed(
    job: Job,
    state: str | None,
    words: str | None,
    body: object,
    error: StatusError | None,
    cancelled: bool = False,
) -> JobFailedError:
    kind = JobCancelledError if cancelled else JobFailedError
    what = "was cancelled" if cancelled else "failed"
    said = f": {words[:_MOST_WORDS]}" if words else ""
    return kind(
        f"job {job.id} of {job.provider} {what}, in the state {state!r}{said}",
        state=state,
        server_message=words,
        body=body,
        status=None if error is None else error.status,
        headers=None if error is None else error.headers,
        request_id=None if error is None else error.request_id,
    )


def _state(body: object, protocol: JobProtocol) -> str | None:
    state = read(body, protocol.state)
    return state if isinstance(state, str) else None


def _position(body: object, protocol: JobProtocol) -> int | None:
    found = NOTHING if protocol.position is None else read(body, protocol.position)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _logs(body: object, protocol: JobProtocol) -> tuple[str, ...]:
    found = NOTHING if protocol.logs is None else read(body, protocol.logs)
    if isinstance(found, str):
        return tuple(found.splitlines())
    return tuple(line for line in found if isinstance(line, str)) if is_array(found) else ()


# Addresses -------------------------------------------------------------------------------------


def _filled(template: str, body: object) -> str:
    """Return the path that a template makes of an answer."""
    text, place = "", template
    while "{" in place:
        head, _, tail = place.partition("{")
        path, _, place = tail.partition("}")
        path, _, only = path.partition("|")
        value = str(_at(body, path))
        text += head + (_path(value) if only == "path" else quote(value, safe=""))
    text += place
    if len(text) > _LONGEST_PATH:
        raise ValueError("the address that it names is too long")
    return text


def _path(url: str) -> str:
    """Return the path of a URL, and nothing else of it."""
    path = urlsplit(url).path
    if not path.startswith("/") or ".." in path.split("/") or not path.isascii():
        raise ValueError(f"{url[:80]!r} is no address")
    return path


def _at(body: object, path: str) -> str | int:
    value = read(body, path)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value == "":
        raise ValueError(f"{path} is missing")
    return value
