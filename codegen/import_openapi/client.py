"""`client.json` of an API: where it is, and how callers prove who they are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from ..upstream import specs
from .document import Document
from .names import snake
from .operations import server_url
from .schemas import clean

__all__ = ["client", "usual_servers"]

_KEPT = (
    "timeout", "headers", "cookies", "proxies", "trust_env", "max_retries", "retry_timeouts",
    "limits", "engine", "http_client", "ssl_context", "unix_socket",
)  # fmt: skip
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z\[\]-]+")
# What only models, providers and the hub have.
_NOT_EXPORTED = re.compile(
    r"Job|Model|Provider|InferenceApi|RawResponse|TextGeneration|Generation|Incomplete|Overloaded"
    r"|TokenNotFound|Detections|Segments|Vector"
)


def usual_servers(document: Document) -> tuple[str, ...]:
    """Return the URLs of servers that the document names for all operations."""
    found = [server_url(server).rstrip("/") for server in document.root.items("servers")]
    return tuple(url for url in found if re.match(r"https?://", url))


def client(document: Document) -> dict[str, Any]:
    """Return what `client.json` says."""
    own = json.loads((specs() / "client.json").read_text(encoding="utf-8"))
    kept = {argument["name"]: argument for argument in own["constructor"]}
    title = clean(document.root.text("info", "title")) or "the API"
    servers = usual_servers(document)
    base: dict[str, Any] = {"name": "base_url", "annotation": "str | None"}
    base["default"] = json.dumps(servers[0]) if servers else "None"
    others = f" Others are {', '.join(servers[1:4])}." if servers[1:] else ""
    base["doc"] = f"URL of the server, without a slash at the end.{others}"
    if not servers:
        below = next((text for s in document.root.items("servers") if (text := server_url(s))), "")
        base["doc"] += (
            f" The document only says that it ends with `{clean(below)}`; it has to be given."
            if below.strip("/")
            else " The document names none, so it has to be given."
        )
    auth, arguments = _auth(document, ["base_url", *_KEPT])
    found: dict[str, Any] = {"summary": f"Talk to {title.rstrip('.')}."}
    if text := document.root.text("info", "description"):
        found["description"] = [clean(text.split("\n\n")[0])]
    return {
        **found,
        "constructor": [base, *arguments, *(kept[name] for name in _KEPT)],
        "auth": auth,
        "services": [],
        "exports": [name for name in own["exports"] if not _NOT_EXPORTED.search(name)],
    }


def _auth(
    document: Document, taken: Collection[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rules: list[dict[str, Any]] = []
    arguments: dict[str, str] = {}
    bearers: list[str] = []
    for name, entry in document.root.members("components", "securitySchemes"):
        place = document.resolved(entry)
        if place is None or name.startswith("x-"):
            continue
        kind, scheme = place.text("type"), place.text("scheme").lower()
        said = clean(place.text("description"))
        if kind == "http" and scheme == "basic":
            rule = {"scheme": "basic", "username": "username", "password": "password"}
            if rule not in rules:
                rules.append(rule)
                arguments["username"] = said or "Name of the user."
                arguments["password"] = "Password of the user."
        elif kind == "apiKey" and not _NAME.fullmatch(place.text("name")):
            fix = "write the name of the header, of the cookie or of the query's member"
            document.say(
                "auth",
                place.pointer,
                f"the key has no name that can be sent: {place.text('name')!r}",
                fix,
            )
        elif kind == "apiKey" and place.text("in") in ("header", "query", "cookie"):
            argument = "api_key"
            if argument in arguments:
                argument = snake(name, {*arguments, *taken, "username", "password"})
            where = place.text("in")
            rules.append(
                {"scheme": "key", "in": where, "name": place.text("name"), "argument": argument}
            )
            arguments[argument] = said or f"Key, sent as `{place.text('name')}` in the {where}."
        elif kind == "http" and scheme != "bearer":
            fix = "pass the header `authorization` by headers="
            document.say("auth", place.pointer, f"scheme {scheme!r} is not known", fix)
        elif kind in ("http", "oauth2", "openIdConnect"):
            bearers.append(said)
        else:
            fix = "pass what it wants by headers=, ssl_context= or http_client="
            document.say("auth", place.pointer, f"type {kind!r} is not known", fix)
    if bearers or not rules:
        argument = "api_key" if "api_key" not in arguments else "token"
        rules.insert(0, {"scheme": "bearer", "argument": argument})
        text = next(filter(None, bearers), "Key or token, sent as a bearer token.")
        arguments = {argument: text, **arguments}
    shown = [
        {"name": n, "annotation": "str | None", "default": "None", "doc": text}
        for n, text in arguments.items()
    ]
    return rules, shown
