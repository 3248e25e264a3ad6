"""`import-hf`: small checkouts of upstream's shape, in our form and beside ours."""

# ruff: noqa: E501 (schemas are shown as they are)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.cli import main
from codegen.load import load
from tests.codegen.inline import Folder
from tests.support.examples import comparable, python, reply_of
from tests.support.server import scripted

DRAFT = "http://json-schema.org/draft-06/schema#"
COMMON = {
    "$id": "/inference/schemas/common-definitions.json",
    "$schema": DRAFT,
    "definitions": {
        "Mark": {
            "title": "Mark",
            "type": "object",
            "properties": {
                "name": {"type": "string", "description": "What it is."},
                "grade": {"type": "number", "description": "How sure."},
            },
            "required": ["name", "grade"],
        },
        "Way": {"title": "Way", "type": "string", "description": "How.", "enum": ["fast", "slow"]},
        "Unused": {"type": "string"},
    },
}


def shared(name: str) -> str:
    return f"/inference/schemas/common-definitions.json#/definitions/{name}"


def head(task: str, file: str, title: str, description: str) -> dict[str, Any]:
    return {
        "$id": f"/inference/schemas/{task}/{file}.json",
        "$schema": DRAFT,
        "description": description,
        "title": title,
    }


def grade_texts() -> dict[str, Any]:
    """Shared definitions, defaults that are texts, a parameter object that is referred to."""
    return {
        "input": {
            **head("grade-texts", "input", "GradeTextsInput", "Texts to grade"),
            "type": "object",
            "properties": {
                "inputs": {"description": "The text to grade", "type": "string"},
                "parameters": {"description": "More options", "$ref": "#/$defs/GradeTextsParameters"},
            },
            "$defs": {
                "GradeTextsParameters": {
                    "title": "GradeTextsParameters",
                    "type": "object",
                    "properties": {
                        "way": {"title": "GradeTextsWay", "$ref": shared("Way"), "description": "How to do it."},
                        "top": {"type": "integer", "format": "int32", "nullable": True, "default": "5", "example": "3", "description": "How many"},
                        "spare": {"type": "boolean", "default": "null", "description": " Unless. "},
                    },
                },
                "Left": {"type": "string"},
            },
            "required": ["inputs"],
        },
        "output": {
            **head("grade-texts", "output", "GradeTextsOutput", "Grades of a text"),
            "type": "array",
            "items": {"type": "object", "$ref": shared("Mark")},
        },
    }  # fmt: skip


def find_cats() -> dict[str, Any]:
    """A file that is sent, objects without names, a union of objects, names in camel case."""
    corner = {
        "type": "object",
        "properties": {"x": {"type": "integer", "description": "From the left."}},
        "required": ["x"],
    }
    return {
        "input": {
            **head("find-cats", "input", "FindCatsInput", "Pictures with cats"),
            "type": "object",
            "properties": {"inputs": {"description": "The input image data as a base64-encoded string.", "type": "string", "comment": "type=binary"}},
            "required": ["inputs"],
        },
        "output": {
            **head("find-cats", "output", "FindCatsOutput", "Cats in a picture"),
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "cat_name": {"type": "string", "description": "The cat."},
                    "corner": {**corner, "description": "Where it begins."},
                    "spots": {"type": "array", "minLength": 2, "maxLength": 2, "items": {"type": "number"}, "description": "Two numbers."},
                    "mood": {
                        "description": "How it feels.",
                        "oneOf": [
                            {"type": "object", "description": "Awake.", "properties": {"type": {"const": "awake", "description": "The kind"}}, "required": ["type"]},
                            {"type": "object", "description": "Asleep.", "properties": {"hours": {"type": "number", "description": "How long."}}, "required": ["hours"]},
                        ],
                    },
                    "box": {"$ref": "#/$defs/Box", "description": "Where it is."},
                },
                "required": ["catName"],
            },
            "$defs": {"Box": {"title": "Box", "type": "object", "properties": {"w": {"type": "integer", "description": "Its width."}}}},
        },
    }  # fmt: skip


