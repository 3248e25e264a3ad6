"""What a caller gave, to a body in another wire format than the operation's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..arguments import require
from ..errors import ArgumentError
from ..jsonvalues import is_array, shown
from ..media.files import File
from .body import Body, Field, core
from .encode import check, check_extra, serialised
from .given import MISSING, Given, Members
from .operation import Api, Operation

__all__ = ["check_format", "encode_for", "written"]


def encode_for(
    operation: Operation,
    members: dict[str, object],
    extra_body: Mapping[str, object] | None,
    name: str,
) -> Body:
    """Check a payload in its own format, and write it in that of another API.

    Args:
        operation: Whose request it is.
        members: Members of the payload that were given.
        extra_body: The caller's extra members; they win and are not checked.
        name: Name of the API.

    Raises:
        ArgumentError: If there is no such API, or it does not take an argument.
    """
    check_extra(extra_body)
    require("api", name, str, "the name of another API")
    api = operation.apis.get(name)
    if api is None:
        known = ", ".join(map(repr, operation.apis)) or "none"
        raise ArgumentError(f"api: {shown(name)} is not known; there is {known}", argument="api")
    check(operation, members)
    given = Given(members, names=operation.renamed, operation=operation.name)
    return written(operation, api, given, extra_body, server=f"the API {name!r}")


def check_format(operation: Operation, body: Body) -> None:
    """Check that no argument is given that only other wire formats have.

    Raises:
        ArgumentError: It names the argument, and who takes it.
    """
    given = Given({}, names=operation.renamed)
    for path in body.elsewhere:
        argument = given.name(path)
        choices = " or ".join(f"api={name!r}" for name in operation.only[path])
        raise ArgumentError(
            f"{argument}: only {choices} takes it; choose that, or leave it out",
            argument=argument,
            operation=operation.name,
        )


def written(
    operation: Operation,
    api: Api,
    given: Given,
    extra: Mapping[str, Any] | None = None,
    *,
    server: str,
) -> Body:
    """Write a body in another wire format.

    Args:
        operation: Whose call it is.
        api: The format.
        given: What the caller gave.
        extra: Members that are added to the body as they are; they win.
        server: Who has the format, for errors.

    Raises:
        ArgumentError: It names an argument that the format does not take.
    """
    own = given.payload if api.request is None else api.request(given)
    members = _implied(operation, api, given, own)
    members |= {name: value for name, value in api.constants.items() if name not in members}
    if api.request is not None:
        members = _with_rest(api, given, members, own, server)
    members = {**members, **(extra or {})}
    for name in api.constants:
        if members[name] is None:  # a server that does not know it
            del members[name]
    return _form(operation, members) if api.encoding == "form" else serialised(operation, members)


def _implied(operation: Operation, api: Api, given: Given, own: Mapping[str, Any]) -> Members:
    """Return the members of a body, with those that follow from a value in the payload."""
    members = dict(own)
    for path, cases in api.values.items():
        value = given(path)
        if value is MISSING:
            continue
        found = cases.get(core().to_json(value).decode())
        argument = given.name(path)
        if found is None:
            taken = " or ".join(repr(core().from_json(case)) for case in cases)
            raise ArgumentError(
                f"{argument}: this API takes {taken}; got {shown(value)}",
                argument=argument,
                operation=operation.name,
            )
        for member, wanted in found.items():
            if members.setdefault(member, wanted) != wanted:
                raise ArgumentError(
                    f"{argument}: {shown(value)} needs {member}={wanted!r}, and "
                    f"{shown(members[member])} is given; leave one of them out",
                    argument=argument,
                    operation=operation.name,
                )
    return members


def _with_rest(
    api: Api, given: Given, members: Members, own: Mapping[str, Any], server: str
) -> Members:
    """Return the body with the arguments that its format has no place for."""
    left: Members = {}
    for path, value in given.left():
        argument = path.rpartition(".")[2]
        if api.rest is None or argument in api.refuse:
            if value is None:
                continue
            name = given.name(path)
            advice = (
                "" if api.rest is not None else (", or pass what the server calls it in extra_body")
            )
            raise ArgumentError(
                f"{name}: {server} does not take it; leave it out{advice}",
                argument=name,
                operation=given.operation,
            )
        left[argument] = value
    if not left:
        return members
    if not api.rest:
        # What has a place stays there, and constants are for whoever gives no others.
        return {**members, **{k: v for k, v in left.items() if k not in own}}
    head, *steps = api.rest.split(".")
    inner = {head: members[head]}
    place = inner
    for step in (head, *steps):
        place[step] = dict(place[step])
        place = place[step]
    place.update({k: v for k, v in left.items() if k not in place})
    return {**members, **inner}


def _form(operation: Operation, members: Mapping[str, Any]) -> Body:
    """Write members as fields of a form. Lists are repeated fields, and None is no field."""
    fields: dict[str, Field] = {}
    for name, value in members.items():
        if value is None:
            continue
        if isinstance(value, File) or (isinstance(value, str) and value.isascii()):
            fields[name] = value
            continue
        (text,) = serialised(operation, {name: value}).parts
        assert isinstance(text, bytes)
        try:
            values = core().from_json(text)[name]
        except ValueError as error:  # a number of thousands of digits
            raise ArgumentError(f"{name}: {error}", argument=name) from None
        fields[name] = tuple(map(_text, values)) if is_array(values) else _text(values)
    return Body((), form=fields)


def _text(value: object) -> str:
    """Return a JSON value as the text of a field."""
    return value if isinstance(value, str) else core().to_json(value).decode()
