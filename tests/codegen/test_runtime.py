"""The table of the runtime is the only place of the compiler that says where a module lies."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen import runtime
from codegen.exported import exported
from codegen.load import load
from codegen.pipeline import compile_package, runtime_files
from codegen.vendor.closure import optional_modules
from tests.apis import library
from tests.codegen.inline import ROOT, Folder

FILES = runtime_files()
MODULES = sorted(
    runtime.module_at(path)
    for path in FILES
    if path.endswith(".py") and not path.endswith("__init__.py")
)
READERS = [
    path
    for folder in ("codegen", "specs")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".jinja", ".json") and path != ROOT / "codegen" / "runtime.py"
]


def texts(path: Path) -> Iterator[str]:
    """Yield what a file says; of Python, the strings and comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def named_modules(text: str) -> set[str]:
    """Return the modules that a text names, and the rooms that it takes paths to begin with."""
    found = {
        module
        for module in MODULES
        if "." in module and re.search(rf"\b{'[./]'.join(module.split('.'))}\b", text)
    }
    found |= {
        module
        for module in MODULES
        if "." not in module and re.search(rf"(?<![\w/.]){module}\.py\b|from \.+{module}\b", text)
    }
    rooms = {module.rpartition(".")[0] for module in MODULES} - {"", runtime.TESTING}
    return found | {room for room in rooms if text in (f"{room}/", f"{room}.")}


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_else_names_a_module_of_the_runtime(path: Path) -> None:
    for text in texts(path):
        assert not named_modules(text), text


@pytest.mark.parametrize("module", MODULES)
def test_what_counts_as_naming_one(module: str) -> None:
    path = runtime.file_of(module)
    for text in (f"from ..{module} import x", f"{path} is", f"in `{path}`", path):
        assert named_modules(text) == {module}
    assert not named_modules(f"{module}_of and my_{module}")


def test_every_entry_is_in_the_runtime() -> None:
    for module, names in runtime.MODULES.items():
        tree = ast.parse(FILES[runtime.file_of(module)])
        assert set(names) <= set(bound(tree.body)), module
    tables = (runtime.LOADS, runtime.LOADED_BY_BASES, runtime.EXTRAS, runtime.LEFT_OUT)
    for table in (*tables, optional_modules(FILES)):
        for modules in table.values():
            assert set(modules) <= set(MODULES)
    assert set(runtime.LOADS) <= set(MODULES)
    assert set(runtime.LOADED_BY_BASES) <= runtime.known()
    assert set(runtime.NEEDED_BY) <= runtime.known()
    assert set(runtime.NEEDED_BY.values()) <= set(runtime.LEFT_OUT)
    assert all(f"{package}/__init__.py" in FILES for package in runtime.PACKAGES if package)


