"""Fakes: every method of both clients, what a test may queue, and that no socket is opened."""

from __future__ import annotations

import asyncio
import inspect
import io
import pickle
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import PIL.Image
import pytest

from inferloom import (
    ArgumentError,
    AsyncInferenceClient,
    AuthenticationError,
    ChatCompletionOutput,
    InferenceClient,
    InferenceConnectionError,
    InferenceError,
    InferenceTimeoutError,
    ModelLoadingError,
    ModelStatus,
    OverloadedError,
    RateLimitError,
    ResponseDecodeError,
    ResponseTooLargeError,
    ServerError,
    StatusError,
    StreamError,
    StreamInterruptedError,
    TextClassificationOutputElement,
    ValidationError,
)
from inferloom.operations.text_classification import text_classification
from inferloom.testing import AsyncFakeClient, FakeClient, UnansweredError, answers
from inferloom.testing._examples import EXAMPLES
from inferloom.testing.answers import SERVICES
from tests.generated.test_examples import MANIFESTS
from tests.support.clients import Client, Runner
from tests.support.examples import comparable, python

MESSAGES = [{"role": "user", "content": "Hi"}]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **keywords: Any) -> None:
        raise AssertionError("a fake went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(time, "sleep", refuse)


class Faked(Client):
    """A fake of either kind whose methods block."""

    def __init__(self, kind: str, **arguments: Any) -> None:
        self.kind = kind
        self._runner = Runner() if kind == "async" else None
        self.inner = AsyncFakeClient(**arguments) if kind == "async" else FakeClient(**arguments)


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[..., Faked]]:
    made: list[Faked] = []

    def make(**arguments: Any) -> Faked:
        made.append(Faked(request.param, **arguments))
        return made[-1]

    yield make
    for fake in made:
        fake.close()


# The examples ----------------------------------------------------------------------------------


