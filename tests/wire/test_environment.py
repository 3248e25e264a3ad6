"""Settings of the environment that cannot be used: errors that name them, when they are needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inferloom import ArgumentError, AsyncInferenceClient, InferenceClient
from tests.support.clients import Client
from tests.support.raw import CERTIFICATE, body_of, reply
from tests.support.server import Script, json_reply
from tests.support.ways import way_to

Make = Callable[..., Client]
LABELS = [{"label": "a", "score": 1.0}]


@pytest.fixture(params=["missing", "folder", "empty", "no certificate", "unreadable"])
def unusable(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path of what is no file of certificates."""
    path = tmp_path / "ca.pem"
    if request.param == "folder":
        path.mkdir()
    elif request.param == "empty":
        path.touch()
    elif request.param == "no certificate":
        path.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    elif request.param == "unreadable":
        path.write_bytes(CERTIFICATE.read_bytes())
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("nothing is unreadable to this user")
    return str(path)


def test_a_file_of_authorities_that_is_none(
    unusable: str, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", unusable)
    client = make_client(engine="native", base_url="https://127.0.0.1:9")
    for _ in range(2):
        with pytest.raises(ArgumentError, match=r"^SSL_CERT_FILE: ") as caught:
            client.call("text_classification", "hi")
        assert unusable in str(caught.value)
        assert caught.value.argument == "SSL_CERT_FILE"


@pytest.mark.parametrize("name", ["SSL_CERT_DIR", "SSLKEYLOGFILE"])
def test_other_paths_that_cannot_be_used(
    name: str, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv(name, "/nonexistent/place")
    client = make_client(engine="native", base_url="https://127.0.0.1:9")
    with pytest.raises(ArgumentError, match=f"^{name}: '/nonexistent/place'"):
        client.call("text_classification", "hi")


def test_who_needs_no_authorities_does_not_miss_them(
    server: Script, make_client: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(found: Any, number: int) -> None:
        while body_of(found) is not None:
            found.sendall(reply(b'[{"label": "a", "score": 1.0}]'))

    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE"):
        monkeypatch.setenv(name, "/nonexistent/place")
    server.always(lambda seen: json_reply(LABELS))
    assert (
        make_client(engine="native", base_url=server.url).call("text_classification", "hi")
        == LABELS
    )
    monkeypatch.delenv("SSLKEYLOGFILE")  # which every context is made with
    with way_to("tls", handle) as there:
        client = make_client(engine="native", **there.arguments)  # with a context of its own
        assert client.call("text_classification", "hi") == LABELS


def test_a_corrected_variable_is_seen(make_client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def handle(found: Any, number: int) -> None:
        while body_of(found) is not None:
            found.sendall(reply(b'[{"label": "a", "score": 1.0}]'))

    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent/place")
    with way_to("tls", handle) as there:
        del there.arguments["ssl_context"]
        client = make_client(engine="native", **there.arguments, max_retries=0)
        with pytest.raises(ArgumentError, match="SSL_CERT_FILE"):
            client.call("text_classification", "hi")
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with pytest.raises(ConnectionError, match=r"(?i)ip address mismatch"):
            client.call("text_classification", "hi")


@pytest.mark.parametrize("variable", ["ALL_PROXY", "http_proxy"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks"])
def test_socks_without_its_library(
    variable: str,
    scheme: str,
    server: Script,
    make_client: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv(variable, f"{scheme}://me:s3cret@127.0.0.1:9")
    client = make_client(base_url=server.url, trust_env=True)
    with pytest.raises(ArgumentError, match=rf"{variable}: .*SOCKS.*pip install") as caught:
        client.call("text_classification", "hi")
    assert "s3cret" not in str(caught.value)
    assert not server.seen


@pytest.mark.parametrize("kind", [InferenceClient, AsyncInferenceClient])
@pytest.mark.parametrize("value", [True, False, "ca.pem", object()])
def test_what_is_no_context(kind: Any, value: Any) -> None:
    with pytest.raises(ArgumentError, match=r"ssl_context must be an ssl\.SSLContext"):
        kind(ssl_context=value)
