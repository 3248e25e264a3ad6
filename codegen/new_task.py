"""`new-task`: write the folder of a task that compiles at once and lists what is to be decided."""

from __future__ import annotations

import argparse
import hashlib
import json
import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from . import upstream
from .jsontext import pretty
from .lint import client_members, lint, model_members
from .lint.keywords import DIALECT
from .load import Document, Schema, Task, assemble, read
from .options import BadCall, no_half_specs
from .swap import swap

KINDS = ("json", "stream", "media-in", "media-out")
MEDIA = ("image", "audio", "video")
# One for each thing that no schema says; `lint` lists them until the author deletes them.
DECISIONS = {
    "/args": "Positional arguments: which inputs a caller gives by position, in which order, and"
    " under which Python names.",
    "/flatten": "Parameters: which objects of the request become keyword arguments, and which one"
    " takes the members of extra_body.",
    "/response": "Result: the kind (json, array or bytes), whether one member is returned (project)"
    " and which other shapes servers send (accept).",
    "/route": "Address and streams: the style (task, pipeline, openai or server); a task that"
    " streams has variants, a switch and stream.json.",
}
STREAM_DECISIONS = {
    "/args": DECISIONS["/args"],
    "/flatten": DECISIONS["/flatten"],
    "/variants": "What comes back: the result, and the stream of chunks for it: where a chunk's"
    " text is (text), how its end is known (complete, and end if servers send a marker), and how"
    " the chunks add up to the result (accumulate).",
    "/route": "Address: the style (task, pipeline, openai or server).",
}
_PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
_SWITCH = {"stream": {"type": "boolean", "description": "Whether the answer comes piece by piece."}}
# Files that are small and begin as files of their kind do: PNG, WAV, MP4.
SAMPLES = {
    "image": ("image/png", _PIXEL),
    "audio": ("audio/wav", "UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA=="),
    "video": ("video/mp4", "AAAAGGZ0eXBpc29tAAAAAGlzb21tcDQyAAAACGZyZWU="),
}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `new-task` to the command line."""
    text = "write the folder of a new task, ready to compile"
    command = commands.add_parser("new-task", help=text, description=text)
    command.set_defaults(run=_new_task)
    command.add_argument("name", metavar="NAME", help="task id, as in text-ranking or text_ranking")
    command.add_argument(
        "--kind",
        choices=KINDS,
        default="json",
        help="JSON both ways, the same with a stream, a file that is sent, or a file that is"
        " received (default: json)",
    )
    command.add_argument(
        "--media", choices=MEDIA, default="image", help="what the file is (default: image)"
    )


def scaffold(name: str, kind: str = "json", media: str = "image") -> dict[str, Any]:
    """Return the documents of a new task.

    Args:
        name: Its folder, in snake case.
        kind: One of `KINDS`.
        media: One of `MEDIA`, for the two kinds with files.

    Returns:
        Data by path below the specs folder.
    """
    title = "".join(word.title() for word in name.split("_"))
    words = name.replace("_", " ")
    make = {"json": _json, "stream": _stream, "media-in": _media_in, "media-out": _media_out}
    parts = make[kind](title, media)
    manifest = {
        "task": name.replace("_", "-"),
        "method": name,
        "summary": f"Call a model of the task {words}.",
        "todo": decisions(kind),
        **parts.manifest,
    }
    files = {
        f"tasks/{name}/input.json": _request(title, words, parts),
        f"tasks/{name}/output.json": _root(f"{title}Output", f"Answer of {words}.", parts.output),
    }
    if parts.chunk is not None:
        chunk = _root(f"{title}StreamOutput", f"A piece of an answer of {words}.", parts.chunk)
        files[f"tasks/{name}/stream.json"] = chunk
    return {**files, f"tasks/{name}/operation.json": manifest}


def decisions(kind: str) -> dict[str, str]:
    """Return what is to be decided about a task of a kind: pointer in the manifest, and what."""
    return STREAM_DECISIONS if kind == "stream" else DECISIONS


@dataclass(frozen=True)
class _Parts:
    """Where the kinds differ."""

    inputs: Schema
    parameter: tuple[str, Schema]
    output: Schema
    manifest: Schema
    chunk: Schema | None = None


def _json(title: str, media: str) -> _Parts:
    size = {
        "type": "integer",
        "minimum": 1,
        "description": "Largest number of characters to return. The server's choice by default.",
    }
    text = {"text": {"type": "string", "description": "The text that the model made."}}
    answer = {"text": "Good morning."}
    body = {"inputs": "Guten Morgen.", "parameters": {"max_length": 40}}
    example = {
        "name": "a text",
        "arguments": {"text": "Guten Morgen.", "max_length": 40},
        "request": {"json": body},
        "response": {"json": answer},
        "result": answer,
    }
    return _Parts(
        {"type": "string", "description": "The text to work on."},
        ("max_length", size),
        {"type": "object", "properties": text, "required": ["text"]},
        _manifest("text", "json", {"kind": "json", "returns": "What the model made."}, example),
    )


def _stream(title: str, media: str) -> _Parts:
    whole = _json(title, media)
    manifest = whole.manifest
    chunks = [{"piece": "Good "}, {"piece": "morning.", "done": True}]
    streamed = {
        "name": "in pieces",
        "arguments": {"text": "Guten Morgen.", "stream": True},
        "request": {"json": {"inputs": "Guten Morgen.", "stream": True}},
        "response": {"events": [*chunks, "[DONE]"]},
        "result": chunks,
        "final": {"text": "Good morning."},
    }
    stream = {
        "schema": "stream.json",
        "text": "/piece",
        "complete": {"field": "done"},
        "end": "[DONE]",
        "accumulate": {"rename": {"piece": "text"}, "join": ["text"], "omit": ["done"]},
        "returns": "With `stream=True`, a stream of its pieces.",
    }
    variants = [
        {"when": {"stream": False}, "response": manifest["response"]},
        {"when": {"stream": True}, "stream": stream},
    ]
    args = [*manifest["args"], {"pointer": "/stream", "switch": True}]
    changed = {"args": args, "variants": variants}
    order = ("args", "flatten", "extra_body", "route", "encoding", "variants")
    return replace(
        whole,
        manifest={
            **{key: {**manifest, **changed}[key] for key in order},
            "examples": [*manifest["examples"], streamed],
        },
        chunk={
            "type": "object",
            "properties": {
                "piece": {"type": "string", "description": "What is new of the text."},
                "done": {
                    "type": ["boolean", "null"],
                    "description": "True in the last piece.",
                },
            },
        },
    )


def _media_in(title: str, media: str) -> _Parts:
    kind, content = SAMPLES[media]
    count = {
        "type": "integer",
        "minimum": 1,
        "description": "Number of labels to return, best first. The server's choice by default.",
    }
    element = {
        "title": f"{title}OutputElement",
        "description": "One label and its score.",
        "type": "object",
        "properties": {
            "label": {"type": "string", "description": "Name of the class."},
            "score": {"type": "number", "description": "Score of the class, 0 to 1."},
        },
        "required": ["label", "score"],
    }
    answer = [{"label": "cat", "score": 0.9}]
    example = {
        "name": "the file alone",
        "arguments": {media: {"$base64": content}},
        "request": {"base64": content, "content_type": kind},
        "response": {"json": answer},
        "result": answer,
    }
    return _Parts(
        {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": f"{media}/*",
            "description": f"The {media} to look at.",
        },
        ("top_k", count),
        {
            "type": "array",
            "items": {"$ref": f"#/$defs/{title}OutputElement"},
            "$defs": {f"{title}OutputElement": element},
        },
        _manifest(media, "media", {"kind": "json", "returns": "Labels, best first."}, example),
    )


def _media_out(title: str, media: str) -> _Parts:
    kind, content = SAMPLES[media]
    seed = {"type": "integer", "description": "Seed of the random numbers. A new one by default."}
    example = {
        "name": "with a seed",
        "arguments": {"prompt": "A lighthouse.", "seed": 7},
        "request": {"json": {"inputs": "A lighthouse.", "parameters": {"seed": 7}}},
        "response": {"base64": content, "content_type": kind},
        "result": {"$base64": content},
    }
    inside = {"type": "string", "description": "The file as base64, where servers send JSON."}
    response = {"kind": "bytes", "media": media, "returns": f"The {media}."}
    return _Parts(
        {"type": "string", "description": f"What the {media} is to show."},
        ("seed", seed),
        {"type": "object", "properties": {media: inside}, "required": [media]},
        _manifest("prompt", "json", response, example),
    )


def _manifest(argument: str, encoding: str, response: Schema, example: Schema) -> Schema:
    return {
        "args": [{"pointer": "/inputs", "name": argument, "positional": True}],
        "flatten": ["/parameters"],
        "extra_body": "/parameters",
        "route": {"style": "task"},
        "encoding": encoding,
        "response": response,
        "examples": [example],
    }


def _request(title: str, words: str, parts: _Parts) -> Schema:
    name, parameter = parts.parameter
    parameters = {
        "title": f"{title}Parameters",
        "description": f"Options of {words}.",
        "type": "object",
        "properties": {name: parameter},
    }
    return _root(
        f"{title}Input",
        f"Request of {words}.",
        {
            "type": "object",
            "properties": {
                "inputs": parts.inputs,
                "parameters": {"$ref": f"#/$defs/{title}Parameters"},
                **(_SWITCH if parts.chunk is not None else {}),
            },
            "required": ["inputs"],
            "$defs": {f"{title}Parameters": parameters},
        },
    )


def _root(title: str, description: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "title": title, "description": description, **schema}


# The command ------------------------------------------------------------------------------------


def _new_task(options: argparse.Namespace) -> int:
    into, documents = folder_for("task", options)
    name = _checked(options.name, assemble(options.specs, documents).tasks, into)
    write_new(scaffold(name, options.kind, options.media), into, options.specs, documents)
    say_decisions("operation.json", decisions(options.kind))
    print("\nThen `lint` and `generate`. The example is a test already: change it with the rest.")
    return 0


def folder_for(what: str, options: argparse.Namespace) -> tuple[Path, dict[str, Document]]:
    """Return the folder that something new is written to, and the documents that there are.

    Raises:
        BadCall: If nobody says which specs are meant.
        SpecError: If they cannot be read.
    """
    root: Path = options.specs
    no_half_specs(options)
    into: Path = options.add[-1] if options.add else root
    if into == upstream.specs() and not upstream.in_repository():
        fix = f"name the folder that the {what} is to be written to"
        raise BadCall("--specs", "is missing", fix)
    # The folder of the first addition may not be there yet.
    return into, read(root, [path for path in options.add if path.exists()], options.overlays)


def write_new(
    files: Mapping[str, Any], into: Path, root: Path, documents: Mapping[str, Document]
) -> None:
    """Write new files, if they go with the specs, and say which.

    Raises:
        BadCall: If they do not.
    """
    texts = {path: pretty(data) for path, data in files.items()}
    _try(root, documents, texts)
    for path in swap(texts, into).written:
        print(f"wrote {into / path}")


def say_decisions(file: str, entries: Mapping[str, str]) -> None:
    """Print what is to be decided about something new."""
    print(f"\nTo decide; delete each entry of `todo` in {file} when it is settled:")
    for number, (pointer, text) in enumerate(entries.items(), 1):
        print(f"  {number}. {pointer:10} {text}")


def _checked(name: str, tasks: tuple[Task, ...], into: Path) -> str:
    """Return the folder of a new task.

    Raises:
        BadCall: If a task cannot have this name.
    """
    folder = name.replace("-", "_")
    problem, remedy = "", "choose another name"
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", folder):
        problem = "is no task id"
        snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKD", name))
        snake = re.sub(r"[^A-Za-z0-9]+", "_", snake).strip("_").lower()
        remedy = f"write lower-case words, as in {snake or 'text-ranking'}"
    elif keyword.iskeyword(folder):
        problem = "is a keyword of Python"
    elif folder in client_members():
        problem = "is a member of the clients"
    elif folder in model_members() or hasattr(BaseModel, folder):
        problem = "is a member of the models that pydantic makes"
    elif folder == "common":
        problem = "is the module of shared types"
    elif any(task.folder == folder for task in tasks) or (into / "tasks" / folder).exists():
        problem, remedy = "is there already", f"change tasks/{folder}, or choose another name"
    else:
        for task in tasks:
            aliases = task.operation.data.get("aliases", [])
            if task.operation.data.get("method") == folder:
                problem = f"is the method of {task.operation.path}"
            elif folder in [alias.split(".")[0] for alias in aliases]:
                problem = f"is the first part of an alias in {task.operation.path}"
    if problem:
        raise BadCall("NAME", f"{name!r} {problem}", remedy)
    return folder


def _try(root: Path, documents: Mapping[str, Document], texts: Mapping[str, str]) -> None:
    """Check that the new files add no fault to the specs.

    Raises:
        BadCall: If they do; names of classes may be taken.
    """
    new = {
        path: Document(path, json.loads(text), hashlib.sha256(text.encode()).hexdigest(), text)
        for path, text in texts.items()
    }
    before = set(lint(assemble(root, documents)))
    added = [f for f in lint(assemble(root, {**documents, **new})) if f not in before]
    if added:
        raise BadCall("NAME", f"does not go with the other specs: {added[0]}", "choose another")
