"""Which model a server is asked for, and what is said where it does not know the name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ArgumentError, InferenceError
from tests.support.clients import Client
from tests.support.server import Script, event_reply, json_reply

USER = [{"role": "user", "content": "hi"}]
COMPLETION = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "x"}}]}
EMBEDDING = {"object": "list", "data": [{"index": 0, "embedding": [1.0]}]}
LABELS = [{"label": "a", "score": 1.0}]


def test_a_client_of_a_base_url_holds_a_default_model(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=f"{server.url}/v1")
    client.inner = client.inner.with_options(model="m", max_retries=0)
    assert (client.inner.model, client.inner.base_url) == ("m", f"{server.url}/v1")
    assert "model='m'" in repr(client.inner)
    server.queue(json_reply(COMPLETION), json_reply(COMPLETION), json_reply(EMBEDDING))
    client.call("chat_completion", USER)
    client.call("chat_completion", USER, model="other")
    client.call("create_embeddings", "a")
    assert [(seen.path, seen.json["model"]) for seen in server.seen] == [
        ("/v1/chat/completions", "m"),
        ("/v1/chat/completions", "other"),
        ("/v1/embeddings", "m"),
    ]
    client.inner = client.inner.with_options(model="third")
    server.queue(json_reply(COMPLETION))
    client.call("chat_completion", USER)
    assert server.seen[-1].json["model"] == "third"
    for wrong in (server.url, "http://h/{model}", 3):
        with pytest.raises(ArgumentError, match=r"^model\b|`model`") as caught:
            client.inner.with_options(model=wrong)
        assert caught.value.argument == "model"


def test_a_server_without_v1_is_reached(server: Script, make_client: Callable[..., Client]) -> None:
    ranks = {"results": [{"index": 0, "relevance_score": 0.5}]}
    models = {"object": "list", "data": [{"id": "minilm"}]}
    client = make_client(base_url=f"{server.url}/{{path}}?key=1")
    server.queue(json_reply(EMBEDDING), json_reply(ranks), json_reply(models), json_reply({}))
    client.call("create_embeddings", "a", model="minilm")
    client.call("rerank", "q", ["a"], model="minilm")
    assert client.call("list_models")[0].id == "minilm"
    assert client.call("health_check")
    paths = ["/embeddings?key=1", "/rerank?key=1", "/models?key=1", "/health?key=1"]
    assert [seen.path for seen in server.seen] == paths
    server.queue(json_reply(EMBEDDING))
    client.call("create_embeddings", "a", model=f"{server.url}/embeddings?v=2")
    assert server.seen[-1].path == "/embeddings?v=2"


def test_a_model_that_nobody_would_be_told_is_an_error(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=f"{server.url}/x")
    asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
        ("text_classification", ("a",), {}),
        ("feature_extraction", ("a",), {}),
        ("text_generation", ("a",), {"stream": True}),
        ("rerank", ("a", ["b"]), {"api": "tei"}),
        ("tokenize", ("a",), {"api": "llama.cpp"}),
        ("list_models", (), {}),
        ("get_endpoint_info", (), {}),
        ("post", (), {"json": {}}),
    ]
    for method, arguments, options in asked:
        with pytest.raises(ArgumentError, match="nothing would say the model") as caught:
            client.call(method, *arguments, **options, model="org/m")
        assert f"base_url='{server.url}/x/models/{{model}}'" in str(caught.value)
        assert caught.value.argument == "model"
    assert server.seen == []
    server.queue(json_reply(LABELS), json_reply(LABELS))
    client.call("text_classification", "a", model=f"{server.url}/models/y/")
    several = make_client(base_url=f"{server.url}/models/{{model}}?k=1")
    several.call("text_classification", "a", model="org/m")
    assert [seen.path for seen in server.seen] == ["/models/y/", "/models/org/m?k=1"]


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("http://h/models/{modle}", "write {model}"),
        ("http://h/{tsak}/x", "write {task}"),
        ("http://h/{Path}", "write {path}"),
        ("http://h/{id}/x", "{id} stands for nothing; there are {model}, {task}, {path}"),
        ("http://h/x?m={modell}", "write {model}"),
        ("http://h/{}", "{} stands for nothing"),
        ("http://h/{model", "a brace stands alone"),
        ("http://h/model}", "a brace stands alone"),
        ("http://h/{{model}}", "a brace stands alone"),
        ("http://{model}.example/x", "in the name of the host"),
    ],
)
def test_a_misspelt_placeholder_is_refused_at_once(
    url: str, advice: str, make_client: Callable[..., Client]
) -> None:
    for argument in ("base_url", "model"):
        with pytest.raises(ArgumentError) as caught:
            make_client(**{argument: url})
        assert advice in str(caught.value)
        assert caught.value.argument == argument
    with pytest.raises(ArgumentError) as caught:
        make_client().call("text_classification", "a", model=url)
    assert advice in str(caught.value)


def test_ids_cannot_leave_their_place(make_client: Callable[..., Client]) -> None:
    client = make_client(base_url="http://127.0.0.1:9/models/{model}")
    for name in ("../admin", "a/../../b", "a?x", "a#b", "a/b/c", "//evil"):
        with pytest.raises(ArgumentError, match="model"):
            client.call("text_classification", "a", model=name)


REFUSALS = [
    (404, {"error": {"message": "The model `tgi` does not exist.", "type": "NotFoundError"}}),
    (400, {"error": {"message": "Invalid model name passed in model=tgi. Call `/v1/models`"}}),
    (400, {"object": "error", "message": "Only vicuna allowed now, your model tgi", "code": 40301}),
    (404, {"error": {"message": 'model "tgi" not found, try pulling it first'}}),
    (500, {"detail": "tgi is not a local folder and is not a valid model identifier"}),
    (400, {"detail": "The requested model 'tgi' is not supported by any provider you have"}),
]


@pytest.mark.parametrize(("status", "body"), REFUSALS)
def test_a_refused_stand_in_is_explained(
    status: int, body: dict[str, Any], server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url, max_retries=0)
    for method, arguments in (("chat_completion", (USER,)), ("create_embeddings", ("a",))):
        server.queue(json_reply(body, status))
        with pytest.raises(InferenceError) as caught:
            client.call(method, *arguments)
        assert caught.value.status == status
        assert "client.list_models()" in str(caught.value)
        assert "model=..." in (caught.value.hint or "")


def test_a_stand_in_that_is_refused_inside_a_stream_is_explained(
    server: Script, make_client: Callable[..., Client]
) -> None:
    client = make_client(base_url=server.url, max_retries=0)
    server.queue(event_reply([{"error": {"message": "model tgi not found", "code": 404}}]))
    stream = client.call("chat_completion", USER, stream=True)
    with pytest.raises(InferenceError) as caught:
        list(stream)
    assert "client.list_models()" in str(caught.value)


@pytest.mark.parametrize(
    "words",
    ["The model `org/tgi-small` does not exist", "TGI has no such model", "tgi-2 model missing"],
)
def test_other_names_are_not_taken_for_the_stand_in(
    words: str, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply({"error": words}, 404))
    with pytest.raises(InferenceError) as caught:
        make_client(base_url=server.url, max_retries=0).call("chat_completion", USER, model="m")
    assert "list_models" not in str(caught.value)
