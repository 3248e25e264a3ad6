"""The engine on httpx, and on httpx2, whose names are the same: by their clients, as they are used.

Redirects, cookies and credentials are our policy's work, so the clients that are made here do none
of it. A client of the caller's does what it was made for, but follows no redirect. Both libraries
limit single reads and writes; the limit of the whole call is kept from outside.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from ..config import Config
from ..errors import ArgumentError
from ..secret_texts import Hidden, HiddenBytes
from .address import Place, place_of, proxy_of, unix_socket
from .aio import work as async_work
from .connection_limit import AsyncRoom, Room
from .deadline import Deadline
from .engine import Request
from .failure import Failure
from .http11 import Framing, is_doubtful, lost_or_wrong, lower, request_head
from .sync import work as sync_work
from .sync.sockets import PART, keep_alive_options

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ..proxy_settings import Proxy
    from .engine import AsyncReply, Reply

__all__ = ["AsyncHttpxEngine", "HttpxEngine"]

_WHOLE = 1024**2  # bytes of a body that are sent as one
# What the libraries stand on; their exceptions are those of a connection.
_BELOW = frozenset({"anyio", "h11", "h2", "httpcore", "httpcore2", "socksio", "ssl"})

# What both kinds share -------------------------------------------------------------------------


class _Sending:
    """What is known of a request on its way.

    Args:
        http: The library.
        leave: Gives its place back.

    Attributes:
        lent: The client that sends it.
        proxy: The proxy that it goes through, if it is known.
        ours: Whether that client was made here.
        plain: Whether nothing is added to it of what the client adds to others.
        asked: Whether the server may have got it.
        fresh: Whether a connection was made for it.
        aborted: Whether its answer was ended by another thread.
        stream: The connection that was made for it, or that its answer comes over, if it is known.
    """

    def __init__(self, http: ModuleType, leave: Callable[[], None]) -> None:
        self.http = http
        self.leave: Callable[[], None] | None = leave
        self.lent: Any = None
        self.proxy: Proxy | None = None
        self.plain = self.ours = True
        self.asked = self.fresh = self.aborted = False
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


def _options(http: ModuleType, config: Config, way: _Way) -> dict[str, Any]:
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


_Way = tuple["str | None", "Proxy | None", Any]  # a Unix socket, a proxy, a TLS context


def _way(name: str, config: Config, place: Place, addresses: tuple[str, ...]) -> _Way:
    """Return how an origin is reached, which is what a client of the library's is made for."""
    origin = (place.scheme, place.host, place.port, addresses)
    proxy = proxy_of(config, origin)
    context = None
    if place.scheme == "https" or (proxy is not None and proxy.scheme == "https"):
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


def _no_cookies() -> Any:
    """Return a jar that takes none."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    return CookieJar(DefaultCookiePolicy(allowed_domains=()))


def _parts(
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


def _slices(content: bytes) -> Iterator[bytes]:
    return (content[start : start + PART] for start in range(0, len(content), PART))


def _answer(response: Any) -> tuple[Mapping[str, str], bytes | None]:
    """Return the headers of a response, and its body if somebody has read it already.

    Raises:
        Failure: If somebody has, and did not keep it.
    """
    headers = lower(response.headers.raw)
    if not (response.is_stream_consumed or response.is_closed):
        return headers, None
    try:
        content: bytes = response.content  # decompressed
    except Exception:
        reason = "the answer was read, and not kept, by an event hook of the http_client"
        raise Failure("protocol", reason) from None
    sizes = ("content-encoding", "content-length", "transfer-encoding")
    return {name: value for name, value in headers.items() if name not in sizes}, content


def _failure(http: ModuleType, error: Exception, sending: _Sending) -> Failure | None:
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


def _check_own(client: Any, request: Request, spoke: int | None) -> None:
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


# For asyncio -----------------------------------------------------------------------------------


class _AsyncBlocks:
    """A body in blocks, for a library that may have to begin it again."""

    def __init__(self, request: Request, deadline: Deadline) -> None:
        self._request = request
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        content = self._request.content
        framing = Framing(self._request)
        blocks = _slices(content) if isinstance(content, bytes) else iter(content)
        while block := await async_work.next_block(blocks):
            self._deadline.reading()  # else nobody waits any more for what is sent
            framing.count(block)
            yield block
            self._deadline.moved()
        framing.end()


class _AsyncLent:
    """A client of the library's, which is closed when nobody uses it any more."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._users: deque[None] = deque()  # which any thread may lengthen and shorten
        self._retired = False

    def lend(self) -> bool:
        """Count one more user; return whether there may be any."""
        self._users.append(None)
        if self._retired:
            self._users.pop()
        return not self._retired

    async def give_back(self) -> None:
        """Count one user less."""
        self._users.pop()
        if self._retired:
            await self.retire()

    async def retire(self) -> None:
        """Have no new users."""
        self._retired = True
        if not self._users:
            await self.client.aclose()


