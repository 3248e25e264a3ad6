"""Servers without TGI refuse its arguments by name: they are asked again without them, once."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inferloom import BadRequestError, InferenceClient, TextGenerationOutput
from tests.support.clients import Client
from tests.support.server import Reply, Script, Seen, event_reply, json_reply

MakeClient = Callable[..., Client]

TGI = ("watermark", "stop", "return_full_text", "details", "decoder_input_details", "best_of")
WORDS = (
    "The following `model_kwargs` are not used by the model: {} (note: typos in the generate "
    "arguments will also show up in this list)"
)


class Plain:
    """A server that runs a pipeline of transformers."""

    def __init__(self, status: int = 400) -> None:
        self.status = status
        self.refused = 0

    def __call__(self, seen: Seen) -> Reply:
        odd = [name for name in seen.json.get("parameters", {}) if name in TGI]
        if odd:
            self.refused += 1
            return json_reply({"error": WORDS.format(odd)}, self.status)
        return json_reply([{"generated_text": "ok"}])


def sent(server: Script) -> list[Any]:
    return [seen.json.get("parameters") for seen in server.seen]


@pytest.fixture
def plain(server: Script) -> Iterator[Plain]:
    pipeline = Plain()
    server.always(pipeline)
    yield pipeline


def test_it_is_asked_again_without_them(
    plain: Plain, server: Script, make_client: MakeClient
) -> None:
    client = make_client(model=server.url)
    options = {"watermark": True, "stop": ["a"], "max_new_tokens": 3, "temperature": 0.5}
    with pytest.warns(UserWarning, match="does not take stop, watermark; the call goes without"):
        assert client.call("text_generation", "1 2", **options) == "ok"
    kept = {"max_new_tokens": 3, "temperature": 0.5}
    assert sent(server) == [options, kept]
    # It is remembered, and said again of what was given again.
    with pytest.warns(UserWarning, match="does not take watermark"):
        assert client.call("text_generation", "3", watermark=True, max_new_tokens=3) == "ok"
    assert sent(server)[2:] == [{"max_new_tokens": 3}]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert client.call("text_generation", "3", max_new_tokens=3) == "ok"
    assert plain.refused == 1


def test_an_object_of_nothing_goes_too(
    plain: Plain, server: Script, make_client: MakeClient
) -> None:
    with pytest.warns(UserWarning):
        make_client(model=server.url).call("text_generation", "1", return_full_text=False)
    assert [seen.json for seen in server.seen] == [
        {"inputs": "1", "parameters": {"return_full_text": False}},
        {"inputs": "1"},
    ]


def test_details_are_left_out(plain: Plain, server: Script, make_client: MakeClient) -> None:
    client = make_client(model=server.url)
    with pytest.warns(UserWarning, match="does not take details"):
        found = client.call("text_generation", "1", details=True)
    assert isinstance(found, TextGenerationOutput)
    assert (found.generated_text, found.details) == ("ok", None)


def test_extra_members_too(plain: Plain, server: Script, make_client: MakeClient) -> None:
    client = make_client(model=server.url)
    with pytest.warns(UserWarning, match="best_of"):
        client.call("text_generation", "1", extra_body={"best_of": 2, "num_beams": 2})
    assert sent(server)[1] == {"num_beams": 2}


def test_each_server_and_model_by_itself(
    plain: Plain, server: Script, make_client: MakeClient
) -> None:
    client = make_client()
    for number, path in enumerate(("/a", "/b", "/a"), 1):
        with pytest.warns(UserWarning):
            client.call("text_generation", "1", watermark=True, model=server.url + path)
        assert plain.refused == min(number, 2)
    with pytest.warns(UserWarning):
        make_client().call("text_generation", "1", watermark=True, model=f"{server.url}/a")
    assert plain.refused == 3


def test_what_options_share(plain: Plain, server: Script) -> None:
    with InferenceClient(model=server.url) as client, pytest.warns(UserWarning):
        client.text_generation("1", watermark=True)
        client.with_options(timeout=5).text_generation("1", watermark=True)
    assert plain.refused == 1


def test_streams(server: Script, make_client: MakeClient) -> None:
    token = {"id": 1, "text": "a", "logprob": 0, "special": False}
    chunk = {"index": 1, "token": token, "generated_text": "a", "details": None}
    server.queue(json_reply({"error": WORDS.format(["watermark"])}, 400), event_reply([chunk]))
    with pytest.warns(UserWarning, match="watermark"):
        stream = make_client(model=server.url).call(
            "text_generation", "1", stream=True, watermark=True
        )
        assert list(stream) == ["a"]
    assert sent(server) == [{"watermark": True}, None]


@pytest.mark.parametrize("status", [422, 500])
def test_other_statuses(status: int, server: Script, make_client: MakeClient) -> None:
    server.always(Plain(status))
    client = make_client(model=server.url, max_retries=0)
    with pytest.warns(UserWarning):
        assert client.call("text_generation", "1", watermark=True) == "ok"


def test_it_is_asked_once(server: Script, make_client: MakeClient) -> None:
    server.always(lambda seen: json_reply({"error": WORDS.format(["watermark", "seed"])}, 400))
    client = make_client(model=server.url)
    with pytest.warns(UserWarning), pytest.raises(BadRequestError):
        client.call("text_generation", "1", watermark=True)
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    "words", ["`watermark` is not allowed", WORDS.format(["other"]), WORDS.format([]), ""]
)
def test_other_refusals_are_errors(words: str, server: Script, make_client: MakeClient) -> None:
    server.queue(json_reply({"error": words}, 400))
    with pytest.raises(BadRequestError):
        make_client(model=server.url).call("text_generation", "1", watermark=True)
    assert len(server.seen) == 1


def test_other_tasks_are_not_asked_again(server: Script, make_client: MakeClient) -> None:
    server.always(lambda seen: json_reply({"error": WORDS.format(["top_k"])}, 400))
    with pytest.raises(BadRequestError):
        make_client(model=server.url).call("text_classification", "1", top_k=1)
    assert len(server.seen) == 1
