"""Calls are values: what to send and how to read the answer, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

from ..urls import Route

if TYPE_CHECKING:
    from .encode import Body

__all__ = [
    "Array",
    "Bytes",
    "Call",
    "Columns",
    "Complete",
    "Events",
    "Exchange",
    "FirstOfList",
    "Groups",
    "Json",
    "Member",
    "Operation",
    "SingleItem",
    "StreamCall",
    "given",
    "plain",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


# How answers are read --------------------------------------------------------------------------


@dataclass(frozen=True)
class FirstOfList:
    """The server puts the result in a list of one."""


@dataclass(frozen=True)
class SingleItem:
    """The result is a list, and the server sends its one item bare."""


@dataclass(frozen=True)
class Member:
    """The server sends an object that holds the result in one member."""

    name: str


@dataclass(frozen=True)
class Columns:
    """The server sends parallel lists, one for each field of the result's items."""

    fields: Mapping[str, str]


@dataclass(frozen=True)
class Groups:
    """The server sends a list of lists; the result is one, whose items say which was theirs."""

    index: str


Shape = Groups | FirstOfList | SingleItem | Member | Columns


@dataclass(frozen=True)
class Json:
    """A JSON answer.

    Attributes:
        type: Module and name of the type it is decoded to, below `types`.
        accept: Other shapes of the answer, by the first characters of the body.
        project: Steps to the member that is returned, from the decoded value.
    """

    type: str
    accept: Mapping[str, Shape] = field(default_factory=dict[str, Shape])
    project: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Array:
    """Numbers in JSON lists, decoded to a float32 numpy array.

    Attributes:
        accept: Other shapes of the answer, by the first characters of the body.
        single: Member of the payload. If it is one string, a leading axis of length 1 is dropped.
        drop_axis: Whether this call does that; decided when the call is made.
    """

    accept: Mapping[str, Shape] = field(default_factory=dict[str, Shape])
    single: str | None = None
    drop_axis: bool = False


@dataclass(frozen=True)
class Bytes:
    """A body that is the result, such as a sound file."""

    media: Literal["audio", "image", "video"]


@dataclass(frozen=True)
class Complete:
    """How a complete stream is known.

    Attributes:
        field: Member that is not None in the chunk, or the item, that ends the stream.
        each: List of the chunk whose items end one by one.
        key: Member that tells those items apart.
    """

    field: str
    each: str | None = None
    key: str | None = None


@dataclass(frozen=True)
class Events:
    """A stream of server-sent events.

    Attributes:
        type: Module and name of the type of a chunk, below `types`.
        complete: How a complete stream is known when it has no end marker.
        project: Steps to the member that is yielded, from the decoded chunk.
        text: Steps to the chunk's text.
        end: Data of the event that ends the stream, if the server sends one.
    """

    type: str
    complete: Complete
    project: tuple[str | int, ...] = ()
    text: tuple[str | int, ...] = ()
    end: bytes | None = None


Result = Json | Array | Bytes


