"""Texts that are sent and not shown: what they are made of stays out of reprs and tracebacks.

A traceback may show the locals of each frame, and so may whatever collects errors. What holds a
secret there is one of these; joined or formatted it is the text that it is.
"""

from __future__ import annotations

from .jsonvalues import is_array, is_object

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

__all__ = [
    "MASK",
    "Address",
    "Hidden",
    "HiddenBytes",
    "Odd",
    "Unshown",
    "address",
    "addresses",
    "conceal",
    "concealed",
    "hidden",
    "no_text",
    "secrets_in",
]

MASK = "***"
# Anything shorter stands in too many other words.
_SHORTEST = 6


class Hidden(str):
    """A secret. Its repr, slices and pickles do not show it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)

    def __getitem__(self, place: Any) -> str:
        return Hidden(super().__getitem__(place))

    def __copy__(self) -> Hidden:
        return self

    def __deepcopy__(self, memo: object) -> Hidden:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return str, (MASK,)


class Address(Hidden):
    """A URL with a user or parameters. Its repr is without both, and its pickles without a user."""

    __slots__ = ()

    def __repr__(self) -> str:
        from .url_text import redacted

        return repr(redacted(str(self)))

    def __reduce__(self) -> tuple[object, ...]:
        from .url_text import without_user

        return str, (str(without_user(self)),)


class HiddenBytes(bytes):
    """What travels with a secret in it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"

    def __add__(self, other: Any) -> HiddenBytes:
        return HiddenBytes(bytes.__add__(self, other))

    def __getitem__(self, place: Any) -> Any:
        get: Callable[..., Any] = bytes.__getitem__
        found = get(self, place)
        return found if type(found) is int else HiddenBytes(found)


class Odd:
    """Stands for a value that cannot be a secret, as a caller may have passed it all the same.

    Attributes:
        kind: Name of its type, for the error.
    """

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind


def no_text(value: object) -> str | None:
    """Return the name of the type of what should be a text, None if it is one."""
    if isinstance(value, str):
        return None
    return value.kind if isinstance(value, Odd) else type(value).__name__


class Unshown(dict[str, "Any"]):
    """Values by name, of which only the names are shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"


def hidden(value: Any) -> Any:
    """Return a text, or a mapping of them, so that it does not show; instead of others an `Odd`."""
    return Hidden(value) if type(value) is str else _each(hidden, value)


def address(value: Any) -> Any:
    """Return a URL so that its user, password and parameters do not show; others as they are."""
    return Address(value) if type(value) is str and ("@" in value or "?" in value) else value


def addresses(value: Any) -> Any:
    """Return a URL, or a mapping of them, as `address` does; instead of others an `Odd`."""
    return address(value) if type(value) is str else _each(addresses, value)


def _each(hide: Callable[[Any], Any], values: Any) -> Any:
    if values is None or isinstance(values, (bool, Hidden, Odd)):
        return values  # as of most clients, which need not load what follows
    from collections.abc import Mapping

    if isinstance(values, Mapping):
        pairs: Any = values.items()  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return {name: hide(value) for name, value in pairs}
    return Odd(type(values).__name__)


def secrets_in(headers: Mapping[str, str]) -> list[str]:
    """Return what must not be repeated of a request's headers."""
    found: list[str] = []
    for name, value in headers.items():
        if type(value) is not Hidden:
            continue
        text = str(value)
        if name == "cookie":
            found += [pair.partition("=")[2].strip() for pair in text.split(";")]
        elif name in ("authorization", "proxy-authorization"):
            scheme, _, rest = text.partition(" ")
            found.append(rest or scheme)
            if scheme.lower() == "basic":
                found.append(_password(rest))
        else:
            found.append(text)
    return [secret for secret in found if len(secret) >= _SHORTEST]


def _password(text: str) -> str:
    from base64 import b64decode

    try:
        return b64decode(text).decode().partition(":")[2]
    except ValueError:
        return ""


def concealed(value: Any, secrets: Iterable[str]) -> Any:
    """Return what a server said without the secrets that it repeats.

    Args:
        value: Text, bytes, or a value of JSON.
        secrets: The secrets.
    """
    if isinstance(value, str):
        for secret in secrets:
            for form in _forms(secret):
                value = value.replace(form, MASK)
        return value
    if isinstance(value, bytes):
        for secret in secrets:
            for form in _forms(secret):
                value = value.replace(form.encode(), MASK.encode())
        return value
    if is_object(value):
        return {concealed(key, secrets): concealed(item, secrets) for key, item in value.items()}
    return [concealed(item, secrets) for item in value] if is_array(value) else value


def _forms(secret: str) -> tuple[str, ...]:
    """Return how a secret may be written: as it is, in JSON, in a URL."""
    from json import dumps
    from urllib.parse import quote

    return tuple(dict.fromkeys((secret, dumps(secret)[1:-1], quote(secret, safe=""))))


def conceal(error: Exception, sent: Mapping[str, str]) -> None:
    """Take the secrets of a request out of an error, if its answer repeated them.

    Args:
        error: The error, an `InferenceError`.
        sent: Headers of the request.
    """
    secrets = secrets_in(sent)
    if not secrets:
        return
    state = vars(error)
    clean = {
        name: concealed(value if name != "headers" else dict(value), secrets)
        for name, value in state.items()
    }
    args = tuple(concealed(value, secrets) for value in error.args)
    if clean == {**state, "headers": dict(state["headers"])} and args == error.args:
        return
    state.update(clean)
    error.args = args
    # What led to it, and the frames that it came through, hold the answer as it was.
    error.__cause__ = error.__context__ = None
    error.__traceback__ = None
