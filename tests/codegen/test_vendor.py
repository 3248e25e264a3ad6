"""Vendored copies: what is in them, that they work alone, and what verify and update say."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from codegen import upstream
from codegen.cli import main
from codegen.pipeline import runtime_files
from codegen.runtime import LEFT_OUT, file_of, module_at, path_of
from codegen.vendor.lock import read_lock, sha256
from inferloom.calls.results import Array
from tests.codegen.inline import ROOT
from tests.codegen.isolated import bare_venv, call_all, link, mypy
from tests.generated.test_examples import MANIFESTS, PATHS
from tests.support.examples import comparable, form_of, python, reply_of
from tests.support.server import Script, json_reply

HOST = "acme._vendor"
VERSION = upstream.version()
RUNTIME = runtime_files()
# Name of the copy -> tasks, and further options.
COPIES: dict[str, tuple[str, list[str]]] = {
    "words": ("text-classification", []),
    "chat": ("chat_completion", []),
    "whole": ("all", ["--providers", "all"]),
    "drawn": ("text_to_image", ["--sync-only"]),
    "vectors": ("create_embeddings,rerank", ["--async-only"]),
    "tested": ("object_detection", ["--testing", "--with", "legacy"]),
    "small": ("text_classification", ["--sync-only"]),
}
# Modules of the runtime that only some tasks need.
SPECIAL = {
    "compat.inference_api", "media.image_size", "media.inputs", "models.depth", "models.drawing",
    "models.media", "models.structured", "models.vectors",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source folder of a project that has vendored several copies."""
    folder = tmp_path_factory.mktemp("app")
    target = folder / "acme" / "_vendor"
    target.mkdir(parents=True)
    for package in (target, target.parent):
        (package / "__init__.py").write_text("")
    for name, (tasks, options) in COPIES.items():
        words = ["vendor", "--tasks", tasks, "--into", str(target / name), *options]
        assert main([*words, "--package", f"{HOST}.{name}"]) == 0
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with httpx, pydantic and what they need."""
    return link(tmp_path_factory.mktemp("site") / "packages", "httpx", "pydantic")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of a later release."""
    folder = tmp_path_factory.mktemp("release")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("codegen", "specs", "src/inferloom"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "LICENSE", folder)
    config = folder / "src" / "inferloom" / path_of("VERSION")
    text = config.read_text()
    assert f'VERSION = "{VERSION}"' in text
    config.write_text(text.replace(f'VERSION = "{VERSION}"', 'VERSION = "9.0.0"'))
    operation = folder / "specs" / "tasks" / "text_classification" / "operation.json"
    operation.write_text(operation.read_text().replace("Classify a text", "Sort a text"))
    return folder


@pytest.fixture
def copy(app: Path, tmp_path: Path) -> Path:
    """A vendored copy for one test to spoil."""
    return Path(shutil.copytree(app / "acme" / "_vendor" / "words", tmp_path / "words"))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def modules(folder: Path) -> set[str]:
    """The modules of the runtime that a copy has, without those that others stand in for."""
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))
    copied = {path for path in paths if path in RUNTIME}
    return {module_at(path) for path in copied if (folder / path).read_text() == RUNTIME[path]}


def stand_ins(folder: Path) -> set[str]:
    return {
        module_at(path.relative_to(folder).as_posix())
        for path in folder.rglob("*.py")
        if "in place of a module" in path.read_text()
    }


# What is in a copy -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "special"),
    [
        ("words", set()),
        ("small", set()),
        ("chat", {"models.structured"}),
        ("drawn", {"models.media"}),
        ("vectors", {"models.vectors"}),
        ("tested", SPECIAL - {"models.depth", "models.structured", "models.vectors"}),
        ("whole", SPECIAL - {"compat.inference_api"}),
    ],
)
def test_the_runtime_that_the_tasks_need_and_no_more(
    app: Path, name: str, special: set[str]
) -> None:
    folder = app / "acme" / "_vendor" / name
    assert modules(folder) & SPECIAL == special
    assert (folder / "testing").is_dir() is (name == "tested")
    assert (folder / "client.py").is_file() is (name != "vectors")
    assert (folder / "async_client.py").is_file() is (name not in ("drawn", "small"))


