"""`import-openapi`: kinds of documents that are rare, wrong or hostile, and what becomes of them."""
# ruff: noqa: E501 (a document is a text of its own)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen.import_openapi import report
from codegen.import_openapi.command import Import
from codegen.import_openapi.overlays import Overlay, read_overlays
from codegen.import_openapi.texts import texts_for
from codegen.options import BadCall
from codegen.patterns import matches
from tests.codegen.test_import_openapi import OK, THING, brought, names, schema, written


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def text_object(**members: Any) -> dict[str, Any]:
    return {"type": "object", "properties": members or {"a": {"type": "string"}}}


def as_lines(schemas: dict[str, Any]) -> str:
    return "\n".join(f"{name}: {json.dumps(found)}" for name, found in schemas.items())


# Chains and circles ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["object", "untyped", "allOf", "array"])
def test_a_chain_of_schemas_keeps_all_its_types(form: str, tmp_path: Path) -> None:
    def link(number: int) -> dict[str, Any]:
        following = ref(f"S{number + 1}" if number < 150 else "End")
        if form == "array":
            return text_object(following={"type": "array", "items": following})
        if form == "allOf":
            return {"allOf": [ref("End"), {"properties": {"following": following}}]}
        return {**({"type": "object"} if form == "object" else {}), "properties": {"n": following}}

    chain = {f"S{number}": link(number) for number in range(1, 151)}
    found = schema(
        tmp_path, as_lines({"X": text_object(x=ref("S1")), **chain, "End": text_object()})
    )
    assert {*chain, "End"} <= found.keys()
    assert all(member for name in chain for member in found[name]["properties"].values())


def test_parts_of_parts_may_be_many(tmp_path: Path) -> None:
    chain = {
        f"S{n}": {"allOf": [ref(f"S{n + 1}"), text_object(**{f"m{n}": {"type": "string"}})]}
        for n in range(1500)
    }
    found = schema(tmp_path, as_lines({"X": ref("S0"), **chain, "S1500": text_object()}))
    (made,) = [one for name, one in found.items() if "m0" in one.get("properties", {})]
    assert len(made["properties"]) == 1501


def test_parts_that_are_said_twice_double_nothing(tmp_path: Path) -> None:
    chain = {f"S{n}": {"allOf": [ref(f"S{n + 1}"), ref(f"S{n + 1}")]} for n in range(60)}
    found = schema(
        tmp_path, as_lines({"X": text_object(x=ref("S0")), **chain, "S60": text_object()})
    )
    assert {"a"} in [one["properties"].keys() for one in found.values() if "properties" in one]


# Unions ------------------------------------------------------------------------------------------


def test_schemas_that_share_a_part_with_a_union_keep_their_own_members(tmp_path: Path) -> None:
    found = schema(
        tmp_path,
        """
X: {type: object, properties: {one: {$ref: '#/components/schemas/One'}, two: {$ref: '#/components/schemas/Two'}}}
One: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {one: {type: string}}}
Two: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {two: {type: string}}}
Base: {type: object, properties: {base: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
Cat: {type: object, properties: {meow: {type: string}}}
Dog: {type: object, properties: {bark: {type: string}}}
""",
    )
    assert {*found["OneCat"]["properties"]} == {"base", "one", "meow"}
    assert {*found["OneDog"]["properties"]} == {"base", "one", "bark"}
    assert {*found["TwoCat"]["properties"]} == {"base", "two", "meow"}


def test_a_second_union_is_said_and_its_members_are_there(tmp_path: Path) -> None:
    schemas = {
        "X": {
            "allOf": [
                {"oneOf": [text_object(a={"type": "string"}), text_object(b={"type": "string"})]},
                {"anyOf": [text_object(c={"type": "string"}), text_object(d={"type": "string"})]},
            ]
        }
    }
    made = brought(
        tmp_path,
        f"paths: {{/x: {{get: {{responses: {OK.replace('Thing', 'X')}}}}}}}\n"
        f"components: {json.dumps({'schemas': schemas})}\n",
    )
    assert [finding.rule for finding in made.document.findings] == ["unions"]
    text = "".join(made.files.values())
    assert all(f'"{member}": {{' in text for member in "abcd")


