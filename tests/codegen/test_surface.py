"""`surface.json` is what the package exports: read from sources, compared with what is imported."""

from __future__ import annotations

import ast
import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import inferloom
from codegen.emit import Output, compare, write
from codegen.exports import reader, surface
from codegen.surface import Function, Surface
from tests.codegen.inline import ROOT

PACKAGE = ROOT / "src" / "inferloom"
TEXT = (ROOT / "surface.json").read_text()
SURFACE = Surface.loads(TEXT)
KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "/",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "",
    inspect.Parameter.KEYWORD_ONLY: "*",
    inspect.Parameter.VAR_POSITIONAL: "args",
    inspect.Parameter.VAR_KEYWORD: "kwargs",
}


def test_the_file_is_what_the_sources_make() -> None:
    assert surface(reader({}, [PACKAGE])).dumps() == TEXT, "run `make generate`"


def test_it_is_the_same_under_any_hash_seed() -> None:
    program = (
        "from pathlib import Path; from codegen.exports import reader, surface; "
        "print(surface(reader({}, [Path('src/inferloom')])).dumps(), end='')"
    )
    for seed in ("1", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        )
        assert run.stdout == TEXT


def test_reading_the_file_gives_all_of_it_back() -> None:
    whole = surface(reader({}, [PACKAGE]))
    assert SURFACE.symbols == whole.symbols
    written = json.loads(TEXT)["symbols"]
    assert list(written) == sorted(written)
    assert len(written) < len(whole.symbols), "asynchronous twins are left out where they can be"
    assert "AsyncInferenceClient.chat_completion" not in written
    twin = whole.symbols["AsyncInferenceClient.chat_completion"]
    assert isinstance(twin, Function)
    assert twin.kind == "async def"
    assert "AsyncStream[" in twin.returns


def test_every_export_is_there_and_nothing_private() -> None:
    assert set(inferloom.__all__) <= SURFACE.symbols.keys()
    for symbol in SURFACE.symbols:
        name = symbol.rpartition(".")[2]
        assert not name.startswith("_") or name.endswith("__"), symbol


@pytest.mark.parametrize("name", ["InferenceClient", "AsyncInferenceClient"])
def test_signatures_are_those_of_the_client(name: str) -> None:
    cls = getattr(inferloom, name)
    methods = [m for m in vars(cls) if inspect.isfunction(vars(cls)[m])]
    assert len(methods) > 35
    for method in methods:
        entry = SURFACE.symbols[f"{name}.{method}"]
        assert isinstance(entry, Function)
        function = inspect.unwrap(vars(cls)[method])
        parameters = list(inspect.signature(function).parameters.values())[1:]
        assert [(a.name, a.kind, a.annotation) for a in entry.arguments()] == [
            (p.name, KINDS[p.kind], ast.unparse(ast.parse(p.annotation))) for p in parameters
        ]
        for argument, parameter in zip(entry.arguments(), parameters, strict=True):
            optional = parameter.default is not inspect.Parameter.empty
            assert optional is (argument.default is not None)
            if argument.default is not None:
                assert eval(argument.default) == parameter.default
        assert (entry.kind == "async def") is inspect.iscoroutinefunction(function)


def test_members_are_those_of_the_models() -> None:
    models = 0
    for name in inferloom.__all__:
        value = getattr(inferloom, name)
        if not (isinstance(value, type) and issubclass(value, BaseModel)):
            continue
        if value.__name__ != name:  # another name of a class
            assert SURFACE.symbols[name]
            continue
        models += 1
        entries = {
            symbol.partition(".")[2]: entry
            for symbol, entry in SURFACE.symbols.items()
            if symbol.startswith(f"{name}.") and isinstance(entry, str)
        }
        entries.pop("model_config", None)
        assert entries.keys() == value.model_fields.keys()
        for field, info in value.model_fields.items():
            assert entries[field].endswith(" = None") is not info.is_required()
            assert info.alias is None or f"alias='{info.alias}'" in entries[field]
    assert models > 100


def test_bases_are_those_of_the_exceptions() -> None:
    errors = [
        value
        for name in inferloom.__all__
        if isinstance(value := getattr(inferloom, name), type) and issubclass(value, Exception)
    ]
    assert len(errors) > 20
    for error in errors:
        bases = ", ".join(base.__name__ for base in error.__bases__)
        assert SURFACE.symbols[error.__name__] == f"class({bases})"


# Reading sources -------------------------------------------------------------------------------

INIT = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .shapes import {0} as {0}
"""
SOURCES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "a dataclass has a constructor",
        "Point",
        """
@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0
    _cache: object = None
    kind: ClassVar[str] = "point"
""",
        {
            "Point": "class()",
            "Point.__init__": {"def": ["x: int", "y: int = 0"], "returns": "None"},
            "Point.kind": "ClassVar[str] = 'point'",
            "Point.x": "int",
            "Point.y": "int = 0",
        },
    ),
    (
        "a private base is part of its heir, a public method of it too",
        "Line",
        """
class _Shape:
    colour: str
    def draw(self, at: int) -> None: ...
class Line(_Shape, Protocol[T]):
    def draw(self, at: int, /, *, twice: bool = False) -> None: ...
""",
        {
            "Line": "class(Protocol[T])",
            "Line.colour": "str",
            "Line.draw": {"def": ["at: int", "/", "*", "twice: bool = False"], "returns": "None"},
        },
    ),
    (
        "overloads say what differs, old names are named",
        "read",
        """
