"""`dataclass`, `field` and `replace` for this package, which is loaded before the first call.

The standard library's take longer to load, and to make a class, than all else that a client needs
until then. Type checkers see the standard library's; so does whoever asks `dataclasses` about an
instance.
"""

from __future__ import annotations

TYPE_CHECKING: bool = False  # type checkers know the name; `typing` takes long to load as well
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace
    from typing import Any
else:

    def field(*, default_factory):
        """Have each instance's default made by a function."""
        return _Made(default_factory)

    def dataclass(cls=None, *, frozen=False):
        """Make a class of named values: constructor, comparison and repr, as `dataclasses` does."""

        def decorate(cls):
            _make(cls, frozen)
            return cls

        return decorate if cls is None else decorate(cls)

    def replace(instance, /, **changes):
        """Return a copy with some values changed."""
        cls = type(instance)
        return cls(**{**{name: getattr(instance, name) for name in names(cls)}, **changes})


__all__ = ["dataclass", "field", "names", "replace"]


def names(cls: type) -> tuple[str, ...]:
    """Return the names of a class's values, in the order of its constructor."""
    found: tuple[str, ...] = getattr(cls, "__match_args__", ())
    return found


class _Made:
    """Stands in a class for a default that a function makes."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def _make(cls: Any, frozen: bool) -> None:
    defaults: dict[str, Any] = {}
    factories: dict[str, Callable[[], Any]] = {}
    own: list[str] = []
    for base in reversed(cls.__mro__):
        for name in getattr(base, "__annotations__", ()):
            if name not in own:
                own.append(name)
            if name in base.__dict__:
                value = base.__dict__[name]
                if isinstance(value, _Made):
                    factories[name] = value.make
                    delattr(base, name)
                else:
                    defaults[name] = value
            elif name in getattr(base, "__factories__", ()):
                factories[name] = base.__factories__[name]
    order = tuple(own)
    setattr(cls, "__match_args__", order)  # noqa: B010
    cls.__factories__ = factories
    _construct(cls, order, defaults, factories, frozen)
    cls.__dataclass_fields__ = _Fields()
    cls.__signature__ = _Signature()
    for name, method in _METHODS.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    if frozen:
        cls.__setattr__ = _refuse
        cls.__delattr__ = _refuse
        if cls.__dict__.get("__hash__") is None:
            cls.__hash__ = _hash


def _construct(
    cls: Any,
    order: tuple[str, ...],
    defaults: dict[str, Any],
    factories: dict[str, Callable[[], Any]],
    frozen: bool,
) -> None:
    """Give a class its constructor.

    Most classes are made once or twice, in a program that wants to begin. One that is made more
    often, or with arguments that do not fit, gets the constructor that somebody would have written.
    """
    made = 0
    places = set(order)

    def __init__(self: Any, /, *values: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        state = {**defaults, **dict(zip(order, values, strict=False))}
        fits = len(values) <= len(order) and not any(name in named for name in order[: len(values)])
        state.update(named)
        for name, make in factories.items():
            if name not in state:
                state[name] = make()
        if made > _SELDOM or not fits or state.keys() != places:
            cls.__init__ = _written(cls, order, defaults, factories, frozen)
            cls.__init__(self, *values, **named)
            return
        self.__dict__.update(state)
        if hasattr(cls, "__post_init__"):
            self.__post_init__()

    cls.__init__ = __init__


def _written(
    cls: Any,
    order: tuple[str, ...],
    defaults: dict[str, Any],
    factories: dict[str, Callable[[], Any]],
    frozen: bool,
) -> Any:
    """Compile a constructor."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_missing": _MISSING}
    arguments: list[str] = []
    lines: list[str] = []
    for name in order:
        argument = value = name
        if name in defaults:
            known[f"_default_{name}"] = defaults[name]
            argument = f"{name}=_default_{name}"
        elif name in factories:
            known[f"_make_{name}"] = factories[name]
            argument = f"{name}=_missing"
            value = f"_make_{name}() if {name} is _missing else {name}"
        arguments.append(argument)
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    body = "\n    ".join(lines or ["pass"])
    exec(f"def __init__(self, {', '.join(arguments)}):\n    {body}", known)
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_SELDOM = 4
_MISSING = object()


def _values(instance: object) -> tuple[Any, ...]:
    # A name with an underscore is for tests: it is neither shown nor compared.
    shown = (name for name in names(type(instance)) if not name.startswith("_"))
    return tuple([getattr(instance, name) for name in shown])


def _repr(self: object) -> str:
    shown = ", ".join(
        f"{name}={getattr(self, name)!r}" for name in names(type(self)) if not name.startswith("_")
    )
    return f"{type(self).__qualname__}({shown})"


def _eq(self: object, other: object) -> bool:
    return _values(self) == _values(other) if type(self) is type(other) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _refuse(self: Any, name: str, value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}; make a copy with another value")


_METHODS = {"__repr__": _repr, "__eq__": _eq}


class _Fields:
    """What `dataclasses` asks of a class, made when it asks."""

    def __get__(self, instance: object, owner: Any) -> Any:
        from dataclasses import field, make_dataclass

        made = [
            (name, object, field(default=None, repr=not name.startswith("_")))
            for name in names(owner)
        ]
        return vars(make_dataclass(owner.__name__, made))["__dataclass_fields__"]


class _Signature:
    """What `inspect` asks of a class, made when it asks."""

    def __get__(self, instance: object, owner: Any) -> Any:
        from inspect import Parameter, Signature

        annotations = {
            name: text
            for base in reversed(owner.__mro__)
            for name, text in getattr(base, "__annotations__", {}).items()
        }
        parameters: list[Parameter] = []
        for name in names(owner):
            default = getattr(owner, name, Parameter.empty)
            if name in owner.__factories__:
                default = owner.__factories__[name]
            parameters.append(
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD,
                    default=default,
                    annotation=annotations[name],
                )
            )
        return Signature(parameters, return_annotation=None)