def tell_tales() -> dict[str, Any]:
    """A task that streams."""
    token = {
        "type": "object",
        "properties": {
            "piece": {"type": "string", "description": "A piece."},
            "end": {"type": "string", "nullable": True, "description": "Why it ended."},
        },
        "required": ["piece"],
    }
    return {
        "input": {
            **head("tell-tales", "input", "TellTalesInput", "What a tale is about"),
            "type": "object",
            "properties": {
                "inputs": {"type": "string", "description": "The first words."},
                "stream": {"type": "boolean", "default": "false", "description": "Piece by piece."},
            },
            "required": ["inputs"],
        },
        "output": {**head("tell-tales", "output", "TellTalesOutput", "A tale"), "type": "object", "properties": {"tale": {"type": "string", "description": "All of it."}}, "required": ["tale"]},
        "stream_output": {**head("tell-tales", "stream_output", "TellTalesStreamOutput", "A part of a tale"), **token},
    }  # fmt: skip


def paint_cats() -> dict[str, Any]:
    """A file that is received."""
    return {
        "input": {
            **head("text-to-image", "input", "TextToImageInput", "What to paint"),
            "type": "object",
            "properties": {"inputs": {"type": "string", "description": "The prompt."}},
            "required": ["inputs"],
        },
        "output": {
            **head("text-to-image", "output", "TextToImageOutput", "The picture"),
            "type": "object",
            "properties": {"image": {"description": "The picture as raw bytes."}},
            "required": ["image"],
        },
    }


TASKS = {
    "grade-texts": grade_texts,
    "find-cats": find_cats,
    "tell-tales": tell_tales,
    "text-to-image": paint_cats,
}


