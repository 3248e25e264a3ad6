"""Calls are values: what to send and how to read the answer, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar, cast, overload

from typing_extensions import TypeIs
from typing_extensions import TypeVar as DefaultTypeVar

from ..errors import ArgumentError
from ..urls import Route
from .config import require
from .encode import Body, encode
from .hidden import address
from .record import dataclass, field, replace
from .remap import Paths

__all__ = [
    "Accumulate",
    "AnswerT",
    "Api",
    "Array",
    "BareText",
    "Bytes",
    "Call",
    "Columns",
    "Complete",
    "Counts",
    "Events",
    "Exchange",
    "Fallback",
    "FirstOfList",
    "Groups",
    "Items",
    "Json",
    "ListRules",
    "Member",
    "Operation",
    "Plain",
    "SingleItem",
    "StreamCall",
    "Typed",
    "given",
    "plain",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
# The type that the text of an answer is read as.
AnswerT = DefaultTypeVar("AnswerT", default=Any)
# What a stream adds up to; not needed to say what it yields.
W_co = DefaultTypeVar("W_co", covariant=True, default=Any)


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
class BareText:
    """The server sends a member of the result, or of its only item, as a text that stands bare."""

    name: str


@dataclass(frozen=True)
class Columns:
    """The server sends parallel lists, one for each field of the result's items."""

    fields: Mapping[str, str]


@dataclass(frozen=True)
class Groups:
    """The server sends a list of lists; the result is one, whose items say which was theirs."""

    index: str


@dataclass(frozen=True)
class Items:
    """The result is a list that stands somewhere in the answer, with items of another format."""

    path: str


Shape = Items | Groups | FirstOfList | SingleItem | Member | BareText | Columns


@dataclass(frozen=True)
class Plain:
    """The body is a text, and no JSON, if the request asked for it so.

    Attributes:
        member: Member of the result that the text is.
        asked: Member of the request that asks for it.
        values: Values of that member.
    """

    member: str
    asked: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Typed:
    """Python types that a caller gave, which the answer is read with.

    A pickle leaves out those that cannot be found by name, such as a class inside a function.

    Attributes:
        answer: What the answer's text is.
        functions: What may be called, by name: functions, or types of their arguments.
    """

    answer: object = None
    functions: Mapping[str, object] = field(default_factory=dict[str, object])

    def __reduce__(self) -> tuple[object, ...]:
        functions = {name: value for name, value in self.functions.items() if _importable(value)}
        return Typed, (self.answer if _importable(self.answer) else None, functions)

    def __deepcopy__(self, memo: object) -> Typed:
        return self


def _importable(value: object) -> bool:
    import pickle

    try:
        pickle.dumps(value)
    except Exception:
        return False
    return True


@dataclass(frozen=True)
class ListRules:
    """What is promised of the list that an answer is, or holds.

    Attributes:
        at: Member of the decoded answer that is the list; empty if the answer is.
        by: Member of the items that tells their order.
        best_first: Whether that is a score, and not a place.
        within: Member that tells groups of items apart; each is sorted and cut by itself.
        count: Wire path of the argument for each of whose items there is one.
        limit: Wire path of the argument that says how many there are at most.
    """

    at: str = ""
    by: str | None = None
    best_first: bool = False
    within: str | None = None
    count: str | None = None
    limit: str | None = None

    def counts(self, payload: Mapping[str, object]) -> Counts:
        """Return how many results a request asks for."""
        number = None if self.count is None else how_many(_at(payload, self.count))
        # To a server that takes a limit of 0 it is none.
        return number, None if self.limit is None else _at(payload, self.limit) or None


# How many results there have to be, and how many there may be at most, as far as that is known.
Counts = tuple[int | None, int | None]


def how_many(inputs: Any) -> int | None:
    """Return how many inputs an argument holds: texts, lists of tokens, or rows of columns."""
    if inputs is None or isinstance(inputs, str):
        return None if inputs is None else 1
    if isinstance(inputs, Mapping):
        columns = cast("Mapping[str, Any]", inputs)
        inputs, rows = next(iter(columns.values()), ()), True
    else:
        rows = False
    if not _is_sequence(inputs):
        return None  # what is no argument at all is refused elsewhere
    tokens = not rows and len(inputs) > 0 and isinstance(inputs[0], int)
    return 1 if tokens else len(inputs)


def _is_sequence(value: object) -> TypeIs[Sequence[Any]]:
    return isinstance(value, Sequence)


