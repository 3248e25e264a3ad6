"""`import-openapi`: small documents, one for each kind of thing that documents have."""
# ruff: noqa: E501 (a document is a text of its own)

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.cli import main
from codegen.import_openapi.command import Import, bring
from codegen.import_openapi.overlays import Overlay, read_overlays
from codegen.options import BadCall
from tests.apis import contract
from tests.support.examples import python
from tests.support.server import scripted

HEAD = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\nservers: [{url: https://things.test/v1}]\n"
OK = "{'200': {description: It., content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}"
THING = "components: {schemas: {Thing: {type: object, required: [id], properties: {id: {type: string}}}}}\n"


def written(folder: Path, text: str, name: str = "doc.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def brought(folder: Path, text: str, **words: Any) -> Import:
    """Import a document that says little; the head is added where it has none."""
    text = text if text.startswith(("openapi", "{", "swagger")) else HEAD + text
    return bring(written(folder, text), words.pop("overlay", Overlay()), **words)


def files(made: Import) -> dict[str, Any]:
    return {path: json.loads(text) for path, text in made.files.items()}


def names(made: Import) -> dict[str, str]:
    return {task.key: task.named.qualified for task in made.tasks}


def schema(folder: Path, text: str, direction: str = "received") -> Mapping[str, Any]:
    """Return all definitions that a schema `X` becomes, and its own as `X`."""
    if direction == "received":
        op = OK.replace("Thing", "X")
        paths = f"paths: {{/x: {{get: {{responses: {op}}}}}}}\n"
    else:
        body = "{content: {application/json: {schema: {$ref: '#/components/schemas/Holder'}}}}"
        holder = "Holder: {type: object, properties: {x: {$ref: '#/components/schemas/X'}}}"
        paths = f"paths: {{/x: {{post: {{requestBody: {body}, responses: {{'204': {{description: ''}}}}}}}}}}\n"
        text = f"{holder}\n{text}"
    indented = "".join(f"    {line}\n" for line in text.strip().splitlines())
    made = brought(folder, f"{paths}components:\n  schemas:\n{indented}")
    assert not made.omitted, made.omitted
    found: dict[str, Any] = {}
    for path, data in files(made).items():
        if path.endswith(("input.json", "output.json")) or path.startswith("schemas/"):
            found |= data.get("$defs", {})
            if "title" in data:
                found[data["title"]] = data
            if path.endswith("output.json") and "title" in data:
                found.setdefault("X", data)
    return found


# Reading ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("swagger: '2.0'\npaths: {}\n", "swagger2openapi"),
        ("openapi: 4.0.0\npaths: {}\n", "3.0, 3.1 or 3.2"),
        ("paths: {}\n", "does not say `openapi`"),
        ("[1]", "holds no object"),
        ("{", "neither JSON nor YAML"),
        ("a: [", "neither JSON nor YAML"),
        ("openapi: 3.1.0\npaths: {}\n", "has no operation"),
        ("openapi: 3.1.0\nx: !!python/object/apply:os.system [touch /tmp/owned]\n", "neither JSON"),
    ],
)
def test_what_is_no_document_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match=re.escape(words)):
        bring(written(tmp_path, text), Overlay())


