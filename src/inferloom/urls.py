"""URL resolution: from a symbolic route, a model and a base URL to the URL of one request.

Pure functions on strings; `Endpoints.from_environment` alone looks outside, at a mapping.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import SplitResult, quote, urlunsplit

from .endpoints import Endpoints
from .errors import ArgumentError
from .origins import ADDRESS, not_http, origin, shown, split
from .secret_texts import address
from .url_text import is_url, redacted, without_user

__all__ = [
    "Endpoints",
    "Route",
    "Target",
    "check_placeholders",
    "is_id",
    "model_path",
    "resolve",
]

# A server of one model ignores the name, yet the body must have one; this is the seed's.
_UNNAMED_MODEL: Final = "tgi"

# Patterns are text until one is used, and `re` keeps it then: to compile all takes 1 ms.
_SCHEME: Final = r"(?i)[a-z][\w+.-]*:/"
# The hub's own rule for names of repositories.
_HUB_ID: Final = r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}/)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}"
# What stands in a URL for the model's id, the task's and the path of the route.
_PLACEHOLDERS: Final[tuple[str, ...]] = ("model", "task", "path")
_PLACEHOLDER: Final = r"\{(\w*)\}"
_PERCENT_ENCODED: Final = r"(?i)%[0-9a-f]{2}"

# What an OpenAI-style API hangs below: `/v1`, `/v2`, `/v1beta`, `/openai/v1`, and the `/v1/openai`
# and `/v1beta/openai` of some providers.
_VERSION: Final = r"/v\d+(?:\.\d+)*(?:(?:alpha|beta)\d*)?(?:/openai)?"
_VERSION_END: Final = rf"{_VERSION}\Z"
_OPENAI_END: Final = (
    rf"(?P<version>{_VERSION})?(?P<path>/chat/completions|/completions|/embeddings|/rerank"
    r"|/responses|/models|/audio/(?:speech|transcriptions|translations)|/images/generations)\Z"
)
# Native routes of TGI and TEI, and of a task at a hosted model.
_NATIVE_END: Final = (
    r"/(?:generate|generate_stream|embed|embed_all|embed_sparse|predict|rerank|similarity|tokenize"
    r"|invocations|info|health|pipeline/[^/]+)\Z"
)


class Route(NamedTuple):
    """Where an operation is served, without saying by whom.

    Attributes:
        style: `task` (the model itself), `pipeline` (the model, with the task named), `openai` (an
            OpenAI-style API), `hub` (the hub's API), `server` (the server of the model) or `api`
            (an API of no models: the base URL, and behind it the path as it is).
        path: `/chat/completions`, `/api/tasks`, `/info`; empty for `task` and `pipeline`. Of style
            `api` also the query, or a whole URL at the same server.
        usual: Of style `api`, the base URL that clients have by default.
        server: Of style `api`, the URL of another server that is asked where a client has that.
    """

    style: str
    path: str = ""
    usual: str = ""
    server: str = ""


class Target(NamedTuple):
    """What a route resolved to.

    Attributes:
        url: URL of the request.
        model: What an OpenAI-style body says as `model`; for other styles the model's id, or None
            when only a URL is known.
    """

    url: str
    model: str | None


def resolve(
    route: Route,
    *,
    task: str,
    model: str | None,
    client_model: str | None,
    base_url: str | None,
    endpoints: Endpoints,
) -> Target | None:
    """Find the URL of a request.

    The method's URL comes first, then `base_url`, then the method's model id, then what the client
    was given. In a URL `{model}` and `{task}` stand for the ids, and `{path}` for the route's own
    path: with it nothing is appended. A user in a URL is for a header, and in no target.

    Args:
        route: Where the operation is served.
        task: Task id, as in `feature-extraction`.
        model: Id or URL given to the method.
        client_model: Id or URL given to the client.
        base_url: Base URL given to the client.
        endpoints: Where hosted things live.

    Returns:
        The target, or None when there is no model at all: look up the one that the hub recommends
        for the task and call again.

    Raises:
        ArgumentError: A URL or an id cannot be used; the message says why.
    """
    # By their values: hashing the two objects would take longer than all else here.
    return _resolve(
        route,
        task,
        model,
        client_model,
        base_url,
        endpoints.hub,
        endpoints.inference,
        endpoints.router,
    )


@lru_cache(maxsize=512)  # a client calls few URLs, and each many times
def _resolve(
    route: Route,
    task: str,
    model: str | None,
    client_model: str | None,
    base_url: str | None,
    hub: str,
    inference: str | None,
    router: str,
) -> Target | None:
    target = _target(
        route,
        task,
        without_user(model),
        without_user(client_model),
        without_user(base_url),
        Endpoints(hub, inference, router),
    )
    return None if target is None else Target(address(without_user(target.url)), target.model)


def _target(
    route: Route,
    task: str,
    model: str | None,
    client_model: str | None,
    base_url: str | None,
    endpoints: Endpoints,
) -> Target | None:
    if route.style == "hub":
        return Target(endpoints.hub + route.path, None)
    if route.style == "api":
        return Target(_api_url(route, base_url), None)
    name = next((m for m in (model, client_model) if m is not None and not is_url(m)), None)
    if model is not None and is_url(model):
        # The client's id is of another server, unless the URL asks for it.
        return _deployed(route, task, model, "model", name if "{model}" in model else None)
    if base_url is not None:
        return _deployed(route, task, base_url, "base_url", name)
    if model is None and client_model is not None and is_url(client_model):
        return _deployed(route, task, client_model, "model", name)
    return None if name is None else _hosted(route, task, name, endpoints)


def is_id(model: object) -> bool:
    """Whether a stranger's answer names a model as the hub does: `name` or `namespace/name`."""
    return (
        isinstance(model, str)
        and re.fullmatch(_HUB_ID, model) is not None
        and ".." not in model
        and re.fullmatch(ADDRESS, model) is None
    )


def model_path(model: str, argument: str = "model") -> str:
    """Return a model id as the path segments of a URL.

    Args:
        model: The id.
        argument: Name of the caller's argument, for errors.

    Raises:
        ArgumentError: It is not a model id; the message says why.
    """
    _check_id(model, argument)
    return _quoted(model, argument)


def check_placeholders(url: str, argument: str) -> None:
    """Refuse a URL with `{modle}` or the like in it.

    Args:
        url: A URL that a caller gave; `{model}`, `{task}` and `{path}` stand for something.
        argument: Name of the caller's argument, for errors.

    Raises:
        ArgumentError: It has a placeholder that stands for nothing; the message names it.
    """
    known = ", ".join(f"{{{name}}}" for name in _PLACEHOLDERS)
    names: list[str] = re.findall(_PLACEHOLDER, url)
    for name in names:
        if name not in _PLACEHOLDERS:
            from difflib import get_close_matches

            close = get_close_matches(name, _PLACEHOLDERS, 1)
            advice = f"write {{{close[0]}}}" if close else "write %7B for a brace that is meant"
            raise ArgumentError(
                f"`{argument}`: {{{name}}} stands for nothing; there are {known}; {advice}.",
                argument=argument,
            )
    head = url.partition("?")[0]
    host, _, _ = head.partition("://")[2].partition("/")
    if "{" in host or set("{}") & set(re.sub(_PLACEHOLDER, "", head)):
        raise ArgumentError(
            f"`{argument}`: a brace stands alone, or in the name of the host, in {shown(url)}; "
            f"{known} may stand in the path, and %7B for a brace that is meant.",
            argument=argument,
        )


def _filled(url: str, argument: str, name: str | None, task: str, path: str) -> str:
    """The URL with what its placeholders stand for."""
    check_placeholders(url, argument)
    if name is None and "{model}" in url:
        raise ArgumentError(
            f"`{argument}`: {{model}} in {shown(url)} stands for a model's id, and there is none; "
            "pass model=...",
            argument="model",
        )
    head, mark, query = url.partition("?")
    values = {"task": quote(task, safe=""), "path": path.removeprefix("/")}
    if name is not None and "{model}" in head:
        values["model"] = _quoted(name, "model")
    head = re.sub(_PLACEHOLDER, lambda match: values[match[1]], head)
    values["model"] = quote(name or "", safe="")
    query = re.sub(_PLACEHOLDER, lambda match: values[match[1]], query)
    return f"{head}{mark}{query}"


def _api_url(route: Route, base_url: str | None) -> str:
    """The URL of an operation that knows no models."""
    base = route.server if route.server and base_url in (None, route.usual) else base_url
    if base is None:
        raise ArgumentError(
            "base_url: nothing says where the API is; pass its URL to the client",
            argument="base_url",
        )
    parts = split(base, "base_url")
    if is_url(route.path):
        if origin(route.path) != origin(base):
            raise ArgumentError(
                f"base_url: an answer names {shown(redacted(route.path))} as the address of the "
                "next page, which is another server; nothing was sent there",
                argument="base_url",
            )
        return route.path
    path, _, query = route.path.partition("?")
    whole = "&".join(filter(None, (parts.query, query)))
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + path, query=whole))


