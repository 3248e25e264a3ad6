"""Rules on providers: what they serve is there, and each part that is named is described."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import wire
from ..build.providers import FILES, OWN_FORMAT, module_name, task_of
from ..findings import Finding
from ..load import PROVIDERS, Document, Specs
from ..pointer import at as value_at
from ..pointer import pointer_to
from ..wording import nearest
from .examples import argument_faults, as_text, byte_faults
from .instances import Instances
from .method import Method
from .templates import misshapen, odd_places

_PLACE_OF_ANSWER = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}")
# Words behind a path into an answer.
_WORDS = ("text", *FILES)


@dataclass(frozen=True)
class Served:
    """One task of a provider.

    Attributes:
        document: What describes the provider.
        name: Name of the task's folder.
        method: The task.
        task: What the provider says of it.
    """

    document: Document
    name: str
    method: Method
    task: Mapping[str, Any]

    @property
    def shared(self) -> Mapping[str, Any]:
        """Parts of templates that its tasks share."""
        found: Mapping[str, Any] = self.document.data.get("shared", {})
        return found

    def finding(self, rule: str, pointer: str, message: str, fix: str) -> Finding:
        """Name a fault of the task."""
        at = pointer_to("tasks", self.name)
        return Finding(rule, self.document.path, f"{at}{pointer}", message, fix)


def provider_findings(
    specs: Specs, readable: Iterable[Document], methods: Mapping[str, Method], instances: Instances
) -> Iterator[Finding]:
    """Check providers.

    Args:
        specs: All specs.
        readable: The providers that are in shape.
        methods: The tasks that are in order, by folder.
        instances: What validates examples.
    """
    folders = [task.folder for task in specs.tasks]
    modules: dict[str, str] = {}
    for document in readable:
        data = document.data
        first = modules.setdefault(module_name(data["name"]), document.path)
        if first != document.path:
            yield Finding(
                "provider-name",
                document.path,
                "/name",
                f"{data['name']!r} would be the module of {first} too",
                "give it the name that the hub has for it",
            )
        yield from _name(document)
        yield from _parts(document)
        yield from _jobs(document)
        yield from _headers(document)
        yield from _todo(document)
        for name, entry in data["tasks"].items():
            if name not in folders:
                yield Finding(
                    "provider-task",
                    document.path,
                    pointer_to("tasks", name),
                    f"{name!r} is no folder of tasks/",
                    nearest(name, folders),
                )
            elif name in methods:
                served = Served(document, name, methods[name], task_of(entry))
                faults = [fault for rule in TASK_RULES for fault in rule(served)]
                yield from faults
                if not any(fault.rule == "provider-path" for fault in faults):
                    yield from _example(served, instances)


def _name(document: Document) -> Iterator[Finding]:
    wanted = f"{PROVIDERS}{document.data['name']}.json"
    if document.path != wanted:
        fix = f"call the file {wanted}, or correct the name"
        yield Finding("provider-name", document.path, "/name", "is not that of the file", fix)


def _parts(document: Document) -> Iterator[Finding]:
    """Check that each part which is named is described, and the other way round."""
    data = document.data
    tasks = {name: task_of(entry) for name, entry in data["tasks"].items()}
    jobs = {"/job": True} if "job" in data else {}
    jobs |= {pointer_to("jobs", name): name for name in data.get("jobs", {})}
    bases = {pointer_to("bases", name): name for name in data.get("bases", {})}
    for name, task in tasks.items():
        at = pointer_to("tasks", name)
        if "base" in task and task["base"] not in bases.values():
            message = f"{task['base']!r} is none of `bases`"
            fix = nearest(task["base"], bases.values()) if bases else 'add it to "bases"'
            yield Finding("provider-part", document.path, f"{at}/base", message, fix)
        if "job" in task and task["job"] not in jobs.values():
            shown = "job" if task["job"] is True else f"jobs/{task['job']}"
            fix = f"describe it: {json.dumps(shown.split('/')[0])} says how a job is followed"
            yield Finding("provider-part", document.path, f"{at}/job", f"{shown} is missing", fix)
    named = {"bases": {t.get("base") for t in tasks.values()}}
    named["job"] = {t.get("job") for t in tasks.values()}
    text = json.dumps([data["tasks"], data.get("shared", {})])
    unused = [at for at, name in bases.items() if name not in named["bases"]]
    unused += [at for at, name in jobs.items() if name not in named["job"]]
    unused += [
        pointer_to("shared", name)
        for name in data.get("shared", {})
        if json.dumps({wire.SHARED: name}) not in text
    ]
    if "|data_url}" not in text:
        unused += [pointer_to("media_types", kind) for kind in data.get("media_types", {})]
    for pointer in unused:
        yield Finding("provider-part", document.path, pointer, "no task names it", "delete it")


def _jobs(document: Document) -> Iterator[Finding]:
    data = document.data
    jobs = {"/job": data["job"]} if "job" in data else {}
    jobs |= {pointer_to("jobs", name): job for name, job in data.get("jobs", {}).items()}
    for at, job in jobs.items():
        for word in ("poll", "result"):
            yield from _job_path(document, f"{at}/{word}", job.get(word, "/"))
        known: dict[str, str] = {}
        for word in ("pending", "done", "failed", "cancelled"):
            for index, state in enumerate(job.get(word, ())):
                if (first := known.setdefault(state, word)) != word:
                    yield Finding(
                        "provider-job",
                        document.path,
                        f"{at}/{word}/{index}",
                        f"{state!r} is also {first}",
                        "delete one of them",
                    )


def _job_path(document: Document, at: str, path: str) -> Iterator[Finding]:
    left = _PLACE_OF_ANSWER.sub("", path)
    if "{" in left or "}" in left:
        fix = "write {id} for a member of the answer to the submission"
        yield Finding("provider-job", document.path, at, "has braces without an end", fix)
    for name, word in _PLACE_OF_ANSWER.findall(path):
        if word not in ("", "path"):
            message = f"|{word} is nothing that is done with {name}"
            fix = "write |path for the path of a URL, or nothing"
            yield Finding("provider-job", document.path, at, message, fix)
    if not path.startswith(("/", "{")):
        yield Finding("provider-job", document.path, at, "does not begin with /", "put one there")


def _headers(document: Document) -> Iterator[Finding]:
    for name in document.data.get("headers", {}):
        at = pointer_to("headers", name)
        if name != name.lower():
            message, fix = f"{name!r} is not lower-case", f"write {name.lower()!r}"
            yield Finding("header-name", document.path, at, message, fix)


def _todo(document: Document) -> Iterator[Finding]:
    for pointer in document.data.get("todo", {}):
        try:
            value_at(document.data, pointer)
        except KeyError:
            at = pointer_to("todo", pointer)
            message, fix = f"{pointer} leads to nothing", "delete the entry, or correct the pointer"
            yield Finding("pointer", document.path, at, message, fix)


# Rules of one task ------------------------------------------------------------------------------


def _format(served: Served) -> Iterator[Finding]:
    task, manifest = served.task, served.method.manifest
    apis = manifest.get("apis", {})
    if manifest["encoding"] == "none":
        message = "is asked for by GET, which providers do not answer"
        yield served.finding("provider-task", "", message, "delete the task")
    if "api" not in task:
        return
    if task["api"] not in apis:
        message = f"{task['api']!r} is none of the apis of {manifest['method']}"
        fix = nearest(task["api"], apis) if apis else 'delete it, and write "request"'
        yield served.finding("provider-task", "/api", message, fix)
    for word in sorted(task.keys() & OWN_FORMAT):
        message = f"{word} does not stand beside api, which says it"
        yield served.finding("provider-task", f"/{word}", message, "delete it, or api")


def _refused(served: Served) -> Iterator[Finding]:
    known = {argument.name: argument.pointer for argument in served.method.arguments}
    for index, name in enumerate(served.task.get("refuse", ())):
        if name not in (path.rpartition("/")[2] for path in known.values()):
            message = f"{name!r} is no argument of {served.method.manifest['method']}"
            at = f"/refuse/{index}"
            yield served.finding("provider-template", at, message, nearest(name, known))


def _path(served: Served) -> Iterator[Finding]:
    path = served.task["path"]
    faults = [*misshapen(path, served.shared, body=False)]
    for pointer, message, fix in faults:
        yield served.finding("provider-path", f"/path{pointer}", message, fix)
    if faults:
        return
    whole = wire.expanded(path, served.shared)
    for pointer, message, fix in odd_places(served.method, path, served.shared, of_provider=True):
        yield served.finding("provider-path", f"/path{pointer}", message, fix)
    for text in _paths(whole):
        if text is None:
            message, fix = "is not always a path", 'write a text, or "then" and "else" with texts'
            yield served.finding("provider-path", "/path", message, fix)
        elif not text.startswith("/"):
            message = f"{text!r} does not begin with /"
            yield served.finding("provider-path", "/path", message, f"write {'/' + text!r}")
        else:
            for place in wire.places_in(text):
                if place.name not in wire.IN_PATHS:
                    message = f"{{{place.name}}} does not stand in a path"
                    fix = nearest(place.name, wire.IN_PATHS)
                    yield served.finding("provider-path", "/path", message, fix)


def _paths(node: Any) -> Iterator[str | None]:
    """Yield the texts that a path may be, and None where it may be none."""
    if isinstance(node, dict) and "if" in node:
        yield from _paths(node["then"])
        yield from _paths(node.get("else"))
    else:
        yield node if isinstance(node, str) else None


def _request(served: Served) -> Iterator[Finding]:
    if "request" not in served.task:
        return
    template, shared = served.task["request"], served.shared
    faults = [*misshapen(template, shared, body=True)]
    if not faults and wire.shared_name(template) is not None:
        whole = wire.expanded(template, shared)
        faults = [fault._replace(pointer="") for fault in misshapen(whole, shared, body=True)]
    faults = faults or [*odd_places(served.method, template, shared, of_provider=True)]
    for pointer, message, fix in faults:
        yield served.finding("provider-template", f"/request{pointer}", message, fix)


def _model(served: Served) -> Iterator[Finding]:
    """Check that a request says which model it is for."""
    task, manifest = served.task, served.method.manifest
    text = json.dumps([task["path"], task.get("request", {}), served.shared])
    own = "request" not in task and "api" not in task and manifest.get("model_in_body")
    api = manifest.get("apis", {}).get(task.get("api"), {})
    if not own and not api.get("model_in_body") and "{model" not in text:
        message = "neither path nor body says which model is called"
        fix = 'write {model} into the path, or "model": "{model}" as the first member of the body'
        yield served.finding("provider-model", "", message, fix)


def _answer(served: Served) -> Iterator[Finding]:
    """Check that what an answer is read as is something that the operation returns."""
    for ours, theirs in served.task.get("response", {}).items():
        at = f"/response{pointer_to(ours)}"
        if (wrong := _unknown_member(served, ours)) is not None:
            yield served.finding("provider-answer", at, *wrong)
        for path in theirs if isinstance(theirs, list) else [theirs]:
            word = path.rpartition("|")[2] if "|" in path else ""
            if not path.startswith("=") and word and word not in _WORDS:
                message = f"|{word} is nothing that a value can be"
                yield served.finding("provider-answer", at, message, nearest(word, _WORDS))


def _unknown_member(served: Served, ours: str) -> tuple[str, str] | None:
    """Return why a path leads to nothing in the operation's answer, and what to do."""
    method, task = served.method, served.task
    bodies = [body for _, _, body, streams in method.bodies() if not streams]
    kind = bodies[0]["kind"] if bodies else "json"
    if kind != "json":
        wanted = "." if kind == "array" else bodies[0]["media"]
        if ours == wanted:
            return None
        return f"the operation returns {'numbers' if kind == 'array' else wanted}", (
            f"write {wanted!r}"
        )
    if ours == ".":
        return None
    steps = [s for part in ours.split(".") for s in _steps(part)]
    pointer = pointer_to(*(["0"] if "items" in task else []), *steps)
    document = method.schema_of(bodies[0]) if bodies else None
    if document is None or method.find(document, pointer, lenient=True) is not None:
        return None
    step, known = method.names_at(document, pointer)
    if not known and document.data.get("type") == "array" and steps[:1] != ["0"]:
        return "the operation returns a list", f"write '0.{ours}' for a list of one, or '[].{ours}'"
    return f"{step!r} is nothing that {document.path} has there", nearest(step, known)


