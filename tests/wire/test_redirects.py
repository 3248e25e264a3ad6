"""Where a redirect may lead, and what goes along."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inferloom import InferenceError, StatusError
from inferloom.policy.redirects import redirected
from inferloom.policy.steps import Answer
from inferloom.transport.engine import Request
from tests.support.clients import Client
from tests.support.server import Reply, Script, json_reply, scripted

CANARY = "canary-4f1c"
LABELS = [{"label": "POSITIVE", "score": 0.9}]
KEY = Path(__file__).parent.parent / "data" / "pictures.example.pem"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64

Make = Callable[..., Client]


def to(location: str, status: int) -> Reply:
    return Reply(status, headers={"location": location})


@pytest.fixture
def secure() -> Iterator[Script]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(KEY)
    with scripted(context) as script:
        yield script


@pytest.fixture
def trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


# Ways to write the same plain address: `{}` is the host and port.
IN_THE_OPEN = [
    "http://{}/x",
    "HTTP://{}/x",
    "Http://{}/x",
    "hTtP://{}/x",
    "  http://{}/x",
    "http://user:pass@{}/x",
    "http:\\\\{}/x",
    "http:{}/x",
    "http:///{}/x",
    "h\tttp://{}/x",
]


@pytest.mark.parametrize("location", IN_THE_OPEN)
@pytest.mark.parametrize(
    ("method", "status"), [("post", 307), ("post", 308), ("get", 301), ("get", 302), ("get", 307)]
)
def test_nothing_that_was_sent_in_secret_goes_out_in_the_open(
    server: Script,
    secure: Script,
    trusting: ssl.SSLContext,
    make_client: Make,
    location: str,
    method: str,
    status: int,
) -> None:
    server.always(lambda seen: json_reply(LABELS))
    secure.queue(to(location.replace("{}", server.url.removeprefix("http://")), status))
    secure.always(lambda seen: Reply(404))
    client = make_client(
        base_url=secure.url, token=CANARY, ssl_context=trusting, max_retries=0, timeout=10
    )
    with pytest.raises(InferenceError):
        if method == "get":
            client.call("get_endpoint_info")
        else:
            client.call("text_classification", "hi")
    assert server.seen == []


def test_the_error_says_why(
    server: Script, secure: Script, trusting: ssl.SSLContext, make_client: Make
) -> None:
    secure.queue(to(f"{server.url}/x", 307))
    client = make_client(base_url=secure.url, ssl_context=trusting)
    with pytest.raises(StatusError, match="https to http") as caught:
        client.call("text_classification", "hi")
    assert caught.value.status == 307


def test_a_health_check_stays_on_https(
    server: Script, secure: Script, trusting: ssl.SSLContext, make_client: Make
) -> None:
    server.always(lambda seen: json_reply({}))
    secure.queue(to(server.url.replace("http", "HTTP", 1), 302))
    client = make_client(base_url=secure.url, token=CANARY, ssl_context=trusting)
    assert client.call("health_check") is False
    assert server.seen == []


@pytest.mark.parametrize("scheme", ["http", "HTTP"])
def test_a_download_stays_on_https(
    server: Script, secure: Script, trusting: ssl.SSLContext, make_client: Make, scheme: str
) -> None:
    with scripted() as model:
        model.always(lambda seen: json_reply(LABELS))
        server.always(lambda seen: Reply(200, PNG, {"content-type": "image/png"}))
        secure.queue(to(server.url.replace("http", scheme, 1), 302))
        client = make_client(base_url=model.url, ssl_context=trusting)
        with pytest.raises(ValueError, match="https to http"):
            client.call("image_classification", f"{secure.url}/a.png")
        assert (server.seen, model.seen) == ([], [])


def test_from_http_to_https_is_fine(
    server: Script, secure: Script, trusting: ssl.SSLContext, make_client: Make
) -> None:
    secure.always(lambda seen: json_reply(LABELS))
    server.queue(to(f"{secure.url}/x", 308))
    client = make_client(base_url=server.url, token=CANARY, ssl_context=trusting)
    assert client.call("text_classification", "hi")[0].label == "POSITIVE"
    assert CANARY not in str(secure.seen[0].headers)


@pytest.mark.parametrize(
    "location",
    [
        "ftp://{}/x",
        "file:///etc/passwd",
        "data:application/json,[]",
        "javascript:alert(1)",
        "ws://{}/x",
        "http+unix://{}/x",
        "http://[::1/x",
        "http://a b/x",
        "http://{}:99999/x",
    ],
)
def test_no_redirect_leads_to_another_scheme(
    server: Script, make_client: Make, location: str
) -> None:
    server.always(lambda seen: to(location.replace("{}", "127.0.0.1"), 307))
    client = make_client(base_url=server.url, max_retries=0)
    for method, arguments in (("text_classification", ("hi",)), ("get_endpoint_info", ())):
        with pytest.raises(StatusError, match="307"):
            client.call(method, *arguments)
    assert len(server.seen) == 2


SECRETS: dict[str, Any] = {
    "token": CANARY,
    "cookies": {"session": CANARY},
    "headers": {
        "X-API-Key": CANARY,
        "X-Anything": CANARY,
        "Proxy-Authorization": CANARY,
        "Referer": CANARY,
    },
}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("own", ["token", "authorization", "basic"])
def test_another_port_is_another_origin(
    server: Script, make_client: Make, status: int, own: str
) -> None:
    with scripted() as other:
        other.always(lambda seen: json_reply({}))
        server.queue(to(f"{other.url}/x", status))
        arguments = dict(SECRETS)
        address = server.url
        if own != "token":
            del arguments["token"]
        if own == "authorization":
            arguments["headers"] = {**SECRETS["headers"], "Authorization": CANARY}
        if own == "basic":
            address = server.url.replace("//", f"//user:{CANARY}@")
        make_client(base_url=address, **arguments).call("get_endpoint_info")
    assert "authorization" in server.seen[0].headers
    assert CANARY not in str(other.seen[0])
    assert set(other.seen[0].headers) <= {"host", "user-agent", "accept", "accept-encoding"}


def test_back_at_its_own_origin_a_call_has_no_credential(server: Script, make_client: Make) -> None:
    with scripted() as other:
        other.always(lambda seen: to(f"{server.url}/back", 307))
        server.queue(to(f"{other.url}/x", 307), json_reply(LABELS))
        make_client(base_url=server.url, **SECRETS).call("text_classification", "hi")
    assert server.seen[1].path == "/back"
    assert CANARY not in str(server.seen[1].headers)


def test_a_user_in_a_location_is_nobody(server: Script, make_client: Make) -> None:
    server.queue(
        to(server.url.replace("//", "//user:canary@") + "/x", 307),
        Reply(400, b'{"error": "no"}'),
    )
    with pytest.raises(StatusError) as caught:
        make_client(base_url=server.url).call("text_classification", "hi")
    assert "authorization" not in server.seen[1].headers
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("https://a.example/x", "https://a.example:443/y", True),
        ("https://a.example/x", "https://A.EXAMPLE/y", True),
        ("https://a.example/x", "HTTPS://a.example/y", True),
        ("https://a.example/x", "//a.example/y", True),
        ("https://a.example/x", "https://a.example:8443/y", False),
        ("https://a.example/x", "https://a.example./y", False),
        ("https://a.example/x", "https://a.example@b.example/y", False),
        ("https://a.example/x", "https://b.example/a.example", False),
        ("https://a.example/x", "https://a.example.b.example/", False),
        ("https://a.example/x", "//b.example/y", False),
        ("https://münchen.example/x", "https://mnchen.example/y", False),
        ("http://[::1]:80/x", "http://[::1]/y", True),
        ("http://[::1]/x", "http://[::ffff:127.0.0.1]/y", False),
        ("http://127.0.0.1/x", "http://localhost/y", False),
        ("HTTP://a.example/x", "http://a.example:80/y", True),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_origins_are_compared_parsed(before: str, after: str, same: bool, method: str) -> None:
    headers = {"authorization": "t", "cookie": "c", "x-own": "o", "accept": "*/*"}
    moved = redirected(Request(method, before, headers), Answer(308, {"location": after}))
    assert moved is not None
    assert moved.headers == (headers if same else {"accept": "*/*"})


@pytest.mark.parametrize("before", ["https://a.example/x", "HTTPS://a.example/x"])
@pytest.mark.parametrize("after", ["http://a.example/", "HTTP://a.example/", "hTTp://b.example/"])
def test_schemes_are_compared_parsed(before: str, after: str) -> None:
    for method in ("GET", "POST"):
        assert redirected(Request(method, before, {}), Answer(308, {"location": after})) is None
