"""What clients do beside tasks: raw requests, and questions about models and servers. No I/O.

Each function is a generator that yields `Send` and `Sleep`, as in `policy`, and is named as the
method of the clients that runs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import quote

from ..arguments import require
from ..by_name import PACKAGE, load
from ..calls.body import Body
from ..calls.call import Call, StreamCall
from ..calls.operation import Operation
from ..calls.results import Complete, Events, Json
from ..errors import ArgumentError, InferenceError, ResponseDecodeError, StatusError
from ..errors.body import parse_body, request_id
from ..errors.body import server_message as words_of
from ..jsonvalues import is_array, is_object
from ..media.files import File
from ..models.plain import plain
from ..origins import origin
from ..secret_texts import address
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..transport.failure import Failure
from ..url_text import is_url, redacted
from ..urls import Route, model_path, resolve
from .deliver import deliver
from .exchange import exchange
from .exchange import resume as resumed
from .headers import hub_headers, request_headers
from .recommended import recommended
from .redirects import MAX_REDIRECTS, redirected
from .results import decoded
from .retry import lost
from .session import Session
from .steps import Answer, Send, Sleep, Step, Steps

if TYPE_CHECKING:
    from ..calls.job import Job
    from ..media.files import MediaInput

__all__ = [
    "ModelProvider",
    "ModelStatus",
    "get_endpoint_info",
    "get_model_status",
    "get_recommended_model",
    "health_check",
    "json_body",
    "list_deployed_models",
    "named",
    "operation_of",
    "post",
    "providers",
    "raw_body",
    "raw_call",
    "resume",
]

T = TypeVar("T")
Work = Generator[Step, Any, T]
MAIN_FRAMEWORKS: Final = (
    "diffusers",
    "sentence-transformers",
    "text-generation-inference",
    "transformers",
)
# In the order in which the hosted API documented them.
OTHER_FRAMEWORKS: Final = (
    "adapter-transformers", "allennlp", "asteroid", "bertopic", "doctr", "espnet", "fairseq",
    "fastai", "fasttext", "flair", "k2", "keras", "mindspore", "nemo", "open_clip", "paddlenlp",
    "peft", "pyannote-audio", "sklearn", "spacy", "span-marker", "speechbrain", "stanza", "timm",
)  # fmt: skip
# A framework whose models serve more than the one task that their listing names.
TASKS_OF_FRAMEWORK: Final[Mapping[str, tuple[str, ...]]] = {
    "sentence-transformers": ("feature-extraction", "sentence-similarity"),
}


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The status of a model at the hosted inference service.

    Attributes:
        loaded: Whether the model is loaded now. A loaded model is in a healthy state; others are
            loaded on demand, and the first request waits for it.
        state: State of the model: `Loaded`, `Loadable` or `TooBig`. A loadable model is not too big
            and has a backend that supports it; the first request loads it, and takes longer.
        compute_type: What the model runs on or will run on, such as the type of GPU and the number
            of replicas, or its name alone, such as `cpu`.
        framework: What the model was built with, such as `transformers` or
            `text-generation-inference`.
    """

    loaded: bool
    state: str
    compute_type: dict[str, Any] | str
    framework: str


@dataclass(frozen=True, slots=True)
class ModelProvider:
    """A provider that serves a model. What the hub does not tell is None.

    Attributes:
        provider: Its name, as a client takes it as `provider`.
        id: The model's id there.
        task: The hub's name of the task that it serves the model for.
        status: `live`; `staging`, for members of the provider's organisation alone; `error`, if the
            hub's last check of it failed.
        adapter: Path of the weights in the model's repository, if it is an adapter such as a LoRA.
        context_length: Most tokens of a request and its answer together.
        input_price: US dollars for a million tokens that are sent.
        output_price: US dollars for a million tokens that come back.
        is_free: Whether calls cost nothing.
        supports_tools: Whether it calls tools.
        supports_structured_output: Whether it keeps to a JSON Schema.
        first_token_latency: Seconds to the first token, as the hub measures.
        throughput: Tokens in a second, as the hub measures.
    """

    provider: str
    id: str
    task: str
    status: str
    adapter: str | None = None
    context_length: int | None = None
    input_price: float | None = None
    output_price: float | None = None
    is_free: bool | None = None
    supports_tools: bool | None = None
    supports_structured_output: bool | None = None
    first_token_latency: float | None = None
    throughput: float | None = None


