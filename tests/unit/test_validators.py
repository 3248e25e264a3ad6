"""Validators that the client builds for itself: as pydantic's own, but without its plugins."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

import inferloom.types
from inferloom.calls.encode import validator
from inferloom.models import base as model
from inferloom.models.base import Model, build_validator
from inferloom.types import ChatCompletionOutput, ChatCompletionOutputComplete

ANSWER = (
    b'{"id": "1", "choices": [{"index": 0, "finish_reason": "stop", "message": {"content": "hi",'
    b' "mood": "calm"}}], "usage": {"prompt_tokens": 1, "total_tokens": 2}, "extra": [1, null]}'
)
# What a program does up to its first answer, but for the network.
FIRST = f"""
import sys
from inferloom.operations import chat_completion as module
from inferloom.calls.decode import decode
call = module.chat_completion([{{"role": "user", "content": "hi"}}])
answer = decode(module.RESULTS[False], {ANSWER!r}, {{}}, "chat_completion")
assert answer.choices[0].message["mood"] == "calm"
"""
deferred = pytest.mark.skipif(not model._DEFER, reason="classes are built when they are imported")


def run(script: str, path: Path | None = None) -> Any:
    environment = dict(os.environ)
    if path is not None:
        found = filter(None, [str(path), environment.get("PYTHONPATH")])
        environment["PYTHONPATH"] = os.pathsep.join(found)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@deferred
def test_a_first_answer_does_not_look_for_plugins_of_pydantic() -> None:
    script = f"""
import importlib.metadata, json
real, looks = importlib.metadata.distributions, []
def distributions(**options):
    looks.append(options)
    return real(**options)
importlib.metadata.distributions = distributions
{FIRST}
before = len(looks)
answer.model_dump()
print(json.dumps([before, len(looks)]))
"""
    before, after = run(script)
    assert before == 0
    assert after > 0  # by which pydantic looks for them when a caller uses the class


@deferred
def test_a_first_answer_does_not_load_what_reads_metadata() -> None:
    loaded = run(f"{FIRST}\nimport json; print(json.dumps(sorted(sys.modules)))")
    assert not {"importlib.metadata", "pydantic.plugin._loader", "email"} & set(loaded)


@deferred
def test_a_plugin_sees_what_callers_validate(tmp_path: Path) -> None:
    info = tmp_path / "spy-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: spy\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[pydantic]\nspy = spy:plugin\n")
    (tmp_path / "spy.py").write_text(
        """
seen = []

class Handler:
    def __init__(self, name):
        self.name = name

    def on_success(self, result):
        seen.append(self.name)

class Plugin:
    def new_schema_validator(self, schema, kind, path, *others):
        return (Handler(path.name),) * 3

plugin = Plugin()
"""
    )
    script = f"""{FIRST}