def _steps(part: str) -> Iterator[str]:
    name = part.removesuffix("[]")
    if name:
        yield name
    if name != part:
        yield "0"


TASK_RULES: tuple[Callable[[Served], Iterable[Finding]], ...] = (
    _format,
    _refused,
    _path,
    _request,
    _model,
    _answer,
)

# Examples ---------------------------------------------------------------------------------------


def _example(served: Served, instances: Instances) -> Iterator[Finding]:
    """Check the example of a task; the contract tests run it."""
    task, method = served.task, served.method
    if "example" not in task:
        if task.keys() & (OWN_FORMAT | {"job"}):
            fix = "add a call with its requests, their answers and its result"
            yield served.finding("provider-example", "", "no example shows it", fix)
        return
    example = task["example"]
    parts = {part: example[part] for part in ("arguments", "result")}
    faults = [*byte_faults(method, "/example", {**parts, "request": {}, "response": {}})]
    for number, entry in enumerate(example["exchange"]):
        at = f"/example/exchange/{number}"
        faults += byte_faults(method, at, {"arguments": {}, "result": None, **entry})
    faults = faults or [*argument_faults(method, "/example", example)]
    at = pointer_to("tasks", served.name)
    for fault in faults:
        yield replace(fault, file=served.document.path, pointer=f"{at}{fault.pointer}", repair=())
    if not faults:
        yield from _submission(served, example)
        yield from _result(served, example, instances)


