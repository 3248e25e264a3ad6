"""A whole call: find the model, prepare the body, send it, read where the answer is."""

from __future__ import annotations

import os
from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, Any

from ..calls.body import Body
from ..calls.call import Call, StreamCall
from ..calls.operation import Api, Operation
from ..calls.results import Array, Bytes, Events, Json, Result
from ..config import Config
from ..errors import ArgumentError, InferenceError, StatusError
from ..extras import import_numpy, import_pillow
from ..secret_texts import Hidden
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..transport.failure import Failure
from ..url_text import is_url, redacted, without_user
from ..urls import Target, resolve
from .deliver import deliver
from .headers import request_headers, with_keys
from .log import say
from .prepared import Prepared, of_bytes
from .recommended import recommended
from .retry import lost
from .session import Session
from .steps import Answer, Apart, Send, Sleep, Step, Steps

if TYPE_CHECKING:
    from ..calls.job import Job
    from .providers import Served

__all__ = ["exchange", "resume"]

_STREAM = "text/event-stream"
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})  # they say so if it is empty

# With one of these a server may say that it has not got the model.
UNSERVED = frozenset({400, 403, 404, 410, 422})
# With one of these a server may say that it does not know a value.
REFUSALS = frozenset({400, 415, 422, 500, 501})


def exchange(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    *,
    fetching: bool = True,
    decoding: bool = True,
) -> Steps:
    """Run a call: find the model, prepare the body, send, retry.

    Args:
        session: The client's state.
        call: What to send.
        fetching: Whether a file is downloaded that an answer says the address of.
        decoding: Whether the result is wanted, and not the content of the answer alone.

    Returns:
        The successful answer, by the generator's return value.

    Raises:
        InferenceError: What the caller is to see.
    """
    config = session.config
    operation = call.operation
    deadline = Deadline(config.timeout)
    try:
        if decoding:
            _check_libraries(call.result)
        if call.body.files():
            _check_files(config, call.body)
        if config.provider is not None or session.instead:
            from .providers import choose

            served = yield from choose(session, call, deadline)
            if served is not None:
                return (yield from _at_provider(session, call, served, deadline, fetching))
        if call.body.elsewhere:
            from ..calls.formats import check_format

            check_format(operation, call.body)
        target = yield from _target(session, call, deadline)
        body = call.body
        for name in body.defaulted:
            if (target.url, target.model, name) in session.refused:
                body = _with_fallback(operation, body, name)
        try:
            return (yield from _tried(session, call, body, target, deadline, None, fetching))
        except StatusError as error:
            refused = _refused(operation, body, error)
            if refused is None:
                served = yield from _served_instead(session, call, error, deadline)
                if served is None:
                    raise
                answer = yield from _at_provider(session, call, served, deadline, fetching)
                answer.attempts += error.attempts
                return answer
            session.refused.add((target.url, target.model, refused))
            say("%s: the server refuses our %s; asking again", operation.name, refused)
            body = _with_fallback(operation, body, refused)
            answer = yield from _sent(session, call, body, target, deadline, None, fetching)
            answer.attempts += error.attempts
            return answer
    except InferenceError as error:
        error.operation = error.operation or operation.name
        error.elapsed = deadline.elapsed()
        raise


def _check_libraries(result: Result | Events) -> None:
    """Import what a result is made with; missing, it would be missed when the answer is paid for.

    Raises:
        MissingLibraryError: It is not installed.
    """
    if isinstance(result, Array):
        import_numpy()
    elif isinstance(result, (Json, Bytes)) and result.pictures:
        import_pillow("; without it, `client.exchange(call).content` has the picture's bytes")


def _served_instead(
    session: Session, call: Call[Any] | StreamCall[Any], error: StatusError, deadline: Deadline
) -> Generator[Send | Sleep, Any, Served | None]:
    """Return who else serves a call; None if nobody does, or if this copy knows no providers."""
    if error.status not in UNSERVED:
        return None
    try:
        from .providers import instead
    except InferenceError:
        return None
    return (yield from instead(session, call, error, deadline))


