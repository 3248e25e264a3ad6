"""Small specs, changes of them, one each, and what `diff` has to say about every one."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.pointer import steps_of
from tests.codegen.inline import ROOT

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REMOVED = object()

Edit = tuple[str, str, Any]  # file, pointer, new value; a pointer that ends in "/-" appends

INPUT = "tasks/echo/input.json"
OUTPUT = "tasks/echo/output.json"
STREAM_FILE = "tasks/echo/stream.json"
MANIFEST = "tasks/echo/operation.json"
COMMON = "common/shared.json"
ACME = "providers/acme.json"
PARAMETERS = "/$defs/EchoParameters"


def schema(title: str, properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    described = {name: {"description": "A text.", **value} for name, value in properties.items()}
    shape = {"title": title, "description": "A thing.", "type": "object", "properties": described}
    return {**shape, **({"required": list(required)} if required else {}), **more}


def root(title: str, properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    return {"$schema": DIALECT, **schema(title, properties, *required, **more)}


def enum(title: str, *values: Any) -> dict[str, Any]:
    return {"title": title, "description": "Words.", "enum": list(values)}


def base() -> dict[str, Any]:
    """Return the specs that every case starts from: two tasks that share a definition."""
    documents: dict[str, Any] = {
        path: json.loads((ROOT / "specs" / path).read_text())
        for path in (
            "meta/client.schema.json",
            "meta/operation.schema.json",
            "meta/provider.schema.json",
        )
    }
    documents["client.json"] = {
        "summary": "Call models.",
        "constructor": [
            {"name": "model", "annotation": "str | None", "default": "None", "positional": True,
             "doc": "Model."},
            {"name": "timeout", "annotation": "float | None", "default": "None", "doc": "Time."},
        ],
        "services": json.loads((ROOT / "specs" / "client.json").read_text())["services"][:2],
        "exports": [
            "InferenceClient", "AsyncInferenceClient", "InferenceError", "Call", "StreamCall",
        ],
    }  # fmt: skip
    documents[COMMON] = {
        "$schema": DIALECT,
        "description": "Shared.",
        "$defs": {
            "Sampling": schema("Sampling", {"temperature": {"type": "number"}}),
            "Reason": enum("Reason", "end", "length"),
        },
    }
    documents[INPUT] = root(
        "EchoInput",
        {
            "inputs": {"type": "string"},
            "parameters": {"$ref": "#/$defs/EchoParameters"},
            "stream": {"type": "boolean"},
        },
        "inputs",
        **{
            "$defs": {
                "EchoParameters": schema(
                    "EchoParameters",
                    {
                        "mode": {"$ref": "#/$defs/EchoMode"},
                        "limit": {"type": "integer", "minimum": 1, "maximum": 9},
                        "tags": {"type": "array", "items": {"type": "string"}},
                        "note": {"type": ["string", "null"]},
                        "format": {
                            "anyOf": [{"$ref": "#/$defs/TextForm"}, {"$ref": "#/$defs/RegexForm"}]
                        },
                        "sampling": {"$ref": "../../common/shared.json#/$defs/Sampling"},
                    },
                ),
                "EchoMode": enum("EchoMode", "fast", "slow"),
                "TextForm": schema("TextForm", {"plain": {"type": "string"}}, "plain"),
                "RegexForm": schema("RegexForm", {"regex": {"type": "string"}}, "regex"),
            }
        },
    )
    documents[OUTPUT] = root(
        "EchoOutput",
        {
            "echo": {"type": "string"},
            "words": {"type": "array", "items": {"$ref": "#/$defs/EchoWord"}},
            "kind": {"enum": ["a", "b"]},
            "part": {"anyOf": [{"$ref": "#/$defs/EchoWord"}, {"$ref": "#/$defs/EchoGap"}]},
            "other": {"anyOf": [{"$ref": "#/$defs/EchoGap"}, {"type": "object"}]},
            "count": {"type": "integer"},
            "reason": {"$ref": "../../common/shared.json#/$defs/Reason"},
        },
        "echo",
        **{
            "$defs": {
                "EchoWord": schema("EchoWord", {"text": {"type": "string"}}, "text"),
                "EchoGap": schema("EchoGap", {"width": {"type": "integer"}}),
            }
        },
    )
    documents[STREAM_FILE] = root(
        "EchoStreamOutput",
        {
            "token": {"$ref": "output.json#/$defs/EchoWord"},
            "done": {"type": ["boolean", "null"]},
        },
        "token",
    )
    documents[MANIFEST] = {
        "task": "echo",
        "method": "echo",
        "summary": "Repeat a text.",
        "aliases": ["sounds.echo"],
        "args": [
            {"pointer": "/inputs", "name": "text", "positional": True},
            {"pointer": "/parameters/mode", "positional": True},
            {"pointer": "/stream", "switch": True},
        ],
        "flatten": ["/parameters"],
        "renamed": {"style": "mode"},
        "apis": {
            "openai": {
                "doc": "Some servers.",
                "route": {"style": "openai", "path": "/echo"},
                "request": {"text": "inputs"},
                "response": {"echo": "choice.text"},
            }
        },
        "route": {"style": "task"},
        "encoding": "json",
        "at_least_one": ["/parameters/limit", "/parameters/tags"],
        "variants": [
            {
                "when": {"stream": False},
                "response": {
                    "kind": "json",
                    "accept": [{"opens": "[", "shape": "first_of_list"}],
                    "text": "/echo",
                    "returns": "The text.",
                },
            },
            {
                "when": {"stream": True},
                "stream": {
                    "schema": "stream.json",
                    "complete": {"field": "done"},
                    "end": "[DONE]",
                    "returns": "The texts.",
                },
            },
        ],
        "examples": [
            {
                "name": "a word",
                "arguments": {"text": "hi", "limit": 3},
                "request": {"json": {"inputs": "hi", "parameters": {"limit": 3}}},
                "response": {"json": {"echo": "hi"}},
                "result": {"echo": "hi"},
            },
            {
                "name": "pieces",
                "arguments": {"text": "hi", "limit": 3, "stream": True},
                "request": {"json": {"inputs": "hi", "parameters": {"limit": 3}, "stream": True}},
                "response": {"events": [{"token": {"text": "hi"}, "done": True}, "[DONE]"]},
                "result": [{"token": {"text": "hi"}, "done": True}],
            },
            {
                "name": "another server",
                "arguments": {"text": "hi", "limit": 3, "api": "openai"},
                "request": {"json": {"text": "hi"}},
                "response": {"json": {"choice": {"text": "hi"}}},
                "result": {"echo": "hi"},
            },
        ],
    }
    documents |= other()
    documents[ACME] = {
        "name": "acme",
        "title": "Acme",
        "docs": "https://acme.test/docs",
        "url": "https://api.acme.test",
        "bases": {"slow": {"url": "https://slow.acme.test"}},
        "variable": "ACME_KEY",
        "shared": {"kept": {"keep": True}},
        "job": {"id": "id", "poll": "/jobs/{id}", "state": "state", "pending": [], "done": ["ok"]},
        "tasks": {
            "echo": {
                "path": "/{model}",
                "base": "slow",
                "job": True,
                "request": {"say": "{text}", "limit": "{limit}", "more": {"$shared": "kept"}},
                "response": {"echo": "said"},
                "example": {
                    "model": "m/m",
                    "provider_id": "m",
                    "arguments": {"text": "hi", "limit": 3},
                    "exchange": [
                        {
                            "request": {"POST": "/m", "json": {"say": "hi", "limit": 3}},
                            "response": {"json": {"id": "1", "state": "ok", "said": "hi"}},
                        }
                    ],
                    "result": {"echo": "hi"},
                },
            },
            "other": "/other/{model}",
        },
    }
    return documents


def other(name: str = "other") -> dict[str, Any]:
    """Return a second task, which shares a definition with the first."""
    title = name.capitalize()
    sampling = {"$ref": "../../common/shared.json#/$defs/Sampling"}
    properties = {"inputs": {"type": "string"}, "sampling": sampling}
    reason = {"$ref": "../../common/shared.json#/$defs/Reason"}
    return {
        f"tasks/{name}/input.json": root(f"{title}Input", properties, "inputs"),
        f"tasks/{name}/output.json": root(f"{title}Output", {"reason": reason}),
        f"tasks/{name}/operation.json": {
            "task": name,
            "method": name,
            "summary": "Do something else.",
            "args": [{"pointer": "/inputs", "name": "text", "positional": True}],
            "route": {"style": "task"},
            "encoding": "json",
            "response": {"kind": "json", "returns": "The reason."},
            "examples": [
                {
                    "name": "a word",
                    "arguments": {"text": "hi"},
                    "request": {"json": {"inputs": "hi"}},
                    "response": {"json": {"reason": "end"}},
                    "result": {"reason": "end"},
                }
            ],
        },
    }


def edited(documents: dict[str, Any], *edits: Edit) -> dict[str, Any]:
    result = copy.deepcopy(documents)
    for file, pointer, value in edits:
        if not pointer:
            result.pop(file, None) if value is REMOVED else result.update({file: value})
            continue
        *path, last = steps_of(pointer)
        node = result[file]
        for step in path:
            node = node[int(step)] if isinstance(node, list) else node[step]
        if isinstance(node, list):
            if last == "-":
                node.append(value)
            elif value is REMOVED:
                del node[int(last)]
            else:
                node[int(last)] = value
        elif value is REMOVED:
            del node[last]
        else:
            node[last] = value
    return result


def written(folder: Path, documents: dict[str, Any]) -> Path:
    for path, data in documents.items():
        target = folder / "specs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(data, indent=2))
    return folder


@dataclass(frozen=True)
class Case:
    """One change and what is said about it: direction, verdict, rule and symbol."""

    what: str
    edits: tuple[Edit, ...]
    direction: str
    verdict: str
    rule: str
    symbol: str
    tasks: tuple[str, ...] = ("echo",)
    also: tuple[str, ...] = ()  # rules of what the linter wants to go along


def text(**more: Any) -> dict[str, Any]:
    return {"type": "string", "description": "A text.", **more}


P = f"{PARAMETERS}/properties"
ARG = "InferenceClient.echo({}=)".format
INPUT_CASES = [
    Case("optional property added", ((INPUT, f"{P}/fresh", text()),),
         "input", "minor", "property-added", ARG("fresh")),
    Case("property removed", ((INPUT, f"{P}/note", REMOVED),),
         "input", "major", "property-removed", ARG("note")),
    Case("optional member of a class added",
         ((INPUT, "/$defs/TextForm/properties/extra", text()),),
         "input", "minor", "property-added", "TextForm.extra"),
    Case("required member of a class added",
         ((INPUT, "/$defs/TextForm/properties/extra", text()),
          (INPUT, "/$defs/TextForm/required", ["plain", "extra"])),
         "input", "major", "property-added-required", "TextForm.extra"),
    Case("required made optional", ((INPUT, "/$defs/TextForm/required", REMOVED),),
         "input", "minor", "made-optional", "TextForm.plain"),
    Case("optional made required in common",
         ((COMMON, "/$defs/Sampling/required", ["temperature"]),),
         "input", "major", "made-required", "Sampling.temperature", ("echo", "other")),
    Case("type widened", ((INPUT, f"{P}/limit/type", "number"),),
         "input", "minor", "type-widened", ARG("limit")),
    Case("null added", ((INPUT, f"{P}/limit/type", ["integer", "null"]),),
         "input", "minor", "type-widened", ARG("limit")),
    Case("null dropped", ((INPUT, f"{P}/note/type", "string"),),
         "input", "major", "type-narrowed", ARG("note")),
    Case("type replaced", ((INPUT, f"{P}/note/type", ["boolean", "null"]),),
         "input", "major", "type-changed", ARG("note")),
    Case("any value allowed", ((INPUT, f"{P}/note", {"description": "A text."}),),
         "input", "minor", "type-widened", ARG("note")),
    Case("items widened", ((INPUT, f"{P}/tags/items/type", ["string", "integer"]),),
         "input", "minor", "type-widened", ARG("tags")),
    Case("enum value added", ((INPUT, "/$defs/EchoMode/enum/-", "idle"),),
         "input", "minor", "value-added", "EchoMode"),
    Case("enum value removed", ((INPUT, "/$defs/EchoMode/enum", ["fast"]),),
         "input", "major", "value-removed", "EchoMode"),
    Case("text restricted to an enum",
         ((INPUT, f"{P}/note",
           {"anyOf": [{"enum": ["x"]}, {"type": "null"}], "description": "A text."}),),
         "input", "major", "type-narrowed", ARG("note")),
    Case("union variant added",
         ((INPUT, f"{P}/format/anyOf/-", {"$ref": "#/$defs/OtherForm"}),
          (INPUT, "/$defs/OtherForm", schema("OtherForm", {"other": {"type": "string"}}, "other"))),
         "input", "minor", "variant-added-closed", ARG("format")),
    Case("union variant removed",
         ((INPUT, f"{P}/format/anyOf", [{"$ref": "#/$defs/TextForm"}]),
          (INPUT, "/$defs/RegexForm", REMOVED)),
         "input", "major", "variant-removed", ARG("format")),
    Case("lower limit tightened", ((INPUT, f"{P}/limit/minimum", 2),),
         "input", "major", "limit-tightened", ARG("limit")),
    Case("upper limit loosened", ((INPUT, f"{P}/limit/maximum", 10),),
         "input", "minor", "limit-loosened", ARG("limit")),
    Case("limit made exclusive",
         ((INPUT, f"{P}/limit/minimum", REMOVED), (INPUT, f"{P}/limit/exclusiveMinimum", 1)),
         "input", "major", "limit-tightened", ARG("limit")),
    Case("limit removed", ((INPUT, f"{P}/limit/maximum", REMOVED),),
         "input", "minor", "limit-loosened", ARG("limit")),
    Case("length limited", ((INPUT, f"{P}/tags/minItems", 1),),
         "input", "major", "limit-tightened", ARG("tags")),
    Case("pattern added", ((INPUT, "/properties/inputs/pattern", "^h"),),
         "input", "major", "limit-tightened", ARG("text")),
    Case("other members accepted", ((INPUT, "/$defs/TextForm/additionalProperties", True),),
         "input", "minor", "members-opened", "TextForm"),
    Case("description changed", ((INPUT, f"{P}/limit/description", "How many."),),
         "input", "patch", "words", ARG("limit")),
    Case("class renamed",
         ((INPUT, "/$defs/TextForm", REMOVED),
          (INPUT, "/$defs/PlainForm", schema("PlainForm", {"plain": {"type": "string"}}, "plain")),
          (INPUT, f"{P}/format/anyOf/0", {"$ref": "#/$defs/PlainForm"})),
         "input", "major", "class-renamed", "TextForm"),
    Case("enum written where it is used",
         ((INPUT, f"{P}/mode", {"enum": ["fast", "slow"], "description": "A text."}),
          (INPUT, "/$defs/EchoMode", REMOVED)),
         "input", "major", "class-removed", "EchoMode"),
    Case("shared property added", ((COMMON, "/$defs/Sampling/properties/top_k", text()),),
         "input", "minor", "property-added", "Sampling.top_k", ("echo", "other")),
]  # fmt: skip

OUTPUT_CASES = [
    Case("optional property added", ((OUTPUT, "/properties/fresh", text()),),
         "output", "minor", "property-added", "EchoOutput.fresh"),
    Case("property removed", ((OUTPUT, "/properties/count", REMOVED),),
         "output", "major", "property-removed", "EchoOutput.count"),
    Case("optional made required", ((OUTPUT, "/$defs/EchoGap/required", ["width"]),),
         "output", "minor", "made-required", "EchoGap.width"),
    Case("type widened", ((OUTPUT, "/properties/count/type", "number"),),
         "output", "major", "type-widened", "EchoOutput.count"),
    Case("null added", ((OUTPUT, "/properties/count/type", ["integer", "null"]),),
         "output", "major", "type-widened", "EchoOutput.count"),
    Case("null dropped", ((STREAM_FILE, "/properties/done/type", "boolean"),),
         "stream", "minor", "type-narrowed", "EchoStreamOutput.done"),
    Case("type replaced", ((OUTPUT, "/properties/count/type", "string"),),
         "output", "major", "type-changed", "EchoOutput.count"),
    Case("value of an open enum added", ((OUTPUT, "/properties/kind/enum/-", "c"),),
         "output", "minor", "value-added", "EchoOutput.kind"),
    Case("enum value removed", ((OUTPUT, "/properties/kind/enum", ["a"]),),
         "output", "minor", "value-removed", "EchoOutput.kind"),
    Case("open enum becomes any text", ((OUTPUT, "/properties/kind", text()),),
         "output", "minor", "value-hint-removed", "EchoOutput.kind"),
    Case("variant of a closed union added",
         ((OUTPUT, "/properties/part/anyOf/-", {"$ref": "#/$defs/EchoMark"}),
          (OUTPUT, "/$defs/EchoMark", schema("EchoMark", {"mark": {"type": "string"}}))),
         "output", "major", "variant-added-closed", "EchoOutput.part"),
    Case("variant of an open union added",
         ((OUTPUT, "/properties/other/anyOf/-", {"$ref": "#/$defs/EchoMark"}),
          (OUTPUT, "/$defs/EchoMark", schema("EchoMark", {"mark": {"type": "string"}}))),
         "output", "minor", "variant-added", "EchoOutput.other"),
    Case("variant removed", ((OUTPUT, "/properties/part/anyOf", [{"$ref": "#/$defs/EchoWord"}]),),
         "output", "minor", "variant-removed", "EchoOutput.part"),
    Case("deprecated", ((OUTPUT, "/properties/count/deprecated", True),),
         "output", "minor", "member-deprecated", "EchoOutput.count"),
    Case("description changed", ((OUTPUT, "/properties/count/description", "How many."),),
         "output", "patch", "words", "EchoOutput.count"),
    Case("root renamed", ((OUTPUT, "/title", "EchoAnswer"),),
         "output", "major", "class-renamed", "EchoOutput"),
    Case("shared enum value added", ((COMMON, "/$defs/Reason/enum/-", "stop"),),
         "output", "minor", "value-added", "Reason", ("echo", "other")),
    Case("chunk property added", ((STREAM_FILE, "/properties/index", text()),),
         "stream", "minor", "property-added", "EchoStreamOutput.index"),
    Case("chunk property made optional", ((STREAM_FILE, "/required", REMOVED),),
         "stream", "major", "made-optional", "EchoStreamOutput.token"),
]  # fmt: skip

V0, V1 = "/variants/0/response", "/variants/1/stream"
METHOD = "InferenceClient.echo"
MANIFEST_CASES = [
    Case("task added", tuple((f, "", d) for f, d in other("third").items()),
         "manifest", "minor", "task-added", "InferenceClient.third", ("third",)),
    Case("task removed", tuple((f, "", REMOVED) for f in other()),
         "manifest", "major", "task-removed", "InferenceClient.other", ("other",)),
    Case("argument renamed",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/note", "name": "remark"}),),
         "manifest", "major", "argument-renamed", ARG("remark")),
    Case("argument renamed, old name kept",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/note", "name": "remark"}),
          (MANIFEST, "/renamed/note", "remark")),
         "manifest", "minor", "argument-renamed-kept", ARG("remark")),
    Case("argument hidden",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/note", "hidden": True}),),
         "manifest", "major", "argument-removed", ARG("note")),
    Case("positional arguments reordered",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/limit", "positional": True}),
          (MANIFEST, "/args/1", {"pointer": "/parameters/limit", "positional": True}),
          (MANIFEST, "/args/3", {"pointer": "/parameters/mode", "positional": True})),
         "manifest", "major", "argument-reordered", METHOD, also=("argument-positional",)),
    Case("argument by name only", ((MANIFEST, "/args/1", REMOVED),),
         "manifest", "major", "argument-by-name-only", ARG("mode")),
    Case("argument positional",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/limit", "positional": True}),),
         "manifest", "minor", "argument-positional", ARG("limit")),
    Case("text of an argument", ((MANIFEST, "/args/0/doc", "What to repeat."),),
         "manifest", "patch", "words", ARG("text")),
    Case("old name taken", ((MANIFEST, "/renamed/manner", "mode"),),
         "manifest", "minor", "old-name-added", ARG("manner")),
    Case("old name dropped", ((MANIFEST, "/renamed", REMOVED),),
         "manifest", "major", "old-name-removed", ARG("style")),
    Case("alias added", ((MANIFEST, "/aliases/-", "sounds.repeat"),),
         "manifest", "minor", "alias-added", "InferenceClient.sounds.repeat"),
    Case("alias removed", ((MANIFEST, "/aliases", REMOVED),),
         "manifest", "major", "alias-removed", "InferenceClient.sounds.echo"),
    Case("route changed", ((MANIFEST, "/route", {"style": "pipeline"}),),
         "manifest", "major", "route", METHOD),
    Case("header added", ((MANIFEST, "/headers", {"accept": "application/json"}),),
         "manifest", "major", "request", METHOD),
    Case("retry class", ((MANIFEST, "/retry", "keyed"),),
         "manifest", "minor", "retry", METHOD),
    Case("retry class, spelt out",
         ((MANIFEST, "/retry", "safe"), (MANIFEST, "/summary", "Say it.")),
         "manifest", "patch", "words", METHOD),
    Case("presence rule removed", ((MANIFEST, "/at_least_one", REMOVED),),
         "manifest", "minor", "presence-loosened", METHOD),
    Case("presence rule extended", ((MANIFEST, "/at_least_one/-", "/parameters/note"),),
         "manifest", "minor", "presence-loosened", METHOD),
    Case("presence rule added",
         ((MANIFEST, "/together", [["/parameters/mode", "/parameters/note"]]),),
         "manifest", "major", "presence-tightened", METHOD),
    Case("deprecated",
         ((MANIFEST, "/status", "deprecated"),
          (MANIFEST, "/deprecated", {"since": "0.2", "use_instead": "other"})),
         "manifest", "minor", "deprecated", METHOD),
    Case("beta", ((MANIFEST, "/status", "beta"),), "manifest", "minor", "status", METHOD),
    Case("projection",
         ((MANIFEST, f"{V0}/project", "/echo"), (MANIFEST, f"{V0}/text", REMOVED),
          (MANIFEST, "/examples/0/result", "hi"), (MANIFEST, "/examples/2/result", "hi")),
         "manifest", "major", "projection", METHOD, also=("shortcut-removed", "examples")),
    Case("shortcut removed", ((MANIFEST, f"{V0}/text", REMOVED),),
         "manifest", "major", "shortcut-removed", METHOD),
    Case("shortcut added", ((MANIFEST, f"{V1}/text", "/token/text"),),
         "manifest", "minor", "shortcut-added", METHOD),
    Case("shape added", ((MANIFEST, f"{V0}/accept/-", {"opens": "[[", "shape": "first_of_list"}),),
         "manifest", "minor", "shape-added", METHOD),
    Case("shape removed", ((MANIFEST, f"{V0}/accept", REMOVED),),
         "manifest", "major", "shape-removed", METHOD),
    Case("end of the stream", ((MANIFEST, f"{V1}/end", REMOVED),
                               (MANIFEST, "/examples/1/response/events/1", REMOVED)),
         "manifest", "major", "framing", METHOD, also=("examples",)),
    Case("streams add up",
         ((MANIFEST, f"{V1}/accumulate",
           {"collect": {"token": "words"}, "omit": ["done"], "text": "echo"}),
          (MANIFEST, f"{V1}/text", "/token/text"),
          (MANIFEST, "/examples/1/final", {"words": [{"text": "hi"}], "echo": "hi"})),
         "manifest", "minor", "sum-added", METHOD, also=("examples", "shortcut-added")),
    Case("members to add go elsewhere", ((MANIFEST, "/extra_body", "/parameters"),),
         "manifest", "major", "extra-body", METHOD),
    Case("old name stands for another", ((MANIFEST, "/renamed/style", "note"),),
         "manifest", "major", "old-name-changed", ARG("style")),
    Case("text of the result", ((MANIFEST, f"{V0}/returns", "It."),),
         "manifest", "patch", "words", METHOD),
    Case("wire format added",
         ((MANIFEST, "/apis/vllm",
           {"doc": "D.", "route": {"style": "openai", "path": "/v"},
            "request": {"prompt": "inputs"}, "response": {"echo": "text"}}),
          (MANIFEST, "/examples/-",
           {"name": "vLLM", "arguments": {"text": "hi", "limit": 3, "api": "vllm"},
            "request": {"json": {"prompt": "hi"}}, "response": {"json": {"text": "hi"}},
            "result": {"echo": "hi"}})),
         "manifest", "minor", "api-added", ARG("api"), also=("examples",)),
    Case("wire format carries more", ((MANIFEST, "/apis/openai/request/n", "parameters.note"),),
         "manifest", "minor", "api-member-added", ARG("api")),
    Case("wire format goes elsewhere", ((MANIFEST, "/apis/openai/route/path", "/repeat"),),
         "manifest", "major", "api-changed", ARG("api")),
    Case("another wire format is taken", ((MANIFEST, "/default_api", "openai"),),
         "manifest", "major", "api-default", METHOD),
    Case("argument of one format",
         ((MANIFEST, "/args/-", {"pointer": "/parameters/note", "apis": ["openai"]}),),
         "manifest", "major", "presence-tightened", ARG("note")),
    Case("example renamed", ((MANIFEST, "/examples/0/name", "one word"),),
         "manifest", "patch", "examples", METHOD),
    Case("summary changed", ((MANIFEST, "/summary", "Say it again."),),
         "manifest", "patch", "words", METHOD),
    Case("constructor argument added",
         (("client.json", "/constructor/-",
           {"name": "token", "annotation": "str | None", "default": "None", "doc": "T."}),),
         "manifest", "minor", "argument-added", "InferenceClient(token=)", ()),
    Case("constructor argument removed", (("client.json", "/constructor/1", REMOVED),),
         "manifest", "major", "argument-removed", "InferenceClient(timeout=)", ()),
    Case("constructor default changed", (("client.json", "/constructor/1/default", "60.0"),),
         "manifest", "minor", "argument-default", "InferenceClient(timeout=)", ()),
    Case("constructor type narrowed", (("client.json", "/constructor/1/annotation", "int | None"),),
         "manifest", "major", "type-narrowed", "InferenceClient(timeout=)", ()),
    Case("constructor type narrowed for asyncio",
         (("client.json", "/constructor/1/async_annotation", "int | None"),),
         "manifest", "major", "type-narrowed", "InferenceClient(timeout=)", ()),
    Case("service removed", (("client.json", "/services/1", REMOVED),),
         "manifest", "major", "symbol-removed", "InferenceClient.get_model_status", ()),
    Case("service argument by name only",
         (("client.json", "/services/1/arguments/0/positional", REMOVED),),
         "manifest", "major", "argument-by-name-only",
         "InferenceClient.get_model_status(model=)", ()),
    Case("service argument removed", (("client.json", "/services/0/arguments/3", REMOVED),),
         "manifest", "major", "argument-removed", "InferenceClient.post(task=)", ()),
    Case("service returns something else",
         (("client.json", "/services/1/returns/annotation", "str"),),
         "manifest", "major", "type-changed", "InferenceClient.get_model_status", ()),
    Case("service has no lines any more", (("client.json", "/services/0/lines", REMOVED),),
         "manifest", "major", "type-changed", "InferenceClient.post", ()),
    Case("service explained otherwise", (("client.json", "/services/1/raises/0/doc", "If not."),),
         "manifest", "patch", "words", "InferenceClient.get_model_status", ()),
    Case("export added", (("client.json", "/exports/-", "Exchange"),),
         "manifest", "minor", "symbol-added", "Exchange", ()),
    Case("export removed", (("client.json", "/exports/4", REMOVED),),
         "manifest", "major", "symbol-removed", "StreamCall", ()),
    Case("export removed from the older form",
         (("client.json", "/exports",
           {"client": ["InferenceClient"], "async_client": ["AsyncInferenceClient"],
            "errors": ["InferenceError"], "transport.call": ["Call"]}),),
         "manifest", "major", "symbol-removed", "StreamCall", ()),
]  # fmt: skip

AT_ACME, ACME_ECHO = "InferenceClient(provider='acme')", "/tasks/echo"
PROVIDER_CASES = [
    Case("provider added", (("providers/zoom.json", "", {
             "name": "zoom", "title": "Z", "docs": "https://z.test", "url": "https://z.test",
             "tasks": {"echo": "/{model}"}}),),
         "manifest", "minor", "provider-added", "InferenceClient(provider='zoom')", ()),
    Case("provider removed", ((ACME, "", REMOVED),),
         "manifest", "major", "provider-removed", AT_ACME, ()),
    Case("task served", ((ACME, "/tasks/other", REMOVED),),
         "manifest", "major", "served-removed", f"{AT_ACME}.other", ("other",)),
    Case("provider elsewhere", ((ACME, "/url", "https://acme.test"),),
         "manifest", "minor", "provider-address", AT_ACME, ()),
    Case("task elsewhere", ((ACME, "/tasks/other", "/v2/other/{model}"),),
         "manifest", "minor", "provider-address", f"{AT_ACME}.other", ("other",)),
    Case("provider without keys", ((ACME, "/direct", False),),
         "manifest", "major", "provider-closed", AT_ACME, ()),
    Case("key may be missing", ((ACME, "/key_optional", True),),
         "manifest", "minor", "provider-opened", AT_ACME, ()),
    Case("provider is not listed", ((ACME, "/listed", False),),
         "manifest", "minor", "provider-listed", AT_ACME, ()),
    Case("another variable", ((ACME, "/variable", "ACME_TOKEN"),),
         "manifest", "major", "provider-variable", AT_ACME, ()),
    Case("provider gets a header", ((ACME, "/headers", {"x-a": "1"}),),
         "manifest", "minor", "provider-request", AT_ACME, ()),
    Case("shared part changed", ((ACME, "/shared/kept/keep", False),),
         "manifest", "minor", "provider-request", f"{AT_ACME}.echo", ("echo",)),
    Case("job followed otherwise", ((ACME, "/job/every", 5),),
         "manifest", "minor", "provider-job", f"{AT_ACME}.echo", ("echo",)),
    Case("answer read otherwise", ((ACME, f"{ACME_ECHO}/response/echo", "text"),),
         "manifest", "minor", "provider-answer", f"{AT_ACME}.echo", ("echo",)),
    Case("argument refused by a provider", ((ACME, f"{ACME_ECHO}/request/limit", REMOVED),),
         "manifest", "major", "served-argument-removed", "InferenceClient.echo(limit=)", ("echo",),
         also=("provider-request",)),
    Case("argument taken by a provider", ((ACME, f"{ACME_ECHO}/request/note", "{note}"),),
         "manifest", "minor", "served-argument-added", "InferenceClient.echo(note=)", ("echo",),
         also=("provider-request",)),
    Case("provider called otherwise by people", ((ACME, "/title", "ACME"),),
         "manifest", "patch", "words", AT_ACME, ()),
]  # fmt: skip

CASES = [*INPUT_CASES, *OUTPUT_CASES, *MANIFEST_CASES, *PROVIDER_CASES]

# Cases whose change is undone: direction and name of the case, verdict and rule.
BACKWARDS: list[tuple[str, str, str, str]] = [
    ("input", "optional property added", "major", "property-removed"),
    ("input", "type widened", "major", "type-narrowed"),
    ("input", "null added", "major", "type-narrowed"),
    ("input", "enum value removed", "minor", "value-added"),
    ("input", "text restricted to an enum", "minor", "type-widened"),
    ("input", "lower limit tightened", "minor", "limit-loosened"),
    ("input", "limit removed", "major", "limit-tightened"),
    ("input", "other members accepted", "major", "members-closed"),
    ("input", "enum written where it is used", "minor", "class-added"),
    ("input", "optional made required in common", "minor", "made-optional"),
    ("output", "optional property added", "major", "property-removed"),
    ("output", "optional made required", "major", "made-optional"),
    ("output", "type widened", "minor", "type-narrowed"),
    ("output", "null added", "minor", "type-narrowed"),
    ("output", "value of an open enum added", "minor", "value-removed"),
    ("output", "open enum becomes any text", "minor", "value-added"),
    ("output", "variant of an open union added", "minor", "value-hint-removed"),
    ("output", "variant of a closed union added", "minor", "variant-removed"),
    ("stream", "chunk property made optional", "minor", "made-required"),
    ("manifest", "argument hidden", "minor", "argument-added"),
    ("manifest", "presence rule removed", "major", "presence-tightened"),
    ("manifest", "presence rule added", "minor", "presence-loosened"),
    ("manifest", "deprecated", "minor", "status"),
    ("manifest", "shortcut added", "major", "shortcut-removed"),
    ("manifest", "streams add up", "major", "sum-removed"),
    ("manifest", "wire format added", "major", "api-removed"),
    ("manifest", "provider added", "major", "provider-removed"),
    ("manifest", "task served", "minor", "served-added"),
    ("manifest", "wire format carries more", "major", "api-member-removed"),
    ("manifest", "argument of one format", "minor", "presence-loosened"),
    ("manifest", "constructor argument added", "major", "argument-removed"),
    ("manifest", "constructor type narrowed", "minor", "type-widened"),
]

# The surface -----------------------------------------------------------------------------------

SYMBOLS: dict[str, Any] = {
    "Answer": "class(Model)",
    "Answer.label": "str",
    "Ask": "class(InputModel)",
    "Ask.text": "str",
    "Ask.mode": "str | None = None",
    "Client": "class()",
    "Client.ask": {
        "def": ["text: str", "limit: int = 3", "*", "mode: Mode | None = None"],
        "returns": "Answer",
        "renamed": {"words": "text"},
    },
    "Client.model": "property -> str | None",
    "LostError": "class(ClientError, ConnectionError)",
    "Mode": "type = Literal['a', 'b']",
    "read": {"def": ["path: str"], "returns": "Answer"},
}


def asking(*parameters: str, **renamed: str) -> dict[str, Any]:
    return {"def": list(parameters), "returns": "Answer", "renamed": {"words": "text", **renamed}}


TEXT, LIMIT, MODE = "text: str", "limit: int = 3", "mode: Mode | None = None"

# What changes, the symbol and what it becomes; verdict, rule and what is shown.
SURFACE_CASES: list[tuple[str, str, Any, str, str, str]] = [
    ("name removed", "read", REMOVED, "major", "symbol-removed", "read"),
    ("name added", "write", {"def": [], "returns": "None"}, "minor", "symbol-added", "write"),
    ("method removed", "Client.ask", REMOVED, "major", "symbol-removed", "Client.ask"),
    ("method for a property", "Client.model", {"def": [], "returns": "str | None"},
     "major", "kind-changed", "Client.model"),
    ("awaited", "read", {"async def": ["path: str"], "returns": "Answer"},
     "major", "kind-changed", "read"),
    ("exception caught as less", "LostError", "class(ClientError)",
     "major", "base-removed", "LostError"),
    ("exception caught as more", "LostError", "class(ClientError, ConnectionError, ValueError)",
     "minor", "base-added", "LostError"),
    ("parameter removed", "Client.ask", asking(TEXT, LIMIT),
     "major", "argument-removed", "Client.ask(mode=)"),
    ("parameter added", "Client.ask", asking(TEXT, LIMIT, "*", MODE, "n: int = 1"),
     "minor", "argument-added", "Client.ask(n=)"),
    ("required parameter added", "Client.ask", asking(TEXT, LIMIT, "*", MODE, "n: int"),
     "major", "argument-added-required", "Client.ask(n=)"),
    ("positional parameter put before", "Client.ask", asking(TEXT, "n: int = 1", LIMIT, "*", MODE),
     "major", "argument-reordered", "Client.ask"),
    ("parameter by name only", "Client.ask", asking(TEXT, "*", LIMIT, MODE),
     "major", "argument-by-name-only", "Client.ask(limit=)"),
    ("parameter by position", "Client.ask", asking(TEXT, LIMIT, MODE),
     "minor", "argument-positional", "Client.ask(mode=)"),
    ("default changed", "Client.ask", asking(TEXT, "limit: int = 4", "*", MODE),
     "minor", "argument-default", "Client.ask(limit=)"),
    ("default removed", "Client.ask", asking(TEXT, "limit: int", "*", MODE),
     "major", "argument-made-required", "Client.ask(limit=)"),
    ("parameter widened", "read", {"def": ["path: str | bytes"], "returns": "Answer"},
     "minor", "type-widened", "read(path=)"),
    ("parameter narrowed", "Client.ask", asking(TEXT, LIMIT, "*", "mode: Mode = None"),
     "major", "type-narrowed", "Client.ask(mode=)"),
    ("parameter of another type", "read", {"def": ["path: Path"], "returns": "Answer"},
     "major", "type-changed", "read(path=)"),
    ("result widened", "read", {"def": ["path: str"], "returns": "Answer | None"},
     "major", "type-widened", "read"),
    ("result narrowed", "Client.model", "property -> str",
     "minor", "type-narrowed", "Client.model"),
    ("attribute of an answer widened", "Answer.label", "str | None",
     "major", "type-widened", "Answer.label"),
    ("attribute of an answer added", "Answer.score", "float",
     "minor", "symbol-added", "Answer.score"),
    ("required member of a request", "Ask.size", "int",
     "major", "property-added-required", "Ask.size"),
    ("member of a request widened", "Ask.text", "str | list[str]",
     "minor", "type-widened", "Ask.text"),
    ("member of a request without default", "Ask.mode", "str | None",
     "major", "made-required", "Ask.mode"),
    ("literal added", "Mode", "type = Literal['a', 'b', 'c']", "minor", "type-widened", "Mode"),
    ("literal removed", "Mode", "type = Literal['a']", "major", "type-narrowed", "Mode"),
    ("spelt differently", "Answer.label", "Annotated[str, Field(alias='label')]",
     "patch", "spelling", "Answer.label"),
    ("old name dropped", "Client.ask", {"def": [TEXT, LIMIT, "*", MODE], "returns": "Answer"},
     "major", "old-name-removed", "Client.ask(words=)"),
]  # fmt: skip