# What a copy of one task of plain text has of the runtime, for the sync client alone. It should
# only get shorter; 300 of the lines came with operations of APIs and what drop-in use asks for.
SMALL = {
    "arguments", "by_name", "callers", "calls.bind", "calls.body", "calls.call", "calls.charset",
    "calls.curl", "calls.decode", "calls.deprecated", "calls.encode", "calls.exchange",
    "calls.listing", "calls.mend", "calls.operation", "calls.remap", "calls.results",
    "client_base.shared", "client_base.sync", "config", "credentials", "driver.answers",
    "driver.body", "driver.streamed", "driver.sync", "endpoints", "errors.body", "errors.mapping",
    "errors.words", "extras", "json_weight", "jsonvalues", "limits", "media.files", "models.base",
    "models.lenient", "models.plain", "models.typed", "origins", "policy.deliver",
    "policy.exchange", "policy.headers", "policy.loading", "policy.log", "policy.prepared",
    "policy.recommended", "policy.redirects", "policy.refused", "policy.results", "policy.retry",
    "policy.services", "policy.session", "policy.steps", "proxy_settings", "secret_texts",
    "transport.address", "transport.choice", "transport.deadline", "transport.decompress",
    "transport.engine", "transport.engines", "transport.failure", "transport.http11",
    "transport.intercepted", "transport.native", "transport.proxy_handshake",
    "transport.sync.apart", "transport.sync.connection_limit", "transport.sync.native",
    "transport.sync.sockets", "transport.threads", "transport.tls",
    "url_text", "urls",
}  # fmt: skip
SMALL_LINES = 13110
STAND_INS = {
    "calls.encode_http", "calls.formats", "calls.given", "calls.http", "calls.job", "media.policy",
    "models.answers", "policy.content", "policy.downloads", "policy.jobs", "policy.providers",
    "streams.chunks", "streams.lines", "streams.sync.lines", "streams.sync.stream",
}  # fmt: skip


def test_a_small_copy_is_small(app: Path) -> None:
    folder = app / "acme" / "_vendor" / "small"
    assert {
        name for name in modules(folder) if not (folder / name.replace(".", "/")).is_dir()
    } == SMALL
    assert stand_ins(folder) == STAND_INS
    lines = sum(len(path.read_text().splitlines()) for path in folder.rglob("*.py"))
    assert lines <= SMALL_LINES


@pytest.mark.parametrize(
    ("call", "path", "option"),
    [
        ("client.post(json={}, stream=True)", "streams/", "--with streams"),
        ("client.post(data=b'x')", path_of("media"), "--with media"),
        ("import httpx; httpx.Client.send = print; client.text_classification('x')",
         "transport/sync/httpx_engine.py", "--with httpx_engine"),
        ("InferenceClient(media_policy='untrusted')", path_of("MediaPolicy"), "--with media"),
        ("InferenceClient(server, token=False, engine='httpx').text_classification('x')",
         "transport/sync/httpx_engine.py", "--with httpx_engine"),
    ],
)  # fmt: skip
def test_what_a_small_copy_leaves_out_says_so(
    app: Path, server: Script, call: str, path: str, option: str
) -> None:
    server.queue(json_reply({}))
    code = f"""
import sys
from acme._vendor.small import InferenceClient, InferenceError
server = sys.argv[1]
client = InferenceClient(base_url=server, token=False)
try:
    {call}
except InferenceError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, server.url], capture_output=True, text=True, cwd=app
    )
    assert f"needs {path}" in run.stdout, run.stdout + run.stderr
    assert f"`{option}`" in run.stdout
    assert not server.seen
    if "send = print" in call:
        assert (
            "has wrapped httpx (engine='native' goes past it), and `engine` is not given"
            in run.stdout
        )


@pytest.mark.parametrize("part", ["streams", "media", "httpx_engine", "schemas"])
def test_what_a_small_copy_leaves_out_can_be_had(app: Path, tmp_path: Path, part: str) -> None:
    folder = Path(shutil.copytree(app / "acme" / "_vendor" / "small", tmp_path / "small"))
    assert main(["vendor", "--update", str(folder), "--with", part]) == 0
    more = modules(folder) - modules(app / "acme" / "_vendor" / "small")
    half = [name for name in LEFT_OUT[part] if ".aio." not in name]
    assert {*half} <= more
    assert not [name for name in stand_ins(folder) if name in LEFT_OUT[part]]
    assert main(["vendor", "--verify", str(folder)]) == 0


def test_messages_name_the_copy_and_not_where_it_is_from(
    app: Path, site: Path, server: Script, tmp_path: Path
) -> None:
    """In a copy nothing that people read tells them to install or configure the original."""
    server.queue(json_reply({"error": "loading", "estimated_time": 0.01}, 503), json_reply([]))
    code = """
