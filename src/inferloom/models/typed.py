"""Python types that a caller gave in place of JSON Schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from typing_extensions import TypeVar

__all__ = ["AnswerT", "Typed"]

# The type that the text of an answer is read as.
AnswerT = TypeVar("AnswerT", default=Any)


class Typed(NamedTuple):
    """Python types that a caller gave, which the answer is read with.

    A pickle leaves out those that cannot be found by name, such as a class inside a function.

    Attributes:
        answer: What the answer's text is.
        functions: What may be called, by name: functions, or types of their arguments.
    """

    answer: object = None
    functions: Mapping[str, object] = {}

    def __reduce__(self) -> tuple[object, ...]:
        functions = {name: value for name, value in self.functions.items() if _importable(value)}
        return Typed, (self.answer if _importable(self.answer) else None, functions)

    def __deepcopy__(self, memo: object) -> Typed:
        return self


def _importable(value: object) -> bool:
    import pickle

    try:
        pickle.dumps(value)
    except Exception:
        return False
    return True
