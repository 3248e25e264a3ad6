"""Specs of somebody who means harm: nothing of them runs, hangs, or leaves the folder."""

from __future__ import annotations

import ast
import copy
import importlib
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.findings import SpecError
from codegen.guard import guard
from codegen.pipeline import runtime_files
from codegen.swap import swap
from tests.codegen.inline import ECHO_INPUT, ECHO_OPERATION, ECHO_OUTPUT, Folder

Change = Callable[[Folder, str], object]
ANYTHING = {"$schema": ECHO_INPUT["$schema"], "title": "Anything", "description": "Anything."}

# `CODE` is an expression that leaves a file behind.
PAYLOADS = {
    "expression": "CODE",
    "in braces": "{CODE}",
    "after quotes": 'a" + str(CODE) + "b',
    "after single quotes": "a' + str(CODE) + 'b",
    "after three quotes": 'a """ + str(CODE) + """ b',
    "on a line of its own": 'a."""\nCODE\n"""',
    "after a backslash": 'a\\"\\"\\"\nCODE\n#',
    "after a line end": "a\nCODE\n",
    "after a carriage return": "a\rCODE\r",
    "after a separator": "a\u2028CODE\u2028b",
    "after a form feed": "a\x0cCODE\x0c",
    "after a semicolon": "a: int = 0; CODE; b",
    "after a parenthesis": "a)\nCODE\n(",
    "as a default": "a, b=CODE",
    "as a type": "(CODE, str)[1]",
    "as a template": "{{ CODE }}{% for x in y %}",
    "as a lambda": "(lambda: CODE)()",
    "as a comprehension": "[CODE for a in (1,)][0]",
    "as an f-string": "f'{CODE}'",
    "as a decorator": "x\n@CODE\ndef f(): ...\n",
    "as an import": "a\nimport antigravity\n",
    "looks like another text": "a\u202e\u2066b",
}


def client(edit: Callable[[dict[str, Any], str], object]) -> Change:
    def change(folder: Folder, text: str) -> None:
        data = json.loads((folder.specs / "client.json").read_text())
        edit(data, text)
        folder.write("client.json", data)

    return change


def argument(key: str) -> Change:
    return client(lambda data, text: data["constructor"][2].update({key: text}))


def task(make: Callable[[str], dict[str, Any]]) -> Change:
    return lambda folder, text: folder.task("echo", **make(text))


