# Generated from specs/client.json
# spec sha256:d77b2b602783. Do not edit: change the spec, then run
# `make generate`.
"""Fakes of both clients, typed as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..async_client import AsyncInferenceClient
from ..client import InferenceClient
from ..secret_texts import Unshown
from .aio.fakes import AsyncFake
from .sync.fakes import Fake

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from ssl import SSLContext

    from ..limits import Limits, Timeout, Wait
    from ..media.policy import MediaPolicy
    from ..providers import ProviderName
    from ..transport.engine import AsyncHttpClient, HttpClient

__all__ = ["AsyncFakeClient", "FakeClient"]


class FakeClient(Fake, InferenceClient):
    """An `InferenceClient` that sends nothing and answers at once.

    A call is answered with what was queued for its method, else with the example of its spec. All
    but the network is real: arguments are checked, answers are decoded, failed requests are
    retried, streams stream. Waiting takes no time, and no token of this machine is looked for.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        token: str | bool | None = None,
        timeout: float | Timeout | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        proxies: str | Mapping[str, str | None] | None = None,
        trust_env: bool = True,
        provider: ProviderName | None = None,
        bill_to: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        max_retries: int = 2,
        retry_timeouts: bool = False,
        on_wait: Callable[[Wait], None] | None = None,
        limits: Limits | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        engine: Literal["native", "httpx", "httpx2"] | None = None,
        http_client: HttpClient | None = None,
        ssl_context: SSLContext | None = None,
        unix_socket: str | None = None,
        strict: bool = False,
    ) -> None:
        """Make a client; nothing is sent and no connection is opened.

        Args:
            model: Model id on the hub, such as `meta-llama/Llama-3.1-8B-Instruct`, or URL of a
                server, which requests are posted to as it is. None takes the model that the hub
                recommends for each task. Not together with `base_url`.
            token: Token to authenticate with; it is sent wherever the calls go. True takes the one
                from `HF_TOKEN` or the token file and raises if there is none; False sends none;
                None takes the one that is found and sends it to Hugging Face only. Not together
                with `api_key`.
            timeout: Seconds for a whole call, retries and waiting for a model to load included, or
                a `Timeout` for its parts. None waits for a loading model without end.
            headers: Headers to send with every request; they override the client's own. Case does
                not matter.
            cookies: Cookies to send with every request.
            proxies: URL of a proxy, or a mapping of `http`, `https` and `all` to one. None takes
                those of the environment if `trust_env` is true.
            trust_env: Take proxies from the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`,
                `NO_PROXY`). True by default in the sync client, False in the async one.
            provider: Who serves the calls: the name of a provider, or `auto` for the first that the
                hub lists for the model and the task. A Hugging Face token (`hf_...`) goes through
                the hub's router, any other key to that provider alone. None takes the hosted
                service and, where that does not serve a model, the first provider that the hub
                lists; chat goes to the router, which chooses. Not together with an address. See
                docs/providers.md.
            bill_to: Organisation, or id of a resource group, that calls by way of the hub's router
                are charged to.
            base_url: URL of a server. Chat is posted to `/chat/completions` below it, after `/v1`
                unless it ends in a version; other tasks are posted to it as it is. In it `{model}`,
                `{task}` and `{path}` stand for the ids and the route's path; see docs/addresses.md.
                Not together with `model`: `with_options(model=...)` gives it a default model.
            api_key: The same as `token`, as the openai client names it.
            max_retries: How often a failed request is sent again (408, 409, 425, 429, 5xx but 501
                and 505, lost connections). Waiting for a loading model does not count. 2 by
                default.
            retry_timeouts: Whether a request that was sent and not answered in the idle time is
                sent again. The server may be at work on it, and may charge for both. False by
                default.
            on_wait: Function that is called before each wait for a model that is being loaded, or
                for a job at a provider, with a `Wait`.
            limits: Numbers and sizes that the client accepts; see `Limits`.
            media_policy: What images, audio and video may be. `"untrusted"` is for strings that
                come from strangers: they are never paths, and URLs are https at public addresses;
                50 MB and 50 megapixels at most. See `MediaPolicy`. None is `"trusted"`: anything.
            engine: What sends the requests: sockets of our own, or a library. None takes `native`,
                or the library that something in this process has wrapped; see docs/engines.md.
            http_client: Client of httpx or httpx2 to send through, with its proxies, TLS, hooks and
                authentication; an `AsyncClient` for the async client. It is not closed. Not
                together with `engine`, `proxies`, `ssl_context`, `unix_socket` or an untrusted
                `media_policy`.
            ssl_context: Settings of TLS, for certificate authorities of your own or a client
                certificate. None takes those of the engine. A pickled client is without it.
            unix_socket: Path of the Unix socket that the server at `base_url` is reached by.
            strict: Whether a call that nothing is queued for is an `UnansweredError`, instead of
                being answered with the example. False by default.

        Raises:
            ArgumentError: If two arguments exclude each other or one has no sense.
            TokenNotFoundError: If `token=True` and there is no token.
        """
        arguments = Unshown(
            model=model,
            token=token,
            timeout=timeout,
            headers=headers,
            cookies=cookies,
            proxies=proxies,
            trust_env=trust_env,
            provider=provider,
            bill_to=bill_to,
            base_url=base_url,
            api_key=api_key,
            max_retries=max_retries,
            retry_timeouts=retry_timeouts,
            on_wait=on_wait,
            limits=limits,
            media_policy=media_policy,
            engine=engine,
            http_client=http_client,
            ssl_context=ssl_context,
            unix_socket=unix_socket,
        )
        del (
            model,
            token,
            timeout,
            headers,
            cookies,
            proxies,
            trust_env,
            provider,
            bill_to,
            base_url,
            api_key,
            max_retries,
            retry_timeouts,
            on_wait,
            limits,
            media_policy,
            engine,
            http_client,
            ssl_context,
            unix_socket,
        )  # a traceback may show the locals
        super().__init__(**arguments)
        self._play(strict)


