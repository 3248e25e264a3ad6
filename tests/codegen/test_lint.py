"""Each rule of the linter against one fault in specs that are otherwise good."""

# ruff: noqa: E501 (a case is a row of a table)

import copy
import dataclasses
import itertools
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from codegen.lint import RULES, client_members, lint, model_members, notes
from codegen.load import Document, Finding, Specs, Task, load, walk

SPECS = Path(__file__).parents[2] / "specs"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DELETE = ...  # as a value of an edit

# Good specs -------------------------------------------------------------------------------------


def text(description: str = "A text.", **words: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **words}


def obj(title: str, properties: dict[str, Any], **words: Any) -> dict[str, Any]:
    return {
        "title": title, "description": "A thing.", "type": "object", "properties": properties, **words,
    }  # fmt: skip


def root(schema: dict[str, Any], **defs: Any) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema, **({"$defs": defs} if defs else {})}


def manifest(task: str, **words: Any) -> dict[str, Any]:
    return {
        "task": task, "method": task.replace("-", "_"), "summary": "Do it.",
        "route": {"style": "task"}, "encoding": "json", **words,
    }  # fmt: skip


PNG = "iVBORw0KGgo="
ITEM = {"label": "cat", "score": 0.5}
STREAM = {"schema": "stream.json", "complete": {"field": "done"}, "returns": "Pieces."}
OWN_SERVICES = json.loads((SPECS / "client.json").read_text())["services"][:2]  # post, and one

GOOD: dict[str, Any] = {
    "client.json": {
        "summary": "Call models.",
        "constructor": [
            {"name": "model", "annotation": "str | None", "default": "None", "doc": "Model."},
            {"name": "token", "annotation": "str | None", "default": "None", "doc": "Token."},
        ],
        "services": OWN_SERVICES,
        "exports": ["InferenceClient", "InferenceError"],
    },
    "common/words.json": root(
        {"description": "Words."},
        Style={"title": "Style", "description": "A style.", "enum": ["plain", "loud"]},
    ),
    "tasks/echo_text/input.json": root(
        obj(
            "EchoTextInput",
            {
                "inputs": text(minLength=1),
                "parameters": {"$ref": "#/$defs/EchoTextParameters"},
                "stream": {"type": "boolean", "description": "Piece by piece."},
            },
            required=["inputs"],
        ),
        EchoTextParameters=obj(
            "EchoTextParameters",
            {
                "style": {"$ref": "../../common/words.json#/$defs/Style", "description": "How."},
                "times": {"type": "integer", "minimum": 1, "description": "How often."},
                "stop": {"type": "array", "items": {"type": "string"}, "description": "Ends."},
            },
        ),
    ),
    "tasks/echo_text/output.json": root(
        obj(
            "EchoTextOutput",
            {
                "text": text(),
                "parts": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/EchoTextOutputPart"},
                    "description": "Its parts.",
                },
            },
            required=["text"],
        ),
        EchoTextOutputPart=obj(
            "EchoTextOutputPart",
            {"word": text(), "kind": {"enum": ["noun", "verb"], "description": "Its kind."}},
        ),
    ),
    "tasks/echo_text/stream.json": root(
        obj(
            "EchoTextStreamOutput",
            {
                "piece": text(),
                "done": {"type": ["boolean", "null"], "description": "Whether it is the last."},
            },
        )
    ),
    "tasks/echo_text/operation.json": manifest(
        "echo-text",
        aliases=["chat.echo"],
        args=[
            {"pointer": "/inputs", "name": "prompt", "positional": True},
            {"pointer": "/stream", "switch": True},
        ],
        flatten=["/parameters"],
        extra_body="/parameters",
        headers={"x-echo": "1"},
        variants=[
            {
                "when": {"stream": False},
                "response": {"kind": "json", "project": "/text", "returns": "The text."},
            },
            {"when": {"stream": True}, "stream": {**STREAM, "text": "/piece", "accumulate": {}}},
        ],
        examples=[
            {
                "name": "once",
                "arguments": {"prompt": "a", "style": "loud", "extra_body": {"x": 1}},
                "request": {"json": {"inputs": "a", "parameters": {"style": "loud", "x": 1}}},
                "response": {"json": {"text": "A", "parts": [{"word": "A", "kind": "new"}]}},
                "result": "A",
            },
            {
                "name": "in pieces",
                "arguments": {"prompt": "a", "stream": True},
                "request": {"json": {"inputs": "a", "stream": True}},
                "response": {"events": [{"piece": "a", "done": True}, "[DONE]"]},
                "result": [{"piece": "a", "done": True}],
            },
        ],
    ),
    "tasks/embed_text/input.json": root(
        obj(
            "EmbedTextInput",
            {
                "inputs": {
                    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
                    "description": "Texts.",
                }
            },
            required=["inputs"],
        )
    ),
    "tasks/embed_text/output.json": root(
        {
            "title": "EmbedTextOutput",
            "description": "Vectors.",
            "type": "array",
            "items": {"type": "array", "items": {"type": "number"}},
        }
    ),
    "tasks/embed_text/operation.json": manifest(
        "embed-text",
        args=[{"pointer": "/inputs", "name": "text", "positional": True}],
        response={"kind": "array", "count": "/inputs", "returns": "Vectors."},
        examples=[
            {
                "name": "one",
                "arguments": {"text": "a"},
                "request": {"json": {"inputs": "a"}},
                "response": {"json": [[1, 0.5]]},
                "result": [1.0, 0.5],
            }
        ],
    ),
    "schemas/note.json": root(
        {"description": "Notes."},
        Note=obj("Note", {"id": text(), "author": {"$ref": "person.json#/$defs/Person"}}),
    ),
    "schemas/person.json": root({"description": "People."}, Person=obj("Person", {"name": text()})),
    "tasks/list_notes/input.json": root(
        obj(
            "ListNotesInput",
            {"book": text(), "after": text(), "trace": text(), "body": text()},
            required=["book"],
        )
    ),
    "tasks/list_notes/output.json": root(
        obj(
            "ListNotesOutput",
            {
                "notes": {
                    "type": "array",
                    "items": {"$ref": "../../schemas/note.json#/$defs/Note"},
                    "description": "Notes.",
                },
                "more": {"type": "boolean", "description": "Whether there are more."},
            },
        )
    ),
    "tasks/list_notes/operation.json": manifest(
        "list-notes",
        qualified="notes.list",
        route={"style": "api", "path": "/books/{book}/notes", "method": "QUERY"},
        encoding="text",
        body="/body",
        parameters={
            "/book": {"in": "path"},
            "/after": {"in": "query", "name": "start-after"},
            "/trace": {"in": "header", "name": "X-Trace"},
        },
        args=[{"pointer": "/book", "positional": True}],
        response={"kind": "json", "returns": "Notes."},
        pages={
            "items": "/notes",
            "more": "/more",
            "next": {"argument": "/after", "item": "/id"},
        },
        examples=[
            {
                "name": "a page",
                "arguments": {"book": "b", "body": "all"},
                "request": {"method": "QUERY", "path": "/books/b/notes", "text": "all"},
                "response": {"json": {"notes": [{"id": "1"}], "more": False}},
                "result": [{"id": "1"}],
            }
        ],
    ),
    "providers/acme.json": {
        "name": "acme",
        "title": "Acme",
        "docs": "https://acme.test/docs",
        "url": "https://api.acme.test",
        "bases": {"slow": {"url": "https://slow.acme.test", "query": "slow=1"}},
        "media_types": {"image": {"image/png": "image/png"}},
        "shared": {"version": {"if": {"model_has": ":"}, "then": "{model.version}"}},
        "job": {"id": "id", "poll": "/jobs/{id}", "state": "state", "pending": [], "done": ["ok"]},
        "tasks": {
            "echo_text": {
                "path": "/{model}/echo",
                "base": "slow",
                "job": True,
                "request": {"say": "{prompt}", "v": {"$shared": "version"}, "...": "{rest}"},
                "response": {"text": ["said", "echo.text|text"]},
                "example": {
                    "model": "m/m",
                    "provider_id": "acme-m",
                    "arguments": {"prompt": "a", "times": 1},
                    "exchange": [
                        {
                            "request": {
                                "POST": "/acme-m/echo?slow=1",
                                "json": {"say": "a", "times": 1},
                            },
                            "response": {"json": {"id": "1", "state": "ok", "said": "A"}},
                        }
                    ],
                    "result": "A",
                },
            },
            "look_at": {
                "path": "/look",
                "request": {"model": "{model}", "url": "{image|data_url}", "k": "{top_k}"},
                "response": {"0.label": "label"},
                "example": {
                    "model": "m/m",
                    "provider_id": "acme-m",
                    "arguments": {"image": {"$base64": PNG}, "top_k": 1},
                    "exchange": [
                        {
                            "request": {
                                "POST": "/look",
                                "json": {
                                    "model": "acme-m",
                                    "url": f"data:image/png;base64,{PNG}",
                                    "k": 1,
                                },
                            },
                            "response": {"json": {"label": "cat"}},
                        }
                    ],
                    "result": [{"label": "cat"}],
                },
            },
        },
    },
    "tasks/look_at/input.json": root(
        obj(
            "LookAtInput",
            {
                "inputs": text(contentEncoding="base64", contentMediaType="image/*"),
                "parameters": {"$ref": "#/$defs/LookAtParameters"},
            },
            required=["inputs"],
        ),
        LookAtParameters=obj(
            "LookAtParameters",
            {
                "top_k": {"type": "integer", "description": "How many."},
                "language": text(),
            },
        ),
    ),
    "tasks/look_at/output.json": root(
        {
            "title": "LookAtOutput",
            "description": "Labels.",
            "type": "array",
            "items": {"$ref": "#/$defs/LookAtOutputElement"},
        },
        LookAtOutputElement=obj(
            "LookAtOutputElement",
            {"label": text(), "score": {"type": "number", "description": "How sure."}},
            required=["label"],
        ),
    ),
    "tasks/look_at/operation.json": manifest(
        "look-at",
        encoding="media",
        args=[{"pointer": "/inputs", "name": "image", "positional": True}],
        flatten=["/parameters"],
        response={
            "kind": "json",
            "accept": [
                {"opens": "[[", "shape": "first_of_list"},
                {"opens": "{", "shape": "columns", "columns": {"label": "labels"}},
            ],
            "returns": "Labels.",
        },
        examples=[
            {
                "name": "the file alone",
                "arguments": {"image": {"$base64": PNG}},
                "request": {"base64": PNG, "content_type": "image/png"},
                "response": {"json": [[ITEM]]},
                "result": [ITEM],
            },
            {
                "name": "with a parameter",
                "arguments": {"image": {"$base64": PNG}, "top_k": 1},
                "request": {"json": {"inputs": PNG, "parameters": {"top_k": 1}}},
                "response": {"json": {"labels": ["cat"]}},
                "result": [{"label": "cat"}],
            },
        ],
    ),
}

