"""The base of both clients: their configuration, and what needs no generation.

Nothing here loads pydantic or httpx; the first call does, through the driver.
"""

from __future__ import annotations

from _thread import allocate_lock  # `threading` takes longer to load than this module

from .arguments import require, whole
from .config import Config, Timeout, check_address, checked_policy, configure, header_pairs, times
from .credentials import Credentials
from .errors import ArgumentError
from .policy.session import Session
from .record import replace
from .secret_texts import address, addresses, hidden
from .url_text import is_url

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType
    from typing import Any, Literal, TypeVar, overload

    from typing_extensions import Self

    from .calls.call import Call, Exchange, StreamCall
    from .driver import AsyncDriver, Driver
    from .media.files import MediaInput
    from .media.policy import MediaPolicy
    from .policy.services import ModelStatus
    from .streams.lines import AsyncLineStream, LineStream
    from .streams.stream import AsyncStream, Stream

__all__ = ["AsyncClient", "SyncClient", "async_over", "over"]

if TYPE_CHECKING:
    T = TypeVar("T")
    W = TypeVar("W")
    S = TypeVar("S", bound="SyncClient")
    A = TypeVar("A", bound="AsyncClient")


# The first calls of a client may come from many threads at once, and share its connections.
_making = allocate_lock()


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


class _Client:
    _session: Session
    _sends_through: str  # the kind of client of httpx's that a caller may pass

    def _configure(self, arguments: Mapping[str, Any]) -> None:
        hiding = {
            name: _HIDING[name](value) for name, value in arguments.items() if name in _HIDING
        }
        config = configure(**{**arguments, **hiding})
        if config.engine is not None or config.http_client is not None:
            from .transport.engines import check

            check(config, self._sends_through)
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
        """Pickle the configuration, without secrets: the token is looked up where it is loaded."""
        return _loaded, (type(self), self._session.config.without_secrets())

    def __copy__(self) -> Self:
        """Return a client of the same configuration, with connections of its own."""
        return self.restored(self._session.config)

    def __deepcopy__(self, memo: object) -> Self:
        return self.__copy__()

    def _with(self, changes: Mapping[str, Any]) -> Config:
        config = self._session.config
        given = {name: value for name, value in changes.items() if value is not None}
        if "timeout" in given:
            given["timeout"] = times(given["timeout"])
        if "max_retries" in given:
            given["max_retries"] = whole("max_retries", given["max_retries"])
        if "headers" in given:
            given["headers"] = {**config.headers, **header_pairs(given["headers"], "headers")}
        if "model" in given:
            self._check_model(given["model"])
        if "media_policy" in given:
            given["policy"] = checked_policy(given.pop("media_policy"))
            if config.http_client is not None:
                from .transport.engines import check_policy

                check_policy(given["policy"])
        return replace(config, **given)

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


def _loaded(kind: type[_Client], members: dict[str, Any]) -> _Client:
    return kind.restored(Config(credentials=Credentials.from_argument(None), **members))


