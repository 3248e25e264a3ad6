"""What a client is configured with."""

from __future__ import annotations

import os
import sys

from .arguments import kind_of, require, require_hidden_mapping, seconds, whole
from .by_name import PACKAGE, provider, providers
from .credentials import Credentials
from .endpoints import Endpoints
from .errors import ArgumentError
from .jsonvalues import shown
from .secret_texts import Hidden, address, addresses, hidden, no_text
from .url_text import is_url

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from ssl import SSLContext
    from typing import Any

    from .limits import Limits, Timeout, Wait
    from .media.policy import MediaPolicy

__all__ = ["BILL_TO", "VERSION", "Config"]

VERSION = "0.1.0"
BILL_TO = "x-hf-bill-to"  # header with the account that a call is charged to
# A header must not end the header block, and h11 refuses what Latin-1 cannot spell.
_HARMLESS = frozenset({"accept", "accept-encoding", "accept-language", "user-agent"})
_IN_NAMES = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")  # RFC 9110, 5.6.2
_FRAMING = frozenset({"content-length", "transfer-encoding"})


class Config:
    """The checked arguments of a client's constructor.

    Written without `dataclasses`, which a client is made without: see docs/design/start_up.md.
    """

    def __init__(
        self,
        *,
        model: str | None,
        base_url: str | None,
        credentials: Credentials,
        timeout: float | Timeout | None,
        headers: Mapping[str, str],
        proxies: Mapping[str, str],
        trust_env: bool,
        max_retries: int,
        limits: Limits | None,
        retry_timeouts: bool = False,
        on_wait: Callable[[Wait], None] | None = None,
        policy: MediaPolicy | None = None,
        engine: str | None = None,
        ssl_context: SSLContext | None = None,
        unix_socket: str | None = None,
        http_client: Any = None,
        provider: str | None = None,
        bill_to: str | None = None,
        keys: tuple[tuple[str, str, str], ...] = (),
        endpoints: Endpoints | None = None,
    ) -> None:
        self.model = model
        self.base_url = base_url
        self.credentials = credentials
        self.headers = headers
        self.proxies = proxies
        self.trust_env = trust_env
        self.max_retries = max_retries
        self.retry_timeouts = retry_timeouts
        self.on_wait = on_wait
        self.policy = policy
        self.engine = engine
        self.ssl_context = ssl_context
        self.unix_socket = unix_socket
        self.http_client = http_client
        self.provider = provider
        self.bill_to = bill_to
        # Of an API of no models: place, name and value of what proves who the caller is.
        self.keys = keys
        self.endpoints = endpoints or Endpoints.from_environment()
        self._timeout = timeout
        self._limits = limits

    @property
    def timeout(self) -> Timeout:
        """How long calls may take."""
        if self._timeout is None or isinstance(self._timeout, (int, float)):
            from .limits import times

            self._timeout = times(self._timeout)
        return self._timeout

    @property
    def limits(self) -> Limits:
        """How much the client accepts."""
        if self._limits is None:
            from .limits import Limits

            self._limits = Limits()
        return self._limits

    def members(self) -> dict[str, Any]:
        """Return the arguments that make an equal configuration."""
        return {name.removeprefix("_"): value for name, value in vars(self).items()}

    def changed(self, **changes: Any) -> Config:
        """Return a copy with some values changed."""
        return Config(**{**self.members(), **changes})

    def without_secrets(self) -> dict[str, Any]:
        """Return what may be written down: no token, no cookie, no password of a proxy.

        Raises:
            ArgumentError: If the client sends through one of the caller's.
        """
        if self.http_client is not None:
            raise ArgumentError(
                "http_client: connections cannot be pickled, and without it calls would go another "
                "way; pickle what both clients are made from, and make them there",
                argument="http_client",
            )
        members = self.members()
        del members["credentials"], members["keys"]
        members["headers"] = {
            name: value for name, value in self.headers.items() if name in _HARMLESS
        }
        members["on_wait"] = None  # a function of the other process
        members["ssl_context"] = None  # it may hold a private key, and cannot be pickled
        members["proxies"] = {scheme: url for scheme, url in self.proxies.items() if "@" not in url}
        from .url_text import without_user

        for name in ("base_url", "model"):
            if members[name] is not None:
                members[name] = str(without_user(str(members[name])))
        return members