def test_yaml_is_yaml_1_2(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
        paths:
          /on:
            get:
              parameters: [{{name: no, in: query, required: true, schema: {{enum: [on, 2026-01-01, 010]}}}}]
              responses: {OK}
        {THING}""".replace("\n        ", "\n"),
    )
    (task,) = made.tasks
    assert task.input["properties"]["no"]["enum"] == ["on", "2026-01-01", 10]


def test_what_occurs_twice_is_said(tmp_path: Path) -> None:
    made = brought(
        tmp_path, f"paths: {{/a: {{get: {{summary: A, summary: B, responses: {OK}}}}}}}\n{THING}"
    )
    assert [f.rule for f in made.document.findings] == ["duplicate-key"]
    assert made.tasks[0].manifest["summary"] == "B."


def test_aliases_do_not_grow(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{n}: &{n} [{', '.join([f'*{m}'] * 10)}]\n"
        for m, n in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(BadCall, match="aliases"):
        bring(written(tmp_path, f"openapi: 3.1.0\n{bomb}"), Overlay())


@pytest.mark.parametrize("deep", ['{"a":' * 20_000 + "1" + "}" * 20_000, "[" * 20_000])
def test_what_is_nested_without_end_is_refused(deep: str, tmp_path: Path) -> None:
    with pytest.raises(BadCall):
        bring(written(tmp_path, f'{{"openapi": "3.1.0", "x": {deep}}}'), Overlay())


def test_nothing_else_is_read(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("type: string")
    response = "{'200': {description: '', content: {application/json: {schema: {$ref: REF}}}}}"
    for ref in ("'other.yaml'", "'https://things.test/x.json'", "'file:///etc/passwd'"):
        made = brought(
            tmp_path, f"paths: {{/a: {{get: {{responses: {response}}}}}}}\n".replace("REF", ref)
        )
        (finding,) = made.document.findings
        assert finding.rule == "foreign-ref"
        assert "bundle" in finding.fix
        assert len(made.tasks) == 1


# Faults -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("X: {$ref: '#/components/schemas/Y'}", "dangling-ref"),
        ("X: {$ref: '#/components/schemas/X'}", "ref-cycle"),
        ("X: {type: object, properties: [a]}", "no-schema"),
        ("X: {type: object, properties: {a: 1}}", "no-schema"),
        ("X: {type: object, properties: {a: {type: float}}}", "unknown-type"),
        ("X: {type: object, properties: {a: {allOf: [{$ref: '#/components/schemas/X'}, {type: object}]}}}", None),
        ("X: {allOf: [{$ref: '#/components/schemas/X'}, {type: object, properties: {a: {}}}]}", "schema-cycle"),
        ("X: {type: object, properties: {a: {enum: 1}}}", "no-list"),
        ("X: {type: object, required: a, properties: {a: {}}}", "no-list"),
        ("X: {type: object, properties: {a-b: {type: string}, a_b: {type: string}}}", "member-name"),
        ("X: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/X'}}]}", "endless-type"),
    ],
)  # fmt: skip
def test_faults_are_named_and_the_rest_goes_on(text: str, rule: str | None, tmp_path: Path) -> None:
    op = OK.replace("Thing", "X")
    made = brought(
        tmp_path,
        f"paths: {{/x: {{get: {{responses: {op}}}}}}}\ncomponents: {{schemas: {{{text}}}}}\n",
    )
    found = {finding.rule for finding in made.document.findings}
    assert (rule in found) if rule else not found
    assert len(made.tasks) == 1
    assert all(f.fix and f.pointer.startswith("/") for f in made.document.findings)


def test_what_cannot_be_generated_is_listed_with_a_remedy(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
paths:
  /a: {{get: {{responses: {OK}}}}}
  /b:
    post:
      requestBody: {{content: {{multipart/mixed: {{schema: {{type: object}}}}}}}}
      responses: {OK}
  /c:
    get:
      parameters: [{{in: matrix, name: c, required: true}}]
      responses: {OK}
{THING}""",
    )
    assert [task.key for task in made.tasks] == ["GET /a"]
    assert {left.key: left.remedy for left in made.omitted} == {
        "POST /b": "offer multipart/form-data or JSON",
        "GET /c": "say a name, and path, query, header or cookie",
    }


def test_ids_that_occur_twice_are_found_and_both_are_there(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"paths: {{/a: {{get: {{operationId: get, responses: {OK}}}}},"
        f" /b: {{get: {{operationId: get, responses: {OK}}}}}}}\n{THING}",
    )
    assert [finding.rule for finding in made.document.findings] == ["duplicate-id"]
    assert len({task.named.method for task in made.tasks}) == 2


# Names ------------------------------------------------------------------------------------------

LIST = "{'200': {description: '', content: {application/json: {schema: {type: array, items: {}}}}}}"
PATHS = {
    "GET /files": "files.list",
    "POST /files": "files.create",
    "GET /files/{id}": "files.retrieve",
    "POST /files/{id}": "files.update",
    "DELETE /files/{id}": "files.delete",
    "GET /files/{id}/content": "files.content",
    "POST /files/{id}/cancel": "files.cancel",
    "GET /v1/fine-tuning/jobs": "fine_tuning.jobs.list",
    "POST /v1/fine-tuning/jobs/{id}/pause": "fine_tuning.jobs.pause",
    "POST /chat/completions": "chat.completions.create",
    "POST /embed": "embed",
    "GET /health": "health",
    "PUT /shelves/{id}": "shelves.update",
    "PATCH /shelves/{id}": "shelves.update_patch",
    "HEAD /shelves/{id}": "shelves.exists",
    "GET /class": "class_",
    "GET /close": "close_",
    "POST /responses?beta=true": "beta.responses.create",
}


