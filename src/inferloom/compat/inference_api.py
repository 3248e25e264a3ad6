"""`InferenceApi`, the client of old that scripts may still use: one model, untyped answers."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, cast, overload
from urllib.parse import quote

from ..arguments import require
from ..calls.body import Body
from ..calls.charset import named_charset
from ..calls.operation import Operation
from ..config import configure, header_pairs
from ..driver.sync import Driver
from ..errors import ArgumentError, ResponseDecodeError, StatusError
from ..errors.body import parse_body, request_id
from ..errors.mapping import from_response
from ..jsonvalues import is_object, shown
from ..models.media import picture
from ..policy.deliver import deliver
from ..policy.exchange import exchange
from ..policy.headers import hub_headers
from ..policy.services import json_body, named, operation_of, raw_body, raw_call
from ..policy.session import Session
from ..policy.steps import Answer, Send, Sleep, Steps
from ..secret_texts import address, hidden
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..url_text import is_url, redacted, without_user
from ..urls import Route, model_path

if TYPE_CHECKING:
    from typing_extensions import Self

    from ..media.inputs import MediaInput

__all__ = ["InferenceApi", "RawResponse"]

logger = logging.getLogger(__name__.split(".")[0])

TASKS: Final = (
    "text-classification", "token-classification", "table-question-answering",
    "question-answering", "zero-shot-classification", "translation", "summarization",
    "conversational", "feature-extraction", "text-generation", "text2text-generation", "fill-mask",
    "sentence-similarity", "text-to-speech", "automatic-speech-recognition", "audio-to-audio",
    "audio-classification", "voice-activity-detection", "image-classification", "object-detection",
    "image-segmentation", "text-to-image", "image-to-image", "tabular-classification",
    "tabular-regression",
)  # fmt: skip
# Tasks that have been merged into others since.
_TODAY: Final = {"conversational": "chat-completion", "text2text-generation": "text-generation"}
_NAME: Final = "InferenceApi"


class _Headers(Mapping[str, str]):
    """Headers, found by name in any case."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(dict(self._values))


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer as the server sent it.

    Attributes:
        status_code: HTTP status code.
        headers: Answer headers, found by name in any case.
        content: The whole body, decompressed.
    """

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text, in the character set that the server named, else UTF-8."""
        charset = named_charset(self.headers.get("content-type", "")) or "utf-8"
        return self.content.decode(charset, "replace")

    def json(self) -> Any:
        """Decode the body as JSON.

        Returns:
            The value, as plain Python objects.

        Raises:
            ValueError: If it is not JSON.
        """
        return json.loads(self.content)

    def __repr__(self) -> str:
        kind = self.headers.get("content-type", "no content type")
        return f"<RawResponse({self.status_code}, {kind}, {len(self.content)} bytes)>"


