"""URL resolution: one row per question that DESIGN §8 answers."""

from __future__ import annotations

import pytest

from inferloom.errors import ArgumentError
from inferloom.origins import origin
from inferloom.url_text import is_url, redacted
from inferloom.urls import Endpoints, Route, Target, resolve

TASK = Route("task")
PIPELINE = Route("pipeline")
CHAT = Route("openai", "/chat/completions")
COMPLETIONS = Route("openai", "/completions")
EMBEDDINGS = Route("openai", "/embeddings")
INFO = Route("server", "/info")
HEALTH = Route("server", "/health")
TASKS = Route("hub", "/api/tasks")

PUBLIC = Endpoints()
PRIVATE = Endpoints(hub="https://hub.corp", inference="http://inf.corp:8080/api")
HOSTED = "https://router.huggingface.co/hf-inference/models"
ROUTED = "https://router.huggingface.co/v1/chat/completions"


def run(
    route: Route,
    *,
    model: str | None = None,
    client: str | None = None,
    base: str | None = None,
    endpoints: Endpoints = PUBLIC,
    task: str = "feature-extraction",
) -> tuple[str, str | None] | None:
    target = resolve(
        route, task=task, model=model, client_model=client, base_url=base, endpoints=endpoints
    )
    return None if target is None else (target.url, target.model)


