"""The engine on httpx, and on httpx2, whose names are the same: by their clients, as they are used.

Redirects, cookies and credentials are our policy's work, so the clients that are made here do none
of it. A client of the caller's does what it was made for, but follows no redirect. Both libraries
limit single reads and writes; the limit of the whole call is kept from outside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any

from ..config import Config
from ..errors import ArgumentError
from ..secret_texts import Hidden, HiddenBytes
from .address import Origin, Place, proxy_of, unix_socket
from .deadline import Deadline
from .engine import Request
from .failure import Failure
from .http11 import lost_or_wrong, lower, request_head
from .sync.sockets import PART, keep_alive_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ..proxy_settings import Proxy

__all__ = [
    "WHOLE",
    "Sending",
    "Way",
    "answer_of",
    "check_own",
    "no_cookies",
    "options",
    "parts_of",
    "set_location_aside",
    "slices",
    "way_to",
]


WHOLE = 1024**2  # bytes of a body that are sent as one


# What the libraries stand on; their exceptions are those of a connection.
_BELOW = frozenset({"anyio", "h11", "h2", "httpcore", "httpcore2", "socksio", "ssl"})


class Sending:
    """What is known of a request on its way.

    Args:
        http: The library.
        leave: Gives its place back.

    Attributes:
        proxy: The proxy that it goes through, if it is known.
        ours: Whether that client was made here.
        plain: Whether nothing is added to it of what the client adds to others.
        asked: Whether the server may have got it.
        fresh: Whether a connection was made for it.
        aborted: Whether its answer was ended by another thread.
        failed: Whether its connection serves nobody any more.
        stream: The connection that was made for it, or that its answer comes over, if it is known.
    """

    def __init__(self, http: ModuleType, leave: Callable[[], None]) -> None:
        self.http = http
        self.leave: Callable[[], None] | None = leave
        self.proxy: Proxy | None = None
        self.plain = self.ours = True
        self.asked = self.fresh = self.aborted = self.failed = False
        self.stream: Any = None
        self._shared = False  # with other requests, as HTTP/2 does

    def began(self, response: Any) -> None:
        """Take a response.

        Raises:
            Failure: If it is none to a request of ours.
        """
        if response.status_code < 200:
            raise Failure("protocol", f"the server answered with {response.status_code}")
        self._shared = not response.http_version.startswith("HTTP/1")
        self.stream = response.extensions.get("network_stream")

    def free(self) -> None:
        """Give back the place that it had."""
        leave, self.leave = self.leave, None
        if leave is not None:
            leave()

    def cut(self) -> None:
        """End the connection, so that a thread that reads from it is free again."""
        with suppress(Exception):  # it may be of any kind, and be closed
            if not self._shared:
                self.stream.get_extra_info("socket").shutdown(SHUT_RDWR)

    def failure(self, error: BaseException) -> Failure | None:
        """Return the failure for an exception; None for one that is to be seen as it is."""
        if self.aborted:
            return Failure("closed", "the client was closed")
        if isinstance(error, Failure) or not isinstance(error, Exception):
            return None
        return _failure(self.http, error, self)

    def noted(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of the libraries' `trace` extension."""
        if event.endswith("send_request_headers.started"):
            self.asked = True
            self._shared = event.startswith("http2")
        elif event.endswith(("connect_tcp.complete", "unix_socket.complete", "start_tls.complete")):
            self.fresh, self.stream = True, info.get("return_value")


