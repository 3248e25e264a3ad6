"""What is served here as an OpenAPI document: the project's own, less what is not served here."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inferloom_local import catalogue
from inferloom_local.catalogue import (
    CHAT_MODEL,
    EMBEDDING_MODEL,
    GENERATIVE,
    MODEL_IDS,
    MODELS,
    TASKS,
    Model,
)

ROUTES = Path(__file__).with_name("routes.json")
"""What is served here and nowhere else, or is described more narrowly than elsewhere."""

JSON = "application/json"
_SCHEMAS = "#/components/schemas/"
_MODEL = "/models/{namespace}/{name}"
_CHAT = "/v1/chat/completions"

_OPENAI_STYLE = (
    (_CHAT, CHAT_MODEL, "chat-completion"),
    ("/v1/completions", CHAT_MODEL, "text-generation"),
    ("/v1/embeddings", EMBEDDING_MODEL, "feature-extraction"),
)

Node = dict[str, Any]


class DocumentMissing(FileNotFoundError):
    """The project's document is not where it should be; the message names the place."""


@dataclass(frozen=True)
class _Served:
    """An operation at an address of this endpoint."""

    path: str
    operation: Node
    errors: str  # which of the sets of errors it can answer with
    ids: tuple[str, ...] = ()  # what it may be called; the first that is free is taken
    method: str = "post"


def project_document() -> Node:
    """The project's document: from the installed package, else from the repository.

    Raises:
        DocumentMissing: It is in neither.
    """
    package = Path(__file__).resolve().parents[1]
    places = (package / "openapi.json", package.parents[1] / "docs" / "openapi.json")
    for place in places:
        if place.is_file():
            found: Node = json.loads(place.read_text(encoding="utf-8"))
            return found
    raise DocumentMissing(f"no OpenAPI document at {' or '.join(map(str, places))}")


def document(project: Mapping[str, Any]) -> Node:
    """Describe what is served here.

    Args:
        project: The project's document.

    Returns:
        A document without `servers`: only who is asked knows under which name.
    """
    routes: Node = json.loads(ROUTES.read_text(encoding="utf-8"))
    known = project["components"]
    paths: Node = {}
    taken: set[str] = set()
    for served in _all_served(project, routes):
        ids = served.ids or (served.operation["operationId"],)
        name = next(name for name in ids if name not in taken)
        taken.add(name)
        paths[served.path] = _path_item(served, name, routes["errors"][served.errors])
    responses = {
        name: {**response, "content": {JSON: response["content"][JSON]}}
        for name, response in known["responses"].items()
        if any(name in errors.values() for errors in routes["errors"].values())
    }
    tags = {tag for item in paths.values() for tag in _operation(item)["tags"]}
    return {
        "openapi": project["openapi"],
        "info": {**project["info"], **routes["info"]},
        "jsonSchemaDialect": project["jsonSchemaDialect"],
        "tags": [tag for tag in (*project["tags"], *routes["tags"]) if tag["name"] in tags],
        "paths": paths,
        "components": {
            "parameters": _parameters({**known["parameters"], **routes["parameters"]}),
            "headers": known["headers"],
            "responses": responses,
            "schemas": _reachable([paths, responses], known["schemas"] | routes["schemas"]),
        },
    }


def _all_served(project: Mapping[str, Any], routes: Mapping[str, Any]) -> Iterator[_Served]:
    yield from _openai_style(project, routes["requests"])
    yield from _models(project)
    yield from _generation(project, routes["generation"])
    yield from _services(project, routes["paths"])
    yield from _any_task(project, routes["any_task"])


def _openai_style(project: Mapping[str, Any], requests: Mapping[str, str]) -> Iterator[_Served]:
    """OpenAI's addresses, at the root and below the model."""
    for path, model_id, task in _OPENAI_STYLE:
        model = catalogue.find(model_id, task)
        # Where several operations have one address, each is marked with its task.
        marked = path if path in project["paths"] else f"{path}#{task}"
        operation = _with_model(project["paths"][marked]["post"], model)
        if path in requests:
            content = operation["requestBody"]["content"][JSON]
            content["schema"] = {"$ref": _SCHEMAS + requests[path]}
        name = operation["operationId"]
        yield _Served(path, operation, _errors(model))
        yield _Served(f"/models/{model_id}{path}", operation, _errors(model), (f"{name}_of_model",))


def _models(project: Mapping[str, Any]) -> Iterator[_Served]:
    """Each model under its own address, and below it where the hosted service has it there."""
    for model in MODELS:
        path = _project_path(project, model.task)
        operation = _with_model(_of_task(project, model.task), model)
        name = operation["operationId"]
        ids = (name, f"{name}_{_word(model.id.partition('/')[2])}", f"{name}_pipeline")
        if catalogue.of_id(model.id)[0] is model:
            yield _Served(f"/models/{model.id}", operation, _errors(model), ids)
        if "/pipeline/" in path:
            below = f"/models/{model.id}/pipeline/{model.task}"
            yield _Served(below, operation, _errors(model), (name, ids[-1]))