import json
from inferloom.types import ChatCompletionOutput
before = "spy" in sys.modules
again = ChatCompletionOutput.model_validate_json({ANSWER!r})
assert again == answer
import spy
print(json.dumps([before, spy.seen]))
"""
    assert run(script, tmp_path) == [False, ["ChatCompletionOutput"]]


def test_answers_are_those_of_the_class() -> None:
    ours = validator("chat_completion.ChatCompletionOutput").validate_json(ANSWER)
    theirs = ChatCompletionOutput.model_validate_json(ANSWER)
    assert type(ours) is ChatCompletionOutput
    for pair in ((ours, theirs), (ours.choices[0].message, theirs.choices[0].message)):
        one, other = pair
        assert one == other and repr(one) == repr(other)
        assert one.model_fields_set == other.model_fields_set
        assert one.model_extra == other.model_extra
        assert one.__dict__ == other.__dict__
        assert one.model_dump() == other.model_dump()
        assert one.model_dump_json(by_alias=True) == other.model_dump_json(by_alias=True)
        assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one.model_copy() == other
    assert ChatCompletionOutput.model_validate(ours) is ours
    assert ChatCompletionOutput.model_validate(ours.model_dump(exclude_unset=True)) == theirs
    assert isinstance(ours.choices[0], ChatCompletionOutputComplete)


TEXTS = (
    "null", "1", '"a"', "[]", "{}", "[{}]", "[[0.5]]", '{"inputs": "a", "parameters": {"q": 1}}',
    '{"messages": [{"role": 1, "tool_calls": [{}]}], "response_format": {"type": "json_schema"}}',
    '{"label": "a", "score": "b"}', '[{"label": "a", "score": 1, "more": true}]',
    ANSWER.decode(),
)  # fmt: skip


def outcome(kind: Any, text: str, strict: bool | None) -> Any:
    try:
        return kind.validate_json(text, strict=strict)
    except ValidationError as error:
        # The context may hold an exception, and two of these are never equal.
        return error.title, str(error), error.errors(include_context=False)


def references() -> list[str]:
    found = []
    for name in inferloom.types.__all__:
        # A name for another type is found where the package says, not where its target lives.
        module = inferloom.types._MODULES[name]
        found += [f"{module}.{name}", f"list[{module}.{name}]"]
    return found


@pytest.mark.parametrize("strict", [None, True])
def test_every_type_takes_and_refuses_what_pydantic_does(strict: bool | None) -> None:
    for reference in references():
        ours = validator(reference)
        assert isinstance(ours, SchemaValidator)
        module, _, name = reference.removeprefix("list[").removesuffix("]").partition(".")
        kind: Any = getattr(import_module(f"inferloom.types.{module}"), name)
        many: Any = list[kind]
        theirs: Any = TypeAdapter(many if reference.startswith("list[") else kind)
        for text in TEXTS:
            assert outcome(ours, text, strict) == outcome(theirs, text, strict), (reference, text)


class Leaf(Model, essential=("name",)):
    name: str


class Tree(Model, essential=("leaf",), checked=("branches",)):
    leaf: Leaf
    other: Leaf | None = None
    branches: list[Tree] | None = None


@pytest.mark.parametrize("kind", [Tree, list[Tree], dict[str, Tree]])
def test_types_that_hold_themselves(kind: Any) -> None:
    tree = {"leaf": {"name": "a"}, "other": {"name": "b"}, "branches": [{"leaf": {"name": "c"}}]}
    value = tree if kind is Tree else [tree] if kind == list[Tree] else {"a": tree}
    for _ in range(2):  # before and after the class has a validator of its own
        ours = build_validator(kind)
        found = ours.validate_python(value)
        assert found == TypeAdapter(kind).validate_python(value)
        with pytest.raises(ValidationError, match="branches"):
            ours.validate_json(json.dumps(value).replace('"c"', "[]"))
        Tree.model_rebuild(force=True)


@deferred
def test_without_the_experimental_part_of_pydantic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic.experimental.arguments_schema", None)
    found = build_validator(ChatCompletionOutput)
    assert found is ChatCompletionOutput.__pydantic_validator__
    assert build_validator(list[ChatCompletionOutput]).validate_json(b"[" + ANSWER + b"]")


def test_first_calls_from_many_threads() -> None:
    script = f"""
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from inferloom.operations import chat_completion as module
from inferloom.calls.decode import decode
from inferloom.types import ChatCompletionOutput
text, together = {ANSWER!r}, Barrier(16)
def ours():
    module.chat_completion([{{"role": "user", "content": "hi"}}])
    return decode(module.RESULTS[False], text, {{}}, "chat_completion")
def theirs():
    return ChatCompletionOutput.model_validate_json(text)
def first(number):
    together.wait()
    answer = (ours, theirs)[number % 2]()
    return answer.model_dump_json(exclude_unset=True), type(answer).__name__
with ThreadPoolExecutor(16) as pool:
    print(json.dumps(sorted(set(pool.map(first, range(16))))))
"""
    expected = ChatCompletionOutput.model_validate_json(ANSWER).model_dump_json(exclude_unset=True)
    for _ in range(3):
        assert run(script) == [[expected, "ChatCompletionOutput"]]


def test_no_class_waits_for_a_name() -> None:
    # Validators of the client's own do not complete a class: what it has not resolved when it is
    # made, its `model_fields` would lack, aliases among it.
    for name in inferloom.types.__all__:
        kind = getattr(inferloom.types, name)
        assert not isinstance(kind, type) or kind.__pydantic_fields_complete__  # type: ignore[attr-defined]