class AsyncFakeClient(AsyncFake, AsyncInferenceClient):
    """An `AsyncInferenceClient` that sends nothing and answers at once.

    A call is answered with what was queued for its method, else with the example of its spec. All
    but the network is real: arguments are checked, answers are decoded, failed requests are
    retried, streams stream. Waiting takes no time, and no token of this machine is looked for.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        token: str | bool | None = None,
        timeout: float | Timeout | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        proxies: str | Mapping[str, str | None] | None = None,
        trust_env: bool = False,
        provider: ProviderName | None = None,
        bill_to: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        max_retries: int = 2,
        retry_timeouts: bool = False,
        on_wait: Callable[[Wait], None] | None = None,
        limits: Limits | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        engine: Literal["native", "httpx", "httpx2"] | None = None,
        http_client: AsyncHttpClient | None = None,
        ssl_context: SSLContext | None = None,
        unix_socket: str | None = None,
        strict: bool = False,
    ) -> None:
        """Make a client; nothing is sent and no connection is opened.

        Args:
            model: Model id on the hub, such as `meta-llama/Llama-3.1-8B-Instruct`, or URL of a
                server, which requests are posted to as it is. None takes the model that the hub
                recommends for each task. Not together with `base_url`.
            token: Token to authenticate with; it is sent wherever the calls go. True takes the one
                from `HF_TOKEN` or the token file and raises if there is none; False sends none;
                None takes the one that is found and sends it to Hugging Face only. Not together
                with `api_key`.
            timeout: Seconds for a whole call, retries and waiting for a model to load included, or
                a `Timeout` for its parts. None waits for a loading model without end.
            headers: Headers to send with every request; they override the client's own. Case does
                not matter.
            cookies: Cookies to send with every request.
            proxies: URL of a proxy, or a mapping of `http`, `https` and `all` to one. None takes
                those of the environment if `trust_env` is true.
            trust_env: Take proxies from the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`,
                `NO_PROXY`). True by default in the sync client, False in the async one.
            provider: Who serves the calls: the name of a provider, or `auto` for the first that the
                hub lists for the model and the task. A Hugging Face token (`hf_...`) goes through
                the hub's router, any other key to that provider alone. None takes the hosted
                service and, where that does not serve a model, the first provider that the hub
                lists; chat goes to the router, which chooses. Not together with an address. See
                docs/providers.md.
            bill_to: Organisation, or id of a resource group, that calls by way of the hub's router
                are charged to.
            base_url: URL of a server. Chat is posted to `/chat/completions` below it, after `/v1`
                unless it ends in a version; other tasks are posted to it as it is. In it `{model}`,
                `{task}` and `{path}` stand for the ids and the route's path; see docs/addresses.md.
                Not together with `model`: `with_options(model=...)` gives it a default model.
            api_key: The same as `token`, as the openai client names it.
            max_retries: How often a failed request is sent again (408, 409, 425, 429, 5xx but 501
                and 505, lost connections). Waiting for a loading model does not count. 2 by
                default.
            retry_timeouts: Whether a request that was sent and not answered in the idle time is
                sent again. The server may be at work on it, and may charge for both. False by
                default.
            on_wait: Function that is called before each wait for a model that is being loaded, or
                for a job at a provider, with a `Wait`.
            limits: Numbers and sizes that the client accepts; see `Limits`.
            media_policy: What images, audio and video may be. `"untrusted"` is for strings that
                come from strangers: they are never paths, and URLs are https at public addresses;
                50 MB and 50 megapixels at most. See `MediaPolicy`. None is `"trusted"`: anything.
            engine: What sends the requests: sockets of our own, or a library. None takes `native`,
                or the library that something in this process has wrapped; see docs/engines.md.
            http_client: Client of httpx or httpx2 to send through, with its proxies, TLS, hooks and
                authentication; an `AsyncClient` for the async client. It is not closed. Not
                together with `engine`, `proxies`, `ssl_context`, `unix_socket` or an untrusted
                `media_policy`.
            ssl_context: Settings of TLS, for certificate authorities of your own or a client
                certificate. None takes those of the engine. A pickled client is without it.
            unix_socket: Path of the Unix socket that the server at `base_url` is reached by.
            strict: Whether a call that nothing is queued for is an `UnansweredError`, instead of
                being answered with the example. False by default.

        Raises:
            ArgumentError: If two arguments exclude each other or one has no sense.
            TokenNotFoundError: If `token=True` and there is no token.
        """
        arguments = Unshown(
            model=model,
            token=token,
            timeout=timeout,
            headers=headers,
            cookies=cookies,
            proxies=proxies,
            trust_env=trust_env,
            provider=provider,
            bill_to=bill_to,
            base_url=base_url,
            api_key=api_key,
            max_retries=max_retries,
            retry_timeouts=retry_timeouts,
            on_wait=on_wait,
            limits=limits,
            media_policy=media_policy,
            engine=engine,
            http_client=http_client,
            ssl_context=ssl_context,
            unix_socket=unix_socket,
        )
        del (
            model,
            token,
            timeout,
            headers,
            cookies,
            proxies,
            trust_env,
            provider,
            bill_to,
            base_url,
            api_key,
            max_retries,
            retry_timeouts,
            on_wait,
            limits,
            media_policy,
            engine,
            http_client,
            ssl_context,
            unix_socket,
        )  # a traceback may show the locals
        super().__init__(**arguments)
        self._play(strict)
