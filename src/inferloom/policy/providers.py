"""Who serves a call: the provider that the caller names, or one that the hub lists. No I/O.

The hub is asked once for a model and client, with the client's Hugging Face token.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from .. import by_name
from ..calls.bind import read_as
from ..calls.body import Body, members
from ..calls.call import Call, StreamCall
from ..calls.encode import serialised
from ..calls.formats import written
from ..calls.given import Given, Model
from ..calls.operation import Api, Operation
from ..calls.provider import Provider, ProviderTask
from ..config import BILL_TO, Config
from ..credentials import is_of_hub
from ..errors import (
    ArgumentError,
    InferenceError,
    NotFoundError,
    ResponseDecodeError,
    StatusError,
)
from ..errors.body import parse_body
from ..jsonvalues import is_array, is_object
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..url_text import is_url, without_user
from ..urls import model_path
from .deliver import deliver
from .headers import hub_headers
from .log import say
from .recommended import recommended
from .session import Session
from .steps import Send, Sleep

if TYPE_CHECKING:
    from ..calls.job import Job

__all__ = ["Entry", "Served", "at_job", "choose", "entries_of", "instead", "placed"]

HOSTED = "hf-inference"
AUTO = "auto"
_LIVE = "live"
# Methods that say nothing of a task: they go where the caller's model is.
_CHAT = "chat_completion"
_MOST_NAMED = 8  # entries that an error names
# How the hosted service says that it has not got a model.
_NOT_SERVED = (
    "not supported by provider",
    "not supported by any provider",
    "not found",
    "no longer",
)


class Entry(NamedTuple):
    """What the hub says of one model at one provider.

    Attributes:
        provider: The provider's name.
        id: The model's id there.
        task: The hub's name of the task that it serves.
        status: `live`, `staging` for members of the provider's organisation, or `error` if the
            hub's last check of it failed.
        adapter: Path of the weights in the model's repository, if it is an adapter such as a LoRA.
        kind: `single-model`, or `tag-filter` for one that serves all adapters of a base model.
    """

    provider: str
    id: str
    task: str
    status: str = _LIVE
    adapter: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves a call.

    Attributes:
        provider: The provider.
        task: The operation there.
        model: The model, as the provider knows it.
        base: Base URL that paths are below.
        query: What is said in each URL beside the path.
    """

    provider: Provider
    task: ProviderTask
    model: Model
    base: str
    query: str = ""

    def url(self, path: str) -> str:
        """Return the URL of a path."""
        joint = "&" if "?" in path else "?"
        return f"{self.base}{path}{joint + self.query if self.query else ''}"

    def headers(self, config: Config) -> dict[str, str]:
        """Return the headers of a request to it, credentials included."""
        headers = {**self.provider.headers, **config.headers}
        headers.setdefault("accept-encoding", "gzip, deflate")
        if "authorization" not in headers:
            credentials = config.credentials
            direct = credentials.direct(self.provider.key)
            key = credentials.routed() if self.model.routed else direct
            if key is not None:
                headers["authorization"] = key
        if not self.model.routed:
            headers.pop(BILL_TO, None)
        elif config.bill_to is not None:
            headers[BILL_TO] = config.bill_to
        return headers


Lookup = Generator[Send | Sleep, Any, Any]


def choose(
    session: Session, call: Call[Any] | StreamCall[Any], deadline: Deadline
) -> Generator[Send | Sleep, Any, Served | None]:
    """Return who serves a call; None if it goes where its address says.

    Raises:
        ArgumentError: If the provider does not serve it.
        InferenceError: If the hub cannot be asked.
    """
    config, operation = session.config, call.operation
    name = config.provider
    model = call.model or config.model
    if name is None:
        other = session.instead.get((operation.name, model or ""))
        if other is None or _is_addressed(config, call) or _is_of_a_provider(config):
            return None
        return (yield from _named(session, call, other, str(model), deadline))
    if call.model is not None and is_url(call.model):
        raise ArgumentError(
            f"model: it is a URL, and provider={name!r} says where calls go; pass a model id, or "
            "make a client without provider",
            argument="model",
        )
    if name == AUTO:
        if config.endpoints.inference is not None or operation.name not in _served():
            return None
        _check_routed(config)
        if operation.name == _CHAT:
            return None
    _check_serves(name, operation)
    if call.api is not None:
        raise ArgumentError(
            f"api: the provider has its own format; leave it out, or make a client without "
            f"provider={name!r}",
            argument="api",
        )
    if model is None:
        model = yield from _recommended(session, operation, deadline)
    if name == AUTO:
        _check_id(model, name)
        entry = yield from _first(session, operation, model, deadline)
        return _at(config, operation, by_name.provider(entry.provider), entry, model)
    return (yield from _named(session, call, name, model, deadline))


