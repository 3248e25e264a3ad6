"""What a client was made with can be read from it, as from huggingface_hub's."""

from __future__ import annotations

from typing import Any

import pytest

from inferloom import AsyncInferenceClient, InferenceClient, Timeout

CLIENTS = [InferenceClient, AsyncInferenceClient]


@pytest.mark.parametrize("cls", CLIENTS)
def test_what_was_given(cls: Any) -> None:
    client = cls(
        "org/name",
        token="hf_secret",
        timeout=5,
        headers={"X-Own": "1"},
        cookies={"a": "1", "b": "2=3"},
        proxies={"https": "http://user:pass@proxy:1"},
        trust_env=True,
        provider="fal-ai",
        bill_to="acme",
    )
    assert (client.model, client.token, client.provider) == ("org/name", "hf_secret", "fal-ai")
    assert client.timeout == 5 and client.timeout == Timeout(5, idle=5) and client.timeout != 6
    assert client.timeout != -1 and client.timeout != "5" and hash(client.timeout) == hash(5)
    assert client.headers["x-own"] == "1"
    assert repr(client.headers["x-own"]) == "'1'"
    assert client.cookies == {"a": "1", "b": "2=3"}
    assert client.proxies == {"https": "http://user:pass@proxy:1"}
    assert (client.trust_env, client.bill_to) == (True, "acme")
    assert "hf_secret" not in repr(client)


@pytest.mark.parametrize("cls", CLIENTS)
def test_what_was_not_given(cls: Any) -> None:
    client = cls()
    assert client.trust_env is (cls is InferenceClient)
    members = ("model", "token", "cookies", "proxies", "provider", "bill_to")
    assert [getattr(client, name) for name in members] == [None] * 6
    assert "authorization" not in client.headers


@pytest.mark.parametrize("cls", CLIENTS)
def test_tokens(cls: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_found")
    assert cls(token=False).token is False
    assert cls(token=None).token is None
    assert cls(token=True).token == "hf_found"
    assert cls(api_key="sk-1").token == "sk-1"
    assert cls(token="hf_a").with_options(timeout=3).token == "hf_a"


@pytest.mark.parametrize("cls", CLIENTS)
def test_what_is_read_does_not_change_the_client(cls: Any) -> None:
    client = cls(headers={"x-own": "1"})
    client.headers["x-own"] = "2"
    assert client.headers["x-own"] == "1"
    with pytest.raises(AttributeError):
        client.token = "hf_other"
