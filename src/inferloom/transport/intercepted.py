"""Whether something in this process has put itself between httpx, or httpx2, and the network.

Mocks (respx, pytest-httpx, vcrpy) and tracers (OpenTelemetry, Sentry, logfire) replace functions of
these libraries. Calls that went past them would reach real servers in tests, and leave no trace in
production. The functions that such tools replace are looked at before each request, since a mock
comes and goes. Nothing is imported for it.
"""

from __future__ import annotations

import os
import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Names = tuple[str, str, str, tuple[str, ...], str]

__all__ = ["ASYNC", "SYNC", "Watch"]

_PRIVATE = ("_transport_for_url", "_send_single_request")  # respx and older vcrpy take these
# The classes of a library and of the one below it, and the functions that tools replace there.
SYNC = (
    "Client",
    "HTTPTransport",
    "ConnectionPool",
    ("__init__", "send", *_PRIVATE),
    "handle_request",
)
ASYNC = (
    "AsyncClient",
    "AsyncHTTPTransport",
    "AsyncConnectionPool",
    ("__init__", "send", *_PRIVATE),
    "handle_async_request",
)
_LIBRARIES = (("httpx", "httpcore"), ("httpx2", "httpcore2"))
_WRAPPED, _REPLACED = 1, 2


class Watch:
    """Looks whether one of the libraries is another than it was made to be.

    Args:
        names: `SYNC` or `ASYNC`.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        # Of each library, what tells that it is as it was. Every call comes by here, so these are
        # plain comparisons: less than a microsecond for both.
        self._same = [_absent(library) for library, _ in _LIBRARIES]

    def found(self) -> str | None:
        """Return the library that calls have to go through; None if they may go their own way.

        Of two it is the one of which more was replaced: a tracer wraps both, a mock replaces one.
        """
        for same in self._same:
            if not same():
                return self._looked()
        return None

    def _looked(self) -> str | None:
        ranks: dict[str, int] = {}
        for number, (library, below) in enumerate(_LIBRARIES):
            module, core = sys.modules.get(library), sys.modules.get(below)
            if module is None:
                self._same[number] = _absent(library)
                continue
            rank = self._rank(module, core)
            if rank:
                ranks[library] = rank
            else:
                own = _own if self._names is SYNC else _own_async
                self._same[number] = own(library, below, module, core)
        return max(ranks, key=ranks.__getitem__) if ranks else None

    def _rank(self, module: Any, core: Any) -> int:
        """Return how much of a library is not its own."""
        client_name, transport_name, pool_name, methods, handle = self._names
        client, transport = getattr(module, client_name), getattr(module, transport_name)
        if not isinstance(client, type) or _root(client) not in _ROOTS:
            return _REPLACED
        places = [(module, client, name) for name in methods]
        places.append((module, transport, handle))
        if core is not None:
            places.append((core, getattr(core, pool_name), handle))
        return sum(
            _rank_of(getattr(place, name), _folder(home))
            for home, place, name in places
            if hasattr(place, name)  # a name that is not public may go
        )


def _absent(library: str) -> Callable[[], bool]:
    """Return what tells that a library is not loaded."""
    modules = sys.modules
    return lambda: library not in modules


def _own(library: str, below: str, module: Any, core: Any) -> Callable[[], bool]:
    """Return what tells that the blocking half of a library is as it is now."""
    modules = sys.modules
    client, transport = module.Client, module.HTTPTransport
    pool = transport if core is None else core.ConnectionPool
    made, send = client.__init__, client.send
    handle, handle_below = transport.handle_request, pool.handle_request

    def same() -> bool:
        return (
            module.Client is client
            and modules.get(library) is module
            and modules.get(below) is core
            and client.__init__ is made
            and client.send is send
            and transport.handle_request is handle
            and pool.handle_request is handle_below
        )

    return _and_private(client, same)


def _own_async(library: str, below: str, module: Any, core: Any) -> Callable[[], bool]:
    """Return what tells that the asyncio half of a library is as it is now."""
    modules = sys.modules
    client, transport = module.AsyncClient, module.AsyncHTTPTransport
    pool = transport if core is None else core.AsyncConnectionPool
    made, send = client.__init__, client.send
    handle, handle_below = transport.handle_async_request, pool.handle_async_request

    def same() -> bool:
        return (
            module.AsyncClient is client
            and modules.get(library) is module
            and modules.get(below) is core
            and client.__init__ is made
            and client.send is send
            and transport.handle_async_request is handle
            and pool.handle_async_request is handle_below
        )

    return _and_private(client, same)


def _and_private(client: Any, same: Callable[[], bool]) -> Callable[[], bool]:
    if not all(hasattr(client, name) for name in _PRIVATE):
        return same
    route, single = (getattr(client, name) for name in _PRIVATE)
    return lambda: (
        client._transport_for_url is route and client._send_single_request is single and same()
    )


_ROOTS = frozenset(library for library, _ in _LIBRARIES)


def _root(kind: type) -> str:
    return kind.__module__.partition(".")[0]


def _folder(module: Any) -> str:
    return os.path.dirname(str(getattr(module, "__file__", ""))) + os.sep


def _rank_of(function: Any, folder: str) -> int:
    """Return whether a function is a library's own, wraps one, or has taken the place of one."""
    if _is_own(function, folder):
        return 0
    seen = 0
    while (inner := getattr(function, "__wrapped__", None)) is not None and seen < 32:
        function, seen = inner, seen + 1
        if _is_own(function, folder):
            return _WRAPPED
    return _REPLACED


def _is_own(function: Any, folder: str) -> bool:
    # A proxy shows the code of what it wraps as its own.
    return type(function) is FunctionType and function.__code__.co_filename.startswith(folder)