class InferenceApi:
    """Call one hosted model by its task, with answers as plain Python objects.

    This is the legacy interface, kept for scripts that use it; `InferenceClient` has a typed method
    for each task. It calls hosted models only. The model's task is looked up on the hub when the
    object is made.

    Attributes:
        options: Sent with each request: `wait_for_model` and `use_gpu`. May be changed.
        headers: Sent with each request, beside the token, which is not among them. May be changed.
        task: Task of the model.
        api_url: Where the requests go.

    Example:
        ```python
        from inferloom import InferenceApi

        inference = InferenceApi("google-bert/bert-base-uncased")
        inference(inputs="The goal of life is [MASK].")

        inference = InferenceApi("deepset/roberta-base-squad2")
        inference({"question": "Where do I live?", "context": "My name is Clara, from Berkeley."})

        # Another task than the model's own.
        inference = InferenceApi("google-bert/bert-base-uncased", task="feature-extraction")

        # The answer as it is.
        response = inference("hello world", raw_response=True)
        response.headers["Content-Type"], response.content
        ```
    """

    options: dict[str, Any]
    headers: dict[str, str]
    task: str
    api_url: str

    def __init__(
        self,
        repo_id: str,
        task: str | None = None,
        token: str | bool | None = None,
        gpu: bool = False,
    ) -> None:
        """Look up a model.

        Args:
            repo_id: Model id on the hub, such as `google-bert/bert-base-uncased`.
            task: Task to call the model for. None takes the model's own.
            token: Token to authenticate with. True takes the one from `HF_TOKEN` or the token file
                and raises if there is none; False sends none; None sends the one that is found.
            gpu: Ask for a GPU.

        Raises:
            ArgumentError: If the model has no task and none is given, or the task is not valid.
            TokenNotFoundError: If `token=True` and there is no token.
            NotFoundError: If the hub has no such model.
            InferenceError: If the hub cannot be asked.
        """
        token = hidden(token)  # a traceback may show the locals
        require("repo_id", repo_id, str, "a model id")
        if task is not None:
            require("task", task, str, "a task id")
        try:
            path = _path(repo_id)
        except ArgumentError:
            _warn(repo_id, task)
            raise
        config = configure(
            model=None,
            token=token,
            timeout=None,
            headers=None,
            cookies=None,
            proxies=None,
            trust_env=True,
            base_url=None,
            api_key=None,
            max_retries=2,
            limits=None,
        )
        self._session = Session(config)
        self._driver = Driver(self._session)
        try:
            own = self._driver.run(_pipeline_tag(self._session, path))
            self.task = _chosen(repo_id, task, own)
        except BaseException:
            self._driver.close()
            _warn(repo_id, task)
            raise
        _warn(repo_id, self.task)
        self.options = {"wait_for_model": True, "use_gpu": gpu}
        self.headers = dict(config.headers)
        self.api_url = address(
            f"{config.endpoints.hosted}/pipeline/{quote(self.task, safe='')}/{path}"
        )

    def __repr__(self) -> str:
        return (
            f"{_NAME}(api_url={self.api_url!r}, task={self.task!r}, options={dict(self.options)!r})"
        )

    @overload
    def __call__(
        self,
        inputs: str | Mapping[str, Any] | list[Any] | None = None,
        params: Mapping[str, Any] | None = None,
        data: MediaInput | None = None,
        *,
        raw_response: Literal[True],
    ) -> RawResponse: ...
    @overload
    def __call__(
        self,
        inputs: str | Mapping[str, Any] | list[Any] | None,
        params: Mapping[str, Any] | None,
        data: MediaInput | None,
        raw_response: Literal[True],
    ) -> RawResponse: ...
    @overload
    def __call__(
        self,
        inputs: str | Mapping[str, Any] | list[Any] | None = None,
        params: Mapping[str, Any] | None = None,
        data: MediaInput | None = None,
        raw_response: bool = False,
    ) -> Any: ...
    def __call__(
        self,
        inputs: str | Mapping[str, Any] | list[Any] | None = None,
        params: Mapping[str, Any] | None = None,
        data: MediaInput | None = None,
        raw_response: bool = False,
    ) -> Any:
        """Call the model.

        An error that the server reports as JSON is returned, not raised, whatever its status.

        Args:
            inputs: What the model is asked about, in the form that its task has.
            params: Parameters of the task.
            data: A file to send as it is instead: bytes, a path, a URL or a file object. Not
                together with `inputs` or `params`.
            raw_response: Return the answer undecoded.

        Returns:
            The decoded JSON, an image of Pillow, or a `RawResponse`. The type depends on the task,
            and is known only when the answer is there.

        Raises:
            ArgumentError: If `data` is given together with `inputs` or `params`.
            ImportError: If the answer is an image and Pillow is not installed.
            ResponseDecodeError: If the answer is neither JSON nor an image; `raw_response=True`
                returns it.
            StatusError: If the server failed and did not say why in JSON.
            InferenceConnectionError: If there is no answer.
        """
        if data is not None:
            others = {"inputs": inputs, "params": params}
            given = [name for name, value in others.items() if value is not None]
            if given:
                raise ArgumentError(
                    f"`data` and `{given[0]}` were both given; a request has one body",
                    argument="data",
                )
            body = raw_body(data)
        else:
            payload: dict[str, Any] = {"options": self.options}
            if inputs is not None:
                payload["inputs"] = inputs
            if params is not None:
                payload["parameters"] = params
            body = json_body(payload, "inputs")
        answer = self._driver.run(_posted(self._session, self.headers, self.api_url, body))
        if raw_response:
            return RawResponse(answer.status, _Headers(answer.headers), answer.content)
        return _decoded(answer, self.api_url)

    def close(self) -> None:
        """Close all connections. The object can be used again afterwards."""
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def _pipeline_tag(session: Session, path: str) -> Generator[Send | Sleep, Any, str | None]:
    """Ask the hub for a model's task."""
    config = session.config
    deadline = Deadline(config.timeout)
    url = without_user(f"{config.endpoints.hub}/api/models/{path}")
    request = Request("GET", url, hub_headers(config, url), foreign=True)
    with named(_NAME, deadline):
        answer = yield from deliver(
            session, request, deadline, stream=False, name=_NAME, repeatable=True
        )
    page = parse_body(answer.content)
    if not is_object(page):
        raise ResponseDecodeError(
            f"{_NAME}: {url} does not describe a model",
            hint="check HF_ENDPOINT.",
            status=answer.status,
            body=page,
            headers=answer.headers,
            request_id=request_id(answer.headers),
            operation=_NAME,
        )
    tag = page.get("pipeline_tag")
    return tag if isinstance(tag, str) and tag else None


