"""Whether something in this process has put itself between httpx, or httpx2, and the network.

Mocks (respx, pytest-httpx, vcrpy) and tracers (OpenTelemetry, Sentry, logfire) replace functions of
these libraries. Calls that went past them would reach real servers in tests, and leave no trace in
production. The functions that such tools replace are looked at before each request, since a mock
comes and goes. Nothing is imported for it.
"""

from __future__ import annotations

import os
import sys
from operator import attrgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Names = tuple[str, str, str, tuple[str, ...], str]

__all__ = ["ASYNC", "SYNC", "Watch"]

# The classes of a library and of the one below it, and the functions that tools replace there. Two
# names of the client's are not public: respx and older versions of vcrpy take these.
SYNC = (
    "Client",
    "HTTPTransport",
    "ConnectionPool",
    ("__init__", "send", "_transport_for_url", "_send_single_request"),
    "handle_request",
)
ASYNC = (
    "AsyncClient",
    "AsyncHTTPTransport",
    "AsyncConnectionPool",
    ("__init__", "send", "_transport_for_url", "_send_single_request"),
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
        client, transport, pool, methods, handle = names
        self._names = (client, transport, pool)
        self._client: Callable[[Any], Any] = attrgetter(client)
        self._methods: Callable[[Any], Any] = attrgetter(*methods)
        self._handle: Callable[[Any], Any] = attrgetter(handle)
        # What is known of libraries that are as they were made to be.
        self._own: dict[str, _Own] = {}

    def found(self) -> str | None:
        """Return the library that calls have to go through; None if they may go their own way.

        Of two it is the one of which more was replaced: a tracer wraps both, a mock replaces one.
        """
        modules = sys.modules
        ranks: dict[str, int] | None = None
        for library, below in _LIBRARIES:
            module = modules.get(library)
            if module is None:
                continue
            own = self._own.get(library)
            if own is not None:
                # Less than a microsecond for both: every call comes by here.
                module_, core_, client, methods, transport, handle, pool, handle_pool = own
                if (
                    module is module_
                    and modules.get(below) is core_
                    and self._client(module) is client
                    and self._methods(client) == methods
                    and self._handle(transport) is handle
                    and (pool is None or self._handle(pool) is handle_pool)
                ):
                    continue
            rank = self._rank(library, module, modules.get(below))
            if rank:
                ranks = ranks or {}
                ranks[library] = rank
        return None if ranks is None else max(ranks, key=ranks.__getitem__)

    def _rank(self, library: str, module: Any, core: Any) -> int:
        """Return how much of a library is not its own; if it is nothing, note what is its own."""
        client, transport, pool = (
            getattr(home, name, None)
            for home, name in zip((module, module, core), self._names, strict=True)
        )
        try:
            methods = self._methods(client)
            handle = self._handle(transport)
            handle_pool = None if pool is None else self._handle(pool)
        except AttributeError:  # of another version, or no class of a library's at all
            return _REPLACED
        found = [_rank_of(function, _folder(module)) for function in (*methods, handle)]
        found.append(0 if isinstance(client, type) and _root(client) in _ROOTS else _REPLACED)
        if pool is not None:
            found.append(_rank_of(handle_pool, _folder(core)))
        if not any(found):
            self._own[library] = (
                module, core, client, methods, transport, handle, pool, handle_pool,
            )  # fmt: skip
        return sum(found)


_Own = tuple[Any, Any, Any, Any, Any, Any, Any, Any]
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
