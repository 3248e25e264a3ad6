"""Tokens: where one is found, and which origins it may be sent to.

A token that was merely found goes to the hub's own hosts; a token that was passed goes where the
caller points.
"""

from __future__ import annotations

import os
import time
from _thread import allocate_lock  # not of `threading`: docs/design/start_up.md

from .callers import stacklevel
from .errors import ArgumentError, TokenNotFoundError
from .secret_texts import Hidden, no_text

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final, Literal, NoReturn

    from .endpoints import Endpoints

    # In a pickle: False, None, or the variable that has the token and whether it is the hub's.
    Named = tuple[str, bool] | Literal[False] | None

__all__ = ["Credentials", "Secret", "find_token", "is_hub", "is_of_hub"]

_VARIABLES: Final = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FILE_TTL: Final = 5.0  # seconds; a rotated token is seen this late, and calls do no file I/O

_NAME: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")

_MOST_JUDGED: Final = 512  # a client calls few URLs, and each many times

_lock = allocate_lock()
# URL, hub, inference service and router -> origin, and whether a found token may go there
_judged: dict[tuple[str, str, str | None, str], tuple[tuple[str, str, int] | None, bool]] = {}
_files: dict[str, tuple[float, Secret | None]] = {}  # path -> (when read, token)
_warned: set[tuple[str, str, int]] = set()  # origins
_looked: dict[tuple[str, str, int], float] = {}  # origin -> when a token to withhold was looked for