def _deployed(route: Route, task: str, url: str, argument: str, name: str | None) -> Target:
    """The target at a URL that the caller gave."""
    parts = split(url, argument)
    if name is not None:
        _check_text(name, "model")
    if "{" in url or "}" in url:
        whole = "{path}" in url
        url = _filled(url, argument, name, task, route.path)
        if whole:
            model = name or _UNNAMED_MODEL if route.style == "openai" else name
            return Target(url, model)
        parts = split(url, argument)
    if route.style == "openai":
        return Target(_openai_url(url, parts, route.path), name or _UNNAMED_MODEL)
    if route.style == "server":
        root = parts._replace(path=_root(parts.path) + route.path)
        return Target(urlunsplit(root), name)
    _check_style(route)
    return Target(url, name)


def _hosted(route: Route, task: str, name: str, endpoints: Endpoints) -> Target:
    """The target at the hosted service, for a model id."""
    _check_id(name, "model")
    if route.style == "openai" and endpoints.inference is None:
        return Target(f"{endpoints.router}/v1{route.path}", name)
    url = f"{endpoints.hosted}/models/{_quoted(name, 'model')}"
    if route.style == "pipeline":
        url += f"/pipeline/{quote(task, safe='')}"
    elif route.style == "openai":
        url += f"/v1{route.path}"
    elif route.style == "server":
        url += route.path
    else:
        _check_style(route)
    return Target(url, name)


