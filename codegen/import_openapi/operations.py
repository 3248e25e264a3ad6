"""One operation of a document as a task: its manifest, and the schemas of its input and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from ..lint.taken import ARGUMENT_NAMES_TAKEN
from ..pointer import pointer_to
from .answers import Answers, answers
from .document import Document, Place
from .names import pascal, snake, words
from .naming import Named
from .pages import pages
from .samples import NoSample, Samples
from .schemas import Schema, Types, clean

__all__ = ["Left", "Task", "task_of"]

_ALLOWED = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
_SAID_OTHERWISE = frozenset({"accept", "content-type", "authorization", "content-length"})
_TAKEN = ARGUMENT_NAMES_TAKEN - {"model"}
_SAFE = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "QUERY")
_NO_BODY = ("GET", "HEAD", "TRACE")


class Left(Exception):
    """An operation that is not generated.

    Args:
        pointer: What keeps it from that.
        why: The reason.
        remedy: What would make it possible.
    """

    def __init__(self, pointer: str, why: str, remedy: str) -> None:
        super().__init__(why)
        self.pointer, self.why, self.remedy = pointer, why, remedy


@dataclass
class Task:
    """What an operation becomes.

    Attributes:
        key: Method and path in the document.
        pointer: Where it stands.
        named: How it is called.
        manifest: Its operation.json.
        input: Schema of what is sent.
        output: Schema of the answer, if it has a type.
        stream: Schema of a chunk, if it streams.
        notes: What was decided, for the report.
    """

    key: str
    pointer: str
    named: Named
    manifest: dict[str, Any]
    input: Schema
    output: Schema | None = None
    stream: Schema | None = None
    notes: list[str] = field(default_factory=list)


def task_of(
    document: Document,
    types: Types,
    key: str,
    place: Place,
    shared: Place,
    named: Named,
    servers: tuple[str, ...],
    overlay: Mapping[str, Any],
) -> Task:
    """Return what an operation becomes.

    Args:
        document: The document.
        types: Its types.
        key: Method and path.
        place: The operation.
        shared: The path item that it is in.
        named: How it is called.
        servers: URLs of servers that are usual in the document.
        overlay: Keys of the manifest that the user sets.

    Raises:
        Left: If it cannot be generated.
    """
    return _Operation(document, types, key, place, shared, named, servers, overlay).task()


class _Operation:
    def __init__(
        self,
        document: Document,
        types: Types,
        key: str,
        place: Place,
        shared: Place,
        named: Named,
        servers: tuple[str, ...],
        overlay: Mapping[str, Any],
    ) -> None:
        self.document, self.types, self.key, self.place = document, types, key, place
        self.shared, self.named, self.servers = shared, named, servers
        self.overlay = overlay
        self.verb, _, self.path = key.partition(" ")
        self.name = pascal("_".join(words(named.method)).title().replace("_", " "))
        self.properties: dict[str, Schema] = {}
        self.required: list[str] = []
        self.parameters: dict[str, dict[str, Any]] = {}
        self.names: dict[str, str] = {}  # member of the input -> argument
        self.positional: list[str] = []
        self.shown: dict[str, list[object]] = {}  # values that the document shows
        self.notes: list[str] = []
        self.encoding = "json"
        self.body: str | None = None
        self.content_type = ""
        self.optional = False

    def task(self) -> Task:
        self._parameters()
        self._body()
        answered = answers(self.document, self.place)
        manifest = self._head()
        route: dict[str, Any] = {"style": "api", "path": self._route(), "method": self.verb}
        if (server := self._server()) is not None:
            route["server"] = server
        manifest["args"] = self._args(answered)
        manifest["route"] = route
        if self.parameters:
            manifest["parameters"] = {pointer_to(k): v for k, v in self.parameters.items()}
        manifest["encoding"] = self.encoding
        if self.body is not None:
            manifest["body"] = f"/{self.body}"
        if self.content_type:
            manifest["content_type"] = self.content_type
        if self.optional and self.encoding != "none":
            manifest["body_required"] = False
        manifest["retry"] = "safe" if self.verb in _SAFE else "keyed"
        result = Task(self.key, self.place.pointer, self.named, manifest, self._input())
        self._answers(result, answered)
        manifest |= {k: v for k, v in self.overlay.items() if k not in ("qualified", "skip")}
        if "stream" in manifest or "variants" in manifest:
            manifest.pop("response", None) if "variants" in manifest else None
        self._examples(result, answered)
        result.notes = self.notes
        return result

    # What is said of it ------------------------------------------------------------------------

    def _head(self) -> dict[str, Any]:
        method = self.named.method
        found: dict[str, Any] = {
            "task": "-".join(part for part in method.split("_") if part),
            "foreign": True,
        }
        if self.place.value.get("deprecated") is True:
            found |= {"status": "deprecated", "deprecated": {"since": "", "use_instead": ""}}
        found |= {"method": method, "qualified": self.named.qualified}
        summary, description = clean(self.place.text("summary")), self.place.text("description")
        paragraphs = [clean(part) for part in re.split(r"\n\s*\n", description)]
        if not summary:
            first = re.match(r"(.{3,120}?[.!?])(\s|$)", paragraphs[0])
            summary = first[1] if first else paragraphs[0][:100]
        summary = summary.rstrip(".!:; ") or f"{self.verb} {self.path}"
        found["summary"] = f"{summary[:160].rstrip()}."
        text = "\n\n".join(part for part in paragraphs if part)
        if text and text.rstrip(".") != summary:
            found["description"] = text
        if url := self.place.text("externalDocs", "url"):
            found["docs"] = clean(url)
        return found

    def _route(self) -> str:
        path = re.sub(r"#.*", "", self.path)
        return path if path.startswith("/") else f"/{path}"

    def _server(self) -> str | None:
        for holder in (self.place, self.shared):
            for server in holder.items("servers"):
                url = server_url(server)
                if re.match(r"https?://", url) and url.rstrip("/") not in self.servers:
                    return url.rstrip("/")
        return None

    # Parameters --------------------------------------------------------------------------------

    def _parameters(self) -> None:
        found: dict[tuple[str, str], Place] = {}
        for holder in (self.shared, self.place):
            for entry in holder.items("parameters"):
                place = self.document.resolved(entry)
                if place is None or not isinstance(place.value, dict):
                    continue
                name, where = place.text("name"), place.text("in")
                if where == "querystring":
                    found |= self._of_querystring(place)
                    continue
                if where not in ("path", "query", "header", "cookie") or not name:
                    what = f"in: {where or 'nothing'}, name: {name or 'nothing'}"
                    fix = "say a name, and path, query, header or cookie"
                    self.document.say("parameter", place.pointer, f"is a parameter of {what}", fix)
                    if place.value.get("required") is True:
                        raise Left(place.pointer, f"it needs a parameter of {what}", fix)
                    continue
                if where == "header" and name.lower() in _SAID_OTHERWISE:
                    continue
                found[where, name] = place
        in_path = re.findall(r"\{([^{}]+)\}", re.sub(r"#.*", "", self.path))
        for name in in_path:
            if ("path", name) not in found:
                message = f"{{{name}}} is no parameter; it is taken for a text"
                fix = f"describe it: name: {name}, in: path"
                self.document.say("path-parameter", self.place.pointer, message, fix)
                found["path", name] = Place(self.place.pointer, {"schema": {"type": "string"}})
        order = {name: index for index, name in enumerate(in_path)}
        for (where, name), place in sorted(
            found.items(), key=lambda pair: (pair[0][0] != "path", order.get(pair[0][1], 0))
        ):
            if where == "path" and name not in in_path:
                message = f"{name!r} is not in the path {self.path}"
                self.document.say("path-parameter", place.pointer, message, "correct either")
                continue
            self._parameter(where, name, place)

    def _of_querystring(self, place: Place) -> dict[tuple[str, str], Place]:
        """Return a parameter for each member of what is the whole query."""
        schema = place.below("content", "application/x-www-form-urlencoded", "schema")
        members = self.types.members_of(schema) if schema is not None else {}
        if schema is None or not members:
            fix = "describe what it holds as parameters of their own, with in: query"
            raise Left(place.pointer, "its query is no form with members", fix)
        holder = self.document.resolved(schema)
        required = holder.value.get("required") if holder else None
        needed = required if isinstance(required, list) else []
        return {
            ("query", name): Place(
                member.pointer,
                {
                    "name": name,
                    "required": name in needed,
                    "schema": {"$ref": f"#{quote(member.pointer, safe='/~')}"},
                },
            )
            for name, member in members.items()
        }

    def _parameter(self, where: str, name: str, place: Place) -> None:
        key = snake(name, _TAKEN)
        if key in self.properties:
            key = f"{key.rstrip('_')}_{where}"
        while key in self.properties:
            key += "_"
        entry: dict[str, Any] = {"in": where}
        if key != name:
            entry["name"] = name
        schema_at, as_json = place.below("schema"), False
        if schema_at is None:
            media = place.members("content")
            schema_at = media[0][1].below("schema") if media else None
            as_json = bool(media) and "json" in media[0][0]
        schema: Schema = {"type": "string"}
        if schema_at is not None:
            schema = self.types.convert(schema_at, "input", f"{self.name}{pascal(name)}")
        if as_json:
            entry["content"] = "json"
        else:
            entry |= self._style(where, place)
        if text := clean(place.text("description")):
            schema = {**schema, "description": _with_default(text, schema)}
        if place.value.get("deprecated") is True:
            schema = {**schema, "deprecated": True}
        self.properties[key], self.parameters[key] = schema, entry
        self.names[key] = key
        if where == "path" or place.value.get("required") is True:
            self.required.append(key)
        if where == "path":
            self.positional.append(key)
        shown = [place.value[word] for word in ("example",) if word in place.value]
        shown += [v.value for _, e in place.members("examples") if (v := e.below("value"))]
        if schema_at is not None:
            shown += _shown(schema_at.value)
        self.shown[key] = shown

    def _style(self, where: str, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        style, explode = place.value.get("style"), place.value.get("explode")
        usual = {"query": "form", "cookie": "form"}.get(where, "simple")
        if style is not None and style not in _ALLOWED[where]:
            fix = f"write one of {', '.join(_ALLOWED[where])}"
            self.document.say("style", place.pointer, f"style {style!r} is not for a {where}", fix)
        elif style is not None and style != usual:
            found["style"] = style
        if isinstance(explode, bool) and explode is not ((style or usual) == "form"):
            found["explode"] = explode
        if place.value.get("allowReserved") is True and where == "query":
            found["allow_reserved"] = True
        return found

    # Body --------------------------------------------------------------------------------------

    def _body(self) -> None:
        request = self.place.below("requestBody")
        found = self.document.resolved(request) if request else None
        content = dict(found.members("content")) if found else {}
        if not content or self.verb in _NO_BODY:
            if content:
                self.notes.append(f"a {self.verb} has no body; that of the document is left out")
            self.encoding = "none"
            return
        assert found is not None
        name, media = _best(content)
        others = [other for other in content if other != name]
        if others:
            self.notes.append(f"sends {name}, not {', '.join(others)}")
        kind = name.split(";")[0].strip().lower()
        self.optional = found.value.get("required") is not True
        schema = media.below("schema")
        if kind == "application/json" or kind.endswith("+json") or kind in ("*/*", "text/json"):
            self.content_type = kind if kind.endswith("+json") or kind == "text/json" else ""
            self._json(schema, media)
        elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
            self.encoding = "multipart" if kind.startswith("multipart") else "urlencoded"
            self._form(schema)
        elif kind.startswith("text/") or kind in ("application/sdp", "application/xml"):
            self.encoding, self.content_type = "text", kind if kind != "text/plain" else ""
            self._whole({"type": "string"}, found, kind)
        elif kind.startswith("multipart/"):
            raise Left(media.pointer, f"its body is {kind}", "offer multipart/form-data or JSON")
        else:
            self.encoding = "raw"
            self.content_type = "" if "*" in kind or kind == "application/octet-stream" else kind
            kind = kind if "*" not in kind else "application/octet-stream"
            schema_of = {"type": "string", "contentEncoding": "base64", "contentMediaType": kind}
            self._whole(schema_of, found, kind)

    def _json(self, schema: Place | None, media: Place) -> None:
        self.shown_body = list(_media_examples(self.document, media))
        if schema is None:
            self._whole({}, media, "JSON")
            return
        converted = self.types.convert(schema, "input", f"{self.name}Input")
        inner = self._class(converted)
        if inner is None:
            bare = _without_null(converted)
            self._whole(bare, schema, "")
            return
        self._members(inner)

    def _class(self, schema: Schema) -> Schema | None:
        """Return the class that a body is, whose members are arguments; None if it is none."""
        schema = _without_null(schema)
        if "$ref" not in schema:
            return None
        found = self.types.definitions[schema["$ref"]].schema or {}
        if "anyOf" in found:
            return self._class(found)
        if found.get("type") != "object" or "properties" not in found:
            return None
        odd = [name for name in found["properties"] if "/" in name or "~" in name]
        return None if odd else found

    def _members(self, inner: Schema) -> None:
        taken = {*_TAKEN, *self.names.values()}
        for name, schema in inner["properties"].items():
            if name in self.properties:  # a parameter has it, and goes to another key
                self._move_parameter(name)
                taken = {*_TAKEN, *self.names.values()}
            argument = snake(name, taken)
            taken.add(argument)
            self.properties[name], self.names[name] = schema, argument
        self.required += inner.get("required", [])

    def _move_parameter(self, key: str) -> None:
        entry = self.parameters[key]
        new = f"{key}_{entry['in']}"
        order = list(self.properties)
        self.properties = {(new if k == key else k): self.properties[k] for k in order}
        self.parameters = {(new if k == key else k): v for k, v in self.parameters.items()}
        entry.setdefault("name", key)
        self.names[new] = new
        del self.names[key]
        self.shown[new] = self.shown.pop(key, [])
        self.required = [new if name == key else name for name in self.required]
        self.positional = [new if name == key else name for name in self.positional]

    def _form(self, schema: Place | None) -> None:
        if schema is None:
            self.encoding = "none"
            return
        flat = self.types.convert(schema, "input", f"{self.name}Input")
        inner = self._class(flat)
        if inner is None:
            fix = "describe the form as an object with properties"
            raise Left(schema.pointer, "its form is no object with members", fix)
        if self.encoding == "multipart":
            places = self.types.members_of(schema)
            properties = {
                name: self.types.file_or(places[name], f"{self.name}{pascal(name)}")
                if name in places
                else member
                for name, member in inner["properties"].items()
            }
            properties = {
                name: _with_text(properties[name], inner["properties"][name]) for name in properties
            }
            inner = {**inner, "properties": properties}
        self._members(inner)

    def _whole(self, schema: Schema, place: Place, kind: str) -> None:
        """Make one member the whole body."""
        taken = {*_TAKEN, *self.names.values()}
        self.body = "body" if "body" not in self.properties else "content"
        text = clean(place.text("description")) or f"The body{f', {kind}' if kind else ''}."
        self.properties[self.body] = {**schema, "description": schema.get("description", text)}
        self.names[self.body] = snake(self.body, taken)
        if not self.optional:
            self.required.append(self.body)

    def _input(self) -> Schema:
        found: Schema = {"title": f"{self.name}Input", "type": "object"}
        found["properties"] = self.properties
        required = [name for name in self.properties if name in self.required]
        return {**found, "required": required} if required else found

    def _args(self, answered: Answers) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for key in self.positional:
            entry: dict[str, Any] = {"pointer": pointer_to(key), "positional": True}
            if self.names[key] != key:
                entry["name"] = self.names[key]
            found.append(entry)
        for key in self.properties:
            if key in self.positional:
                continue
            entry = {"pointer": pointer_to(key)}
            if self.names[key] != key:
                entry["name"] = self.names[key]
            if key == "stream" and self._switches(answered):
                entry["switch"] = True
                if "default is true" in str(self.properties[key].get("description", "")):
                    entry["explicit"] = True
            if len(entry) > 1:
                found.append(entry)
        return found

    def _switches(self, answered: Answers) -> bool:
        schema = self.properties.get("stream", {})
        schema = self._resolved(_without_null(schema))
        boolean = schema.get("type") == "boolean" or schema.get("type") == ["boolean", "null"]
        return answered.streams and answered.is_json and boolean

    # Answers -----------------------------------------------------------------------------------

    def _answers(self, task: Task, answered: Answers) -> None:
        returns = clean(answered.doc).rstrip(".") or "The answer"
        returns = f"{returns[:200]}."
        for name in answered.left:
            self.notes.append(f"answers with JSON, not with {name}")
        response = self._response(task, answered, returns)
        if not answered.streams:
            task.manifest["response"] = response
            self._pages(task)
            return
        whole = answered.is_json or answered.media or answered.text
        if whole and not self._switches(answered):
            task.manifest["response"] = response
            self.notes.append("its stream is left out: no argument `stream` asks for it")
            self._pages(task)
            return
        stream = self._stream(task, answered)
        if not answered.is_json:
            task.manifest["stream"] = stream
            return
        if "stream" in self.required:
            task.input["required"] = [n for n in task.input["required"] if n != "stream"]
            if not task.input["required"]:
                del task.input["required"]
        stream_member = dict(self._resolved(_without_null(self.properties["stream"])))
        text = self.properties["stream"].get("description", "")
        stream_member = {"type": "boolean", **({"description": text} if text else {})}
        task.input["properties"]["stream"] = stream_member
        task.manifest["variants"] = [
            {"when": {"stream": False}, "response": response},
            {"when": {"stream": True}, "stream": stream},
        ]

    def _response(self, task: Task, answered: Answers, returns: str) -> dict[str, Any]:
        empty = {"empty": True} if answered.empty else {}
        if answered.is_json:
            task.output = self._root(answered.schemas, f"{self.name}Output")
            return {"kind": "json", **empty, "returns": returns}
        if answered.media:
            return {"kind": "bytes", "media": answered.media, **empty, "returns": returns}
        if answered.text:
            return {"kind": "text", **empty, "returns": returns}
        return {"kind": "none", "returns": "Nothing."}

    def _root(self, places: list[Place | None], name: str) -> Schema:
        from .schemas import any_of

        found = [self.types.convert(p, "output", name) if p else {} for p in places]
        schema = found[0] if len(found) == 1 else any_of(found)
        if "$ref" in schema:
            return {"$ref": schema["$ref"]}
        return {"title": name, **schema}

    def _stream(self, task: Task, answered: Answers) -> dict[str, Any]:
        name = f"{self.name}StreamOutput"
        found: dict[str, Any] = {"schema": "stream.json", "complete": {"by": "body"}}
        if answered.framing == "ndjson":
            found["framing"] = "ndjson"
        schema = self.types.convert(answered.stream, "output", name) if answered.stream else {}
        inner = self._resolved(schema)
        if inner.get("type") == "array" and "items" in inner:
            schema = inner["items"]
            inner = self._resolved(schema)
        members = inner.get("properties", {})
        if "data" in members and not members.keys() - {"data", "event", "id", "retry"}:
            found["data"] = "data"
            if "event" in members:
                found["event"] = "event"
        task.stream = {"$ref": schema["$ref"]} if "$ref" in schema else {"title": name, **schema}
        return {**found, "returns": "The chunks of the answer."}

    def _pages(self, task: Task) -> None:
        if self.verb not in ("GET", "POST") or task.output is None:
            return
        if task.manifest["response"]["kind"] != "json" or task.manifest["response"].get("empty"):
            return
        queries = {
            pointer_to(key): self.properties[key]
            for key, entry in self.parameters.items()
            if entry["in"] == "query"
        }
        found = pages(queries, task.output, self._resolved)
        if found is not None:
            task.manifest["pages"] = found
            self.notes.append(f"goes on by pages: {json.dumps(found['next'])}")

    def _resolved(self, schema: Schema) -> Schema:
        for _ in range(100):
            schema = _without_null(schema)
            if "$ref" not in schema:
                break
            schema = self.types.definitions[schema["$ref"]].schema or {}
        return schema

    # Examples ----------------------------------------------------------------------------------

    def _examples(self, task: Task, answered: Answers) -> None:
        try:
            task.manifest["examples"] = list(self._each_example(task, answered))
        except NoSample as error:
            fix = "give the document an example that fits, or loosen the schema"
            raise Left(self.place.pointer, f"no example of it can be made: {error}", fix) from None

    def _each_example(self, task: Task, answered: Answers) -> Iterator[dict[str, Any]]:
        sent = Samples(self.types.definitions, strict=True)
        got = Samples(self.types.definitions)
        values = {
            name: sent.of(task.input["properties"][name], self.shown.get(name, ()))
            for name in task.input.get("required", ())
        }
        values = self._as_shown(task, values, sent)
        explicit = any(entry.get("explicit") for entry in task.manifest["args"])
        variants = task.manifest.get("variants", [task.manifest])
        for entry in variants:
            given = dict(values)
            given.pop("stream", None) if "variants" in task.manifest else None
            arguments = {self.names[name]: value for name, value in given.items()}
            if entry.get("when", {}).get("stream"):
                arguments["stream"] = given["stream"] = True
            elif "variants" in task.manifest and explicit:
                given["stream"] = False
            if "stream" in entry:
                chunk = self._chunk(task, entry["stream"], got)
                response: dict[str, Any] = {"events": [chunk]}
                result: Any = [chunk]
                name = "a stream"
            else:
                response, result = self._answer(task, entry["response"], got, answered)
                name = "an answer"
            yield {
                "name": name,
                "arguments": arguments,
                "request": self._request(given),
                "response": response,
                "result": result,
            }

    def _chunk(self, task: Task, rules: Mapping[str, Any], got: Samples) -> Any:
        """Return a chunk, with its event's name and data if its type has them."""
        chunk = got.of(task.stream or {})
        members = self._resolved(task.stream or {}).get("properties", {})
        for word in ("event", "data"):
            if word in rules and rules[word] not in chunk:
                chunk[rules[word]] = got.of(members[rules[word]])
        return chunk

    def _as_shown(self, task: Task, values: dict[str, Any], sent: Samples) -> dict[str, Any]:
        """Return the arguments of an example, with those that the document shows if they fit."""
        for body in getattr(self, "shown_body", ()):
            if self.body is not None:
                if sent.fits(body, task.input["properties"][self.body]):
                    return {**values, self.body: body}
                continue
            if not isinstance(body, dict):
                continue
            body = {n: v for n, v in body.items() if v is not None}
            known = {n: v for n, v in body.items() if n not in self.parameters}
            if sent.fits({**values, **known}, task.input) and len(json.dumps(known)) < 4000:
                return {**values, **known}
        return values

    def _answer(
        self, task: Task, response: Mapping[str, Any], got: Samples, answered: Answers
    ) -> tuple[dict[str, Any], Any]:
        kind = response["kind"]
        if kind == "none":
            return {"status": 204 if self.verb != "HEAD" else 200}, None
        if kind == "text":
            return {"text": "text"}, "text"
        if kind == "bytes":
            types = {"audio": "audio/wav", "video": "video/mp4"}
            content = {
                "base64": "ZmlsZQ==",
                "content_type": types.get(response["media"], "application/octet-stream"),
            }
            return content, {"$base64": "ZmlsZQ=="}
        shown = [v for v in answered.examples if len(json.dumps(v, default=str)) < 4000]
        value = got.of(task.output or {}, [v for v in shown if _is_plain(v)])
        if "pages" not in task.manifest:
            return {"json": value}, value
        return self._page(task.manifest["pages"], value)

    def _page(self, rules: Mapping[str, Any], value: Any) -> tuple[dict[str, Any], Any]:
        """Return a page that is the last, and its items."""
        items = value
        if rules["items"]:
            items = value.setdefault(rules["items"][1:], []) or []
        if "more" in rules:
            value[rules["more"][1:]] = False
        else:
            for word in ("from", "url"):
                if word in rules["next"]:
                    value.pop(rules["next"][word][1:], None)
            if not {"from", "url"} & rules["next"].keys():
                items.clear()
        return {"json": value}, items

    def _request(self, given: Mapping[str, Any]) -> dict[str, Any]:
        path, queries, headers, cookies = self._route(), [], {}, []
        fixed = path.partition("?")[2]
        if fixed:
            queries.append(fixed)
            path = path.partition("?")[0]
        for key, entry in self.parameters.items():
            if key not in given:
                continue
            name, value = entry.get("name", key), given[key]
            if entry["in"] == "path":
                path = path.replace("{" + name + "}", _simple(entry, value))
            elif entry["in"] == "query":
                queries.append(_query(entry, name, value))
            elif entry["in"] == "header":
                headers[name.lower()] = (
                    ",".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
                )
            else:
                cookies.append(_query(entry, name, value))
        found: dict[str, Any] = {"method": self.verb, "path": path}
        if queries:
            found["query"] = "&".join(queries)
        if cookies:
            headers["cookie"] = "; ".join(cookies)
        if headers:
            found["headers"] = headers
        inner = {k: v for k, v in given.items() if k not in self.parameters}
        return found | self._sent(inner)

    def _sent(self, inner: dict[str, Any]) -> dict[str, Any]:
        if self.encoding == "none" or (self.optional and not inner):
            return {}
        value = inner.get(self.body) if self.body is not None else inner
        if self.body is not None and self.body not in inner:
            return {}
        kind = {"content_type": self.content_type} if self.content_type else {}
        if self.encoding == "json":
            return {"json": value, **kind}
        if self.encoding == "text":
            return {"text": value, **kind}
        if self.encoding == "raw":
            assert isinstance(value, dict)
            return {
                "base64": value["$base64"],
                "content_type": self.content_type or "application/octet-stream",
            }
        if self.encoding == "urlencoded":
            pairs = "&".join(_query({}, name, item) for name, item in inner.items())
            return {"urlencoded": pairs.replace("%20", "+")}
        return {"form": {name: _field(item) for name, item in inner.items()}}


