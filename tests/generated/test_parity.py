"""Sync and async are one thing."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import inferloom
from inferloom import AsyncInferenceClient, InferenceClient
from inferloom.client_base.aio import AsyncClient
from inferloom.client_base.sync import SyncClient
from inferloom.streams.aio.stream import AsyncStream
from inferloom.streams.sync.stream import Stream
from tests.generated.test_examples import MANIFESTS
from tests.support.examples import python

PACKAGE = Path(inferloom.__file__).parent
# The one default that the two share a name for and differ in, as the seed has it.
DIFFERENT_DEFAULTS = {("__init__", "trust_env")}
# Where one world has the other's name with a letter or word more.
RENAMED = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__anext__": "__next__",
    "__aiter__": "__iter__",
}


def sync_text(text: str) -> str:
    """Return async source or documentation as the sync client would have it."""
    text = re.sub(r"\.aio\b", ".sync", text)
    return re.sub(r"\b(async |await )|\bAsync(?=[A-Z])|\bAn(?= `)", "", text)


def words(text: str | None) -> str:
    """Return documentation without what differs by "await " alone: where lines of code break."""
    parts = [word for word in sync_text(text or "").split() if word not in ("...", "a", "an")]
    return re.sub(r",(?=[)\]}])", "", "".join(parts))


def members(cls: type) -> dict[str, Any]:
    return {
        RENAMED.get(name, name): value
        for name, value in vars(cls).items()
        if inspect.isfunction(value) or isinstance(value, property)
        if not name.startswith("_") or name in ("__init__", *RENAMED, *RENAMED.values())
    }


PAIRS = [
    pytest.param(InferenceClient, AsyncInferenceClient, id="generated"),
    pytest.param(SyncClient, AsyncClient, id="base"),
    pytest.param(Stream, AsyncStream, id="stream"),
]


@pytest.mark.parametrize(("sync", "asynchronous"), PAIRS)
def test_same_names_signatures_and_documentation(sync: type, asynchronous: type) -> None:
    ours, theirs = members(sync), members(asynchronous)
    assert list(ours) == list(theirs)
    for name, method in ours.items():
        twin = theirs[name]
        if isinstance(method, property):
            assert words(method.__doc__) == words(twin.__doc__)
            continue
        left, right = inspect.signature(method), inspect.signature(twin)
        assert list(left.parameters) == list(right.parameters), name
        for argument, parameter in left.parameters.items():
            other = right.parameters[argument]
            assert parameter.kind is other.kind
            assert sync_text(str(parameter.annotation)) == sync_text(str(other.annotation))
            if (name, argument) not in DIFFERENT_DEFAULTS:
                assert parameter.default == other.default
        if name not in ("__init__", "__iter__"):
            assert sync_text(str(left.return_annotation)) == sync_text(str(right.return_annotation))
        assert words(method.__doc__) == words(twin.__doc__), name


def test_the_async_client_is_the_sync_client_with_awaits() -> None:
    """Without `async`, `await` and `Async` both files say the same, token by token."""

    def normal(name: str) -> str:
        lines = (PACKAGE / name).read_text().splitlines()
        tree = ast.parse(sync_text("\n".join(lines)))
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)) and (
                ast.get_docstring(node) is not None
            ):
                node.body = node.body[1:]
        text = ast.unparse(tree)
        return re.sub(r"trust_env: bool=\w+", "trust_env: bool", text).replace(
            "SyncClient", "Client"
        )

    left = sorted(normal("client.py").splitlines())
    right = sorted(normal("async_client.py").splitlines())
    assert left == right


CASES = [
    pytest.param(manifest["method"], example["arguments"], id=f"{task}-{number}")
    for task, manifest in MANIFESTS.items()
    for number, example in enumerate(manifest["examples"])
]


@pytest.mark.parametrize(("method", "arguments"), CASES)
def test_same_calls(
    method: str, arguments: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same arguments make the same call in both clients."""
    sent: list[Any] = []

    class Caught(Exception):
        pass

    def send(self: object, call: Any) -> None:
        sent.append(call)
        raise Caught

    monkeypatch.setattr(SyncClient, "send", send)
    monkeypatch.setattr(AsyncClient, "send", send)
    values = python(arguments)
    with pytest.raises(Caught):
        getattr(InferenceClient(), method)(**values)
    with pytest.raises(Caught):
        getattr(AsyncInferenceClient(), method)(**values).send(None)
    left, right = sent
    assert left.operation == right.operation
    assert left.result == right.result
    assert left.model == right.model
    assert left.payload == right.payload
