"""Which engine sends the requests: the engines by name, and the choice.

To make another one the default, change `DEFAULT`.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from typing import NamedTuple

from ..by_name import load
from ..errors import ArgumentError
from ..jsonvalues import shown
from .address import BySocks
from .intercepted import ASYNC, SYNC, Watch

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ..config import Config
    from ..media.policy import MediaPolicy
    from .deadline import Deadline
    from .engine import AsyncEngine, AsyncReply, Engine, Reply, Request
    from .intercepted import Names

__all__ = ["DEFAULT", "ENGINES", "async_engine", "check", "check_policy", "engine"]


class Entry(NamedTuple):
    """One engine.

    Attributes:
        needs: Module that has to be installed.
        sync: Part that has the class for the blocking client, and its name.
        asynchronous: The same for the asyncio client.
    """

    needs: str
    sync: tuple[str, str]
    asynchronous: tuple[str, str]


_NATIVE: Final = ("native", "NativeEngine"), ("async_native", "AsyncNativeEngine")
_HTTPX: Final = ("httpx_engine", "HttpxEngine"), ("async_httpx_engine", "AsyncHttpxEngine")
ENGINES: Final[dict[str, Entry]] = {
    "native": Entry("h11", *_NATIVE),
    "httpx": Entry("httpx", *_HTTPX),
    "httpx2": Entry("httpx2", *_HTTPX),
}
DEFAULT = "native"
find_spec = PathFinder.find_spec  # that of importlib.util loads twenty modules first

# What a client of the caller's decides by itself.
_DECIDED: Final = ("proxies", "ssl_context", "unix_socket")


def check(config: Config, wanted: str) -> None:
    """Check the engine that a caller named, or the HTTP client that a caller passed.

    Args:
        config: The client's.
        wanted: `Client` or `AsyncClient`: the kind of HTTP client that can be used.

    Raises:
        ArgumentError: If there is none such, or it contradicts another argument.
    """
    if config.engine is not None:
        _check_name(config.engine)
    if config.http_client is not None:
        _check_client(config, wanted)
        check_policy(config.policy)


def _check_name(name: str) -> None:
    from ..arguments import require

    require("engine", name, str, "the name of an engine")
    entry = ENGINES.get(name)
    if entry is None:
        known = ", ".join(map(repr, ENGINES))
        raise ArgumentError(
            f"engine: {shown(name)} is not known; there is {known}", argument="engine"
        )
    if find_spec(entry.needs) is None and entry.needs not in sys.modules:
        raise ArgumentError(
            f"engine: {name!r} is not installed; pip install {entry.needs}", argument="engine"
        )


def _check_client(config: Config, wanted: str) -> None:
    client = config.http_client
    found = _kinds(client)
    if wanted not in found:
        if not found:
            from ..arguments import require

            require("http_client", client, (), f"an httpx.{wanted} or an httpx2.{wanted}")
        ours = {"Client": "InferenceClient", "AsyncClient": "AsyncInferenceClient"}
        ((other, library),) = found.items()
        raise _contradiction(
            f"http_client: {ours[wanted]} sends through {library}.{wanted}, and this is "
            f"{library}.{other}; pass the other kind, or use {ours[other]}",
        )
    library = found[wanted]
    if client.is_closed:
        raise _contradiction(
            "http_client: it is closed; keep it open for as long as this client sends"
        )
    if config.engine not in (None, library):
        raise _contradiction(
            f"Received both `http_client` and `engine` arguments: it is {library} that sends, not "
            f"{config.engine!r}; leave engine out.",
        )
    for name in _DECIDED:
        if getattr(config, name):
            raise _contradiction(
                f"Received both `http_client` and `{name}` arguments. What the latter says is for "
                "the http_client to decide; make that with it, and pass only http_client.",
            )


def check_policy(policy: MediaPolicy | None) -> None:
    """Check that a client that sends by a caller's HTTP client can keep to a media policy.

    Raises:
        ArgumentError: If it cannot.
    """
    if policy is not None and policy.urls == "public":
        raise _contradiction(
            "Received both `http_client` and a `media_policy` under which URLs are fetched from "
            "public addresses only: which address it connects to is for the http_client to decide. "
            "Pass a policy that refuses URLs, dataclasses.replace(MediaPolicy.untrusted(), "
            "urls='refuse'), or leave http_client out.",
        )


def _contradiction(words: str) -> ArgumentError:
    return ArgumentError(words, argument="http_client")


def _kinds(client: Any) -> dict[str, str]:
    """Return the kinds of an HTTP client, each with the library that it is of."""
    roots = {kind: kind.__module__.partition(".")[0] for kind in type(client).__mro__}
    return {
        kind.__name__: root
        for kind, root in roots.items()
        if root in ("httpx", "httpx2") and kind.__name__ in ("Client", "AsyncClient")
    }


def engine(config: Config) -> Engine:
    """Return a new engine for the blocking client."""
    if _is_open(config):
        return Chosen(config)
    made: Engine = _made(_name(config), "sync", config)
    return made


def async_engine(config: Config) -> AsyncEngine:
    """Return a new engine for the asyncio client."""
    if _is_open(config):
        return AsyncChosen(config)
    made: AsyncEngine = _made(_name(config), "asynchronous", config)
    return made


def _is_open(config: Config) -> bool:
    """Whether nobody has said which engine it is to be."""
    return config.http_client is None and config.engine is None and DEFAULT == "native"


def _name(config: Config) -> str:
    if config.http_client is not None:
        return next(iter(_kinds(config.http_client).values()))
    return config.engine or DEFAULT


def _made(name: str, kind: str, config: Config, reason: str = "") -> Any:
    part, made_by = getattr(ENGINES[name], kind)
    why = f"{reason}, and `engine` is not given: " if reason else ""
    made = getattr(load(part, f"{why}the engine {name!r}"), made_by)
    return made(config) if name == "native" else made(config, name)


# Where nobody named one ------------------------------------------------------------------------


class _Choice:
    """The engines of a client that names none: native, and others for requests that need them."""

    def __init__(self, config: Config, names: Names, kind: str) -> None:
        self._config = config
        self._kind = kind
        self._found = Watch(names).found
        self._native = _made("native", kind, config)
        self._others: dict[str, Any] = {}

    def _other(self, name: str, reason: str | None = None) -> Any:
        made = self._others.get(name)
        if made is None:
            from logging import getLogger

            reason = reason or f"something has wrapped {name} (engine='native' goes past it)"
            log = getLogger(__name__.split(".")[0]).info
            log("%s, so requests go through %s and not through own sockets (engine)", reason, name)
            made = self._others.setdefault(name, _made(name, self._kind, self._config, reason))
        return made


class Chosen(_Choice):
    """The engine of a blocking client that names none."""

    _native: Engine
    _others: dict[str, Engine]

    def __init__(self, config: Config) -> None:
        super().__init__(config, SYNC, "sync")

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        found = self._found()
        if found is None:
            try:
                return self._native.open(request, deadline)
            except BySocks as error:
                other = self._other("httpx", f"{error.argument} names a SOCKS proxy")
        else:
            other = self._other(found)
        reply: Reply = other.open(request, deadline)
        return reply

    def close(self) -> None:
        """Close all connections."""
        for engine in (self._native, *self._others.values()):
            engine.close()


class AsyncChosen(_Choice):
    """The engine of an asyncio client that names none."""

    _native: AsyncEngine
    _others: dict[str, AsyncEngine]

    def __init__(self, config: Config) -> None:
        super().__init__(config, ASYNC, "asynchronous")

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        found = self._found()
        if found is None:
            try:
                return await self._native.open(request, deadline)
            except BySocks as error:
                other = self._other("httpx", f"{error.argument} names a SOCKS proxy")
        else:
            other = self._other(found)
        reply: AsyncReply = await other.open(request, deadline)
        return reply

    async def close(self) -> None:
        """Close all connections."""
        for engine in (self._native, *self._others.values()):
            await engine.close()
