"""What `client.json` says of an argument that is not the same in both clients."""

from __future__ import annotations

import ast
from pathlib import Path

from codegen.load import load
from codegen.pipeline import compile_package
from tests.codegen.changes import base, edited, written


def declared(text: str, name: str) -> dict[str, list[tuple[str, str]]]:
    """Return annotations and defaults of an argument in a client's file, by function."""
    found: dict[str, list[tuple[str, str]]] = {}
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        for argument, default in arguments:
            if argument.arg == name and argument.annotation and default:
                entry = ast.unparse(argument.annotation), ast.unparse(default)
                found.setdefault(node.name, []).append(entry)
    return found


def test_an_argument_of_another_type_in_the_async_client(tmp_path: Path) -> None:
    documents = edited(
        base(),
        ("client.json", "/constructor/1/async_annotation", "Timeout | None"),
        ("client.json", "/constructor/1/async_default", "Timeout()"),
    )
    files = compile_package(load(written(tmp_path, documents) / "specs")).files
    plain = compile_package(load(written(tmp_path / "plain", base()) / "specs")).files
    assert declared(files["client.py"], "timeout")["__init__"] == [("float | None", "None")]
    assert declared(files["async_client.py"], "timeout")["__init__"] == [
        ("Timeout | None", "Timeout()")
    ]
    assert "from .limits import Timeout" in files["async_client.py"]
    # Nothing else of either client knows of it.
    assert files["client.py"].splitlines()[3:] == plain["client.py"].splitlines()[3:]


def test_without_one_both_clients_declare_the_same(tmp_path: Path) -> None:
    files = compile_package(load(written(tmp_path, base()) / "specs")).files
    sync, asynchronous = (declared(files[f"{p}client.py"], "timeout") for p in ("", "async_"))
    assert sync["__init__"] == asynchronous["__init__"] == [("float | None", "None")]
