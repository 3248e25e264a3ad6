"""Arguments under the names that they had before."""

from __future__ import annotations

from ..arguments import require_mapping

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])

__all__ = ["renamed"]

# Files of this package between the warning and the caller's line: `translate` and the wrapper.
_LEVEL = 3
_COROUTINE = 0x80  # inspect.CO_COROUTINE


def renamed(names: Mapping[str, str]) -> Callable[[F], F]:
    """Let a method take arguments under old names, with a `DeprecationWarning`.

    Type checkers see the new names only.

    Args:
        names: Old name to new name; `name.member` puts the value into a mapping, and `*` spreads a
            mapping over the arguments, what is none of them into `extra_body`. The old name `*` is
            any that the method does not have.

    Returns:
        The decorator.
    """
    free = names.get("*")

    def translate(method: F, keywords: dict[str, Any]) -> dict[str, Any]:
        taken = method.__code__.co_varnames[: _count(method)]
        old = [name for name in keywords if name in names or (free and name not in taken)]
        if not old:
            return keywords
        from warnings import warn

        result = dict(keywords)
        for name in old:
            value = result.pop(name)
            target = names.get(name) or f"{free}.{name}"
            new = "its members" if target == "*" else target.partition(".")[0]
            advice = f"is now called {new}" if name in names else f"belongs into {new}"
            warn(
                f"{method.__name__}: the argument {name} {advice}",
                DeprecationWarning,
                stacklevel=_LEVEL + 1,
            )
            if value is None:
                continue
            if target == "*":
                require_mapping(name, value, "a mapping of argument names to values")
                result = {**{k: v for k, v in value.items() if k in taken}, **result}
                if rest := {k: v for k, v in value.items() if k not in taken}:
                    result["extra_body"] = {**rest, **(result.get("extra_body") or {})}
            elif "." in target:
                target, _, member = target.partition(".")
                result[target] = {member: value, **(result.get(target) or {})}
            elif result.get(target) is None:
                result[target] = value
        return result

    def decorate(method: F) -> F:
        async def asynchronous(*arguments: Any, **keywords: Any) -> Any:
            return await method(*arguments, **translate(method, keywords))

        def blocking(*arguments: Any, **keywords: Any) -> Any:
            return method(*arguments, **translate(method, keywords))

        wrapper: Any = asynchronous if method.__code__.co_flags & _COROUTINE else blocking
        # As `functools.wraps` does, which is not loaded: docs/design/start_up.md.
        for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
            setattr(wrapper, name, getattr(method, name))
        wrapper.__wrapped__ = method
        made: F = wrapper
        return made

    return decorate


def _count(method: Any) -> int:
    """Return how many arguments a method has."""
    code = method.__code__
    return int(code.co_argcount + code.co_kwonlyargcount)
