"""Sync halves are made of async ones by a table of words."""

from __future__ import annotations

import ast
import inspect
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from codegen import twins
from codegen.emit import Output, compare, finish, write
from codegen.load import load
from codegen.pipeline import compile_package, runtime_files
from codegen.runtime import SERVICES, TWINS, module_of
from codegen.vendor.closure import runtime_closure
from tests.codegen.inline import ROOT, Folder

PACKAGE = ROOT / "src" / "inferloom"
COMMAND = "make generate"


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A table with one source, and the rules that it needs."""
    rules = [(r"\basync ", ""), (r"\bawait ", ""), (r"\bAsync(?=[A-Z])", "")]
    monkeypatch.setattr(twins, "TWINS", ("room/aio.py",))
    monkeypatch.setattr(twins, "RULES", tuple(rules))
    yield monkeypatch


ASYNC = '''\
"""Opens things."""


class AsyncOpener:
    async def open(self, name: str) -> bytes:
        return await self._read(name)
'''
SYNC = '''\
"""Opens things."""


class Opener:
    def open(self, name: str) -> bytes:
        return self._read(name)
'''


def test_a_twin_is_the_source_by_other_words(table: pytest.MonkeyPatch) -> None:
    (twin,) = twins.twins({"room/aio.py": ASYNC})
    assert (twin.path, twin.source, twin.body) == ("room/sync.py", "room/aio.py", SYNC)
    text = twin.text(COMMAND)
    assert text.startswith("# Generated from room/aio.py by codegen/twins.py\n# source sha256:")
    assert "Do not edit" in text
    assert f"`{COMMAND}`" in text
    assert text.endswith(SYNC)
    assert twins.is_twin(text)
    assert not twins.is_twin(ASYNC)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("    # what asyncio does", "asyncio"),
        ('    """Awaited by many."""', "Awaited"),
        ("    from .aio import thing", "aio"),
        ("    def __aiter__(self): ...", "__aiter__"),
        ("    value = ASYNC_LIMIT", "ASYNC_LIMIT"),
    ],
)
def test_a_twin_speaks_of_asyncio_nowhere(table: pytest.MonkeyPatch, line: str, left: str) -> None:
    number = ASYNC.count("\n") + 1
    with pytest.raises(twins.TwinError, match=rf"room/aio\.py:{number}: .*'{left}'.*add a rule"):
        twins.twins({"room/aio.py": f"{ASYNC}{line}\n"})


def test_a_rule_that_nothing_uses_is_an_error(table: pytest.MonkeyPatch) -> None:
    table.setattr(twins, "RULES", (*twins.RULES, (r"\banext\(", "next(")))
    with pytest.raises(twins.TwinError, match=r"no async half needs the rule .*anext.*delete it"):
        twins.twins({"room/aio.py": ASYNC})


def test_a_source_that_is_gone_is_an_error(table: pytest.MonkeyPatch) -> None:
    with pytest.raises(twins.TwinError, match=r"room/aio\.py is in TWINS and not there"):
        twins.twins({"room/other.py": ASYNC})


def test_words_that_only_look_like_the_table_stay() -> None:
    lines = "unawaited = 1\n"
    with pytest.raises(twins.TwinError):  # but are looked at
        twins._twin("room/aio.py", lines, set())  # pyright: ignore[reportPrivateUsage]
    for line in ("Asyl", "a_sync = maio", "an hour", "anextra(", "close("):
        twin = twins._twin("x", f"{line}\n", set())  # pyright: ignore[reportPrivateUsage]
        assert twin == f"{line}\n"


# The twins of this package ----------------------------------------------------------------------


def test_what_is_named_sync_is_a_twin_or_has_none() -> None:
    """A file beside whose `aio` there is a `sync` is generated, or both are said to differ."""
    by_hand = {path for path, text in runtime_files().items() if not twins.is_twin(text)}
    made = {twins.path_of_twin(source) for source in TWINS}
    assert not made & by_hand
    assert set(TWINS) <= by_hand
    lock = json.loads((ROOT / "spec.lock").read_text())
    assert {path for path, e in lock["files"].items() if e["template"] == twins.NAME} == made
    assert set(lock["halves"]) == set(TWINS)


@pytest.mark.parametrize("source", TWINS)
def test_both_halves_have_the_same_members(source: str) -> None:
    """The same classes, functions and methods, in the same order, and as many lines of code."""

    def shape(path: str) -> list[str]:
        tree = ast.parse((PACKAGE / path).read_text())
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        names = [node.name for node in ast.walk(tree) if isinstance(node, kinds)]
        extra = r"^(_?)Async(?=[A-Z])|^(__)a(?=(?:enter|exit|iter|next)__)|^async_"
        return [re.sub(extra, r"\1\2", name) for name in names]

    twin = shape(twins.path_of_twin(source))
    assert [n.replace("SyncClient", "Client") for n in twin] == shape(source)


def test_a_twin_of_a_class_without_docstring_has_none() -> None:
    for source in TWINS:
        left = ast.parse((PACKAGE / source).read_text())
        right = ast.parse((PACKAGE / twins.path_of_twin(source)).read_text())
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
        ours = [bool(ast.get_docstring(n)) for n in ast.walk(left) if isinstance(n, kinds)]
        assert ours == [bool(ast.get_docstring(n)) for n in ast.walk(right) if isinstance(n, kinds)]


def test_a_traceback_of_a_twin_leads_to_its_own_lines() -> None:
    """A twin is a module like others: its frames show the line that ran."""
    from inferloom.driver.sync import Driver

    lines, start = inspect.getsourcelines(Driver.run)
    text = (PACKAGE / "driver" / "sync.py").read_text().splitlines()
    assert lines[0].rstrip() == text[start - 1]


# In `check` ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def output() -> Output:
    return compile_package(load(ROOT / "specs"))


@pytest.fixture
def copy(tmp_path: Path, output: Output) -> Path:
    """A copy of the package, as it is generated."""
    package = tmp_path / "inferloom"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    write(output, package, tmp_path / "spec.lock")
    return package


def test_check_says_what_is_wrong_with_a_twin(copy: Path, output: Output) -> None:
    lock = copy.parent / "spec.lock"
    assert compare(output, copy, lock, COMMAND) == []
    twin = copy / "driver" / "sync.py"
    text = twin.read_text()

    twin.write_text(text + "\n# mine\n")
    (change,) = compare(output, copy, lock, COMMAND)
    assert (change.path, change.kind, change.cause) == (
        "driver/sync.py", "changed", "it was edited by hand",
    )  # fmt: skip
    assert "driver/aio.py" in change.remedy
    assert twins.HERE in change.remedy

    twin.unlink()
    (change,) = compare(output, copy, lock, COMMAND)
    assert (change.path, change.kind, change.cause) == (
        "driver/sync.py", "missing", "it was deleted",
    )  # fmt: skip

    twin.write_text(text)
    stale = copy / "policy" / "sync.py"
    stale.write_text("# Generated from policy/aio.py by codegen/twins.py\n")
    (change,) = compare(output, copy, lock, COMMAND)
    assert (change.path, change.kind) == ("policy/sync.py", "stale")
    assert "deletes" in change.remedy
    write(output, copy, lock)
    assert not stale.exists()


@pytest.mark.parametrize("what", ["source", "rules"])
def test_check_says_what_has_changed(
    copy: Path, output: Output, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = copy.parent / "spec.lock"
    texts = dict(runtime_files())
    if what == "source":
        texts["driver/aio.py"] += "\n\nLATER = 1\n"
    else:
        rules = ((r"\bPerforms\b", "Does"), *twins.RULES)
        monkeypatch.setattr(twins, "RULES", rules)
    specs = load(ROOT / "specs")
    other = finish(specs, [], COMMAND, twins=twins.twins(texts))
    for path in set(output.files) - set(other.files):
        (copy / path).unlink()
    changes = compare(other, copy, lock, COMMAND)
    cause = {"source": "driver/aio.py changed", "rules": "codegen/twins.py changed"}[what]
    assert ("driver/sync.py", cause) in {(change.path, change.cause) for change in changes}


# In copies -------------------------------------------------------------------------------------


def test_a_copy_of_the_sync_client_has_no_async_half() -> None:
    runtime = runtime_files()
    generated = {"client.py": (PACKAGE / "client.py").read_text()}
    copied = runtime_closure(generated, runtime, parts=["streams"]).files
    assert "driver/sync.py" in copied
    assert "streams/sync/stream.py" in copied
    assert not {"driver/aio.py", "client_base/aio.py", "streams/aio/stream.py"} & set(copied)


# The methods that are no tasks -----------------------------------------------------------------


@pytest.mark.parametrize("name", SERVICES)
def test_the_table_of_services_is_true(name: str) -> None:
    module = __import__(f"inferloom.{module_of(name)}", fromlist=[name])
    parameters = list(inspect.signature(getattr(module, name)).parameters)
    assert parameters == ["session", *SERVICES[name]]


@pytest.mark.parametrize("described", [None, [], ["health_check"]])
def test_clients_have_the_services_that_are_described(
    folder: Folder, described: list[str] | None
) -> None:
    """A file that was written before there were descriptions gets all of them."""
    path = folder.specs / "client.json"
    client = json.loads(path.read_text())
    entries = client.pop("services")
    if described is not None:
        client["services"] = [entry for entry in entries if entry["name"] in described]
    path.write_text(json.dumps(client))
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0
    wanted = set(SERVICES if described is None else described)
    for file, text in folder.files().items():
        if file in ("client.py", "async_client.py"):
            tree = ast.walk(ast.parse(text))
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
            found = {node.name for node in tree if isinstance(node, kinds)} & set(SERVICES)
            assert found == wanted
    assert folder.run("check") == 0