def _check_style(route: Route) -> None:
    if route.style not in ("task", "pipeline"):
        raise ValueError(f"Unknown route style {route.style!r}.")


def _openai_url(url: str, parts: SplitResult, path: str) -> str:
    base = parts.path.rstrip("/")
    served = _openai_served(base)
    if served == path or (served is None and base.endswith(path)):
        return url
    if served is not None:
        # The URL of another route of the same API.
        base = base.removesuffix(served)
    version = "" if re.search(_VERSION_END, base) else "/v1"
    return urlunsplit(parts._replace(path=base + version + path))


def _openai_served(path: str) -> str | None:
    """The OpenAI-style route that a URL path ends in.

    Without a version before it only `/chat/completions` is one: `/embeddings` may be a prefix.
    """
    match = re.search(_OPENAI_END, path)
    if match is None or not (match["version"] or match["path"] == "/chat/completions"):
        return None
    return match["path"]


def _root(path: str) -> str:
    """The path of the server itself, given that of one of its routes."""
    path = path.rstrip("/")
    served = _openai_served(path)
    if served is None:
        path = re.sub(_NATIVE_END, "", path)
    return re.sub(_VERSION_END, "", path.removesuffix(served or ""))


def _check_id(name: str, argument: str) -> None:
    _check_text(name, argument)
    if re.match(_SCHEME, name) or re.fullmatch(ADDRESS, name):
        raise not_http(name, argument)


def _check_text(name: str, argument: str) -> None:
    if not name or name != name.strip() or not name.isprintable():
        reason = "it is empty, or has surrounding spaces or control characters"
        raise _bad_id(name, reason, argument)


def _quoted(name: str, argument: str) -> str:
    """A model id as URL path segments."""
    segments = name.split("/")
    if "" in segments or len(segments) > 2:
        raise _bad_id(name, "it is not of the form `name` or `namespace/name`", argument)
    if ".." in name or "." in segments:
        raise _bad_id(name, "it contains a relative path", argument)
    if any(sign in name for sign in "?#\\") or re.search(_PERCENT_ENCODED, name):
        reason = "it contains `?`, `#`, a backslash or a percent-encoded character"
        raise _bad_id(name, reason, argument)
    return "/".join(quote(segment, safe="") for segment in segments)


def _bad_id(name: str, reason: str, argument: str) -> ArgumentError:
    return ArgumentError(
        f"`{argument}` is not a valid model id: {reason}. Got {shown(name)}; "
        "expected an id as on the hub, such as `openai/whisper-tiny`, or an http(s) URL.",
        argument=argument,
    )
