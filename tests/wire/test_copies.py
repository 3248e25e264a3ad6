"""Copies of clients keep the token; pickles have it by the name of a variable, or not at all."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from inferloom import AsyncInferenceClient, InferenceClient, TokenNotFoundError

CLIENTS = [InferenceClient, AsyncInferenceClient]
COPIES: list[Callable[[Any], Any]] = [copy.copy, copy.deepcopy, lambda c: c.with_options(timeout=3)]


@pytest.fixture(autouse=True)
def no_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path))


@pytest.mark.parametrize("token", ["hf_canary", "sk-canary", False, None])
@pytest.mark.parametrize("copied", COPIES)
@pytest.mark.parametrize("cls", CLIENTS)
def test_copies_keep_the_token(cls: Any, copied: Any, token: Any) -> None:
    client = cls("org/name", token=token, headers={"x-own": "1"}, cookies={"a": "1"})
    other = copied(client)
    assert (other.token, other.model, other.cookies) == (token, "org/name", {"a": "1"})
    assert other.headers["x-own"] == "1"


@pytest.mark.parametrize("cls", CLIENTS)
def test_a_token_that_was_passed_is_in_no_pickle(cls: Any) -> None:
    data = pickle.dumps(cls("org/name", token="hf_canary"))
    assert b"canary" not in data
    assert pickle.loads(data).token is None


@pytest.mark.parametrize("name", ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "MY_OWN_KEY"])
@pytest.mark.parametrize("cls", CLIENTS)
def test_a_token_of_a_variable_is_named(
    cls: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "hf_canary")
    data = pickle.dumps(cls("org/name", token="hf_canary"))
    assert b"canary" not in data
    assert name.encode() in data
    assert pickle.loads(data).token == "hf_canary"
    monkeypatch.setenv(name, "hf_other\n")  # where it is loaded, another one
    assert pickle.loads(data).token == "hf_other"
    monkeypatch.delenv(name)
    with pytest.raises(TokenNotFoundError, match=f"variable {name}, which is not set here"):
        pickle.loads(data)


def test_a_key_of_from_env_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAL_KEY", "canary:key")
    data = pickle.dumps(InferenceClient.from_env(provider="fal-ai"))
    assert b"canary" not in data
    twin = pickle.loads(data)
    assert (twin.token, twin.provider) == ("canary:key", "fal-ai")


def test_the_token_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_canary")
    data = pickle.dumps(InferenceClient(token=True))
    assert pickle.loads(data).token == "hf_canary"
    assert pickle.loads(pickle.dumps(InferenceClient())).token is None


@pytest.mark.parametrize("cls", CLIENTS)
def test_no_token_stays_none(cls: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_canary")
    assert pickle.loads(pickle.dumps(cls(token=False))).token is False
