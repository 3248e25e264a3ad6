"""Tools that put themselves between httpx and the network: no call goes past them unasked."""

from __future__ import annotations

import logging
import subprocess
import sys
import timeit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import pytest

from inferloom.transport import choice
from inferloom.transport.intercepted import ASYNC, SYNC, Watch
from tests.support.clients import Client
from tests.support.server import Script, json_reply

Make = Callable[..., Client]
LABELS = [{"label": "POSITIVE", "score": 1.0}]
MOCKED = [{"label": "MOCKED", "score": 1.0}]
CHUNK = b'data: {"choices": [{"index": 0, "delta": {"content": "mocked"}}]}\n\n'
STREAM = CHUNK + b"data: [DONE]\n\n"
MESSAGES: Any = [{"role": "user", "content": "hi"}]
URL = "http://model.example"

pytestmark = pytest.mark.skipif("choice.engines.DEFAULT != 'native'", reason="is about the choice")
LIBRARIES = ["httpx", "httpx2"]


def answer(request: Any) -> tuple[int, bytes, str]:
    if b'"stream":true' in request.read().replace(b" ", b""):
        return 200, STREAM, "text/event-stream"
    return 200, b'[{"label": "MOCKED", "score": 1.0}]', "application/json"


def both(client: Client) -> None:
    """A call and a stream, whose answers are the mock's."""
    assert client.call("text_classification", "hi") == MOCKED
    stream = client.call("chat_completion", MESSAGES, stream=True)
    assert "".join(stream.text) == "mocked"


