"""The engines by name, and what a caller may say of them. `choice` makes them.

To make another one the default, change `DEFAULT`. Clients load this file and not what an engine
needs: docs/design/start_up.md.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder

from ..errors import ArgumentError
from ..jsonvalues import shown

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from typing import Any, Final

    from ..config import Config
    from ..media.policy import MediaPolicy

__all__ = ["DEFAULT", "ENGINES", "check", "check_policy", "kinds"]


# Engine -> module that has to be installed.
ENGINES: Final = {"native": "h11", "httpx": "httpx", "httpx2": "httpx2"}
DEFAULT = "native"
find_spec = PathFinder.find_spec  # not that of importlib.util: docs/design/start_up.md

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
    needs = ENGINES.get(name)
    if needs is None:
        known = ", ".join(map(repr, ENGINES))
        raise ArgumentError(
            f"engine: {shown(name)} is not known; there is {known}", argument="engine"
        )
    if find_spec(needs) is None and needs not in sys.modules:
        raise ArgumentError(
            f"engine: {name!r} is not installed; pip install {needs}", argument="engine"
        )


def _check_client(config: Config, wanted: str) -> None:
    client = config.http_client
    found = kinds(client)
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


def kinds(client: Any) -> dict[str, str]:
    """Return the kinds of an HTTP client, each with the library that it is of."""
    roots = {kind: kind.__module__.partition(".")[0] for kind in type(client).__mro__}
    return {
        kind.__name__: root
        for kind, root in roots.items()
        if root in ("httpx", "httpx2") and kind.__name__ in ("Client", "AsyncClient")
    }