import logging, sys, threading
from acme._vendor.whole import InferenceClient
logging.basicConfig(level=logging.DEBUG, format="%(name)s %(message)s")
client = InferenceClient(base_url=sys.argv[1], token=False)
def said(work):
    try:
        print(work())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "hint", ""))
said(lambda: client.text_classification("x"))
said(lambda: client.feature_extraction("x"))
from acme._vendor.whole.extras import import_pillow
said(import_pillow)
said(lambda: InferenceClient(engine="httpx2"))
said(lambda: InferenceClient(token=True))
said(lambda: client.text_classification())
said(lambda: client)
from acme._vendor.whole.transport.sync.apart import apart
said(lambda: apart(lambda: threading.current_thread().name, 5, lambda _: None))
"""
    run = subprocess.run(
        [bare_venv(tmp_path / "venv", site), "-c", code, server.url],
        capture_output=True, text=True, env={"PYTHONPATH": str(app), "HF_HOME": "/nowhere"},
    )  # fmt: skip
    said = run.stdout + run.stderr
    assert "inferloom" not in said.lower()
    for words in ("pip install numpy", "pip install pillow", "pip install httpx2", "acme-apart"):
        assert words in said, said
    assert said.count("acme ") >= 1  # the logger's name
    assert server.seen[0].headers["user-agent"].startswith("acme._vendor.whole/")


def test_the_types_that_the_tasks_need_and_no_more(app: Path) -> None:
    words = files(app / "acme" / "_vendor" / "words")
    assert {path for path in words if path.startswith(("operations/", "types/", "params/"))} == {
        "operations/__init__.py",
        "operations/text_classification.py",
        "types/__init__.py",
        "types/text_classification.py",
    }
    assert {
        "py.typed",
        "LICENSE",
        "VENDORED.md",
        "vendor.lock",
        "errors/__init__.py",
        "urls.py",
    } <= {*words}
    whole = files(app / "acme" / "_vendor" / "whole")
    assert "types/common.py" in whole


def test_shared_definitions_come_one_by_one(tmp_path: Path) -> None:
    shared = {"title": "Shared", "description": "A shared one.", "type": "string", "enum": ["a"]}
    extra = tmp_path / "specs"
    for name in ("used", "unused"):
        write_task(extra, f"task_{name}", ref=f"../../common/mine.json#/$defs/{name.title()}Kind")
    definitions = {f"{name}Kind": {**shared, "title": f"{name}Kind"} for name in ("Used", "Unused")}
    (extra / "common").mkdir()
    (extra / "common" / "mine.json").write_text(
        json.dumps({"$schema": DIALECT, "description": "Kinds.", "$defs": definitions})
    )
    out = tmp_path / "copy"
    assert main(["vendor", "--add", str(extra), "--tasks", "task_used", "--into", str(out)]) == 0
    common = (out / "types" / "common.py").read_text()
    assert "UsedKind" in common
    assert "UnusedKind" not in common


@pytest.mark.parametrize("name", COPIES)
def test_every_import_of_a_copy_leads_somewhere(app: Path, name: str) -> None:
    folder = app / "acme" / "_vendor" / name
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level:
                home = path.parent
                for _ in range(node.level - 1):
                    home = home.parent
                assert home.is_relative_to(folder), path
                target = home.joinpath(*(node.module or "").split("."))
                found = target.with_suffix(".py").is_file() or (target / "__init__.py").is_file()
                assert found, f"{path}: {ast.unparse(node)}"


@pytest.mark.parametrize("name", COPIES)
def test_what_a_copy_exports_is_there(app: Path, name: str) -> None:
    code = f"""
