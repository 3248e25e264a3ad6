"""Rules on operations of an API that is said in HTTP's words: parameters, bodies, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from ..pointer import pointer_to
from ..wording import nearest
from .method import ManifestRule, Method

# Encodings whose body is one member of the input.
_WHOLE = ("raw", "text")
_FORMS = ("multipart", "urlencoded")
_STYLES = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}


def _other_styles(method: Method) -> Iterator[Finding]:
    """Find words of HTTP where the style of the route says what is sent."""
    if method.is_api:
        return
    route, manifest = method.manifest["route"], method.manifest
    words = [f"/route/{word}" for word in ("method", "server") if word in route]
    words += [f"/{w}" for w in ("parameters", "body", "content_type", "pages") if w in manifest]
    if manifest["encoding"] in (*_FORMS, *_WHOLE):
        words.append("/encoding")
    for at in words:
        style = route["style"]
        message = f"is for routes of style 'api', and this one is of style {style!r}"
        yield method.finding("route", at, message, 'delete it, or write "style": "api"')


def _parameters(method: Method) -> Iterator[Finding]:
    if not method.is_api:
        return
    path = method.manifest["route"].get("path", "")
    wanted = dict.fromkeys(re.findall(r"\{([^{}]*)\}", path))
    found: dict[tuple[str, str], str] = {}
    for pointer, entry in method.manifest.get("parameters", {}).items():
        at = pointer_to("parameters", pointer)
        place, name = entry["in"], entry.get("name", pointer.rsplit("/", 1)[1])
        target = method.find(method.task.input, pointer)
        if target is None or pointer.count("/") != 1:
            properties = [f"/{name}" for name in method.task.input.data.get("properties", ())]
            message = f"{pointer} is no member of {method.task.input.path}"
            yield method.finding("parameters", at, message, nearest(pointer, properties))
            continue
        if found.setdefault((place, name), pointer) != pointer:
            message = f"{name!r} in the {place} is also {found[place, name]}"
            yield method.finding("parameters", at, message, "delete one, or write another name")
        if place == "path" and name not in wanted:
            message = f"{{{name}}} is not in the path {path}"
            yield method.finding("parameters", at, message, nearest(name, wanted))
        if place == "path" and not target.required:
            message = f"{pointer} is in the path, and may be missing"
            fix = f"add it to `required` of {method.task.input.path}"
            yield method.finding("parameters", at, message, fix)
        if "style" in entry and entry["style"] not in _STYLES[place]:
            message = f"style {entry['style']!r} is not for the {place}"
            fix = f"write one of {', '.join(_STYLES[place])}, or delete it"
            yield method.finding("parameters", f"{at}/style", message, fix)
    for name in wanted:
        if ("path", name) not in found:
            message = f"{{{name}}} is no parameter of the path"
            fix = f'add a required member and "parameters": {{"/{name}": {{"in": "path"}}}}'
            yield method.finding("route", "/route/path", message, fix)


def _bodies(method: Method) -> Iterator[Finding]:
    if not method.is_api:
        return
    manifest = method.manifest
    encoding, body = manifest["encoding"], manifest.get("body")
    parameters = manifest.get("parameters", {})
    members = [f"/{name}" for name in method.task.input.data.get("properties", ())]
    if encoding == "media":
        fix = 'write "raw" with `body`, or "json"'
        yield method.finding("body", "/encoding", "style 'api' has no media encoding", fix)
    if body is None and encoding in _WHOLE:
        message = f"encoding {encoding!r} sends one member, and none is named"
        yield method.finding("body", "/encoding", message, 'add "body": "/<member>"')
    elif body is not None and (body not in members or body in parameters):
        message = f"{body} is no member of the input that is free for a body"
        yield method.finding("body", "/body", message, nearest(body, members))
    elif body is not None and encoding in ("none", *_FORMS):
        yield method.finding("body", "/body", f"encoding {encoding!r} has none", "delete it")
    others = [p for p in members if p not in parameters and p != body]
    if others and (body is not None or encoding == "none"):
        message = f"{', '.join(others)} would not be sent"
        fix = "say in `parameters` where it goes"
        yield method.finding("body", "/encoding", message, fix)
    files = [argument for argument in method.arguments if argument.media]
    if encoding in ("json", "urlencoded", "none", "text"):
        for argument in files:
            fix = 'write encoding "multipart" or "raw", or leave contentMediaType out'
            message = f"a file is sent in no body of encoding {encoding!r}"
            yield method.finding("body", argument.at, message, fix)
    if encoding == "raw" and body in members and body not in {a.pointer for a in files}:
        fix = "add contentEncoding and contentMediaType to it"
        yield method.finding("body", "/body", f"{body} is no file", fix)


def _pages(method: Method) -> Iterator[Finding]:
    pages = method.manifest.get("pages")
    if pages is None or not method.is_api:
        return
    if "variants" in method.manifest:
        yield method.finding("pages", "/pages", "what streams has no pages", "delete it")
        return
    response, following = method.manifest["response"], pages["next"]
    document = method.schema_of(response)
    if response["kind"] != "json" or document is None:
        yield method.finding("pages", "/pages", "the answer is no JSON", "delete it")
        return
    ways = [word for word in ("from", "item", "number", "offset", "url") if word in following]
    if len(ways) != 1 or ("argument" in following) is (ways == ["url"]):
        fix = 'write "argument" and one of "from", "item", "number", "offset"; or "url" alone'
        message = f"{' and '.join(following)} is no way to the next page"
        yield method.finding("pages", "/pages/next", message, fix)
        return
    places = {"/pages/items": pages["items"], "/pages/more": pages.get("more", "")}
    for word in ("from", "url"):
        places[f"/pages/next/{word}"] = following.get(word, "")
    places["/pages/next/item"] = f"{pages['items']}/0{following.get('item', '')}"
    for at, pointer in places.items():
        if method.find(document, pointer, lenient=True) is None:
            message = f"{pointer} leads to nothing in {document.path}"
            step, names = method.names_at(document, pointer)
            yield method.finding("pages", at, message, f"for {step!r}, {nearest(step, names)}")
    if following.get("argument") not in (None, *(a.pointer for a in method.arguments)):
        message = f"{following['argument']} is no argument"
        known = [argument.pointer for argument in method.arguments]
        fix = nearest(following["argument"], known)
        yield method.finding("pages", "/pages/next/argument", message, fix)


HTTP_RULES: tuple[ManifestRule, ...] = (_other_styles, _parameters, _bodies, _pages)