class Checkout:
    """A folder of the shape of upstream's repository."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.home = path / "packages" / "tasks" / "src" / "tasks"
        self.home.mkdir(parents=True)
        (self.home / "common-definitions.json").write_text(json.dumps(COMMON))

    def task(self, name: str, schemas: dict[str, Any]) -> None:
        folder = self.home / name / "spec"
        folder.mkdir(parents=True, exist_ok=True)
        for file, schema in schemas.items():
            (folder / f"{file}.json").write_text(json.dumps(schema, indent="\t"))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path / "huggingface.js")
    for name, schemas in TASKS.items():
        made.task(name, schemas())
    return made


def run(checkout: Checkout, folder: Folder, *words: str) -> int:
    return main(["--specs", str(folder.specs), "import-hf", str(checkout.path), *words])


def data(folder: Folder, path: str) -> Any:
    return json.loads((folder.specs / "tasks" / path).read_text())


def test_imported_tasks_are_clean_and_work(checkout: Checkout, folder: Folder) -> None:
    assert run(checkout, folder, "--write") == 0
    assert folder.run("lint") == 0
    assert folder.run("generate") == 0
    package = folder.load()

    with scripted() as server, package.InferenceClient(base_url=server.url, token=False) as client:
        for name in TASKS:
            manifest = data(folder, f"{name.replace('-', '_')}/operation.json")
            for example in manifest["examples"]:
                server.queue(reply_of(example["response"]))
                result = getattr(client, manifest["method"])(**python(example["arguments"]))
                result = list(result) if "events" in example["response"] else result
                assert comparable(result) == comparable(python(example["result"]))


def test_what_is_written_is_our_form(checkout: Checkout, folder: Folder) -> None:
    assert run(checkout, folder, "--write") == 0

    parameters = data(folder, "grade_texts/input.json")["$defs"]
    assert list(parameters) == ["GradeTextsParameters", "GradeTextsWay"]
    assert parameters["GradeTextsParameters"] == {
        "title": "GradeTextsParameters",
        "description": "More options",
        "type": "object",
        "properties": {
            "way": {"$ref": "#/$defs/GradeTextsWay", "description": "How to do it."},
            "top": {"type": ["integer", "null"], "description": "How many. 5 by default."},
            "spare": {"type": "boolean", "description": "Unless."},
        },
    }
    assert parameters["GradeTextsWay"]["enum"] == ["fast", "slow"]
    grades = data(folder, "grade_texts/output.json")
    assert "$id" not in grades
    assert grades["items"] == {"$ref": "#/$defs/GradeTextsOutputElement"}
    cats = data(folder, "find_cats/output.json")["$defs"]
    assert set(cats) == {
        "FindCatsOutputElement",
        "FindCatsOutputElementCorner",
        "FindCatsOutputMoodAwake",
        "FindCatsOutputMoodHours",
        "FindCatsBox",
    }
    assert cats["FindCatsOutputElement"]["required"] == ["cat_name"]
    assert cats["FindCatsOutputElement"]["properties"]["spots"] == {
        "type": "array", "items": {"type": "number"}, "description": "Two numbers.",
    }  # fmt: skip
    assert data(folder, "find_cats/input.json")["properties"]["inputs"] == {
        "type": "string",
        "contentEncoding": "base64",
        "contentMediaType": "image/*",
        "description": "The input image data as a base64-encoded string.",
    }
    manifests = {t: data(folder, f"{t.replace('-', '_')}/operation.json") for t in TASKS}
    assert manifests["find-cats"]["encoding"] == "media"
    assert manifests["text-to-image"]["response"]["kind"] == "bytes"
    assert [set(v) - {"when"} for v in manifests["tell-tales"]["variants"]] == [
        {"response"},
        {"stream"},
    ]
    assert all(len(manifest["todo"]) == 4 for manifest in manifests.values())


def test_the_report_names_each_repair(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(checkout, folder) == 1
    told = capsys.readouterr().out

    for line in (
        "grade-texts: new, clean; ",
        "repaired tasks/grade_texts/input.json#/$defs/GradeTextsParameters/properties/way/$ref: Way was shared; taken over as GradeTextsWay",
        "repaired tasks/grade_texts/input.json#/$defs/GradeTextsParameters/properties/top/example: deleted: '3'",
        "repaired tasks/grade_texts/input.json#/$defs/GradeTextsParameters/properties/top/nullable: openapi-keyword: ",
        "repaired tasks/grade_texts/input.json#/$defs/Left: deleted: nothing refers to it",
        "repaired tasks/grade_texts/input.json#/$id: ref-form: delete it",
        "repaired tasks/find_cats/output.json#/$defs/FindCatsBox: renamed from Box",
        "repaired tasks/find_cats/output.json#/items/properties/spots/minLength: renamed to minItems",
        "4 tasks, 4 of them new and 4 of these clean; ",
        "No spec was written; --write does it.",
    ):  # fmt: skip
        assert line in told, told
    assert not (folder.specs / "tasks" / "grade_texts").exists()

    assert run(checkout, folder, "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert [task["task"] for task in report["tasks"]] == sorted(TASKS)
    assert {"file", "pointer", "what"} == set(report["tasks"][0]["repairs"][0])
    assert report["written"] == []


def test_what_nobody_can_decide_for_us_is_listed(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas = grade_texts()
    del schemas["input"]["properties"]["inputs"]["description"]
    checkout.task("grade-texts", schemas)

    assert run(checkout, folder, "--write") == 0
    told = capsys.readouterr().out
    assert "grade-texts: new, 1 faults" in told
    assert "decide    tasks/grade_texts/input.json#/properties/inputs: missing-description" in told
    assert not (folder.specs / "tasks" / "grade_texts").exists()  # the specs stay clean
    assert folder.run("lint") == 0

    assert run(checkout, folder, "--task", "grade_texts", "--write") == 0
    assert (folder.specs / "tasks" / "grade_texts" / "operation.json").is_file()


# Tasks that we have -----------------------------------------------------------------------------


def ours(checkout: Checkout, folder: Folder) -> None:
    """Import all tasks and make them our own: other texts, other decisions."""
    assert run(checkout, folder, "--write") == 0
    for path in (folder.specs / "tasks").rglob("*.json"):
        path.write_text(path.read_text().replace("How many. ", "Number of grades. "))
    manifest = data(folder, "grade_texts/operation.json")
    del manifest["todo"]
    folder.write("tasks/grade_texts/operation.json", manifest)


def test_tasks_that_say_the_same_are_as_ours(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    ours(checkout, folder)
    capsys.readouterr()

    assert run(checkout, folder) == 0
    told = capsys.readouterr().out
    assert told.count("as ours") == 4
    assert "4 tasks, none of them new; " in told


def changed(checkout: Checkout) -> None:
    """Let upstream add what needs no decision, and change what does."""
    schemas = grade_texts()
    parameters = schemas["input"]["$defs"]["GradeTextsParameters"]["properties"]
    parameters["seed"] = {"type": "integer", "description": "Seed of chance.", "example": 1}
    parameters["depth"] = {"type": "object", "title": "GradeTextsDepth", "description": "How deep.", "properties": {"low": {"type": "integer", "description": "From."}}}  # fmt: skip
    parameters["must"] = {"type": "string", "description": "What is needed."}
    parameters["nameless"] = {"type": "string"}
    parameters["top"]["type"] = "string"
    parameters.pop("spare")
    schemas["input"]["$defs"]["GradeTextsParameters"]["required"] = ["must"]
    schemas["input"]["required"].append("parameters")
    checkout.task("grade-texts", schemas)
    tales = tell_tales()
    tales["output"]["properties"]["tale"]["nullable"] = True
    tales["output"]["properties"]["words"] = {"type": "integer", "description": "How many words."}
    checkout.task("tell-tales", tales)


def test_an_upstream_change_is_proposed_and_then_written(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    ours(checkout, folder)
    changed(checkout)
    before = {path: path.read_bytes() for path in folder.specs.rglob("*.json")}
    capsys.readouterr()

    assert run(checkout, folder) == 1
    told = capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in folder.specs.rglob("*.json")}
    for line in (
        "take over tasks/grade_texts/input.json /parameters/seed: upstream has it",
        "take over tasks/grade_texts/input.json /parameters/depth: upstream has it",
        "take over tasks/tell_tales/output.json /tale: upstream may send null",
        "take over tasks/tell_tales/output.json /words: upstream has it",
        "decide    tasks/grade_texts/input.json /parameters/must: upstream requires it (calls that work now would stop working)",
        "decide    tasks/grade_texts/input.json /parameters/nameless: upstream has it (upstream describes it nowhere)",
        "decide    tasks/grade_texts/input.json /parameters/top: upstream has type string, we have integer",
        "decide    tasks/grade_texts/input.json /parameters/spare: upstream does not have it",
        "decide    tasks/grade_texts/input.json /parameters: upstream requires it, we do not",
        '+        "seed": {"type": "integer", "description": "Seed of chance."}',
        "4 differences to take over",
    ):  # fmt: skip
        assert line in told, told

    assert run(checkout, folder, "--write") == 0
    after = {path: path.read_bytes() for path in folder.specs.rglob("*.json")}
    touched = {
        path.relative_to(folder.specs).as_posix() for path in after if after[path] != before[path]
    }
    assert touched == {"tasks/grade_texts/input.json", "tasks/tell_tales/output.json"}
    text = (folder.specs / "tasks/grade_texts/input.json").read_text()
    assert "Number of grades. 5 by default." in text  # our own words stay
    assert folder.run("generate") == 0
    assert "seed: int | None = None" in folder.files()["client.py"]
    assert (
        "depth: GradeTextsDepthParam | GradeTextsDepth | Mapping[str, object] | None = None"
        in folder.files()["client.py"]
    )


def test_new_values_are_taken_over_and_lost_ones_are_not(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    ours(checkout, folder)
    common = json.loads((checkout.home / "common-definitions.json").read_text())
    common["definitions"]["Way"]["enum"] = ["fast", "steady"]
    (checkout.home / "common-definitions.json").write_text(json.dumps(common))
    capsys.readouterr()

    assert run(checkout, folder, "--write", "--task", "grade-texts") == 0
    told = capsys.readouterr().out
    assert "/parameters/way: upstream also has steady" in told
    assert "/parameters/way: upstream does not have slow (servers may" in told
    way = data(folder, "grade_texts/input.json")["$defs"]["GradeTextsWay"]
    assert way["enum"] == ["fast", "slow", "steady"]


def test_differences_that_somebody_has_seen_are_passed_over(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    ours(checkout, folder)
    changed(checkout)
    assert run(checkout, folder, "--write", "--seen") == 0
    capsys.readouterr()

    assert run(checkout, folder) == 0
    assert "0 differences to take over, 0 decisions." in capsys.readouterr().out
    assert folder.run("lint") == 0

    for name, schemas in TASKS.items():  # upstream takes it back
        checkout.task(name, schemas())
    assert run(checkout, folder, "--seen") == 0
    lines = json.loads((folder.specs / "upstream/huggingface.json").read_text())["seen"]
    assert lines == [
        "tasks/grade_texts/input.json /parameters/depth: upstream does not have it",
        "tasks/grade_texts/input.json /parameters/seed: upstream does not have it",
        "tasks/tell_tales/output.json /words: upstream does not have it",
    ]


def test_our_shared_definitions_are_referred_to(checkout: Checkout, folder: Folder) -> None:
    way = {"title": "Way", "description": "How.", "enum": ["fast", "slow"]}
    schema = "https://json-schema.org/draft/2020-12/schema"
    folder.write("common/ways.json", {"$schema": schema, "$defs": {"Way": way}})

    assert run(checkout, folder, "--write", "--task", "grade-texts") == 0

    properties = data(folder, "grade_texts/input.json")["$defs"]["GradeTextsParameters"][
        "properties"
    ]
    assert properties["way"]["$ref"] == "../../common/ways.json#/$defs/Way"
    assert not load(folder.specs).root.joinpath("tasks/find_cats").exists()


# What cannot be imported ------------------------------------------------------------------------


def test_templates_and_halves_are_skipped(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    template = json.loads(json.dumps(grade_texts()).replace("grade-texts", "<TASK_ID>"))
    checkout.task("placeholder", template)
    checkout.task("half", {"input": grade_texts()["input"]})

    assert run(checkout, folder) == 1
    told = capsys.readouterr().out
    assert "skipped placeholder: a template for new tasks" in told
    assert "skipped half: has no output.json" in told


def test_bad_calls_are_told_and_write_nothing(
    checkout: Checkout, folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    specs = ["--specs", str(folder.specs)]
    into = ["--into", str(tmp_path / "empty")]
    for words, message in (
        ([*specs, "import-hf", str(tmp_path / "empty")], "DIR: "),
        ([*specs, "import-hf", str(tmp_path / "nowhere")], "holds no <task>/spec/input.json"),
        ([*specs, "import-hf", str(checkout.path), "--task", "grade-text"], "write 'grade-texts'"),
        ([*specs, "import-hf", str(checkout.path), *into], "has no client.json"),
    ):
        assert main([*words, "--write"]) == 2
        error = capsys.readouterr().err
        assert message in error
        assert "fix: " in error
        assert error.endswith("Nothing was written.\n")
    assert not list((tmp_path / "empty").iterdir())


def test_a_file_that_is_no_json_is_named(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout.home / "find-cats" / "spec" / "output.json").write_text("{")

    assert run(checkout, folder, "--write") == 2
    assert "find-cats/spec/output.json: json: is not valid JSON" in capsys.readouterr().err
    assert [path.name for path in (folder.specs / "tasks").iterdir()] == ["echo"]


def test_a_file_that_is_no_schema_is_named(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    schemas = find_cats()
    schemas["input"]["properties"] = ["inputs"]
    checkout.task("find-cats", schemas)

    assert run(checkout, folder, "--write") == 2
    error = capsys.readouterr().err
    assert "find-cats/spec/input.json#/properties: schema-shape: " in error
    assert [path.name for path in (folder.specs / "tasks").iterdir()] == ["echo"]


def test_every_folder_of_a_checkout_may_be_named(
    checkout: Checkout, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (checkout.path, checkout.path / "packages" / "tasks", checkout.home):
        words = ["--specs", str(folder.specs), "import-hf", str(path), "--task", "find-cats"]
        assert main(words) == 1
        assert "find-cats: new, clean" in capsys.readouterr().out