def test_names_are_those_that_people_would_write(tmp_path: Path) -> None:
    paths: dict[str, Any] = {}
    for key in PATHS:
        verb, _, path = key.partition(" ")
        answer = LIST if PATHS[key].endswith(".list") else OK
        ids = re.findall(r"\{(\w+)\}", path)
        paths.setdefault(path, {})[verb.lower()] = {
            "responses": yaml.safe_load(answer),
            "parameters": [
                {"name": n, "in": "path", "required": True, "schema": {"type": "string"}}
                for n in ids
            ],
        }
    document = {**yaml.safe_load(HEAD), "paths": paths, **yaml.safe_load(THING)}
    made = bring(written(tmp_path, json.dumps(document)), Overlay())
    assert not made.omitted
    found = names(made)
    patched = {"PUT /shelves/{id}": "shelves.replace", "PATCH /shelves/{id}": "shelves.update"}
    assert found == {**PATHS, **patched}


def test_dotted_tags_are_groups(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"paths: {{/v1/libraries: {{get: {{tags: [beta.libraries], responses: {LIST}}}}},"
        f" '/v1/libraries/{{id}}/share': {{post: {{tags: [beta.libraries], responses: {OK}}}}}}}\n{THING}",
    )
    assert [*names(made).values()] == ["beta.libraries.list", "beta.libraries.share"]


def test_an_overlay_changes_a_name_in_one_line(tmp_path: Path) -> None:
    text = f"paths: {{/a: {{get: {{operationId: getA, responses: {OK}}}}}}}\n{THING}"
    overlay = written(
        tmp_path,
        "operations:\n  getA: {qualified: things.first, retry: never}\nclasses: {Thing: Item}\n",
        "overlay.yaml",
    )
    made = brought(tmp_path, text, overlay=read_overlays([overlay]))
    assert names(made) == {"GET /a": "things.first"}
    assert made.tasks[0].manifest["retry"] == "never"
    assert "Item" in made.names.values()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("operation: {}\n", "operation is not understood"),
        ("operations: {a: 1}\n", "operations.a is no object"),
        ("document: {/paths/~1b/get: null}\n", "leads to nothing"),
        ("a: [\n", "correct the syntax"),
    ],
)
def test_an_overlay_that_means_nothing_is_refused(text: str, words: str, tmp_path: Path) -> None:
    overlay = written(tmp_path, text, "overlay.yaml")
    with pytest.raises(BadCall, match=re.escape(words)):
        brought(
            tmp_path,
            f"paths: {{/a: {{get: {{responses: {OK}}}}}}}\n{THING}",
            overlay=read_overlays([overlay]),
        )


# Schemas ----------------------------------------------------------------------------------------


def test_nullable_in_all_spellings(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  type: object
  properties:
    a: {type: string, nullable: true}
    b: {type: [string, 'null']}
    c: {anyOf: [{type: string}, {type: 'null'}]}
    d: {oneOf: [{type: 'null'}, {type: integer}]}
    e: {enum: [on, null]}
    f: {$ref: '#/components/schemas/Y', nullable: true}
    g: {allOf: [{$ref: '#/components/schemas/Y'}], nullable: true}
    h: {type: array, nullable: true, items: {type: string}}
Y: {type: object, properties: {y: {type: string}}}
""",
    )["X"]["properties"]
    null = {"type": "null"}
    assert [found[n] for n in "abd"] == [{"type": ["string", "null"]}] * 2 + [
        {"type": ["integer", "null"]}
    ]
    assert found["c"] == {"type": ["string", "null"]}
    assert found["e"] == {"anyOf": [{"enum": ["on"]}, null]}
    for name in "fg":
        assert found[name]["anyOf"][-1] == null
        assert found[name]["anyOf"][0]["$ref"].endswith("/Y")
    assert found["h"]["anyOf"][-1] == null


def test_parts_are_put_together_with_what_stands_beside_them(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  description: All of it.
  required: [c]
  properties: {c: {type: string}}
  allOf:
    - {$ref: '#/components/schemas/Y'}
    - {type: object, properties: {b: {type: integer}}}
Y: {type: object, required: [a], properties: {a: {type: string}, c: {type: integer}}}
""",
    )["X"]
    assert found["properties"] == {
        "a": {"type": "string"},
        "c": {"type": "string"},
        "b": {"type": "integer"},
    }
    assert found["required"] == ["a", "c"]


