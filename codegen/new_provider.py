"""`new-provider`: write the file of a provider that compiles, and list what is to be decided."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .load import PROVIDERS, Specs, assemble
from .new_task import SAMPLES, folder_for, say_decisions, write_new
from .options import BadCall
from .wording import nearest

OPENAI = "openai"
DECISIONS = {
    "/title": "Name as people write it.",
    "/docs": "Where the provider documents its API.",
    "/url": "Base URL of calls with a key of the provider; paths of tasks are below it.",
    "/variable": "Environment variable that its own clients take the key from.",
    "/tasks": "What it serves: a path for each task, and body and answer where they are its own."
    " Take the examples from its documentation.",
}
# What most providers have of OpenAI's API: task, path, and which of the task's `apis` it is.
_OPENAI_TASKS = (
    ("chat_completion", "/v1/chat/completions", None),
    ("text_generation", "/v1/completions", OPENAI),
    ("feature_extraction", "/v1/embeddings", OPENAI),
)


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `new-provider` to the command line."""
    text = "write the file of a new provider, ready to compile"
    command = commands.add_parser("new-provider", help=text, description=text)
    command.set_defaults(run=_new_provider)
    command.add_argument("name", metavar="NAME", help="its name on the hub, as in acme-ai")
    command.add_argument(
        "--like",
        metavar="API",
        help="openai for what most have of OpenAI's API, or a provider whose description is to be"
        " copied (default: a picture that is made in a format of its own)",
    )


def scaffold(name: str, specs: Specs, like: str | None = None) -> dict[str, Any]:
    """Return the description of a new provider.

    Args:
        name: Its name.
        specs: What there is: only tasks of these are served.
        like: `openai`, or the name of a provider that is copied.
    """
    word = name.replace("-", "_")
    head = {
        "name": name,
        "title": " ".join(part.capitalize() for part in name.split("-")),
        "docs": f"https://{name}.example/docs",
        "url": f"https://api.{name}.example",
        "variable": f"{word.upper()}_API_KEY",
        "todo": DECISIONS,
    }
    known = {document.data["name"]: document.data for document in specs.providers()}
    folders = {task.folder: task.operation.data for task in specs.tasks}
    if like == OPENAI:
        tasks: dict[str, Any] = {
            folder: _as_openai(folders[folder], path, api)
            for folder, path, api in _OPENAI_TASKS
            if folder in folders and (api is None or api in folders[folder].get("apis", {}))
        }
    elif like is not None:
        return {**head, **{key: v for key, v in known[like].items() if key not in head}}
    else:
        tasks = {"text_to_image": _picture()} if "text_to_image" in folders else {}
    # Specs of somebody else may have neither.
    return {**head, "tasks": tasks or {next(iter(folders)): "/{model}"}}


def _as_openai(manifest: Mapping[str, Any], path: str, api: str | None) -> dict[str, Any]:
    """Return a task that is as in OpenAI's API, with the manifest's example of that."""
    shown = next(e for e in manifest["examples"] if e["arguments"].get("api") == api)
    given = {k: v for k, v in shown["arguments"].items() if k not in ("api", "model")}
    request = {"POST": path, "json": {**shown["request"]["json"], "model": "acme-model"}}
    return {
        "path": path,
        **({"api": api} if api else {}),
        "example": {
            "model": "acme/model",
            "provider_id": "acme-model",
            "arguments": given,
            "exchange": [{"request": request, "response": shown["response"]}],
            "result": shown["result"],
        },
    }


def _picture() -> dict[str, Any]:
    kind, content = SAMPLES["image"]
    url = "https://files.example/picture.png"
    return {
        "path": "/v1/images",
        "request": {"model": "{model}", "prompt": "{prompt}", "...": "{rest}"},
        "response": {"image": ["images.0.b64_json", "images.0.url"]},
        "example": {
            "model": "acme/painter",
            "provider_id": "painter-1",
            "arguments": {"prompt": "A lighthouse.", "seed": 7},
            "exchange": [
                {
                    "request": {
                        "POST": "/v1/images",
                        "json": {"model": "painter-1", "prompt": "A lighthouse.", "seed": 7},
                    },
                    "response": {"json": {"images": [{"url": url}]}},
                },
                {
                    "request": {"GET": url},
                    "response": {"base64": content, "content_type": kind},
                },
            ],
            "result": {"$base64": content},
        },
    }


# The command ------------------------------------------------------------------------------------


def _new_provider(options: argparse.Namespace) -> int:
    into, documents = folder_for("provider", options)
    specs = assemble(options.specs, documents)
    names = [document.data["name"] for document in specs.providers()]
    _check_name(options.name, names, into)
    if options.like is not None and options.like not in (OPENAI, *names):
        remedy = nearest(options.like, (OPENAI, *names))
        raise BadCall("--like", f"{options.like!r} is no provider", remedy)
    path = f"{PROVIDERS}{options.name}.json"
    made = scaffold(options.name, specs, options.like)
    write_new({path: made}, into, options.specs, documents)
    say_decisions(path, DECISIONS)
    print(
        "\nThen `lint` and `generate`: the clients take its name as `provider=`, and each example"
        " is a test.\nThe hub tells which models it serves:"
        f" https://huggingface.co/api/partners/{options.name}/models?status=live"
    )
    return 0


def _check_name(name: str, names: Iterable[str], into: Path) -> None:
    """Check that a provider can have this name.

    Raises:
        BadCall: If it cannot.
    """
    problem, remedy = "", "choose another name"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        problem = "is no name of a provider"
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        remedy = f"write the one that the hub has for it, as in {plain or 'acme-ai'}"
    elif name == "auto":
        problem = "stands for whom the hub lists first"
    elif name in names or (into / PROVIDERS / f"{name}.json").exists():
        problem, remedy = "is there already", f"change {PROVIDERS}{name}.json"
    if problem:
        raise BadCall("NAME", f"{name!r} {problem}", remedy)