@overload
def read(path: str, *, raw: Literal[True], limit: int = 1) -> bytes: ...
@overload
def read(path: str, *, raw: Literal[False] = False, limit: int = 1) -> str: ...
@renamed({"file": "path"})
def read(path: str, *, raw: bool = False, limit: int = 1) -> bytes | str:
    return ""
""",
        {
            "read": {
                "def": ["path: str", "*", "raw: bool = False", "limit: int = 1"],
                "returns": "bytes | str",
                "overloads": [
                    "raw: Literal[True] -> bytes",
                    "raw: Literal[False] = False -> str",
                ],
                "renamed": {"file": "path"},
            }
        },
    ),
    (
        "attributes have the types of what is put into them",
        "Box",
        """
def measure() -> float: ...
class Box:
    def __init__(self, lid: str | None, *extra: int) -> None:
        self.lid = lid
        self.size = measure()
        self.open: bool = False
        self.full = False
        self._secret = lid
    @property
    def area(self) -> float: ...
    @classmethod
    def flat(cls, **more: Any) -> Self: ...
    @staticmethod
    def count(boxes: list[Box]) -> int: ...
    def _hidden(self) -> None: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
""",
        {
            "Box": "class()",
            "Box.__init__": {"def": ["lid: str | None", "*extra: int"], "returns": "None"},
            "Box.__len__": {"def": [], "returns": "int"},
            "Box.area": "property -> float",
            "Box.count": {"staticmethod": ["boxes: list[Box]"], "returns": "int"},
            "Box.flat": {"classmethod": ["**more: Any"], "returns": "Self"},
            "Box.full": "bool",
            "Box.lid": "str | None",
            "Box.open": "bool",
            "Box.size": "float",
        },
    ),
    (
        "aliases that a signature names are part of the surface",
        "paint",
        """
Colour: TypeAlias = str | tuple[int, int, int]
Mode = TypeAliasType("Mode", Literal["wet", "dry"])
def paint(colour: Colour, mode: Mode | None = None) -> None: ...
class Paint:
    def use(self, colour: Colour) -> Mode: ...
""",
        {"paint": {"def": ["colour: Colour", "mode: Mode | None = None"], "returns": "None"}},
    ),
    (
        "a constructor that takes any object of a shape is for callers",
        "Handle",
        """
class Wire(Protocol[T]):
    def send(self) -> None: ...
class Handle:
    def __init__(self, wire: Wire | None = None) -> None: ...
""",
        {
            "Handle": "class()",
            "Handle.__init__": {"def": ["wire: Wire | None = None"], "returns": "None"},
        },
    ),
    (
        "a constructor that takes what is not exported is not for callers",
        "Handle",
        """
class Wire: ...
class Handle:
    def __init__(self, wire: Wire) -> None:
        self.open = True
    def close(self) -> None: ...
""",
        {
            "Handle": "class()",
            "Handle.close": {"def": [], "returns": "None"},
            "Handle.open": "bool",
        },
    ),
]


@pytest.mark.parametrize(
    ("what", "name", "source", "expected"),
    [pytest.param(*row, id=row[0].replace(" ", "_").replace(",", "")) for row in SOURCES],
)
def test_sources(what: str, name: str, source: str, expected: dict[str, Any]) -> None:
    found = surface(reader({"__init__.py": INIT.format(name), "shapes.py": source}))
    assert json.loads(found.dumps())["symbols"] == expected | {
        alias: entry for alias, entry in ALIASES.items() if alias in found.symbols
    }
    assert Surface.loads(found.dumps()).symbols == found.symbols


ALIASES = {
    "Colour": "type = str | tuple[int, int, int]",
    "Mode": "type = Literal['wet', 'dry']",
}


def test_an_export_that_is_not_there_is_named() -> None:
    with pytest.raises(RuntimeError, match=r"exports Gone, and shapes\.py has no such name"):
        surface(reader({"__init__.py": INIT.format("Gone"), "shapes.py": "class Here: ..."}))


# generate and check ----------------------------------------------------------------------------


def test_check_sees_what_a_hand_written_class_has_lost(tmp_path: Path) -> None:
    for name in ("codegen", "specs", "src/inferloom"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("spec.lock", "surface.json", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    errors = tmp_path / "src" / "inferloom" / "errors" / "__init__.py"
    was = "class BadRequestError(StatusError, ValueError):"
    assert was in errors.read_text()
    errors.write_text(errors.read_text().replace(was, "class BadRequestError(StatusError):"))

    check = codegen(tmp_path, "check")
    diff = codegen(tmp_path, "diff", str(ROOT))

    assert check.returncode == 1
    assert "changed  surface.json" in check.stdout
    assert '-    "BadRequestError": "class(StatusError, ValueError)"' in check.stdout
    assert diff.returncode == 1
    assert "it is no ValueError any more" in diff.stdout
    assert "Verdict: major (specs none, surface major)." in diff.stdout


def test_it_is_written_beside_the_lock(tmp_path: Path) -> None:
    parts = ("tools", "specs", "templates", "files")
    output = Output({}, {part: {} for part in parts}, surface=TEXT)
    package, lock = tmp_path / "src" / "x", tmp_path / "spec.lock"
    wanted = (str(lock), str(lock.with_name("surface.json")))
    assert write(output, package, lock).written == wanted
    assert (tmp_path / "surface.json").read_text() == TEXT
    assert compare(output, package, lock, "make generate") == []
    (tmp_path / "surface.json").write_text(TEXT.replace("class(Model)", "class(Object)", 1))
    (change,) = compare(output, package, lock, "make generate")
    assert (change.path, change.kind) == ("surface.json", "changed")
    assert any("class(Object)" in line for line in change.diff)
    assert write(output, package, lock).written == wanted[1:]


def codegen(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "codegen", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