def configure(
    *,
    model: str | None = None,
    token: str | bool | None = None,
    timeout: float | Timeout | None = None,
    headers: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    proxies: str | Mapping[str, str | None] | None = None,
    trust_env: bool = True,
    base_url: str | None = None,
    api_key: str | None = None,
    max_retries: int = 2,
    limits: Limits | None = None,
    retry_timeouts: bool = False,
    on_wait: Callable[[Wait], None] | None = None,
    media_policy: MediaPolicy | str | None = None,
    engine: str | None = None,
    ssl_context: SSLContext | None = None,
    unix_socket: str | None = None,
    http_client: Any = None,
    provider: str | None = None,
    bill_to: str | None = None,
    keys: tuple[tuple[str, str, str], ...] = (),
) -> Config:
    """Check the arguments of a constructor.

    Raises:
        ArgumentError: If two arguments exclude each other or one has no sense.
        TokenNotFoundError: If `token=True` and there is none.
    """
    if model is not None and base_url is not None:
        raise ArgumentError(
            "Received both `model` and `base_url` arguments. Please provide only one of them: "
            "`base_url` for a server's address, `model` for a model id or a full URL.",
            argument="base_url",
        )
    if token is not None and api_key is not None:
        raise ArgumentError(
            "Received both `token` and `api_key` arguments. Please provide only one of them; they "
            "mean the same.",
            argument="api_key",
        )
    if api_key is not None and (kind := no_text(api_key)):
        raise ArgumentError(f"api_key must be a str; it is {kind}", argument="api_key")
    for name, text in (("model", model), ("base_url", base_url)):
        if text is not None:
            require(name, text, str, "a str")
    if base_url is not None and not is_url(base_url):
        from .url_text import redacted

        raise ArgumentError(
            "base_url must be a URL that begins with http:// or https://; got "
            f"{redacted(base_url)!r}",
            argument="base_url",
        )
    if provider is not None:
        check_provider(provider, base_url or model)
    if bill_to is not None:
        headers = _billed(bill_to, headers)
    if ssl_context is not None:
        _check_context(ssl_context)
    check_address(model, "model")
    check_address(base_url, "base_url")
    if unix_socket is not None:
        _check_unix_socket(unix_socket, base_url or model, proxies)
    if timeout is not None:
        check_times(timeout)
    if limits is not None:
        from .limits import Limits

        require("limits", limits, Limits, "a Limits")
    credentials = Credentials.from_argument(api_key if token is None else token)
    return Config(
        model=model,
        base_url=base_url,
        credentials=credentials,
        timeout=timeout,
        headers=_headers(headers, cookies),
        proxies=_proxies(proxies),
        trust_env=bool(trust_env) and http_client is None,  # it looks at the environment itself
        max_retries=whole("max_retries", max_retries),
        limits=limits,
        retry_timeouts=bool(retry_timeouts),
        on_wait=on_wait,
        policy=None if media_policy is None else checked_policy(media_policy),
        engine=engine,
        ssl_context=ssl_context,
        unix_socket=unix_socket,
        http_client=http_client,
        provider=provider,
        bill_to=bill_to,
        keys=keys,
    )