def first_alike(manifest: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    """The example that a call like this one is answered with: of equals, the first."""
    alike: dict[str, Any] = next(
        e for e in manifest["examples"] if e["arguments"] == example["arguments"]
    )
    return alike


CASES = [
    pytest.param(manifest, example, id=f"{task}-{example['name'].replace(' ', '_')}")
    for task, manifest in MANIFESTS.items()
    for example in manifest["examples"]
]


@pytest.mark.parametrize(("manifest", "example"), CASES)
def test_every_method_answers_with_its_examples(
    manifest: dict[str, Any], example: dict[str, Any], make: Callable[..., Faked]
) -> None:
    fake = make()
    result = fake.call(manifest["method"], **python(example["arguments"]))
    if "events" in example["response"]:
        result = list(result)
    assert comparable(result) == comparable(python(first_alike(manifest, example)["result"]))
    (call,) = fake.inner.calls
    assert call.operation.name == manifest["method"]


@pytest.mark.parametrize(("manifest", "example"), CASES)
def test_every_result_can_be_queued(
    manifest: dict[str, Any], example: dict[str, Any], make: Callable[..., Faked]
) -> None:
    """As the objects that the method returns, and as the plain data that they hold."""
    fake = make(strict=True)
    method, arguments = manifest["method"], python(example["arguments"])
    plain = python(example["result"])
    fake.inner.queue(method, plain)
    result = fake.call(method, **arguments)
    if "events" in example["response"]:
        result = list(result)
    if not hasattr(result, "ndim"):  # of one text's tokens, the rank depends on the server
        assert comparable(result) == comparable(plain)
    fake.inner.queue(method, result)
    again = fake.call(method, **arguments)
    if "events" in example["response"]:
        again = list(again)
    assert comparable(again) == comparable(result)
    fake.inner.assert_all_used()


def test_the_examples_are_those_of_the_manifests() -> None:
    assert set(EXAMPLES) == {manifest["method"] for manifest in MANIFESTS.values()}
    methods = {
        name
        for name, value in vars(InferenceClient).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    assert not set(EXAMPLES) & set(SERVICES)
    assert {*EXAMPLES, *SERVICES, "resume"} == methods


def test_a_fake_has_providers_and_no_jobs(make: Callable[..., Faked]) -> None:
    fake = make()
    (entry,) = fake.call("providers", "org/model")
    assert (entry.provider, entry.status) == ("hf-inference", "live")
    fake = make()
    fake.inner.queue("providers", {"inferenceProviderMapping": {}})
    assert fake.call("providers", "org/model") == []
    with pytest.raises(ArgumentError, match="has no jobs"):
        fake.call("resume", None)


def test_a_call_of_an_api_without_an_example_is_answered_in_the_form_of_its_variant(
    make: Callable[..., Faked], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = answers._examples("text_generation")
    own = tuple(example for example in found if example.call.api is None)
    monkeypatch.setattr(answers, "_examples", lambda method: own)
    assert make().call("text_generation", "1 2", api="openai") == "100% open source"
    stream = make().call("text_generation", "1 2", stream=True, api="openai")
    assert list(stream) == [" 3", " 4"]


def test_the_methods_beside_the_tasks(make: Callable[..., Faked]) -> None:
    fake = make(base_url="http://localhost:1")
    assert fake.call("post", json={"inputs": 1}) == b"{}"
    assert fake.call("get_model_status", "org/model").loaded
    assert fake.call("get_recommended_model", "summarization") == "fake-model"
    assert fake.call("list_deployed_models")["summarization"] == ["fake-model"]
    assert fake.call("get_endpoint_info") == {"model_id": "fake-model"}
    assert fake.call("health_check") is True
    fake.inner.queue("post", b"raw", {"a": [1]}, RateLimitError("slow"))
    assert fake.call("post", json=1) == b"raw"
    assert fake.call("post", json=1) == b'{"a":[1]}'
    with pytest.raises(RateLimitError, match="slow"):
        fake.call("post", json=1)
    fake.inner.queue("health_check", False)
    assert fake.call("health_check") is False
    status = ModelStatus(False, "Loadable", {"cpu": 1}, "timm")
    fake.inner.queue("get_model_status", status)
    assert fake.call("get_model_status", "org/model") == status
    with pytest.raises(ArgumentError, match="only tasks"):
        fake.inner.queue("post", lambda call: b"")


def test_the_lines_of_a_raw_stream() -> None:
    fake = FakeClient("org/model")
    fake.queue("post", b"one\ntwo\n")
    assert list(fake.post(json={}, stream=True)) == [b"one", b"two"]


def test_a_file_that_is_named_by_its_url_is_not_downloaded(make: Callable[..., Faked]) -> None:
    fake = make(media_policy="untrusted")
    assert fake.call("image_classification", "https://example.com/cat.png")[0].label


# Queued answers --------------------------------------------------------------------------------


def test_answers_come_in_order_and_then_the_example(make: Callable[..., Faked]) -> None:
    fake = make()
    one = [{"label": "one", "score": 0.5}]
    two = [TextClassificationOutputElement(label="two", score=0.25)]
    fake.inner.queue("text_classification", one, two)
    assert fake.call("text_classification", "a") == one
    assert fake.call("text_classification", "b") == two
    assert fake.call("text_classification", "c")[0].label == "positive"
    assert [call.payload for call in fake.inner.calls] == [{"inputs": t} for t in "abc"]


def test_a_text_is_an_answer_where_answers_have_texts(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.queue("chat.completions.create", "Hello", "Hello", ["Hel", "lo"])
    assert fake.call("chat.completions.create", messages=MESSAGES).text == "Hello"
    stream = fake.call("chat_completion", MESSAGES, stream=True)
    assert [chunk.text for chunk in stream] == ["Hello"]
    stream = fake.call("chat_completion", MESSAGES, stream=True)
    assert [chunk.text for chunk in stream] == ["Hel", "lo"]
    assert (stream.outcome.state, stream.outcome.text) == ("complete", "Hello")


@pytest.mark.parametrize("api", [None, "openai"])
def test_texts_of_a_generation(make: Callable[..., Faked], api: str | None) -> None:
    fake = make()
    options: dict[str, Any] = {} if api is None else {"api": api}
    fake.inner.queue("text_generation", "one two")
    assert fake.call("text_generation", "p", **options) == "one two"
    if api is None:
        fake.inner.queue("text_generation", "one two")
        assert fake.call("text_generation", "p", details=True).text == "one two"
    fake.inner.queue("text_generation", ["one", " two"], ["one", " two"])
    assert list(fake.call("text_generation", "p", stream=True, **options)) == ["one", " two"]
    if api is None:
        chunks = list(fake.call("text_generation", "p", stream=True, details=True))
        assert [chunk.token.text for chunk in chunks] == ["one", " two"]
        assert chunks[-1].generated_text == "one two"


def test_the_whole_of_a_queued_stream() -> None:
    fake = FakeClient()
    fake.queue("chat_completion", ["Hel", "lo"])
    whole = fake.chat_completion([{"role": "user", "content": "Hi"}], stream=True).final()
    assert isinstance(whole, ChatCompletionOutput)
    assert whole.choices[0].message.content == "Hello"


def test_media_and_arrays(make: Callable[..., Faked]) -> None:
    fake = make()
    picture = PIL.Image.new("RGB", (3, 2), "red")
    file = io.BytesIO()
    picture.save(file, "GIF")
    fake.inner.queue("text_to_image", picture, file.getvalue())
    first, second = fake.call("text_to_image", "a"), fake.call("text_to_image", "a")
    assert (first.size, first.getpixel((0, 0))) == ((3, 2), (255, 0, 0))
    assert (second.size, second.format) == ((3, 2), "GIF")
    fake.inner.queue("image_segmentation", [{"label": "cat", "mask": picture}])
    assert fake.call("image_segmentation", file.getvalue())[0].mask.size == (3, 2)
    fake.inner.queue("feature_extraction", np.ones((2, 3), np.float32), [[1, 2]])
    assert fake.call("feature_extraction", ["a", "b"]).shape == (2, 3)
    assert fake.call("feature_extraction", ["a"]).tolist() == [[1, 2]]


def test_functions_answer_for_themselves(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.queue("chat_completion", lambda call: call.payload["messages"][0]["content"])
    fake.inner.queue("chat_completion", lambda call: None, lambda call: RateLimitError("no"))
    assert fake.call("chat_completion", MESSAGES).text == "Hi"
    assert (
        fake.call("chat_completion", MESSAGES).text == make().call("chat_completion", MESSAGES).text
    )
    with pytest.raises(RateLimitError):
        fake.call("chat_completion", MESSAGES)
    fake.inner.queue("chat_completion", lambda call: 3)
    with pytest.raises(ArgumentError, match="no server answers so"):
        fake.call("chat_completion", MESSAGES)


def test_standing_answers(make: Callable[..., Faked]) -> None:
    fake = make(strict=True)
    fake.inner.always("summarization", {"summary_text": "short"})
    fake.inner.queue("summarization", {"summary_text": "first"})
    texts = [fake.call("summarization", "long").summary_text for _ in range(3)]
    assert texts == ["first", "short", "short"]
    fake.inner.assert_all_used()


def test_calls_have_what_was_asked(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.call("text_classification", "a", top_k=2, model="org/model")
    with pytest.raises(ArgumentError):
        fake.call("text_classification", "a", top_k=0)
    (call,) = fake.inner.calls
    assert call.operation.name == "text_classification"
    assert call.payload == {"inputs": "a", "parameters": {"top_k": 2}}
    assert call.model == "org/model"
    fake.inner.reset()
    assert fake.inner.calls == []


def test_strict_fakes_refuse_what_was_not_queued(make: Callable[..., Faked]) -> None:
    fake = make(strict=True)
    with pytest.raises(UnansweredError, match="nothing is queued for text_classification"):
        fake.call("text_classification", "a")
    with pytest.raises(AssertionError):
        fake.call("text_classification", "a")
    with pytest.raises(InferenceError):
        fake.call("text_classification", "a")
    with pytest.raises(UnansweredError):
        fake.call("health_check", "http://localhost")


def test_assert_all_used(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.assert_all_used()
    fake.inner.queue("chat_completion", "a", "b")
    fake.inner.queue("summarization", {"summary_text": "c"})
    fake.call("chat_completion", MESSAGES)
    with pytest.raises(AssertionError, match="1 of chat_completion, 1 of summarization"):
        fake.inner.assert_all_used()


# Errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "attempts"),
    [
        (RateLimitError("slow down"), 3),
        (AuthenticationError("who?"), 1),
        (ServerError("oh", status=502), 3),
        (ValidationError("too long"), 1),
        (OverloadedError("full"), 3),
        (StatusError("pay", status=402), 1),
        (InferenceConnectionError("refused"), 3),
        (InferenceTimeoutError("late"), 1),
        (ResponseDecodeError("odd", body={"odd": 1}), 0),
        (ResponseTooLargeError("big"), 0),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("stream", [False, True])
def test_errors_are_raised_as_if_a_server_had_answered_so(
    error: InferenceError, attempts: int, stream: bool, make: Callable[..., Faked]
) -> None:
    fake = make()
    fake.inner.queue("chat_completion", error, "Hello")
    with pytest.raises(InferenceError) as caught:
        result = fake.call("chat_completion", MESSAGES, stream=stream)
        if stream:
            list(result)
    assert type(caught.value) is type(error)
    assert caught.value is not error
    if not stream:
        assert caught.value.operation == "chat_completion"
    if attempts:
        assert caught.value.attempts == attempts
        assert error.message in str(caught.value)
    # One call has failed, whatever it tried; the next is answered.
    assert fake.call("chat_completion", MESSAGES).text == "Hello"


def test_what_an_error_carries_is_on_the_wire(make: Callable[..., Faked]) -> None:
    fake = make()
    sent = RateLimitError("m", body={"message": "quota"}, headers={"x-a": "b"}, request_id="r-7")
    fake.inner.queue("chat_completion", sent)
    with pytest.raises(RateLimitError) as caught:
        fake.call("chat_completion", MESSAGES)
    error = caught.value
    assert (error.body, error.request_id, error.server_message) == (sent.body, "r-7", "quota")
    assert error.headers["x-a"] == "b"


def test_error_statuses(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.queue_error(
        "chat_completion", status=429, body={"error": "quota"}, headers={"X-Request-Id": "r"}
    )
    with pytest.raises(RateLimitError, match="quota") as caught:
        fake.call("chat_completion", MESSAGES)
    assert caught.value.request_id == "r"
    fake.inner.queue_error("chat_completion", status=500, body="<title>oh</title>", times=2)
    fake.inner.queue("chat_completion", "Hello")
    assert fake.call("chat_completion", MESSAGES).text == "Hello"
    fake.inner.assert_all_used()
    for status in (200, 99, 600, True):
        with pytest.raises(ArgumentError, match="no error status"):
            fake.inner.queue_error("chat_completion", status=status)
    with pytest.raises(ArgumentError, match="times"):
        fake.inner.queue_error("chat_completion", status=500, times=0)


def test_an_answer_that_no_attempt_asked_for_stays_queued(make: Callable[..., Faked]) -> None:
    fake = make(max_retries=0)
    fake.inner.queue_error("chat_completion", status=500, times=1)
    fake.inner.queue("chat_completion", "Hello")
    with pytest.raises(ServerError):
        fake.call("chat_completion", MESSAGES)
    assert fake.call("chat_completion", MESSAGES).text == "Hello"


def test_a_model_that_loads_takes_no_time_and_counts(make: Callable[..., Faked]) -> None:
    fake = make(timeout=60)
    body = {"error": "loading", "estimated_time": 20}
    fake.inner.queue_error("summarization", status=503, body=body, times=2)
    call = fake.call("exchange", text_classification("a"))
    assert call.attempts == 1
    assert fake.call("summarization", "a").summary_text
    fake.inner.queue("summarization", ModelLoadingError("loading"))
    with pytest.raises(InferenceTimeoutError, match="was not loaded"):
        fake.call("summarization", "a")


def test_a_model_that_never_loads_does_not_hang() -> None:
    fake = FakeClient()
    fake.queue("summarization", ModelLoadingError("loading"))
    with pytest.raises(ArgumentError, match="never loads"):
        fake.summarization("a")


@pytest.mark.parametrize(
    ("error", "raised", "state"),
    [
        (StreamInterruptedError("cut"), StreamInterruptedError, "truncated"),
        (InferenceConnectionError("reset"), StreamInterruptedError, "truncated"),
        (InferenceTimeoutError("silent"), InferenceTimeoutError, "failed"),
        (StreamError("inside"), StreamError, "failed"),
        (RateLimitError("inside"), RateLimitError, "failed"),
        (OverloadedError("inside"), OverloadedError, "failed"),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
@pytest.mark.parametrize("method", ["chat_completion", "text_generation"])
def test_streams_that_break(
    error: InferenceError,
    raised: type[InferenceError],
    state: str,
    method: str,
    make: Callable[..., Faked],
) -> None:
    fake = make()
    fake.inner.queue(method, ["a", "b", error])
    stream = fake.call(method, MESSAGES if method == "chat_completion" else "p", stream=True)
    received = []
    with pytest.raises(InferenceError) as caught:
        for chunk in stream:
            received.append(chunk)
    assert type(caught.value) is raised
    assert len(received) == 2
    assert stream.outcome.state == state


def test_classes_of_errors_do_as_well(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.queue("chat_completion", RateLimitError)
    with pytest.raises(RateLimitError):
        fake.call("chat_completion", MESSAGES)


# What no server answers ------------------------------------------------------------------------

CHUNK = {"index": 1, "token": {"id": 1, "text": "a", "logprob": 0, "special": False}}


@pytest.mark.parametrize(
    ("method", "answer", "words"),
    [
        ("text_clasification", [], "no method 'text_clasification'; did you mean"),
        ("chat_completions", "", "no method"),
        ("text_classification", [{"lable": "a", "score": 1}], "0.label: Field required"),
        ("text_classification", [{"label": "a", "score": "b"}], "0.score: .* got 'b'"),
        ("text_classification", {"label": "a", "score": 1}, "valid array"),
        ("text_classification", "positive", "valid array"),
        ("text_classification", object(), "object cannot be sent as JSON"),
        ("text_classification", [{"label": "a", "score": float("nan")}], "not JSON compliant"),
        ("chat_completion", {"choices": [{"index": 0}]}, "choices.0.message: Field required"),
        ("chat_completion", [{"choices": [{"index": 0, "delta": 5}]}], "chunk 0.choices.0.delta"),
        ("chat_completion", ["a", RateLimitError("x"), "b"], "chunk 1: an error can only be the"),
        ("text_generation", [CHUNK], "the stream does not end: generated_text is None"),
        ("text_generation", [], "the stream does not end"),
        ("text_generation", 5, "generated_text: .*valid string"),
        ("text_to_image", "a cat", "image is bytes; got 'a cat'"),
        ("text_to_image", b"", "image of no bytes"),
        ("feature_extraction", [[1], [2, 3]], "not numbers of one shape"),
        ("feature_extraction", 3, "a single number"),
        ("summarization", ArgumentError("x"), "ArgumentError is not what an answer"),
        ("summarization", InferenceError("x"), "InferenceError is not what an answer"),
        ("summarization", ValueError("x"), "ValueError is not an InferenceError"),
        ("summarization", StatusError("x"), "needs a status"),
        ("summarization", RateLimitError("x", status=500), "is a ServerError, no RateLimitError"),
        ("summarization", StreamError("x"), "comes from a stream, and this call has none"),
        ("chat_completion", ["a", ResponseDecodeError("x")], "not what an event"),
    ],
)
def test_answers_are_checked_when_they_are_queued(method: str, answer: object, words: str) -> None:
    fake = FakeClient()
    with pytest.raises(ArgumentError, match=words):
        fake.queue(method, answer)
    with pytest.raises(ArgumentError, match=words):
        fake.always(method, answer)
    fake.assert_all_used()


def test_an_answer_of_another_variant_is_told(make: Callable[..., Faked]) -> None:
    fake = make()
    fake.inner.queue("text_generation", ["a", "b"])
    with pytest.raises(ArgumentError, match="asks for no stream") as caught:
        fake.call("text_generation", "p")
    assert "list of chunks" in str(caught.value)


# As a client -----------------------------------------------------------------------------------


def test_fakes_are_clients() -> None:
    assert issubclass(FakeClient, InferenceClient)
    assert issubclass(AsyncFakeClient, AsyncInferenceClient)
    for fake, client in ((FakeClient, InferenceClient), (AsyncFakeClient, AsyncInferenceClient)):
        ours, theirs = inspect.signature(fake), inspect.signature(client)
        assert {n: p for n, p in ours.parameters.items() if n != "strict"} == theirs.parameters


def test_options_and_namespaces_share_the_script(make: Callable[..., Faked]) -> None:
    fake = make(model="org/model")
    other = fake.inner.with_options(timeout=5, max_retries=0, headers={"x-a": "b"})
    other.queue("chat_completion", RateLimitError)
    with pytest.raises(RateLimitError) as caught:
        fake._runner.run(other.chat_completion(MESSAGES)) if fake._runner else (
            other.chat_completion(MESSAGES)
        )
    assert caught.value.attempts == 1
    assert len(fake.inner.calls) == len(other.calls) == 1
    assert (other.model, other.timeout.total) == ("org/model", 5)


def test_exchanges(make: Callable[..., Faked]) -> None:
    fake = make(base_url="http://localhost:1/v1")
    fake.inner.queue_error("text_classification", status=500, times=1)
    exchange = fake.call("exchange", text_classification("a"))
    assert exchange.result[0].label == "positive"
    assert (exchange.status, exchange.attempts) == (200, 2)
    assert exchange.url == "http://localhost:1/v1"


def test_a_token_of_the_machine_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_this_machine")
    FakeClient(base_url="http://localhost:1").text_classification("a")  # would warn


def test_pickled_fakes_are_fakes() -> None:
    fake = pickle.loads(pickle.dumps(FakeClient("org/model")))
    assert type(fake) is FakeClient
    assert fake.text_classification("a")[0].label == "positive"


def test_threads_share_a_fake() -> None:
    fake = FakeClient(strict=True)
    fake.queue("summarization", *({"summary_text": str(n)} for n in range(200)))
    found: list[str] = []

    def work() -> None:
        for _ in range(25):
            found.append(fake.summarization("a").summary_text)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, found)) == list(range(200))
    assert len(fake.calls) == 200
    fake.assert_all_used()


async def test_tasks_share_a_fake() -> None:
    async with AsyncFakeClient() as fake:
        fake.always("chat_completion", lambda call: call.payload["messages"][0]["content"])
        messages = [[{"role": "user", "content": str(n)}] for n in range(50)]
        answers = await asyncio.gather(*(fake.chat_completion(m) for m in messages))
        assert [answer.text for answer in answers] == [str(n) for n in range(50)]


def test_a_closed_fake_goes_on(make: Callable[..., Faked]) -> None:
    fake = make()
    stream = fake.call("chat_completion", MESSAGES, stream=True)
    next(stream)
    stream.close()
    assert stream.outcome.state == "left"
    assert fake.call("chat_completion", MESSAGES).text
