"""Arguments under the names that they had before."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

from .config import require

__all__ = ["renamed"]

F = TypeVar("F", bound=Callable[..., Any])

# Files of this package between the warning and the caller's line: `translate` and the wrapper.
_LEVEL = 3


def renamed(names: Mapping[str, str]) -> Callable[[F], F]:
    """Let a method take arguments under old names, with a `DeprecationWarning`.

    Type checkers see the new names only.

    Args:
        names: Old name to new name; `name.member` puts the value into a mapping, and `*` spreads a
            mapping over the arguments.

    Returns:
        The decorator.
    """

    def translate(method: str, keywords: dict[str, Any]) -> dict[str, Any]:
        old = [name for name in keywords if name in names]
        if not old:
            return keywords
        result = dict(keywords)
        for name in old:
            value = result.pop(name)
            target = names[name]
            new = "its members" if target == "*" else target.partition(".")[0]
            warnings.warn(
                f"{method}: the argument {name} is now called {new}",
                DeprecationWarning,
                stacklevel=_LEVEL + 1,
            )
            if value is None:
                continue
            if target == "*":
                require(name, value, Mapping, "a mapping of argument names to values")
                result = {**value, **result}
            elif "." in target:
                target, _, member = target.partition(".")
                result[target] = {member: value, **(result.get(target) or {})}
            elif result.get(target) is None:
                result[target] = value
        return result

    def decorate(method: F) -> F:
        if inspect.iscoroutinefunction(method):

            @wraps(method)
            async def asynchronous(*arguments: Any, **keywords: Any) -> Any:
                return await method(*arguments, **translate(method.__name__, keywords))

            return cast(F, asynchronous)

        @wraps(method)
        def blocking(*arguments: Any, **keywords: Any) -> Any:
            return method(*arguments, **translate(method.__name__, keywords))

        return cast(F, blocking)

    return decorate