class Secret:
    """A string that shows only when asked for: not in repr, str, format, pickles or tracebacks."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the string itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A Secret cannot be pickled. Pass the token where it is used instead.")


def find_token(environ: Mapping[str, str] | None = None) -> str | None:
    """Return the token of this machine: from the environment, then from the hub's token file.

    The variables are `HF_TOKEN` and `HUGGING_FACE_HUB_TOKEN`; the file is `HF_TOKEN_PATH`, or
    `token` in `HF_HOME`. The file is read again after five seconds at the earliest.
    """
    found = _find(os.environ if environ is None else environ)
    return None if found is None else found[0].reveal()


class Credentials:
    """What to put into the `Authorization` header, and for whom.

    Attributes:
        secret: The token the caller chose, or None.
        found: Whether to look for a token of this machine at each request instead. Such a token is
            bound to the origins that `authorization` names.
        of_hub: Whether the token is one of Hugging Face's: it was found on this machine, or begins
            as those do. To a provider it goes by way of the hub's router.
    """

    def __init__(
        self,
        secret: Secret | None,
        found: bool,
        environ: Mapping[str, str] | None = None,
        *,
        of_hub: bool = False,
    ) -> None:
        self.secret = secret
        self.found = found
        self.of_hub = found or of_hub or (secret is not None and is_of_hub(secret.reveal()))
        self._environ = environ

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Credentials):
            return False
        return self.secret == other.secret and self.found == other.found

    def __hash__(self) -> int:
        return hash((self.secret, self.found))

    def __repr__(self) -> str:
        return f"Credentials(secret={self.secret!r}, found={self.found!r})"

    @property
    def given(self) -> str | bool | None:
        """What the caller gave for a token."""
        if self.secret is not None:
            return self.secret.reveal()
        return None if self.found else False

    def named(self) -> Named:
        """Return what stands for them in a pickle, which holds no token.

        False for none; the name of the variable that has the token, and whether it is the hub's;
        or None: another process looks for a token of its own machine.
        """
        if self.secret is None:
            return None if self.found else False
        token = self.secret.reveal()
        names = (*_VARIABLES, *os.environ)
        found = (name for name in names if os.environ.get(name, "").strip() == token)
        name = next(found, None)
        return None if name is None else (name, self.of_hub)

    @classmethod
    def from_named(cls, named: Named) -> Credentials:
        """Return credentials by what stood for them in a pickle.

        Raises:
            TokenNotFoundError: The variable is not set here.
        """
        if named is None or named is False:
            return cls(None, named is None)
        name, of_hub = named
        secret = _cleaned(os.environ.get(name, ""))
        if secret is None:
            raise TokenNotFoundError(
                f"the pickled client has the token of the variable {name}, which is not set here; "
                "set it, or make the client here"
            )
        _check(secret, f"the variable {name}")
        return cls(secret, False, of_hub=of_hub)

    @classmethod
    def from_argument(
        cls, token: str | bool | None, *, environ: Mapping[str, str] | None = None
    ) -> Credentials:
        """Turn the `token` argument into credentials. Only `True` looks for a token here.

        Args:
            token: A token; True for the one of this machine, which must exist and is an explicit
                choice; False for none; None to look for one at each request.
            environ: Read instead of `os.environ`.

        Raises:
            ArgumentError: The token cannot be sent.
            TokenNotFoundError: `True`, and there is no token.
        """
        if token is None:
            return cls(None, True, environ)
        if token is False:
            return cls(None, False)
        if token is True:
            found = _find(os.environ if environ is None else environ)
            environ = None  # a traceback may show the locals
            if found is None:
                raise TokenNotFoundError(
                    "`token=True` asks for the token of this machine and there is none. Set the "
                    'variable HF_TOKEN, log in with `hf auth login`, or pass `token="hf_..."`.'
                )
            secret, source = found
            _check(secret, source)
            return cls(secret, False, of_hub=True)
        if kind := no_text(token):
            token = None  # a traceback may show the locals
            raise ArgumentError(
                f"`token` must be a str, True, False or None; it is {kind}",
                argument="token",
            )
        secret = Secret(str(token.strip()))
        token = None  # a traceback may show the locals
        _check(secret, "`token`", argument="token")
        return cls(secret, False)

    def authorization(self, url: str, endpoints: Endpoints) -> str | None:
        """Return the value of the `Authorization` header for a URL, or None to send none.

        A found token goes over https to `huggingface.co`, its subdomains and the subdomains of
        `endpoints.huggingface.cloud`, and to the origins of `endpoints.hub`,
        `endpoints.inference` and `endpoints.router` as they are configured. Elsewhere it is
        withheld, with one warning per origin.

        Raises:
            ArgumentError: The token found cannot be sent.
        """
        if not self.found:
            return None if self.secret is None else Hidden(f"Bearer {self.secret.reveal()}")
        key = url, endpoints.hub, endpoints.inference, endpoints.router
        judged = _judged.get(key)
        if judged is None:
            if len(_judged) >= _MOST_JUDGED:
                _judged.clear()
            judged = _judged[key] = _judge(url, endpoints)
        place, trusted = judged
        if place is None:
            return None
        if not trusted:
            self._warn_withheld(place)
            return None
        return self.routed()

    def for_hub(self, url: str, endpoints: Endpoints) -> str | None:
        """Return the value of the `Authorization` header for a look-up at the hub, or None.

        A token that the caller passed may be that of another server; only one of the hub, which
        begins with `hf_`, is for the hub.

        Raises:
            ArgumentError: The token found cannot be sent.
        """
        return self.authorization(url, endpoints) if self.of_hub else None

    def routed(self) -> str | None:
        """Return the value of the `Authorization` header for the hub's router, or None.

        Raises:
            ArgumentError: The token found cannot be sent.
        """
        if not self.found:
            return None if self.secret is None else Hidden(f"Bearer {self.secret.reveal()}")
        token = self._found()
        if token is None:
            return None
        secret, source = token
        _check(secret, source)
        return Hidden(f"Bearer {secret.reveal()}")

    def direct(self, form: str) -> str | None:
        """Return the value of the `Authorization` header for a key of a provider's own, or None.

        Args:
            form: How it is written; `{key}` stands for the key.
        """
        return None if self.secret is None else Hidden(form.replace("{key}", self.secret.reveal()))

    def _warn_withheld(self, place: tuple[str, str, int]) -> None:
        """Say once for an origin that a token was found and is not sent there."""
        now = time.monotonic()
        if place in _warned or now - _looked.get(place, -_FILE_TTL) < _FILE_TTL:
            return
        _looked[place] = now
        token = self._found()
        if token is not None:
            _warn_withheld(place, token[1])

    def _found(self) -> tuple[Secret, str] | None:
        # Apart from `authorization`, which may raise: the locals here show the environment.
        environ = os.environ if self._environ is None else self._environ
        if environ.get("HF_HUB_DISABLE_IMPLICIT_TOKEN", "").strip().lower() in _TRUE:
            return None
        return _find(environ)


def is_of_hub(token: str) -> bool:
    """Return whether a token is one of Hugging Face's."""
    return token.startswith("hf_")


