"""Base classes of answers that can be read as a Python type: texts, and calls of functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Generic

from typing_extensions import TypeVar as DefaultTypeVar

from ..by_name import load
from ..jsonvalues import is_array, is_object
from .base import Model, T

if TYPE_CHECKING:
    from .typed import Typed


AnswerT_co = DefaultTypeVar("AnswerT_co", covariant=True, default=Any)
_TEXT_PARTS = ("text", "output_text")


class TextModel(Model, Generic[AnswerT_co]):
    """An answer whose text may be JSON that was asked for by a Python type."""

    @property
    def text(self) -> str | None:
        """The answer's text; None if there is none."""
        raise NotImplementedError

    @property
    def parsed(self) -> AnswerT_co | None:
        """The text as an instance of the type that was asked for.

        None if the call gave no type, or if there is no text.

        Raises:
            ResponseDecodeError: If the text does not fit. It carries the text.
        """
        typed, text = _typed(self), self.text
        if typed is None or typed.answer is None or text is None:
            return None
        value: AnswerT_co = _read_text(text, typed.answer)
        return value

    def parse(self, type: type[T]) -> T:
        """Read the text as JSON of a type.

        Args:
            type: A pydantic model, dataclass, TypedDict, or what else pydantic understands.

        Returns:
            An instance of the type.

        Raises:
            ResponseDecodeError: If the text does not fit, or if there is none. It carries the text.
        """
        value: T = _read_text(self.text, type)
        return value


def text_of(content: object) -> str | None:
    """Return the text of what a server put where text belongs.

    A list of parts has the text of its text parts, any other value that of its JSON.
    """
    if content is None or isinstance(content, str):
        return content
    parts: list[Any] = content if is_array(content) else [content]
    texts = [text for part in parts if (text := _text_of_part(part)) is not None]
    if texts:
        return "".join(texts)
    if is_array(content) or (
        (is_object(content) or isinstance(content, Model)) and "type" in content
    ):
        return None  # parts of other kinds
    from pydantic_core import to_json

    return to_json(content).decode()


def _text_of_part(part: Any) -> str | None:
    if isinstance(part, str):
        return part
    if not (is_object(part) or isinstance(part, Model)):
        return None
    if part.get("type", "text") not in _TEXT_PARTS:
        return None
    text: object = part.get("text")
    return text if isinstance(text, str) else None


class FunctionModel(Model):
    """A function that a model asks to call; it has a name and arguments."""

    @property
    def parsed(self) -> Any:
        """The arguments: an instance of the type that the call gave for this tool, else a dict.

        Raises:
            ResponseDecodeError: If they do not fit. It carries them.
        """
        typed = _typed(self)
        return self._read(typed.functions.get(self["name"]) if typed is not None else None)

    def parse(self, type: type[T]) -> T:
        """Read the arguments as a type.

        Args:
            type: A pydantic model, dataclass, TypedDict, or what else pydantic understands.

        Returns:
            An instance of the type.

        Raises:
            ResponseDecodeError: If they do not fit. It carries them.
        """
        value: T = self._read(type)
        return value

    def _read(self, kind: object) -> Any:
        return _schemas().read_arguments(self["name"], self["arguments"], kind)


def attach(result: Any, steps: Iterable[str], given: Typed) -> None:
    """Tell a result, and the functions that it asks to call, what types the caller gave.

    Args:
        result: The decoded answer.
        steps: Members that lead to the functions, over all items of lists.
        given: The types.
    """
    # pydantic leaves members of `__dict__` that are no fields out of all that it does.
    result.__dict__["_typed"] = given
    found: list[Any] = [result]
    for step in steps:
        values = [getattr(item, step, None) for item in found]
        found = []
        for value in values:
            found += value if is_array(value) else [] if value is None else [value]
    for function in found:
        if isinstance(function, FunctionModel):  # and not what a server put in its place
            vars(function)["_typed"] = given


def _typed(model: Model) -> Typed | None:
    return model.__dict__.get("_typed")


def _read_text(text: str | None, kind: object) -> Any:
    return _schemas().read_text(text, kind)


def _schemas() -> Any:
    return load("schemas", "an answer as a Python type")
