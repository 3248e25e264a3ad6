"""How answers are read, as data: what a result is, and where it stands in what a server sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

from typing_extensions import TypeIs

from ..models.typed import Typed
from .remap import NO_PATHS, Paths

__all__ = [
    "Accumulate",
    "Array",
    "BareText",
    "Bytes",
    "Columns",
    "Complete",
    "Counts",
    "Events",
    "FirstOfList",
    "Groups",
    "Items",
    "Json",
    "ListRules",
    "Member",
    "Nothing",
    "Plain",
    "Result",
    "Shape",
    "SingleItem",
    "Text",
    "how_many",
]


class FirstOfList(NamedTuple):
    """The server puts the result in a list of one."""


class SingleItem(NamedTuple):
    """The result is a list, and the server sends its one item bare."""


class Member(NamedTuple):
    """The server sends an object that holds the result in one member."""

    name: str


class BareText(NamedTuple):
    """The server sends a member of the result, or of its only item, as a text that stands bare."""

    name: str


class Columns(NamedTuple):
    """The server sends parallel lists, one for each field of the result's items."""

    fields: Mapping[str, str]


class Groups(NamedTuple):
    """The server sends a list of lists; the result is one, whose items say which was theirs."""

    number: str


class Items(NamedTuple):
    """The result is a list that stands somewhere in the answer, with items of another format.

    Attributes:
        path: Where it stands; empty if the answer is it.
        order: Member of the items that tells their place in it, if they need not stand there.
    """

    path: str
    order: str | None = None


Shape = Items | Groups | FirstOfList | SingleItem | Member | BareText | Columns


class Plain(NamedTuple):
    """The body is a text, and no JSON, if the request asked for it so.

    Attributes:
        member: Member of the result that the text is.
        asked: Member of the request that asks for it.
        values: Values of that member.
    """

    member: str
    asked: str
    values: tuple[str, ...]


class ListRules(NamedTuple):
    """What is promised of the list that an answer is, or holds.

    Attributes:
        at: Member of the decoded answer that is the list; empty if the answer is.
        by: Member of the items that tells their order.
        best_first: Whether that is a score, and not a place.
        within: Member that tells groups of items apart; each is sorted and cut by itself.
        each: Wire path of the argument for each of whose items there is one.
        limit: Wire path of the argument that says how many there are at most.
    """

    at: str = ""
    by: str | None = None
    best_first: bool = False
    within: str | None = None
    each: str | None = None
    limit: str | None = None

    def counts(self, payload: Mapping[str, object]) -> Counts:
        """Return how many results a request asks for."""
        number = None if self.each is None else how_many(_at(payload, self.each))
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


class Json(NamedTuple):
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
        pictures: Whether it holds pictures, for which Pillow is needed.
        empty: Whether an answer without a body is None.
        one_unless: Wire path of the argument without which the first item of the list is all that
            is returned.
        one: Whether this call returns that; decided when the call is made.
    """

    type: str
    accept: Mapping[str, Shape] = {}
    filled: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    rules: ListRules | None = None
    project: tuple[str | int, ...] = ()
    remap: Paths = NO_PATHS
    plain: str | None = None
    joined: tuple[str, str] | None = None
    into: str | None = None
    calls: tuple[str, ...] = ()
    typed: Typed | None = None
    pictures: bool = False
    empty: bool = False
    one_unless: str | None = None
    one: bool = False

    def for_call(self, payload: Mapping[str, object]) -> Json:
        """Return how the answer to a request is read."""
        if self.one_unless is None or _at(payload, self.one_unless) is not None:
            return self
        return self._replace(one=True)


class Array(NamedTuple):
    """Numbers in JSON lists, decoded to a float32 numpy array.

    Attributes:
        accept: Other shapes of the answer, by the first characters of the body.
        each: Member of the payload. If it is a list, the array has one row for each of its items.
        rows: How many rows there are, if that is known.
        remap: Where a row, as `.`, stands in the items of an answer in another format.
    """

    accept: Mapping[str, Shape] = {}
    each: str | None = None
    rows: int | None = None
    remap: Paths = NO_PATHS


class Bytes(NamedTuple):
    """A body that is the result, such as a sound file.

    Attributes:
        media: What it is.
        remap: Where the file stands in an answer that is JSON, if the format says it.
        empty: Whether an answer without a body is None.
    """

    media: Literal["audio", "image", "video", "file"]
    remap: Paths = NO_PATHS
    empty: bool = False

    @property
    def pictures(self) -> bool:
        """Whether it is a picture, for which Pillow is needed."""
        return self.media == "image"


class Text(NamedTuple):
    """A body that is a text.

    Attributes:
        empty: Whether an answer without a body is None.
    """

    empty: bool = False


class Nothing(NamedTuple):
    """An answer that says by its status all that it says."""


class Complete(NamedTuple):
    """How a complete stream is known.

    Attributes:
        field: Member that is not None, and of an item not empty, in what ends the stream. Without
            one, the stream is complete at its end marker or, if it has none, when its body is.
        each: List of the chunk whose items end one by one.
        key: Member that tells those items apart.
        also: Steps to another member that ends the stream where it is neither None nor empty.
        asked: Member of the payload that says how many items there are, 1 if it is not given.
    """

    field: str = ""
    each: str | None = None
    key: str | None = None
    also: tuple[str, ...] = ()
    asked: str | None = None


class Accumulate(NamedTuple):
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
    parts: Mapping[str, str] = {}
    append: tuple[str, ...] = ()
    keyed: Mapping[str, str] = {}
    calls: tuple[str, ...] = ()
    rename: Mapping[str, str] = {}
    constants: Mapping[str, object] = {}
    collect: Mapping[str, str] = {}
    omit: tuple[str, ...] = ()
    text: str | None = None


class Events(NamedTuple):
    """A stream of server-sent events, or of lines of JSON.

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
        lines: Whether each line of the body is a chunk.
        event: Member of the chunk that is the name of its event, where the data has none.
        data: Member of the chunk that is the data of its event; empty if the chunk is.
    """

    type: str
    complete: Complete = Complete()
    project: tuple[str | int, ...] = ()
    text: tuple[str | int, ...] = ()
    special: tuple[str | int, ...] = ()
    usage: str | None = None
    end: bytes | None = None
    remap: Paths = NO_PATHS
    accumulate: Accumulate | None = None
    expected: int = 1
    lines: bool = False
    event: str = ""
    data: str = ""


Result = Json | Array | Bytes | Text | Nothing