def keys_of(
    rules: tuple[tuple[str, str, str], ...], arguments: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """Return what proves to an API who the caller is.

    Args:
        rules: Place, name and form of each; in the form, arguments stand in braces.
        arguments: Those of the constructor.

    Raises:
        ArgumentError: If one cannot be sent, or comes without another that belongs to it.
    """
    found: list[tuple[str, str, str]] = []
    for place, name, form in rules:
        names = [part.partition("}")[0] for part in form.split("{")[1:]]
        given = {argument: arguments[argument] for argument in names}
        missing = [argument for argument, value in given.items() if value is None]
        if len(missing) == len(names):
            continue
        if missing:
            raise ArgumentError(
                f"{missing[0]} is missing: {' and '.join(names)} are given together or not at all",
                argument=missing[0],
            )
        for argument, value in given.items():
            kind = no_text(value)
            if kind or not (value and value.isascii() and value.isprintable()):
                what = f"it is {kind}" if kind else "it is empty, or not printable ASCII"
                raise ArgumentError(f"{argument} must be a str; {what}", argument=argument)
        text = Hidden(form.format_map(given))
        if text.startswith("Basic "):
            from base64 import b64encode

            text = Hidden(f"Basic {b64encode(text[6:].encode()).decode()}")
        found.append((place, name, text))
    return tuple(found)


def check_provider(name: str, address: str | None = None) -> None:
    """Check the name of a provider.

    Args:
        name: What the caller passed.
        address: URL or model that calls go to.

    Raises:
        ArgumentError: If there is none of that name, or an address says already where calls go.
    """
    require("provider", name, str, "the name of a provider, or 'auto'")
    if address is not None and is_url(address):
        raise ArgumentError(
            "provider: an address says where calls go already, and a provider would too; pass only "
            "one of them",
            argument="provider",
        )
    names = ("auto", *providers().NAMES)
    if name in providers().LEFT_OUT:
        provider(name)  # which says how to have it
    if name not in names:
        from difflib import get_close_matches

        close = get_close_matches(name.lower(), names, 1)
        advice = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(names)}"
        raise ArgumentError(f"provider: {shown(name)} is not known; {advice}", argument="provider")