def needs(module: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is not installed")


# Each tool ---------------------------------------------------------------------------------------


@needs("respx")
@pytest.mark.parametrize("using", ["httpcore", "httpx"])
def test_respx(using: str, make_client: Make) -> None:
    respx = import_module("respx")
    client = make_client(base_url=URL)

    def answered(request: httpx.Request) -> httpx.Response:
        status, content, kind = answer(request)
        return httpx.Response(status, content=content, headers={"content-type": kind})

    with respx.mock(using=using, assert_all_called=False) as router:
        router.route(host="model.example").mock(side_effect=answered)
        both(client)
        assert len(router.calls) == 2
        with pytest.raises(AssertionError, match="not mocked"):
            client.call("text_classification", "hi", model="http://other.example")


@needs("pytest_httpx")
def test_pytest_httpx(make_client: Make, request: pytest.FixtureRequest) -> None:
    mock = request.getfixturevalue("httpx_mock")
    client = make_client(base_url=URL)
    mock.add_response(url=URL, json=MOCKED)
    mock.add_response(
        url=f"{URL}/v1/chat/completions",
        content=STREAM,
        headers={"content-type": "text/event-stream"},
    )
    both(client)
    assert [each.method for each in mock.get_requests()] == ["POST", "POST"]


@needs("vcr")
def test_vcrpy(tmp_path: Path, server: Script, make_client: Make) -> None:
    vcr = import_module("vcr").VCR(record_mode="once", serializer="json")
    cassette = str(tmp_path / "c.json")
    server.always(lambda seen: json_reply(MOCKED))
    client = make_client(base_url=server.url)
    with vcr.use_cassette(cassette):
        assert client.call("text_classification", "hi") == MOCKED
    server.always(lambda seen: json_reply(LABELS))
    with vcr.use_cassette(cassette):
        assert client.call("text_classification", "hi") == MOCKED, "played, not asked"
    assert client.call("text_classification", "hi") == LABELS, "after it, all is as before"
    assert len(server.seen) == 2


def test_vcrpy_and_a_stream(tmp_path: Path, server: Script, make_client: Make) -> None:
    if find_spec("vcr") is None:
        pytest.skip("vcrpy is not installed")
    vcr = import_module("vcr").VCR(record_mode="once", serializer="json")
    client = make_client(base_url=server.url)
    texts = []
    server.always(lambda seen: events())
    for _ in range(2):
        with vcr.use_cassette(str(tmp_path / "c.json")):
            stream = client.call("chat_completion", MESSAGES, stream=True)
            texts.append("".join(stream.text))
    assert texts == ["mocked", "mocked"]
    assert len(server.seen) == 1


def events() -> Any:
    from tests.support.server import Reply

    return Reply(200, STREAM, {"content-type": "text/event-stream"})


def _spans() -> Any:
    trace = import_module("opentelemetry.sdk.trace")
    export = import_module("opentelemetry.sdk.trace.export")
    memory = import_module("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    exporter = memory.InMemorySpanExporter()
    provider = trace.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(exporter))
    return provider, exporter


@needs("opentelemetry.instrumentation.httpx")
@pytest.mark.parametrize("library", ["HTTPXClientInstrumentor", "HTTPX2ClientInstrumentor"])
def test_opentelemetry(library: str, server: Script, make_client: Make) -> None:
    tool = getattr(import_module("opentelemetry.instrumentation.httpx"), library, None)
    if tool is None:
        pytest.skip("this version knows httpx only")
    server.always(lambda seen: events() if b"stream" in seen.body else json_reply(MOCKED))
    provider, exporter = _spans()
    client = make_client(base_url=server.url)
    tool().instrument(tracer_provider=provider)
    try:
        tracer = provider.get_tracer("test")
        with tracer.start_as_current_span("ours") as ours:
            if client.kind == "sync":
                both(client)
            else:  # what is current here is not in the loop of the test's client
                client.call("text_classification", "hi")
        found = [span for span in exporter.get_finished_spans() if span.name != "ours"]
        assert len(found) == (2 if client.kind == "sync" else 1)
        if client.kind == "sync":
            assert {span.parent.span_id for span in found} == {ours.get_span_context().span_id}
    finally:
        tool().uninstrument()
    count = len(exporter.get_finished_spans())
    client.call("text_classification", "hi")
    assert len(exporter.get_finished_spans()) == count, "native again"


def run(script: str, url: str) -> str:
    """In a process of its own: these tools cannot be taken out again."""
    source = "import asyncio, logging, sys, inferloom\n" + script.replace("URL", repr(url))
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


CALLS = """
def calls():
    with inferloom.InferenceClient(base_url=URL, token=False) as client:
        assert client.text_classification("hi")[0].label == "MOCKED"
        stream = client.chat_completion([{"role": "user", "content": "hi"}], stream=True)
        assert "".join(stream.text) == "mocked"
    async def main():
        async with inferloom.AsyncInferenceClient(base_url=URL, token=False) as client:
            assert (await client.text_classification("hi"))[0].label == "MOCKED"
            stream = await client.chat_completion([{"role": "user", "content": "hi"}], stream=True)
            assert [chunk async for chunk in stream]
    asyncio.run(main())
"""


@needs("sentry_sdk")
def test_sentry(server: Script) -> None:
    server.always(lambda seen: events() if b"stream" in seen.body else json_reply(MOCKED))
    script = """
import sentry_sdk
sent = []
sentry_sdk.init(
    traces_sample_rate=1.0,
    dsn="http://k@127.0.0.1:9/1",
    before_send_transaction=lambda event, hint: sent.append(event),
)
with sentry_sdk.start_transaction(name="ours"):
    calls()
(event,) = sent
print(len([span for span in event["spans"] if span["op"] == "http.client"]))
"""
    assert run(CALLS + script, server.url) == "4\n"


@needs("logfire")
def test_logfire(server: Script) -> None:
    server.always(lambda seen: events() if b"stream" in seen.body else json_reply(MOCKED))
    script = """
import logfire
from logfire.testing import TestExporter
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
exporter = TestExporter()
processors = [SimpleSpanProcessor(exporter)]
logfire.configure(send_to_logfire=False, console=False, additional_span_processors=processors)
logfire.instrument_httpx()
calls()
print(len([s for s in exporter.exported_spans if s.name.startswith("POST") and s.end_time]))
"""
    assert int(run(CALLS + script, server.url)) >= 4


# What is the same for all ------------------------------------------------------------------------


@contextmanager
def replaced(target: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(target, name)
    setattr(target, name, value)
    try:
        yield
    finally:
        setattr(target, name, before)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_function_that_somebody_replaced(
    library: str, server: Script, make_client: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """It comes after the client was made, and goes before it is closed."""
    http = import_module(library)
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url)
    named = make_client(base_url=server.url, engine="native")
    caplog.set_level(logging.INFO, "inferloom")

    def handle(self: Any, request: Any) -> Any:
        return http.Response(200, json=MOCKED)

    async def handle_async(self: Any, request: Any) -> Any:
        return http.Response(200, json=MOCKED)

    assert client.call("text_classification", "hi") == LABELS
    with (
        replaced(http.HTTPTransport, "handle_request", handle),
        replaced(http.AsyncHTTPTransport, "handle_async_request", handle_async),
    ):
        for _ in range(3):
            assert client.call("text_classification", "hi") == MOCKED
        assert named.call("text_classification", "hi") == LABELS, "who asks for it goes past"
    assert client.call("text_classification", "hi") == LABELS
    said = [record for record in caplog.records if "wrapped" in record.message]
    assert len(said) == 1
    assert said[0].levelname == "INFO"
    assert library in said[0].message


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("names", [SYNC, ASYNC])
def test_every_way_to_replace_something_is_seen(library: str, names: Any) -> None:
    http = import_module(library)
    client, transport, pool, methods, handle = names
    core = import_module({"httpx": "httpcore", "httpx2": "httpcore2"}[library])
    watch = Watch(names)
    assert watch.found() is None
    places = [(getattr(http, client), name) for name in methods]
    places += [(getattr(http, transport), handle), (getattr(core, pool), handle), (http, client)]
    for target, name in places:
        with replaced(target, name, lambda *arguments, **keywords: None):
            assert watch.found() == library, name
        assert watch.found() is None, name


def test_of_two_it_is_the_one_that_is_mocked() -> None:
    """Tracers wrap both libraries; a mock takes the place of one."""
    import functools

    import httpx2

    def wrapping(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **keywords: Any) -> Any:
            return function(*arguments, **keywords)

        return wrapper

    watch = Watch(SYNC)
    with (
        replaced(httpx.Client, "send", wrapping(httpx.Client.send)),
        replaced(httpx2.Client, "send", wrapping(httpx2.Client.send)),
    ):
        assert watch.found() == "httpx"
        with replaced(httpx2.Client, "send", lambda self, request: None):
            assert watch.found() == "httpx2"


def test_it_costs_less_than_a_microsecond() -> None:
    import_module("httpx2")
    watch = Watch(SYNC)
    assert watch.found() is None
    seconds = min(timeit.repeat(watch.found, number=20_000, repeat=5)) / 20_000
    assert seconds < 5e-6, "a generous bound for a busy machine; alone it is below 1e-6"


def test_nothing_is_imported_to_look() -> None:
    script = """
from inferloom.transport.intercepted import SYNC, Watch
assert Watch(SYNC).found() is None
print([name for name in ("httpx", "httpx2", "httpcore") if name in sys.modules])
"""
    assert run(script, "") == "[]\n"


def test_a_program_without_mocks_stays_native(server: Script, make_client: Make) -> None:
    assert httpx.Client is not None  # it is loaded, and as it was made
    server.always(lambda seen: json_reply(LABELS))
    client = make_client(base_url=server.url)
    assert client.call("text_classification", "hi") == LABELS
    assert isinstance(client.inner._driver.engine, (choice.Chosen, choice.AsyncChosen))
    assert not client.inner._driver.engine._others