def providers(session: Session, model: str | None) -> Work[list[ModelProvider]]:
    """Ask the hub who serves a model, and the router what it knows of them."""
    from .providers import entries_of

    config, name = session.config, "providers"
    model = config.model if model is None else model
    if model is None:
        raise ArgumentError(f"{name}: there is no model; pass model=...", argument="model")
    require("model", model, str, "a model id")
    if is_url(model) or config.base_url is not None:
        raise ArgumentError(
            "model: the hub knows who serves a model by its id, and this is an address",
            argument="model",
        )
    deadline = Deadline(config.timeout)
    with named(name, deadline):
        entries = yield from entries_of(session, model, deadline)
        told: dict[str, Any] = {}
        if any(entry.task == "conversational" for entry in entries):
            told = yield from _of_router(session, model, deadline)
    return [
        ModelProvider(
            entry.provider,
            entry.id,
            entry.task,
            entry.status,
            entry.adapter,
            **(_known(told.get(entry.provider)) if entry.task == "conversational" else {}),
        )
        for entry in entries
    ]


def _of_router(session: Session, model: str, deadline: Deadline) -> Work[dict[str, Any]]:
    """Return what the router tells of each provider of a chat model, if anything."""
    url = f"{session.config.endpoints.router}/v1/models/{model_path(model)}"
    try:
        body, _ = yield from _get(session, url, deadline, "providers")
    except StatusError:  # a model that it does not list
        return {}
    inner = body.get("data") if is_object(body) else None
    found = inner if is_object(inner) else body
    listed = found.get("providers") if is_object(found) else None
    items: list[Any] = listed if is_array(listed) else []
    return {str(item.get("provider")): item for item in items if is_object(item)}


def _known(told: object) -> dict[str, Any]:
    """Return what the router tells of a provider, in the words of `ModelProvider`."""
    if not is_object(told):
        return {}
    prices = told.get("pricing")
    price: dict[str, Any] = prices if is_object(prices) else {}
    latency = _number(told.get("first_token_latency_ms"))
    length = told.get("context_length")
    return {
        "context_length": length if type(length) is int else None,
        "input_price": _number(price.get("input")),
        "output_price": _number(price.get("output")),
        **{
            name: told[name] if isinstance(told.get(name), bool) else None
            for name in ("is_free", "supports_tools", "supports_structured_output")
        },
        "first_token_latency": None if latency is None else latency / 1000,
        "throughput": _number(told.get("throughput")),
    }


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and type(value) is not bool else None


def resume(session: Session, job: Job) -> Work[Any]:
    """Wait for a job that a provider has accepted before."""
    from ..calls.job import Job

    require("job", job, Job, "the job of an error or of an exchange")
    answer = yield from resumed(session, job)
    return decoded(job.call, answer, session.config.limits)


def post(
    session: Session,
    *,
    json: object,
    data: MediaInput | None,
    model: str | None,
    task: str | None,
    stream: bool,
) -> Steps:
    """Send a body as it is to where a task's requests go."""
    if json is not None and data is not None:
        raise ArgumentError("post: `json` and `data` were both given; a request has one body")
    if json is None and data is None:
        raise ArgumentError("post: there is nothing to send; pass `json` or `data`")
    if task is not None:
        require("task", task, str, "a task id, such as 'text-classification'")
    config = session.config
    if task is None and model is None and config.model is None and config.base_url is None:
        raise ArgumentError(
            "post: there is no model; pass model=..., or task=... for the model that the hub "
            "recommends for it",
            argument="model",
        )
    found = None if task is None else operation_of(task)
    if found is None:
        operation = _operation("post", Route("task"), task or "")
    else:
        # Where it goes and how it may be repeated, but nothing of what is in it.
        operation = found._replace(name="post", encoding="json", model_in_body=False)
    body = json_body(json, "json") if data is None else raw_body(data)
    return (yield from exchange(session, raw_call(operation, body, model, stream)))