def instead(
    session: Session, call: Call[Any] | StreamCall[Any], error: StatusError, deadline: Deadline
) -> Generator[Send | Sleep, Any, Served | None]:
    """Return who serves a model that the hosted service does not; None if nobody is known.

    The hub is asked once for a method and model, and the client remembers.

    Args:
        session: The client's state.
        call: The call.
        error: What the hosted service answered.
        deadline: When to give up.
    """
    config, operation = session.config, call.operation
    model = call.model or config.model
    key = operation.name, model or ""
    if (
        config.provider is not None
        or model is None
        or key in session.instead
        or _is_addressed(config, call)
        or operation.name == _CHAT
        or call.api is not None
        or not _is_not_served(error)
        or operation.name not in _served()
        or _is_of_a_provider(config)  # nobody says of which
    ):
        return None
    try:
        entry = yield from _first(session, operation, model, deadline, but=HOSTED)
        served = _at(config, operation, by_name.provider(entry.provider), entry, model)
    except InferenceError as nobody:
        if isinstance(nobody, (ArgumentError, NotFoundError)):  # others may pass
            session.instead[key] = None
        error.hint = nobody.message
        return None
    session.instead[key] = entry.provider
    say(
        "%s: %s does not serve %s; calling %s, which the hub lists for it",
        operation.name,
        HOSTED,
        model,
        entry.provider,
    )
    return served


def placed(
    call: Call[Any] | StreamCall[Any], served: Served
) -> tuple[Call[Any] | StreamCall[Any], Body, str]:
    """Return a call as its provider wants it: how it is read, its body, and its URL.

    Raises:
        ArgumentError: If the provider cannot take an argument.
    """
    operation, task, model = call.operation, served.task, served.model
    payload = {} if task.api is None and isinstance(task.path, str) else members(call.body)
    given = Given(payload, model, names=operation.renamed, operation=operation.name)
    api = _api(operation, task)
    if api is None:
        body = call.body
        if operation.model_in_body and body.says_model():
            # Of extra_body: what the provider calls the model is never replaced.
            rest = {name: value for name, value in members(body).items() if name != "model"}
            body = serialised(operation, rest)
    else:
        body = written(operation, api, given, server=served.provider.name)
        name = task.api if isinstance(task.api, str) else None
        # A format that says nothing of answers has the operation's own.
        own = not (api.response or api.chunk or api.items is not None)
        result = call.result if own else read_as(api, call.result, body)
        changes: dict[str, Any] = {"api": name, "result": result}
        call = replace(call, **changes)
    path = task.path if isinstance(task.path, str) else task.path(given)
    _check_id_in_path(model.id)
    for place, name in (
        ("{model}", model.id),
        ("{model.hub}", model.hub),
        ("{model.parent}", model.parent),
    ):
        path = path.replace(place, quote(name, safe="/:@"))
    return call, body, served.url(path)


def at_job(session: Session, job: Job) -> Served:
    """Return who has a job.

    Raises:
        ArgumentError: If the client has no key for the provider.
    """
    config, operation = session.config, job.operation
    provider = by_name.provider(job.provider)
    entry = Entry(job.provider, job.model.id, operation.hub_task, adapter=job.model.adapter)
    return _at(config, operation, provider, entry, job.model.hub)


def _api(operation: Operation, task: ProviderTask) -> Api | None:
    """Return the format of a task at a provider; what has no place in it goes to the top."""
    if task.api is None or isinstance(task.api, Api):
        return task.api
    return operation.apis[task.api]._replace(rest="")


def _check_id_in_path(name: str) -> None:
    """Refuse a provider's id of a model that would lead elsewhere than below its route."""
    if ".." in name.split("/") or name.startswith("/") or set("?#&=") & set(name):
        raise ResponseDecodeError(
            f"the hub says that the provider calls the model {name!r}, which is no id"
        )