def _submission(served: Served, example: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that what is sent first goes where the task says."""
    path = wire.expanded(served.task["path"], served.shared)
    if not isinstance(path, str):
        return
    name = example["provider_id"]
    for place, text in (
        ("{model}", name),
        ("{model.hub}", example["model"]),
        ("{model.parent}", name.rpartition("/")[0] if name.count("/") > 1 else name),
    ):
        path = path.replace(place, text)
    base = served.document.data.get("bases", {}).get(served.task.get("base"), {})
    if base.get("query") and not example.get("direct"):
        path += f"?{base['query']}"
    sent = example["exchange"][0]["request"].get("POST")
    if sent != path:
        message = f"the call is posted to {path}"
        place = "/example/exchange/0/request"
        yield served.finding("provider-example", place, message, f'write "POST": "{path}"')


def _result(served: Served, example: Mapping[str, Any], instances: Instances) -> Iterator[Finding]:
    """Check that the result is one that the method returns."""
    method, result = served.method, example["result"]
    for _, when, body, streams in method.bodies():
        given = example["arguments"]
        if any(bool(given.get(name, False)) is not value for name, value in when.items()):
            continue
        if body.get("kind") == "bytes":
            if not isinstance(result, dict) or result.keys() != {"$base64"}:
                fix = 'write {"$base64": "..."}'
                message = "the method returns bytes"
                yield served.finding("provider-example", "/example/result", message, fix)
        elif not streams and body["kind"] == "json":
            document = method.schema_of(body)
            place = document and method.find(document, body.get("project", ""))
            value = as_text(result)
            if place and (problem := instances.problems(place.document, place.pointer, value)):
                where, message = problem
                message = f"{where}: {message}" if where else message
                fix = f"correct the example, or {place.document.path}"
                yield served.finding("provider-example", "/example/result", message, fix)
