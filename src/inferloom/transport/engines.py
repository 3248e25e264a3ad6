"""Which library sends the requests: the engines by name, what each lacks, and the choice.

To make another one the default, change `DEFAULT`.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder

from ..by_name import PACKAGE, PARTS
from ..errors import ArgumentError
from ..jsonvalues import shown
from ..record import dataclass

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ..config import Config
    from .engine import AsyncEngine, Engine

__all__ = ["DEFAULT", "ENGINES", "async_engine", "check", "chosen", "engine"]


@dataclass(frozen=True)
class Entry:
    """One engine.

    Attributes:
        needs: Module that has to be installed.
        module: Where its classes are, below this package.
        sync: Name of the class for the blocking client.
        asynchronous: Name of the class for the asyncio client.
        extra: Extra of this package that installs it; None for what is always there.
        lacks: What it cannot do, by the configuration that asks for it.
    """

    needs: str
    module: str
    sync: str
    asynchronous: str
    extra: str | None = None
    lacks: tuple[str, ...] = ()


ENGINES: Final[dict[str, Entry]] = {
    "httpx": Entry("httpcore", "native", "HttpxEngine", "HttpxAsyncEngine"),
    "httpx2": Entry("httpcore2", "native", "HttpxEngine", "HttpxAsyncEngine", "httpx2"),
    "fast": Entry(
        "pyreqwest",
        "engine_fast",
        "FastEngine",
        "FastAsyncEngine",
        "fast",
        ("proxies", "ssl_context", "unix_socket", "SSL_CERT_DIR"),
    ),
}
DEFAULT: Final = "httpx"
find_spec = PathFinder.find_spec  # that of importlib.util loads twenty modules first
# Taken in this order where the caller names none: the first that is installed and lacks nothing.
# pyreqwest is not among them: a call over it costs more than one over the default.
PREFERRED: tuple[str, ...] = (DEFAULT,)

_ASKED: Final[dict[str, Callable[[Config], bool]]] = {
    "proxies": lambda config: bool(config.proxies) or (config.trust_env and _proxied()),
    "ssl_context": lambda config: config.ssl_context is not None,
    "SSL_CERT_DIR": lambda config: _folder_of_authorities(),
    "unix_socket": lambda config: config.unix_socket is not None,
}


def check(config: Config) -> None:
    """Check the engine that a caller named.

    Raises:
        ArgumentError: If it is unknown, not installed, or lacks what else was asked for.
    """
    name = config.engine
    if name is None:
        return
    from ..arguments import require

    require("engine", name, str, "the name of an engine")
    entry = ENGINES.get(name)
    if entry is None:
        known = ", ".join(map(repr, ENGINES))
        raise ArgumentError(
            f"engine: {shown(name)} is not known; there is {known}", argument="engine"
        )
    if find_spec(entry.needs) is None:
        package = __name__.split(".")[0]
        raise ArgumentError(
            f"engine: {name!r} is not installed; pip install '{package}[{entry.extra}]'",
            argument="engine",
        )
    missing = lacking(name, config)
    if missing:
        raise ArgumentError(
            f"engine: {name!r} has no {' and no '.join(missing)}; leave engine out, or choose "
            f"{DEFAULT!r}",
            argument="engine",
        )


def lacking(name: str, config: Config) -> list[str]:
    """Return what a configuration asks for and an engine does not have."""
    return [feature for feature in ENGINES[name].lacks if _ASKED[feature](config)]


def chosen(config: Config) -> str:
    """Return the name of the engine for a configuration."""
    if config.engine is not None:
        return config.engine
    for name in PREFERRED:
        if _installed(name) and not lacking(name, config):
            return name
    return DEFAULT


def engine(config: Config) -> Engine:
    """Return a new engine for the blocking client."""
    name = chosen(config)
    made: Engine = _class(name, ENGINES[name].sync)(config, name)
    return made


def async_engine(config: Config) -> AsyncEngine:
    """Return a new engine for the asyncio client."""
    name = chosen(config)
    made: AsyncEngine = _class(name, ENGINES[name].asynchronous)(config, name)
    return made


def _installed(name: str) -> bool:
    """Whether the library is there, and the module for it: a vendored copy may leave that out."""
    entry = ENGINES[name]
    package = __name__.rpartition(".")[0]
    here = sys.modules[package].__path__
    return bool(find_spec(entry.needs) and find_spec(f"{PACKAGE}.{PARTS[entry.module]}", here))


def _class(name: str, kind: str) -> Any:
    from ..by_name import load

    return getattr(load(ENGINES[name].module, f"the engine {name!r}"), kind)


def _proxied() -> bool:
    """Whether the environment, or the system's settings, name a proxy."""
    from ..proxy_settings import may_be_proxied

    if not may_be_proxied():
        return False
    from urllib.request import getproxies

    return any(scheme in ("http", "https", "all") for scheme in getproxies())


def _folder_of_authorities() -> bool:
    """Whether the environment names a folder of certificate authorities, and no file of them."""
    return bool(os.environ.get("SSL_CERT_DIR")) and not os.environ.get("SSL_CERT_FILE")
