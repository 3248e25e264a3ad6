"""What the manifest says about texts, types and sums, compiled for small tasks and used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.codegen.inline import ECHO_INPUT, Folder

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SWITCH = {"type": "boolean", "description": "Piece by piece."}
INPUT = {**ECHO_INPUT, "properties": {**ECHO_INPUT["properties"], "stream": SWITCH}}


def string(*, nullable: bool = False) -> dict[str, Any]:
    return {"type": ["string", "null"] if nullable else "string", "description": "A text."}


def schema(title: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    root = {"title": title, "description": "A thing.", "type": "object"}
    return {"$schema": DIALECT, **root, "properties": properties, "required": required}


FLAG = {"type": ["boolean", "null"], "description": "A flag."}
OUTPUT = schema(
    "EchoOutput",
    {
        "echo": string(nullable=True),
        "words": {"type": "array", "items": {"type": "string"}, "description": "Words."},
    },
    [],
)
STREAM = schema(
    "EchoStreamOutput",
    {"echo": string(), "word": string(nullable=True), "noise": FLAG, "last": FLAG},
    ["echo"],
)
PIECES: list[Any] = [
    {"echo": "a", "word": "a", "kind": "k"},
    {"echo": "#", "word": None, "noise": True},
    {"echo": "b", "word": "b", "kind": None, "last": True},
]
WHOLE = {"echo": "a#b", "words": ["a", "b"], "kind": "k", "noise": True}


def streaming(**rules: Any) -> dict[str, Any]:
    complete = {"field": "last"}
    stream = {"schema": "stream.json", "complete": complete, "returns": "Pieces.", **rules}
    example = {
        "name": "in pieces",
        "arguments": {"text": "ab", "stream": True},
        "request": {"json": {"inputs": "ab", "stream": True}},
        "response": {"events": PIECES},
        "result": PIECES,
    }
    if "accumulate" in rules:
        example["final"] = WHOLE
    response = {"kind": "json", "text": "/echo", "returns": "The text."}
    first = {
        "name": "a word",
        "arguments": {"text": "hi"},
        "request": {"json": {"inputs": "hi"}},
        "response": {"json": {"echo": "hi"}},
        "result": {"echo": "hi"},
    }
    return {
        "input": INPUT,
        "output": OUTPUT,
        "stream": STREAM,
        "args": [
            {"pointer": "/inputs", "name": "text", "positional": True},
            {"pointer": "/stream", "switch": True},
        ],
        "response": None,
        "variants": [
            {"when": {"stream": False}, "response": response},
            {"when": {"stream": True}, "stream": stream},
        ],
        "examples": [first, example],
    }


@pytest.fixture
def echo(folder: Folder) -> Any:
    """Compile `echo` with rules for its stream."""

    def compiled(**rules: Any) -> Any:
        task = streaming(**rules)
        folder.task("echo", **task)
        path = folder.specs / "tasks/echo/operation.json"
        manifest = json.loads(path.read_text())
        del manifest["response"]
        path.write_text(json.dumps(manifest))
        assert folder.run("lint") == 0
        assert folder.run("generate") == 0
        return folder.load()

    return compiled


def streamed(package: Any) -> Any:
    import importlib

    part = f"{package.__name__}."
    chunks = importlib.import_module(f"{part}streams.chunks")
    stream = importlib.import_module(f"{part}streams.sync.stream")
    deadline = importlib.import_module(f"{part}transport.deadline").Deadline(package.Timeout())
    events = importlib.import_module(f"{package.__name__}.operations.echo").echo("x", stream=True)
    blocks = [b"data: " + json.dumps(piece).encode() + b"\n\n" for piece in PIECES]

    class Reply:
        status = 200
        headers: Any = {}  # noqa: RUF012

        def read(self) -> bytes:
            return blocks.pop(0) if blocks else b""

        def close(self) -> None:
            pass

    decoder = chunks.ChunkDecoder(events.result, {}, "echo", 1000)
    return stream.Stream(Reply(), decoder, deadline, 1)


def test_texts_of_plain_members(echo: Any) -> None:
    package = echo(text="/echo", special="/noise")
    assert package.EchoOutput(echo="a").text == "a"
    assert package.EchoOutput().text is None
    assert [package.EchoStreamOutput(**piece).text for piece in PIECES] == ["a", "", "b"]
    stream = streamed(package)
    assert list(stream.text) == ["a", "b"]
    assert stream.outcome.text == "ab"
    with pytest.raises(package.InferenceError, match="nothing says how the chunks"):
        stream.final()


def test_the_members_of_a_sum(echo: Any) -> None:
    rules = {"join": ["echo"], "collect": {"word": "words"}, "omit": ["last"]}
    package = echo(text="/word", accumulate=rules)
    assert [package.EchoStreamOutput(**piece).text for piece in PIECES] == ["a", "", "b"]
    stream = streamed(package)
    assert stream.final() == WHOLE
    assert type(stream.final()) is package.EchoOutput


def test_generated_properties_read_like_written_ones(echo: Any, folder: Folder) -> None:
    echo(text="/echo", special="/noise")
    source = folder.files()["types/echo.py"]
    assert (
        '''
    @property
    def text(self) -> str:
        """The new text, `echo`; empty if that is no part of the answer."""
        return "" if self.noise else self.echo or ""
'''
        in source
    )
