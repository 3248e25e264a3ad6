"""What a caller gave, as the templates of wire formats read it.

A format is written in specs as the JSON that goes on the wire, with places in braces. The compiler
makes a function of each: it takes a `Given`, asks it for what stands in the places, and returns the
members of the body. What is not given is `MISSING`; `Given` remembers what has been asked for, so
that nothing that the caller gave is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

from ..errors import ArgumentError
from ..jsonvalues import is_object
from ..media.files import DataUrl, File

__all__ = ["MISSING", "Given", "Members", "Model", "first", "present", "some", "whole"]

Members: TypeAlias = dict[str, Any]

MISSING: Any = object()  # what stands in the place of something that was not given
# Objects of a payload whose members are the caller's arguments, as the payload itself is.
_FLAT = ("parameters", "generation_parameters")


class Model(NamedTuple):
    """The model of a call, as who serves it knows it.

    Attributes:
        id: Its id there.
        hub: Its id on the hub.
        adapter: Path of the weights in the hub's repository, if it is an adapter such as a LoRA.
        routed: Whether the call goes through the hub's router.
        files: Base URL of the hub, where its files lie.
    """

    id: str
    hub: str
    adapter: str | None = None
    routed: bool = True
    files: str = "https://huggingface.co"

    @property
    def parent(self) -> str:
        """Its id without the last segment; the id itself if it has but one or two."""
        head, _, _ = self.id.rpartition("/")
        return head if "/" in head else self.id

    @property
    def version(self) -> str:
        """What follows the colon in its id; `MISSING` if there is none."""
        _, colon, version = self.id.partition(":")
        return version if colon else MISSING


class Given:
    """What a caller gave for one call.

    Args:
        payload: The members of the operation's own payload that were given. Files stand in it.
        model: Who the call is for; None for a format of the server's own.
        names: Wire path of the arguments that are named otherwise than the last step of it.
        operation: Name of the method, for errors.
    """

    def __init__(
        self,
        payload: Mapping[str, Any],
        model: Model | None = None,
        *,
        names: Mapping[str, str] | None = None,
        operation: str | None = None,
    ) -> None:
        self.payload = payload
        self.names = names or {}
        self.operation = operation
        self._model = model
        self._taken: set[str] = set()

    @property
    def model(self) -> Model:
        """The model, as who serves it knows it."""
        assert self._model is not None  # the linter lets no format without a provider ask for it
        return self._model

    @property
    def adapter(self) -> str:
        """Path of the adapter's weights; `MISSING` if the model is none."""
        return MISSING if self.model.adapter is None else self.model.adapter

    def __call__(self, path: str) -> Any:
        """Return what was given at a path, or `MISSING`. It counts as taken."""
        self._taken.add(path)
        return self.look(path)

    def look(self, path: str) -> Any:
        """Return what was given at a path, or `MISSING`, and leave it for others to take."""
        value: Any = self.payload
        for step in path.split("."):
            if not is_object(value) or step not in value:
                return MISSING
            value = value[step]
        return MISSING if value is None else value

    def has(self, path: str) -> bool:
        """Return whether something was given at a path."""
        return self.look(path) is not MISSING

    def data_url(self, path: str, types: Mapping[str, str] | None = None) -> Any:
        """Return a file as a `data:` URL, or as the URL that the caller gave for it.

        Args:
            path: Where it was given.
            types: What its MIME type is called there, if not all types are taken.
        """
        file = self(path)
        return DataUrl(file, types or {}) if isinstance(file, File) else file

    def text(self, template: str, *parts: Any) -> Any:
        """Return a text with `{}` filled in; `MISSING` if one of the parts is."""
        return MISSING if MISSING in parts else template.format(*parts)

    def together(self, *paths: str) -> None:
        """Check that of some arguments all are given, or none.

        Raises:
            ArgumentError: It names those that are missing.
        """
        missing = [self.name(path) for path in paths if not self.has(path)]
        if 0 < len(missing) < len(paths):
            names = " and ".join(self.name(path) for path in paths)
            raise ArgumentError(
                f"{', '.join(missing)} is missing: {names} are given together or not at all",
                argument=missing[0],
                operation=self.operation,
            )

    def name(self, path: str) -> str:
        """Return the argument that a path belongs to, with what follows below it."""
        steps = path.split(".")
        for end in range(len(steps), 0, -1):
            if name := self.names.get(".".join(steps[:end])):
                return ".".join([name, *steps[end:]])
        return ".".join(step for step in steps if step not in _FLAT) or path

    def left(self) -> Iterator[tuple[str, Any]]:
        """Yield the path and value of each argument that nothing has been taken of."""
        yield from self._left("", self.payload)

    def _left(self, prefix: str, members: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in members.items():
            path = f"{prefix}{name}"
            if name in _FLAT and is_object(value):
                yield from self._left(f"{path}.", value)
            elif not any(taken == path or taken.startswith(f"{path}.") for taken in self._taken):
                yield path, value


def whole(members: Members) -> Any:
    """Return an object; `MISSING` if one of its members is, since part of it would mislead."""
    return MISSING if any(value is MISSING for value in members.values()) else members


def some(items: list[Any]) -> Any:
    """Return a list without what is missing; `MISSING` if nothing is left."""
    return [item for item in items if item is not MISSING] or MISSING


def present(members: Members) -> Members:
    """Return an object without the members that are missing."""
    return {name: value for name, value in members.items() if value is not MISSING}


def first(*values: Any) -> Any:
    """Return the first value that is not missing."""
    return next((value for value in values if value is not MISSING), MISSING)