def resume(session: Session, job: Job) -> Steps:
    """Wait for a job that a provider has accepted before.

    Args:
        session: The client's state.
        job: The job.

    Returns:
        The answer with its result, by the generator's return value.

    Raises:
        InferenceError: What the caller is to see.
    """
    from .jobs import follow
    from .providers import at_job

    deadline = Deadline(session.config.timeout)
    try:
        _check_libraries(job.call.result)
        served = at_job(session, job)
        answer = yield from follow(session, job, served, deadline)
        return (yield from _read_as_job(session, job, served, answer, deadline))
    except InferenceError as error:
        error.operation = error.operation or job.operation.name
        error.elapsed = deadline.elapsed()
        raise


def _at_provider(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    served: Served,
    deadline: Deadline,
    fetching: bool,
) -> Steps:
    """Send a call to a provider in its format, and wait for the job if it makes one of it."""
    from .providers import placed

    name = served.provider.name
    try:
        call, body, url = placed(call, served)
        target = Target(without_user(url), served.model.id)
        answer = yield from _tried(session, call, body, target, deadline, served)
        answer.call, answer.provider = call, name
        if isinstance(call, StreamCall):
            return answer
        if served.task.job is not None:
            from .jobs import follow, submitted

            job = submitted(call, served, answer)
            if job is not None:
                answer = yield from follow(session, job, served, deadline, answer)
                return (yield from _read_as_job(session, job, served, answer, deadline, fetching))
        yield from _files_of(session, call, served, answer, deadline, fetching)
        return answer
    except InferenceError as error:
        error.provider = name
        raise


def _read_as_job(
    session: Session,
    job: Job,
    served: Served,
    answer: Answer,
    deadline: Deadline,
    fetching: bool = True,
) -> Steps:
    """Return the answer that has a job's result, with its file."""
    answer.call = job.call
    try:
        yield from _files_of(session, job.call, served, answer, deadline, fetching)
    except InferenceError as error:
        error.job, error.provider = job, job.provider
        raise
    return answer


def _files_of(
    session: Session,
    call: Call[Any],
    served: Served,
    answer: Answer,
    deadline: Deadline,
    fetching: bool,
) -> Generator[Step, Any, None]:
    """Put the files into an answer that says where they are."""
    api = served.task.api
    if isinstance(call.result, Bytes) and call.result.remap:
        yield from _file_named(session, call, answer, deadline, fetching)
    elif isinstance(api, Api) and api.files:
        from .downloads import with_files

        answer.call = yield from with_files(session, call, api.files, answer, deadline, fetching)


def _tried(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    body: Body,
    target: Target,
    deadline: Deadline,
    served: Served | None = None,
    fetching: bool = True,
) -> Steps:
    """Send a body; to a server that refuses arguments by their names, once more without them."""
    rule, own = call.operation.refusals, served is None or served.task.api is None
    if rule is None or call.api is not None or not own:
        return (yield from _sent(session, call, body, target, deadline, served, fetching))
    from .refused import Refused

    refused = Refused(session, call.operation, rule, target)
    body = refused.left_out(body)
    try:
        return (yield from _sent(session, call, body, target, deadline, served, fetching))
    except StatusError as error:
        if error.status not in REFUSALS or not refused.learn(body, error.server_message or ""):
            raise
        attempts = error.attempts
    body = refused.left_out(body)
    answer = yield from _sent(session, call, body, target, deadline, served, fetching)
    answer.attempts += attempts
    return answer