# What is sent ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Operation:
    """One method of the clients, as data.

    Attributes:
        name: Name of the method.
        module: Module below `operations`.
        task: Task id on the hub.
        route: Where it goes.
        input: Module and name of the request's type, below `types`.
        encoding: `json`, or `media` for a file that is the whole body if nothing else is given.
        renamed: Wire path of the arguments whose Python name is not its last step.
        extra_body: Member of the payload that takes the caller's extra members; None for the
            payload itself.
        model_in_body: Whether the body has the model's id as its member `model`.
        at_least_one: Wire path and name of arguments of which one has to be given.
        together: Groups of arguments that are given all or not at all, likewise.
        retry: `safe` to repeat, `keyed` with an idempotency key, or `never`.
        headers: Headers of every request, lower-case names.
    """

    name: str
    module: str
    task: str
    route: Route
    input: str
    encoding: Literal["json", "media"] = "json"
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    extra_body: str | None = None
    model_in_body: bool = False
    at_least_one: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[tuple[str, str], ...], ...] = ()
    retry: Literal["safe", "keyed", "never"] = "safe"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Result,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
    ) -> Call[Any]: ...
    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
    ) -> StreamCall[Any]: ...
    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Result | Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
    ) -> Call[Any] | StreamCall[Any]: ...
    def call(
        self,
        payload: Mapping[str, object],
        result: Result | Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
    ) -> Call[Any] | StreamCall[Any]:
        """Check a payload against the request's type and bind it to this operation.

        Args:
            payload: Members of the request by wire name; None means not given.
            result: How the answer is read.
            model: Model id or URL of this call.
            extra_body: The caller's extra members, not checked.

        Returns:
            A `StreamCall` for a stream, else a `Call`.

        Raises:
            ArgumentError: If a value does not fit; it names the argument.
        """
        from .encode import encode

        members = {name: value for name, value in payload.items() if value is not None}
        body = encode(self, members, extra_body)
        if isinstance(result, Events):
            return StreamCall(self, body, model, result)
        if isinstance(result, Array) and result.single is not None:
            single = isinstance(payload.get(result.single), str)
            result = Array(result.accept, result.single, drop_axis=single)
        return Call(self, body, model, result)

    def __reduce__(self) -> tuple[object, ...]:
        # By name: a pickled call stays small, and finds its operation in the package that it is
        # loaded into.
        return _operation, (self.module,)


def _operation(module: str) -> Operation:
    from importlib import import_module

    package = __name__.rsplit(".", 2)[0]
    found: Operation = import_module(f"{package}.operations.{module}").OPERATION
    return found


@dataclass(frozen=True)
class _Call:
    operation: Operation
    body: Body
    model: str | None

    @property
    def payload(self) -> Any:
        """The JSON body as Python values, without the model's id; None for a raw body.

        A file stands in it as a short description.
        """
        return self.body.payload

    def curl(self, url: str | None = None) -> str:
        """Return a curl command that sends this call, without a token.

        Args:
            url: Where it goes; the default is a placeholder.
        """
        from .encode import curl

        return curl(self.operation, self.body, self.model, url)


@dataclass(frozen=True)
class Call(_Call, Generic[T_co]):
    """A checked request of one operation, with how its answer is read. Nothing has been sent.

    It can be inspected, pickled, sent later with `client.send(call)`, or sent several times.

    Attributes:
        operation: What is called.
        body: What is sent.
        model: Model id or URL of this call, or None for the client's.
        result: How the answer is read.
    """

    result: Result


@dataclass(frozen=True)
class StreamCall(_Call, Generic[T_co]):
    """The same for an operation that streams; `client.stream(call)` sends it."""

    result: Events


@dataclass(frozen=True)
class Exchange(Generic[T]):
    """A result with what travelled around it.

    Attributes:
        result: The decoded answer.
        status: HTTP status code.
        headers: Answer headers, lower-case names.
        url: Where the request went.
        request_id: The server's id for the request, or None.
        attempts: How many requests were sent.
        elapsed: Seconds from start to end.
    """

    result: T
    status: int
    headers: Mapping[str, str]
    url: str
    request_id: str | None
    attempts: int
    elapsed: float


def given(members: Mapping[str, object]) -> dict[str, object] | None:
    """Return the members that are not None, or None if there are none."""
    return {name: value for name, value in members.items() if value is not None} or None


def plain(value: Any) -> Any:
    """Replace generated models by what they hold, so that only what was given is sent."""
    if isinstance(value, (str, bytes, int, float)) or value is None:
        return value
    if isinstance(value, Mapping):
        members = cast("Mapping[str, Any]", value)
        return {key: plain(item) for key, item in members.items()}
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [plain(item) for item in items]
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        return dump(mode="json", by_alias=True, exclude_unset=True)
    return value