def bound(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the names that a module has, those for type checkers included."""
    for node in body:
        if isinstance(node, ast.If):
            yield from bound([*node.body, *node.orelse])
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            yield node.name
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_every_name_has_one_home() -> None:
    names = [n for table in (runtime.MODULES, runtime.CLIENTS) for ns in table.values() for n in ns]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    with pytest.raises(LookupError, match=r"Nonsense is not in the table"):
        runtime.module_of("Nonsense")


def test_what_the_runtime_loads_by_name_is_a_part() -> None:
    for path, text in FILES.items():
        if not path.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "load"
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in optional_modules(FILES), path


@pytest.mark.parametrize(
    ("module", "into", "expected"),
    [
        ("errors", "client.py", ".errors"),
        ("calls.call", "client.py", ".calls.call"),
        ("calls.call", "operations/echo.py", "..calls.call"),
        ("errors", "operations/echo.py", "..errors"),
        ("transport.aio.pool", "operations/echo.py", "..transport.aio.pool"),
        ("testing.fakes", "testing/_clients.py", ".fakes"),
        ("testing.deep.fakes", "testing/_clients.py", ".deep.fakes"),
        ("calls.call", "operations/nlp/echo.py", "...calls.call"),
        ("operations.call", "operations/nlp/echo.py", "..call"),
        ("types", "types/echo.py", "..types"),
    ],
)
def test_relative(module: str, into: str, expected: str) -> None:
    assert runtime.relative(module, into) == expected


def test_imports() -> None:
    found = runtime.imports(
        ["Stream", "Call", "StreamCall", "Audio as Audio_aliased"], "operations/x.py"
    )
    assert list(found) == [
        f"from ..{runtime.module_of('Call')} import Call, StreamCall",
        f"from ..{runtime.module_of('Audio')} import Audio as Audio_aliased",
        f"from ..{runtime.module_of('Stream')} import Stream",
    ]


def test_moving_modules_is_a_change_of_the_table_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every module gets another place, at several depths: all imports follow."""
    moved = {
        module: f"{('room', 'rooms.deep')[number % 2]}.{module.replace('.', '_')}"
        for number, module in enumerate(runtime.MODULES)
    }
    monkeypatch.setattr(
        runtime, "MODULES", {moved[module]: names for module, names in runtime.MODULES.items()}
    )
    homes = {name: moved.get(module, module) for name, module in runtime._HOMES.items()}
    monkeypatch.setattr(runtime, "_HOMES", homes)
    monkeypatch.setattr("codegen.guard.MODULES", runtime.MODULES)
    monkeypatch.setattr("codegen.upstream.version", lambda: "0.0.0")
    files: list[tuple[str, str]] = []
    for specs in (ROOT / "specs", library.write(tmp_path)):  # models, and an API of none
        output = compile_package(load(specs), "acme_sdk", version="0.0.0", runtime=True)
        files += output.files.items()
    seen: set[str] = set()
    for path, text in files:
        folder = path.split("/")[:-1]
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.level:
                home = folder[: len(folder) - node.level + 1]
                target = ".".join([*home, *(node.module or "").split(".")])
                seen.add(target)
                assert target not in moved, (path, target)
    read_only = {
        runtime.module_of(name) for name in ("PARTS", "VERSION")
    }  # which no generated file imports
    assert set(moved.values()) - seen == read_only


# The names that specs export -------------------------------------------------------------------


def test_exports_are_names() -> None:
    client = json.loads((ROOT / "specs" / "client.json").read_text())
    assert isinstance(client["exports"], list)
    assert client["exports"] == sorted(client["exports"])


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ({"exports": ["A", "B"]}, [("/exports/0", "A"), ("/exports/1", "B")]),
        (
            {"exports": {"errors": ["A"], "old.home": ["B"]}},
            [("/exports/errors/0", "A"), ("/exports/old.home/0", "B")],
        ),
        ({"exports": "A"}, []),
        ({"exports": {"errors": "A"}}, []),
        ({"exports": None}, []),
        ({}, []),
        (["A"], []),
        (None, []),
    ],
)
def test_both_forms_of_exports_are_read(client: object, expected: list[tuple[str, str]]) -> None:
    assert list(exported(client)) == expected


def test_specs_of_the_older_form_compile_to_the_same(folder: Folder) -> None:
    """Specs that name modules keep working, wherever those have gone since."""
    client = json.loads((folder.specs / "client.json").read_text())
    assert folder.run("generate") == 0
    made = (folder.out / "__init__.py").read_text()
    names = client["exports"]
    older = {"errors": names[:9], "gone.away": names[9:]}
    folder.write("client.json", {**client, "exports": older})
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0

    def body(text: str) -> str:
        return text.split("# `", 1)[1]

    assert body((folder.out / "__init__.py").read_text()) == body(made)


def test_an_older_form_with_a_name_that_is_gone_is_named(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    client = json.loads((folder.specs / "client.json").read_text())
    folder.write("client.json", {**client, "exports": {"errors": ["InferenceErrors"]}})
    assert folder.run("lint") == 2
    assert "there is no InferenceErrors to export" in capsys.readouterr().err
