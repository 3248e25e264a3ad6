"""TLS without I/O: what goes over the wire for what is sent, and what is said in what came.

Within a tunnel that is TLS itself, one layer stands on another.
"""

from __future__ import annotations

import os
import ssl
from importlib import import_module

from ..errors import ArgumentError
from .failure import Failure

__all__ = ["Tls", "process_context"]

_RECORD = 16 * 1024  # bytes in the largest record


class Tls:
    """One side of a TLS connection.

    Args:
        context: How TLS is done.
        host: Name that the server's certificate has to have.
        below: The layer that carries this one; None for the wire itself.

    Attributes:
        ended: Whether the other side said that nothing follows. An end without these words may be
            anybody's doing, and what came before it may be cut.
    """

    def __init__(self, context: ssl.SSLContext, host: str, below: Tls | None = None) -> None:
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._object = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self._below = below
        self.ended = False

    def shake_hands(self, data: bytes) -> bool:
        """Take what came, and go on with the handshake; return whether it is done.

        What `waiting` returns has to be sent, also if this raises.

        Raises:
            ssl.SSLError: If it fails.
            Failure: If it would speak HTTP/2, since a context of the caller's offers it.
        """
        self._feed(data)
        try:
            self._object.do_handshake()
        except ssl.SSLWantReadError:
            return False
        if self._object.selected_alpn_protocol() == "h2":
            reason = "the server takes HTTP/2; leave h2 out of ssl_context's set_alpn_protocols"
            raise Failure("connect", reason, sent=False)
        return True

    def send(self, data: bytes | memoryview) -> bytes:
        """Return what goes over the wire for some bytes."""
        self._object.write(data)
        return self.waiting()

    def waiting(self) -> bytes:
        """Return what TLS itself has to send, b"" for nothing."""
        data = self._outgoing.read()
        return self._below.send(data) if data and self._below is not None else data

    def receive(self, data: bytes) -> bytes:
        """Return what is said in bytes of the wire; b"" if that is nothing yet, or at the end.

        Raises:
            ssl.SSLError: If they are no TLS.
        """
        self._feed(data)
        parts: list[bytes] = []
        try:
            while part := self._object.read(_RECORD):
                parts.append(part)
            self.ended = True
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLZeroReturnError:
            self.ended = True
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _feed(self, data: bytes) -> None:
        self._incoming.write(data if self._below is None else self._below.receive(data))


_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")
# The process's contexts by library, each with what the variables said when it was made.
_made: dict[str | None, tuple[tuple[str | None, ...], ssl.SSLContext]] = {}


def process_context(library: str | None = None) -> ssl.SSLContext:
    """Return the process's TLS context: made at the first https call, for it takes 20 ms.

    It is made anew if the variables that it is made from are others.

    Args:
        library: `httpx` or `httpx2`, for the context that it makes; None for one as httpx makes it,
            without loading httpx, which takes 50 ms.

    Raises:
        ArgumentError: If one of the variables names what cannot be used.
    """
    named = tuple(os.environ.get(name) for name in _VARIABLES)
    made = _made.get(library)
    if made is None or made[0] != named:
        made = _made[library] = named, _new_context(library)
    return made[1]


def _new_context(library: str | None) -> ssl.SSLContext:
    try:
        folder = os.environ.get("SSL_CERT_DIR")
        if folder and not any(map(os.path.isdir, folder.split(os.pathsep))):
            raise NotADirectoryError(folder)  # OpenSSL would not mind, and trust nobody
        if library is not None:
            context: ssl.SSLContext = import_module(library).create_ssl_context()
            return context
        context = _as_httpx_makes_it()
    except OSError as error:
        raise _unusable(error) from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def _as_httpx_makes_it() -> ssl.SSLContext:
    if file := os.environ.get("SSL_CERT_FILE"):
        return ssl.create_default_context(cafile=file)
    if folder := os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context(capath=folder)
    from certifi import where

    return ssl.create_default_context(cafile=where())


def _unusable(error: OSError) -> ArgumentError:
    """Return the error for settings of which no TLS context can be made, with their name.

    Args:
        error: What `ssl` said, which names neither the setting nor, often, the file.
    """
    for name, what, found in (
        ("SSL_CERT_FILE", "is no file of certificates (PEM) that can be read", _authorities),
        ("SSL_CERT_DIR", "is no folder of certificates", _folder),
        ("SSLKEYLOGFILE", "is no file that can be written to", _log),
    ):
        value = os.environ.get(name)
        if not value or (name == "SSL_CERT_DIR" and "SSL_CERT_FILE" in os.environ):
            continue  # of the two, the file is taken
        try:
            found(value)
        except OSError as reason:
            words = reason.strerror or str(reason)
            message = f"{name}: {value!r} {what} ({words}); correct the variable, or unset it"
            return ArgumentError(message, argument=name)
    message = f"ssl_context: the certificate authorities of this machine cannot be used ({error})"
    return ArgumentError(f"{message}; pass an ssl_context of your own", argument="ssl_context")


def _authorities(path: str) -> None:
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)


def _folder(path: str) -> None:
    for folder in path.split(os.pathsep):
        os.listdir(folder)


def _log(path: str) -> None:
    with open(path, "a"):
        pass