class SyncClient(_Client):
    """Sends calls and waits for their answers."""

    _sends_through = "Client"
    _driver_of: Driver | None = None

    @property
    def _driver(self) -> Driver:
        if self._driver_of is None:
            from .driver import Driver

            with _making:
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

    if TYPE_CHECKING:

        @overload
        def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[False] = False,
        ) -> bytes: ...
        @overload
        def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[True],
        ) -> LineStream: ...
        @overload
        def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: bool,
        ) -> bytes | LineStream: ...

    def post(
        self,
        *,
        json: object = None,
        data: MediaInput | None = None,
        model: str | None = None,
        task: str | None = None,
        stream: bool = False,
    ) -> bytes | LineStream:
        """Send a body as it is and return the answer as it is: the way around the typed methods.

        It has the retries, times, credentials and errors of the other methods, and waits for a
        loading model as they do.

        Args:
            json: Body to send as JSON: plain values, or objects of this package. Nothing is added
                to it, the model's id included. Not together with `data`.
            data: File to send as the whole body, with its MIME type: the bytes, a path, a URL or a
                file object. Not together with `json`.
            model: Model id or URL of this request; it wins over the client's.
            task: Task whose route the request takes, such as `feature-extraction`. Without it the
                request goes to the model itself. If there is no model either, the one that the hub
                recommends for the task is called.
            stream: Return the answer's lines as they come, instead of the whole.

        Returns:
            The body of the answer; for `stream=True` an iterator of its lines without their ends.
            Use it as a context manager to close the connection when it is left early.

        Raises:
            ArgumentError: If `json` and `data` are both given or both missing, or there is no
                model.
            InferenceTimeoutError: If there is no answer in time.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            StatusError: If the server answers with an error status.

        Example:
            ```python
            client.post(json={"inputs": "Hi"}, model="distilbert/distilbert-base-uncased")
            body = {"inputs": "Hi", "stream": True}
            with client.post(json=body, stream=True) as lines:
                for line in lines:
                    print(line)
            ```
        """
        from .policy import services

        steps = services.post(
            self._session, payload=json, data=data, model=model, task=task, stream=stream
        )
        if stream:
            return self._driver.lines(steps, "post")
        answer = self._driver.run(steps)
        return answer.content

    def get_model_status(self, model: str | None = None) -> ModelStatus:
        """Ask the hosted inference service whether a model is loaded.

        Args:
            model: Model id; None takes the client's.

        Returns:
            The status of the model.

        Raises:
            ArgumentError: If there is no model, or it is a URL; for a server see `health_check`.
            ResponseDecodeError: If the service reports an error with success, or says too little.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            status = client.get_model_status("openai/whisper-tiny")
            print(status.loaded, status.state, status.framework)
            ```
        """
        from .policy import services

        return self._driver.run(services.get_model_status(self._session, model))

    def list_deployed_models(
        self, frameworks: str | Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """List the models of the hosted inference service, by task.

        One request is sent for each framework, one after the other.

        Args:
            frameworks: Name of a framework, several of them, or `all`. None takes the main ones:
                `diffusers`, `sentence-transformers`, `text-generation-inference` and
                `transformers`.

        Returns:
            Model ids by task, sorted without regard to case. Models of `sentence-transformers` are
            listed for both tasks that they serve.

        Raises:
            ArgumentError: If a name is empty or no str.
            ResponseDecodeError: If the service answers with something else than a list of models.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            models = client.list_deployed_models("sentence-transformers")
            print(models["sentence-similarity"])
            ```
        """
        from .policy import services

        return self._driver.run(services.list_deployed_models(self._session, frameworks))

    def get_recommended_model(self, task: str) -> str:
        """Return the model that the hub recommends for a task; methods call it if none is given.

        The hub is asked once per client, for all tasks.

        Args:
            task: Task id, such as `text-classification`.

        Returns:
            A model id.

        Raises:
            ArgumentError: If the hub recommends none for this task; it names the tasks that exist.
            StatusError: If the hub answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            print(client.get_recommended_model("text-classification"))
            ```
        """
        from .policy import services

        return self._driver.run(services.get_recommended_model(self._session, task))

    def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """Ask a server about itself: `GET /info`, as TGI, TEI and others answer it.

        Args:
            model: Model id or URL of a server; None takes the client's. The route is found from the
                URL of any other route of the server.

        Returns:
            What the server says; its members differ between servers.

        Raises:
            ArgumentError: If there is neither a model nor a URL.
            ResponseDecodeError: If the answer is not a JSON object.
            StatusError: If the server answers with an error status, 404 if it has no such route.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            info = client.get_endpoint_info(model="http://localhost:8080")
            print(info["model_id"])
            ```
        """
        from .policy import services

        return self._driver.run(services.get_endpoint_info(self._session, model))

    def health_check(self, model: str | None = None) -> bool:
        """Ask a server whether it is well: `GET /health`. It is asked once, without retries.

        Args:
            model: URL of the server, or of any of its routes; None takes the client's.

        Returns:
            Whether the answer has the status 200.

        Raises:
            ArgumentError: If there is no URL; for a hosted model see `get_model_status`.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            InferenceTimeoutError: If there is no answer in time.

        Example:
            ```python
            if not client.health_check("http://localhost:8080"):
                print("not ready")
            ```
        """
        from .policy import services

        return self._driver.run(services.health_check(self._session, model))

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        model: str | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections.

        Args:
            timeout: Seconds for a whole call, or a `Timeout`. None keeps the client's.
            max_retries: How often a failed request is sent again. None keeps the client's.
            headers: Headers to add to the client's.
            media_policy: What images, audio and video may be. None keeps the client's.
            model: Model id or URL of calls that give none; an id only for a client of a `base_url`,
                whose OpenAI-style requests say it in the body. None keeps the client's.

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
        }
        other = object.__new__(type(self))
        other._session = replace(self._session, config=self._with(options))
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


