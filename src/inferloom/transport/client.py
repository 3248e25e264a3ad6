"""The base of both clients: their configuration, and what needs no generation.

Nothing here loads pydantic or httpx; the first call does, through the driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .config import Config, Session, Timeout, configure, header_pairs, times, whole

if TYPE_CHECKING:
    from typing_extensions import Self

    from .call import Call, Exchange, StreamCall
    from .drive import AsyncDriver, Driver
    from .stream import AsyncStream, Stream

__all__ = ["AsyncClient", "SyncClient"]

T = TypeVar("T")


class _Client:
    _session: Session

    def _configure(self, arguments: Mapping[str, Any]) -> None:
        self._session = Session(configure(**arguments))

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

    def __repr__(self) -> str:
        config = self._session.config
        where = f"base_url={config.base_url!r}" if config.base_url else f"model={config.model!r}"
        return f"<{type(self).__name__}({where}, timeout={config.timeout.total})>"

    def _with(self, changes: Mapping[str, Any]) -> Config:
        config = self._session.config
        given = {name: value for name, value in changes.items() if value is not None}
        if "timeout" in given:
            given["timeout"] = times(given["timeout"])
        if "max_retries" in given:
            given["max_retries"] = whole("max_retries", given["max_retries"])
        if "headers" in given:
            given["headers"] = {**config.headers, **header_pairs(given["headers"], "headers")}
        return replace(config, **given)


class SyncClient(_Client):
    """Sends calls and waits for their answers."""

    _driver_of: Driver | None = None

    @property
    def _driver(self) -> Driver:
        if self._driver_of is None:
            from .drive import Driver

            self._driver_of = Driver(self._session)
        return self._driver_of

    @overload
    def send(self, call: Call[T]) -> T: ...
    @overload
    def send(self, call: StreamCall[T]) -> Stream[T]: ...
    def send(self, call: Call[T] | StreamCall[T]) -> T | Stream[T]:
        """Send a call.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The result, or a `Stream` for a `StreamCall`.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return self._driver.send(call)

    def stream(self, call: StreamCall[T]) -> Stream[T]:
        """Send a call that streams; the same as `send`.

        Args:
            call: What a function of `operations` returned for `stream=True`.

        Returns:
            The open stream.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return self.send(call)

    def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with status, headers, request id and times.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The exchange; `.result` is what `send` returns.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return self._driver.exchange(call)

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections.

        Args:
            timeout: Seconds for a whole call, or a `Timeout`. None keeps the client's.
            max_retries: How often a failed request is sent again. None keeps the client's.
            headers: Headers to add to the client's.

        Returns:
            The new client. Closing either closes both.

        Raises:
            ArgumentError: If an option has no sense.
        """
        options = {"timeout": timeout, "max_retries": max_retries, "headers": headers}
        other = object.__new__(type(self))
        other._session = replace(self._session, config=self._with(options))
        other._driver_of = self._driver.sharing(other._session)
        return other

    def close(self) -> None:
        """Close all connections. The client can be used again afterwards."""
        if self._driver_of is not None:
            self._driver_of.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(_Client):
    """Sends calls and awaits their answers."""

    _driver_of: AsyncDriver | None = None

    @property
    def _driver(self) -> AsyncDriver:
        if self._driver_of is None:
            from .drive import AsyncDriver

            self._driver_of = AsyncDriver(self._session)
        return self._driver_of

    @overload
    async def send(self, call: Call[T]) -> T: ...
    @overload
    async def send(self, call: StreamCall[T]) -> AsyncStream[T]: ...
    async def send(self, call: Call[T] | StreamCall[T]) -> T | AsyncStream[T]:
        """Send a call.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The result, or an `AsyncStream` for a `StreamCall`.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return await self._driver.send(call)

    async def stream(self, call: StreamCall[T]) -> AsyncStream[T]:
        """Send a call that streams; the same as `send`.

        Args:
            call: What a function of `operations` returned for `stream=True`.

        Returns:
            The open stream.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return await self.send(call)

    async def exchange(self, call: Call[T]) -> Exchange[T]:
        """Send a call and return its result with status, headers, request id and times.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The exchange; `.result` is what `send` returns.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return await self._driver.exchange(call)

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections.

        Args:
            timeout: Seconds for a whole call, or a `Timeout`. None keeps the client's.
            max_retries: How often a failed request is sent again. None keeps the client's.
            headers: Headers to add to the client's.

        Returns:
            The new client. Closing either closes both.

        Raises:
            ArgumentError: If an option has no sense.
        """
        options = {"timeout": timeout, "max_retries": max_retries, "headers": headers}
        other = object.__new__(type(self))
        other._session = replace(self._session, config=self._with(options))
        other._driver_of = self._driver.sharing(other._session)
        return other

    async def close(self) -> None:
        """Close all connections. The client can be used again afterwards."""
        if self._driver_of is not None:
            await self._driver_of.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
