"""What is said to a proxy before it passes on what is sent, without I/O."""

from __future__ import annotations

from collections.abc import Callable, Generator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import ArgumentError
from .engine import Request
from .failure import Failure
from .http11 import Received, request_head

if TYPE_CHECKING:
    from ..proxy_settings import Proxy

__all__ = ["Talk", "tunnel"]

Talk = Generator[bytes, bytes, None]
"""Yields what is to be sent, b"" for nothing; is sent what came, b"" for the end."""


def tunnel(proxy: Proxy, host: str, port: int) -> Talk:
    """Ask a proxy for a tunnel.

    Args:
        proxy: The proxy.
        host: Name in ASCII, or an address, of the tunnel's other end.
        port: Its port.

    Raises:
        ArgumentError: If a library is missing.
        Failure: If there is no tunnel.
    """
    if proxy.scheme != "socks5":
        return _by_http(proxy, host, port)
    try:
        socks = import_module("socksio.socks5")
    except ImportError:
        raise ArgumentError(
            f"{proxy.source}: {proxy!r} is a SOCKS proxy, and the library for it is not installed; "
            "pip install 'httpx[socks]', or name an HTTP proxy",
            argument=proxy.source,
        ) from None
    return _by_socks(socks, proxy, host, port)


def _by_http(proxy: Proxy, host: str, port: int) -> Talk:
    name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    received = Received("CONNECT")
    data = yield request_head(Request("CONNECT", "", {}), name, name, proxy.headers)
    while not received.begin(data):
        data = yield b""
    if received.status >= 300:
        # What stands in the way of this client stays there; another server's trouble may pass.
        kind = "proxy" if received.status < 500 else "connect"
        wish = ", it wants a user and a password" if received.status == 407 else ""
        reason = f"the proxy {proxy!r} answered CONNECT with {received.status}{wish}"
        raise Failure(kind, reason, sent=False)
    _nothing_follows(received.rest)


def _by_socks(socks: Any, proxy: Proxy, host: str, port: int) -> Talk:
    connection = socks.SOCKS5Connection()
    methods = socks.SOCKS5AuthMethod
    method = methods.NO_AUTH_REQUIRED if proxy.user is None else methods.USERNAME_PASSWORD
    came = b""

    def said(request: Any, size: Callable[[bytes], int]) -> Generator[bytes, bytes, Any]:
        nonlocal came
        try:
            connection.send(request)
        except OverflowError:
            reason = "a user, password or host is longer than SOCKS can say"
            raise Failure("proxy", reason, sent=False) from None
        data = yield connection.data_to_send()
        while True:
            if not data:
                raise Failure("connect", "the SOCKS proxy hung up", sent=False)
            came += data
            if len(came) >= size(came):
                answer, came = came[: size(came)], came[size(came) :]
                break
            data = yield b""
        try:
            return connection.receive_data(answer)
        except (ValueError, socks.ProtocolError) as error:
            raise Failure("connect", f"the proxy speaks no SOCKS: {error}", sent=False) from error

    answer = yield from said(socks.SOCKS5AuthMethodsRequest([method]), lambda _: 2)
    if answer.method != method:
        wish = "no way to log in that was offered"
        raise Failure("proxy", f"the SOCKS proxy {proxy!r} takes {wish}", sent=False)
    if proxy.user is not None:
        user, password = (part.encode() for part in proxy.user)
        answer = yield from said(socks.SOCKS5UsernamePasswordRequest(user, password), lambda _: 2)
        if not answer.success:
            raise Failure("proxy", f"the SOCKS proxy {proxy!r} refused the user", sent=False)
    command = socks.SOCKS5Command.CONNECT
    answer = yield from said(
        socks.SOCKS5CommandRequest.from_address(command, (host, port)), _size_of_reply
    )
    if answer.reply_code != socks.SOCKS5ReplyCode.SUCCEEDED:
        reason = f"the SOCKS proxy {proxy!r} answered: {answer.reply_code.name}"
        raise Failure("connect", reason.replace("_", " ").lower(), sent=False)
    _nothing_follows(came)


def _size_of_reply(came: bytes) -> int:
    """Return how long a reply is, as far as it can be told from its beginning."""
    if len(came) < 5:
        return 5
    sizes = {1: 4, 3: 1 + came[4], 4: 16}
    return 4 + sizes.get(came[3], 1) + 2


def _nothing_follows(rest: bytes) -> None:
    # In the tunnel the server waits for us. What is there already is the proxy's, or a mistake.
    if rest:
        raise Failure("connect", "the proxy says more than was asked", sent=False)