def test_a_union_with_a_mapping_is_told_apart(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  type: object
  properties:
    pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat', dog: Dog}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, meow: {type: string}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: string}}}
""",
    )["X"]["properties"]["pet"]
    assert found["discriminator"]["propertyName"] == "kind"
    assert {k: v.rsplit("/", 1)[1] for k, v in found["discriminator"]["mapping"].items()} == {
        "cat": "Cat",
        "dog": "Dog",
    }


def test_inline_branches_are_named_by_what_they_say(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  type: object
  properties:
    content:
      anyOf:
        - {type: object, required: [type], properties: {type: {const: text}, text: {type: string}}}
        - {type: object, title: Photo, properties: {url: {type: string}}}
        - {type: object, properties: {other: {type: string}}}
        - {type: string}
""",
    )
    assert {"XContentText", "Photo", "XContentVariant3"} <= found.keys()


def test_sent_and_received_differ(tmp_path: Path) -> None:
    body = "{content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}"
    made = brought(
        tmp_path,
        f"""
paths:
  /users: {{post: {{requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{user: {{$ref: '#/components/schemas/User'}}}}}}}}}}}}, responses: {OK.replace("Thing", "User")}}}}}
components:
  schemas:
    User:
      type: object
      required: [id, name, secret]
      properties:
        id: {{type: string, readOnly: true}}
        name: {{type: string, minLength: 1, default: Bob}}
        secret: {{type: string, writeOnly: true}}
        role: {{enum: [a, b]}}
""",
    )
    assert body
    (task,) = made.tasks
    defs = {
        **files(made)[f"tasks/{task.named.method}/input.json"]["$defs"],
        **files(made)[f"tasks/{task.named.method}/output.json"]["$defs"],
    }
    assert list(defs["UserInput"]["properties"]) == ["name", "secret", "role"]
    assert defs["UserInput"]["properties"]["name"] == {
        "type": "string", "minLength": 1, "description": "The server's default is \"Bob\".",
    }  # fmt: skip
    assert list(defs["User"]["properties"]) == ["id", "name", "role"]
    assert defs["User"]["properties"]["name"] == {"type": "string"}


def test_recursive_schemas_and_maps_and_tuples(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  type: object
  properties:
    children: {type: array, items: {$ref: '#/components/schemas/X'}}
    other: {$ref: '#/components/schemas/Y'}
    map: {type: object, additionalProperties: {$ref: '#/components/schemas/Y'}}
    pair: {type: array, prefixItems: [{type: string}, {type: integer}]}
    open: {type: object}
Y: {type: object, properties: {x: {$ref: '#/components/schemas/X'}}}
""",
    )
    properties = found["X"]["properties"]
    assert properties["children"]["items"]["$ref"].endswith("/X")
    assert found["Y"]["properties"]["x"]["$ref"].endswith("/X")
    assert properties["map"]["additionalProperties"]["$ref"].endswith("/Y")
    assert properties["pair"]["items"] == {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    assert properties["open"] == {"type": "object", "additionalProperties": {}}


def test_limits_hold_for_what_is_sent(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X:
  type: object
  properties:
    a: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9}
    b: {type: string, pattern: '^(?=x)x$', minLength: 3, maxLength: 2}
    c: {type: array, items: {type: string, minLength: 1}, minItems: 1}
    d: {const: text}
""",
        "sent",
    )["X"]["properties"]
    assert found["a"] == {"type": "integer", "exclusiveMinimum": 1, "maximum": 9}
    assert found["b"] == {"type": "string"}
    assert found["c"] == {"type": "array", "items": {"type": "string"}, "minItems": 1}
    assert found["d"] == {"const": "text"}