# Small parts -----------------------------------------------------------------------------------


def server_url(server: Place) -> str:
    """Return the URL of a server, with the defaults of its variables."""
    url = server.text("url")
    for name, variable in server.members("variables"):
        default = variable.below("default")
        url = url.replace("{" + name + "}", str(default.value) if default else "")
    return url


def _best(content: Mapping[str, Place]) -> tuple[str, Place]:
    """Return the media type that a body is sent as."""

    def rank(name: str) -> int:
        kind = name.split(";")[0].strip().lower()
        if kind == "application/json":
            return 0
        if kind.endswith("+json"):
            return 1
        order = ("multipart/form-data", "application/x-www-form-urlencoded")
        return 2 + order.index(kind) if kind in order else 9

    name = min(content, key=rank)
    return name, content[name]


def _media_examples(document: Document, media: Place) -> Iterator[object]:
    if (found := media.below("example")) is not None:
        yield found.value
    for _, example in media.members("examples"):
        place = document.resolved(example)
        value = place.below("value") if place is not None else None
        if value is not None:
            yield value.value


def _shown(schema: Any) -> list[object]:
    if not isinstance(schema, dict):
        return []
    found = [schema["example"]] if "example" in schema else []
    examples = schema.get("examples")
    return found + (examples if isinstance(examples, list) else [])