def asked(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {**ECHO_INPUT, "properties": {**ECHO_INPUT["properties"], name: schema}, **more}


def told(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {**ECHO_OUTPUT, "properties": {**ECHO_OUTPUT["properties"], name: schema}, **more}


def example(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ECHO_OPERATION["examples"][0]), **changes}


PLACES: dict[str, Change] = {
    "annotation": argument("annotation"),
    "default": argument("default"),
    "async_default": argument("async_default"),
    "name of an argument": argument("name"),
    "doc of an argument": argument("doc"),
    "summary of the client": client(lambda data, text: data.update(summary=f"{text}.")),
    "exported module": client(lambda data, text: data.update(exports={text: ["Call"]})),
    "exported name": client(lambda data, text: data["exports"].append(text)),
    "task": task(lambda text: {"task": text}),
    "method": task(lambda text: {"method": text}),
    "summary": task(lambda text: {"summary": f"{text}."}),
    "docs": task(lambda text: {"docs": text}),
    "alias": task(lambda text: {"aliases": [f"a.{text}"]}),
    "headers": task(lambda text: {"headers": {text: text}}),
    "path": task(lambda text: {"route": {"style": "server", "path": f"/{text}"}}),
    "returns": task(lambda text: {"response": {"kind": "json", "returns": f"{text}."}}),
    "renamed": task(lambda text: {"renamed": {text: "text"}}),
    "defaults": task(lambda text: {"defaults": {text: text}}),
    "deprecated": task(
        lambda text: {
            "status": "deprecated",
            "deprecated": {"since": text, "use_instead": text},
        }
    ),
    "python name": task(
        lambda text: {
            "args": [{"pointer": "/inputs", "name": text, "positional": True}],
            "examples": [example(arguments={text: "hi"})],
        }
    ),
    "example": task(
        lambda text: {
            "examples": [
                example(
                    name=text,
                    arguments={"text": text},
                    request={"json": {"inputs": text}},
                    response={"json": {"echo": text}},
                    result={"echo": text},
                )
            ]
        }
    ),
    "title": task(lambda text: {"input": {**ECHO_INPUT, "title": text}}),
    "description": task(
        lambda text: {
            "input": {**ECHO_INPUT, "description": f"{text}."},
            "output": {**ECHO_OUTPUT, "description": f"{text}."},
        }
    ),
    "description of a property": task(
        lambda text: {
            "input": asked("x", {"type": "string", "description": f"{text}."}),
            "output": told("x", {"type": "string", "description": f"{text}."}),
        }
    ),
    "property": task(
        lambda text: {
            "input": asked(text, {"type": "string", "description": "X."}),
            "output": told(text, {"type": "string", "description": "X."}),
        }
    ),
    "enum": task(
        lambda text: {
            "input": asked("x", {"enum": [text, "b"], "description": "X."}),
            "output": told("x", {"enum": [text, "b"], "description": "X."}),
        }
    ),
    "const": task(lambda text: {"input": asked("x", {"const": text, "description": "X."})}),
    "pattern": task(
        lambda text: {"input": asked("x", {"type": "string", "pattern": text, "description": "X."})}
    ),
    "class of another": task(
        lambda text: {
            "input": asked(
                "x", {"type": "string", "customTypePath": f"os.{text}", "description": "X."}
            )
        }
    ),
    "definition": task(
        lambda text: {
            "input": asked(
                "x",
                {"$ref": f"#/$defs/{text.replace('~', '~0').replace('/', '~1')}"},
                **{"$defs": {text: {"title": text, "description": "X.", "enum": ["a", "b"]}}},
            )
        }
    ),
    "folder": lambda folder, text: folder.task(text.replace("/", "_")[:200]),
}


@pytest.fixture
def code(tmp_path: Path) -> str:
    return f"__import__('pathlib').Path({str(tmp_path / 'ran')!r}).touch()"


def generated(folder: Folder) -> list[str]:
    """Compile specs; if they can be compiled, import all that came of it and return its modules."""
    status = folder.run("generate")
    if status:
        assert status == 2, "a fault in the specs"
        return []
    folder.load()
    names = []
    for path in sorted(folder.out.rglob("*.py")):
        if path.read_text().startswith("# Generated"):
            parts = path.relative_to(folder.out).with_suffix("").parts
            names.append(".".join((folder.name, *parts)).removesuffix(".__init__"))
            importlib.import_module(names[-1])
    return names


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("place", ["annotation", "default", "async_default"])
def test_client_json_is_types_and_constants(
    folder: Folder,
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    place: str,
    payload: str,
) -> None:
    PLACES[place](folder, PAYLOADS[payload].replace("CODE", code))
    assert folder.run("generate") == 2
    assert f"client.json#/constructor/2/{place}" in capsys.readouterr().err
    assert not (tmp_path / "ran").exists() and not folder.out.exists()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("annotation", "str | None"),
        ("annotation", 'Literal["a", "b", -1] | None'),
        ("annotation", "Callable[[str, int], None] | Mapping[str, Sequence[bytes]]"),
        ("annotation", "Callable[..., object]"),
        ("default", "None"),
        ("default", "-1.5"),
        ("default", '"a b"'),
        ("default", "(1, 2)"),
    ],
)
def test_types_and_constants_are_taken(folder: Folder, key: str, text: str) -> None:
    argument(key)(folder, text)
    assert folder.run("lint") == 0


# A few ways to write code, for every place; each takes a second where the specs can be compiled.
EVERYWHERE = [
    "after three quotes",
    "on a line of its own",
    "after a parenthesis",
]