def _at(payload: Mapping[str, object], path: str) -> Any:
    value: Any = payload
    for step in path.split("."):
        value = None if value is None else value.get(step)
    return value


@dataclass(frozen=True)
class Json:
    """A JSON answer.

    Attributes:
        type: Module and name of the type it is decoded to, below `types`.
        accept: Other shapes of the answer, by the first characters of the body.
        filled: Lists of the decoded value that have at least one item.
        one_of: Groups of members, of the decoded value or its items, of which one is there.
        rules: What is promised of the list that it is, or holds.
        project: Steps to the member that is returned, from the decoded value.
        remap: Members of the type by where they stand in the answer, if it has another format.
        plain: Member that the body is, if it is a text and no JSON.
        joined: Member of the items of a list that may be the bytes of a text, and the member that
            keeps those.
        into: Class of `drawing` that the list becomes.
        calls: Members that lead, over all items of lists, to the functions that it asks to call.
        typed: Types that the caller gave for this call.
    """

    type: str
    accept: Mapping[str, Shape] = field(default_factory=dict[str, Shape])
    filled: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    rules: ListRules | None = None
    project: tuple[str | int, ...] = ()
    remap: Paths = field(default_factory=dict[str, str | tuple[str, ...]])
    plain: str | None = None
    joined: tuple[str, str] | None = None
    into: str | None = None
    calls: tuple[str, ...] = ()
    typed: Typed | None = None


@dataclass(frozen=True)
class Array:
    """Numbers in JSON lists, decoded to a float32 numpy array.

    Attributes:
        accept: Other shapes of the answer, by the first characters of the body.
        single: Member of the payload. If it is one string, a leading axis of length 1 is dropped;
            if it is a list, the array has one row for each of its items.
        drop_axis: Whether this call does that; decided when the call is made.
        rows: How many rows there are, if that is known.
    """

    accept: Mapping[str, Shape] = field(default_factory=dict[str, Shape])
    single: str | None = None
    drop_axis: bool = False
    rows: int | None = None


@dataclass(frozen=True)
class Bytes:
    """A body that is the result, such as a sound file.

    Attributes:
        media: What it is.
        remap: Where the file stands in an answer that is JSON, if the format says it.
    """

    media: Literal["audio", "image", "video"]
    remap: Paths = field(default_factory=dict[str, str | tuple[str, ...]])


@dataclass(frozen=True)
class Complete:
    """How a complete stream is known.

    Attributes:
        field: Member that is not None, and of an item not empty, in what ends the stream.
        each: List of the chunk whose items end one by one.
        key: Member that tells those items apart.
        also: Steps to another member that ends the stream where it is neither None nor empty.
        count: Member of the payload that says how many items there are, 1 if it is not given.
    """

    field: str
    each: str | None = None
    key: str | None = None
    also: tuple[str, ...] = ()
    count: str | None = None