class AsyncClient(_Client):
    """Sends calls and awaits their answers."""

    _sends_through = "AsyncClient"
    _driver_of: AsyncDriver | None = None

    @property
    def _driver(self) -> AsyncDriver:
        if self._driver_of is None:
            from .driver import AsyncDriver

            with _making:
                if self._driver_of is None:
                    self._driver_of = AsyncDriver(self._session)
        return self._driver_of

    if TYPE_CHECKING:

        @overload
        async def send(self, call: Call[T]) -> T: ...
        @overload
        async def send(self, call: StreamCall[T, W]) -> AsyncStream[T, W]: ...

    async def send(self, call: Call[T] | StreamCall[T, W]) -> T | AsyncStream[T, W]:
        """Send a call.

        Args:
            call: What a function of `operations` returned.

        Returns:
            The result, or an `AsyncStream` for a `StreamCall`.

        Raises:
            InferenceError: As the method of the same name raises.
        """
        return await self._driver.send(call)

    async def stream(self, call: StreamCall[T, W]) -> AsyncStream[T, W]:
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

    if TYPE_CHECKING:

        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[False] = False,
        ) -> bytes: ...
        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[True],
        ) -> AsyncLineStream: ...
        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: bool,
        ) -> bytes | AsyncLineStream: ...

    async def post(
        self,
        *,
        json: object = None,
        data: MediaInput | None = None,
        model: str | None = None,
        task: str | None = None,
        stream: bool = False,
    ) -> bytes | AsyncLineStream:
        """Send a body as it is and return the answer as it is: the way around the typed methods.

        It has the retries, times, credentials and errors of the other methods, and waits for a
        loading model as they do.

        Args:
            json: Body to send as JSON: plain values, or objects of this package. Nothing is added
                to it, the model's id included. Not together with `data`.
            data: File to send as the whole body, with its MIME type: the bytes, a path, a URL or a
                file object. Not together with `json`.
            model: Model id or URL of this request; it wins over the client's.
            task: Task whose route the request takes, such as `feature-extraction`. Without it the
                request goes to the model itself. If there is no model either, the one that the hub
                recommends for the task is called.
            stream: Return the answer's lines as they come, instead of the whole.

        Returns:
            The body of the answer; for `stream=True` an iterator of its lines without their ends.
            Use it as a context manager to close the connection when it is left early.

        Raises:
            ArgumentError: If `json` and `data` are both given or both missing, or there is no
                model.
            InferenceTimeoutError: If there is no answer in time.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            StatusError: If the server answers with an error status.

        Example:
            ```python
            await client.post(json={"inputs": "Hi"}, model="distilbert/distilbert-base-uncased")
            body = {"inputs": "Hi", "stream": True}
            async with await client.post(json=body, stream=True) as lines:
                async for line in lines:
                    print(line)
            ```
        """
        from .policy import services

        steps = services.post(
            self._session, payload=json, data=data, model=model, task=task, stream=stream
        )
        if stream:
            return await self._driver.lines(steps, "post")
        answer = await self._driver.run(steps)
        return answer.content

    async def get_model_status(self, model: str | None = None) -> ModelStatus:
        """Ask the hosted inference service whether a model is loaded.

        Args:
            model: Model id; None takes the client's.

        Returns:
            The status of the model.

        Raises:
            ArgumentError: If there is no model, or it is a URL; for a server see `health_check`.
            ResponseDecodeError: If the service reports an error with success, or says too little.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            status = await client.get_model_status("openai/whisper-tiny")
            print(status.loaded, status.state, status.framework)
            ```
        """
        from .policy import services

        return await self._driver.run(services.get_model_status(self._session, model))

    async def list_deployed_models(
        self, frameworks: str | Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """List the models of the hosted inference service, by task.

        One request is sent for each framework, one after the other.

        Args:
            frameworks: Name of a framework, several of them, or `all`. None takes the main ones:
                `diffusers`, `sentence-transformers`, `text-generation-inference` and
                `transformers`.

        Returns:
            Model ids by task, sorted without regard to case. Models of `sentence-transformers` are
            listed for both tasks that they serve.

        Raises:
            ArgumentError: If a name is empty or no str.
            ResponseDecodeError: If the service answers with something else than a list of models.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            models = await client.list_deployed_models("sentence-transformers")
            print(models["sentence-similarity"])
            ```
        """
        from .policy import services

        return await self._driver.run(services.list_deployed_models(self._session, frameworks))

    async def get_recommended_model(self, task: str) -> str:
        """Return the model that the hub recommends for a task; methods call it if none is given.

        The hub is asked once per client, for all tasks.

        Args:
            task: Task id, such as `text-classification`.

        Returns:
            A model id.

        Raises:
            ArgumentError: If the hub recommends none for this task; it names the tasks that exist.
            StatusError: If the hub answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            print(await client.get_recommended_model("text-classification"))
            ```
        """
        from .policy import services

        return await self._driver.run(services.get_recommended_model(self._session, task))

    async def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """Ask a server about itself: `GET /info`, as TGI, TEI and others answer it.

        Args:
            model: Model id or URL of a server; None takes the client's. The route is found from the
                URL of any other route of the server.

        Returns:
            What the server says; its members differ between servers.

        Raises:
            ArgumentError: If there is neither a model nor a URL.
            ResponseDecodeError: If the answer is not a JSON object.
            StatusError: If the server answers with an error status, 404 if it has no such route.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            info = await client.get_endpoint_info(model="http://localhost:8080")
            print(info["model_id"])
            ```
        """
        from .policy import services

        return await self._driver.run(services.get_endpoint_info(self._session, model))

    async def health_check(self, model: str | None = None) -> bool:
        """Ask a server whether it is well: `GET /health`. It is asked once, without retries.

        Args:
            model: URL of the server, or of any of its routes; None takes the client's.

        Returns:
            Whether the answer has the status 200.

        Raises:
            ArgumentError: If there is no URL; for a hosted model see `get_model_status`.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            InferenceTimeoutError: If there is no answer in time.

        Example:
            ```python
            if not await client.health_check("http://localhost:8080"):
                print("not ready")
            ```
        """
        from .policy import services

        return await self._driver.run(services.health_check(self._session, model))

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        model: str | None = None,
    ) -> Self:
        """Return a client with other options that shares this one's connections.

        Args:
            timeout: Seconds for a whole call, or a `Timeout`. None keeps the client's.
            max_retries: How often a failed request is sent again. None keeps the client's.
            headers: Headers to add to the client's.
            media_policy: What images, audio and video may be. None keeps the client's.
            model: Model id or URL of calls that give none; an id only for a client of a `base_url`,
                whose OpenAI-style requests say it in the body. None keeps the client's.

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
        }
        other = object.__new__(type(self))
        other._session = replace(self._session, config=self._with(options))
        other._driver_of = self._driver.sharing(other._session)
        return other

    def _over(self, driver: Callable[[Session, AsyncDriver], AsyncDriver]) -> Self:
        other = object.__new__(type(self))
        other._session = Session(self._session.config)
        other._driver_of = driver(other._session, self._driver)
        return other

    async def close(self) -> None:
        """Close all connections; streams that are still open end with an error.

        Calls that other threads or tasks wait for come to their end. The client can be used again
        afterwards.
        """
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


def over(client: S, driver: Callable[[Session, Driver], Driver]) -> S:
    """Return a client that is configured as another one and speaks through another driver.

    It has a session of its own. This is the seam for what stands in for the network in tests.

    Args:
        client: The client; it stays as it is.
        driver: Makes the driver of a new session, given the client's own driver.
    """
    return client._over(driver)  # pyright: ignore[reportPrivateUsage]


def async_over(client: A, driver: Callable[[Session, AsyncDriver], AsyncDriver]) -> A:
    """Return a client that is configured as another one and speaks through another driver.

    It has a session of its own. This is the seam for what stands in for the network in tests.

    Args:
        client: The client; it stays as it is.
        driver: Makes the driver of a new session, given the client's own driver.
    """
    return client._over(driver)  # pyright: ignore[reportPrivateUsage]
