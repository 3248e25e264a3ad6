"""Calls are values: what to send and how to read the answer, before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from typing_extensions import TypeVar as DefaultTypeVar

from ..urls import Route
from .body import Body
from .operation import Operation
from .results import Counts, Events, Result

__all__ = ["Call", "StreamCall"]

T_co = TypeVar("T_co", covariant=True)
# What a stream adds up to; not needed to say what it yields.
W_co = DefaultTypeVar("W_co", covariant=True, default=Any)


@dataclass(frozen=True, slots=True)
class _Call:
    operation: Operation
    body: Body
    model: str | None
    api: str | None

    @property
    def route(self) -> Route:
        """Where the call goes, before the client's address is known."""
        place = self.body.place
        if place is not None:
            joint = "&" if "?" in place.path else "?"  # a path may have a query of its own
            path = f"{place.path}{joint}{place.query}" if place.query else place.path
            return self.operation.route._replace(path=place.url or path)
        api = None if self.api is None else self.operation.apis[self.api]
        return self.operation.route if api is None or api.route is None else api.route

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

        accept = None
        if isinstance(self, StreamCall):
            accept = "application/x-ndjson" if self.result.lines else "text/event-stream"
        model, route = self.model, self.route
        return curl(self.operation, self.body, route, self.api, model=model, accept=accept, url=url)


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class StreamCall(_Call, Generic[T_co, W_co]):
    """The same for an operation that streams; `client.stream(call)` sends it.

    Its types are that of a chunk and that of the whole.
    """

    result: Events
