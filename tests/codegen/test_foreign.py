"""Members that are deprecated, and schemas of somebody else, which may say nothing."""

from __future__ import annotations

import asyncio
import copy
import importlib
import inspect
import warnings
from typing import Any

import pytest

from codegen.load import load
from codegen.openapi.document import document
from tests.codegen.inline import ECHO_INPUT, ECHO_OUTPUT, Folder
from tests.support.server import Script, json_reply


def with_old_members() -> tuple[dict[str, Any], dict[str, Any]]:
    given, came = copy.deepcopy(ECHO_INPUT), copy.deepcopy(ECHO_OUTPUT)
    given["properties"]["loud"] = {
        "type": ["boolean", "null"],
        "deprecated": True,
        "description": "Whether to shout; servers decide that now.",
    }
    given["properties"]["how"] = {"$ref": "#/$defs/EchoHow", "deprecated": True}
    given["$defs"] = {
        "EchoHow": {
            "title": "EchoHow",
            "description": "How to repeat.",
            "type": "object",
            "properties": {
                "often": {"type": "integer", "description": "How often.", "deprecated": True}
            },
        }
    }
    came["properties"]["length"] = {
        "type": ["integer", "null"],
        "description": "Number of characters.",
        "deprecated": True,
    }
    return given, came


def test_a_deprecated_member_is_documented_and_warned_of(folder: Folder, server: Script) -> None:
    folder.task("echo", input=with_old_members()[0], output=with_old_members()[1])
    assert folder.run("generate") == 0
    package = folder.load()
    doc = " ".join(str(inspect.getdoc(package.InferenceClient.echo)).split())
    assert "loud: Deprecated. Whether to shout; servers decide that now." in doc
    assert "how: Deprecated. How to repeat." in doc
    types = (folder.out / "types" / "echo.py").read_text()
    assert '"""Deprecated. Number of characters."""' in types
    assert '"""Deprecated. How often."""' in types
    server.always(lambda seen: json_reply({"echo": "hi", "length": 2}))
    with package.InferenceClient(base_url=server.url) as client:
        with pytest.warns(DeprecationWarning, match="echo: the argument loud is depre") as caught:
            client.echo("hi", loud=True)
        assert [warning.filename for warning in caught] == [__file__]
        with pytest.warns(DeprecationWarning, match="the argument how") as caught:
            client.send(package.operations.echo.echo("hi", how={"often": 2}))
        assert [warning.filename for warning in caught] == [__file__]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert client.echo("hi", loud=None).length == 2
    assert server.seen[0].json == {"inputs": "hi", "loud": True}, "it is sent all the same"


async def ask(package: Any, url: str, **options: Any) -> None:
    async with package.AsyncInferenceClient(base_url=url) as client:
        await client.echo("hi", **options)


def test_the_async_client_warns_at_the_callers_line(folder: Folder, server: Script) -> None:
    folder.task("echo", input=with_old_members()[0], output=with_old_members()[1])
    assert folder.run("generate") == 0
    server.queue(json_reply({"echo": "hi"}))
    package = folder.load()
    with pytest.warns(DeprecationWarning, match="the argument loud") as caught:
        asyncio.run(ask(package, server.url, loud=False))
    assert [warning.filename for warning in caught] == [__file__]


def test_a_deprecated_task_is_documented_and_warned_of(folder: Folder, server: Script) -> None:
    note = {"since": "0.2", "use_instead": "`other`."}
    folder.task("echo", status="deprecated", deprecated=note, aliases=["old.echo.create"])
    assert folder.run("generate") == 0
    package = folder.load()
    said = "eprecated since 0.2; use `other` instead"
    for client in (package.InferenceClient, package.AsyncInferenceClient):
        assert str(inspect.getdoc(client.echo)).splitlines()[2] == f"D{said}."
    build = importlib.import_module(f"{package.__name__}.operations.echo").echo
    assert f"D{said}." in str(inspect.getdoc(build))
    server.always(lambda seen: json_reply({"echo": "hi"}))
    with package.InferenceClient(base_url=server.url) as client:
        for call in (client.echo, client.old.echo.create, lambda text: client.send(build(text))):
            with pytest.warns(DeprecationWarning) as caught:
                assert call("hi").echo == "hi"
            assert [str(warning.message) for warning in caught] == [f"echo: d{said}"]
            assert [warning.filename for warning in caught] == [__file__]
    with pytest.warns(DeprecationWarning, match="use `other` instead") as caught:
        asyncio.run(ask(package, server.url))
    assert [warning.filename for warning in caught] == [__file__]


def test_a_line_in_a_loop_is_warned_once(folder: Folder, server: Script) -> None:
    folder.task("echo", status="deprecated", deprecated={"since": "0.2", "use_instead": "other"})
    assert folder.run("generate") == 0
    server.always(lambda seen: json_reply({"echo": "hi"}))
    with folder.load().InferenceClient(base_url=server.url) as client:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("default")
            for _ in range(3):
                client.echo("hi")
        assert len(caught) == 1
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(DeprecationWarning, match=r"echo: deprecated since 0\.2"):
                client.echo("hi")
    assert len(server.seen) == 3, "what is an error is not sent"


def test_the_document_says_that_a_task_is_deprecated(folder: Folder) -> None:
    folder.task("echo", status="deprecated", deprecated={"since": "0.2", "use_instead": "other"})
    specs = load(folder.specs)
    paths = document(specs, "1")["paths"].values()
    operation = next(path["post"] for path in paths if path.get("post", {}).get("x-task") == "echo")
    assert operation["deprecated"] is True
    assert operation["description"].startswith("Deprecated since 0.2; use other instead.")


@pytest.mark.parametrize("place", ["root", "definition"])
def test_only_members_are_deprecated(
    place: str, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    given, _ = with_old_members()
    (given if place == "root" else given["$defs"]["EchoHow"])["deprecated"] = True
    folder.task("echo", input=given)
    assert folder.run("generate") == 2
    assert "unsupported-keyword" in capsys.readouterr().err


def silent(node: Any) -> Any:
    """Return a schema without its descriptions."""
    if isinstance(node, list):
        return [silent(child) for child in node]
    if not isinstance(node, dict):
        return node
    return {k: silent(v) for k, v in node.items() if k != "description" or isinstance(v, dict)}


def test_foreign_schemas_need_no_descriptions(
    folder: Folder, server: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    given, came = map(silent, with_old_members())
    folder.task("echo", input=given, output=came)
    assert folder.run("generate") == 2
    assert "missing-description" in capsys.readouterr().err
    folder.task("echo", input=given, output=came, foreign=True)
    assert folder.run("generate") == 0, capsys.readouterr().err
    package = folder.load()
    doc = str(inspect.getdoc(package.InferenceClient.echo))
    assert "    text:" not in doc and ": \n" not in doc and "None" not in doc
    assert "loud: Deprecated." in " ".join(doc.split())
    assert "model: Model id" in doc
    texts = [path.read_text() for path in folder.out.rglob("echo.py")]
    assert not any('""""""' in text for text in texts)
    server.queue(json_reply({"echo": "hi"}))
    with package.InferenceClient(base_url=server.url) as client:
        assert client.echo("hi").echo == "hi"