@dataclass(frozen=True)
class Accumulate:
    """How the chunks of a stream add up to a whole; what is not named here does so by itself.

    Attributes:
        whole: How the whole is read.
        pieces: Members that hold what is new, such as a delta: below them, texts of names that
            nobody knows are pieces of one text, unless they repeat.
        join: Members whose texts are pieces of one text, below `pieces` if that is given.
        once: Members below `pieces` whose text is said in one piece, of which the last one stays.
        parts: Members that are a text or a list of parts, and the type of a part of text, which is
            also the name of the member with the text.
        append: Lists whose items are all new; of others, an item that is known is left out.
        keyed: Lists whose items are told apart by a member, and that member.
        calls: Lists of calls of functions, in pieces.
        rename: Members that have another name in the whole.
        constants: Members that always say the same in the whole, and what.
        collect: Members that become the items of a list, and the path of that list.
        omit: Members that the whole does not have.
        text: Member for the whole text, if no chunk brought it.
    """

    whole: Json
    pieces: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict[str, str])
    append: tuple[str, ...] = ()
    keyed: Mapping[str, str] = field(default_factory=dict[str, str])
    calls: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict[str, str])
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    collect: Mapping[str, str] = field(default_factory=dict[str, str])
    omit: tuple[str, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Events:
    """A stream of server-sent events.

    Attributes:
        type: Module and name of the type of a chunk, below `types`.
        complete: How a complete stream is known when it has no end marker.
        project: Steps to the member that is yielded, from the decoded chunk.
        text: Steps to the chunk's text. A number means the item that has it as its `key`.
        special: Steps to a flag that says that the text is no part of the answer.
        usage: Member of the chunk that has token counts.
        end: Data of the event that ends the stream, if the server sends one.
        remap: Members of the type by where they stand in an event, if it has another format.
        accumulate: How the chunks add up, if they do.
        expected: How many answers this call asks for.
    """

    type: str
    complete: Complete
    project: tuple[str | int, ...] = ()
    text: tuple[str | int, ...] = ()
    special: tuple[str | int, ...] = ()
    usage: str | None = None
    end: bytes | None = None
    remap: Paths = field(default_factory=dict[str, str | tuple[str, ...]])
    accumulate: Accumulate | None = None
    expected: int = 1


Result = Json | Array | Bytes


@dataclass(frozen=True)
class Api:
    """Another wire format for an operation, as some servers have it.

    Attributes:
        route: Where it goes.
        request: Members of its body by where they stand in the operation's own payload.
        constants: Members that its body has, unless the caller gives others.
        values: Members that its body has for a value in the payload: path, value as JSON, members.
        response: Members of the operation's answer by where they stand in this one.
        items: Path of the list in the answer whose items `response` is about.
        plain: When the answer is no JSON, and what it is then.
        joined: Member of the items that may be bytes of a text, and the member that keeps those.
        chunk: The same as `response`, for an event of a stream.
        complete: How a complete stream is known.
        end: Data of the event that ends a stream.
        encoding: `json`, or `form` for a multipart form with a file.
        model_in_body: Whether the body has the model's id as its member `model`.
    """

    route: Route
    request: Mapping[str, str]
    response: Paths = field(default_factory=dict[str, str | tuple[str, ...]])
    constants: Mapping[str, object] = field(default_factory=dict[str, object])
    values: Mapping[str, Mapping[str, Mapping[str, object]]] = field(
        default_factory=dict[str, Mapping[str, Mapping[str, object]]]
    )
    items: str | None = None
    plain: Plain | None = None
    joined: tuple[str, str] | None = None
    chunk: Paths = field(default_factory=dict[str, str | tuple[str, ...]])
    complete: Complete | None = None
    end: bytes | None = None
    encoding: Literal["json", "form"] = "json"
    model_in_body: bool = False

    def reads(self, result: Result | Events, body: Body) -> Result | Events:
        """Return how the answer to a body in this format is read."""
        if isinstance(result, Events):
            complete = self.complete or result.complete
            shown = ".".join(map(str, result.project))
            chunk = {
                ours: theirs
                for ours, theirs in self.chunk.items()
                if shown in ("", ours) or ours.startswith(f"{complete.field}.")
            }
            return replace(result, remap=chunk, complete=complete, end=self.end)
        if isinstance(result, Json):
            accept: dict[str, Shape] = {"{": Items(self.items)} if self.items is not None else {}
            if self.items == "":
                accept = {"[": Items("")}
            plain = self.plain
            asked = None if plain is None else body.payload.get(plain.asked)
            if asked is None:  # else it is said whether a text may come
                accept |= {k: v for k, v in result.accept.items() if isinstance(v, BareText)}
            is_plain = plain is not None and asked in plain.values
            return replace(
                result,
                remap=self.response,
                accept=accept,
                plain=plain.member if plain is not None and is_plain else None,
                joined=self.joined,
            )
        if isinstance(result, Bytes):
            return replace(result, remap=self.response)
        return result


# What is sent ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fallback:
    """What is sent instead of a default that a server refuses.

    Attributes:
        value: The member's value then.
        words: A refusal holds one of them, in any case.
    """

    value: object
    words: tuple[str, ...]

    def answers(self, refusal: str) -> bool:
        """Return whether a server's words are about this member."""
        text = refusal.lower()
        return any(word.lower() in text for word in self.words)


@dataclass(frozen=True)
class Operation:
    """One method of the clients, as data.

    Attributes:
        name: Name of the method.
        module: Module below `operations`.
        task: Task id on the hub.
        route: Where it goes.
        input: Module and name of the request's type, below `types`.
        encoding: `json`, `media` for a file that is the whole body if nothing else is given, or
            `none` for a GET.
        renamed: Wire path of the arguments whose Python name is not its last step.
        extra_body: Member of the payload that takes the caller's extra members; None for the
            payload itself.
        model_in_body: Whether the body has the model's id as its member `model`.
        at_least_one: Wire path and name of arguments of which one has to be given.
        together: Groups of arguments that are given all or not at all, likewise.
        large: Whether answers are large by nature: files, or many numbers.
        retry: `safe` to repeat, `keyed` with an idempotency key, or `never`.
        headers: Headers of every request, lower-case names.
        defaults: Members that are sent if the caller gives none.
        fallbacks: Those of them that some servers refuse, and what such a server is sent instead.
        apis: Other wire formats, by the name that a caller chooses one by.
        only: Wire path of arguments that some of those alone take, and which.
        deprecated: Wire path and name of arguments that callers should not give any more.
        deprecation: What callers are told who should not call it any more; else empty.
    """

    name: str
    module: str
    task: str
    route: Route
    input: str
    encoding: Literal["json", "media", "none"] = "json"
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    extra_body: str | None = None
    model_in_body: bool = False
    at_least_one: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[tuple[str, str], ...], ...] = ()
    large: bool = False
    retry: Literal["safe", "keyed", "never"] = "safe"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    defaults: Mapping[str, object] = field(default_factory=dict[str, object])
    fallbacks: Mapping[str, Fallback] = field(default_factory=dict[str, Fallback])
    apis: Mapping[str, Api] = field(default_factory=dict[str, Api])
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    deprecated: Mapping[str, str] = field(default_factory=dict[str, str])
    deprecation: str = ""

    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Result,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
        api: str | None = None,
        typed: Typed | None = None,
    ) -> Call[Any]: ...
    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
        api: str | None = None,
        typed: Typed | None = None,
    ) -> StreamCall[Any]: ...
    @overload
    def call(
        self,
        payload: Mapping[str, object],
        result: Result | Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
        api: str | None = None,
        typed: Typed | None = None,
    ) -> Call[Any] | StreamCall[Any]: ...
    def call(
        self,
        payload: Mapping[str, object],
        result: Result | Events,
        *,
        model: str | None,
        extra_body: Mapping[str, object] | None,
        api: str | None = None,
        typed: Typed | None = None,
    ) -> Call[Any] | StreamCall[Any]:
        """Check a payload against the request's type and bind it to this operation.

        Args:
            payload: Members of the request by wire name; None means not given.
            result: How the answer is read.
            model: Model id or URL of this call.
            extra_body: The caller's extra members, not checked.
            api: Name of another wire format.
            typed: Types that the answer is read with.

        Returns:
            A `StreamCall` for a stream, else a `Call`.

        Raises:
            ArgumentError: If a value does not fit; it names the argument.
        """
        if typed is not None:
            result = _with_types(result, typed)
        if model is not None:
            require("model", model, str, "a model id or a URL")
        members = {name: value for name, value in payload.items() if value is not None}
        own = [name for name in self.fallbacks if name not in members]
        if self.defaults:
            members = {**self.defaults, **members}
        body = encode(self, members, extra_body, api)
        if self.deprecated or self.deprecation:
            from .deprecated import warn_deprecated

            warn_deprecated(self.name, self.deprecation, self.deprecated, members)
        if own:
            defaulted = tuple(name for name in own if name not in (extra_body or ()))
            body = replace(body, defaulted=defaulted)
        if api is not None:
            result = self.apis[api].reads(result, body)
        if isinstance(result, Events):
            if (count := result.complete.count) is not None:
                number = {**members, **(extra_body or {})}.get(count)
                if isinstance(number, int) and number > 1:
                    result = replace(result, expected=number)
            return StreamCall(self, body, address(model), api, result)
        counts: Counts = (None, None)
        if isinstance(result, Array) and result.single is not None:
            inputs = payload.get(result.single)
            single = isinstance(inputs, str)
            rows = None if single else how_many(inputs)
            result = Array(result.accept, result.single, single, rows)
        elif isinstance(result, Json) and result.rules is not None:
            counts = result.rules.counts(payload)
        return Call(self, body, address(model), api, result, counts)

    def __reduce__(self) -> tuple[object, ...]:
        # By name: a pickled call stays small, and finds its operation in the package that it is
        # loaded into.
        return _operation, (self.module,)


