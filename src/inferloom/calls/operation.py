"""An operation, as data: one method of the clients, and the wire formats that it can have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from ..by_name import operation
from ..urls import Route
from .remap import NO_PATHS, Paths
from .results import Complete, Plain

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from .given import Given, Members
    from .http import Http

__all__ = ["Api", "Fallback", "Operation", "Refusals"]


class Api(NamedTuple):
    """Another wire format for an operation, as some servers have it.

    Attributes:
        request: Makes the members of its body; None for those of the operation's own payload.
        route: Where it goes; None if a provider says it.
        constants: Members that its body has, unless the caller gives others.
        values: Members that its body has for a value in the payload: path, value as JSON, members.
        response: Members of the operation's answer by where they stand in this one.
        rest: Path of the object of the body that takes all other arguments, empty for the body
            itself; None if they are refused.
        refuse: Arguments that are refused in any case.
        files: Paths in `response` that lead to a file or say where it is, and whether the member of
            the operation's answer is its `base64` or its `text`.
        items: Path of the list in the answer whose items `response` is about.
        order: Member of those items that tells their place in the list.
        plain: When the answer is no JSON, and what it is then.
        joined: Member of the items that may be bytes of a text, and the member that keeps those.
        chunk: The same as `response`, for an event of a stream.
        complete: How a complete stream is known.
        end: Data of the event that ends a stream.
        encoding: `json`, or `form` for a multipart form with a file.
        model_in_body: Whether the body has the model's id as its member `model`.
    """

    request: Callable[[Given], Members] | None
    route: Route | None = None
    response: Paths = NO_PATHS
    constants: Mapping[str, object] = {}
    values: Mapping[str, Mapping[str, Mapping[str, object]]] = {}
    rest: str | None = None
    refuse: tuple[str, ...] = ()
    files: Mapping[str, str] = {}
    items: str | None = None
    order: str | None = None
    plain: Plain | None = None
    joined: tuple[str, str] | None = None
    chunk: Paths = NO_PATHS
    complete: Complete | None = None
    end: bytes | None = None
    encoding: Literal["json", "form"] = "json"
    model_in_body: bool = False


class Fallback(NamedTuple):
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


class Refusals(NamedTuple):
    """How some servers refuse arguments by their names.

    Attributes:
        pattern: What a refusal is, with a group that has the names.
        of: Path of the object of the payload that they are members of.
    """

    pattern: str
    of: str

    def named(self, refusal: str) -> frozenset[str]:
        """Return the names that a server's words have; none if it is no such refusal."""
        import re

        found = re.search(self.pattern, refusal)
        return frozenset() if found is None else frozenset(re.findall(r"\w+", found[1]))


class Operation(NamedTuple):
    """One method of the clients, as data.

    Attributes:
        name: Name of the method.
        module: Module below `operations`.
        task: Task id on the hub.
        route: Where it goes.
        input: Module and name of the request's type, below `types`.
        encoding: `json`, `media` for a file that is the whole body if nothing else is given, or
            `none` for no body; with `http` also `multipart`, `urlencoded`, `raw` and `text`.
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
        refusals: How some servers refuse arguments by name, without which they are asked again.
        apis: Other wire formats, by the name that a caller chooses one by.
        only: Wire path of arguments that some of those alone take, and which.
        deprecated: Wire path and name of arguments that callers should not give any more.
        deprecation: What callers are told who should not call it any more; else empty.
        listed_as: The task that the hub files its models under, where it is another than `task`.
        http: What HTTP has of it, if it is of an API that knows no models and tasks.
    """

    name: str
    module: str
    task: str
    route: Route
    input: str
    encoding: Literal["json", "media", "none", "multipart", "urlencoded", "raw", "text"] = "json"
    renamed: Mapping[str, str] = {}
    extra_body: str | None = None
    model_in_body: bool = False
    at_least_one: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[tuple[str, str], ...], ...] = ()
    large: bool = False
    retry: Literal["safe", "keyed", "never"] = "safe"
    headers: Mapping[str, str] = {}
    defaults: Mapping[str, object] = {}
    fallbacks: Mapping[str, Fallback] = {}
    refusals: Refusals | None = None
    apis: Mapping[str, Api] = {}
    only: Mapping[str, tuple[str, ...]] = {}
    deprecated: Mapping[str, str] = {}
    deprecation: str = ""
    listed_as: str = ""
    http: Http | None = None

    @property
    def hub_task(self) -> str:
        """The task that the hub files its models under."""
        return self.listed_as or self.task

    def __reduce__(self) -> tuple[object, ...]:
        # By name: a pickled call stays small, and finds its operation in the package that it is
        # loaded into.
        return operation, (self.module,)