def _billed(bill_to: str, headers: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return the headers without the account that calls are charged to, which is said by itself.

    Raises:
        ArgumentError: If the account is no name.
    """
    check_account(bill_to)
    if headers is None or not hasattr(headers, "items"):  # which is refused where headers are
        return headers
    given = [name for name in headers if str(name).lower() == BILL_TO]
    if not given:
        return headers
    import warnings

    from .callers import stacklevel

    warnings.warn(f"bill_to is taken, and not {given[0]} of headers", stacklevel=stacklevel())
    rest: Mapping[str, str] = hidden({n: v for n, v in headers.items() if n not in given})
    return rest


def check_account(bill_to: str) -> None:
    """Check the account that calls are charged to.

    Raises:
        ArgumentError: If it is no name.
    """
    require("bill_to", bill_to, str, "the name of an organisation, or the id of a resource group")
    if not bill_to or not bill_to.isascii() or not bill_to.isprintable() or " " in bill_to:
        raise ArgumentError(
            f"bill_to: {shown(bill_to)} is no name of an organisation", argument="bill_to"
        )


def key_in_environment(name: str | None) -> str | None:
    """Return the key that the environment has for a provider, or None."""
    if name is None:
        return None
    check_provider(name)
    variable: str = "" if name == "auto" else provider(name).variable or ""
    key = os.environ.get(variable, "").strip()
    return Hidden(key) if key else None


def check_address(url: str | None, argument: str) -> None:
    """Check what stands in braces in a URL.

    Raises:
        ArgumentError: If it stands for nothing.
    """
    if url is not None and ("{" in url or "}" in url) and is_url(url):
        from .urls import check_placeholders

        check_placeholders(url, argument)


def checked_policy(value: MediaPolicy | str) -> MediaPolicy:
    """Return the policy for what a caller passes as one.

    Raises:
        ArgumentError: If it is none.
    """
    from .media.policy import policy_of

    return policy_of(value)


def _check_context(context: object) -> None:
    from ssl import SSLContext

    words = "an ssl.SSLContext, such as ssl.create_default_context(cafile='company-ca.pem')"
    require("ssl_context", context, SSLContext, words)


def _check_unix_socket(
    path: str, address: str | None, proxies: str | Mapping[str, str | None] | None
) -> None:
    require("unix_socket", path, str, "the path of a socket")
    if address is None or not is_url(address):
        raise ArgumentError(
            "unix_socket: pass the server's address as well, as base_url or model, such as "
            "base_url='http://localhost'; it is what the request says as its host",
            argument="unix_socket",
        )
    if proxies:
        raise ArgumentError(
            "Received both `unix_socket` and `proxies` arguments. A server on this machine's own "
            "socket is not reached through a proxy; pass only one of them.",
            argument="unix_socket",
        )


def check_times(timeout: float | Timeout) -> None:
    """Check what a caller passes as a timeout.

    Raises:
        ArgumentError: If it is none.
    """
    if isinstance(timeout, (int, float)):
        seconds("total", timeout)  # a client with a plain number is made without `limits`
    else:
        from .limits import times

        times(timeout)


def user_agent() -> str:
    """Return the value of the User-Agent header."""
    name = PACKAGE
    version = getattr(sys.modules[name], "__version__", VERSION)  # a copy's may be its own
    implementation = sys.implementation
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{name}/{version} {implementation.name}/{python} ({sys.platform})"


def _headers(
    headers: Mapping[str, str] | None, cookies: Mapping[str, str] | None
) -> Mapping[str, str]:
    result = {"user-agent": user_agent()}
    result.update(header_pairs(headers, "headers"))
    pairs = _pairs(cookies, "cookies")
    jar = Hidden("; ".join(f"{name}={value}" for name, value in pairs))
    if jar:
        result["cookie"] = Hidden(f"{result['cookie']}; {jar}") if "cookie" in result else jar
    return result


def header_pairs(headers: Mapping[str, str] | None, argument: str) -> dict[str, str]:
    """Return headers with lower-case names.

    Raises:
        ArgumentError: If one cannot be sent.
    """
    result: dict[str, str] = {}
    for name, value in _pairs(headers, argument):
        name = name.lower()
        result[name] = str(value) if name in _HARMLESS else Hidden(value)
    for name in _FRAMING & result.keys():
        raise ArgumentError(
            f"{argument}: {name!r} says how a body is sent, which is the client's work; leave it "
            "out",
            argument=argument,
        )
    return result


def _pairs(values: Mapping[str, str] | None, argument: str) -> list[tuple[str, str]]:
    if values is None:
        return []
    require_hidden_mapping(argument, values, "a mapping of str to str")
    pairs = list(hidden(values).items())
    for name, value in pairs:
        for text in (name, value):
            if not isinstance(text, str):
                raise ArgumentError(
                    f"{argument}: names and values must be str; {shown(name)} is {kind_of(value)}",
                    argument=argument,
                )
        if not (name and _IN_NAMES.issuperset(name.lower()) and value.isascii()) or not (
            value.replace("\t", "").isprintable()
        ):
            # The value may be a secret, so the message leaves it out.
            raise ArgumentError(
                f"{argument}: {name!r} has a name or value that cannot be sent; use printable "
                "ASCII without line ends",
                argument=argument,
            )
    return pairs


def _proxies(proxies: str | Mapping[str, str | None] | None) -> Mapping[str, str]:
    if proxies is None:
        return {}
    if isinstance(proxies, str):
        entries: list[tuple[str, str | None]] = [("all", address(proxies))]
    else:
        require_hidden_mapping("proxies", proxies, "a URL or a mapping of scheme to URL")
        hidden_ones = addresses(proxies)
        entries = [(str(key).removesuffix("://"), url) for key, url in hidden_ones.items()]
    result: dict[str, str] = {}
    for scheme, url in entries:
        if scheme not in ("http", "https", "all"):
            raise ArgumentError(
                f"proxies: {shown(scheme)} is not a scheme; use 'http', 'https' or 'all'",
                argument="proxies",
            )
        if url is None:
            continue
        if no_text(url) or "://" not in url:
            raise ArgumentError(
                f"proxies: {scheme!r} must be a URL that begins with http://, https:// or "
                "socks5://",
                argument="proxies",
            )
        from .proxy_settings import parsed

        parsed(url, "proxies")
        result[scheme] = url
    return result