def _chosen(repo_id: str, task: str | None, own: str | None) -> str:
    """Return the task to call a model for, given the caller's wish and the model's own."""
    if not task:
        if own is None:
            raise ArgumentError(
                f"task: the hub names no task for {repo_id}; pass task=..., or add pipeline_tag to "
                "the model's card",
                argument="task",
            )
        return own
    if task != own:
        if task not in TASKS:
            raise ArgumentError(
                f"Invalid task {shown(task)}; `task` may be one of {', '.join(TASKS)}",
                argument="task",
            )
        logger.warning("%s: called for %s; its own task is %s", repo_id, task, own)
    return task


def _path(repo_id: str) -> str:
    """Return a model's id as part of a URL."""
    if is_url(repo_id):
        raise ArgumentError(
            f"repo_id: {redacted(repo_id)} is a URL, and {_NAME} calls hosted models by their "
            "id; use InferenceClient(model=...) for a server",
            argument="repo_id",
        )
    return model_path(repo_id, "repo_id")


def _warn(repo_id: str, task: str | None) -> None:
    """Tell the caller of the class what to write today."""
    warnings.warn(
        f"{_NAME} is a legacy interface: use {_replacement(repo_id, task)} instead.",
        FutureWarning,
        stacklevel=3,
    )


def _replacement(repo_id: str, task: str | None) -> str:
    client = f"InferenceClient(model={redacted(repo_id)!r})"
    if task is None:
        return f"a method of {client}"
    operation = operation_of(_TODAY.get(task, task))
    if operation is None:
        return f"{client}.post(json=..., task={task!r})"
    return f"{client}.{operation.name}(...)"


def _posted(session: Session, headers: Mapping[str, str], url: str, body: Body) -> Steps:
    """Send a body, and return the answer whatever its status."""
    config = session.config.changed(headers=header_pairs(headers, "headers"))
    session = session.configured(config)
    operation = Operation(name=_NAME, module="", task="", route=Route("task"), input="")
    steps = exchange(session, raw_call(operation, body, url))
    outcome: object = None
    try:
        while True:
            outcome = yield steps.send(outcome)
    except StopIteration as stop:
        return cast("Answer", stop.value)
    except StatusError:
        # The last outcome is what the error was made from.
        assert isinstance(outcome, Answer)
        return outcome
    finally:
        steps.close()


def _decoded(answer: Answer, url: str) -> Any:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/json" or kind.endswith("+json"):
            return json.loads(answer.content)
        if answer.status < 300 and kind.startswith("image/"):
            return picture(answer.content)
        reason = f"its type is {kind or 'not said'}"
    except (ValueError, OSError, RecursionError) as error:
        reason = str(error)
    if answer.status >= 300:
        raise from_response(answer.status, answer.headers, answer.content, operation=_NAME, url=url)
    raise ResponseDecodeError(
        f"{_NAME}: the answer of {redacted(url)} is neither JSON nor an image: {reason}",
        hint="pass raw_response=True to get it as it is, in .content.",
        status=answer.status,
        body=parse_body(answer.content),
        headers=answer.headers,
        request_id=request_id(answer.headers),
        operation=_NAME,
        attempts=answer.attempts,
        elapsed=answer.elapsed,
    )
