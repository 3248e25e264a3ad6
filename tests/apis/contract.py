"""Every example of the specs of an API over a real socket: what is sent, and what comes back."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from codegen.emit import write
from codegen.lint import lint
from codegen.load import load
from codegen.pipeline import compile_package
from tests.support.examples import comparable, python
from tests.support.server import Reply, Seen, json_reply

__all__ = ["call", "check", "examples", "generate", "imported", "reply_of"]


def generate(specs: Path, package: str, out: Path) -> Path:
    """Generate a package of specs, and return the folder that it can be imported from."""
    documents = load(specs)
    assert not lint(documents)
    write(compile_package(documents, package, runtime=True), out / package, out / "spec.lock")
    return out


@contextmanager
def imported(package: str, folder: Path) -> Iterator[ModuleType]:
    """Import a package, and forget it afterwards."""
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]


def examples(specs: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the manifests of specs, with each of their examples."""
    for path in sorted(specs.glob("tasks/*/operation.json")):
        manifest = json.loads(path.read_text())
        yield from ((manifest, example) for example in manifest["examples"])


def call(client: Any, manifest: Mapping[str, Any], arguments: Mapping[str, Any]) -> Any:
    """Call a method of either client, and return what comes back as plain values."""
    method = client
    for step in manifest.get("qualified", manifest["method"]).split("."):
        method = getattr(method, step)

    async def awaited() -> Any:
        try:
            result = method(**arguments)
            result = await result if asyncio.iscoroutine(result) else result
            return [item async for item in result] if hasattr(result, "__aiter__") else result
        finally:
            await client.close()

    if type(client).__name__.startswith("Async"):
        return asyncio.run(awaited())
    result = method(**arguments)
    is_iterator = hasattr(result, "__next__") or type(result).__name__ == "Pages"
    return list(result) if is_iterator else result


def check(
    manifest: Mapping[str, Any], example: Mapping[str, Any], seen: Seen, result: Any, base: str = ""
) -> None:
    """Compare a request and a result with those of an example."""
    expected = example["request"]
    address = urlsplit(seen.path)
    assert seen.method == expected["method"]
    assert address.path == base + expected["path"]
    assert address.query == expected.get("query", "")
    for name, value in expected.get("headers", {}).items():
        assert seen.headers[name] == value
    kind = seen.headers.get("content-type", "")
    if "json" in expected:
        assert seen.json == expected["json"]
        assert kind == expected.get("content_type", "application/json")
    elif "form" in expected:
        fields = python(expected["form"])
        alone = {n: v[0] if isinstance(v, list) and len(v) == 1 else v for n, v in fields.items()}
        assert _form(seen) == {n: v for n, v in alone.items() if v != []}
    elif "urlencoded" in expected:
        assert seen.body.decode() == expected["urlencoded"]
        assert kind == "application/x-www-form-urlencoded"
    elif "text" in expected:
        assert seen.body.decode() == expected["text"]
        assert kind == expected.get("content_type", "text/plain; charset=utf-8")
    elif "base64" in expected:
        assert seen.body == base64.b64decode(expected["base64"])
        assert kind == expected["content_type"]
    else:
        assert seen.body == b""
        assert not kind
    assert comparable(result) == comparable(python(example["result"]))


def _form(seen: Seen) -> dict[str, Any]:
    """Return the fields of a multipart form; those that come more than once as lists."""
    head = f"content-type: {seen.headers['content-type']}\r\n\r\n".encode()
    fields: dict[str, list[Any]] = {}
    for part in message_from_bytes(head + seen.body).get_payload():
        content = part.get_payload(decode=True)  # type: ignore[union-attr]
        name = str(part.get_param("name", header="content-disposition"))  # type: ignore[union-attr]
        is_file = part.get_filename() is not None  # type: ignore[union-attr]
        fields.setdefault(name, []).append(content if is_file else content.decode())  # type: ignore[union-attr]
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items()}


def reply_of(manifest: Mapping[str, Any], response: Mapping[str, Any]) -> Reply:
    """Return the answer that an example describes."""
    status = response.get("status", 200)
    if "events" in response:
        return _stream(manifest, response["events"])
    if "json" in response:
        return json_reply(response["json"], status)
    headers = {"content-type": response.get("content_type", "text/plain; charset=utf-8")}
    if "base64" in response:
        return Reply(status, base64.b64decode(response["base64"]), headers)
    if "text" in response:
        return Reply(status, response["text"].encode(), headers)
    return Reply(status)


def _stream(manifest: Mapping[str, Any], events: list[Any]) -> Reply:
    variants = manifest.get("variants", [manifest])
    rules = next(entry["stream"] for entry in variants if "stream" in entry)
    if rules.get("framing") == "ndjson":
        lines = [f"{json.dumps(event)}\n".encode() for event in events]
        return Reply(headers={"content-type": "application/x-ndjson"}, blocks=lines)
    blocks = [_event(rules, event).encode() for event in events]
    return Reply(headers={"content-type": "text/event-stream"}, blocks=blocks)


def _event(rules: Mapping[str, Any], event: Any) -> str:
    if isinstance(event, str):
        return f"data: {event}\n\n"
    name = f"event: {event[rules['event']]}\n" if "event" in rules else ""
    data = event[rules["data"]] if "data" in rules else event
    return f"{name}data: {json.dumps(data)}\n\n"
