"""Arguments to request bodies, checked against the request's type before anything is sent.

The payload is serialised once. The same bytes are validated, strictly, and sent, so what the caller
gave is what travels: unknown members of open objects, explicit nulls and their order included.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..arguments import require
from ..by_name import PACKAGE
from ..errors import ArgumentError
from ..jsonvalues import is_array, is_object
from ..media.files import DataUrl, File
from .body import Body, core
from .remap import NOTHING, read

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, SchemaValidator

    from .operation import Operation

__all__ = [
    "check",
    "check_extra",
    "encode",
    "serialise",
    "serialised",
    "type_of",
    "validate",
    "validator",
]

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
) -> Body:
    """Serialise and check a payload in the operation's own format.

    Args:
        operation: Whose request it is.
        members: Members of the payload that were given.
        extra_body: The caller's extra members; they win over `members` and are not checked.

    Returns:
        The body, without the model's id.

    Raises:
        ArgumentError: If a value does not fit or cannot be sent as JSON; it names the argument.
    """
    check_extra(extra_body)
    if operation.encoding == "none":
        return Body(())
    if operation.encoding == "media":
        file = members["inputs"]
        assert isinstance(file, File)
        if len(members) == 1 and not extra_body:
            return Body((file,), raw=True)
    files: list[File | DataUrl] = []
    text = serialise(operation, members, files)
    validate(operation, text)
    if operation.at_least_one or operation.together:
        _check_presence(operation, members)
    if extra_body:
        files.clear()
        text = serialise(operation, _merged(operation, members, extra_body), files)
    body = Body(tuple(_split(text, files)) if files else (text,))
    elsewhere = _only_elsewhere(operation, members) if operation.only else ()
    return body._replace(elsewhere=elsewhere) if elsewhere else body


def serialised(operation: Operation, members: Mapping[str, object]) -> Body:
    """Return members as a JSON body.

    Raises:
        ArgumentError: If a value cannot be sent as JSON; it names the argument.
    """
    files: list[File | DataUrl] = []
    text = serialise(operation, members, files)
    return Body(tuple(_split(text, files)) if files else (text,))


def check(operation: Operation, members: dict[str, object]) -> None:
    """Check a payload against the request's type.

    Raises:
        ArgumentError: If a value does not fit or cannot be sent as JSON; it names the argument.
    """
    validate(operation, serialise(operation, members, []))
    _check_presence(operation, members)


def check_extra(extra_body: Mapping[str, object] | None) -> None:
    """Check that the caller's extra members are a mapping with names.

    Raises:
        ArgumentError: If they are not.
    """
    if extra_body is not None:
        require("extra_body", extra_body, Mapping, "a mapping of member names to values")
        for name in extra_body:
            require("extra_body", name, str, "a mapping whose names are str")


def _only_elsewhere(operation: Operation, members: dict[str, object]) -> tuple[str, ...]:
    """Return the arguments that were given and that the operation's own format does not have."""
    return tuple(path for path in operation.only if read(members, path) is not NOTHING)


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


def serialise(
    operation: Operation, members: Mapping[str, object], files: list[File | DataUrl]
) -> bytes:
    """Return members as JSON, with marks in place of files.

    Args:
        operation: Whose they are, for errors.
        members: What is written.
        files: The files among them are put there, in order.

    Raises:
        ArgumentError: If a value cannot be sent as JSON; it names the argument.
    """

    def other(value: Any) -> Any:
        if isinstance(value, (File, DataUrl)):
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
    if isinstance(value, (File, DataUrl)):
        return ""
    return value.tolist()


def _split(text: bytes, files: list[File | DataUrl]) -> Iterator[bytes | File | DataUrl]:
    pieces = text.split(_SLOT.encode())
    yield pieces[0]
    for file, piece in zip(files, pieces[1:], strict=True):
        yield file
        yield piece


def validate(operation: Operation, text: bytes) -> None:
    """Check a payload that is written down.

    Raises:
        ArgumentError: If a value does not fit; it names the argument.
    """
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