def _operation(module: str) -> Operation:
    from importlib import import_module

    package = __name__.rsplit(".", 2)[0]
    found: Operation = import_module(f"{package}.operations.{module}").OPERATION
    return found


def _with_types(result: Result | Events, typed: Typed) -> Result | Events:
    if isinstance(result, Json):
        return replace(result, typed=typed)
    if isinstance(result, Events) and (rules := result.accumulate) is not None:
        whole = replace(rules.whole, typed=typed)
        return replace(result, accumulate=replace(rules, whole=whole))
    return result


@dataclass(frozen=True)
class _Call:
    operation: Operation
    body: Body
    model: str | None
    api: str | None

    @property
    def route(self) -> Route:
        """Where the call goes, before the client's address is known."""
        return self.operation.route if self.api is None else self.operation.apis[self.api].route

    @property
    def model_in_body(self) -> bool:
        """Whether the body has the model's id as its member `model`."""
        if self.api is None:
            return self.operation.model_in_body
        return self.operation.apis[self.api].model_in_body

    @property
    def payload(self) -> Any:
        """The JSON body as Python values, without the model's id; None for a raw body.

        A file stands in it as a short description.
        """
        return self.body.payload

    def curl(self, url: str | None = None) -> str:
        """Return a command for a POSIX shell that sends with curl what a client would send.

        It holds no token. For Hugging Face's addresses, to which a token that is found would go, it
        reads the variable `HF_TOKEN`; for another server add the header that it wants. Files that
        were given as paths or URLs are named, short ones in memory are written out, and others are
        `FILE`. What differs from attempt to attempt, such as an idempotency key, is left out.

        Args:
            url: Where it goes, as `model=` of a client: an address that lacks an operation's path
                is completed. The default is the hosted address of the call's model, or
                `https://HOST/PATH` if it names none.

        Raises:
            ArgumentError: If the URL cannot be used.
        """
        from .curl import curl  # few calls are printed

        return curl(cast("Any", self), url)