def _generation(project: Mapping[str, Any], routes: Mapping[str, Node]) -> Iterator[_Served]:
    """TGI's addresses of the chat model."""
    for path, words in routes.items():
        operation = _with_model(_of_task(project, "text-generation"), _chat_model())
        answer = operation["responses"]["200"]
        answer["content"] = {kind: answer["content"][kind] for kind in words["answers"]}
        said = {name: value for name, value in words.items() if name != "answers"}
        yield _Served(path, {**operation, **said}, "generative")


def _services(project: Mapping[str, Any], own: Mapping[str, Node]) -> Iterator[_Served]:
    """What the endpoint says about itself, and what llama.cpp has beside OpenAI's addresses."""
    others = {
        path: item for path, item in project["paths"].items() if "get" in item and path not in own
    }
    for path, item in {**own, **others}.items():
        errors = "generative" if "post" in item else "named" if "{" in path else "listing"
        method = "post" if "post" in item else "get"
        yield _Served(path, item[method], errors, method=method)


def _any_task(project: Mapping[str, Any], routes: Mapping[str, Node]) -> Iterator[_Served]:
    """Addresses with the task in them: their bodies are what any of the tasks takes and answers."""
    operations = [_of_task(project, task) for task in TASKS]
    request = _union(operation["requestBody"]["content"] for operation in operations)
    answer = _union(operation["responses"]["200"]["content"] for operation in operations)
    for path, words in routes.items():
        operation = {
            **words,
            "tags": ["any"],
            "requestBody": {"required": True, "content": request},
            "responses": {"200": {"description": "The answer.", "content": answer}},
        }
        yield _Served(path, operation, "generative")


def _project_path(project: Mapping[str, Any], task: str) -> str:
    paths = (f"{_MODEL}#{task}", f"{_MODEL}/pipeline/{task}", _CHAT)
    return next(path for path in paths if path in project["paths"])


def _of_task(project: Mapping[str, Any], task: str) -> Node:
    """The project's operation of a task, less what is never answered here."""
    operation: Node = copy.deepcopy(project["paths"][_project_path(project, task)]["post"])
    content = operation["responses"]["200"]["content"]
    if any(kind.endswith("/*") for kind in content):
        del content[JSON]  # files are sent as they are
    return operation


def _with_model(operation: Node, model: Model) -> Node:
    """Say which model answers."""
    said = operation.get("description")
    answers = f"`{model.id}` answers; its licence is {model.licence}."
    description = f"{said}\n\n{answers}" if said else answers
    return {**copy.deepcopy(operation), "description": description}


def _chat_model() -> Model:
    return catalogue.find(CHAT_MODEL, "text-generation")


def _errors(model: Model) -> str:
    return "generative" if model.task in GENERATIVE else "task"


def _word(text: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in text)


def _path_item(served: _Served, name: str, errors: Mapping[str, str]) -> Node:
    operation = {**served.operation, "operationId": name}
    operation["responses"] = {
        "200": operation["responses"]["200"],
        **{status: {"$ref": f"#/components/responses/{each}"} for status, each in errors.items()},
    }
    steps = [step[1:-1] for step in served.path.split("/") if step.startswith("{")]
    parameters = [{"$ref": f"#/components/parameters/{step.capitalize()}"} for step in steps]
    return {**({"parameters": parameters} if parameters else {}), served.method: operation}


def _operation(item: Node) -> Node:
    found: Node = item.get("post") or item["get"]
    return found


def _parameters(known: Mapping[str, Node]) -> Node:
    """The parameters of paths, with the values that are not answered by a 404."""
    parts = [model_id.partition("/") for model_id in MODEL_IDS]
    values = {
        "Namespace": sorted({namespace for namespace, _, _ in parts}),
        "Name": sorted({name for _, _, name in parts}),
        "Task": sorted(TASKS),
    }
    found = dict(known)  # a framework without models is answered by an empty list
    for name, choices in values.items():
        words = {key: value for key, value in known[name].items() if key != "example"}
        found[name] = {**words, "schema": {"type": "string", "enum": choices}}
    return found


def _union(contents: Iterable[Mapping[str, Node]]) -> Node:
    """Bodies of several kinds as one, without examples."""
    schemas: dict[str, dict[str, Node]] = {}
    for content in contents:
        for kind, media in content.items():
            found = schemas.setdefault(kind, {})
            if "schema" in media:
                found[json.dumps(media["schema"])] = media["schema"]
    return {
        kind: {"schema": {"anyOf": list(found.values())}} if found else {}
        for kind, found in schemas.items()
    }


def _reachable(roots: Any, schemas: Mapping[str, Node]) -> Node:
    used: set[str] = set()
    pending = [roots]
    while pending:
        names = set(_references(pending.pop())) - used
        used |= names
        pending += [schemas[name] for name in names]
    return {name: schemas[name] for name in sorted(used)}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        ref = node.get("$ref", "")
        if isinstance(ref, str) and ref.startswith(_SCHEMAS):
            yield ref.removeprefix(_SCHEMAS)
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
