"""Files import what they use and no more, by what the compiler decides and not by a formatter."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen import emit
from codegen.build import build
from codegen.build.imports import called_in, imports, names_of
from codegen.exports import members, reader
from codegen.lint.taken import client_members, imported_names
from codegen.load import load
from codegen.pipeline import compile_package
from codegen.render import render
from codegen.twins import is_twin
from tests.codegen.inline import ECHO_INPUT, ECHO_OUTPUT, ROOT, Folder

UNUSED = "F401,F811,F821,F822,E9"  # unused, redefined, undefined, not there, no Python


def faults(folder: Path) -> str:
    """Return what ruff has to say of the imports of a folder."""
    return subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--quiet",
         "--output-format", "concise", "--select", UNUSED, str(folder)],
        capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip


def written(texts: dict[str, str], folder: Path) -> Path:
    for path, text in texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return folder


def test_the_formatter_deletes_nothing() -> None:
    """What is rendered has the imports that it needs, before ruff has seen it."""
    assert 'select = ["I"]' in emit._RUFF


def test_what_is_rendered_imports_what_it_uses(tmp_path: Path) -> None:
    spec, bundles = build(load(ROOT / "specs"))
    texts = {file.path: file.body for file in render(spec, bundles, "1.0")}
    assert len(texts) > 90
    assert faults(written(texts, tmp_path)) == ""


def test_a_formatter_that_deletes_imports_would_change_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    specs = load(ROOT / "specs")
    plain = compile_package(specs).files
    monkeypatch.setattr(emit, "_RUFF", emit._RUFF.replace('["I"]', '["F401", "I"]'))
    assert compile_package(specs).files == plain


def asked(**properties: Any) -> dict[str, Any]:
    found = {
        name: {
            "description": "A value.",
            **schema,
        }
        for name, schema in properties.items()
    }
    return {**ECHO_INPUT, "properties": {**ECHO_INPUT["properties"], **found}}


def told(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    properties = {**ECHO_OUTPUT["properties"], "found": {"description": "A value.", **schema}}
    return {**ECHO_OUTPUT, "properties": properties, **more}


def no_body(folder: Folder) -> None:
    """A method without arguments of its own."""
    folder.task(
        "echo",
        input={**ECHO_INPUT, "properties": {}, "required": []},
        args=[],
        encoding="none",
        examples=[
            {
                "name": "none",
                "arguments": {},
                "request": {"method": "GET"},
                "response": {"json": {"echo": "hi"}},
                "result": {"echo": "hi"},
            }
        ],
    )


def list_of_texts(folder: Folder) -> None:
    """A result that is a list of Python's own types: nothing is imported for it."""
    output = {
        "$schema": ECHO_OUTPUT["$schema"],
        "title": "EchoOutput",
        "description": "Texts.",
        "type": "array",
        "items": {"type": "string"},
    }
    example = {
        "name": "a word",
        "arguments": {"text": "hi"},
        "request": {"json": {"inputs": "hi"}},
        "response": {"json": ["hi"]},
        "result": ["hi"],
    }
    folder.task("echo", output=output, examples=[example])


def old_names(folder: Folder) -> None:
    folder.task("echo", renamed={"words": "text"})


def literals(folder: Folder) -> None:
    folder.task("echo", input=asked(mode={"enum": ["a", 1, True]}))


def nested_objects(folder: Folder) -> None:
    part = {
        "title": "EchoPart",
        "description": "A part.",
        "type": "object",
        "properties": {
            "parts": {
                "type": "array",
                "description": "More.",
                "items": {"$ref": "#/$defs/EchoPart"},
            }
        },
    }
    folder.task(
        "echo",
        input={**asked(part={"$ref": "#/$defs/EchoPart"}), "$defs": {"EchoPart": part}},
    )