def is_hub(url: str, endpoints: Endpoints) -> bool:
    """Return whether a token that is found goes to a URL."""
    return _judge(url, endpoints)[1]


def _judge(url: str, endpoints: Endpoints) -> tuple[tuple[str, str, int] | None, bool]:
    """Return the origin of a URL, None if nothing is sent there, and whether it is trusted."""
    from .origins import origin

    try:
        place = origin(url)
    except ArgumentError:
        return None, False
    return place, _trusted(place, endpoints)


def _trusted(place: tuple[str, str, int], endpoints: Endpoints) -> bool:
    scheme, host, _ = place
    # A name of plain letters: readers of URLs differ on where a host with `%` or brackets ends.
    if (
        scheme == "https"
        and _NAME.issuperset(host)
        and (
            host == "huggingface.co"
            # The dots matter: evilhuggingface.co is somebody else.
            or host.endswith((".huggingface.co", ".endpoints.huggingface.cloud"))
        )
    ):
        return True
    from .origins import origin

    configured = (endpoints.hub, endpoints.inference, endpoints.router)
    return any(url is not None and origin(url) == place for url in configured)


def _warn_withheld(place: tuple[str, str, int], source: str) -> None:
    with _lock:
        if place in _warned:
            return
        _warned.add(place)
    import warnings

    scheme, host, port = place
    host = f"[{host}]" if ":" in host else host
    warnings.warn(
        f"The token found in {source} was not sent to {scheme}://{host}:{port}, which is not a "
        "Hugging Face host. To send it there, say so: `token=True`; to send another one, "
        '`token="..."`; to send none and see no warning, `token=False`.',
        UserWarning,
        stacklevel=stacklevel(),
    )


def _find(environ: Mapping[str, str]) -> tuple[Secret, str] | None:
    """The token of this machine and where it is from, for messages."""
    for name in _VARIABLES:
        secret = _cleaned(environ.get(name, ""))
        if secret is not None:
            return secret, f"the variable {name}"
    path = _token_path(environ)
    now = time.monotonic()
    with _lock:
        read_at, secret = _files.get(path, (-_FILE_TTL, None))
        if path not in _files or now - read_at >= _FILE_TTL:
            secret = _read(path)
            _files[path] = now, secret
    return None if secret is None else (secret, f"the file {path}")


def _token_path(environ: Mapping[str, str]) -> str:
    path = environ.get("HF_TOKEN_PATH")
    if path:
        return os.path.expanduser(path)
    home = environ.get("HF_HOME")
    if not home:
        cache = environ.get("XDG_CACHE_HOME") or os.path.join("~", ".cache")
        home = os.path.join(cache, "huggingface")
    return os.path.join(os.path.expanduser(home), "token")


def _read(path: str) -> Secret | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return _cleaned(file.read(65536))
    except OSError:
        # No file, or not ours to read. Both mean that this machine has no token for us.
        return None


def _cleaned(text: str) -> Secret | None:
    text = text.replace("\r", "").replace("\n", "").strip()
    return Secret(text) if text else None


def _check(secret: Secret, source: str, *, argument: str | None = None) -> None:
    """Refuse what cannot stand in a header. The message never quotes it."""
    problem = _problem(secret)
    if problem is not None:
        raise ArgumentError(
            f"{source[0].upper()}{source[1:]} does not hold a usable token: {problem}",
            argument=argument,
        )


def _problem(secret: Secret) -> str | None:
    value = secret.reveal()
    if not value:
        return "it is empty. Pass a token, `None` to use the one of this machine, or `False`."
    if value.lower().startswith("bearer "):
        return "it starts with `Bearer`. Pass the token alone."
    # Header values are ASCII in practice: clients and proxies differ on the rest of latin-1.
    if not value.isascii() or not value.isprintable() or " " in value:
        return "it has a space, a line break, a control or a non-ASCII character. Copy it again."
    return None
