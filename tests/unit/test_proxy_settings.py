"""Which proxy a request goes through, as the environment and the client say."""

from __future__ import annotations

import pytest

from inferloom import ArgumentError, AsyncInferenceClient, InferenceClient
from inferloom.proxy_settings import Proxy, parsed, proxy_for

SECRET = "s3cret"


def chosen(url: str, client: InferenceClient | None = None) -> Proxy | None:
    scheme, _, place = url.partition("://")
    host, _, port = place.rpartition(":")
    config = (client or InferenceClient())._session.config
    return proxy_for(config.proxies, config.trust_env, scheme, host.strip("[]"), int(port))


@pytest.mark.parametrize(
    ("entries", "reached", "proxied"),
    [
        ("localhost:8080", ["localhost:8080"], ["localhost:8081", "example.com:8080"]),
        ("127.0.0.1:8080", ["127.0.0.1:8080"], ["127.0.0.1:80", "localhost:8080"]),
        ("10.0.0.0/8", ["10.0.0.1:80", "10.255.3.4:9"], ["11.0.0.1:80", "10.example.com:80"]),
        ("10.1.2.3/8", ["10.9.9.9:80"], ["11.0.0.1:80"]),
        ("192.168.1.0/24:8080", ["192.168.1.7:8080"], ["192.168.1.7:80", "192.168.2.7:8080"]),
        ("fd00::/8", ["[fd12::1]:80"], ["[fe80::1]:80", "10.0.0.1:80"]),
        ("[fd00::]/8", ["[fd12::1]:80"], ["[fe80::1]:80"]),
        ("::1", ["[::1]:80", "[0:0:0:0:0:0:0:1]:9"], ["[::2]:80"]),
        ("[::1]", ["[::1]:80"], ["[::2]:80"]),
        ("[::1]:8080", ["[::1]:8080"], ["[::1]:80"]),
        ("10.0.0.0/8", ["[::ffff:10.0.0.1]:80"], ["[::ffff:11.0.0.1]:80"]),
        ("example.com", ["example.com:80", "a.b.example.com:80"], ["notexample.com:80"]),
        (".example.com", ["example.com:80", "a.example.com:80"], ["notexample.com:80"]),
        ("*.example.com", ["a.example.com:80"], ["notexample.com:80"]),
        ("example.com.", ["example.com:80"], ["example.org:80"]),
        ("EXAMPLE.com", ["Example.COM:80"], ["example.org:80"]),
        ("example.com:443", ["example.com:443"], ["example.com:80"]),
        ("*", ["example.com:80", "10.0.0.1:80", "[::1]:80"], []),
        ("a.example, *", ["example.com:80"], []),
        (" localhost , 10.0.0.1 ", ["localhost:80", "10.0.0.1:80"], ["10.0.0.2:80"]),
        ("localhost 10.0.0.1", ["localhost:80", "10.0.0.1:80"], ["10.0.0.2:80"]),
        ("http://example.com", ["example.com:80"], []),
        ("https://example.com", [], ["example.com:80"]),
        ("b\xfccher.example", ["xn--bcher-kva.example:80"], ["bcher.example:80"]),
        ("10.0.0.0/99,,:, .", [], ["10.0.0.1:80", "example.com:80"]),
        ("", [], ["localhost:80"]),
    ],
)
@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_no_proxy(
    variable: str,
    entries: str,
    reached: list[str],
    proxied: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv(variable, entries)
    for place in reached:
        assert chosen(f"http://{place}") is None, place
    for place in proxied:
        assert chosen(f"http://{place}") is not None, place


def test_the_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen("http://a.example:80") is None
    monkeypatch.setenv("ALL_PROXY", "http://all.example")
    monkeypatch.setenv("HTTP_PROXY", "http://upper.example:1")
    monkeypatch.setenv("https_proxy", "https://lower.example")
    assert repr(chosen("http://a.example:80")) == "http://upper.example:1"
    assert repr(chosen("https://a.example:443")) == "https://lower.example:443"
    monkeypatch.setenv("http_proxy", "http://own.example:2")
    assert repr(chosen("http://a.example:80")) == "http://own.example:2"
    monkeypatch.setenv("http_proxy", "")  # which turns it off
    assert repr(chosen("http://a.example:80")) == "http://all.example:80"
    monkeypatch.delenv("http_proxy")
    monkeypatch.setenv("REQUEST_METHOD", "GET")  # a CGI script: a header of anybody's
    assert repr(chosen("http://a.example:80")) == "http://all.example:80"
    assert chosen("http://a.example:80", InferenceClient(trust_env=False)) is None
    own = InferenceClient(proxies={"http": "http://given.example:4"})
    assert repr(chosen("http://a.example:80", own)) == "http://given.example:4"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("proxy:3128", "http://proxy:3128"),
        ("proxy", "http://proxy:80"),
        ("  http://proxy:3128/ ", "http://proxy:3128"),
        ("HTTP://proxy:3128/path?query", "http://proxy:3128"),
        ("https://proxy", "https://proxy:443"),
        ("socks5h://proxy", "socks5://proxy:1080"),
        ("socks://127.0.0.1:9/", "socks5://127.0.0.1:9"),
        ("http://[::1]:3128", "http://[::1]:3128"),
        (f"http://me:{SECRET}@proxy:3128", "http://proxy:3128"),
        ("http://b\xfccher.example:1", "http://xn--bcher-kva.example:1"),
    ],
)
def test_proxies_that_can_be_read(url: str, shown: str) -> None:
    assert repr(parsed(url, "HTTP_PROXY")) == shown


def test_a_user_and_a_password() -> None:
    assert parsed("http://proxy", "x").headers == {}
    assert parsed("http://me:p%40%3A@proxy", "x").user == ("me", "p@:")
    assert parsed("http://me@proxy", "x").user == ("me", "")
    assert SECRET not in repr(parsed(f"http://me:{SECRET}@proxy", "x"))


WRONG = [
    "http://:foo",
    "http://",
    "http://proxy:99999",
    "http://proxy:0",
    "http://proxy:port",
    "http://proxy:-1",
    "http://pro xy:3128",
    "ftp://proxy",
    "socks4://proxy",
    "://proxy",
    "http://::1:3128",
    "http://[::1",
    "http://a..b",
    f"http://me:{SECRET}#@proxy:3128",
    f"http://{'a' * 70}.example",
]


@pytest.mark.parametrize("url", WRONG)
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_malformed_proxy_is_an_error_that_names_the_variable(
    variable: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, url)
    client = InferenceClient(base_url="http://127.0.0.1:9")
    with pytest.raises(ArgumentError, match=f"^{variable}: ") as caught:
        client.text_classification("hi")
    assert caught.value.argument == variable
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("url", [url for url in WRONG if "://" in url])
def test_a_malformed_argument_is_found_at_once(url: str) -> None:
    for kind in (InferenceClient, AsyncInferenceClient):
        with pytest.raises(ArgumentError, match=r"^proxies: ") as caught:
            kind(proxies={"http": url})
        assert SECRET not in str(caught.value)
    with pytest.raises(ArgumentError, match=r"^proxies: "):
        InferenceClient(proxies={"http": b"http://x"})  # type: ignore[dict-item]


def test_a_malformed_proxy_for_others_is_nobodys_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://:foo")
    assert chosen("http://a.example:80") is None
    monkeypatch.setenv("HTTP_PROXY", "http://:foo")
    monkeypatch.setenv("NO_PROXY", "a.example")
    assert chosen("http://a.example:80") is None