@pytest.mark.parametrize("own_rules", [True, False], ids=["our rules", "rules of theirs"])
@pytest.mark.parametrize("place", PLACES)
def test_no_text_becomes_code(
    folder: Folder, code: str, tmp_path: Path, place: str, own_rules: bool
) -> None:
    if not own_rules:  # the folder has the schemas of its manifests with it
        for name in ("client", "operation", "overlay"):
            folder.write(f"meta/{name}.schema.json", ANYTHING)
    by_hand = runtime_files().keys()
    for payload in EVERYWHERE[:1] if own_rules else EVERYWHERE:
        PLACES[place](folder, PAYLOADS[payload].replace("CODE", code))
        generated(folder)
        assert not (tmp_path / "ran").exists(), payload
        for path in folder.out.rglob("*.py"):
            if path.relative_to(folder.out).as_posix() in by_hand:
                continue
            called = {
                ast.unparse(n.func)
                for n in ast.walk(ast.parse(path.read_text()))
                if isinstance(n, ast.Call)
            }
            assert "__import__" not in called


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "from os import system",
        "from .transport.call import Call as print",
        "x = eval('1')",
        "x = __import__('os')",
        "x = ().__class__.__bases__[0]",
        "x = self.send.__globals__",
        "x = np.os.system",
        "class A(metaclass=type('B', (), {})): pass",
        "def f(x=open('/etc/passwd')): pass",
        "@exec\ndef f(): pass",
        "x: print('a') = 1",
        "x = f'{print(1)}'",
        "x = [print(y) for y in (1,)]",
        "x = 9**9**9",
        "x = 'a' * 10**10",
        "while True: pass",
        "x = lambda: 1",
        'class A:\n    """a""" + open("x").read() + """b"""',
        "open('x')",
    ],
)
def test_the_last_look_finds_code(text: str) -> None:
    with pytest.raises(SpecError, match="would hold code"):
        guard({"a.py": f'"""A."""\n\n{text}\n'}, {"a.py": ("client.json",)})


# Time -------------------------------------------------------------------------------------------

NAUGHTY = ["^(a+)+$", "^(a|a)*$", "^(a*)*b$", "(.*a){25}", r"^(\w+\s?)*$", r"(x+x+)+y"]


@pytest.mark.parametrize("pattern", NAUGHTY)
@pytest.mark.parametrize("place", ["schema", "manifest", "client"])
def test_no_pattern_takes_long(folder: Folder, pattern: str, place: str) -> None:
    text = "a" * 50 + "!"
    if place == "schema":
        schema = {"type": "string", "pattern": pattern, "description": "X."}
        values = {"text": "hi", "x": text}
        sent = {"json": {"inputs": "hi", "x": text}}
        folder.task(
            "echo", input=asked("x", schema), examples=[example(arguments=values, request=sent)]
        )
    else:
        name = "operation" if place == "manifest" else "client"
        meta = json.loads((folder.specs / f"meta/{name}.schema.json").read_text())
        meta["properties"]["summary"]["pattern"] = pattern
        folder.write(f"meta/{name}.schema.json", meta)
        change = PLACES["summary" if place == "manifest" else "summary of the client"]
        change(folder, text)
    began = time.monotonic()
    folder.run("lint")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "pattern",
    [r"^(?=a)a$", r"(a)\1", "a{1000}{1000}{1000}", "(" * 5000 + "a" + ")" * 5000, "[a", "(?<=b)a"],
    ids=["ahead", "group", "large", "deep", "open", "behind"],
)
def test_patterns_that_are_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str], pattern: str
) -> None:
    PLACES["pattern"](folder, pattern)
    assert folder.run("lint") != 0
    shown = "".join(capsys.readouterr())
    assert "x/pattern: schema-shape" in shown and len(shown) < 1500


@pytest.mark.parametrize("pattern", [r"^\p{L}+$", "^[a-z]+(-[a-z]+)*$", r"^\d{3}\b"])
def test_patterns_that_are_taken(folder: Folder, pattern: str) -> None:
    PLACES["pattern"](folder, pattern)
    assert generated(folder)


@pytest.mark.parametrize("direction", ["input", "output"])
def test_unions_of_unions_of_unions(
    folder: Folder, capsys: pytest.CaptureFixture[str], direction: str
) -> None:
    """Thirty definitions that unfold into a thousand million branches."""
    last = [{"type": "string"}, {"type": "integer"}]
    definitions = {}
    for number in range(30):
        refs = [{"$ref": f"#/$defs/{letter}{number + 1}x"} for letter in "AB"]
        for letter in "AB":
            name = f"{letter}{number}x"
            options = refs if number < 29 else last
            definitions[name] = {"title": name, "description": "X.", "anyOf": options}
    root = ECHO_INPUT if direction == "input" else ECHO_OUTPUT
    properties = {
        **root["properties"],
        "x": {"$ref": "#/$defs/A0x", "description": "X."},
        "y": {"$ref": "#/$defs/B0x", "description": "X."},
    }
    schemas = {direction: {**root, "properties": properties, "$defs": definitions}}
    folder.task("echo", **schemas)
    began = time.monotonic()
    assert folder.run("generate") == 2
    assert "union-size" in "".join(capsys.readouterr())
    assert time.monotonic() - began < 5


