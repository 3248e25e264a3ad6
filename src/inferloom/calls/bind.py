"""Arguments of a method to a checked call of its operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

from ..arguments import require
from ..models.typed import Typed
from ..secret_texts import address
from .body import Body
from .call import Call, StreamCall
from .encode import encode
from .operation import Api, Operation
from .results import Array, BareText, Bytes, Counts, Events, Items, Json, Result, Shape, how_many

__all__ = ["bind", "given", "read_as"]


def given(members: Mapping[str, object]) -> dict[str, object] | None:
    """Return the members that are not None, or None if there are none."""
    return {name: value for name, value in members.items() if value is not None} or None


@overload
def bind(
    operation: Operation,
    payload: Mapping[str, object],
    result: Result,
    *,
    model: str | None,
    extra_body: Mapping[str, object] | None,
    api: str | None = None,
    typed: Typed | None = None,
) -> Call[Any]: ...
@overload
def bind(
    operation: Operation,
    payload: Mapping[str, object],
    result: Events,
    *,
    model: str | None,
    extra_body: Mapping[str, object] | None,
    api: str | None = None,
    typed: Typed | None = None,
) -> StreamCall[Any]: ...
@overload
def bind(
    operation: Operation,
    payload: Mapping[str, object],
    result: Result | Events,
    *,
    model: str | None,
    extra_body: Mapping[str, object] | None,
    api: str | None = None,
    typed: Typed | None = None,
) -> Call[Any] | StreamCall[Any]: ...
def bind(
    operation: Operation,
    payload: Mapping[str, object],
    result: Result | Events,
    *,
    model: str | None,
    extra_body: Mapping[str, object] | None,
    api: str | None = None,
    typed: Typed | None = None,
) -> Call[Any] | StreamCall[Any]:
    """Check a payload against the request's type and bind it to an operation.

    Args:
        operation: What is called.
        payload: Members of the request by wire name; None means not given.
        result: How the answer is read.
        model: Model id or URL of this call.
        extra_body: The caller's extra members, not checked.
        api: Name of another wire format.
        typed: Types that the answer is read with.

    Returns:
        A `StreamCall` for a stream, else a `Call`.

    Raises:
        ArgumentError: If a value does not fit; it names the argument.
    """
    if typed is not None:
        result = _with_types(result, typed)
    if model is not None:
        require("model", model, str, "a model id or a URL")
    members = {name: value for name, value in payload.items() if value is not None}
    own = [name for name in operation.fallbacks if name not in members]
    if operation.defaults:
        members = {**operation.defaults, **members}
    if operation.http is not None:
        from .encode_http import encode_http  # operations of models need none of it

        body = encode_http(operation, members, extra_body)
    elif api is None:
        body = encode(operation, members, extra_body)
    else:
        from .formats import encode_for  # few calls choose one

        body = encode_for(operation, members, extra_body, api)
    if operation.deprecated or operation.deprecation:
        from .deprecated import warn_deprecated

        warn_deprecated(operation.name, operation.deprecation, operation.deprecated, members)
    if own:
        defaulted = tuple(name for name in own if name not in (extra_body or ()))
        body = body._replace(defaulted=defaulted)
    if api is not None:
        result = read_as(operation.apis[api], result, body)
    if isinstance(result, Events):
        if (asked := result.complete.asked) is not None:
            number = {**members, **(extra_body or {})}.get(asked)
            if isinstance(number, int) and number > 1:
                result = result._replace(expected=number)
        return StreamCall(operation, body, address(model), api, result)
    counts: Counts = (None, None)
    if isinstance(result, Array) and result.each is not None:
        inputs = payload.get(result.each)
        result = result._replace(rows=None if isinstance(inputs, str) else how_many(inputs))
    elif isinstance(result, Json) and result.rules is not None:
        counts = result.rules.counts(payload)
        result = result.for_call(payload)
    return Call(operation, body, address(model), api, result, counts)


def _with_types(result: Result | Events, typed: Typed) -> Result | Events:
    if isinstance(result, Json):
        return result._replace(typed=typed)
    if isinstance(result, Events) and (rules := result.accumulate) is not None:
        whole = rules.whole._replace(typed=typed)
        return result._replace(accumulate=rules._replace(whole=whole))
    return result


def read_as(api: Api, result: Result | Events, body: Body) -> Result | Events:
    """Return how the answer to a body in this format is read."""
    if isinstance(result, Events):
        complete = api.complete or result.complete
        shown = ".".join(map(str, result.project))
        chunk = {
            ours: theirs
            for ours, theirs in api.chunk.items()
            if shown in ("", ours) or ours.startswith(f"{complete.field}.")
        }
        return result._replace(remap=chunk, complete=complete, end=api.end)
    if isinstance(result, Json):
        accept = _items(api)
        plain = api.plain
        asked = None if plain is None else body.payload.get(plain.asked)
        if asked is None:  # else it is said whether a text may come
            accept |= {k: v for k, v in result.accept.items() if isinstance(v, BareText)}
        is_plain = plain is not None and asked in plain.values
        return result._replace(
            remap=api.response,
            accept=accept,
            plain=plain.member if plain is not None and is_plain else None,
            joined=api.joined,
        )
    if isinstance(result, Array):
        return result._replace(remap=api.response, accept=_items(api))
    assert isinstance(result, Bytes)  # what APIs of no models have besides has no other formats
    return result._replace(remap=api.response)


def _items(api: Api) -> dict[str, Shape]:
    """Return the shape of an answer that has its items somewhere."""
    if api.items is None:
        return {}
    return {"{" if api.items else "[": Items(api.items, api.order)}