def _named(
    session: Session,
    call: Call[Any] | StreamCall[Any],
    name: str,
    model: str,
    deadline: Deadline,
) -> Generator[Send | Sleep, Any, Served]:
    config, operation = session.config, call.operation
    provider: Provider = by_name.provider(name)
    _check_key(config, provider)
    if provider.listed:
        _check_id(model, name)
        entries = yield from entries_of(session, model, deadline)
        entry = _match(entries, operation, model, provider.name)
    else:
        entry = Entry(name, model, operation.hub_task)
    return _at(config, operation, provider, entry, model)


def _at(
    config: Config, operation: Operation, provider: Provider, entry: Entry, model: str
) -> Served:
    routed = _check_key(config, provider)
    if entry.status != _LIVE:
        meaning = {
            "staging": "only members of the provider's organisation can call it",
            "error": "the hub's last check of it failed",
        }.get(entry.status, "it may not answer")
        _warn(f"{model} at {provider.name} is in the status {entry.status!r}: {meaning}")
    if config.bill_to is not None and not routed:
        _warn(
            f"bill_to is for calls by way of the hub's router, and {provider.name} is called "
            "with a key of its own: it bills the owner of the key"
        )
    task = provider.tasks[operation.name]
    endpoints = config.endpoints
    query = ""
    if provider.name == HOSTED:
        base = endpoints.hosted
    elif routed:
        base = f"{endpoints.router}/{provider.name}"
        query = provider.bases[task.base].query if task.base is not None else ""
    else:
        base = provider.url if task.base is None else provider.bases[task.base].url
    files = without_user(endpoints.hub) or endpoints.hub
    found = Model(entry.id, model, entry.adapter, routed, files)
    return Served(provider, task, found, without_user(base) or base, query)


def _warn(words: str) -> None:
    from warnings import warn

    from ..callers import stacklevel

    warn(words, stacklevel=stacklevel())


# What is asked of the hub ----------------------------------------------------------------------


def entries_of(session: Session, model: str, deadline: Deadline) -> Lookup:
    """Ask the hub who serves a model; once for a model and client. Failures are not kept.

    Raises:
        InferenceError: If the hub cannot be asked, or has no such model.
    """
    known = session.mappings.get(model)
    if known is not None:
        return known
    config = session.config
    hub = without_user(config.endpoints.hub) or config.endpoints.hub
    url = f"{hub}/api/models/{model_path(model)}?expand=inferenceProviderMapping"
    request = Request("GET", url, hub_headers(config, url), foreign=True)
    try:
        answer = yield from deliver(session, request, deadline, False, "providers", True)
    except NotFoundError as error:
        error.hint = f"the hub has no model {model!r}, or its token may not see it."
        raise
    body = parse_body(answer.content)
    if not is_object(body):
        raise ResponseDecodeError(
            f"{url} does not say who serves the model",
            hint="name a provider, or check HF_ENDPOINT.",
            status=answer.status,
            body=body,
        )
    found = tuple(_entries(body.get("inferenceProviderMapping")))
    session.mappings[model] = found
    return found


def _entries(mapping: Any) -> Iterable[Entry]:
    """Yield the entries of a mapping, which is an object or a list, in the hub's order."""
    if is_object(mapping):
        items = list(mapping.items())
    elif is_array(mapping):
        items = [(str(e.get("provider")), e) for e in mapping if is_object(e)]
    else:
        items = []
    for name, entry in items:
        if not is_object(entry):
            continue
        id_, task = entry.get("providerId"), entry.get("task")
        if not (isinstance(id_, str) and id_ and isinstance(task, str)):
            continue
        status, adapter = entry.get("status"), entry.get("adapterWeightsPath")
        kind = entry.get("type")
        yield Entry(
            name,
            id_,
            task,
            status if isinstance(status, str) else _LIVE,
            adapter if isinstance(adapter, str) and adapter else None,
            kind if isinstance(kind, str) else None,
        )


def _first(
    session: Session, operation: Operation, model: str, deadline: Deadline, but: str | None = None
) -> Lookup:
    """Return the first entry that serves an operation and that the client has, live ones first."""
    entries = yield from entries_of(session, model, deadline)
    ours = _served()[operation.name]
    fitting = [
        e
        for e in entries
        if e.task == operation.hub_task and e.provider in ours and e.provider != but
    ]
    fitting.sort(key=lambda entry: entry.status != _LIVE)
    for entry in fitting:
        if _is_routed(session.config, by_name.provider(entry.provider)):
            return entry
    raise ArgumentError(
        _nobody(entries, operation, model, "no provider that we know"), argument="model"
    )