def _without_null(schema: Schema) -> Schema:
    if schema.keys() - {"description"} == {"anyOf"}:
        others = [branch for branch in schema["anyOf"] if branch != {"type": "null"}]
        if len(others) == 1:
            return dict(others[0])
    return schema


def _with_default(text: str, schema: Schema) -> str:
    said = str(schema.get("description", ""))
    at = said.find("The server's default is ")
    return f"{text.rstrip('.')}. {said[at:]}" if at >= 0 else text


def _with_text(schema: Schema, other: Schema) -> Schema:
    text = other.get("description")
    return {**schema, "description": text} if text else schema


def _is_plain(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _simple(entry: Mapping[str, Any], value: Any) -> str:
    lead = {"label": ".", "matrix": ";"}.get(entry.get("style", ""), "")
    if lead == ";":
        lead = f";{entry.get('name', '')}="
    if entry.get("content"):
        return quote(json.dumps(value), safe="")
    if isinstance(value, list):
        return lead + ",".join(quote(_plain(item), safe="") for item in value)
    return lead + quote(_plain(value), safe="")


def _query(entry: Mapping[str, Any], name: str, value: Any) -> str:
    head, style = _quoted(name), entry.get("style", "form")
    explode = entry.get("explode", style == "form")
    if entry.get("content"):
        return f"{head}={_quoted(json.dumps(value, separators=(',', ':')))}"
    if isinstance(value, dict):
        if style == "deepObject":
            names = {key: _quoted(f"{name}[{key}]") for key in value}
            return "&".join(f"{names[key]}={_quoted(_plain(v))}" for key, v in value.items())
        if explode:
            return "&".join(f"{_quoted(k)}={_quoted(_plain(v))}" for k, v in value.items())
        return f"{head}=" + ",".join(_quoted(_plain(x)) for pair in value.items() for x in pair)
    if isinstance(value, list):
        texts = [_quoted(_plain(item)) for item in value]
        if explode or style == "deepObject":
            return "&".join(f"{head}={text}" for text in texts)
        joint = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
        return f"{head}=" + joint.join(texts)
    return f"{head}={_quoted(_plain(value))}"


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _field(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"$base64"}:
        return value
    if isinstance(value, list):
        return [_field(item) for item in value]
    return _plain(value)