from acme._vendor import {name}
from acme._vendor.{name} import types
for module in ({name}, types):
    for export in module.__all__:
        getattr(module, export)
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=app)


# Of what only operations of APIs need there are stand-ins, since this package has none of them.
OF_APIS = {file_of(module) for module in LEFT_OUT["http"]}


def test_the_runtime_is_copied_byte_for_byte(app: Path) -> None:
    for path, content in files(app / "acme" / "_vendor" / "whole").items():
        if path in RUNTIME and path not in OF_APIS:
            assert content == (ROOT / "src" / "inferloom" / path).read_bytes(), path


def test_the_package_never_names_itself() -> None:
    """No import and no text in the code, docstrings aside, leads to the package by its name."""
    for path in sorted((ROOT / "src" / "inferloom").rglob("*.py")):
        tree = ast.parse(path.read_text())
        docs = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not any(alias.name.split(".")[0] == "inferloom" for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] != "inferloom", path
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = re.search(r"\binferloom(\.\w|$)", node.value)
                assert id(node) in docs or not named, f"{path}:{node.lineno}: {node.value!r}"


def test_provenance(app: Path) -> None:
    folder = app / "acme" / "_vendor" / "words"
    lock = json.loads((folder / "vendor.lock").read_text())
    assert lock["upstream"]["version"] == VERSION
    assert lock["options"]["tasks"] == ["text-classification"]
    assert lock["specs"].keys() == {
        "client.json",
        *(f"tasks/text_classification/{n}.json" for n in ("input", "output", "operation")),
    }
    assert set(lock["files"]) == {*files(folder)} - {"vendor.lock"}
    for path, digest in lock["files"].items():
        assert sha256((folder / path).read_bytes()) == digest
    notes = (folder / "VENDORED.md").read_text()
    for words in (f"inferloom {VERSION}", "Apache-2.0", "`text_classification`", "--verify words"):
        assert words in notes
    assert (folder / "LICENSE").read_text() == (ROOT / "LICENSE").read_text()
    header = (folder / "client.py").read_text().splitlines()[:3]
    assert "Do not edit" in header[1]
    assert header[2] == "# `inferloom-codegen vendor --update`."


def test_the_same_choice_gives_the_same_bytes(app: Path, tmp_path: Path) -> None:
    words = ["--tasks", "text-classification", "--package", f"{HOST}.words"]
    run = subprocess.run(
        [sys.executable, "-m", "codegen", "vendor", *words, "--into", str(tmp_path / "words")],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        capture_output=True,
    )
    assert run.returncode == 0
    assert files(tmp_path / "words") == files(app / "acme" / "_vendor" / "words")


# That it works alone ---------------------------------------------------------------------------


def test_copies_pass_mypy_strict_where_only_httpx_and_pydantic_are(
    app: Path, site: Path, tmp_path: Path
) -> None:
    python = bare_venv(tmp_path / "venv", site)
    packages = [f"{HOST}.{name}" for name in ("words", "chat")]
    assert mypy(app, *packages, python=python).startswith("Success: ")


def test_other_copies_pass_mypy_strict(app: Path) -> None:
    packages = [f"{HOST}.{name}" for name in ("drawn", "vectors", "tested")]
    assert mypy(app, *packages).startswith("Success: ")