# Files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ref",
    [
        "file:///etc/passwd",
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "https://specs.example/x.json#/$defs/A",
        "../../common/../../secret.json#/$defs/A",
        "//host/x.json#/$defs/A",
    ],
)
def test_a_reference_stays_in_the_folder(
    folder: Folder, capsys: pytest.CaptureFixture[str], ref: str
) -> None:
    secret = {"$defs": {"A": {"title": "A", "description": "SECRET", "enum": ["a"]}}}
    folder.specs.parent.joinpath("secret.json").write_text(json.dumps(secret))
    folder.task("echo", input=asked("x", {"$ref": ref}))
    assert folder.run("generate") == 2
    shown = capsys.readouterr().err
    assert re.search("ref-form|ref-target", shown) and "SECRET" not in shown


@pytest.mark.parametrize("inside", ["operations", "types", "testing", "params"])
def test_no_link_leads_out_of_the_package(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str], inside: str
) -> None:
    if inside == "params":
        thing = {"title": "Thing", "description": "X.", "type": "object", "properties": {}}
        thing["properties"] = {"a": {"type": "string", "description": "X."}}
        folder.task(
            "echo", input=asked("x", {"$ref": "#/$defs/Thing"}, **{"$defs": {"Thing": thing}})
        )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.out.mkdir()
    (folder.out / inside).symlink_to(elsewhere)
    assert folder.run("generate") == 2
    assert "link" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []
    assert [path.name for path in folder.out.iterdir()] == [inside]


def test_a_file_that_is_a_link_is_replaced(folder: Folder, tmp_path: Path) -> None:
    assert folder.run("generate") == 0
    victim = tmp_path / "victim.py"
    victim.write_text("# Generated from specs/\nmine")
    (folder.out / "client.py").unlink()
    (folder.out / "client.py").symlink_to(victim)
    assert folder.run("generate") == 0
    assert victim.read_text() == "# Generated from specs/\nmine"
    assert not (folder.out / "client.py").is_symlink()


@pytest.mark.parametrize(
    "path", ["../victim", "a/../../victim", "/tmp/victim", "a\\..\\victim", "C:/x"]
)
def test_a_path_stays_in_the_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "victim").write_text("mine")
    folder = tmp_path / "package"
    swap({"a.py": "1"}, folder)
    with pytest.raises(OSError, match="out of the folder"):
        swap({path: "2"}, folder)
    if (folder / path).is_file():
        with pytest.raises(OSError, match="out of the folder"):
            swap({"a.py": "2"}, folder, lambda: [path])
    assert (tmp_path / "victim").read_text() == "mine"
    assert (folder / "a.py").read_text() == "1"


def test_a_vendored_lock_deletes_nothing_elsewhere(tmp_path: Path) -> None:
    into = tmp_path / "copy"
    assert main(["vendor", "--tasks", "text_classification", "--into", str(into)]) == 0
    (tmp_path / "victim").write_text("mine")
    lock = into / "vendor.lock" if (into / "vendor.lock").exists() else next(into.glob("*.lock"))
    data = json.loads(lock.read_text())
    data["files"]["../victim"] = next(iter(data["files"].values()))
    lock.write_text(json.dumps(data))
    main(["vendor", "--update", str(into), "--force"])
    assert (tmp_path / "victim").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["../evil", "a/b", "..", "/tmp/x", "a\\b", "a;b", "import", "", "a\nb"]
)
def test_names_of_new_tasks(folder: Folder, name: str) -> None:
    before = sorted(folder.specs.parent.rglob("*"))
    assert main(["--specs", str(folder.specs), "new-task", name]) == 2
    assert sorted(folder.specs.parent.rglob("*")) == before


def test_the_tests_leave_no_module_behind() -> None:
    assert "antigravity" not in sys.modules