# Faults -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One fault, and what the linter says about it."""

    rule: str
    where: str  # file#pointer, below tasks/ if the file is not named from the root
    fix: str  # a part of it
    edits: Mapping[str, Any]  # file#pointer -> value, or DELETE
    also: frozenset[str] = field(default_factory=frozenset)  # rules that the same edit breaks

    def __str__(self) -> str:
        return f"{self.rule}-{next(iter(self.edits)).rsplit('/', 1)[-1]}"


def case(rule: str, where: str, fix: str, edits: Mapping[str, Any], *also: str) -> Case:
    return Case(rule, where, fix, edits, frozenset(also))


NOTES_OP, NOTES_OUT = "list_notes/operation.json#", "list_notes/output.json#"
ECHO_IN, ECHO_OUT, ECHO_OP = (f"echo_text/{n}.json#" for n in ("input", "output", "operation"))
ECHO_STREAM = "echo_text/stream.json#"
LOOK_IN, LOOK_OUT, LOOK_OP = (f"look_at/{n}.json#" for n in ("input", "output", "operation"))
EMBED_IN, EMBED_OUT, EMBED_OP = (f"embed_text/{n}.json#" for n in ("input", "output", "operation"))
ACME = "providers/acme.json#"
ACME_ECHO, ACME_LOOK = (f"{ACME}/tasks/{name}" for name in ("echo_text", "look_at"))
TIMES = ECHO_IN + "/$defs/EchoTextParameters/properties/times"
STYLE = ECHO_IN + "/$defs/EchoTextParameters/properties/style"
STOP = ECHO_IN + "/$defs/EchoTextParameters/properties/stop"
PARAMETERS = ECHO_IN + "/$defs/EchoTextParameters"
PART = ECHO_OUT + "/$defs/EchoTextOutputPart"
LOOK_TOP = LOOK_IN + "/$defs/LookAtParameters/properties"
ANOTHER = {"doc": "X.", "route": {"style": "server", "path": "/x"}, "request": {"t": "{inputs}"}}
VARIANT, PIECES = ECHO_OP + "/variants/0", ECHO_OP + "/variants/1"
FIRST, SECOND = ECHO_OP + "/examples/0", ECHO_OP + "/examples/1"
THING = obj("Thing", {"a": text()})
REF_THING = {"$ref": "#/$defs/Thing", "description": "A thing."}