def test_a_misspelt_name_of_a_copy_is_an_error(app: Path, tmp_path: Path) -> None:
    shutil.copytree(app / "acme", tmp_path / "acme")
    user = tmp_path / "app"
    user.mkdir()
    names = ("chat.InferenceClint", "chat.types.ChatCompletionOutpt", "chat.params.NoParam")
    modules = [f"{HOST}.{name.rpartition('.')[0]}" for name in names]
    lines = [f"import {module}" for module in modules]
    lines += [
        f"from {m} import {n.rpartition('.')[2]}" for m, n in zip(modules, names, strict=True)
    ]
    lines += [f"{HOST}.{name}" for name in names]
    (user / "__init__.py").write_text("\n".join(lines) + "\n")
    said = mypy(tmp_path, "app")
    assert said.count("error: ") == 6 and said.count("[attr-defined]") == 6, said


@pytest.mark.parametrize("name", ["words", "chat", "whole"])
def test_the_examples_hold_where_only_httpx_and_pydantic_are(
    app: Path, site: Path, server: Script, name: str
) -> None:
    folder = app / "acme" / "_vendor" / name
    tasks = [path.stem for path in (folder / "operations").glob("*.py") if path.stem != "__init__"]
    cases = [
        (manifest, example)
        for manifest in (MANIFESTS[task] for task in tasks if not needs_more(task))
        for example in manifest["examples"]
    ]
    for _, example in cases * 2:
        server.queue(reply_of(example["response"]))
    work = [[manifest["method"], example["arguments"]] for manifest, example in cases]

    results = call_all(site, app, f"{HOST}.{name}", server.url, work)

    for kind in ("sync", "async"):
        for result, (_, example) in zip(results[kind], cases, strict=True):
            expected = comparable(python(example["result"]))
            assert comparable(python(result)) == expected, example["name"]
    for request, (manifest, example) in zip(server.seen, cases * 2, strict=True):
        check_request(request, manifest, example)


def needs_more(task: str) -> bool:
    """Return whether numpy or Pillow is needed for a task's results."""
    result = getattr(import_module(f"inferloom.operations.{task}"), "RESULT", None)
    return isinstance(result, Array) or getattr(result, "pictures", False)


def check_request(request: Any, manifest: dict[str, Any], example: dict[str, Any]) -> None:
    api = example["arguments"].get("api", manifest.get("default_api"))
    route = manifest["route"] if api is None else manifest["apis"][api]["route"]
    assert request.path == (PATHS[route["style"]] + route.get("path", "") or "/")
    expected = example["request"]
    if "json" in expected:
        assert request.json == expected["json"]
    elif "form" in expected:
        assert form_of(request) == python(expected["form"])
    elif "base64" in expected:
        assert request.body == python({"$base64": expected["base64"]})