def get_model_status(session: Session, model: str | None) -> Work[ModelStatus]:
    """Ask the hosted service for the status of a model."""
    name = "get_model_status"
    config = session.config
    if model is None:
        model = config.base_url or config.model
    if model is None:
        raise ArgumentError(f"{name}: there is no model; pass model=...", argument="model")
    require("model", model, str, "a model id")
    if is_url(model):
        raise ArgumentError(
            f"model: {redacted(model)} is a URL, and only hosted models have a status; call "
            "health_check() for a server",
            argument="model",
        )
    url = f"{config.endpoints.hosted}/status/{model_path(model)}"
    body, answer = yield from _get(session, url, Deadline(config.timeout), name)
    if is_object(body) and body.get("error") is not None:
        raise _unexpected(name, answer, words_of(body, {}) or "the server reports an error")
    if not is_object(body):
        raise _unexpected(name, answer, "the body is not a JSON object")
    missing = [member for member in ModelStatus.__annotations__ if member not in body]
    if missing:
        raise _unexpected(name, answer, f"{', '.join(missing)} is missing")
    return ModelStatus(**{member: body[member] for member in ModelStatus.__annotations__})


def list_deployed_models(
    session: Session, frameworks: str | Sequence[str] | None
) -> Work[dict[str, list[str]]]:
    """Ask the hosted service for its models, framework by framework."""
    name = "list_deployed_models"
    deadline = Deadline(session.config.timeout)
    found: dict[str, set[str]] = {}
    for framework in _frameworks(frameworks):
        url = f"{session.config.endpoints.hosted}/framework/{quote(framework, safe='')}"
        body, answer = yield from _get(session, url, deadline, name)
        if not is_array(body):
            raise _unexpected(name, answer, "the body is not a JSON array")
        for item in body:
            model = item.get("model_id") if is_object(item) else None
            task = item.get("task") if is_object(item) else None
            tasks = TASKS_OF_FRAMEWORK.get(framework, (task,))
            if not isinstance(model, str) or not all(isinstance(task, str) for task in tasks):
                raise _unexpected(name, answer, "an item has no model_id or no task")
            for task in cast("tuple[str, ...]", tasks):
                found.setdefault(task, set()).add(model)
    return {
        task: sorted(models, key=lambda model: (model.lower(), model))
        for task, models in found.items()
    }


def get_recommended_model(session: Session, task: str) -> Work[str]:
    """Ask the hub which model it recommends for a task."""
    require("task", task, str, "a task id, such as 'text-classification'")
    deadline = Deadline(session.config.timeout)
    with named("get_recommended_model", deadline):
        model = yield from recommended(session, task, deadline)
    if model is None:
        known = ", ".join(sorted(session.recommended)) or "no task at all"
        raise ArgumentError(
            f"task: the hub recommends no model for {task!r}; it does for {known}", argument="task"
        )
    return model


def get_endpoint_info(session: Session, model: str | None) -> Work[dict[str, Any]]:
    """Ask a server about itself and its model."""
    name = "get_endpoint_info"
    config = session.config
    if model is None and config.model is None and config.base_url is None:
        raise ArgumentError(
            f"{name}: there is no server; pass model=... as a model id or a URL", argument="model"
        )
    operation = _operation(name, Route("server", "/info"))._replace(encoding="none")
    answer = yield from exchange(session, raw_call(operation, Body(()), model))
    body = parse_body(answer.content)
    if not is_object(body):
        raise _unexpected(name, answer, "the body is not a JSON object")
    return body


def health_check(session: Session, model: str | None) -> Work[bool]:
    """Ask a server whether it is well, once."""
    name = "health_check"
    config = session.config
    where = model if model is not None else config.base_url or config.model
    if where is None:
        raise ArgumentError(
            f"{name}: there is no server; pass its URL as model=...", argument="model"
        )
    require("model", where, str, "the URL of a server")
    if not is_url(where):
        raise ArgumentError(
            f"model: {where!r} is a model id, and only servers have a health route; call "
            "get_model_status() for a hosted model",
            argument="model",
        )
    target = resolve(
        Route("server", "/health"),
        task="",
        model=address(model),
        client_model=config.model,
        base_url=config.base_url,
        endpoints=config.endpoints,
    )
    assert target is not None
    deadline = Deadline(config.timeout)
    headers = request_headers(config, target.url, model)
    request = Request("GET", target.url, headers)
    redirects = 0
    with named(name, deadline):
        while True:
            outcome = yield Send(request, deadline)
            if isinstance(outcome, Failure):
                error, again = lost(outcome, request, deadline)
                if again is None:
                    raise error
                continue  # the connection was an old one: nothing is known of the server
            moved = redirected(request, outcome)
            if moved is None or redirects == MAX_REDIRECTS:
                return bool(outcome.status == 200)
            redirects += 1
            request = moved