@dataclass(frozen=True)
class Call(_Call, Generic[T_co]):
    """A checked request of one operation, with how its answer is read. Nothing has been sent.

    It can be inspected, pickled, sent later with `client.send(call)`, or sent several times.

    Attributes:
        operation: What is called.
        body: What is sent.
        model: Model id or URL of this call, or None for the client's.
        api: Name of another wire format, or None.
        result: How the answer is read.
        counts: How many results there have to be, and may be at most; None where nothing says it.
    """

    result: Result
    counts: Counts = (None, None)


@dataclass(frozen=True)
class StreamCall(_Call, Generic[T_co, W_co]):
    """The same for an operation that streams; `client.stream(call)` sends it.

    Its types are that of a chunk and that of the whole.
    """

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


_PLAIN = frozenset({str, bytes, int, float, bool, type(None)})


def plain(value: Any) -> Any:
    """Replace objects by what they hold, so that only what was given is sent.

    Objects are the models of this package, of openai, and others that pydantic makes: a message of
    an answer is sent as it came. Of dataclasses, such as huggingface_hub's, nobody can tell what
    was given; there it is what is not None.

    Raises:
        ArgumentError: If a list holds itself, or an object something that is no JSON.
    """
    if type(value) in _PLAIN:
        return value
    try:
        return _plain(value)
    except (RecursionError, ValueError) as error:  # pydantic's own are ValueErrors
        deep = isinstance(error, RecursionError)
        reason = "it holds itself, or is nested too deeply" if deep else str(error)
        raise ArgumentError(
            f"an argument, a {type(value).__name__}, cannot be sent: {reason}"
        ) from None


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if _is_record(value):
        return {name: item for name, item in _members(value).items() if item is not None}
    if isinstance(value, (dict, Mapping)):  # the first is found quicker
        members = cast("Mapping[str, Any]", value)
        return {
            key: item if type(item) in _PLAIN else _plain(item) for key, item in members.items()
        }
    if isinstance(value, (list, tuple)):
        items = cast("Sequence[Any]", value)
        return [item if type(item) in _PLAIN else _plain(item) for item in items]
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        # What came in an answer may be of other types than were promised; it is sent as it came.
        return dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)
    return value


def _is_record(value: object) -> bool:
    """Return whether a value is an instance of a dataclass."""
    kind = type(value)
    return kind is not dict and kind is not type and hasattr(kind, "__dataclass_fields__")


def _members(record: Any) -> dict[str, Any]:
    """Return what an instance of a dataclass holds; huggingface_hub's hold more, as dicts."""
    from dataclasses import fields

    members: dict[str, Any] = {field.name: getattr(record, field.name) for field in fields(record)}
    if isinstance(record, dict):
        members = {**cast("dict[str, Any]", record), **members}
    return {name: _plain(member) for name, member in members.items()}
