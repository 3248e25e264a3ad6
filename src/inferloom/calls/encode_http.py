"""Arguments of an API's operation to a request: where each goes, and what is the body."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ..errors import ArgumentError
from ..jsonvalues import is_array, is_object
from ..media.files import DataUrl, File
from .body import Body, Field, Place, core
from .encode import check_extra, serialise, validate
from .http import Http, Parameter
from .operation import Operation

__all__ = ["encode_http"]

_RESERVED = ":/?#[]@!$&'()*+,;="
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


def encode_http(
    operation: Operation, members: dict[str, object], extra_body: Mapping[str, object] | None
) -> Body:
    """Check a payload, and put its members where they go.

    Args:
        operation: Whose request it is.
        members: Members of the input that were given.
        extra_body: The caller's extra members; they win over `members` and are not checked.

    Returns:
        The body, with the place that it goes to.

    Raises:
        ArgumentError: If a value does not fit or cannot be sent; it names the argument.
    """
    http = operation.http
    assert http is not None
    check_extra(extra_body)
    text = serialise(operation, members, [])
    validate(operation, text)
    place = _placed(operation, http, core().from_json(text), members)
    inner = {name: value for name, value in members.items() if name not in http.parameters}
    if http.body is not None:
        whole = inner.get(http.body)
        body = Body(()) if whole is None else _whole(operation, whole)
    elif operation.encoding == "none" or (http.optional and not inner and not extra_body):
        body = Body(())
    else:
        body = _members(operation, {**inner, **(extra_body or {})})
    return body._replace(place=place, content_type=_content_type(operation, body))


def _whole(operation: Operation, value: object) -> Body:
    """Return a body that is one member of the input."""
    if isinstance(value, File):
        return Body((value,), raw=True)
    if operation.encoding == "text":
        return Body((str(value).encode(),))
    return Body((core().to_json(value),))


def _members(operation: Operation, members: dict[str, object]) -> Body:
    if operation.encoding == "multipart":
        return Body((), form={name: _field(value) for name, value in members.items()})
    text = serialise(operation, members, [])
    if operation.encoding == "urlencoded":
        parameter = Parameter("query", style="form", explode=True)
        values = core().from_json(text).items()
        pairs = "&".join(_query(name, parameter, value) for name, value in values)
        return Body((pairs.replace("%20", "+").encode(),))
    return Body((text,))


def _content_type(operation: Operation, body: Body) -> str:
    assert operation.http is not None
    if operation.http.content_type or body.raw or body.form is not None or not body.parts:
        return operation.http.content_type
    kinds = {"urlencoded": "application/x-www-form-urlencoded", "text": "text/plain; charset=utf-8"}
    return kinds.get(operation.encoding, "application/json")


def _field(value: object) -> Field:
    """Return a member as fields of a multipart form: lists one by one, objects as JSON."""
    if isinstance(value, (list, tuple)):
        return tuple(v if isinstance(v, File) else _text(v) for v in _plain(value))
    return value if isinstance(value, File) else _text(_plain([value])[0])


def _plain(values: Any) -> list[Any]:
    """Return values as JSON has them, with the files among them."""
    return [
        value
        if isinstance(value, (File, DataUrl))
        else core().from_json(core().to_json(value))
        for value in values
    ]  # fmt: skip


# Parameters ------------------------------------------------------------------------------------


def _placed(
    operation: Operation, http: Http, values: Mapping[str, Any], members: Mapping[str, object]
) -> Place:
    path, headers = operation.route.path, dict[str, str]()
    queries: list[str] = []
    cookies: list[str] = []
    for key, parameter in http.parameters.items():
        if key not in values:
            continue
        name, value = parameter.name or key, values[key]
        argument = operation.renamed.get(key, key)
        if parameter.place == "path":
            written = _in_path(name, parameter, value)
            if written in ("", ".", ".."):
                raise ArgumentError(
                    f"{argument}: {value!r} would lead to another address; pass what names one",
                    argument=argument,
                    operation=operation.name,
                )
            path = path.replace(f"{{{name}}}", written)
        elif parameter.place == "query":
            queries.append(_query(name, parameter, value))
        elif parameter.place == "cookie":
            cookies.append(_query(name, parameter, value).replace("&", "; "))
        else:
            headers[name.lower()] = _header(operation, argument, parameter, value)
    given = members if http.following else None
    return Place(path, "&".join(filter(None, queries)), headers, "; ".join(cookies), given)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _pairs(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((name, _text(item)) for name, item in value.items() if item is not None)


def _in_path(name: str, parameter: Parameter, value: Any) -> str:
    style = parameter.style or "simple"
    lead = {"simple": "", "label": ".", "matrix": f";{_quoted(name)}="}[style]
    if parameter.as_json:
        return _quoted(json.dumps(value))
    if is_object(value):
        if parameter.explode:
            joint = {"simple": ",", "label": ".", "matrix": ";"}[style]
            texts = [f"{_quoted(n)}={_quoted(text)}" for n, text in _pairs(value)]
            return ("" if style == "simple" else joint) + joint.join(texts)
        return lead + ",".join(_quoted(text) for pair in _pairs(value) for text in pair)
    if is_array(value):
        texts = [_quoted(_text(item)) for item in value]
        exploded = parameter.explode and style != "simple"
        return lead + (lead if exploded else ",").join(texts)
    return lead + _quoted(_text(value))


def _query(name: str, parameter: Parameter, value: Any) -> str:
    """Return a parameter as it stands in a query; empty if there is nothing in it."""
    style = parameter.style or "form"
    safe = _RESERVED.replace("&", "").replace("#", "") if parameter.reserved else ""
    head = _quoted(name)
    if parameter.as_json:
        return f"{head}={_quoted(json.dumps(value, separators=(',', ':')), safe)}"
    if style == "deepObject" and is_object(value):
        return "&".join(_deep(name, value, safe))
    explode = style == "form" if parameter.explode is None else parameter.explode
    if is_object(value):
        pairs = [(_quoted(n), _quoted(text, safe)) for n, text in _pairs(value)]
        if explode:
            return "&".join(f"{key}={text}" for key, text in pairs)
        return f"{head}=" + _DELIMITERS[style].join(text for pair in pairs for text in pair)
    if is_array(value):
        texts = [_quoted(_text(item), safe) for item in value]
        if explode or style == "deepObject":
            return "&".join(f"{head}={text}" for text in texts)
        return f"{head}=" + _DELIMITERS[style].join(texts) if texts else ""
    return f"{head}={_quoted(_text(value), safe)}"


def _deep(name: str, value: Any, safe: str) -> Iterator[str]:
    """Yield the members of an object, each with the way to it as its name."""
    if is_object(value):
        for key, item in value.items():
            yield from _deep(f"{name}[{key}]", item, safe)
    elif is_array(value):
        for item in value:
            yield from _deep(name, item, safe)
    elif value is not None:
        yield f"{_quoted(name)}={_quoted(_text(value), safe)}"


def _header(operation: Operation, argument: str, parameter: Parameter, value: Any) -> str:
    if parameter.as_json:
        text = json.dumps(value)
    elif is_object(value):
        joint = "=" if parameter.explode else ","
        text = ",".join(joint.join(pair) for pair in _pairs(value))
    else:
        text = ",".join(map(_text, value)) if is_array(value) else _text(value)
    if not text.isascii() or not text.replace("\t", "").isprintable():
        raise ArgumentError(
            f"{argument}: {text!r} cannot be sent as a header; use printable ASCII without line "
            "ends",
            argument=argument,
            operation=operation.name,
        )
    return text


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe)