def test_names_that_collide_get_names_by_their_place(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
paths: {{/x: {{get: {{responses: {OK}}}}}}}
components:
  schemas:
    Thing: {{type: object, properties: {{a: {{$ref: '#/components/schemas/foo_bar'}}, b: {{$ref: '#/components/schemas/FooBar'}}, c: {{$ref: '#/components/schemas/Call'}}}}}}
    foo_bar: {{type: object, properties: {{x: {{type: string}}}}}}
    FooBar: {{type: object, properties: {{y: {{type: string}}}}}}
    Call: {{type: object, properties: {{z: {{type: string}}}}}}
""",
    )
    found = set(made.names.values())
    assert "FooBar" in found
    assert "Call" not in found  # which the package exports already
    assert not any(name[-1].isdigit() for name in found)


# Operations -------------------------------------------------------------------------------------

EVERYTHING = f"""
paths:
  /things/{{id}}/{{kind}}:
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string}}, example: a/b}}
      - {{name: kind, in: path, required: true, schema: {{type: array, items: {{type: string}}}}}}
    post:
      operationId: changeThing
      deprecated: true
      externalDocs: {{url: https://things.test/docs}}
      servers: [{{url: 'https://{{zone}}.things.test', variables: {{zone: {{default: eu}}}}}}]
      parameters:
        - {{name: id, in: query, required: true, schema: {{type: integer, minimum: 5}}}}
        - {{name: X-Trace-Id, in: header, required: true, schema: {{type: string}}}}
        - {{name: 'filter[by]', in: query, required: true, style: deepObject, explode: true, schema: {{type: object, required: [a], properties: {{a: {{type: string}}}}}}}}
        - {{name: tags, in: query, required: true, style: pipeDelimited, schema: {{type: array, items: {{type: string}}}}}}
        - {{name: class, in: query, required: true, content: {{application/json: {{schema: {{type: object}}}}}}}}
        - {{name: Accept, in: header, schema: {{type: string}}}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {{type: object, required: [id, maxTokens], properties: {{id: {{type: string}}, maxTokens: {{type: integer}}, model: {{type: string}}}}}}
            example: {{id: x, maxTokens: 3, model: m}}
      responses:
        '200': {{description: A thing., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
        '204': {{description: Nothing.}}
  /upload:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {{type: object, required: [file, more], properties: {{file: {{type: string, format: binary}}, more: {{type: array, items: {{type: string, format: binary}}}}, note: {{type: string}}}}}}
      responses: {{'200': {{description: '', content: {{text/plain: {{}}}}}}}}
  /raw:
    put:
      requestBody: {{required: true, content: {{application/pdf: {{}}}}}}
      responses: {{'202': {{description: ''}}}}
  /form:
    post:
      requestBody: {{required: true, content: {{application/x-www-form-urlencoded: {{schema: {{type: object, required: [a b], properties: {{a b: {{type: string, enum: ['x & y']}}}}}}}}}}}}
      responses: {{default: {{description: '', content: {{application/json: {{}}}}}}}}
  /batch:
    post:
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}
      responses: {{'200': {{description: '', content: {{application/octet-stream: {{}}}}}}}}
  /events:
    get:
      responses: {{'200': {{description: '', content: {{text/event-stream: {{itemSchema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}
  /ask:
    post:
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, properties: {{stream: {{type: boolean, default: true}}}}}}}}}}}}
      responses: {{'200': {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}, application/x-ndjson: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}
  /speak:
    post:
      responses: {{'200': {{description: '', content: {{audio/mpeg: {{}}, text/event-stream: {{}}}}}}}}
  /pages:
    get:
      parameters: [{{name: page, in: query, schema: {{type: integer}}}}]
      responses: {LIST}
  /query:
    query:
      requestBody: {{content: {{application/json: {{schema: {{type: string}}}}}}}}
      responses: {OK}
{THING}"""


@pytest.mark.filterwarnings("ignore:change_thing is deprecated|change_thing. deprecated")
def test_each_operation_does_what_its_document_says(tmp_path: Path) -> None:
    document = written(tmp_path, HEAD + EVERYTHING)
    specs = tmp_path / "specs"
    assert main(["--specs", str(specs), "import-openapi", str(document), "--strict"]) == 0

    folder = contract.generate(specs, "things_sdk", tmp_path / "packages")
    played = 0
    with contract.imported("things_sdk", folder) as package, scripted() as server:
        for manifest, example in contract.examples(specs):
            for kind in ("InferenceClient", "AsyncInferenceClient"):
                server.seen.clear()
                server.queue(contract.reply_of(manifest, example["response"]))
                client = getattr(package, kind)(base_url=server.url)
                result = contract.call(client, manifest, python(example["arguments"]))
                contract.check(manifest, example, server.seen[0], result)
                played += 1
    assert played == 2 * 11  # one asks in two ways


def test_what_an_operation_says(tmp_path: Path) -> None:
    made = brought(tmp_path, EVERYTHING)
    tasks = {task.key: task for task in made.tasks}
    change = tasks["POST /things/{id}/{kind}"]
    assert change.manifest["status"] == "deprecated"
    assert change.manifest["docs"] == "https://things.test/docs"
    assert change.manifest["route"]["server"] == "https://eu.things.test"
    assert [entry["pointer"] for entry in change.manifest["args"] if entry.get("positional")] == [
        "/id_path",
        "/kind",
    ]
    assert change.manifest["parameters"]["/id_path"] == {"in": "path", "name": "id"}
    assert "/x_trace_id" in change.manifest["parameters"]
    assert {"pointer": "/maxTokens", "name": "max_tokens"} in change.manifest["args"]
    assert change.manifest["response"]["empty"] is True
    assert change.manifest["examples"][0]["request"]["json"] == {
        "id": "x",
        "maxTokens": 3,
        "model": "m",
    }
    assert change.manifest["examples"][0]["arguments"]["id_path"] == "a/b"
    assert tasks["POST /ask"].manifest["args"] == [
        {"pointer": "/stream", "switch": True, "explicit": True}
    ]
    assert tasks["GET /pages"].manifest["pages"] == {
        "items": "",
        "next": {"argument": "/page", "number": 1},
    }


@pytest.mark.parametrize(
    ("parameters", "members", "following"),
    [
        ("after", "data: {type: array, items: {type: object, properties: {id: {}}}}, has_more: {type: boolean}", {"argument": "/after", "item": "/id"}),
        ("after", "data: {type: array, items: {}}, last_id: {type: string}", {"argument": "/after", "from": "/last_id"}),
        ("cursor", "items: {type: array, items: {}}, next_cursor: {type: string}", {"argument": "/cursor", "from": "/next_cursor"}),
        ("page_token", "things: {type: array, items: {}}, next_page_token: {type: string}", {"argument": "/page_token", "from": "/next_page_token"}),
        ("offset", "results: {type: array, items: {}}, total: {type: integer}", {"argument": "/offset", "offset": True}),
        ("x", "data: {type: array, items: {}}, next: {type: string}", {"url": "/next"}),
    ],
)  # fmt: skip
def test_lists_go_on(
    parameters: str, members: str, following: dict[str, Any], tmp_path: Path
) -> None:
    kind = "integer" if parameters == "offset" else "string"
    answer = f"{{type: object, properties: {{{members}}}}}"
    made = brought(
        tmp_path,
        f"paths: {{/things: {{get: {{parameters: [{{name: {parameters}, in: query, schema: {{type: {kind}}}}}],"
        f" responses: {{'200': {{description: '', content: {{application/json: {{schema: {answer}}}}}}}}}}}}}}}\n",
    )
    assert made.tasks[0].manifest["pages"]["next"] == following


def test_auth_becomes_arguments(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
paths: {{/a: {{get: {{responses: {OK}}}}}}}
components:
  securitySchemes:
    one: {{type: http, scheme: bearer}}
    two: {{type: apiKey, in: header, name: X-Key}}
    three: {{type: apiKey, in: query, name: key}}
    four: {{type: http, scheme: basic}}
    five: {{type: mutualTLS}}
  schemas: {{Thing: {{type: object, properties: {{id: {{type: string}}}}}}}}
""",
    )
    described = files(made)["client.json"]
    assert [rule["scheme"] for rule in described["auth"]] == ["bearer", "key", "key", "basic"]
    given = [argument["name"] for argument in described["constructor"]][:7]
    assert given[0] == "base_url"
    assert {"username", "password", "api_key"} <= {*given}
    assert [finding.rule for finding in made.document.findings] == ["auth"]


# Again ------------------------------------------------------------------------------------------


def imported(folder: Path, text: str, *words: str) -> int:
    document = written(folder, text)
    return main(["--specs", str(folder / "specs"), "import-openapi", str(document), *words])


def test_importing_again_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = HEAD + EVERYTHING
    assert imported(tmp_path, text, "--check") == 1
    assert not (tmp_path / "specs").exists()
    assert imported(tmp_path, text) == 0
    before = {
        path: path.read_bytes()
        for path in sorted((tmp_path / "specs").rglob("*"))
        if path.is_file()
    }
    capsys.readouterr()
    assert imported(tmp_path, text, "--check") == 0
    assert imported(tmp_path, text) == 0
    assert "0 files change, 0 are gone" in capsys.readouterr().out
    after = {
        path: path.read_bytes()
        for path in sorted((tmp_path / "specs").rglob("*"))
        if path.is_file()
    }
    assert after == before


def test_edits_and_names_survive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{HEAD}paths: {{/files: {{get: {{operationId: listFiles, responses: {LIST}}}}}, /b: {{get: {{operationId: b, responses: {OK}}}}}}}\n{THING}"
    assert imported(tmp_path, text) == 0
    edited = tmp_path / "specs" / "tasks" / "b" / "operation.json"
    manifest = json.loads(edited.read_text())
    manifest["summary"] = "Mine."
    edited.write_text(json.dumps(manifest))
    capsys.readouterr()
    # The list is no list any more, and has another id: its name stays. What was edited does, too.
    changed = (
        text.replace(LIST, OK)
        .replace("listFiles", "getFiles")
        .replace("operationId: b", "operationId: b, summary: Theirs")
    )
    assert imported(tmp_path, changed) == 0
    said = capsys.readouterr().out
    assert "kept: tasks/b/operation.json was edited by hand" in said
    assert json.loads(edited.read_text())["summary"] == "Mine."
    record = json.loads((tmp_path / "specs" / "imported.json").read_text())
    assert record["operations"]["GET /files"]["qualified"] == "files.list"
    assert record["operations"]["GET /files"]["method"] == "list_files"
    # What is gone is deleted, unless it was edited.
    gone = f"{HEAD}paths: {{/c: {{get: {{operationId: c, responses: {OK}}}}}}}\n{THING}"
    assert imported(tmp_path, gone) == 0
    assert not (tmp_path / "specs" / "tasks" / "list_files").exists()
    assert edited.exists()


def test_strict_writes_nothing_if_anything_is_wrong(tmp_path: Path) -> None:
    text = f"{HEAD}paths: {{/a: {{get: {{responses: {OK}}}}}}}\n"
    assert imported(tmp_path, text, "--strict") == 1
    assert not (tmp_path / "specs").exists()


def test_a_part_can_be_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{HEAD}paths: {{/a/x: {{get: {{responses: {OK}}}}}, /ab: {{get: {{tags: [T], responses: {OK}}}}}}}\n{THING}"
    assert [t.key for t in brought(tmp_path, text, include=["/a"]).tasks] == ["GET /a/x"]
    assert [t.key for t in brought(tmp_path, text, include=["T"]).tasks] == ["GET /ab"]
    with pytest.raises(BadCall, match="--include"):
        brought(tmp_path, text, include=["/none"])
    assert imported(tmp_path, text, "--include", "T", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [op["key"] for op in report["operations"]] == ["GET /ab"]


def test_texts_become_no_code(tmp_path: Path) -> None:
    evil = '\\"\\"\\"\\nimport os; os.system(\\"touch owned\\")\\n\\"\\"\\"'
    text = f"""{HEAD}paths:
  '/a"':
    get:
      operationId: "{evil}"
      summary: "{evil}"
      description: "{evil}"
      parameters: [{{name: "{evil}", in: query, required: true, schema: {{type: string, description: "{evil}"}}}}]
      responses: {{'200': {{description: "{evil}", content: {{application/json: {{schema: {{type: object, title: "{evil}", description: "{evil}", properties: {{"{evil}": {{type: string, enum: ["{evil}"]}}, ok: {{type: string}}}}}}}}}}}}}}
"""
    assert imported(tmp_path, text) == 0
    folder = contract.generate(tmp_path / "specs", "evil_sdk", tmp_path / "packages")
    with contract.imported("evil_sdk", folder) as package:
        client = package.InferenceClient()
        assert client is not None
    assert not list(tmp_path.rglob("owned"))
    assert not Path("owned").exists()
