"""Record what a client says to a server, without its secrets, and replay it without the server.

A recording is one JSON file, a cassette. Recording and replaying happen below the policy, in the
place of the engine, so retries, redirects and failures are in it as they were.
"""

from __future__ import annotations

from typing import TypeVar, overload

from ..client_base.aio import AsyncClient
from ..client_base.sync import SyncClient
from ..errors import ArgumentError
from .aio.recording import async_recording, async_replaying
from .cassette import Cassette, PathLike
from .script import Scripted
from .sync.recording import recording, replaying

__all__ = ["Cassette", "record", "replay"]

S = TypeVar("S", bound=SyncClient)
A = TypeVar("A", bound=AsyncClient)


@overload
def record(client: S, cassette: PathLike | Cassette) -> S: ...
@overload
def record(client: A, cassette: PathLike | Cassette) -> A: ...
def record(
    client: SyncClient | AsyncClient, cassette: PathLike | Cassette
) -> SyncClient | AsyncClient:
    """Return a client that does what another one does and records it.

    The file is written when the client is closed, or at the latest when the program ends; an old
    one is replaced. No token, cookie or key is written: see `Cassette`.

    Args:
        client: A client. It stays as it is, and its connections are shared.
        cassette: Path of the file, or a `Cassette`.

    Returns:
        A client of the same class and configuration.

    Raises:
        ArgumentError: If the client is a fake.

    Example:
        ```python
        with record(InferenceClient(base_url=url, token=token), "chat.json") as client:
            client.chat_completion([{"role": "user", "content": "Hi"}])
        ```
    """
    _refuse_fake(client)
    tape = cassette if isinstance(cassette, Cassette) else Cassette(cassette)
    if isinstance(client, AsyncClient):
        return async_recording(client, tape)
    return recording(client, tape)


@overload
def replay(client: S, cassette: PathLike | Cassette, *, pace: bool = False) -> S: ...
@overload
def replay(client: A, cassette: PathLike | Cassette, *, pace: bool = False) -> A: ...
def replay(
    client: SyncClient | AsyncClient, cassette: PathLike | Cassette, *, pace: bool = False
) -> SyncClient | AsyncClient:
    """Return a client that is answered by a recording. Nothing is sent.

    A request is answered by the first entry of the same method, path, query and body that has not
    been used. Hosts, headers, boundaries of forms and idempotency keys do not count, and what was
    scrubbed equals anything.

    Args:
        client: A client. It stays as it is.
        cassette: Path of the file, or a `Cassette`, to ask `assert_all_used` of.
        pace: Whether answers and chunks take the time that they took, and retries that of the
            policy. Else nothing waits.

    Returns:
        A client of the same class and configuration. Its calls raise `UnansweredError` for a
        request that was not recorded; it shows the nearest one that was.

    Raises:
        ArgumentError: If there is no such recording, or the client is a fake.

    Example:
        ```python
        cassette = Cassette("chat.json")
        with replay(InferenceClient(base_url=url), cassette) as client:
            client.chat_completion([{"role": "user", "content": "Hi"}])
        cassette.assert_all_used()
        ```
    """
    _refuse_fake(client)
    tape = cassette if isinstance(cassette, Cassette) else Cassette(cassette)
    tape.load()
    if isinstance(client, AsyncClient):
        return async_replaying(client, tape, pace)
    return replaying(client, tape, pace)


def _refuse_fake(client: SyncClient | AsyncClient) -> None:
    if isinstance(client, Scripted):
        raise ArgumentError(
            "a fake has no server to record, and none to replace; pass an InferenceClient",
            argument="client",
        )