# (route, method model, client model, base_url, URL, model of the target)
Row = tuple[Route, str | None, str | None, str | None, str, str | None]
ROWS: list[Row] = [
    # Hosted: by id.
    (TASK, "org/a", None, None, f"{HOSTED}/org/a", "org/a"),
    (TASK, "gpt2", None, None, f"{HOSTED}/gpt2", "gpt2"),
    (TASK, None, "org/a", None, f"{HOSTED}/org/a", "org/a"),
    (TASK, "org/b", "org/a", None, f"{HOSTED}/org/b", "org/b"),
    (TASK, "org/a.b-c_d", None, None, f"{HOSTED}/org/a.b-c_d", "org/a.b-c_d"),
    (TASK, "org/a b", None, None, f"{HOSTED}/org/a%20b", "org/a b"),
    (TASK, "org/a@main", None, None, f"{HOSTED}/org/a%40main", "org/a@main"),
    (TASK, "org/\u00e9", None, None, f"{HOSTED}/org/%C3%A9", "org/\u00e9"),
    (TASK, "org/100%", None, None, f"{HOSTED}/org/100%25", "org/100%"),
    (PIPELINE, "org/a", None, None, f"{HOSTED}/org/a/pipeline/feature-extraction", "org/a"),
    (PIPELINE, None, "a", None, f"{HOSTED}/a/pipeline/feature-extraction", "a"),
    (CHAT, "org/a", None, None, ROUTED, "org/a"),
    (CHAT, None, "org/a", None, ROUTED, "org/a"),
    (CHAT, "org/b", "org/a", None, ROUTED, "org/b"),
    (CHAT, "org/a:fastest", None, None, ROUTED, "org/a:fastest"),
    (CHAT, "accounts/x/models/y", None, None, ROUTED, "accounts/x/models/y"),
    (CHAT, "../a?b#c", None, None, ROUTED, "../a?b#c"),
    (EMBEDDINGS, "org/a", None, None, "https://router.huggingface.co/v1/embeddings", "org/a"),
    (INFO, "org/a", None, None, f"{HOSTED}/org/a/info", "org/a"),
    (INFO, None, "org/a", None, f"{HOSTED}/org/a/info", "org/a"),
    # A method's id beats a client's URL, everywhere.
    (TASK, "org/b", "https://h/x", None, f"{HOSTED}/org/b", "org/b"),
    (CHAT, "org/b", "https://h/x", None, ROUTED, "org/b"),
    # model= is a URL: posted to as it is.
    (TASK, "https://h", None, None, "https://h", None),
    (TASK, "https://h/", None, None, "https://h/", None),
    (TASK, "https://h/p/?a=1&b=2", None, None, "https://h/p/?a=1&b=2", None),
    (TASK, "http://localhost:8080/predict", None, None, "http://localhost:8080/predict", None),
    (TASK, "HTTPS://H.example/X", None, None, "HTTPS://H.example/X", None),
    (TASK, "https://user:pw@h/p", None, None, "https://h/p", None),
    (TASK, "http://[::1]:8080/p", None, None, "http://[::1]:8080/p", None),
    (TASK, None, "https://h/v1/", None, "https://h/v1/", None),
    (TASK, "https://m/x", "https://c/y", None, "https://m/x", None),
    (TASK, "https://m/x", "org/a", None, "https://m/x", None),
    (TASK, "https://m/x", None, "https://b/v1", "https://m/x", None),
    (PIPELINE, "https://h/p", None, None, "https://h/p", None),
    # model= is a URL, chat: the suffix rules.
    (CHAT, "https://h", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/v1", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/v1/", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/custom", None, None, "https://h/custom/v1/chat/completions", "tgi"),
    (CHAT, "https://h/custom/v1", None, None, "https://h/custom/v1/chat/completions", "tgi"),
    (CHAT, "https://h/v1/chat/completions", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/v1/chat/completions/", None, None, "https://h/v1/chat/completions/", "tgi"),
    (CHAT, "https://h/chat/completions", None, None, "https://h/chat/completions", "tgi"),
    (CHAT, "https://h/chat/completions?k=1", None, None, "https://h/chat/completions?k=1", "tgi"),
    (CHAT, "https://h?v=1", None, None, "https://h/v1/chat/completions?v=1", "tgi"),
    (CHAT, "https://h/?v=1", None, None, "https://h/v1/chat/completions?v=1", "tgi"),
    (CHAT, "https://h/v1?v=1", None, None, "https://h/v1/chat/completions?v=1", "tgi"),
    (CHAT, "https://h/c/v1/?v=/x", None, None, "https://h/c/v1/chat/completions?v=/x", "tgi"),
    (CHAT, None, "https://h", None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://m", "org/a", None, "https://m/v1/chat/completions", "tgi"),
    (CHAT, "https://m", "https://c", None, "https://m/v1/chat/completions", "tgi"),
    (CHAT, "https://h/v10", None, None, "https://h/v10/chat/completions", "tgi"),
    (CHAT, "https://h/vx", None, None, "https://h/vx/v1/chat/completions", "tgi"),
    (CHAT, "https://h/av1", None, None, "https://h/av1/v1/chat/completions", "tgi"),
    # base_url.
    (CHAT, None, None, "http://h:1/v1", "http://h:1/v1/chat/completions", "tgi"),
    (CHAT, None, None, "http://h:1/v1/", "http://h:1/v1/chat/completions", "tgi"),
    (CHAT, None, None, "http://h:1", "http://h:1/v1/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/api", "https://h/api/v1/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v2", "https://h/v2/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/api/paas/v4", "https://h/api/paas/v4/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v1beta", "https://h/v1beta/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v1beta1", "https://h/v1beta1/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v1.1", "https://h/v1.1/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/openai/v1", "https://h/openai/v1/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v1/openai", "https://h/v1/openai/chat/completions", "tgi"),
    (CHAT, None, None, "https://h/v1?k=a", "https://h/v1/chat/completions?k=a", "tgi"),
    (CHAT, None, None, "https://h/v1/chat/completions", "https://h/v1/chat/completions", "tgi"),
    (CHAT, "gpt-4o", None, "https://h/v1", "https://h/v1/chat/completions", "gpt-4o"),
    (CHAT, "llama3:8", None, "https://h/v1", "https://h/v1/chat/completions", "llama3:8"),
    (CHAT, "/data/m", None, "https://h/v1", "https://h/v1/chat/completions", "/data/m"),
    (CHAT, None, "org/a", "https://h/v1", "https://h/v1/chat/completions", "org/a"),
    (CHAT, "org/b", "org/a", "https://h/v1", "https://h/v1/chat/completions", "org/b"),
    (CHAT, "https://m/v1", None, "https://b/v1", "https://m/v1/chat/completions", "tgi"),
    (TASK, None, None, "https://h/v1", "https://h/v1", None),
    (TASK, "org/a", None, "https://h/x/", "https://h/x/", "org/a"),
    (PIPELINE, "org/a", None, "https://h/x", "https://h/x", "org/a"),
    # Other OpenAI-style routes, and the URL of a sibling route.
    (EMBEDDINGS, None, None, "https://h", "https://h/v1/embeddings", "tgi"),
    (EMBEDDINGS, "https://h/v1/embeddings", None, None, "https://h/v1/embeddings", "tgi"),
    (EMBEDDINGS, "https://h/embeddings", None, None, "https://h/embeddings", "tgi"),
    (EMBEDDINGS, "https://h/v1/chat/completions", None, None, "https://h/v1/embeddings", "tgi"),
    (COMPLETIONS, "https://h/v1/chat/completions", None, None, "https://h/v1/completions", "tgi"),
    (COMPLETIONS, "https://h/v1/completions?x", None, None, "https://h/v1/completions?x", "tgi"),
    (CHAT, "https://h/v1/completions", None, None, "https://h/v1/chat/completions", "tgi"),
    (CHAT, "https://h/embeddings", None, None, "https://h/embeddings/v1/chat/completions", "tgi"),
    # The server of the model.
    (INFO, "https://h", None, None, "https://h/info", None),
    (INFO, None, None, "https://h/", "https://h/info", None),
    (INFO, None, None, "https://h/v1", "https://h/info", None),
    (INFO, None, None, "https://h/v1/", "https://h/info", None),
    (INFO, None, None, "https://h/custom/v1", "https://h/custom/info", None),
    (INFO, None, "https://h/v1/chat/completions", None, "https://h/info", None),
    (INFO, "https://h/chat/completions", None, None, "https://h/info", None),
    (INFO, "https://h/generate_stream", None, None, "https://h/info", None),
    (INFO, "https://h/openai/v1?k=1", None, None, "https://h/openai/info?k=1", None),
    (HEALTH, "https://h/embed", "org/a", None, "https://h/health", None),
    (INFO, f"{HOSTED}/o/a", None, None, f"{HOSTED}/o/a/info", None),
    (INFO, f"{HOSTED}/o/a/pipeline/feature-extraction", None, None, f"{HOSTED}/o/a/info", None),
    (INFO, f"{HOSTED}/o/a/v1/chat/completions", None, None, f"{HOSTED}/o/a/info", None),
    # The hub.
    (TASKS, None, None, None, "https://huggingface.co/api/tasks", None),
    (TASKS, "org/a", "https://c", "https://b", "https://huggingface.co/api/tasks", None),
]


@pytest.mark.parametrize(("route", "model", "client", "base", "url", "body_model"), ROWS)
def test_rows(
    route: Route,
    model: str | None,
    client: str | None,
    base: str | None,
    url: str,
    body_model: str | None,
) -> None:
    assert run(route, model=model, client=client, base=base) == (url, body_model)


INF = "http://inf.corp:8080/api/models"


@pytest.mark.parametrize(
    ("route", "model", "expected"),
    [
        (TASK, "org/a", (f"{INF}/org/a", "org/a")),
        (PIPELINE, "org/a", (f"{INF}/org/a/pipeline/feature-extraction", "org/a")),
        (CHAT, "org/a", (f"{INF}/org/a/v1/chat/completions", "org/a")),
        (CHAT, "a:b", (f"{INF}/a%3Ab/v1/chat/completions", "a:b")),
        (INFO, "org/a", (f"{INF}/org/a/info", "org/a")),
        (TASKS, None, ("https://hub.corp/api/tasks", None)),
        (TASK, "https://h/x", ("https://h/x", None)),
        (CHAT, "https://h", ("https://h/v1/chat/completions", "tgi")),
        (CHAT, None, None),
    ],
)
def test_private_endpoints(
    route: Route, model: str | None, expected: tuple[str, str | None] | None
) -> None:
    assert run(route, model=model, endpoints=PRIVATE) == expected


@pytest.mark.parametrize("route", [TASK, PIPELINE, CHAT, INFO])
def test_no_model_is_left_to_the_caller(route: Route) -> None:
    assert run(route) is None


def test_unknown_style() -> None:
    for model in ("org/a", "https://h"):
        with pytest.raises(ValueError, match="Unknown route style 'grpc'"):
            run(Route("grpc"), model=model)


BAD_IDS = [
    "", " ", " org/a", "org/a ", "org/a\n", "org/a\r\nHost: evil", "org/\0", "org/\x7f",
    "org/\u2028a", "..", "../a", "a/..", "org/..a", ".", "./a", "a/.", "org/a?x=1", "org/a#x",
    "org\\a", "org%2fa",
    "org%2Fa", "%2e%2e/a", "org/a%00", "/org/a", "org/a/", "org//a", "a/b/c", "//evil.example/a",
]  # fmt: skip


@pytest.mark.parametrize("model", BAD_IDS)
@pytest.mark.parametrize("route", [TASK, PIPELINE, INFO])
def test_bad_ids(model: str, route: Route) -> None:
    for method, client in ((model, None), (None, model)):
        with pytest.raises(ArgumentError, match="`model` is not") as caught:
            run(route, model=method, client=client)
        assert caught.value.argument == "model"
    with pytest.raises(ArgumentError):
        run(CHAT, model=model, endpoints=PRIVATE)


@pytest.mark.parametrize("model", ["", " ", "a\nb", "a\0", "a\u2028"])
def test_bad_names_in_a_body(model: str) -> None:
    for base in (None, "https://h/v1"):
        with pytest.raises(ArgumentError):
            run(CHAT, model=model, base=base)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("htps://h/x", "start with http://"),
        ("ftp://h/x", "start with http://"),
        (" https://h", "spaces"),
        ("http:/h", "start with http://"),
        ("localhost:8080", "Write http://localhost:8080"),
        ("localhost:8080/v1", "Write http://localhost:8080/v1"),
        ("localhost", "Write http://localhost"),
        ("127.0.0.1:80", "Write http://127.0.0.1:80"),
        ("127.0.0.1/v1", "Write http://127.0.0.1/v1"),
        ("[::1]:8080", r"Write http://\[::1\]:8080"),
        ("my-host.corp:8080/p", "Write http://my-host.corp:8080/p"),
    ],
)
@pytest.mark.parametrize("route", [TASK, CHAT])
def test_forgotten_scheme(route: Route, text: str, advice: str) -> None:
    with pytest.raises(ArgumentError, match=advice) as caught:
        run(route, model=text)
    assert caught.value.argument == "model"


BAD_URLS = [
    "http://", "https://", "http:///p", "http://:80", "http://user@", "http://h:99999", "http://h:x",
    "http://h:0", "http://[::1", "http://h/a b", "http://h\n", "http://h/\r\nX: y", "http://h/\t",
    "http://h\\@evil", "http://u\0@h/", "http://h/\u2028", "http://h\u00a0/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD_URLS)
def test_bad_urls(url: str) -> None:
    for argument, model, base in (("model", url, None), ("base_url", None, url)):
        with pytest.raises(ArgumentError, match=f"`{argument}` is not a valid URL") as caught:
            run(TASK, model=model, base=base)
        assert caught.value.argument == argument
    with pytest.raises(ArgumentError):
        origin(url)


@pytest.mark.parametrize("base", ["", "h/v1", "localhost:8080/v1", "ftp://h"])
def test_base_url_must_be_a_url(base: str) -> None:
    with pytest.raises(ArgumentError, match="`base_url` is not a URL") as caught:
        run(CHAT, base=base)
    assert caught.value.argument == "base_url"


@pytest.mark.parametrize("url", ["htps://u:s3cret@h/x", "http://u:s3cret@h:x/?k=s3cret"])
def test_messages_do_not_quote_secrets(url: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        run(TASK, model=url)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "s3cret" not in repr(caught.value.__context__)


def test_redacted() -> None:
    assert redacted("https://u:p@h:1/a/b?token=x#y") == "https://h:1/a/b"
    assert redacted("https://h/a@b") == "https://h/a@b"
    assert redacted("https://u:p@x@h") == "https://h"


def test_endpoints_from_environment() -> None:
    assert Endpoints.from_environment({}) == Endpoints("https://huggingface.co", None)
    assert Endpoints.from_environment({"HF_ENDPOINT": "", "HF_INFERENCE_ENDPOINT": " "}) == PUBLIC
    assert Endpoints.from_environment(
        {"HF_ENDPOINT": "https://hub.corp/", "HF_INFERENCE_ENDPOINT": "http://inf.corp:8080/api/"}
    ) == (PRIVATE)
    assert PRIVATE.router == "https://router.huggingface.co"


@pytest.mark.parametrize("name", ["HF_ENDPOINT", "HF_INFERENCE_ENDPOINT"])
def test_endpoints_refuse_what_is_no_url(name: str) -> None:
    with pytest.raises(ArgumentError, match=f"`{name}`.*Write http://localhost:80") as caught:
        Endpoints.from_environment({name: "localhost:80"})
    assert caught.value.argument == name


def test_endpoints_from_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example")
    monkeypatch.delenv("HF_INFERENCE_ENDPOINT", raising=False)
    assert Endpoints.from_environment().hub == "https://mirror.example"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Huggingface.CO/x", ("https", "huggingface.co", 443)),
        ("http://h", ("http", "h", 80)),
        ("HTTP://H:8080?x", ("http", "h", 8080)),
        ("https://u:p@h:444/", ("https", "h", 444)),
        ("https://huggingface.co@evil.example/", ("https", "evil.example", 443)),
        ("http://[::1]:80/", ("http", "::1", 80)),
    ],
)
def test_origin(url: str, expected: tuple[str, str, int]) -> None:
    assert origin(url) == expected


def test_is_url() -> None:
    assert all(map(is_url, ["http://h", "https://h", "HTTPS://h", "http://"]))
    assert not any(
        map(is_url, ["", "h", "ftp://h", "data:x", " http://h", "http:/h", "org/http://"])
    )


def test_values_are_plain_data() -> None:
    assert Route("task") == Route(style="task", path="")
    assert hash(PUBLIC) == hash(Endpoints())
    assert Target("https://h", None) == Target(url="https://h", model=None)