CASES = [
    # Shape of the files
    case("client-shape", "client.json#/sumary", "'summary'", {"client.json#/sumary": "x"}),
    case("client-shape", "client.json#", "add 'exports'", {"client.json#/exports": DELETE}),
    case("client-shape", "client.json#/constructor/0/positional", "of type boolean", {"client.json#/constructor/0/positional": "yes"}),
    case("code", "client.json#/constructor/1/annotation", "write a type", {"client.json#/constructor/1/annotation": "print('x')"}),
    case("code", "client.json#/constructor/1/annotation", "write a type", {"client.json#/constructor/1/annotation": "int, other"}),
    case("code", "client.json#/constructor/1/async_annotation", "write a type", {"client.json#/constructor/1/async_annotation": "[int]"}),
    case("annotation", "client.json#/constructor/1/async_annotation", "write 'Timeout'", {"client.json#/constructor/1/async_annotation": "Timeouts"}),
    case("code", "client.json#/constructor/1/default", "write a constant", {"client.json#/constructor/1/default": "print('x')"}),
    case("code", "client.json#/exports/1", "write a name", {"client.json#/exports/1": "import"}),
    case("client-name", "client.json#/constructor/1/name", "delete one", {"client.json#/constructor/1/name": "model"}),
    case("client-name", "client.json#/exports/1", "delete one", {"client.json#/exports/1": "InferenceClient"}),
    case("annotation", "client.json#/constructor/1/annotation", "write 'Timeout'", {"client.json#/constructor/1/annotation": "Mapping[str, Timeouts] | None"}),
    case("annotation", "client.json#/constructor/1/annotation", "write a type", {"client.json#/constructor/1/annotation": "pathlib"}),
    case("export", "client.json#/exports/1", "write 'InferenceError'", {"client.json#/exports/1": "InferenzError"}),
    case("export", "client.json#/exports/transport.sse/0", "delete it", {"client.json#/exports": {"transport.sse": ["zzzz"]}}),
    case("client-name", "client.json#/services/1/name", "delete one", {"client.json#/services/1/name": "post"}, "service"),
    case("service", "client.json#/services/1/name", "write 'get_model_status'", {"client.json#/services/1/name": "get_model_state"}),
    case("service", "client.json#/services/1/arguments", "write those", {"client.json#/services/1/arguments/0/name": "modell"}),
    case("service", "client.json#/services/1/arguments", "write those", {"client.json#/services/1/arguments": []}),
    case("service", "client.json#/services/0/lines", "name one", {"client.json#/services/0/lines": "streams"}),
    case("client-shape", "client.json#/services/0", "add 'raises'", {"client.json#/services/0/raises": DELETE}),
    case("code", "client.json#/services/1/arguments/0/annotation", "write a type", {"client.json#/services/1/arguments/0/annotation": "print('x')"}),
    case("code", "client.json#/services/1/arguments/0/default", "write a constant", {"client.json#/services/1/arguments/0/default": "print('x')"}),
    case("code", "client.json#/services/1/returns/annotation", "write a type", {"client.json#/services/1/returns/annotation": "print('x')"}),
    case("annotation", "client.json#/services/1/returns/annotation", "write 'ModelStatus'", {"client.json#/services/1/returns/annotation": "ModelState"}),
    case("text", "client.json#/services/1/example/0", "write one", {"client.json#/services/1/example/0": '"""'}),
    case("client-shape", "client.json#/exports", "array or object", {"client.json#/exports": "Call"}),
    case("manifest-shape", ECHO_OP + "/args/0/positionel", "delete it: 'positional' is there", {ECHO_OP + "/args/0/positionel": True}),
    case("manifest-shape", ECHO_OP + "/encoding", "write one of json, media", {ECHO_OP + "/encoding": "xyz"}),
    case("manifest-shape", ECHO_OP, "add 'examples'", {ECHO_OP + "/examples": DELETE}),
    case("manifest-shape", ECHO_OP, "give one of response, stream, variants", {ECHO_OP + "/variants": DELETE}),
    case("manifest-shape", ECHO_OP, "of type object", {ECHO_OP: []}),
    case("provider-shape", ACME + "/tasks/look_at/reqest", "delete it: 'request' is there", {ACME + "/tasks/look_at/reqest": {}}),
    case("provider-shape", ACME, "add 'url'", {ACME + "/url": DELETE}),
    case("provider-shape", ACME + "/job/every", "", {ACME + "/job/every": 0}),
    case("text", ACME + "/title", "write one", {ACME + "/title": 'A"""'}),
    case("meta-schema", "meta/provider.schema.json#", "restore it", {"meta/provider.schema.json#": DELETE}),
    case("meta-schema", "meta/operation.schema.json#", "restore it", {"meta/operation.schema.json#": DELETE}),
    case("meta-schema", "meta/client.schema.json#/type", "'object'", {"meta/client.schema.json#/type": "objekt"}),
    case("schema-shape", TIMES + "/type", "write 'integer'", {TIMES + "/type": "int"}),
    case("schema-shape", TIMES, '{"description": ...}', {TIMES: True}),
    case("schema-shape", ECHO_IN, "write a JSON Schema object", {ECHO_IN: []}),
    case("schema-shape", ECHO_IN + "/properties/inputs/pattern", "correct the pattern", {ECHO_IN + "/properties/inputs/pattern": "("}),
    # Words of the schemas
    case("old-draft", ECHO_IN + "/$schema", DIALECT, {ECHO_IN + "/$schema": "http://json-schema.org/draft-06/schema#"}),
    case("old-draft", ECHO_IN + "/$schema", DIALECT, {ECHO_IN + "/$schema": DELETE}),
    case("old-draft", ECHO_IN + "/definitions", "rename it to $defs", {ECHO_IN + "/definitions": {}}),
    case("openapi-keyword", TIMES + "/nullable", '"null"]', {TIMES + "/nullable": True}),
    case("openapi-keyword", STYLE + "/example", "operation.json", {STYLE: {"enum": ["a"], "description": "A.", "example": "a"}}, "unused-definition", "example-request"),
    case("openapi-keyword", EMBED_IN + "/properties/inputs/discriminator", "delete it", {EMBED_IN + "/properties/inputs/discriminator": {"propertyName": "type"}}, "union-sibling"),
    case("unsupported-keyword", TIMES + "/descripton", "write 'description'", {TIMES + "/descripton": "x"}),
    case("unsupported-keyword", TIMES + "/oneOf", "write anyOf", {TIMES + "/oneOf": [{"type": "integer"}]}),
    case("unsupported-keyword", PARAMETERS + "/$defs", "move it to the root", {PARAMETERS + "/$defs": {}}),
    case("keyword-type", STOP + "/minLength", "write minItems", {STOP + "/minLength": 1}),
    case("keyword-type", ECHO_IN + "/properties/inputs/minItems", "write minLength", {ECHO_IN + "/properties/inputs/minItems": 1}),
    case("keyword-type", TIMES + "/minimum", '"type": "number"', {TIMES + "/type": DELETE}),
    case("bounds", TIMES + "/minimum", "that is minimum", {TIMES + "/exclusiveMinimum": 0}),
    case("bounds", ECHO_IN + "/properties/inputs/maxLength", "delete maxLength", {ECHO_IN + "/properties/inputs/maxLength": 2**63}),
    case("bounds", TIMES + "/minimum", "correct them", {TIMES + "/maximum": 0}),
    case("ref-sibling", STYLE + "/type", "delete type", {STYLE + "/type": "string"}),
    case("ref-sibling", STYLE + "/title", "delete title", {STYLE + "/title": "EchoTextStyle"}),
    case("union-sibling", EMBED_IN + "/properties/inputs/type", "the branches have types", {EMBED_IN + "/properties/inputs/type": "string"}),
    case("required-unknown", ECHO_IN + "/required/1", "write 'stream'", {ECHO_IN + "/required": ["inputs", "streem"]}, "example-request"),
    case("default-type", TIMES + "/default", "1024, and delete", {TIMES + "/default": "1024"}),
    case("default-type", ECHO_IN + "/properties/stream/default", "true", {ECHO_IN + "/properties/stream/default": "true"}),
    case("default-type", TIMES + "/default", "null", {TIMES + "/default": "null"}),
    case("default-type", TIMES + "/default", "0", {TIMES + "/default": 0}),
    case("default-type", ECHO_STREAM + "/properties/done/default", "delete it", {ECHO_STREAM + "/properties/done/default": "false"}),
    case("default-in-request", TIMES + "/default", "3 by default", {TIMES + "/default": 3}),
    case("dropped-in-response", ECHO_OUT + "/properties/text/minLength", "delete minLength", {ECHO_OUT + "/properties/text/minLength": 1}),
    case("dropped-in-response", ECHO_OUT + "/properties/text/format", "delete format", {ECHO_OUT + "/properties/text/format": "uri"}),
    case("dropped-in-response", ECHO_OUT + "/properties/text/pattern", "delete pattern", {ECHO_OUT + "/properties/text/pattern": "^A"}),
    case("dropped-in-response", ECHO_OUT + "/additionalProperties", "delete it", {ECHO_OUT + "/additionalProperties": False}),
    case("dropped-in-response", ECHO_STREAM + "/properties/done/default", "delete it", {ECHO_STREAM + "/properties/done/default": False}),
    case("closed-in-response", PART + "/properties/kind/enum", '"type": ["string", "boolean"]', {PART + "/properties/kind/enum": ["new", True]}),
    case("closed-in-response", PART + "/properties/kind/const", '"type": "string"', {PART + "/properties/kind": {"const": "new", "description": "A."}}),
    case("enum-value", "common/words.json#/$defs/Style/enum/2", '{"type": "null"}', {"common/words.json#/$defs/Style/enum": ["plain", "loud", None]}),
    case("enum-value", "common/words.json#/$defs/Style/enum/2", '"number"', {"common/words.json#/$defs/Style/enum": ["plain", "loud", 0.5]}),
    case("enum-value", "common/words.json#/$defs/Style/enum", "list them", {"common/words.json#/$defs/Style/enum": []}, "example-request"),
    case("nested-constraint", STOP + "/items/minLength", "$defs", {STOP + "/items/minLength": 1}),
    case("nested-constraint", EMBED_IN + "/properties/inputs/anyOf/1/minItems", "$defs", {EMBED_IN + "/properties/inputs/anyOf/1/minItems": 1}),
    case("nested-constraint", STOP + "/maxItems", "$defs", {STOP + "/type": ["array", "null"], STOP + "/maxItems": 4}),
    case("media-schema", LOOK_IN + "/properties/inputs/contentMediaType", '"contentEncoding": "base64"', {LOOK_IN + "/properties/inputs/contentEncoding": DELETE}),
    case("media-schema", LOOK_IN + "/properties/inputs/contentMediaType", "image/*", {LOOK_IN + "/properties/inputs/contentMediaType": "text/plain"}),
    case("media-schema", LOOK_IN + "/properties/inputs/contentEncoding", "contentMediaType", {LOOK_IN + "/properties/inputs/contentMediaType": DELETE}, "media-encoding", "example-arguments"),
    case("media-schema", LOOK_IN + "/properties/inputs/contentMediaType", "delete", {LOOK_IN + "/properties/inputs/contentMediaType": "application/vnd.float32"}),
    case("media-schema", STOP + "/items/contentMediaType", "on the property itself", {STOP + "/items": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/*"}}),
    case("media-schema", ECHO_IN + "/$defs/Thing/properties/a/contentMediaType", '"args" in tasks/echo_text/operation.json', {ECHO_IN + "/$defs/Thing": obj("Thing", {"a": text(contentEncoding="base64", contentMediaType="image/*")}), STOP: REF_THING}),
    # References
    case("ref-form", STYLE + "/$ref", "'../../common/words.json#/$defs/Style'", {STYLE + "/$ref": "/inference/schemas/common.json#/definitions/Style"}),
    case("ref-form", STYLE + "/$ref", "'../../common/words.json#/$defs/Style'", {STYLE + "/$ref": "https://example.com/words.json#/$defs/Style"}),
    case("ref-form", STYLE + "/$ref", "a definition in $defs", {STYLE + "/$ref": "output.json"}),
    case("ref-form", STYLE + "/$ref", "move LookAtParameters to common/", {STYLE + "/$ref": "../look_at/input.json#/$defs/LookAtParameters"}),
    case("ref-form", STYLE + "/$ref", "write '#/$defs/times'", {STYLE + "/$ref": "#/$defs/EchoTextParameters/properties/times"}),
    case("ref-form", ECHO_IN + "/$id", "delete it", {ECHO_IN + "/$id": "/inference/schemas/echo.json"}),
    case("ref-target", STYLE + "/$ref", "write '#/$defs/EchoTextParameters'", {STYLE + "/$ref": "#/$defs/EchoTextParameter"}),
    case("ref-target", STYLE + "/$ref", "'../../common/words.json#/$defs/Style'", {STYLE + "/$ref": "../../common/wrods.json#/$defs/Style"}),
    case("union-size", "common/words.json#/$defs/Style", "fewer branches", {"common/words.json#/$defs/Style": {"title": "Style", "description": "A.", "anyOf": [{"type": "array", "items": {"$ref": "#/$defs/Other"}}] * 2}, "common/words.json#/$defs/Other": {"title": "Other", "description": "A.", "anyOf": [{"type": "string"}] * 501}}),
    case("ref-cycle", "common/words.json#/$defs/Style", "in a property", {"common/words.json#/$defs/Style": {"title": "Style", "description": "A.", "anyOf": [{"$ref": "#/$defs/Other"}, {"type": "string"}]}, "common/words.json#/$defs/Other": {"title": "Other", "description": "A.", "type": "array", "items": {"$ref": "#/$defs/Style"}}}),
    case("unused-definition", "common/words.json#/$defs/Other", "delete it", {"common/words.json#/$defs/Other": {"title": "Other", "description": "A.", "type": "string"}}),
    case("direction-mix", "common/words.json#/$defs/Style", "define it twice", {ECHO_OUT + "/properties/text": {"$ref": "../../common/words.json#/$defs/Style", "description": "A."}}, "example-response", "example-result"),
    case("direction-mix", PARAMETERS, "define it twice", {ECHO_OUT + "/properties/parts/items": {"$ref": "input.json#/$defs/EchoTextParameters"}}, "unused-definition"),
    # Names and texts
    case("missing-title", ECHO_IN, '"title": "EchoTextInput"', {ECHO_IN + "/title": DELETE}),
    case("missing-title", PART, '"title": "EchoTextOutputPart"', {PART + "/title": DELETE}),
    case("common-root", "common/words.json#/title", "into a definition", {"common/words.json#/title": "Words"}),
    case("title-mismatch", PART + "/title", 'write "title": "EchoTextOutputPart"', {PART + "/title": "EchoTextPart"}),
    case("title-name", ECHO_IN + "/title", "such as EchoTextOldInput", {ECHO_IN + "/title": "old_input"}),
    case("title-name", ECHO_IN + "/title", "such as EchoTextNone", {ECHO_IN + "/title": "None"}),
    case("title-name", ECHO_IN + "/title", "such as EchoTextTimeoutError", {ECHO_IN + "/title": "TimeoutError"}),
    case("title-name", ECHO_IN + "/title", "such as EchoTextMessage", {ECHO_IN + "/title": "Message3"}),
    case("title-taken", ECHO_IN + "/title", "such as EchoTextInferenceError", {ECHO_IN + "/title": "InferenceError"}),
    case("title-taken", ECHO_IN + "/title", "such as EchoTextModel", {ECHO_IN + "/title": "Model"}),
    case("title-taken", ECHO_OUT + "/title", "EchoTextInputParameters", {ECHO_OUT + "/title": "EchoTextInputParam"}),
    case("duplicate-title", "look_at/input.json#/title", "define it once in common/", {LOOK_IN + "/title": "EchoTextInput"}),
    case("duplicate-title", "echo_text/output.json#/title", "EchoTextInputValue", {ECHO_OUT + "/title": "EchoTextInput"}),
    case("inline-object", STOP + "/items", '{"$ref": "#/$defs/<Name>"}', {STOP + "/items": {"type": "object", "properties": {"a": text()}}}),
    case("inline-object", EMBED_IN + "/properties/inputs/anyOf/0", '{"$ref": "#/$defs/<Name>"}', {EMBED_IN + "/properties/inputs/anyOf/0": {"type": "object", "properties": {"a": text()}}}, "example-request"),
    case("property-name", PARAMETERS + "/properties/_x", "leave the property out", {PARAMETERS + "/properties/_x": text()}, "arg-name"),
    case("property-name", PART + "/properties/keys", "leave the property out", {PART + "/properties/keys": text()}),
    case("property-name", PART + "/properties/the_word", "leave the property out", {PART + "/properties/the-word": text(), PART + "/properties/the_word": text()}),
    case("property-name", PART + "/properties/class_", "leave the property out", {PART + "/properties/class": text(), PART + "/properties/class_": text()}),
    case("property-name", PART + "/properties/EchoTextOutputPart", "another title, such as EchoTextOutputPartValue", {PART + "/properties/EchoTextOutputPart": {"$ref": "#/$defs/EchoTextOutputPart", "description": "A."}}),
    case("property-name", PARAMETERS + "/properties/Style", "another title, such as EchoTextStyle", {PARAMETERS + "/properties/Style": {"type": "array", "items": {"$ref": "../../common/words.json#/$defs/Style"}, "description": "A."}}),
    case("shortcut", VARIANT + "/response/project", "as .class_", {ECHO_OUT + "/properties/class": text(), VARIANT + "/response/project": "/class"}),
    case("property-name", PART + "/properties/ﬁt", "leave the property out", {PART + "/properties/ﬁt": text()}),
    case("text", TIMES + "/description", "write one", {TIMES + "/description": 'A """ b'}),
    case("text", ECHO_OP + "/summary", "delete U+0000", {ECHO_OP + "/summary": "Do\0 it."}),
    case("text", "client.json#/constructor/0/doc", "delete U+202E", {"client.json#/constructor/0/doc": "\u202eledoM."}),
    case("missing-description", TIMES, "add a description", {TIMES + "/description": DELETE}),
    case("missing-description", PART, "add a description", {PART + "/description": " "}),
    case("missing-description", "common/words.json#", "add a description", {"common/words.json#/description": DELETE}),
    # Manifests
    case("task-name", ECHO_OP + "/task", "write 'echo-text'", {ECHO_OP + "/task": "text-echo"}),
    case("task-name", ECHO_OP + "/method", "write 'echo_text'", {ECHO_OP + "/method": "echo"}),
    case("method-taken", ECHO_OP + "/method", "the folder's name", {ECHO_OP + "/method": "stream"}, "task-name"),
    case("method-taken", ECHO_OP + "/method", "the folder's name", {ECHO_OP + "/method": "class"}, "task-name"),
    case("method-taken", LOOK_OP + "/method", "'look_at'", {LOOK_OP + "/method": "echo_text"}, "task-name"),
    case("alias-taken", ECHO_OP + "/aliases/0", "a first part", {ECHO_OP + "/aliases": ["look_at.echo"]}),
    case("alias-taken", ECHO_OP + "/aliases/0", "a first part", {ECHO_OP + "/aliases": ["echo.class"]}),
    case("alias-taken", LOOK_OP + "/aliases/0", "a first part", {LOOK_OP + "/aliases": ["chat.echo"]}),
    case("alias-taken", LOOK_OP + "/aliases/0", "a first part", {LOOK_OP + "/aliases": ["chat.echo.now"]}),
    case("schema-file", LOOK_OP + "/response/schema", "write one of input.json, output.json", {LOOK_OP + "/response/schema": "result.json"}),
    case("stream-file", "echo_text/stream.json#", "delete the file", {PIECES: {"when": {"stream": True}, "response": {"kind": "json", "returns": "A."}}, SECOND + "/response": {"json": {"text": "a"}}, SECOND + "/result": {"text": "a"}}),
    case("stream-file", PIECES + "/stream/schema", 'write "stream.json"', {PIECES + "/stream/schema": "output.json", PIECES + "/stream/complete/field": "text", PIECES + "/stream/text": "/text"}, ),
    case("pointer", ECHO_OP + "/args/0/pointer", "write 'inputs'", {ECHO_OP + "/args/0/pointer": "/input"}),
    case("pointer", ECHO_OP + "/flatten/0", "write 'parameters'", {ECHO_OP + "/flatten": ["/parameter"]}),
    case("pointer", ECHO_OP + "/extra_body", "write 'parameters'", {ECHO_OP + "/extra_body": "/params"}),
    case("pointer", VARIANT + "/response/project", "write 'text'", {VARIANT + "/response/project": "/texts"}),
    case("pointer", VARIANT + "/response/project", "plain objects", {VARIANT + "/response/project": "/parts/0/word"}),
    case("pointer", PIECES + "/stream/text", "write 'piece'", {PIECES + "/stream/text": "/pieces"}),
    case("pointer", PIECES + "/stream/complete/field", "write 'done'", {PIECES + "/stream/complete/field": "doone"}),
    case("pointer", PIECES + "/stream/complete/each", "piece", {PIECES + "/stream/complete": {"field": "done", "each": "choices"}}),
    case("pointer", PIECES + "/stream/complete/key", "piece", {PIECES + "/stream/complete/key": "index"}, "response-options"),
    case("pointer", EMBED_OP + "/response/count", "write 'inputs'", {EMBED_OP + "/response/count": "/input"}),
    case("flatten", ECHO_OP + "/flatten/1", "delete it from flatten", {ECHO_OP + "/flatten": ["/parameters", "/parameters/style"]}),
    case("flatten", ECHO_OP + "/flatten/0", "add '/parameters'", {ECHO_OP + "/flatten": ["/parameters/thing"], PARAMETERS + "/properties/thing": REF_THING, ECHO_IN + "/$defs/Thing": THING}),
    case("arg-name", LOOK_OP + "/args", '"name": "parameters_top_k"', {LOOK_TOP + "/top-k": text()}, "property-name"),
    case("arg-name", LOOK_OP + "/args", '"name": "parameters_class"', {LOOK_TOP + "/class": text()}),
    case("arg-name", LOOK_OP + "/args", '"name": "parameters_media"', {LOOK_TOP + "/media": text()}),
    case("arg-name", LOOK_OP + "/args", '"name": "fit"', {LOOK_TOP + "/ﬁt": text()}, "property-name"),
    case("arg-collision", ECHO_OP + "/args/1", "give one another name", {ECHO_OP + "/args/1/name": "prompt"}, "variants"),
    case("arg-collision", ECHO_OP + "/args/2/pointer", "delete one", {ECHO_OP + "/args/2": {"pointer": "/stream", "hidden": True}}),
    case("arg-collision", LOOK_OP + "/args", '"hidden": true', {LOOK_TOP + "/model": text()}),
    case("arg-overlap", ECHO_OP + "/args/2", "add '/parameters' to flatten", {ECHO_OP + "/args/2": {"pointer": "/parameters/times"}, ECHO_OP + "/flatten": DELETE}),
    case("arg-overlap", ECHO_OP + "/args/2", "delete it from args", {ECHO_OP + "/args/2": {"pointer": "/parameters"}}),
    case("arg-required", ECHO_OP + "/args/0/hidden", '"positional": true', {ECHO_OP + "/args/0/hidden": True}, "example-arguments", "example-request"),
    case("arg-order", ECHO_OP + "/args/0", '"name": "prompt", "positional": true', {ECHO_OP + "/args/0/positional": DELETE}),
    case("arg-order", LOOK_OP + "/args/1", "move it before 'top_k'", {LOOK_OP + "/args": [{"pointer": "/parameters/top_k", "positional": True}, {"pointer": "/inputs", "name": "image", "positional": True}]}),
    case("media-encoding", ECHO_OP + "/encoding", "contentMediaType to /inputs", {ECHO_OP + "/encoding": "media"}),
    case("media-encoding", LOOK_OP + "/encoding", 'write "json"', {LOOK_TOP + "/mask": text(contentEncoding="base64", contentMediaType="image/*")}),
    case("switch", ECHO_OP + "/args/1", '"type": "boolean"', {ECHO_IN + "/properties/stream/type": ["boolean", "null"]}),
    case("switch", ECHO_OP + "/args/1", "delete positional", {ECHO_OP + "/args/1/positional": True}),
    case("variants", ECHO_OP + "/variants", '{"stream": true}', {PIECES: {"when": {"stream": False}, "response": {"kind": "json", "returns": "A."}}}, "stream-file"),
    case("variants", ECHO_OP + "/variants/0/when", 'put {"stream": false} first', {VARIANT + "/when/stream": True, PIECES + "/when/stream": False}),
    case("variants", ECHO_OP + "/variants/0/when", '{"stream": false}', {VARIANT + "/when": {"details": False}}),
    case("variants", ECHO_OP + "/variants/0/when", '{"stream": false, "loud": false}', {ECHO_IN + "/properties/loud": {"type": "boolean", "description": "A."}, ECHO_OP + "/args/2": {"pointer": "/loud", "switch": True}, VARIANT + "/when": {"loud": False, "stream": False}}),
    case("variants", EMBED_OP + "/response", "write variants", {EMBED_IN + "/properties/quick": {"type": "boolean", "description": "A."}, EMBED_OP + "/args/1": {"pointer": "/quick", "switch": True}}),
    case("presence", ECHO_OP + "/at_least_one/0", "write", {ECHO_OP + "/at_least_one": ["/inputs", "/parameters/times"]}),
    case("presence", ECHO_OP + "/together/0/1", "write", {ECHO_OP + "/together": [["/parameters/times", "/parameters/time"]]}),
    case("renamed", ECHO_OP + "/renamed/times", "delete the entry", {ECHO_OP + "/renamed": {"times": "style"}}),
    case("renamed", ECHO_OP + "/renamed/old", "'times'", {ECHO_OP + "/renamed": {"old": "time"}}),
    case("apis", ECHO_OP + "/apis/x", '"api": "x"', {ECHO_OP + "/apis": {"x": {"doc": "X.", "route": {"style": "server", "path": "/x"}, "request": {"t": "{inputs}"}}}}),
    case("apis", ECHO_OP + "/apis/x/request/t", "write '", {ECHO_OP + "/default_api": "x", ECHO_OP + "/apis": {"x": {"doc": "X.", "route": {"style": "server", "path": "/x"}, "request": {"t": "{imput}"}}}}),
    case("apis", ECHO_OP + "/default_api", "write 'x'", {ECHO_OP + "/default_api": "y", ECHO_OP + "/apis": {"x": {"doc": "X.", "route": {"style": "server", "path": "/x"}, "request": {"t": "{inputs}"}}}}, "apis"),
    case("apis", ECHO_OP + "/apis/x/response/parts[].wrod", "write 'word'", {ECHO_OP + "/default_api": "x", ECHO_OP + "/apis": {"x": {**ANOTHER, "response": {"parts[].wrod": "text", ".": "."}}}}),
    case("apis", ECHO_OP + "/apis/x/plain/member", "write 'text'", {ECHO_OP + "/default_api": "x", ECHO_OP + "/apis": {"x": {**ANOTHER, "plain": {"asked": "t", "values": ["a"], "member": "txet"}}}}),
    case("apis", ECHO_OP + "/apis/x/stream/chunk/peice", "write 'piece'", {ECHO_OP + "/default_api": "x", ECHO_OP + "/apis": {"x": {**ANOTHER, "stream": {"chunk": {"peice": "text"}, "complete": {"field": "done"}}}}}),
    case("apis", LOOK_OP + "/apis/x/response/lable", "write 'label'", {LOOK_OP + "/default_api": "x", LOOK_OP + "/apis": {"x": {**ANOTHER, "request": {"t": "{image}"}, "items": "data", "response": {"lable": "name"}}}}),
    case("apis", LOOK_OP + "/apis/x/response/[].scores", "write 'score'", {LOOK_OP + "/default_api": "x", LOOK_OP + "/apis": {"x": {**ANOTHER, "request": {"t": "{image}"}, "response": {"[].scores": "scores"}}}}),
    case("apis", LOOK_OP + "/apis/x/joined/1", "write 'label'", {LOOK_OP + "/default_api": "x", LOOK_OP + "/apis": {"x": {**ANOTHER, "request": {"t": "{image}"}, "items": "", "joined": ["label", "labl"]}}}),
    case("extra-body", ECHO_OP + "/extra_body", "'/parameters'", {ECHO_OP + "/extra_body": "/stream"}, "example-request"),
    case("model-in-body", ECHO_OP + "/model_in_body", "delete it", {ECHO_OP + "/model_in_body": True}),
    case("route", ECHO_OP + "/route", '"/chat/completions"', {ECHO_OP + "/route/style": "openai"}),
    case("route", ECHO_OP + "/route/path", "delete it", {ECHO_OP + "/route/path": "/x"}),
    case("route", ECHO_OP + "/route/path", "as it is sent", {ECHO_OP + "/route": {"style": "server", "path": "/{modle}/x"}}),
    case("response-options", LOOK_OP + "/response/media", "write kind 'bytes'", {LOOK_OP + "/response/media": "image"}),
    case("response-options", LOOK_OP + "/response", "add one of audio, image", {LOOK_OP + "/response": {"kind": "bytes", "returns": "A."}}),
    case("response-options", EMBED_OP + "/response/kind", 'write "json"', {EMBED_OUT + "/type": "string", EMBED_OUT + "/items": DELETE}),
    case("response-options", LOOK_OP + "/response/one_unless", "name one", {LOOK_OP + "/response/one_unless": "/inputs"}),
    case("response-options", LOOK_OP + "/response/one_unless", "delete one of them", {LOOK_OP + "/response/one_unless": "/parameters/top_k", LOOK_OP + "/response/project": "/0"}, "pointer"),
    case("response-options", VARIANT + "/response/one_unless", "delete it", {VARIANT + "/response/one_unless": "/parameters/times"}),
    case("response-options", PIECES + "/stream/complete/key", 'add "each"', {PIECES + "/stream/complete/key": "piece"}),
    case("accept", LOOK_OP + "/response/accept/0", "add member", {LOOK_OP + "/response/accept/0": {"opens": "{", "shape": "member"}, LOOK_OP + "/response/accept/1": {"opens": "[[", "shape": "first_of_list"}, LOOK_OP + "/examples/1/response/json": [ITEM], LOOK_OP + "/examples/1/result": [ITEM]}),
    case("accept", LOOK_OP + "/response/accept/1", "add columns", {LOOK_OP + "/response/accept/1/columns": DELETE}, "example-response"),
    case("accept", LOOK_OP + "/response/accept/0", "delete member", {LOOK_OP + "/response/accept/0/member": "x"}),
    case("accept", LOOK_OP + "/response/accept/1/shape", "write 'label'", {LOOK_OP + "/response/accept/1/columns": {"labl": "labels"}}, "example-response"),
    case("accept", LOOK_OP + "/response/accept/0/shape", '"opens": "[["', {LOOK_OP + "/response/accept/0/opens": "["}),
    case("accept", LOOK_OP + "/response/accept/1/opens", 'write "{"', {LOOK_OP + "/response/accept/1/opens": "[{"}, "example-response"),
    case("accept", VARIANT + "/response/accept/0/shape", "delete the entry", {VARIANT + "/response/accept": [{"opens": "{", "shape": "single_item"}]}, "example-response"),
    case("shortcut", VARIANT + "/response/text", "delete text", {VARIANT + "/response/text": "/text"}),
    case("shortcut", VARIANT + "/response/text", "make it required", {ECHO_OUT + "/properties": {"said": text(), "parts": {"type": "array", "items": {"$ref": "#/$defs/EchoTextOutputPart"}, "description": "A."}}, ECHO_OUT + "/required": ["said"], VARIANT + "/response": {"kind": "json", "project": "/said", "text": "/parts/0/word", "returns": "A."}, FIRST + "/response/json": {"said": "A"}}),
    case("shortcut", LOOK_OP + "/response/text", "delete it", {LOOK_OP + "/response/text": "/0/label"}),
    case("shortcut", PIECES + "/stream/special", "delete it", {PIECES + "/stream": {**STREAM, "special": "/done"}}),
    case("shortcut", VARIANT + "/response/calls", "name and arguments", {VARIANT + "/response/calls": "/parts/0"}),
    case("accept", LOOK_OP + "/response/accept/0/opens", 'write "\\""', {LOOK_OP + "/response/accept/0": {"opens": "{", "shape": "text", "member": "label"}}, "example-response"),
    case("accept", LOOK_OP + "/response/accept/0/shape", "write 'label'", {LOOK_OP + "/response/accept/0": {"opens": '"', "shape": "text", "member": "lable"}}, "example-response"),
    case("accepts", ECHO_OP + "/args/2", 'add "text"', {ECHO_OP + "/args/2": {"pointer": "/parameters/style", "accepts": "type"}}),
    case("accepts", ECHO_OP + "/args/2", 'add "calls"', {ECHO_OP + "/args/2": {"pointer": "/parameters/stop", "accepts": "functions"}}),
    case("echoes", ECHO_OP + "/args/2/echoes", "let the items refer", {ECHO_OP + "/args/2": {"pointer": "/parameters/stop", "echoes": {"answer": "/said", "alias": "Said", "doc": "A."}}}, "echoes"),
    case("accumulate", PIECES + "/stream/accumulate", "write 'piece'", {PIECES + "/stream/accumulate": {"omit": ["peace"]}}),
    case("accumulate", PIECES + "/stream/accumulate", "write 'text'", {PIECES + "/stream/accumulate": {"text": "txt"}}),
    case("accumulate", PIECES + "/stream/usage", "delete usage", {PIECES + "/stream/usage": "/done"}),
    case("deprecated", ECHO_OP + "/deprecated/use_instead", "name the method", {ECHO_OP + "/status": "deprecated", ECHO_OP + "/deprecated": {"since": "1", "use_instead": "`echo_text`"}}),
    case("deprecated", ECHO_OP + "/status", '"use_instead"', {ECHO_OP + "/status": "deprecated"}),
    case("deprecated", ECHO_OP + "/deprecated", '"status": "deprecated"', {ECHO_OP + "/deprecated": {"since": "1", "use_instead": "x"}}),
    case("header-name", ECHO_OP + "/headers/X-Echo", "write 'x-echo'", {ECHO_OP + "/headers": {"X-Echo": "1"}}),
    # Providers
    case("provider-name", ACME + "/name", "call the file providers/acme-ai.json", {ACME + "/name": "acme-ai"}),
    case("provider-name", "providers/acme_.json#/name", "the hub has", {"providers/acme_.json#": {"name": "acme", "title": "A", "docs": "https://a.test", "url": "https://a.test", "tasks": {"look_at": "/{model}"}}}),
    case("provider-task", ACME + "/tasks/look_up", "write 'look_at'", {ACME + "/tasks/look_up": "/{model}"}),
    case("provider-task", ACME + "/tasks/embed_text/api", "delete it", {ACME + "/tasks/embed_text": {"path": "/{model}", "api": "openai"}}),
    case("provider-task", ACME_LOOK + "/request", "delete it, or api", {ACME_LOOK + "/api": "openai"}),
    case("provider-path", ACME_LOOK + "/path", "write '/look'", {ACME_LOOK + "/path": "look"}),
    case("provider-path", ACME_LOOK + "/path", "write one of model", {ACME_LOOK + "/path": "/{top_k}"}),
    case("provider-path", ACME_LOOK + "/path", "write 'model'", {ACME_LOOK + "/path": "/{modle}"}),
    case("provider-path", ACME_LOOK + "/path", '"then" and "else"', {ACME_LOOK + "/path": {"if": {"routed": True}, "then": "/look"}}),
    case("provider-path", ACME_LOOK + "/path/if/rooted", "write 'routed'", {ACME_LOOK + "/path": {"if": {"rooted": True}, "then": "/look", "else": "/"}}),
    case("provider-path", ACME_LOOK + "/path/$shared", "write 'version'", {ACME_LOOK + "/path": {"$shared": "versions"}}),
    case("provider-part", ACME_ECHO + "/base", "write 'slow'", {ACME_ECHO + "/base": "sloow"}, "provider-example"),
    case("provider-part", ACME_ECHO + "/job", "describe it", {ACME_ECHO + "/job": "long"}),
    case("provider-part", ACME + "/job", "delete it", {ACME_ECHO + "/job": DELETE}),
    case("provider-part", ACME + "/shared/version", "delete it", {ACME_ECHO + "/request/v": "1"}),
    case("provider-part", ACME + "/media_types/image", "delete it", {ACME_LOOK + "/request/url": "{image}"}),
    case("provider-job", ACME + "/job/poll", "write {id}", {ACME + "/job/poll": "/jobs/{id"}),
    case("provider-job", ACME + "/job/poll", "write |path", {ACME + "/job/poll": "{url|host}/x"}),
    case("provider-job", ACME + "/job/done/0", "delete one", {ACME + "/job/pending": ["ok"]}),
    case("provider-template", ACME_LOOK + "/request/k", "write 'top_k'", {ACME_LOOK + "/request/k": "{top_n}"}),
    case("provider-template", ACME_LOOK + "/request/k", "input.json", {ACME_LOOK + "/request/k": "{top_k.n}"}),
    case("provider-template", ACME_LOOK + "/request/k", "write {top_k}", {ACME_LOOK + "/request/k": "{top_k|data_url}"}),
    case("provider-template", ACME_LOOK + "/request/url", "write 'data_url'", {ACME_LOOK + "/request/url": "{image|data}"}, "provider-part"),
    case("provider-template", ACME_LOOK + "/request/k", "in lower case", {ACME_LOOK + "/request/k": "{Top}"}),
    case("provider-template", ACME_LOOK + "/request/k", 'as the member "..."', {ACME_LOOK + "/request/k": "{rest}"}),
    case("provider-template", ACME_ECHO + "/request/...", "write '{rest}'", {ACME_ECHO + "/request/...": "rest"}),
    case("provider-template", ACME_ECHO + "/request/in/...", "delete one", {ACME_ECHO + "/request/in": {"...": "{rest}"}}),
    case("provider-template", ACME_ECHO + "/request/in/0/...", "an object of the body", {ACME_ECHO + "/request/in": [{"...": "{rest}"}]}),
    case("provider-template", ACME_ECHO + "/request/v/if/given", "write a str", {ACME_ECHO + "/request/v": {"if": {"given": True}, "then": 1}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v/if/model_has", "what has to be there", {ACME_ECHO + "/request/v": {"if": {"model_has": []}, "then": 1}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v/if", "stop", {ACME_ECHO + "/request/v": {"if": {"given": "stopp"}, "then": 1}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v", 'add "then"', {ACME_ECHO + "/request/v": {"if": {"adapter": True}}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v/than", "delete it", {ACME_ECHO + "/request/v": {"if": {"adapter": True}, "then": 1, "than": 2}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v", '{"first": [...]}', {ACME_ECHO + "/request/v": {"first": "{prompt}"}}, "provider-part"),
    case("provider-template", ACME_ECHO + "/request/v", "write 'times'", {ACME + "/shared/version/then": "{tims}"}),
    case("provider-template", ACME_ECHO + "/refuse/0", "write 'times'", {ACME_ECHO + "/refuse": ["tims"]}),
    case("provider-model", ACME_LOOK, "write {model}", {ACME_LOOK + "/request/model": DELETE, ACME_LOOK + "/example/exchange/0/request/json/model": DELETE, ACME_ECHO + "/request/v": "1", ACME + "/shared": DELETE}),
    case("provider-answer", ACME_ECHO + "/response/txt", "write 'text'", {ACME_ECHO + "/response": {"txt": "a"}}),
    case("provider-answer", ACME_LOOK + "/response/label", "write '0.label'", {ACME_LOOK + "/response": {"label": "label"}}),
    case("provider-answer", ACME_ECHO + "/response/text", "write 'file'", {ACME_ECHO + "/response/text": "a|files"}),
    case("provider-example", ACME_LOOK, "add a call", {ACME_LOOK + "/example": DELETE}),
    case("provider-example", ACME_ECHO + "/example/exchange/0/request", '"POST": "/acme-m/echo?slow=1"', {ACME_ECHO + "/example/exchange/0/request/POST": "/acme-m/echo"}),
    case("provider-example", ACME_ECHO + "/example/result", "output.json", {ACME_ECHO + "/example/result": {"text": "A"}}),
    case("example-arguments", ACME_ECHO + "/example/arguments/tims", "write 'times'", {ACME_ECHO + "/example/arguments/tims": 1}),
    case("example-arguments", ACME_ECHO + "/example/arguments", "add 'prompt'", {ACME_ECHO + "/example/arguments/prompt": DELETE}),
    case("example-base64", ACME_LOOK + "/example/exchange/0/response/base64", "encode", {ACME_LOOK + "/example/exchange/0/response": {"base64": "A"}}),
    case("header-name", ACME + "/headers/Prefer", "write 'prefer'", {ACME + "/headers": {"Prefer": "wait"}}),
    case("pointer", ACME + "/todo/~1tasks~1x", "delete the entry", {ACME + "/todo": {"/tasks/x": "Decide."}}),
    # Operations of an API, in HTTP's words
    case("file-cycle", "schemas/note.json", "into one file", {"schemas/person.json#/$defs/Person/properties/last": {"$ref": "note.json#/$defs/Note"}}),
    case("ref-form", NOTES_OUT + "/properties/notes/items/$ref", "'../../schemas/note.json#/$defs/Note'", {NOTES_OUT + "/properties/notes/items/$ref": "../note.json#/$defs/Note"}),
    case("task-name", NOTES_OP + "/task", "another task id", {"schemas/list_notes.json": root({"description": "Odd."}, Odd=obj("Odd", {"a": text()})), NOTES_OUT + "/properties/odd": {"$ref": "../../schemas/list_notes.json#/$defs/Odd"}}),
    case("alias-taken", NOTES_OP + "/qualified", "a first part", {NOTES_OP + "/qualified": "echo_text.list"}),
    case("alias-taken", NOTES_OP + "/qualified", "a first part", {NOTES_OP + "/qualified": "close"}),
    case("route", NOTES_OP + "/route/path", '{"/shelf": {"in": "path"}}', {NOTES_OP + "/route/path": "/books/{book}/{shelf}"}),
    case("route", NOTES_OP + "/route", "add \"path\"", {NOTES_OP + "/route/path": DELETE, NOTES_OP + "/parameters/~1book": {"in": "query"}}),
    case("route", ECHO_OP + "/route/method", '"style": "api"', {ECHO_OP + "/route/method": "PUT"}),
    case("route", ECHO_OP + "/encoding", '"style": "api"', {ECHO_OP + "/encoding": "multipart"}),
    case("parameters", NOTES_OP + "/parameters/~1aft", "write '/after'", {NOTES_OP + "/parameters/~1aft": {"in": "query"}}),
    case("parameters", NOTES_OP + "/parameters/~1trace", "another name", {NOTES_OP + "/parameters/~1trace": {"in": "query", "name": "start-after"}}),
    case("parameters", NOTES_OP + "/parameters/~1after", "write 'book'", {NOTES_OP + "/parameters/~1after": {"in": "path"}}, "parameters"),
    case("parameters", NOTES_OP + "/parameters/~1after/style", "write one of form", {NOTES_OP + "/parameters/~1after/style": "simple"}),
    case("body", NOTES_OP + "/encoding", "in `parameters`", {NOTES_OP + "/parameters/~1trace": DELETE}),
    case("body", NOTES_OP + "/encoding", 'add "body"', {NOTES_OP + "/body": DELETE}),
    case("body", NOTES_OP + "/body", "write '/body'", {NOTES_OP + "/body": "/bodi"}, "body"),
    case("body", NOTES_OP + "/body", "contentEncoding", {NOTES_OP + "/encoding": "raw"}),
    case("pages", NOTES_OP + "/pages/items", "write 'notes'", {NOTES_OP + "/pages/items": "/note"}),
    case("pages", NOTES_OP + "/pages/next", '"url" alone', {NOTES_OP + "/pages/next": {"argument": "/after"}}),
    case("pages", NOTES_OP + "/pages/next/argument", "'/after'", {NOTES_OP + "/pages/next/argument": "/aftr"}),
    case("pages", NOTES_OP + "/pages", "delete it", {NOTES_OP + "/response": {"kind": "text", "returns": "A."}, NOTES_OP + "/examples/0/response": {"text": "a"}, NOTES_OP + "/examples/0/result": "a"}),
    case("example-request", NOTES_OP + "/examples/0/request/json", "delete it", {NOTES_OP + "/examples/0/request/json": {}}),
    # Examples
    case("example-name", SECOND + "/name", "special", {SECOND + "/name": "once"}),
    case("example-arguments", FIRST + "/arguments/stile", "write 'style'", {FIRST + "/arguments": {"prompt": "a", "stile": "loud"}}, "example-request"),
    case("example-arguments", FIRST + "/arguments", "add 'prompt'", {FIRST + "/arguments/prompt": DELETE}, "example-request"),
    case("example-arguments", LOOK_OP + "/examples/0/arguments/image", '{"$base64": "..."}', {LOOK_OP + "/examples/0/arguments/image": PNG}),
    case("example-request", FIRST + "/request/json/parameters/style", "correct the example", {FIRST + "/request/json/parameters/style": "quiet"}),
    case("example-request", FIRST + "/request/json/parameters/times", "they make {", {FIRST + "/request/json/parameters/times": 2}),
    case("example-request", LOOK_OP + "/examples/0/request/json", "write base64 and content_type", {LOOK_OP + "/examples/0/request": {"json": {"inputs": PNG}}}),
    case("example-request", LOOK_OP + "/examples/0/request/base64", "copy it", {LOOK_OP + "/examples/0/request/base64": "AAAA"}),
    case("example-request", LOOK_OP + "/examples/1/request/base64", "write json", {LOOK_OP + "/examples/1/request": {"base64": PNG}}),
    case("example-response", FIRST + "/response/json", "tasks/echo_text/output.json", {FIRST + "/response/json/text": None}),
    case("example-response", FIRST + "/response", "write json", {FIRST + "/response": {"events": []}}),
    case("example-response", SECOND + "/response", '{"events": [...]}', {SECOND + "/response": {"json": {"text": "a"}}}),
    case("example-response", SECOND + "/response/events/0", "stream.json", {SECOND + "/response/events/0/piece": 1}),
    case("example-response", LOOK_OP + "/examples/1/response/json", "or accept", {LOOK_OP + "/examples/1/response/json": {"scores": [1]}}),
    case("example-response", EMBED_OP + "/examples/0/response/json", "write numbers", {EMBED_OP + "/examples/0/response/json": [["a"]]}),
    case("example-result", FIRST + "/result", "tasks/echo_text/output.json", {FIRST + "/result": {"text": "A"}}),
    case("example-result", SECOND + "/final", "tasks/echo_text/output.json", {PIECES + "/stream/accumulate": {"text": "text"}, SECOND + "/final": {"text": "A"}}),
    case("example-result", SECOND + "/result", "the list of chunks", {SECOND + "/result": "a"}),
    case("example-result", LOOK_OP + "/examples/0/result", '{"$base64": "..."}', {LOOK_OP + "/response": {"kind": "bytes", "media": "image", "returns": "A."}, LOOK_OP + "/examples/0/response": {"base64": PNG}, LOOK_OP + "/examples/1/result": {"$base64": PNG}}),
    case("example-variants", PIECES, '{"stream": true}', {SECOND: DELETE}),
    case("example-base64", LOOK_OP + "/examples/0/request/base64", "encode", {LOOK_OP + "/examples/0/request/base64": "no base64"}),
    case("example-base64", LOOK_OP + "/examples/1/arguments/image", "encode", {LOOK_OP + "/examples/1/arguments/image/$base64": "A"}),
]  # fmt: skip


def place(where: str) -> tuple[str, str]:
    file, _, pointer = where.partition("#")
    top = file == "client.json" or file.startswith(("common/", "meta/", "providers/", "schemas/"))
    return file if top else f"tasks/{file}", pointer


def edited(edits: Mapping[str, Any]) -> dict[str, Any]:
    files = copy.deepcopy(GOOD)
    for name in ("operation", "client", "provider"):
        path = f"meta/{name}.schema.json"
        files[path] = json.loads((SPECS / path).read_text())
    for where, value in edits.items():
        file, pointer = place(where)
        node: Any = files
        *parents, last = [file, *(step.replace("~1", "/") for step in pointer.split("/")[1:])]
        for step in parents:
            node = node[int(step)] if isinstance(node, list) else node[step]
        if isinstance(node, list):
            node[int(last) : int(last) + 1] = [] if value is DELETE else [copy.deepcopy(value)]
        elif value is DELETE:
            del node[last]
        else:
            node[last] = copy.deepcopy(value)
    return files


def written(files: Mapping[str, Any], folder: Path) -> Specs:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data))
    return load(folder)


def shown(findings: list[Finding]) -> str:
    return "\n".join(map(str, findings)) or "nothing was found"


# Tests ------------------------------------------------------------------------------------------


def test_the_good_specs_are_good(tmp_path: Path) -> None:
    findings = lint(written(edited({}), tmp_path))
    assert not findings, shown(findings)


@pytest.mark.parametrize("fault", CASES, ids=str)
def test_a_fault_is_named_where_it_is(fault: Case, tmp_path: Path) -> None:
    findings = lint(written(edited(fault.edits), tmp_path))
    file, pointer = place(fault.where)
    matching = [f for f in findings if (f.rule, f.file, f.pointer) == (fault.rule, file, pointer)]
    assert matching, shown(findings)
    assert any(fault.fix in finding.fix for finding in matching), shown(matching)
    assert {finding.rule for finding in findings} == {fault.rule, *fault.also}, shown(findings)


@pytest.mark.parametrize(
    ("edits", "fixes"),
    [
        ({"/method": DELETE, "/name": "echo"}, ["add 'method'", "write 'method'"]),
        ({"/summary": DELETE, "/sumary": "X."}, ["add 'summary'", "write 'summary'"]),
        ({"/encoding": "JSON"}, ["write 'json'"]),
        ({"/Todo": {}}, ["write 'todo'"]),
    ],
    ids=["another word", "a slip", "a value in capitals", "a key in capitals"],
)
def test_a_guess_is_what_was_meant(edits: dict[str, Any], fixes: list[str], tmp_path: Path) -> None:
    findings = lint(written(edited({ECHO_OP + at: new for at, new in edits.items()}), tmp_path))
    assert [finding.fix for finding in findings] == fixes, shown(findings)


def test_a_guess_is_no_key_that_is_there_already(tmp_path: Path) -> None:
    findings = lint(written(edited({ECHO_OP + "/sumary": "X."}), tmp_path))
    assert findings[0].fix == "delete it: 'summary' is there already", shown(findings)


@pytest.mark.parametrize(
    ("at", "pointer", "fix"),
    [("/args/0/pointer", "/input", "write 'inputs'"), ("/flatten/0", "/parameter", "'parameters'")],
)
def test_what_follows_from_a_lost_pointer_is_not_said(
    at: str, pointer: str, fix: str, tmp_path: Path
) -> None:
    findings = lint(written(edited({ECHO_OP + at: pointer}), tmp_path))
    assert [finding.rule for finding in findings] == ["pointer"], shown(findings)
    assert fix in findings[0].fix


def test_every_rule_has_a_case_and_an_explanation() -> None:
    faults = {rule.id for rule in RULES.values() if rule.severity == "fault"}
    # Files that cannot be read, or are not there, are the matter of test_odd_files.py.
    assert {fault.rule for fault in CASES} == faults - {"folder", "json"}
    assert all(rule.text.endswith(".") for rule in RULES.values())


def test_the_specs_of_this_repository_are_clean() -> None:
    findings = lint(load(SPECS))
    assert not findings, shown(findings)


def test_findings_have_a_stable_order(tmp_path: Path) -> None:
    edits = {ECHO_OP + "/method": "x", TIMES + "/default": 1, TIMES + "/nullable": True}
    findings = lint(written(edited(edits), tmp_path))
    assert [(f.file.rsplit("/", 1)[1], f.rule) for f in findings] == [
        ("input.json", "default-in-request"),
        ("input.json", "openapi-keyword"),
        ("operation.json", "task-name"),
    ]
    assert findings == lint(load(tmp_path))


JUNK: tuple[Any, ...] = (None, True, -1, "", "#", "/x", [], {}, [None], {"a": None}, {"$ref": "#"})


def broken_documents(files: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield documents with one node replaced or deleted."""
    chance = random.Random(0)
    for file, data in files.items():
        if file.startswith("meta/"):
            continue
        for pointer, _ in walk(data):
            for junk in [DELETE, *chance.sample(JUNK, 3)]:
                yield file, broken(data, pointer, junk)


def broken(data: Any, pointer: str, junk: Any) -> Any:
    if not pointer:
        return None if junk is DELETE else junk
    result = node = copy.deepcopy(data)
    *parents, last = [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]
    for step in parents:
        node = node[int(step)] if isinstance(node, list) else node[step]
    key = int(last) if isinstance(node, list) else last
    if junk is DELETE:
        del node[key]
    else:
        node[key] = junk
    return result


def test_broken_specs_never_raise(tmp_path: Path) -> None:
    good = written(edited({}), tmp_path)
    count = 0
    for file, data in itertools.islice(broken_documents(edited({})), 0, None, 6):
        specs = replaced(good, file, data)
        assert all(f.rule in RULES for f in [*lint(specs), *notes(specs)])
        count += 1
    assert count > 200


def replaced(specs: Specs, file: str, data: Any) -> Specs:
    new = Document(file, data, "")
    tasks = [
        Task(
            task.folder,
            new if task.operation.path == file else task.operation,
            new if task.input.path == file else task.input,
            new if task.output is not None and task.output.path == file else task.output,
            new if task.stream is not None and task.stream.path == file else task.stream,
        )
        for task in specs.tasks
    ]
    return dataclasses.replace(
        specs,
        documents={**specs.documents, file: new},
        tasks=tuple(tasks),
        client=new if file == "client.json" else specs.client,
    )


# What the linter takes for granted about others -------------------------------------------------


def test_model_members_are_those_of_the_base_class() -> None:
    from pydantic import BaseModel

    from inferloom.models.base import Model

    own = {name for name in vars(Model) if not name.startswith("_")}
    assert own - set(dir(BaseModel)) == model_members()


def test_members_are_no_tasks() -> None:
    assert not client_members() & {task.folder for task in load(SPECS).tasks}


ACCEPTED_NAMES = [
    "schema",
    "content-type",
    "model_config",
    "model_dump",
    "self",
    "class",
    "json",
    "copy",
    "type",
    "list",
    "int",
    "str",
    "Any",
    "1st",
]


def test_property_names_that_pass_make_working_types() -> None:
    from codegen.normalize import Bundle
    from codegen.types import models, typed_dicts

    properties = {name: {"type": "string"} for name in ACCEPTED_NAMES}
    others = {"numbers": {"type": "array", "items": {"type": "integer"}}, "anything": {}}
    schema = {"$defs": {"Host": {"type": "object", "properties": {**properties, **others}}}}
    bundle = Bundle("hosts", (), schema, {"Host": "input"}, {})
    source = models([bundle])["hosts"].replace("from ..", "from inferloom.")
    module: dict[str, Any] = {"__name__": "hosts"}
    exec(source.replace("from __future__ import annotations", ""), module)
    data = dict.fromkeys(ACCEPTED_NAMES, "x") | {"numbers": [1], "anything": None}
    host = module["Host"].model_validate(data)
    assert host.model_dump(by_alias=True) == data
    assert dict(host) == data
    twin = typed_dicts([bundle], {"HostParam"}, "Param")["hosts"]
    assert all(name in twin for name in ACCEPTED_NAMES)
