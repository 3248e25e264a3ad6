"""What HTTP has of an operation, as data, where it is of an API that knows no models and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["Following", "Http", "Parameter"]


class Parameter(NamedTuple):
    """An argument that is no part of the body.

    Attributes:
        place: `path`, `query`, `header` or `cookie`.
        name: On the wire; empty for the argument's own.
        style: How lists and objects are written, in OpenAPI's words.
        explode: Whether each item of a list is written by itself.
        reserved: Whether characters that have a meaning in URLs stay as they are.
        as_json: Whether the value is written as JSON.
    """

    place: str
    name: str = ""
    style: str = ""
    explode: bool | None = None
    reserved: bool = False
    as_json: bool = False


class Following(NamedTuple):
    """How the next page of a list is asked for, when one is there.

    Attributes:
        items: Steps to the list in an answer.
        argument: Member of the input that says which page.
        cursor: Steps to its next value in an answer.
        last: Steps to it in the last item.
        number: Number of the first page, if the argument is the number of the page.
        offset: Whether the argument is how many items have been there.
        url: Steps to the address of the next page in an answer.
        more: Steps to what is false on the last page.
    """

    items: tuple[str, ...]
    argument: str = ""
    cursor: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    number: int | None = None
    offset: bool = False
    url: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


class Http(NamedTuple):
    """What HTTP has of an operation beside its path.

    Attributes:
        method: As it is sent.
        parameters: Arguments that are no part of the body, by their name in the input.
        body: Member of the input that is the whole body; None if the others are its members.
        content_type: Media type of the body, where it is not the encoding's own.
        optional: Whether there is no body if nothing is in it.
        following: How the next page is asked for, if the answer is one.
    """

    method: str = "POST"
    parameters: Mapping[str, Parameter] = {}
    body: str | None = None
    content_type: str = ""
    optional: bool = False
    following: Following | None = None
