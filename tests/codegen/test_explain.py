"""Every public name leads to its place in the specs, and the place leads back to it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.cli import main
from codegen.explain.code import locations
from codegen.explain.index import Entry, Index, Unknown
from codegen.exported import exported
from codegen.load import load
from codegen.normalize import definitions
from codegen.positions import lines
from codegen.runtime import path_of
from codegen.surface import Function, Surface
from tests.codegen.changes import COMMON, INPUT, MANIFEST, base, edited, written
from tests.codegen.inline import ROOT

SPECS = load(ROOT / "specs")
SPEC, _ = build(SPECS)
INDEX = Index(SPECS, SPEC)
SURFACE = Surface.loads((ROOT / "surface.json").read_text())
PACKAGE = ROOT / "src" / "inferloom"
TASKS = [task.folder for task in SPECS.tasks]


def symbols_of(folder: str) -> list[str]:
    """Return what the surface has of a task: its method, the arguments, classes and members."""
    method = f"InferenceClient.{INDEX.operations[folder].method}"
    entry = SURFACE.symbols[method]
    assert isinstance(entry, Function)
    found = [method, *(f"{method}({p.name}=)" for p in entry.arguments())]
    modules = (f"types.{folder}", f"params.{folder}")
    classes = {name for name, module in SPEC.exports if module in modules}
    return found + [name for name in SURFACE.symbols if name.partition(".")[0] in classes]


@cache
def lines_of(file: str) -> dict[str, int]:
    return lines(SPECS.documents[file].text)


@cache
def source_of(path: Path) -> list[str]:
    return path.read_text().splitlines()


def back(entry: Entry) -> list[Entry]:
    return INDEX.at(f"specs/{entry.file}#{entry.pointer}")


@pytest.mark.parametrize("folder", TASKS)
def test_every_symbol_of_a_task_resolves_and_its_pointer_leads_back(folder: str) -> None:
    symbols = symbols_of(folder)
    assert len(symbols) > 3
    for symbol in symbols:
        entry = INDEX.named(symbol)
        assert entry in back(entry)
        assert INDEX.named(entry.shown) is entry


@pytest.mark.parametrize("folder", TASKS)
def test_lines_are_where_the_names_stand(folder: str) -> None:
    for symbol in symbols_of(folder):
        entry = INDEX.named(symbol)
        text = SPECS.documents[entry.file].text
        step = entry.pointer.rpartition("/")[2]
        if step and not step.isdigit():
            assert f'"{step}"' in text.splitlines()[lines_of(entry.file)[entry.pointer] - 1]
        method = INDEX.operations[folder].method
        places = locations(entry, method, PACKAGE)
        word = entry.symbol.rpartition(".")[2]
        assert places, symbol
        for place in places:
            shown = source_of(place.path)[place.line - 1]
            assert word in shown, (symbol, str(place))


def test_shared_names_and_those_of_the_client_resolve() -> None:
    names = [name for document in SPECS.common() for name, _, _ in definitions(document)]
    names += [f"InferenceClient({argument.name}=)" for argument in SPEC.constructor]
    for service in SPECS.client.data["services"]:
        method = f"InferenceClient.{service['name']}"
        names += [method, *(f"{method}({argument['name']}=)" for argument in service["arguments"])]
    names += [name for _, name in exported(SPECS.client.data)]
    for name in names:
        entry = INDEX.named(name)
        assert entry in back(entry)
        if entry.kind == "written by hand":
            assert locations(entry, None, PACKAGE), name
        if entry.kind.endswith("service"):
            ours, theirs = locations(entry, None, PACKAGE)
            assert (ours.path.name, theirs.path.name) == ("client.py", "async_client.py")
            word = entry.symbol.rpartition(".")[2]
            assert word in source_of(ours.path)[ours.line - 1]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("client.text_classification", "InferenceClient.text_classification"),
        ("async_client.text_classification()", "InferenceClient.text_classification"),
        ("AsyncInferenceClient.text_classification", "InferenceClient.text_classification"),
        ("text_classification", "InferenceClient.text_classification"),
        ("text_classification.top_k", "InferenceClient.text_classification(top_k=)"),
        ("client.text_classification(top_k=)", "InferenceClient.text_classification(top_k=)"),
        ("InferenceClient(timeout=)", "InferenceClient(timeout=)"),
        ("client.chat.completions.create", "InferenceClient.chat.completions.create"),
        ("text_generation.stop_sequences", "InferenceClient.text_generation(stop_sequences=)"),
        ("text_generation.api", "InferenceClient.text_generation(api=)"),
        ("ChatCompletionOutput.text", "ChatCompletionOutput.text"),
        ("ChatCompletionInputJSONSchema.schema_", "ChatCompletionInputJSONSchema.schema_"),
        ("StatusError", "StatusError"),
    ],
)  # fmt: skip
def test_ways_to_write_a_symbol(text: str, symbol: str) -> None:
    assert INDEX.named(text).shown == symbol


LABEL = "TextClassificationOutputElement.label"
TOP_K = ["InferenceClient.text_classification(top_k=)", "TextClassificationParameters.top_k"]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("specs/tasks/text_classification/output.json#/items/properties/label", [LABEL]),
        ("tasks/text_classification/output.json#/items/properties/label/type", [LABEL]),
        (f"{ROOT}/specs/tasks/text_classification/output.json#/items/properties/label", [LABEL]),
        ("text_classification/input.json#/properties/parameters/properties/top_k", TOP_K),
        ("text_classification/operation.json#/method", ["InferenceClient.text_classification"]),
        ("client.json#/constructor/0/doc", ["InferenceClient(model=)"]),
        ("client.json#/services/0/arguments/1", ["InferenceClient.post(data=)"]),
    ],
)
def test_ways_to_write_a_pointer(text: str, symbols: list[str]) -> None:
    assert [entry.shown for entry in INDEX.find(text)] == symbols


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("text_clasification", "text_classification"),
        ("text_classification.topk", "text_classification.top_k"),
        ("textclassificationoutputelement.label", LABEL),
        ("top_k", "text_generation.top_k"),
        ("text_classification/input.json#/properties/input", "/properties/inputs"),
        ("text_clasification/input.json#/properties", "tasks/text_classification/input.json#"),
        ("input.json", "tasks/audio_classification/input.json#"),
    ],
)
def test_near_misses(text: str, near: str) -> None:
    with pytest.raises(Unknown) as error:
        INDEX.find(text)
    assert any(name.endswith(near) for name in error.value.near), error.value.near


def test_what_is_written_by_hand_is_said_to_be() -> None:
    with pytest.raises(Unknown, match=rf"written by hand, in {path_of('SyncClient')}"):
        INDEX.find("client.send")


# The command -----------------------------------------------------------------------------------


@pytest.fixture
def in_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def explain(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["explain", *words]) == 0
    return capsys.readouterr().out


def test_an_argument_in_words(in_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    rows = explain(capsys, "text_classification.top_k").splitlines()
    assert rows[0] == "InferenceClient.text_classification(top_k=) (argument)"
    assert rows[1].strip().startswith("Number of labels to return")
    facts = {row[:9].strip(): row[10:] for row in rows[2:] if row[:9].strip()}
    place = "/$defs/TextClassificationParameters/properties/top_k"
    assert facts["type"] == "int | None = None"
    assert facts["spec"].startswith("specs/tasks/text_classification/input.json:")
    assert facts["spec"].endswith(f" #{place}")
    assert facts["same"] == "TextClassificationParameters.top_k"
    assert facts["wire"] == "parameters.top_k"
    assert facts["route"] == "POST to the model's own URL (task)"
    assert facts["code"].startswith("src/inferloom/client.py:")
    assert "with parameters" in facts["examples"]
    assert facts["tests"].startswith("tests/")


def test_json_has_the_same(in_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = json.loads(explain(capsys, LABEL, "--json"))
    assert found["file"] == "specs/tasks/text_classification/output.json"
    assert found["pointer"] == "/$defs/TextClassificationOutputElement/properties/label"
    assert (found["kind"], found["type"], found["wire"]) == ("member", "str", "label")
    assert found["examples"][0]["name"] == "sentiment"
    path, _, line = found["code"][0].partition(":")
    assert (ROOT / path).read_text().splitlines()[int(line) - 1].strip() == "label: str"
    for place in found["tests"]:
        path, _, line = place.partition(":")
        assert (
            "TextClassificationOutputElement"
            in (ROOT / path).read_text().splitlines()[int(line) - 1]
        )


def test_calls_in_tests_are_calls(in_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = json.loads(explain(capsys, "client.text_classification", "--json"))
    assert len(found["tests"]) > 10
    for place in found["tests"]:
        path, _, line = place.partition(":")
        block = (ROOT / path).read_text().splitlines()[int(line) - 1 :]
        assert "text_classification" in "".join(block[:8]), place


def test_examples_are_those_that_use_a_member(tmp_path: Path) -> None:
    from codegen.explain.coverage import examples

    specs = load(written(tmp_path, base()) / "specs")
    index = Index(specs, build(specs)[0])

    def shown(symbol: str) -> list[str]:
        return [name for name, _, _ in examples(specs, index.named(symbol))]

    assert shown("echo") == ["a word", "pieces", "another server"]
    assert shown("echo.stream") == ["pieces"]
    assert shown("EchoStreamOutput.done") == ["pieces"]
    assert shown("EchoWord.text") == ["pieces"]
    assert shown("EchoOutput.count") == []
    assert shown("Reason") == ["a word"]


def test_a_place_in_common_names_the_arguments_of_all_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(written(tmp_path, base()))
    place = f"{COMMON}#/$defs/Sampling/properties/temperature"
    found: list[dict[str, Any]] = json.loads(explain(capsys, place, "--json"))
    assert [entry["symbol"] for entry in found] == [
        "Sampling.temperature",
        "SamplingParam.temperature",
    ]
    assert found[0]["code"] == found[0]["tests"] == []  # nothing is generated here


@pytest.mark.parametrize(
    "symbol", ["echo", "echo.limit", "EchoOutput", "EchoOutput.count", "EchoStreamOutput.done"]
)
def test_names_of_a_deprecated_task_say_so(
    symbol: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = edited(
        base(),
        (MANIFEST, "/status", "deprecated"),
        (MANIFEST, "/deprecated", {"since": "0.2", "use_instead": "chat_completion."}),
    )
    monkeypatch.chdir(written(tmp_path, documents))
    words = "deprecated since 0.2; use chat_completion instead"
    assert f"\nstatus    {words}\n" in explain(capsys, symbol)
    (found,) = json.loads(explain(capsys, symbol, "--json"))
    assert found["deprecated"] == words
    assert "deprecated" not in explain(capsys, "Sampling.temperature")  # which tasks share


def test_a_deprecated_argument_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = "/$defs/EchoParameters/properties/limit/deprecated"
    monkeypatch.chdir(written(tmp_path, edited(base(), (INPUT, place, True))))
    assert "\nstatus    deprecated\n" in explain(capsys, "echo.limit")
    assert "status" not in explain(capsys, "echo.mode")
    assert "status" not in explain(capsys, "echo")


def test_an_unknown_name_is_bad_input(in_root: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "text_clasification"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "'text_clasification' is no public name that specs make" in err
    assert "did you mean text_classification, " in err


def test_faults_in_the_specs_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (written(tmp_path, base()) / "specs" / COMMON).write_text("{")
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "echo"]) == 2
    assert f"{COMMON}: json: is not valid JSON" in capsys.readouterr().err


# Providers -------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", [module.name for module in SPEC.providers.modules])
def test_every_provider_and_task_of_it_resolves(provider: str) -> None:
    entry = INDEX.named(provider)
    assert (entry.kind, entry.file) == ("provider", f"providers/{provider}.json")
    assert entry in back(entry)
    (place,) = locations(entry, None, PACKAGE)
    assert source_of(place.path)[place.line - 1] == "PROVIDER = Provider("
    module = next(m for m in SPEC.providers.modules if m.name == provider)
    for task in module.tasks:
        entry = INDEX.named(f"{provider}.{task}")
        assert entry in back(entry)
        (place,) = locations(entry, task, PACKAGE)
        assert f'"{task}": ProviderTask(' in source_of(place.path)[place.line - 1]


def test_a_provider_says_what_it_serves(capsys: pytest.CaptureFixture[str]) -> None:
    facts = explained(capsys, "fal-ai")
    assert "text_to_image" in facts["served"] and "chat_completion" not in facts["served"]
    assert {example["name"] for example in facts["examples"]} == set(facts["served"])
    task = explained(capsys, "fal-ai.text_to_image")
    assert task["route"] == "POST to https://queue.fal.run/{model}, as a job"
    assert task["pointer"] == "/tasks/text_to_image"
    assert explained(capsys, "specs/providers/fal-ai.json#/tasks/text_to_image/path") == task


def test_a_method_says_who_serves_it(capsys: pytest.CaptureFixture[str]) -> None:
    from inferloom.providers import SERVED

    assert tuple(explained(capsys, "text_to_image")["served"]) == SERVED["text_to_image"]
    assert explained(capsys, "rerank")["served"] == []
    assert main(["explain", "text_to_image"]) == 0
    assert "served by deepinfra, fal-ai, " in capsys.readouterr().out


@pytest.mark.parametrize(("text", "near"), [("falai", "fal-ai"), ("fal-ai.rerank", "fal-ai")])
def test_a_provider_that_is_not_there_has_neighbours(text: str, near: str) -> None:
    with pytest.raises(Unknown) as caught:
        INDEX.named(text)
    assert near in caught.value.near


def explained(capsys: pytest.CaptureFixture[str], name: str) -> dict[str, Any]:
    assert main(["explain", name, "--json"]) == 0
    (facts,) = json.loads(capsys.readouterr().out)
    assert isinstance(facts, dict)
    return facts