def test_an_update_to_a_later_release_and_two_versions_in_one_process(
    app: Path, release: Path, server: Script, tmp_path: Path
) -> None:
    old, new = (shutil.copytree(app / "acme" / "_vendor" / "words", tmp_path / n) for n in OLD_NEW)
    update = [sys.executable, "-m", "codegen", "vendor", "--update", str(new)]
    run = subprocess.run(update, capture_output=True, text=True, cwd=release)
    assert run.returncode == 0, run.stderr
    assert f"wrote {path_of('VERSION')}" in run.stdout
    assert "Sort a text" in (new / "client.py").read_text()
    assert "inferloom 9.0.0" in (new / "VENDORED.md").read_text()
    assert "Classify a text" in (old / "client.py").read_text()
    for copy in (old, new):
        assert main(["vendor", "--verify", str(copy)]) == 0

    for _ in OLD_NEW:
        server.queue(
            json_reply([{"label": "good", "score": 1.0}]), json_reply({"error": "no"}, 400)
        )
    run = subprocess.run(
        [sys.executable, "-c", BOTH, server.url], capture_output=True, text=True, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr
    agents = [request.headers["user-agent"].split()[0] for request in server.seen]
    assert agents == [f"old/{VERSION}"] * 2 + ["new/9.0.0"] * 2


OLD_NEW = ("old", "new")
BOTH = """
import sys, old, new
assert old.__version__ != new.__version__
for own, other in ((old, new), (new, old)):
    client = own.InferenceClient(base_url=sys.argv[1], token=False)
    assert type(client.text_classification("a")[0]).__module__.startswith(own.__name__)
    try:
        client.text_classification("b")
    except other.InferenceError:
        raise SystemExit("the errors are mixed up")
    except own.BadRequestError:
        pass
assert not [name for name in sys.modules if name.startswith("inferloom.")]
"""


def test_what_is_left_out_says_so_when_it_is_wanted(app: Path, server: Script) -> None:
    code = """
import sys
from acme._vendor import words
client = words.InferenceClient(base_url=sys.argv[1], token=False)
try:
    client.post(data=b"x")
except words.InferenceError as error:
    print(error)
"""
    run = subprocess.run(
        [sys.executable, "-c", code, server.url], capture_output=True, text=True, cwd=app
    )
    assert (
        f"`data` needs {path_of('media')}, which this copy of the client leaves out" in run.stdout
    )
    assert "--with media" in run.stdout
    assert not server.seen


def test_a_copy_brings_its_fakes(app: Path) -> None:
    code = """
from acme._vendor.tested import InferenceApi
from acme._vendor.tested.testing import FakeClient
print(FakeClient().object_detection(b"picture")[0].label)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=app)
    assert run.stdout.strip(), run.stderr


# Verify and update -----------------------------------------------------------------------------


def test_verify_finds_nothing_in_a_fresh_copy(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "__pycache__").mkdir(exist_ok=True)
    (copy / "__pycache__" / "client.pyc").write_bytes(b"")
    assert main(["vendor", "--verify", str(copy)]) == 0
    assert "are what its vendor.lock says" in capsys.readouterr().out


def test_verify_names_every_deviation_and_its_remedy(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "client.py").write_text("# mine\n")
    (copy / "policy" / "retry.py").unlink()
    (copy / "operations" / "other.py").write_text("")
    before = files(copy)
    assert main(["vendor", "--verify", str(copy)]) == 1
    out = capsys.readouterr().out
    for line in ("edited   client.py", "missing  policy/retry.py", "stale    operations/other.py"):
        assert f"{line}\n    fix: " in out
    assert "3 files are not what" in out
    assert files(copy) == before


def of_an_older_layout(copy: Path) -> Path:
    """Make a copy one of a release that had a module elsewhere; return that module's path."""
    moved = copy / "transport" / "deliver.py"
    moved.write_text("# where it was\n")
    lock = json.loads((copy / "vendor.lock").read_text())
    lock["files"]["transport/deliver.py"] = sha256(moved.read_bytes())
    del lock["files"]["policy/deliver.py"]
    (copy / "policy" / "deliver.py").unlink()
    (copy / "vendor.lock").write_text(json.dumps(lock))
    return moved


def test_update_follows_modules_that_moved(copy: Path) -> None:
    moved = of_an_older_layout(copy)
    assert main(["vendor", "--verify", str(copy)]) == 0
    assert main(["vendor", "--update", str(copy)]) == 0
    assert not moved.exists()
    assert (copy / "policy" / "deliver.py").is_file()
    assert main(["vendor", "--verify", str(copy)]) == 0


def test_update_refuses_to_lose_an_edit_in_a_module_that_moved(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = of_an_older_layout(copy)
    moved.write_text("# mine\n")
    assert main(["vendor", "--update", str(copy)]) == 2
    assert "transport/deliver.py" in capsys.readouterr().err
    assert moved.read_text() == "# mine\n"
    assert main(["vendor", "--update", str(copy), "--force"]) == 0
    assert not moved.exists()


def test_update_refuses_to_lose_an_edit(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "client.py").write_text("# mine\n")
    (copy / "policy" / "retry.py").unlink()
    before = files(copy)
    assert main(["vendor", "--update", str(copy)]) == 2
    err = capsys.readouterr().err
    assert "local changes would be lost: client.py" in err
    assert "--force" in err
    assert files(copy) == before
    assert main(["vendor", "--update", str(copy), "--force"]) == 0
    assert main(["vendor", "--verify", str(copy)]) == 0


def test_update_takes_the_choice_from_the_lock_and_the_command_line(copy: Path) -> None:
    words = ["--tasks", "text_classification,fill_mask", "--with", "media"]
    assert main(["vendor", "--update", str(copy), *words]) == 0
    assert (copy / "operations" / "fill_mask.py").is_file()
    assert main(["vendor", "--update", str(copy), "--tasks", "rerank"]) == 0
    assert not (copy / "operations" / "fill_mask.py").exists()
    assert "media.inputs" in modules(copy)
    assert read_lock(copy, "").choice.package == f"{HOST}.words"
    assert main(["vendor", "--verify", str(copy)]) == 0


def with_line_ends_of_windows(folder: Path) -> None:
    for name, content in files(folder).items():
        (folder / name).write_bytes(content.replace(b"\n", b"\r\n"))


def test_line_ends_that_git_has_changed_are_named_and_are_no_edit(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_line_ends_of_windows(copy)
    assert main(["vendor", "--verify", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "changed  client.py  (its lines end in CR LF)" in out
    assert f"`{copy.as_posix()}/** text eol=lf` in .gitattributes" in out
    assert "edited" not in out
    assert main(["vendor", "--update", str(copy)]) == 0
    assert b"\r" not in (copy / "client.py").read_bytes()
    assert main(["vendor", "--verify", str(copy)]) == 0


def test_an_edit_among_line_ends_that_git_has_changed_is_one(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_line_ends_of_windows(copy)
    with (copy / "client.py").open("ab") as file:
        file.write(b"# mine\r\n")
    assert main(["vendor", "--verify", str(copy)]) == 1
    assert "edited   client.py" in capsys.readouterr().out
    assert main(["vendor", "--update", str(copy)]) == 2
    assert "would be lost: client.py" in capsys.readouterr().err


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    """Specs of somebody's own, and a copy that is made of them."""
    specs = Path(shutil.copytree(ROOT / "specs", tmp_path / "own_specs"))
    copy = tmp_path / "words"
    words = ["vendor", "--specs", str(specs), "--tasks", "text-classification,rerank"]
    assert main([*words, "--into", str(copy), "--package", f"{HOST}.words"]) == 0
    return specs, copy


def test_a_copy_that_is_behind_its_specs_says_which(
    own: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    specs, copy = own
    other = specs / "tasks" / "fill_mask" / "operation.json"
    other.write_text(other.read_text().replace('"summary": "', '"summary": "Or: '))
    assert main(["vendor", "--verify", str(copy)]) == 0  # no task of the copy
    mine = specs / "tasks" / "rerank" / "operation.json"
    mine.write_text(mine.read_text().replace('"summary": "', '"summary": "Or: '))
    assert main(["vendor", "--verify", str(copy)]) == 1
    out = capsys.readouterr().out
    assert "behind   specs/tasks/rerank/operation.json\n    fix: " in out
    assert "fill_mask" not in out
    assert main(["vendor", "--update", str(copy)]) == 0
    assert main(["vendor", "--verify", str(copy)]) == 0


def test_a_copy_whose_specs_are_gone_says_so(
    own: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    specs, copy = own
    shutil.rmtree(specs)
    assert main(["vendor", "--verify", str(copy)]) == 1
    assert "behind   its specs\n" in capsys.readouterr().out


def test_a_copy_of_another_release_says_which(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstream, "version", lambda: "9.0.0")
    assert main(["vendor", "--verify", str(copy)]) == 0
    out = capsys.readouterr().out
    assert f"The copy is of inferloom {VERSION}; 9.0.0 is installed." in out


@pytest.mark.parametrize("commit", [None, "a" * 40])
def test_provenance_names_the_version_where_there_is_no_commit(
    commit: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = upstream.Upstream(VERSION, commit)
    monkeypatch.setattr(upstream, "upstream", lambda: source)
    words = ["vendor", "--tasks", "rerank", "--into", str(tmp_path / "copy")]
    assert main([*words, "--package", f"{HOST}.words"]) == 0
    (row,) = re.findall(r"\| commit \| (.*) \|", (tmp_path / "copy" / "VENDORED.md").read_text())
    assert (commit or f"release {VERSION}") in row


# Bad calls -------------------------------------------------------------------------------------


DIALECT = "https://json-schema.org/draft/2020-12/schema"


def write_task(specs: Path, name: str, ref: str | None = None, **operation: Any) -> None:
    title = name.title().replace("_", "")
    text: dict[str, Any] = {"type": "string", "description": "A text."}
    both = {"$schema": DIALECT, "description": "A body.", "type": "object"}
    inputs = {"inputs": text, **({"kind": {"$ref": ref, "description": "A kind."}} if ref else {})}
    manifest = {
        "task": name.replace("_", "-"),
        "method": name,
        "summary": "Do it.",
        "args": [{"pointer": "/inputs", "name": "text", "positional": True}],
        "route": {"style": "task"},
        "encoding": "json",
        "response": {"kind": "json", "returns": "What came of it."},
        "examples": [
            {
                "name": "one",
                "arguments": {"text": "a"},
                "request": {"json": {"inputs": "a"}},
                "response": {"json": {"done": "b"}},
                "result": {"done": "b"},
            }
        ],
        **operation,
    }
    documents = {
        "input": {**both, "title": f"{title}Input", "properties": inputs, "required": ["inputs"]},
        "output": {
            **both,
            "title": f"{title}Output",
            "properties": {"done": text},
            "required": ["done"],
        },
        "operation": manifest,
    }
    folder = specs / "tasks" / name
    folder.mkdir(parents=True)
    for file, document in documents.items():
        (folder / f"{file}.json").write_text(json.dumps(document))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dirty").mkdir()
    (tmp_path / "dirty" / "mine.py").write_text("")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "vendor.lock").write_text("{}")
    (tmp_path / "file").write_text("")
    write_task(tmp_path / "again", "text_classification")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "client.json").write_text("{}")
    yield tmp_path


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--tasks text_clasification --into x", ["--tasks", "is it text_classification"]),
        ("--tasks nonsense --into x", ["--tasks", "take some of audio_classification"]),
        ("--into x", ["--tasks: is missing"]),
        ("--tasks , --into x", ["--tasks: names no task"]),
        ("--tasks rerank --into x --package=", ["--package: '' is no import name"]),
        ("--tasks rerank --into again/x --overlays again", ["--into", "inside the specs"]),
        ("--tasks rerank --into dirty", ["--into: dirty holds files", "mine.py"]),
        ("--tasks rerank --into file", ["--into: file is a file"]),
        ("--tasks rerank --into class", ["--into", "'class' is a keyword"]),
        ("--tasks rerank --into x --package my-sdk", ["--package", "no identifier"]),
        ("--tasks rerank --into again/tasks/x --add again", ["--into", "inside the specs"]),
        ("--tasks rerank --into x --with paint", ["--with", "no part 'paint'", "media"]),
        ("--tasks rerank --into x --testing --sync-only", ["--sync-only", "both clients"]),
        ("--tasks rerank --into x --add again", ["tasks/text_classification/input.json", "again"]),
        ("--tasks rerank --into x --add more", ["client.json", "is not what more can add"]),
        ("--tasks rerank --into x --add nowhere", ["nowhere", "is not a folder"]),
        ("--verify x", ["--verify: x has no vendor.lock"]),
        ("--verify broken", ["--verify: broken/vendor.lock cannot be read"]),
        ("--update dirty", ["--update: dirty has no vendor.lock"]),
    ],
)
def test_a_bad_call_says_why_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], words: str, expected: list[str]
) -> None:
    before = files(project)
    assert main(["vendor", *words.split()]) == 2
    err = capsys.readouterr().err
    for part in expected:
        assert part in err
    assert "othing was written" in err
    assert "fix:" in err
    assert files(project) == before
    assert not (project / "x").exists()


def test_a_copy_is_not_written_twice(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vendor", "--tasks", "all", "--into", str(copy)]) == 2
    assert f"vendor --update {copy}" in capsys.readouterr().err
