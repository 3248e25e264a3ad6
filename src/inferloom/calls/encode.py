"""Arguments to request bodies, checked against the request's type before anything is sent.

The payload is serialised once. The same bytes are validated, strictly, and sent, so what the caller
gave is what travels: unknown members of open objects, explicit nulls and their order included.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..arguments import require
from ..by_name import PACKAGE
from ..errors import ArgumentError
from ..jsonvalues import is_array, is_object, shown
from ..media.files import File
from .body import Body, Field, core
from .remap import NOTHING, leaves, paths, read, remap

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

    from .operation import Api, Operation

__all__ = ["encode", "type_of", "validator"]

_SHOWN_ERRORS = 3
_SHOWN_CHARACTERS = 80
# Stands for a file in the serialised payload; nobody can put it there by chance or on purpose.
_SLOT = f"<{os.urandom(16).hex()}>"


@cache
def validator(reference: str) -> SchemaValidator:
    """Return the validator of a type, built on first use.

    Args:
        reference: Module and name below `types`; `list[...]` around it for a list of them.
    """
    from ..models.base import build_validator

    if reference.startswith("list["):
        return build_validator(list[type_of(reference[5:-1])])  # type: ignore[misc]
    return build_validator(type_of(reference))


def type_of(reference: str) -> Any:
    """Return the type of a module and name below `types`."""
    module, _, name = reference.partition(".")
    return getattr(import_module(f"{PACKAGE}.types.{module}"), name)


def encode(
    operation: Operation,
    members: dict[str, object],
    extra_body: Mapping[str, object] | None,
    api: str | None = None,
) -> Body:
    """Serialise and check a payload.

    Args:
        operation: Whose request it is.
        members: Members of the payload that were given.
        extra_body: The caller's extra members; they win over `members` and are not checked.
        api: Name of another wire format, or None.

    Returns:
        The body, without the model's id.

    Raises:
        ArgumentError: If a value does not fit or cannot be sent as JSON; it names the argument.
    """
    if extra_body is not None:
        require("extra_body", extra_body, Mapping, "a mapping of member names to values")
        for name in extra_body:
            require("extra_body", name, str, "a mapping whose names are str")
    if api is not None:
        return _encode_for(operation, members, extra_body, api)
    if operation.encoding == "none":
        return Body(())
    if operation.only:
        _check_format(operation, members)
    if operation.encoding == "media":
        file = members["inputs"]
        assert isinstance(file, File)
        if len(members) == 1 and not extra_body:
            return Body((file,), raw=True)
    files: list[File] = []
    text = _serialise(operation, members, files)
    _check(operation, text)
    if operation.at_least_one or operation.together:
        _check_presence(operation, members)
    if extra_body:
        files.clear()
        text = _serialise(operation, _merged(operation, members, extra_body), files)
    return Body(tuple(_split(text, files)) if files else (text,))


def _encode_for(
    operation: Operation,
    members: dict[str, object],
    extra_body: Mapping[str, object] | None,
    name: str,
) -> Body:
    """Serialise a payload, checked in its own format, in the format of another API."""
    require("api", name, str, "the name of another API")
    api = operation.apis.get(name)
    if api is None:
        known = ", ".join(map(repr, operation.apis)) or "none"
        raise ArgumentError(f"api: {shown(name)} is not known; there is {known}", argument="api")
    _check(operation, _serialise(operation, members, []))
    _check_presence(operation, members)
    taken = {path for source in api.request.values() for path in paths(source)}
    taken.update(api.values)
    given = list(leaves(members))
    for path in given:
        if not any(path == source or path.startswith(f"{source}.") for source in taken):
            argument = _argument(operation, path.split("."))
            raise ArgumentError(
                f"{argument}: the API {name!r} does not take it; leave it out, or pass what the "
                "server calls it in extra_body",
                argument=argument,
                operation=operation.name,
            )
    for source in api.request.values():
        _check_together(operation, paths(source) if "{" in source else [], given)
    asked = {**api.constants, **remap(members, api.request)}
    body = {**_implied(operation, api, members, asked), **(extra_body or {})}
    for name in api.constants:
        if body[name] is None:  # a server that does not know it
            del body[name]
    if api.encoding == "form":
        return _form(operation, body)
    files: list[File] = []
    return Body(tuple(_split(_serialise(operation, body, files), files)))


def _implied(
    operation: Operation, api: Api, members: dict[str, object], asked: dict[str, object]
) -> dict[str, object]:
    """Return the members of a body, with those that follow from a value in the payload."""
    body = dict(asked)
    for path, cases in api.values.items():
        value = read(members, path)
        if value is NOTHING:
            continue
        found = cases.get(core().to_json(value).decode())
        argument = _argument(operation, path.split("."))
        if found is None:
            taken = " or ".join(repr(core().from_json(case)) for case in cases)
            raise ArgumentError(
                f"{argument}: this API takes {taken}; got {shown(value)}",
                argument=argument,
                operation=operation.name,
            )
        for member, wanted in found.items():
            if body.setdefault(member, wanted) != wanted:
                raise ArgumentError(
                    f"{argument}: {shown(value)} needs {member}={wanted!r}, and "
                    f"{shown(body[member])} is given; leave one of them out",
                    argument=argument,
                    operation=operation.name,
                )
    return body


def _check_together(operation: Operation, needed: Sequence[str], given: list[str]) -> None:
    """Check that of members that make one text all are given, or none."""
    names = {path: _argument(operation, path.split(".")) for path in needed}
    missing = [name for path, name in names.items() if path not in given]
    if 0 < len(missing) < len(needed):
        raise ArgumentError(
            f"{', '.join(missing)} is missing: {' and '.join(names.values())} are given together "
            "or not at all",
            argument=missing[0],
            operation=operation.name,
        )


def _check_format(operation: Operation, members: dict[str, object]) -> None:
    """Check that no argument is given that only other wire formats have."""
    for path, apis in operation.only.items():
        if read(members, path) is not NOTHING:
            argument = _argument(operation, path.split("."))
            choices = " or ".join(f"api={name!r}" for name in apis)
            raise ArgumentError(
                f"{argument}: only {choices} takes it; choose that, or leave it out",
                argument=argument,
                operation=operation.name,
            )


def _form(operation: Operation, members: dict[str, object]) -> Body:
    """Write members as fields of a form. Lists are repeated fields, and None is no field."""
    fields: dict[str, Field] = {}
    for name, value in members.items():
        if value is None:
            continue
        if isinstance(value, File) or (isinstance(value, str) and value.isascii()):
            fields[name] = value
            continue
        text = _serialise(operation, {name: value}, [])
        try:
            values = core().from_json(text)[name]
        except ValueError as error:  # a number of thousands of digits
            argument = _argument(operation, [name])
            raise ArgumentError(f"{argument}: {error}", argument=argument) from None
        fields[name] = tuple(map(_text, values)) if is_array(values) else _text(values)
    return Body((), form=fields)


def _text(value: object) -> str:
    """Return a JSON value as the text of a field."""
    return value if isinstance(value, str) else core().to_json(value).decode()


def _check_presence(operation: Operation, members: dict[str, object]) -> None:
    """Check what a schema cannot say: which optional arguments need each other."""
    choice = operation.at_least_one
    if choice and not any(_has(members, path) for path, _ in choice):
        names = " or ".join(name for _, name in choice)
        raise ArgumentError(
            f"{names} has to be given", argument=choice[0][1], operation=operation.name
        )
    for group in operation.together:
        given = [name for path, name in group if _has(members, path)]
        if given and len(given) < len(group):
            missing = [name for path, name in group if not _has(members, path)]
            raise ArgumentError(
                f"{', '.join(missing)} is missing: {' and '.join(name for _, name in group)} are "
                "given together or not at all",
                argument=missing[0],
                operation=operation.name,
            )


def _has(members: dict[str, object], path: str) -> bool:
    node: object = members
    for step in path.split("."):
        if not is_object(node) or step not in node:
            return False
        node = node[step]
    return True


def _merged(
    operation: Operation, members: dict[str, object], extra: Mapping[str, object]
) -> dict[str, object]:
    if operation.extra_body is None:
        return {**members, **extra}
    inner = members.get(operation.extra_body)
    return {**members, operation.extra_body: {**(inner if is_object(inner) else {}), **extra}}


def _serialise(operation: Operation, members: dict[str, object], files: list[File]) -> bytes:
    def other(value: Any) -> Any:
        if isinstance(value, File):
            files.append(value)
            return _SLOT
        tolist = getattr(value, "tolist", None)  # numpy arrays and scalars
        if callable(tolist):
            return tolist()
        raise TypeError(f"a {type(value).__name__} cannot be sent as JSON")

    try:
        text: bytes = core().to_json(members, fallback=other)
        if b"NaN" in text or b"Infinity" in text:
            _refuse_constants(text)
    except (ValueError, TypeError, RecursionError) as error:  # pydantic's own is a ValueError
        name = _unserialisable(operation, members)
        reason = str(error).rpartition("TypeError: ")[2]
        raise ArgumentError(
            f"{name}: {reason or 'cannot be sent as JSON'}", argument=name, operation=operation.name
        ) from None
    return text


def _refuse_constants(text: bytes) -> None:
    import json

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is not a number that JSON has")

    json.loads(text, parse_constant=refuse)


def _unserialisable(operation: Operation, members: Mapping[str, object]) -> str:
    def visit(path: str, value: object) -> str | None:
        if is_object(value):
            for key, item in value.items():
                found = visit(f"{path}.{key}" if path else str(key), item)
                if found:
                    return found
        try:
            _refuse_constants(core().to_json(value, fallback=_known))
        except Exception:
            return path
        return None

    path = (visit("", members) or "").split(".")
    return _argument(operation, path)


def _known(value: Any) -> Any:
    if isinstance(value, File):
        return ""
    return value.tolist()


def _split(text: bytes, files: list[File]) -> Iterator[bytes | File]:
    pieces = text.split(_SLOT.encode())
    yield pieces[0]
    for file, piece in zip(files, pieces[1:], strict=True):
        yield file
        yield piece


def _check(operation: Operation, text: bytes) -> None:
    try:
        validator(operation.input).validate_json(text, strict=True)
    except core().ValidationError as error:
        raise _argument_error(operation, text, error.errors(include_url=False)) from None


def _argument_error(operation: Operation, text: bytes, errors: list[ErrorDetails]) -> ArgumentError:
    try:
        payload = core().from_json(text)
    except ValueError:
        return ArgumentError(
            "an argument is nested too deeply, or has a number of thousands of digits",
            operation=operation.name,
        )
    lines: dict[str, None] = {}
    names: dict[str, None] = {}
    for error in errors:
        path = _path(payload, error["loc"], missing=error["type"] == "missing")
        name = _argument(operation, path)
        names[name] = None
        lines[f"{_dotted(operation, path)}: {_reason(error)}"] = None
    shown = list(lines)[:_SHOWN_ERRORS]
    more = len(lines) - len(shown)
    message = "\n".join(shown) + (f"\n… and {more} more" if more else "")
    return ArgumentError(message, argument=next(iter(names)), operation=operation.name)


def _path(payload: Any, location: tuple[int | str, ...], missing: bool) -> list[str]:
    """Return the steps of an error's location that are in the payload.

    pydantic puts the tried branches of a union between them, which a caller has not written.
    """
    node = payload
    steps: list[str] = []
    for step in location:
        if is_object(node) and step in node:
            node = node[str(step)]
        elif is_array(node) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        steps.append(str(step))
    if missing:
        steps.append(str(location[-1]))
    return steps


def _argument(operation: Operation, path: list[str]) -> str:
    """Return the Python name of the argument that a wire path belongs to."""
    for end in range(len(path), 0, -1):
        if name := operation.renamed.get(".".join(path[:end])):
            return name
    rest = [step for step in path if step not in ("parameters", "generation_parameters")]
    return rest[0] if rest else path[0] if path else "inputs"


def _dotted(operation: Operation, path: list[str]) -> str:
    name = _argument(operation, path)
    for end in range(len(path), 0, -1):
        if operation.renamed.get(".".join(path[:end])) == name:
            return ".".join([name, *path[end:]])
    return ".".join(path[path.index(name) :]) if name in path else name


def _reason(error: ErrorDetails) -> str:
    if error["type"] == "missing":
        return "is missing"
    if error["type"] == "extra_forbidden":
        return "is not a member of this object; check its spelling, or pass it as extra_body"
    value = repr(error["input"])
    if len(value) > _SHOWN_CHARACTERS:
        value = value[:_SHOWN_CHARACTERS] + "…"
    message = error["msg"].removeprefix("Input ")
    return f"{message}; got {value.replace(_SLOT, 'a file')}"