def a_file_in_the_answer(folder: Folder) -> None:
    folder.task(
        "echo",
        output=told({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/*"}),
    )


def open_values(folder: Folder) -> None:
    folder.task("echo", output=told({"type": "object", "additionalProperties": True}))


def bounded_numbers(folder: Folder) -> None:
    folder.task(
        "echo",
        input=asked(
            top={"type": "integer", "minimum": 1}, when={"type": "string", "pattern": "^a$"}
        ),
    )


SPECS: list[Callable[[Folder], None]] = [
    no_body, list_of_texts, old_names, literals, nested_objects, a_file_in_the_answer, open_values,
    bounded_numbers,
]  # fmt: skip


@pytest.mark.parametrize("change", SPECS, ids=lambda change: change.__name__)
def test_specs_of_others(folder: Folder, change: Callable[[Folder], None]) -> None:
    change(folder)
    assert folder.run("generate") == 0
    assert faults(folder.out) == ""
    folder.load()


# One name at a time ----------------------------------------------------------------------------

HOMES = {"Thing": "types.echo", "ThingParam": "params.echo"}


def test_code_is_imported_always_and_annotations_for_checkers() -> None:
    found = imports(
        "operations/echo.py", HOMES, ["Json"], ["Json", "Thing", "Mapping", "np", "int"]
    )
    assert [statement.rpartition(" import ")[2] for statement in found.always] == ["Json"]
    assert found.checked == (
        "import numpy as np",
        "from ..types.echo import Thing",
        "from collections.abc import Mapping",
    )


def test_typing_is_loaded_once() -> None:
    found = imports("operations/echo.py", HOMES, [], ["Any", "Thing"], with_typing=True)
    assert found.always == ("from typing import Any, TYPE_CHECKING",)
    assert found.checked == ("from ..types.echo import Thing",)
    alone = imports("operations/echo.py", HOMES, [], ["Any", "str"], with_typing=True)
    assert (alone.always, alone.checked) == (("from typing import Any",), ())


def test_a_name_of_nowhere_is_an_error() -> None:
    with pytest.raises(LookupError, match="Nowhere is not in the table"):
        imports("client.py", HOMES, [], ["Nowhere"])


@pytest.mark.parametrize(
    ("parameters", "returns", "names"),
    [
        (("x: int", "*", "y: Mapping[str, B] | None = None"), "C[A]", "int Mapping str B C A"),
        (("x: Literal['Any', 1] = 'Any'",), "None", "Literal"),
        (("x: np.float32",), "list[np.ndarray]", "np list"),
        (("*", "x: Callable[..., object]"), "Any", "Callable object Any"),
    ],
)  # fmt: skip
def test_names_of_a_declaration(parameters: tuple[str, ...], returns: str, names: str) -> None:
    assert names_of(parameters, returns) == set(names.split())


def test_what_code_calls() -> None:
    code = 'A = B("C(1)", D(e, f=bool(g)), h={"I": J()})'
    assert called_in(code) == {"B", "D", "J"}


def test_names_that_files_import_are_taken() -> None:
    """No class of a spec can hide what a file next to it imports."""
    specs = load(ROOT / "specs")
    spec, _ = build(specs)
    classes = {name for module in spec.modules for name in (*module.names, *module.params)}
    found: set[str] = set()
    for path, text in compile_package(specs).files.items():
        by_hand = path.startswith("testing/") or is_twin(text)
        if not path.endswith("__init__.py") and not by_hand:
            trees = ast.walk(ast.parse(text))
            imports = [node for node in trees if isinstance(node, ast.ImportFrom)]
            found |= {alias.name for node in imports for alias in node.names}
    titles = {name for name in found - classes if name[0].isupper() and not name.isupper()}
    assert len(titles) > 40
    assert titles <= imported_names()


# Names that are taken --------------------------------------------------------------------------


def test_members_are_read_from_the_classes() -> None:
    texts = {
        "a.py": """
from .b import Base as Parent
TYPE_CHECKING = False
class Thing(Parent[int]):
    plain = 1
    typed: int = 2
    _hidden = 3
    if TYPE_CHECKING:
        def checked(self) -> None: ...
    def __init__(self) -> None:
        self.set = 1
        self.noted: int = 2
        self._private = 3
        local = 4
    @property
    def prop(self) -> int: ...
    async def later(self) -> None: ...
""",
        "b.py": "class Base(Outside):\n    def inherited(self) -> None: ...\n",
    }
    expected = {"plain", "typed", "checked", "set", "noted", "prop", "later", "inherited"}
    assert members(reader(texts), "a", "Thing") == expected
    with pytest.raises(LookupError, match="a has no class Other"):
        members(reader(texts), "a", "Other")


def test_members_of_the_clients_are_all_that_they_have() -> None:
    from inferloom import AsyncInferenceClient, InferenceClient

    manifests = [task.operation.data for task in load(ROOT / "specs").tasks]
    methods = {manifest["method"] for manifest in manifests}
    heads = {alias.split(".")[0] for data in manifests for alias in data.get("aliases", ())}
    heads -= {"chat"}
    for cls in (InferenceClient, AsyncInferenceClient):
        public = {name for name in dir(cls) if not name.startswith("_")}
        assert public - methods - heads == client_members() & public


@pytest.mark.parametrize(
    "name", ["BareText", "Plain", "Unshown", "SyncClient", "Fallback", "Vector"]
)
def test_classes_have_no_name_that_a_file_imports(folder: Folder, name: str) -> None:
    assert name in imported_names()
    part = {"title": name, "description": "A part.", "type": "object", "properties": {}}
    output = {**told({"$ref": f"#/$defs/{name}"}), "$defs": {name: part}}
    folder.task("echo", output=output)
    assert folder.run("lint") == 2