# Values that fit ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pattern",
    [
        r"^[A-Z]{3}-\d{4}$", r"^ft-[a-z0-9_]+$", "^(a+)+b$", r"^[^/]+/[^/]+$", "^#[0-9a-f]{6}$",
        r"^(?:foo|bar)\.(x|y)?$", r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$", "^[a-zA-Z0-9-]{40,64}$",
        r"^\u0041\x42$", r"^[\]]x$", "^$", r"\S", "^a{2,}$",
    ],
)  # fmt: skip
def test_an_operation_with_a_pattern_has_an_example(pattern: str, tmp_path: Path) -> None:
    parameter = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": pattern},
    }
    made = brought(
        tmp_path,
        f"paths: {{'/x/{{id}}': {{get: {{parameters: [{json.dumps(parameter)}], responses: {OK}}}}}}}\n{THING}",
    )
    if pattern != "^$":  # a path with nothing in it
        assert not made.omitted
        assert matches(pattern, made.tasks[0].manifest["examples"][0]["arguments"]["id"])
    assert all(matches(pattern, text) for text in texts_for(pattern))


@pytest.mark.parametrize(
    "pattern",
    ["[", "(", "\\", "a{99999999999}", "(" * 5000, "^(a{999}){999}$", "(?=a)", "[^"],
)
def test_patterns_that_are_wrong_or_vast_yield_nothing(pattern: str) -> None:
    assert [*texts_for(pattern)] == []


@pytest.mark.parametrize(
    "limits",
    [
        f"minimum: {'9' * 400}, maximum: {'9' * 401}", "minimum: -.inf", "multipleOf: 0",
        "minimum: 10, maximum: 1", "multipleOf: 7, minimum: 100", "maximum: -5",
        "exclusiveMinimum: true, minimum: 3",
    ],
)  # fmt: skip
def test_limits_that_are_odd_leave_nothing_out(limits: str, tmp_path: Path) -> None:
    schema_ = f"{{type: integer, {limits}}}"
    made = brought(
        tmp_path,
        f"paths: {{/x: {{get: {{parameters: [{{name: n, in: query, required: true, schema: {schema_}}}], responses: {OK}}}}}}}\n{THING}",
    )
    assert not made.omitted


# What is of another kind than it should be ------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "pointer"),
    [
        ("tags: hm", "/tags"),
        ("operationId: 3", "/operationId"),
        ("parameters: {name: q, in: query}", "/parameters"),
        ("parameters: [1]", "/parameters/0"),
        ("parameters: [{name: q, in: query, schema: [1]}]", "/parameters/0/schema"),
        ("requestBody: [1]", "/requestBody"),
        ("requestBody: {content: [a]}", "/requestBody/content"),
        ("requestBody: {content: {application/json: 1}}", "/requestBody/content/application~1json"),
        ("deprecated: hm", "/deprecated"),
        ("servers: {url: a}", "/servers"),
        ("servers: [{url: 'https://{a}.test', variables: {a: b}}]", "/servers/0/variables/a"),
    ],
)
def test_what_has_a_wrong_type_is_said(operation: str, pointer: str, tmp_path: Path) -> None:
    made = brought(tmp_path, f"paths: {{/x: {{put: {{{operation}, responses: {OK}}}}}}}\n{THING}")
    found = {finding.pointer: finding for finding in made.document.findings}
    assert f"/paths/~1x/put{pointer}" in found
    assert found[f"/paths/~1x/put{pointer}"].fix.startswith("write ")
    assert len(made.tasks) == 1


def test_members_of_paths_that_are_no_operations(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"paths: {{x-note: hm, /x: {{x-other: 1, GET: {{}}, summary: S, put: {{responses: {OK}}}}}}}\n{THING}",
    )
    (finding,) = made.document.findings
    assert (finding.pointer, finding.fix) == ("/paths/~1x/GET", "write get")