def operation_of(task: str) -> Operation | None:
    """Return the generated operation of a task, or None if there is none of that name."""
    module = task.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", module):
        return None
    name = f"{PACKAGE}.operations.{module}"
    try:
        found: Operation = import_module(name).OPERATION
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
    return found


def raw_call(
    operation: Operation, body: Body, model: str | None, stream: bool = False
) -> Call[Any] | StreamCall[Any, Any]:
    """Return a call whose answer nobody decodes."""
    if stream:
        return StreamCall(operation, body, address(model), None, Events("", Complete("")))
    return Call(operation, body, address(model), None, Json(""))


def raw_body(data: MediaInput) -> Body:
    """Return a body that is one file, whatever is in it."""
    file: File = load("media", "`data`").media(data, argument="data", kind="file")
    return Body((file,), raw=True)


@contextmanager
def named(operation: str, deadline: Deadline) -> Generator[None, None, None]:
    """Tell errors whose they are and how long it took."""
    try:
        yield
    except InferenceError as error:
        error.operation = operation
        error.elapsed = deadline.elapsed()
        raise


def _operation(name: str, route: Route, task: str = "") -> Operation:
    return Operation(name=name, module="", task=task, route=route, input="")


def _get(
    session: Session, url: str, deadline: Deadline, name: str
) -> Generator[Send | Sleep, Any, tuple[object, Answer]]:
    config = session.config
    # The hosted service, which may be the caller's own.
    own = next(filter(None, (config.base_url, config.model)), "")
    foreign = is_url(own) and origin(own) != origin(url)
    headers = hub_headers(config, url) if foreign else request_headers(config, url)
    request = Request("GET", url, headers, foreign=foreign)
    with named(name, deadline):
        answer = yield from deliver(
            session, request, deadline, stream=False, name=name, repeatable=True
        )
    return parse_body(answer.content), answer


def json_body(value: object, argument: str) -> Body:
    """Return a body that is a value as JSON, unchecked.

    Args:
        value: Plain values, generated models, numpy arrays.
        argument: Name of the caller's argument, for errors.

    Raises:
        ArgumentError: If it cannot be sent as JSON.
    """
    try:
        text = json.dumps(
            plain(value),
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
            default=_listed,
        )
        return Body((text.encode(),))
    except (TypeError, ValueError, RecursionError) as error:
        raise ArgumentError(f"{argument}: {error}", argument=argument) from None


def _listed(value: Any) -> Any:
    tolist = getattr(value, "tolist", None)  # numpy arrays and scalars
    if not callable(tolist):
        raise TypeError(f"a {type(value).__name__} cannot be sent as JSON")
    return tolist()


def _frameworks(frameworks: str | Sequence[str] | None) -> list[str]:
    if frameworks is None:
        return list(MAIN_FRAMEWORKS)
    if frameworks == "all":
        return [*MAIN_FRAMEWORKS, *OTHER_FRAMEWORKS]
    names = [frameworks] if isinstance(frameworks, str) else list(frameworks)
    for name in names:
        require("frameworks", name, str, "'all', or one or several names of frameworks")
        if not name:
            raise ArgumentError("frameworks: a name is empty", argument="frameworks")
    return list(dict.fromkeys(names))


def _unexpected(name: str, answer: Answer, reason: str) -> ResponseDecodeError:
    body = parse_body(answer.content)
    return ResponseDecodeError(
        f"{name}: {redacted(answer.url)} answered with success, but not with what was asked for: "
        f"{reason}",
        hint="check HF_INFERENCE_ENDPOINT and the model.",
        status=answer.status,
        body=body,
        headers=answer.headers,
        request_id=request_id(answer.headers),
        server_message=words_of(body, answer.headers) if is_object(body) else None,
        operation=name,
        attempts=answer.attempts,
        elapsed=answer.elapsed,
    )