def options(http: ModuleType, config: Config, way: Way) -> dict[str, Any]:
    """Return the arguments of a transport of the library's.

    Raises:
        ArgumentError: If there is no library for a SOCKS proxy.
    """
    path, proxy, context = way
    if context is None:
        from ssl import PROTOCOL_TLS_CLIENT, SSLContext

        context = SSLContext(PROTOCOL_TLS_CLIENT)  # which trusts nobody: there is no TLS
    options: dict[str, Any] = {
        "verify": context,
        "trust_env": False,
        "uds": path,
        "socket_options": None if path else keep_alive_options(),
        "limits": http.Limits(
            max_connections=None,
            max_keepalive_connections=None,
            keepalive_expiry=config.limits.keepalive,
        ),
    }
    if proxy is not None:
        if proxy.scheme == "socks5":
            _require_socks(proxy)
        host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
        options["proxy"] = http.Proxy(
            f"{proxy.scheme}://{host}:{proxy.port}",
            auth=proxy.user,
            ssl_context=context if proxy.scheme == "https" else None,
        )
    return options


Way = tuple["str | None", "Proxy | None", Any]  # a Unix socket, a proxy, a TLS context


def way_to(name: str, config: Config, origin: Origin) -> Way:
    """Return how an origin is reached, which is what a client of the library's is made for."""
    proxy = proxy_of(config, origin)
    context = None
    if origin[0] == "https" or (proxy is not None and proxy.scheme == "https"):
        context = config.ssl_context
        if context is None:
            from .tls import process_context

            context = process_context(name)
    return unix_socket(config, origin), proxy, context


def _require_socks(proxy: Proxy) -> None:
    try:
        import_module("socksio")
    except ImportError:
        raise ArgumentError(
            f"{proxy.source}: {proxy!r} is a SOCKS proxy, and the library for it is not installed; "
            "pip install 'httpx[socks]', or name an HTTP proxy",
            argument=proxy.source,
        ) from None


def no_cookies() -> Any:
    """Return a jar that takes none."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def parts_of(
    request: Request, place: Place, deadline: Deadline, address: str | None, tries: int
) -> dict[str, Any]:
    """Return the arguments of a request of the library's, without its body.

    Args:
        request: The request.
        place: Where it goes.
        deadline: When to give up.
        address: IP address to connect to; None for the library's own way.
        tries: How many addresses share the time to connect.

    Raises:
        ArgumentError: If a header cannot be sent.
    """
    request_head(request, place.name, place.target)  # whose checks are ours, and tell no secret
    headers = [(name.encode("latin-1"), _spelled(value)) for name, value in request.headers.items()]
    limit, connect = deadline.seconds(), deadline.seconds(connecting=True)
    if connect is not None:
        connect /= tries
    timeout = {"connect": connect, "read": limit, "write": limit, "pool": limit}
    extensions: dict[str, Any] = {"timeout": timeout}
    # As the caller wrote it, for whoever compares it with what a mock expects.
    url = request.url if request.url.isascii() else f"{place.scheme}://{place.name}{place.target}"
    if address is not None:
        # What was known of the address is known of this moment: its connection serves no other.
        headers += [(b"host", place.name.encode()), (b"connection", b"close")]
        port = place.name.removeprefix(f"[{place.host}]" if ":" in place.host else place.host)
        name = f"[{address}]{port}" if ":" in address else f"{address}{port}"
        url = f"{place.scheme}://{name}{place.target}"
        extensions["sni_hostname"] = place.host
    return {"method": request.method, "url": url, "headers": headers, "extensions": extensions}


def _spelled(value: str) -> bytes:
    spelled = value.encode("latin-1")
    return HiddenBytes(spelled) if isinstance(value, Hidden) else spelled


def slices(content: bytes) -> Iterator[bytes]:
    """Yield a body in blocks, so that the clock is asked between them."""
    return (content[start : start + PART] for start in range(0, len(content), PART))


def set_location_aside(response: Any) -> None:
    """Keep the library from looking at where an answer redirects to, which it may find no URL."""
    if "location" in response.headers:
        response.extensions["location"] = response.headers["location"]
        del response.headers["location"]


def answer_of(response: Any) -> tuple[Mapping[str, str], bytes | None]:
    """Return the headers of a response, and its body if somebody has read it already.

    Raises:
        Failure: If somebody has, and did not keep it.
    """
    headers = lower(response.headers.raw)
    if (location := response.extensions.get("location")) is not None:
        headers = {**headers, "location": location}
    if not (response.is_stream_consumed or response.is_closed):
        return headers, None
    try:
        content: bytes = response.content  # decompressed
    except Exception:
        reason = "the answer was read, and not kept, by an event hook of the http_client"
        raise Failure("protocol", reason) from None
    sizes = ("content-encoding", "content-length", "transfer-encoding")
    return {name: value for name, value in headers.items() if name not in sizes}, content


def _failure(http: ModuleType, error: Exception, sending: Sending) -> Failure | None:
    """Return the failure for an exception; None for one that is neither library's, as of a mock."""
    words = str(error) or type(error).__name__
    proxy = sending.proxy
    if isinstance(error, http.PoolTimeout):
        return Failure("timeout", "no connection became free", sent=False)
    if isinstance(error, http.ConnectTimeout):
        return Failure("connect", "no connection in time", sent=False)
    if isinstance(error, http.WriteTimeout):
        return Failure("timeout", "the server does not read what is sent")
    if isinstance(error, http.ReadTimeout):
        return Failure("timeout", "nothing was heard in time")
    if isinstance(error, http.TimeoutException):
        return Failure("timeout", words)  # a mock's, which has something to say
    if isinstance(error, http.ProxyError):
        return _refused(words, proxy)
    if proxy is not None and proxy.scheme == "socks5" and not sending.asked:
        if isinstance(error, OverflowError):
            words = "a user, password or host is longer than SOCKS can say"
            return Failure("proxy", words, sent=False)
        if not isinstance(error, http.NetworkError):
            return Failure("connect", f"the proxy speaks no SOCKS: {words}", sent=False)
    if isinstance(error, (http.ConnectError, http.UnsupportedProtocol, http.InvalidURL)):
        return Failure("connect", words, sent=False)
    reused = sending.asked and not sending.fresh
    if isinstance(error, http.RemoteProtocolError):
        return Failure(lost_or_wrong(words), words, reused=reused)
    if isinstance(error, http.LocalProtocolError):
        return Failure("protocol", "what was to be sent is no HTTP")  # its words have the header
    if sending.ours and not sending.asked and isinstance(error, (OSError, ValueError)):
        return Failure("connect", words, sent=False)  # of a name that is none
    if isinstance(error, (http.HTTPError, http.StreamError)) or _root(error) in _BELOW:
        return Failure("closed", words, reused=reused)
    return None