def _sent(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    body: Body,
    target: Target,
    deadline: Deadline,
    served: Served | None = None,
    fetching: bool = True,
) -> Steps:
    """Send a body to where a call goes."""
    config, operation = session.config, call.operation
    if call.model_in_body:
        body = body.with_model(target.model)
    ready = of_bytes(body)
    if ready is None:
        from .downloads import fetched

        body = yield from fetched(session, body, deadline)
        ready = yield from _opened(body, config, deadline, target.url)
    stream = isinstance(call, StreamCall)
    with ready as prepared:
        request = _request(config, target, call, prepared, served)
        answer = yield from deliver(
            session,
            request,
            deadline,
            stream,
            operation.name,
            operation.retry != "never",
            large=operation.large,
        )
        if config.keys:
            answer.url = target.url  # without what proves who the caller is
    if served is None and isinstance(call.result, Bytes) and call.result.remap:
        yield from _file_named(session, call, answer, deadline, fetching)
    return answer


# Tasks of plain text need nothing of what knows files, and their calls do not load it.


def _check_files(config: Config, body: Body) -> None:
    from ..media.policy import check_source, policy_of

    policy = policy_of(config.policy)
    for file in body.files():
        check_source(file, policy)


def _file_named(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    answer: Answer,
    deadline: Deadline,
    fetching: bool,
) -> Generator[Step, Any, None]:
    """Put the file into an answer that does not hold it, but says where it is."""
    from .downloads import file_url, follow_to_file

    url = answer.file_url = file_url(call, answer)
    if url is not None and fetching:
        yield from follow_to_file(session, call, answer, url, deadline)


def _opened(
    body: Body, config: Config, deadline: Deadline, url: str
) -> Generator[Step, Any, Prepared]:
    """Open a body's files; those that may block are waited for as long as the call lasts."""
    from ..media.policy import policy_of
    from .content import prepare, prepare_awaited

    policy = policy_of(config.policy)
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
            model=model,
            client_model=config.model,
            base_url=config.base_url,
            endpoints=config.endpoints,
        )

    if call.model is not None and config.base_url is not None:
        _check_is_said(call, config.base_url)
    target = find(call.model)
    if target is None and operation.encoding == "none":
        # A question about the server, not about a model of it.
        base = without_user(config.endpoints.inference or config.endpoints.router)
        target = Target(f"{base}/v1{call.route.path}", None)
    if target is None:
        task = operation.task
        model = yield from recommended(session, task, deadline)
        if model is None:
            raise ArgumentError(
                f"no model was given, and the hub recommends none for {task}; pass model=...",
                argument="model",
            )
        say("no model given for %s, using the recommended one: %s", task, model)
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


def _request(
    config: Config,
    target: Target,
    call: Call[Any] | StreamCall[Any],
    prepared: Prepared,
    served: Served | None,
) -> Request:
    operation, stream, url = call.operation, isinstance(call, StreamCall), target.url
    headers = served.headers(config) if served else request_headers(config, url, call.model)
    own_format = call.api is None and (served is None or served.task.api is None)
    for name, value in operation.headers.items() if own_format else ():
        if name not in config.headers:
            headers[name] = value
    http, place = operation.http, call.body.place
    if "accept" not in headers:
        lines = isinstance(call, StreamCall) and call.result.lines
        headers["accept"] = "application/x-ndjson" if lines else _STREAM if stream else "*/*"
    if place is not None:
        headers |= {n: value for n, value in place.headers.items() if n not in config.headers}
        if place.cookies:
            known = headers.get("cookie")
            headers["cookie"] = Hidden("; ".join(filter(None, (known, place.cookies))))
        url = with_keys(config, headers, url)
    if operation.retry == "keyed":
        headers["idempotency-key"] = f"{operation.name}-{os.urandom(16).hex()}"
    method = "GET" if http is None and not prepared.content_type else "POST"
    method = method if http is None else http.method
    if not prepared.content_type:
        if method in _WITH_BODY:
            headers["content-length"] = "0"
        return Request(method, url, headers, stream=stream)
    # That of a form has the mark between its parts, without which nobody could read them.
    if "content-type" not in config.headers or prepared.content_type.startswith("multipart/"):
        headers["content-type"] = prepared.content_type
    if prepared.size is None:
        headers["transfer-encoding"] = "chunked"
    else:
        headers["content-length"] = str(prepared.size)
    return Request(method, url, headers, prepared.content, stream=stream)
