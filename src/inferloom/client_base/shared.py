"""What both clients are: their configuration, and copies of them.

Nothing here loads pydantic or httpx; the first call does, through the driver.
"""

from __future__ import annotations

from _thread import allocate_lock  # not of `threading`: docs/design/start_up.md

from ..arguments import require, whole
from ..config import (
    Config,
    check_account,
    check_address,
    check_provider,
    check_times,
    checked_policy,
    configure,
    header_pairs,
    keys_of,
)
from ..credentials import Credentials
from ..errors import ArgumentError
from ..policy.session import Session
from ..secret_texts import Unshown, address, addresses, hidden
from ..url_text import is_url

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from typing_extensions import Self

    from ..credentials import Named
    from ..limits import Timeout

__all__ = ["AnyClient", "making"]

# The first calls of a client may come from many threads at once, and share its connections.
making = allocate_lock()


# How the arguments of a constructor are kept out of what a traceback shows.
_HIDING: dict[str, Callable[[Any], Any]] = {
    "token": hidden,
    "api_key": hidden,
    "headers": hidden,
    "cookies": hidden,
    "model": address,
    "base_url": address,
    "proxies": addresses,
}


class AnyClient:
    """What is the same in both clients."""

    _session: Session
    # Of an API of no models: place, name and form of what proves who the caller is, and the
    # arguments that are it.
    _keys: tuple[tuple[str, str, str], ...] = ()
    _key_arguments: tuple[str, ...] | None = None
    _http_client: str  # what a client of httpx's that a caller may pass is called here

    def _configure(self, arguments: Mapping[str, Any]) -> None:
        secret = self._key_arguments or ()
        hiding = {
            name: hidden(value) if name in secret else _HIDING[name](value)
            for name, value in arguments.items()
            if name in _HIDING or name in secret
        }
        given = Unshown({**arguments, **hiding})
        if self._key_arguments is not None:
            keys = keys_of(self._keys, given)
            rest = {name: value for name, value in given.items() if name not in secret}
            given = Unshown({"token": False, **rest, "keys": keys})
        config = configure(**given)
        if config.engine is not None or config.http_client is not None:
            from ..transport.engines import check

            check(config, self._http_client.replace("Http", ""))
        self._session = Session(config)

    @property
    def model(self) -> str | None:
        """The client's model id or URL, or None."""
        return self._session.config.model

    @property
    def base_url(self) -> str | None:
        """The client's base URL, or None."""
        return self._session.config.base_url

    @property
    def timeout(self) -> Timeout:
        """How long calls may take."""
        return self._session.config.timeout

    @property
    def token(self) -> str | bool | None:
        """The token that the client was given; False for none, None for the one that is found."""
        return self._session.config.credentials.given

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every request but the token, by their lower-case names; a copy."""
        return {name: f"{value}" for name, value in self._session.config.headers.items()}

    @property
    def cookies(self) -> dict[str, str] | None:
        """Cookies of every request; None if there are none."""
        jar = f"{self._session.config.headers.get('cookie', '')}"
        pairs = (pair.partition("=") for pair in jar.split("; ") if pair)
        return {name: value for name, _, value in pairs} or None

    @property
    def proxies(self) -> dict[str, str] | None:
        """Proxies by the scheme that they are for; None if none were given."""
        return {scheme: f"{url}" for scheme, url in self._session.config.proxies.items()} or None

    @property
    def trust_env(self) -> bool:
        """Whether proxies are taken from the environment."""
        return self._session.config.trust_env

    @property
    def provider(self) -> str | None:
        """The provider that the client was given, or None."""
        return self._session.config.provider

    @property
    def bill_to(self) -> str | None:
        """Who pays for calls by way of the hub's router, or None."""
        return self._session.config.bill_to

    def __repr__(self) -> str:
        config = self._session.config
        where = f"base_url={config.base_url!r}" if config.base_url else f"model={config.model!r}"
        if config.base_url and config.model:
            where += f", model={config.model!r}"
        return f"<{type(self).__name__}({where}, timeout={config.timeout.total})>"

    @classmethod
    def restored(cls, config: Config) -> Self:
        """Make a client of a checked configuration."""
        client = object.__new__(cls)
        client._session = Session(config)
        return client

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the configuration, without secrets: the token is looked up where it is loaded.

        If it is that of a variable, the pickle has the variable's name.
        """
        config = self._session.config
        return _loaded, (type(self), config.without_secrets(), config.credentials.named())

    def __copy__(self) -> Self:
        """Return a client of the same configuration, with connections of its own."""
        return self.restored(self._session.config)

    def __deepcopy__(self, memo: object) -> Self:
        return self.__copy__()

    def _with(self, changes: Mapping[str, Any]) -> Config:
        config = self._session.config
        given = {name: value for name, value in changes.items() if value is not None}
        if "timeout" in given:
            check_times(given["timeout"])
        if "max_retries" in given:
            given["max_retries"] = whole("max_retries", given["max_retries"])
        if "headers" in given:
            given["headers"] = {**config.headers, **header_pairs(given["headers"], "headers")}
        if "model" in given:
            self._check_model(given["model"])
        if "provider" in given:
            check_provider(given["provider"], config.base_url or given.get("model", config.model))
        if "bill_to" in given:
            check_account(given["bill_to"])
        if "media_policy" in given:
            given["policy"] = checked_policy(given.pop("media_policy"))
            if config.http_client is not None:
                from ..transport.engines import check_policy

                check_policy(given["policy"])
        return config.changed(**given)

    def _check_model(self, model: object) -> None:
        require("model", model, str, "a model id or a URL")
        text = str(model)
        if self.base_url is not None and is_url(text):
            raise ArgumentError(
                "model: the client has a base_url, and a URL as model is another address; pass an "
                "id, or make a client of its own for that URL",
                argument="model",
            )
        check_address(text, "model")


def _loaded(kind: type[AnyClient], members: dict[str, Any], named: Named = None) -> AnyClient:
    return kind.restored(Config(credentials=Credentials.from_named(named), **members))