def test_what_the_server_calls_is_listed(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
webhooks: {{created: {{post: {{responses: {OK}}}}}, x-no: 1}}
paths: {{/x: {{post: {{responses: {OK}, callbacks: {{done: {{'{{$request.body#/url}}': {{}}}}}}}}}}}}
{THING}""",
    )
    assert made.called_back == ["created", "done of POST /x"]
    assert "`done of POST /x`" in report.page(made, [])


def test_halves_of_surrogate_pairs_can_be_written(tmp_path: Path) -> None:
    schemas = {"Thing": text_object(**{"\ud800": {}, "a": {"enum": ["\udfff", "b"]}})}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "\ud800", "version": "1"},
        "paths": {"/x": {"get": {"summary": "a\udc00", "responses": {"200": response("Thing")}}}},
        "components": {"schemas": schemas},
    }
    made = brought(tmp_path, json.dumps(document))
    assert len(made.tasks) == 1
    "".join(made.files.values()).encode()


def response(name: str) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": ref(name)}}}


# Servers and keys --------------------------------------------------------------------------------


def constructor(made: Import) -> dict[str, dict[str, Any]]:
    described = json.loads(made.files["client.json"])
    return {argument["name"]: argument for argument in described["constructor"]}


def test_a_server_without_a_host_is_told_to_the_caller(tmp_path: Path) -> None:
    text = f"openapi: 3.1.0\nservers: [{{url: /api/v1}}]\npaths: {{/x: {{get: {{responses: {OK}}}}}}}\n{THING}"
    base = constructor(brought(tmp_path, text))["base_url"]
    assert base["default"] == "None"
    assert "`/api/v1`" in base["doc"]


def test_keys_of_any_name_become_arguments_of_their_own(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        f"""
paths: {{/x: {{get: {{responses: {OK}}}}}}}
components:
  securitySchemes:
    x-note: {{}}
    first: {{type: apiKey, in: header, name: X-Key}}
    timeout: {{type: apiKey, in: query, name: t}}
    username: {{type: apiKey, in: cookie, name: u}}
    one: {{type: http, scheme: basic}}
    two: {{type: http, scheme: Basic}}
    none: {{type: apiKey, in: header}}
    spaced: {{type: apiKey, in: header, name: 'a b'}}
  schemas: {{Thing: {{type: object, properties: {{id: {{type: string}}}}}}}}
""",
    )
    rules = json.loads(made.files["client.json"])["auth"]
    assert [rule["scheme"] for rule in rules] == ["key", "key", "key", "basic"]
    assert [rule.get("argument") for rule in rules] == ["api_key", "timeout_", "username_", None]
    assert {f.pointer.rsplit("/", 1)[1] for f in made.document.findings} == {"none", "spaced"}
    assert len(made.tasks) == 1


# Operations of rarer forms -----------------------------------------------------------------------


def test_verbs_behind_a_colon_are_methods(tmp_path: Path) -> None:
    item = "{name: model, in: path, required: true, schema: {type: string}}"
    made = brought(
        tmp_path,
        f"""
paths:
  /v1beta/models/{{model}}: {{get: {{parameters: [{item}], responses: {OK}}}}}
  /v1beta/models/{{model}}:generateContent: {{post: {{parameters: [{item}], responses: {OK}}}}}
  /v1beta/models:batchGet: {{get: {{responses: {OK}}}}}
  /files/{{model}}.json: {{get: {{parameters: [{item}], responses: {OK}}}}}
{THING}""",
    )
    assert names(made) == {
        "GET /v1beta/models/{model}": "models.retrieve",
        "POST /v1beta/models/{model}:generateContent": "models.generate_content",
        "GET /v1beta/models:batchGet": "models.batch_get",
        "GET /files/{model}.json": "files.retrieve",
    }
    paths = [task.manifest["examples"][0]["request"]["path"] for task in made.tasks]
    assert paths[1] == "/v1beta/models/text:generateContent"


def test_a_whole_query_becomes_its_members(tmp_path: Path) -> None:
    form = "{type: object, required: [a], properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}"
    made = brought(
        tmp_path,
        f"""
paths:
  /x:
    get:
      parameters: [{{name: all, in: querystring, content: {{application/x-www-form-urlencoded: {{schema: {form}}}}}}}]
      responses: {OK}
  /y:
    get:
      parameters: [{{name: all, in: querystring, content: {{application/json: {{schema: {form}}}}}}}]
      responses: {OK}
{THING}""",
    )
    (task,) = made.tasks
    assert task.manifest["parameters"] == {"/a": {"in": "query"}, "/b": {"in": "query"}}
    assert task.input["required"] == ["a"]
    assert [(left.key, "in: query" in left.remedy) for left in made.omitted] == [("GET /y", True)]
    assert not made.document.findings


# Names that are taken ----------------------------------------------------------------------------


def of_paths(*paths: str) -> str:
    each = ", ".join(
        f"{path}: {{get: {{operationId: {path.strip('/').replace('/', '-')}, responses: {OK}}}}}"
        for path in paths
    )
    return f"paths: {{{each}}}\n{THING}"  # fmt: skip


@pytest.mark.parametrize("word", ["close", "health", "stats"])
def test_a_method_below_a_method_has_a_name(word: str, tmp_path: Path) -> None:
    made = brought(tmp_path, of_paths(f"/{word}", f"/{word}/live", f"/{word}/live/now"))
    assert not made.omitted
    assert len({*names(made).values()}) == 3


def test_a_path_that_comes_below_a_method_later_leaves_its_name(tmp_path: Path) -> None:
    record = {"operations": {"GET /health": {"qualified": "health", "method": "health", "why": ""}}}
    made = brought(tmp_path, of_paths("/health", "/health/live"), record=record)
    assert names(made) == {"GET /health": "health", "GET /health/live": "health_live"}


def overlay(folder: Path, text: str) -> Overlay:
    return read_overlays([written(folder, text, "overlay.yaml")])


def test_an_overlay_may_take_the_name_of_another(tmp_path: Path) -> None:
    record = {
        "operations": {
            "GET /a": {"qualified": "first", "method": "a", "why": ""},
            "GET /b": {"qualified": "second", "method": "b", "why": ""},
        }
    }
    for name in ("second", "second.of"):
        made = brought(
            tmp_path,
            of_paths("/a", "/b"),
            record=record,
            overlay=overlay(tmp_path, f"operations: {{a: {{qualified: {name}}}}}"),
        )
        assert not made.omitted
        found = names(made)
        assert found["GET /a"] == name
        assert found["GET /b"] not in (name, "second")


@pytest.mark.parametrize("name", ["'a b'", "import.x", "3", "a.b.c.d.e", "A", "''", "a..b"])
def test_an_overlay_with_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="qualified is"):
        overlay(tmp_path, f"operations: {{a: {{qualified: {name}}}}}")


@pytest.mark.parametrize("classes", ["{A: 'a b'}", "{A: None}", "{A: 3}", "{A: Same, B: Same}"])
def test_an_overlay_with_classes_that_are_none_is_refused(classes: str, tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="classes"):
        overlay(tmp_path, f"classes: {classes}")


def test_what_an_overlay_speaks_of_in_vain_is_said(tmp_path: Path) -> None:
    text = "operations: {gone: {skip: true}, a: {retry: never}}\nclasses: {Gone: X, Thing: Item}"
    made = brought(tmp_path, of_paths("/a"), overlay=overlay(tmp_path, text))
    assert {finding.rule for finding in made.document.findings} == {"overlay"}
    said = " ".join(finding.message for finding in made.document.findings)
    assert "operations.gone" in said
    assert "/components/schemas/Gone" in said
    assert len(made.document.findings) == 2


def test_an_overlay_names_what_is_sent_too(tmp_path: Path) -> None:
    body = "{required: true, content: {application/json: {schema: {type: object, properties: {one: {$ref: '#/components/schemas/Thing'}, two: {$ref: '#/components/schemas/Only'}}}}}}"
    made = brought(
        tmp_path,
        f"paths: {{/x: {{post: {{requestBody: {body}, responses: {OK}}}}}}}\n"
        + THING.replace("{Thing", "{Only: {type: object, properties: {b: {type: string}}}, Thing"),
        overlay=overlay(tmp_path, "classes: {Thing: Item, Only: Alone}"),
    )
    assert {"Item", "ItemInput", "Alone"} <= {*made.names.values()}
