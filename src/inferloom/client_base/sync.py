# Generated from client_base/aio.py by codegen/twins.py
# source sha256:3bfb5658a9a3. Do not edit: change the source, then run
# `make generate`.
"""The base of `InferenceClient`: its driver and its connections."""

from __future__ import annotations

from ..config import key_in_environment
from ..errors import ArgumentError
from ..jsonvalues import shown
from ..policy.session import Session
from ..secret_texts import address, hidden
from .shared import AnyClient, making

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Any, Literal, TypeVar, overload

    from typing_extensions import Self

    from ..calls.call import Call, StreamCall
    from ..calls.exchange import Exchange
    from ..driver.sync import Driver
    from ..limits import Timeout
    from ..media.policy import MediaPolicy
    from ..providers import ProviderName
    from ..streams.sync.stream import Stream

    T = TypeVar("T")
    W = TypeVar("W")
    C = TypeVar("C", bound="SyncClient")

__all__ = ["SyncClient", "over"]


class SyncClient(AnyClient):
    """Sends calls and waits for their answers."""

    _http_client = "HttpClient"
    _driver_of: Driver | None = None

    @property
    def _driver(self) -> Driver:
        if self._driver_of is None:
            from ..driver.sync import Driver

            with making:
                if self._driver_of is None:
                    self._driver_of = Driver(self._session)
        return self._driver_of

    if TYPE_CHECKING:

        @overload
        def send(self, call: Call[T]) -> T: ...
        @overload
        def send(self, call: StreamCall[T, W]) -> Stream[T, W]: ...

    def send(self, call: Call[T] | StreamCall[T, W]) -> T | Stream[T, W]:
        """Send a call.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The result, or a `Stream` for a `StreamCall`.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return self._driver.send(call)

    def stream(self, call: StreamCall[T, W]) -> Stream[T, W]:
        """Send a call that streams; the same as `send`.

        Args:
            call: What a function of `operations` returned for `stream=True`.

        Returns:
            The open stream.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return self.send(call)

    if TYPE_CHECKING:

        @overload
        def exchange(self, call: Call[T], *, result: Literal["value"] = "value") -> Exchange[T]: ...
        @overload
        def exchange(self, call: Call[Any], *, result: Literal["url"]) -> Exchange[str]: ...

    def exchange(self, call: Call[Any], *, result: str = "value") -> Exchange[Any]:
        """Send a call and return its result with status, headers, request id and times.

        Args:
            call: What a function of `operations` returned.
            result: `url` for the address of a file that the server does not send itself, in place
                of the file, which is not downloaded then. Such addresses expire.

        Returns:
            The exchange; `.result` is what `send` returns, or the address.

        Raises:
            InferenceError: As the method of the same name raises.
            ResponseDecodeError: If an address is asked for, and the server sent something else.
        """
        if result not in ("value", "url"):
            raise ArgumentError(
                f"result: use 'value' or 'url'; got {shown(result)}", argument="result"
            )
        return self._driver.exchange(call, as_url=result == "url")

    @classmethod
    def from_env(
        cls,
        *,
        provider: ProviderName | None = None,
        model: str | None = None,
        timeout: float | Timeout | None = None,
    ) -> Self:
        """Make a client with what the environment has for a provider.

        The key of a provider is in a variable of its own, such as `FAL_KEY`, which no client reads
        unasked. Where it is not set, the token of Hugging Face on this machine is for the router.

        Args:
            provider: Who serves the calls.
            model: Model id.
            timeout: Seconds for a whole call, or a `Timeout` for its parts.

        Returns:
            The client; `with_options` changes the rest.

        Raises:
            ArgumentError: If an argument has no sense.
        """
        if cls._key_arguments is not None:
            raise ArgumentError(
                "from_env: this is a client of one API, and no variable is known to hold its key; "
                "pass it to the constructor",
                argument="provider",
            )
        # The clients, which are generated, have these arguments.
        given: dict[str, Any] = {"provider": provider, "model": model, "timeout": timeout}
        return cls(**given | {"token": key_in_environment(provider)})

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        model: str | None = None,
        provider: ProviderName | None = None,
        bill_to: str | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections.

        Args:
            timeout: Seconds for a whole call, or a `Timeout`. None keeps the client's.
            max_retries: How often a failed request is sent again. None keeps the client's.
            headers: Headers to add to the client's.
            media_policy: What images, audio and video may be. None keeps the client's.
            model: Model id or URL of calls that give none; an id only for a client of a `base_url`,
                whose OpenAI-style requests say it in the body. None keeps the client's.
            provider: Who serves the calls; the token stays the client's. None keeps the client's.
            bill_to: Organisation that calls by way of the hub's router are charged to. None keeps
                the client's.

        Returns:
            The new client. Closing either closes both.

        Raises:
            ArgumentError: If an option has no sense.
        """
        headers = hidden(headers)  # a traceback may show the locals
        options = {
            "timeout": timeout,
            "max_retries": max_retries,
            "headers": headers,
            "media_policy": media_policy,
            "model": address(model),
            "provider": provider,
            "bill_to": bill_to,
        }
        other = object.__new__(type(self))
        other._session = self._session.configured(self._with(options))
        other._driver_of = self._driver.sharing(other._session)
        return other

    def _over(self, driver: Callable[[Session, Driver], Driver]) -> Self:
        other = object.__new__(type(self))
        other._session = Session(self._session.config)
        other._driver_of = driver(other._session, self._driver)
        return other

    def close(self) -> None:
        """Close all connections; streams that are still open end with an error.

        Calls that other threads or tasks wait for come to their end. The client can be used again
        afterwards.
        """
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


def over(client: C, driver: Callable[[Session, Driver], Driver]) -> C:
    """Return a client that is configured as another one and speaks through another driver.

    It has a session of its own. This is the seam for what stands in for the network in tests.

    Args:
        client: The client; it stays as it is.
        driver: Makes the driver of a new session, given the client's own driver.
    """
    return client._over(driver)  # pyright: ignore[reportPrivateUsage]