class _AsyncClients:
    """The clients that were made for one event loop, by the ways that they know."""

    def __init__(self, http: ModuleType, config: Config) -> None:
        self._http = http
        self._config = config
        self._clients: dict[_Way, _AsyncLent] = {}
        self._guard: object = None

    async def start(self) -> None:
        """See to it that they are closed before their event loop is."""
        self._guard = await async_work.guarded(self.close)

    def lend(self, way: _Way) -> _AsyncLent:
        """Return a client that knows a way."""
        while True:
            lent = self._clients.get(way)
            if lent is None:
                http = self._http
                transport = http.AsyncHTTPTransport(**_options(http, self._config, way))
                made = http.AsyncClient(transport=transport, trust_env=False, cookies=_no_cookies())
                lent = self._clients.setdefault(way, _AsyncLent(made))
            if lent.lend():
                return lent
            self._clients.pop(way, None)

    async def close(self) -> None:
        """Close them all, those in use when their calls end."""
        clients, self._clients = self._clients, {}
        for lent in clients.values():
            await lent.retire()


class _AsyncSending(_Sending):
    """A request on its way, and its answer until that ends."""

    async def note(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of the library's `trace` extension."""
        self.noted(event, info)

    async def answer(
        self, request: Request, place: Place, deadline: Deadline, address: str | None, tries: int
    ) -> Any:
        """Send the request; return the library's response, whose body is still to come.

        Raises:
            Failure: If there is none.
        """
        parts = _parts(request, place, deadline, address, tries)
        parts["extensions"]["trace"] = self.note
        content: Any = request.content
        if not isinstance(content, bytes) or len(content) > _WHOLE:
            content = _AsyncBlocks(request, deadline)
        client = self.lent.client
        try:
            if self.plain:
                message = self.http.Request(**parts, content=content)
                send = partial(client.send, message, auth=None)
            else:
                message = client.build_request(**parts, content=content)
                send = partial(client.send, message)
            send = partial(send, stream=True, follow_redirects=False)
            return await async_work.in_time(send, deadline, _async_drop)
        except self.http.HTTPStatusError as error:
            return error.response  # of a hook that raises it; the answer itself says more
        except Exception as error:
            self.cut()
            if not self.asked and self.stream is not None:
                with suppress(Exception):  # the library forgets it where a SOCKS proxy refuses
                    await self.stream.aclose()
            failure = self.failure(error)
            if failure is None:
                raise
        raise failure  # by itself: the library's exception holds the request, with its secrets

    async def end(self) -> None:
        """Give back what the request had."""
        leave, self.leave = self.leave, None
        if leave is not None:
            leave()
            if self.lent is not None:
                await self.lent.give_back()


async def _async_drop(response: Any) -> None:
    await response.aclose()


async def _async_forget(data: bytes) -> None:
    pass


class AsyncHttpxReply:
    """An open answer of the asyncio engine."""

    _sending: _AsyncSending | None = None  # also of one whose making is interrupted

    def __init__(self, sending: _AsyncSending, response: Any, deadline: Deadline) -> None:
        self.status: int = response.status_code
        self.headers, self._content = _answer(response)
        self._blocks = response.aiter_raw()
        self._response = response
        self._deadline = deadline
        self._home = async_work.home()
        self._aborted = False
        self._sending = sending

    async def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        sending = self._sending
        if sending is None:
            raise Failure("closed", "the client was closed")
        if self._content is not None:
            content, self._content = self._content, b""
            return content
        try:
            data = await async_work.in_time(self._next, self._deadline, _async_forget)
            self._deadline.moved()
            return data
        except BaseException as error:
            self._drop(sending)
            failure = sending.failure(error)
            if failure is None:
                raise
        raise failure

    async def _next(self) -> bytes:
        block: bytes = await anext(self._blocks, b"")
        return block

    async def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        sending, self._sending = self._sending, None
        if sending is not None:
            await self._end(sending)

    async def _end(self, sending: _AsyncSending) -> None:
        try:
            if is_doubtful(self.status, self.headers):
                sending.cut()
            with suppress(Exception):  # whatever it is, nobody needs the connection any more
                await self._response.aclose()
        finally:
            await sending.end()

    def _drop(self, sending: _AsyncSending) -> None:
        # Without waiting: who is cancelled waits for nothing more.
        self._sending = None
        sending.cut()
        async_work.begin_at_home(self._home, partial(self._end, sending))

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads the answer gets a failure."""
        sending = self._sending
        if sending is not None:
            sending.aborted = True
            self._drop(sending)

    def __del__(self) -> None:
        if self._sending is not None:
            async_work.begin_at_home(self._home, self.close)


class AsyncHttpxEngine:
    """Sends requests by clients of the library's, or by one of the caller's."""

    def __init__(self, config: Config, name: str) -> None:
        self._config = config
        self._name = name
        self._room = AsyncRoom(config.limits.max_connections)
        self._homes: dict[Any, _AsyncClients] = {}
        self._streams: WeakSet[AsyncHttpxReply] = WeakSet()
        self._own = None if config.http_client is None else _AsyncLent(config.http_client)
        self._spoke: int | None = None  # the process in which the caller's client connected

    async def open(self, request: Request, deadline: Deadline) -> AsyncReply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        sending = _AsyncSending(import_module(self._name), await self._room.take(deadline))
        try:
            await self._lend(sending, request, place)
            response = await self._answer(sending, request, place, deadline)
            if self._own is not None and "network_stream" in response.extensions:
                self._spoke = os.getpid()
            sending.began(response)
            reply = AsyncHttpxReply(sending, response, deadline)
        except BaseException:
            await sending.end()
            raise
        if request.stream:
            self._streams.add(reply)
        return reply

    async def _lend(self, sending: _AsyncSending, request: Request, place: Place) -> None:
        if self._own is not None:
            _check_own(self._own.client, request, self._spoke)
            self._own.lend()
            sending.lent, sending.plain, sending.ours = self._own, request.foreign, False
            return
        home = async_work.home()
        clients = self._homes.get(home)
        if clients is None:
            for old in list(self._homes):
                if async_work.is_gone(old):
                    self._homes.pop(old, None)
            clients = self._homes[home] = _AsyncClients(sending.http, self._config)
            await clients.start()
        way = _way(self._name, self._config, place, request.addresses)
        sending.proxy = way[1]
        sending.lent = clients.lend(way)

    async def _answer(
        self, sending: _AsyncSending, request: Request, place: Place, deadline: Deadline
    ) -> Any:
        addresses = request.addresses or (None,)
        for tries, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                return await sending.answer(request, place, deadline, address, tries)
            except Failure as failure:
                if failure.kind != "connect" or tries == 1 or deadline.expired():
                    raise
        raise AssertionError  # the last address has returned or raised

    async def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        for reply in list(self._streams):
            reply.abort()
        homes, self._homes = self._homes, {}
        for home, clients in homes.items():
            await async_work.do_at_home(home, clients.close)

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for home, clients in self._homes.items():
            async_work.begin_at_home(home, clients.close)


# Blocking ----------------------------------------------------------------------------------------


class _Blocks:
    """A body in blocks, for a library that may have to begin it again."""

    def __init__(self, request: Request, deadline: Deadline) -> None:
        self._request = request
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        content = self._request.content
        framing = Framing(self._request)
        blocks = _slices(content) if isinstance(content, bytes) else iter(content)
        while block := sync_work.next_block(blocks):
            self._deadline.reading()  # else nobody waits any more for what is sent
            framing.count(block)
            yield block
            self._deadline.moved()
        framing.end()


class _Lent:
    """A client of the library's, which is closed when nobody uses it any more."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self._users: deque[None] = deque()  # which any thread may lengthen and shorten
        self._retired = False

    def lend(self) -> bool:
        """Count one more user; return whether there may be any."""
        self._users.append(None)
        if self._retired:
            self._users.pop()
        return not self._retired

    def give_back(self) -> None:
        """Count one user less."""
        self._users.pop()
        if self._retired:
            self.retire()

    def retire(self) -> None:
        """Have no new users."""
        self._retired = True
        if not self._users:
            self.client.close()


class _Clients:
    """The clients that were made for one process, by the ways that they know."""

    def __init__(self, http: ModuleType, config: Config) -> None:
        self._http = http
        self._config = config
        self._clients: dict[_Way, _Lent] = {}
        self._guard: object = None

    def start(self) -> None:
        """See to it that they are closed before their process ends."""
        self._guard = sync_work.guarded(self.close)

    def lend(self, way: _Way) -> _Lent:
        """Return a client that knows a way."""
        while True:
            lent = self._clients.get(way)
            if lent is None:
                http = self._http
                transport = http.HTTPTransport(**_options(http, self._config, way))
                made = http.Client(transport=transport, trust_env=False, cookies=_no_cookies())
                lent = self._clients.setdefault(way, _Lent(made))
            if lent.lend():
                return lent
            self._clients.pop(way, None)

    def close(self) -> None:
        """Close them all, those in use when their calls end."""
        clients, self._clients = self._clients, {}
        for lent in clients.values():
            lent.retire()


class _SyncSending(_Sending):
    """A request on its way, and its answer until that ends."""

    def note(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of the library's `trace` extension."""
        self.noted(event, info)

    def answer(
        self, request: Request, place: Place, deadline: Deadline, address: str | None, tries: int
    ) -> Any:
        """Send the request; return the library's response, whose body is still to come.

        Raises:
            Failure: If there is none.
        """
        parts = _parts(request, place, deadline, address, tries)
        parts["extensions"]["trace"] = self.note
        content: Any = request.content
        if not isinstance(content, bytes) or len(content) > _WHOLE:
            content = _Blocks(request, deadline)
        client = self.lent.client
        try:
            if self.plain:
                message = self.http.Request(**parts, content=content)
                send = partial(client.send, message, auth=None)
            else:
                message = client.build_request(**parts, content=content)
                send = partial(client.send, message)
            send = partial(send, stream=True, follow_redirects=False)
            return sync_work.in_time(send, deadline, _drop)
        except self.http.HTTPStatusError as error:
            return error.response  # of a hook that raises it; the answer itself says more
        except Exception as error:
            self.cut()
            if not self.asked and self.stream is not None:
                with suppress(Exception):  # the library forgets it where a SOCKS proxy refuses
                    self.stream.close()
            failure = self.failure(error)
            if failure is None:
                raise
        raise failure  # by itself: the library's exception holds the request, with its secrets

    def end(self) -> None:
        """Give back what the request had."""
        leave, self.leave = self.leave, None
        if leave is not None:
            leave()
            if self.lent is not None:
                self.lent.give_back()


def _drop(response: Any) -> None:
    response.close()


def _forget(data: bytes) -> None:
    pass


class HttpxReply:
    """An open answer of the blocking engine."""

    _sending: _SyncSending | None = None  # also of one whose making is interrupted

    def __init__(self, sending: _SyncSending, response: Any, deadline: Deadline) -> None:
        self.status: int = response.status_code
        self.headers, self._content = _answer(response)
        self._blocks = response.iter_raw()
        self._response = response
        self._deadline = deadline
        self._home = sync_work.home()
        self._aborted = False
        self._sending = sending

    def read(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        sending = self._sending
        if sending is None:
            raise Failure("closed", "the client was closed")
        if self._content is not None:
            content, self._content = self._content, b""
            return content
        try:
            data = sync_work.in_time(self._next, self._deadline, _forget)
            self._deadline.moved()
            return data
        except BaseException as error:
            self._drop(sending)
            failure = sending.failure(error)
            if failure is None:
                raise
        raise failure

    def _next(self) -> bytes:
        block: bytes = next(self._blocks, b"")
        return block

    def close(self) -> None:
        """Give the connection back, or close it if bytes of this answer are left."""
        sending, self._sending = self._sending, None
        if sending is not None:
            self._end(sending)

    def _end(self, sending: _SyncSending) -> None:
        try:
            if is_doubtful(self.status, self.headers):
                sending.cut()
            with suppress(Exception):  # whatever it is, nobody needs the connection any more
                self._response.close()
        finally:
            sending.end()

    def _drop(self, sending: _SyncSending) -> None:
        # Without waiting: who is cancelled waits for nothing more.
        self._sending = None
        sending.cut()
        sync_work.begin_at_home(self._home, partial(self._end, sending))

    def abort(self) -> None:
        """Close the connection from any thread; whoever reads the answer gets a failure."""
        sending = self._sending
        if sending is not None:
            sending.aborted = True
            self._drop(sending)

    def __del__(self) -> None:
        if self._sending is not None:
            sync_work.begin_at_home(self._home, self.close)


class HttpxEngine:
    """Sends requests by clients of the library's, or by one of the caller's."""

    def __init__(self, config: Config, name: str) -> None:
        self._config = config
        self._name = name
        self._room = Room(config.limits.max_connections)
        self._homes: dict[Any, _Clients] = {}
        self._streams: WeakSet[HttpxReply] = WeakSet()
        self._own = None if config.http_client is None else _Lent(config.http_client)
        self._spoke: int | None = None  # the process in which the caller's client connected

    def open(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and wait for the head of its answer."""
        place = place_of(request.url)
        sending = _SyncSending(import_module(self._name), self._room.take(deadline))
        try:
            self._lend(sending, request, place)
            response = self._answer(sending, request, place, deadline)
            if self._own is not None and "network_stream" in response.extensions:
                self._spoke = os.getpid()
            sending.began(response)
            reply = HttpxReply(sending, response, deadline)
        except BaseException:
            sending.end()
            raise
        if request.stream:
            self._streams.add(reply)
        return reply

    def _lend(self, sending: _SyncSending, request: Request, place: Place) -> None:
        if self._own is not None:
            _check_own(self._own.client, request, self._spoke)
            self._own.lend()
            sending.lent, sending.plain, sending.ours = self._own, request.foreign, False
            return
        home = sync_work.home()
        clients = self._homes.get(home)
        if clients is None:
            for old in list(self._homes):
                if sync_work.is_gone(old):
                    self._homes.pop(old, None)
            clients = self._homes[home] = _Clients(sending.http, self._config)
            clients.start()
        way = _way(self._name, self._config, place, request.addresses)
        sending.proxy = way[1]
        sending.lent = clients.lend(way)

    def _answer(
        self, sending: _SyncSending, request: Request, place: Place, deadline: Deadline
    ) -> Any:
        addresses = request.addresses or (None,)
        for tries, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            try:
                return sending.answer(request, place, deadline, address, tries)
            except Failure as failure:
                if failure.kind != "connect" or tries == 1 or deadline.expired():
                    raise
        raise AssertionError  # the last address has returned or raised

    def close(self) -> None:
        """Close all connections that serve no call: the idle ones, and those of open streams."""
        for reply in list(self._streams):
            reply.abort()
        homes, self._homes = self._homes, {}
        for home, clients in homes.items():
            sync_work.do_at_home(home, clients.close)

    def __del__(self) -> None:
        # A client that nobody holds any more leaves no socket open.
        for home, clients in self._homes.items():
            sync_work.begin_at_home(home, clients.close)
