"""Which engine sends the requests of a client: the one that it names, or the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..by_name import load
from . import engines
from .address import BySocks
from .intercepted import ASYNC, SYNC, Watch

if TYPE_CHECKING:
    from ..config import Config
    from .deadline import Deadline
    from .engine import AsyncEngine, AsyncReply, Engine, Reply, Request
    from .intercepted import Names

__all__ = ["CLASSES", "async_engine", "engine"]

# Half -> engine -> part that has its class, and the name of that; one is for httpx and httpx2.
CLASSES: Final = {
    "sync": {"native": ("native", "NativeEngine"), "httpx": ("httpx_engine", "HttpxEngine")},
    "async": {
        "native": ("async_native", "AsyncNativeEngine"),
        "httpx": ("async_httpx_engine", "AsyncHttpxEngine"),
    },
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
    made: AsyncEngine = _made(_name(config), "async", config)
    return made


def _is_open(config: Config) -> bool:
    """Whether nobody has said which engine it is to be."""
    return config.http_client is None and config.engine is None and engines.DEFAULT == "native"


def _name(config: Config) -> str:
    if config.http_client is not None:
        return next(iter(engines.kinds(config.http_client).values()))
    return config.engine or engines.DEFAULT


def _made(name: str, kind: str, config: Config, reason: str = "") -> Any:
    part, made_by = CLASSES[kind]["native" if name == "native" else "httpx"]
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
        super().__init__(config, ASYNC, "async")

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
