"""What `diff` says about single changes, about git revisions, and how it says it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.cli import main
from codegen.diff.compare import compare
from codegen.diff.manifests import API, ARGUMENT, OPERATION, RESPONSE, STREAM
from codegen.diff.providers import PROVIDER, TASK
from codegen.diff.rules import RULES
from codegen.diff.semver import Verdict, covers, needed
from codegen.diff.sides import Snapshot
from codegen.load import load
from codegen.pointer import at
from codegen.surface import Surface
from tests.codegen.changes import (
    BACKWARDS,
    CASES,
    COMMON,
    INPUT,
    MANIFEST,
    OUTPUT,
    REMOVED,
    SURFACE_CASES,
    SYMBOLS,
    Case,
    P,
    base,
    edited,
    schema,
    text,
    written,
)
from tests.codegen.inline import ROOT


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("base"), base())


@pytest.fixture(scope="module")
def old(before: Path) -> Snapshot:
    return snapshot(before)


def snapshot(folder: Path, documents: dict[str, Any] | None = None) -> Snapshot:
    """Return the specs of a folder as a side. They are not linted: that is what takes the time."""
    specs = load((written(folder, documents) if documents else folder) / "specs")
    return Snapshot(folder.name, specs, build(specs)[0], None, None)


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=f"{c.direction}-{c.what}".replace(" ", "_")) for c in CASES]
)
def test_one_change(case: Case, old: Snapshot, tmp_path: Path) -> None:
    found = compare(old, snapshot(tmp_path, edited(base(), *case.edits)))

    told = [c for c in found.changes if c.rule not in case.also]
    assert [(c.direction, str(c.verdict), c.rule) for c in told] == [
        (case.direction, case.verdict, case.rule)
    ]
    assert told[0].symbols[0] == case.symbol
    assert told[0].tasks == case.tasks
    assert told[0].line is not None
    assert str(found.verdict) == case.verdict


@pytest.mark.parametrize(
    ("direction", "what", "verdict", "rule"),
    [pytest.param(*row, id="-".join(row[:2]).replace(" ", "_")) for row in BACKWARDS],
)
def test_one_change_undone(
    direction: str, what: str, verdict: str, rule: str, old: Snapshot, tmp_path: Path
) -> None:
    case = next(case for case in CASES if (case.direction, case.what) == (direction, what))

    found = compare(snapshot(tmp_path, edited(base(), *case.edits)), old)

    told = [(c.direction, str(c.verdict), c.rule) for c in found.changes]
    assert (direction, verdict, rule) in told
    assert str(found.verdict) == verdict


@pytest.mark.parametrize(
    ("what", "symbol", "entry", "verdict", "rule", "shown"),
    [pytest.param(*c, id=c[0].replace(" ", "_")) for c in SURFACE_CASES],
)
def test_one_change_of_the_surface_alone(
    what: str, symbol: str, entry: Any, verdict: str, rule: str, shown: str, old: Snapshot
) -> None:
    symbols = {name: value for name, value in SYMBOLS.items() if name != symbol}
    if entry is not REMOVED:
        symbols[symbol] = entry
    pair = [Surface.loads(surface_text(data)) for data in (SYMBOLS, symbols)]

    found = compare(*(replace(old, surface=surface) for surface in pair))

    first, *rest = found.changes
    assert (first.direction, str(first.verdict), first.rule) == ("surface", verdict, rule)
    assert first.symbols == (shown,)
    assert all(change.verdict < first.verdict for change in rest)
    assert found.specs_verdict is Verdict.NONE
    assert found.surface_verdict is found.verdict


def test_the_tables_try_the_rules() -> None:
    tried = {c.rule for c in CASES} | {c[4] for c in SURFACE_CASES} | {b[3] for b in BACKWARDS}
    assert tried <= RULES.keys()
    assert len(RULES.keys() - tried) < len(RULES) / 5, sorted(RULES.keys() - tried)


def test_a_class_that_is_used_in_both_directions_gets_both_verdicts(tmp_path: Path) -> None:
    # The linter forbids that by now; a revision may be older than its rule.
    reason = {"$ref": "../../common/shared.json#/$defs/Reason"}
    both = edited(base(), (INPUT, f"{P}/reason", reason))
    less = edited(both, (COMMON, "/$defs/Reason/enum", ["end"]))

    found = compare(snapshot(tmp_path / "a", both), snapshot(tmp_path / "b", less))

    told = [(c.direction, str(c.verdict), c.rule, c.tasks) for c in found.changes]
    assert told == [
        ("input", "major", "value-removed", ("echo",)),
        ("output", "minor", "value-removed", ("echo", "other")),
    ]
    assert found.changes[0].symbols[:2] == ("Reason", "InferenceClient.echo(reason=)")


def test_values_of_a_closed_enum_are_a_surprise(tmp_path: Path) -> None:
    # Numbers stay closed; the linter forbids them in answers by now.
    numbers = edited(base(), (OUTPUT, "/properties/count", {"enum": [1], "description": "N."}))
    more = edited(numbers, (OUTPUT, "/properties/count/enum/-", 2))

    found = compare(snapshot(tmp_path / "a", numbers), snapshot(tmp_path / "b", more))

    assert [(str(c.verdict), c.rule) for c in found.changes] == [("major", "value-added-closed")]


def test_a_definition_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    branches = {"type": "array", "items": {"$ref": "#/$defs/Tree"}}
    tree = schema("Tree", {"leaf": {"type": "string"}, "branches": branches})
    first = edited(
        base(),
        (OUTPUT, "/$defs/Tree", tree),
        (OUTPUT, "/properties/tree", {"$ref": "#/$defs/Tree", "description": "A tree."}),
    )
    second = edited(first, (OUTPUT, "/$defs/Tree/properties/leaf/type", ["string", "null"]))

    found = compare(snapshot(tmp_path / "a", first), snapshot(tmp_path / "b", second))

    assert [(c.rule, c.symbols) for c in found.changes] == [("type-widened", ("Tree.leaf",))]


def test_what_follows_from_the_specs_is_told_once(old: Snapshot, tmp_path: Path) -> None:
    symbols = {
        "EchoOutput": "class(Model)",
        "EchoOutput.echo": "str",
        "EchoOutput.count": "int | None = None",
        "InferenceClient": "class()",
    }
    less = {name: entry for name, entry in symbols.items() if not name.endswith(".count")}
    head = snapshot(tmp_path, edited(base(), (OUTPUT, "/properties/count", REMOVED)))

    found = compare(
        replace(old, surface=Surface.loads(surface_text(symbols))),
        replace(head, surface=Surface.loads(surface_text({**less, "write": "type = str"}))),
    )

    told = [(c.direction, c.rule, c.follows) for c in found.changes]
    assert told == [
        ("output", "property-removed", False),
        ("surface", "symbol-removed", True),
        ("surface", "symbol-added", False),
    ]


@pytest.mark.parametrize(
    ("name", "table", "place"),
    [
        ("operation", OPERATION, "/properties"),
        ("operation", ARGUMENT, "/$defs/argument/properties"),
        ("operation", RESPONSE, "/$defs/response/properties"),
        ("operation", STREAM, "/$defs/stream/properties"),
        ("operation", API, "/$defs/api/properties"),
        ("provider", PROVIDER, "/properties"),
        ("provider", TASK, "/$defs/task/properties"),
    ],
    ids=["operation", "argument", "response", "stream", "api", "provider", "task"],
)
def test_every_key_of_a_format_has_a_rule(name: str, table: dict[str, Any], place: str) -> None:
    meta = json.loads((ROOT / "specs" / "meta" / f"{name}.schema.json").read_text())
    assert set(at(meta, place)) == set(table)


# Revisions, forms and statuses -----------------------------------------------------------------


def surface_text(symbols: dict[str, Any]) -> str:
    return json.dumps({"comment": "", "symbols": symbols})


class Repository:
    """A git repository that holds specs, a version and a surface."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        run = subprocess.run(
            ["git", "-C", str(self.path), *who, *words], check=True, capture_output=True, text=True
        )
        return run.stdout.strip()

    def write(
        self,
        documents: dict[str, Any],
        version: str = "0.1.0",
        symbols: dict[str, Any] | None = None,
    ) -> None:
        shutil.rmtree(self.path / "specs", ignore_errors=True)
        written(self.path, documents)
        project = f'[project]\nname = "x"\nversion = "{version}"\n'
        (self.path / "pyproject.toml").write_text(project)
        (self.path / "surface.json").write_text(surface_text(symbols or SYMBOLS))

    def record(self, tag: str = "") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag or "x")
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")

    def commit(self, documents: dict[str, Any], *more: Any, tag: str = "") -> str:
        self.write(documents, *more)
        return self.record(tag)

    def diff(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "codegen", "diff", *words],
            cwd=self.path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Releases: a start, a property more, a property less without and with a version for it."""
    repository = Repository(tmp_path_factory.mktemp("git") / "repository")
    more = edited(base(), (OUTPUT, "/properties/fresh", text()))
    less = edited(more, (OUTPUT, "/properties/count", REMOVED))
    repository.commit(base(), "0.1.0", tag="v0.1.0")
    repository.commit(more, "0.1.1", tag="v0.1.1")
    repository.commit(less, "0.1.2", tag="v0.1.2")
    repository.commit(less, "0.2.0", {**SYMBOLS, "write": "type = str"}, tag="v0.2.0")
    return repository


def test_revisions_are_compared_and_nothing_is_checked_out(repository: Repository) -> None:
    state = repository.git("status", "--porcelain"), repository.git("rev-parse", "HEAD")

    run = repository.diff("v0.1.0", "v0.1.1")

    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    file = r"specs/tasks/echo/output.json:\d+ #/properties/fresh"
    assert re.fullmatch(rf"minor  output    {file}", lines[0])
    assert lines[1].strip() == "EchoOutput.fresh"
    assert lines[2].strip() == "optional `fresh` is added: callers may read it (property-added)"
    assert lines[-2:] == [
        "Verdict: minor (specs minor, surface none).",
        "The declared version, 0.1.1 after 0.1.0, covers it.",
    ]
    assert state == (repository.git("status", "--porcelain"), repository.git("rev-parse", "HEAD"))


def test_status_is_1_if_the_version_does_not_cover_the_verdict(repository: Repository) -> None:
    run = repository.diff("v0.1.0..v0.1.2")
    assert run.returncode == 1
    assert run.stdout.endswith(
        "The declared version, 0.1.2 after 0.1.0, does not cover it: declare 0.2.0 or higher.\n"
    )
    assert repository.diff("v0.1.0", "v0.2.0").returncode == 0


def test_json_says_all_that_the_text_says(repository: Repository) -> None:
    run = repository.diff("v0.1.1", "v0.2.0", "--json")
    report = json.loads(run.stdout)
    assert run.returncode == 0
    assert report["verdict"] == report["specs"] == "major"
    assert report["surface"] == "minor"
    version = {"base": "0.1.1", "head": "0.2.0", "needed": "0.2.0", "covered": True}
    assert report["version"] == version
    removed, added = report["changes"]
    line = (repository.path / "specs" / OUTPUT).read_text().splitlines()[removed["line"] - 1]
    assert line.strip()  # the line is that of BASE, where the property still stands
    assert removed | {"line": 0} == {
        "verdict": "major",
        "rule": "property-removed",
        "direction": "output",
        "file": "specs/tasks/echo/output.json",
        "pointer": "/properties/count",
        "line": 0,
        "side": "base",
        "symbols": ["EchoOutput.count"],
        "tasks": ["echo"],
        "message": "`count` is removed",
        "reason": "code that reads it fails",
        "follows": False,
    }
    assert (added["file"], added["pointer"]) == ("surface.json", "/symbols/write")


def test_lines_are_those_of_the_side_that_has_the_pointer(repository: Repository) -> None:
    (removed,) = json.loads(repository.diff("v0.1.1", "v0.1.2", "--json").stdout)["changes"]
    lines = repository.git("show", "v0.1.1:specs/tasks/echo/output.json").splitlines()
    assert lines[removed["line"] - 1].strip() == '"count": {'


def test_changelog_is_a_fragment(repository: Repository) -> None:
    run = repository.diff("v0.1.0", "v0.2.0", "--changelog")
    assert run.stdout == (
        "## 0.2.0 (unreleased)\n\n"
        "### Breaking\n\n"
        "- `EchoOutput.count`: `count` is removed; code that reads it fails.\n\n"
        "### Added\n\n"
        "- `EchoOutput.fresh`: optional `fresh` is added.\n"
        "- `write`: it is added: `type = str`.\n"
    )


def test_nothing_changed(repository: Repository) -> None:
    run = repository.diff("v0.1.0", "v0.1.0")
    assert run.returncode == 0
    assert run.stdout.startswith("Nothing has changed.\n")


@pytest.fixture(scope="module")
def faulty(repository: Repository) -> Repository:
    """The same with revisions that cannot be compared, each under a tag that says why."""
    path = repository.path
    ref = ("tasks/other/input.json", "/properties/sampling/$ref", "../../common/gone.json#/$defs/A")
    faults: dict[str, Callable[[], object]] = {
        "no-specs": lambda: shutil.rmtree(path / "specs"),
        "bad-json": lambda: (path / "specs" / INPUT).write_text("{"),
        "bad-surface": lambda: (path / "surface.json").write_text("[]"),
        "bad-ref": lambda: written(path, edited(base(), ref)),
        "bad-version": lambda: repository.write(base(), "one"),
    }
    repository.git("checkout", "--quiet", "-b", "faults")
    for tag, spoil in faults.items():
        repository.write(base())
        spoil()
        repository.record(tag)
    repository.git("checkout", "--quiet", "main")
    return repository


BAD_CALLS: list[tuple[tuple[str, ...], str]] = [
    (("nosuch",), "BASE: 'nosuch' is neither a git revision"),
    (("v0.1.0", "nosuch"), "HEAD: 'nosuch' is neither a git revision"),
    (("v0.1.0", "--output=x"), "unrecognized arguments"),
    (("--json",), "BASE: is missing"),
    (("v0.1.0..",), "one of the two is empty"),
    (("no-specs",), "BASE (no-specs): it has no folder specs/"),
    (
        ("v0.1.0", "bad-json"),
        "HEAD (bad-json): its specs have 1 fault:\ntasks/echo/input.json: json: is not valid JSON",
    ),
    (
        ("bad-ref", "v0.1.0"),
        "BASE (bad-ref): its specs have 1 fault:\n"
        "tasks/other/input.json#/properties/sampling/$ref: ref-target",
    ),
    (("v0.1.0", "bad-surface"), "HEAD (bad-surface): surface.json cannot be read"),
    (("bad-version", "v0.1.0"), "BASE (bad-version): 'one' is no version"),
]


@pytest.mark.parametrize(("words", "message"), BAD_CALLS, ids=[" ".join(c[0]) for c in BAD_CALLS])
def test_status_is_2_and_the_side_is_named(
    words: tuple[str, ...],
    message: str,
    faulty: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(faulty.path)
    try:
        status: object = main(["diff", *words])
    except SystemExit as exit:  # as argparse has it
        status = exit.code
    assert status == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_a_folder_without_specs_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(tmp_path)]) == 2
    assert f"BASE: {tmp_path} holds no specs/" in capsys.readouterr().err


def test_folders_without_versions_or_surfaces_say_so(
    before: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = written(tmp_path, edited(base(), (OUTPUT, "/properties/fresh", text())))
    assert main(["diff", str(before), str(before)]) == 0
    capsys.readouterr()

    assert main(["diff", str(before), str(after)]) == 1

    out = capsys.readouterr().out
    assert "no surface.json and no sources, so only the specs were compared" in out
    assert "Without a version on both sides, nothing announces the changes." in out


def test_faults_in_the_work_tree_are_faults_of_head(
    before: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    written(tmp_path, edited(base(), (MANIFEST, "/summary", "No full stop")))
    monkeypatch.chdir(tmp_path)
    assert main(["diff", str(before)]) == 2
    assert "HEAD (work tree): its specs have 1 fault:\ntasks/echo/operation" in (
        capsys.readouterr().err
    )


def test_the_work_tree_is_compiled_so_that_its_surface_is_what_it_makes(
    before: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = written(tmp_path / "old", base())
    (old / "surface.json").write_text(surface_text(SYMBOLS))
    monkeypatch.chdir(before)
    main(["diff", str(old), "--json"])
    report = json.loads(capsys.readouterr().out)
    added = {c["symbols"][0] for c in report["changes"] if c["rule"] == "symbol-added"}
    assert {"InferenceClient", "EchoOutput", "EchoMode"} <= added


def test_the_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    row = next(line for line in lines if line.startswith("made-optional"))
    assert row.split()[1:5] == ["minor", "sent,", "major", "received"]


@pytest.mark.parametrize(
    ("version", "verdict", "following"),
    [
        ("0.1.0", Verdict.NONE, "0.1.0"),
        ("0.1.0", Verdict.PATCH, "0.1.1"),
        ("0.1.0", Verdict.MINOR, "0.1.1"),
        ("0.1.9", Verdict.MAJOR, "0.2.0"),
        ("1.2.3", Verdict.PATCH, "1.2.4"),
        ("1.2.3", Verdict.MINOR, "1.3.0"),
        ("1.2.3", Verdict.MAJOR, "2.0.0"),
    ],
)
def test_versions(version: str, verdict: Verdict, following: str) -> None:
    assert needed(version, verdict) == following
    assert covers(version, following, verdict)
    assert covers(version, f"{following}rc1", verdict)
    assert covers(version, "9.0.0", verdict)
    assert covers(version, version, verdict) is (verdict is Verdict.NONE)