def _root(error: Exception) -> str:
    return type(error).__module__.partition(".")[0]


def _refused(words: str, proxy: Proxy | None) -> Failure:
    """Return the failure for the words of a proxy, which begin with a status if it speaks HTTP."""
    code = words[:3]
    if not code.isdecimal():
        passing = "could not connect" in words.lower()
        return Failure("connect" if passing else "proxy", f"the proxy says: {words}", sent=False)
    wish = ", it wants a user and a password" if code == "407" else ""
    name = "the proxy" if proxy is None else f"the proxy {proxy!r}"
    kind = "proxy" if int(code) < 500 else "connect"
    return Failure(kind, f"{name} answered CONNECT with {code}{wish}", sent=False)


def check_own(client: Any, request: Request, spoke: int | None) -> None:
    """Check that a client of the caller's can send a request.

    Args:
        client: The client.
        request: The request.
        spoke: The process in which it has made connections; None for none.

    Raises:
        ArgumentError: If it cannot.
    """
    if client.is_closed:
        reason = "it is closed; keep it open for as long as this client sends"
    elif spoke not in (None, os.getpid()):
        reason = (
            "it has connections of the process that this one was forked from; make both clients "
            "anew in each process"
        )
    elif request.addresses:
        reason = (
            "what it connects to is its own matter, and this URL may be fetched from the addresses "
            "only that the media_policy has looked at; pass the bytes, or leave http_client out"
        )
    else:
        return
    raise ArgumentError(f"http_client: {reason}", argument="http_client")