def _match(entries: tuple[Entry, ...], operation: Operation, model: str, provider: str) -> Entry:
    for entry in entries:
        if entry.provider == provider and entry.task == operation.hub_task:
            return entry
    raise ArgumentError(_nobody(entries, operation, model, provider), argument="provider")


def _nobody(entries: tuple[Entry, ...], operation: Operation, model: str, who: str) -> str:
    """Return the sentence that says that somebody does not serve a model, and who does."""
    task = operation.hub_task
    words = f"{model}: {who} does not serve it for {task}"
    if not entries:
        return f"{words}; the hub lists no provider for it"
    listed = ", ".join(f"{e.provider} ({e.task})" for e in entries[:_MOST_NAMED])
    more = f" and {len(entries) - _MOST_NAMED} more" if len(entries) > _MOST_NAMED else ""
    words = f"{words}; the hub lists {listed}{more}"
    if task == "text-generation" and any(entry.task == "conversational" for entry in entries):
        words += ". It is a chat model: call chat_completion"
    return words


def _recommended(session: Session, operation: Operation, deadline: Deadline) -> Lookup:
    model = yield from recommended(session, operation.task, deadline)
    if model is None:
        raise ArgumentError(
            f"no model was given, and the hub recommends none for {operation.task}; pass model=...",
            argument="model",
        )
    say("no model given for %s, using the recommended one: %s", operation.task, model)
    return model


# Checks ----------------------------------------------------------------------------------------


def _served() -> Any:
    return by_name.providers().SERVED


def _check_id(model: str, provider: str) -> None:
    """Refuse the suffixes that only the router's chat knows."""
    name, colon, suffix = model.partition(":")
    if colon:
        raise ArgumentError(
            f"model: the suffix {colon + suffix!r} is for chat by way of the router; pass "
            f"model={name!r} with provider={provider!r}, or leave provider out",
            argument="model",
        )


def _check_serves(name: str, operation: Operation) -> None:
    served = _served()
    if name != AUTO and name not in served.get(operation.name, ()):
        tasks = ", ".join(sorted(method for method, names in served.items() if name in names))
        raise ArgumentError(
            f"provider: {name} does not serve {operation.name}; it serves {tasks}",
            argument="provider",
            operation=operation.name,
        )


def _is_of_a_provider(config: Config) -> bool:
    """Return whether the key is one of a provider's own, which must not get to another."""
    given = config.headers.get("authorization")
    if given is not None:
        return not is_of_hub(given.split(" ")[-1])
    return config.credentials.secret is not None and not config.credentials.of_hub


def _check_routed(config: Config) -> None:
    """Refuse the key of a provider where one is chosen for the caller."""
    if _is_of_a_provider(config):
        raise ArgumentError(
            "token: provider='auto' goes by way of the hub's router, which takes tokens of Hugging "
            "Face (hf_...); name the provider that this key is of",
            argument="token",
        )


def _is_routed(config: Config, provider: Provider) -> bool | None:
    """Return whether calls to a provider go through the router; None if there is no key for it."""
    of_hub = not _is_of_a_provider(config)
    given = provider.key_optional or "authorization" in config.headers
    if of_hub and not given and config.credentials.routed() is None:
        return None
    if of_hub and not provider.routed:
        return None
    return of_hub or not provider.direct


def _check_key(config: Config, provider: Provider) -> bool:
    routed = _is_routed(config, provider)
    if routed is not None:
        return routed
    name = provider.name
    if not provider.routed:
        raise ArgumentError(
            f"token: {name} is not behind the hub's router; pass a key of {name} as token=...",
            argument="token",
        )
    raise ArgumentError(
        f"token: {name} wants one; pass a token of Hugging Face (hf_...) to go through the hub's "
        f"router, or a key of {name}",
        argument="token",
    )


def _is_addressed(config: Config, call: Call[Any] | StreamCall[Any]) -> bool:
    """Return whether a caller said where a call goes."""
    return (
        config.base_url is not None
        or config.endpoints.inference is not None
        or is_url(call.model or config.model or "")
    )


def _is_not_served(error: StatusError) -> bool:
    """Return whether the hosted service says that it does not serve a model."""
    if error.status == 404 or error.status == 410:
        return True
    words = (error.server_message or "").lower()
    return error.status in (400, 403, 422) and any(part in words for part in _NOT_SERVED)
