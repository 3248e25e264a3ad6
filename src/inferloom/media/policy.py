"""What media may be when the strings that name it come from strangers.

Decides, and sends nothing. `open_below` alone opens something: a file, at send time.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final, Literal, TypeAlias, cast
from urllib.parse import urlsplit

from ..errors import ArgumentError
from ..jsonvalues import shown
from ..origins import origin
from ..url_text import redacted

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    from .files import File, OpenFile

    Address: TypeAlias = IPv4Address | IPv6Address
    Network: TypeAlias = IPv4Network | IPv6Network

__all__ = [
    "MediaPolicy",
    "check_addresses",
    "check_content",
    "check_hop",
    "check_path",
    "check_source",
    "check_url",
    "is_public",
    "open_below",
    "policy_of",
    "through_proxy",
    "too_large",
]

# Where no picture of a stranger is. `is_global` says most of it, in newer Pythons more than in
# older ones; multicast is global to it, and so are the ways to write IPv4 as IPv6.
_NOT_PUBLIC: Final = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    "168.63.129.16/32",  # public by number; inside Azure it is the host's own service
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)  # fmt: skip
_GLOBAL_UNICAST: Final = "2000::/3"
_NAT64: Final = "64:ff9b::/96"
# Names that mean something else wherever they are asked, for when somebody else resolves them.
_LOCAL_NAMES: Final = (
    "localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa",
)  # fmt: skip
_HOST: Final = re.compile(r"[a-z0-9_.-]+")
_NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*")

_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class MediaPolicy:
    """What a client accepts as image, audio and video, and from where.

    A `str` is a path, a URL or a `data:` URI, so whoever chooses the string chooses what is read
    and what is fetched, from inside your network. If strangers do, pass
    `media_policy="untrusted"` to the client, or a policy of your own. To change one thing:
    `dataclasses.replace(MediaPolicy.untrusted(), max_bytes=5_000_000)`.

    `urls`, `paths` and `data_urls` are about strings. A `pathlib.Path`, an open file and a picture
    come from code and may be anything; `max_bytes` and `max_pixels` count for them as well. URLs
    inside chat messages are for the server to read: they are sent as they are.

    Attributes:
        urls: Whether strings may be URLs. `public` resolves the host once, refuses it unless all of
            its addresses are public, connects to one that was looked at, and does the same again at
            each redirect.
        paths: Whether strings may be paths. A folder, as a `pathlib.Path`, allows regular files
            below it; symbolic links may not lead out of it. Relative paths start at the working
            directory, as ever.
        data_urls: Whether strings may be `data:` URIs.
        max_bytes: Largest file, download, or content of a `data:` URI. None is without end.
        max_pixels: Largest width times height of a picture, as its header has it, times the number
            of frames of an animation; pictures whose header cannot be read are refused. None is
            without end.
        max_seconds: Longest time for a download, redirects and retries included; the call's own
            timeout counts as well. None is without end.
        schemes: Schemes of URLs.
        ports: Ports of URLs; None for any.
        networks: Networks that are allowed as if they were public, such as `10.0.7.0/24`.
        through_proxy: Whether `public` downloads may go through a proxy. There the proxy resolves
            the host, so it has to keep clients out of the network around it; of the URL only the
            spelling is looked at.
    """

    urls: Literal["allow", "public", "refuse"] = "allow"
    paths: Literal["allow", "refuse"] | os.PathLike[str] = "allow"
    data_urls: Literal["allow", "refuse"] = "allow"
    max_bytes: int | None = None
    max_pixels: int | None = None
    max_seconds: float | None = None
    schemes: tuple[str, ...] = ("http", "https")
    ports: tuple[int, ...] | None = None
    networks: tuple[str, ...] = ()
    through_proxy: Literal["allow", "refuse"] = "refuse"

    def __post_init__(self) -> None:
        # A misspelt word must not end up as permission.
        _one_of("urls", self.urls, ("allow", "public", "refuse"))
        _one_of("data_urls", self.data_urls, ("allow", "refuse"))
        _one_of("through_proxy", self.through_proxy, ("allow", "refuse"))
        paths = cast("object", self.paths)
        if not isinstance(paths, os.PathLike):
            _one_of("paths", paths, ("allow", "refuse"), ", or a folder as a pathlib.Path")
        for name in ("max_bytes", "max_pixels", "max_seconds"):
            value = cast("object", getattr(self, name))
            kinds = (int, float) if name == "max_seconds" else (int,)
            if value is not None and (
                isinstance(value, bool) or not isinstance(value, kinds) or not value > 0
            ):
                raise _wrong(name, "a number above 0, or None", value)
        _tuple_of("schemes", self.schemes, str)
        for scheme in self.schemes:
            _one_of("schemes", scheme, ("http", "https"))
        if self.ports is not None:
            _tuple_of("ports", self.ports, int)
        _tuple_of("networks", self.networks, str)
        for network in self.networks:
            try:
                _network(network)
            except ValueError:
                raise _wrong("networks", "networks such as '10.0.7.0/24'", network) from None

    @classmethod
    def trusted(cls) -> MediaPolicy:
        """Return the policy for strings that come from code: anything. It is the default."""
        return cls()

    @classmethod
    def untrusted(cls) -> MediaPolicy:
        """Return the policy for strings that come from strangers.

        They are never paths. URLs are https on the default port, at public addresses. 50 MB, 50
        megapixels, and a minute for a download.
        """
        return cls(
            urls="public",
            paths="refuse",
            max_bytes=50 * _MEGABYTE,
            max_pixels=50 * _MEGABYTE,
            max_seconds=60.0,
            schemes=("https",),
            ports=(443,),
        )


@cache
def _trusted() -> MediaPolicy:
    return MediaPolicy.trusted()


def policy_of(value: MediaPolicy | str | None) -> MediaPolicy:
    """Return the policy for what a caller may pass as one.

    Raises:
        ArgumentError: If it is none.
    """
    if isinstance(value, MediaPolicy):
        return value
    if value is None or value == "trusted":
        return _trusted()
    if value == "untrusted":
        return MediaPolicy.untrusted()
    raise ArgumentError(
        f"media_policy must be a MediaPolicy, 'trusted' or 'untrusted'; got {shown(value)}",
        argument="media_policy",
    )


# What the caller passed ------------------------------------------------------------------------


def check_source(source: File, policy: MediaPolicy) -> None:
    """Check what can be told without looking anywhere: what kind of string it is, and its URL.

    Raises:
        ArgumentError: If the policy forbids it.
    """
    if source.named == "url":
        check_url(cast("str", source.url), policy, source.argument)
    elif source.named == "path" and policy.paths == "refuse":
        raise _forbidden(
            source.argument,
            "is a string that is neither a URL nor a `data:` URI, and paths are not allowed",
            "pass the bytes, an open file or a pathlib.Path; for strings, "
            "MediaPolicy(paths=Path(folder)) allows the files of one folder.",
        )
    elif source.named == "data" and policy.data_urls == "refuse":
        raise _forbidden(
            source.argument,
            "is a `data:` URI, and these are not allowed",
            "pass the bytes, or set data_urls='allow'.",
        )


def check_content(content: OpenFile, source: File, policy: MediaPolicy) -> None:
    """Check the size of opened media in bytes and pixels; the rest of it is left unread.

    Of a pipe the size is known when it has ended, so sending is broken off there.

    Raises:
        ArgumentError: If it is too large.
    """
    if policy.max_bytes is not None:
        content.limit = policy.max_bytes
        if content.size is not None and content.size > policy.max_bytes:
            raise too_large(source.argument, policy.max_bytes)
    if policy.max_pixels is None or source.kind not in ("image", "file"):
        return
    count = content.pixels()
    if count is None and source.kind == "image":
        raise _forbidden(
            source.argument,
            "is no picture whose size in pixels can be told before it is decoded; PNG, JPEG, GIF, "
            "WebP, BMP, TIFF, AVIF and HEIC are",
            "convert it to one of them, or set max_pixels=None.",
        )
    if count is not None and count > policy.max_pixels:
        raise _forbidden(
            source.argument,
            f"is a picture of {count:,} pixels; {policy.max_pixels:,} are allowed",
            "make it smaller, or raise max_pixels.",
        )


def too_large(argument: str, limit: int) -> ArgumentError:
    """Return the error for more bytes than are allowed."""
    return _forbidden(
        argument, f"is larger than {limit:,} bytes", "make it smaller, or raise max_bytes."
    )


# URLs ------------------------------------------------------------------------------------------


def check_url(
    url: str, policy: MediaPolicy, argument: str, *, proxied: bool = False
) -> tuple[str, str, int]:
    """Check the spelling of a URL.

    Args:
        url: The URL.
        policy: The client's policy.
        argument: Name of the caller's argument, for errors.
        proxied: Whether a proxy will resolve the host.

    Returns:
        Scheme, host in ASCII and port.

    Raises:
        ArgumentError: If it cannot be used, or the policy forbids it.
    """
    if policy.urls == "refuse":
        raise _forbidden(
            argument,
            "is a URL, and these are not allowed",
            "pass the bytes, or set urls='public' to allow public addresses.",
        )
    with _about(argument):
        scheme, name, port = origin(url)
    host = _ascii(name)
    if host is None:
        raise ArgumentError(
            f"{argument}: {redacted(url)} has no valid host name", argument=argument
        )
    if scheme not in policy.schemes:
        raise _forbidden(
            argument,
            f"is a URL with {scheme}://, and {' and '.join(policy.schemes) or 'none'} is allowed",
            f"use another URL, or set schemes={(*policy.schemes, scheme)!r}.",
        )
    if policy.ports is not None and port not in policy.ports:
        raise _forbidden(
            argument,
            f"is a URL with port {port}, and {', '.join(map(str, policy.ports))} is allowed",
            f"use another URL, or set ports={(*policy.ports, port)!r}; None allows any.",
        )
    if policy.urls == "public":
        _check_public(url, host, policy, argument, proxied)
    return scheme, host, port


def check_hop(before: str | None, after: str, policy: MediaPolicy, argument: str) -> None:
    """Check that a redirect does not lead from https to http; `check_url` is for the rest.

    Args:
        before: Scheme of the URL that redirected, or None for the first.
        after: Scheme of the URL that it led to.
        policy: The client's policy.
        argument: Name of the caller's argument, for errors.

    Raises:
        ArgumentError: If it does, and the policy minds.
    """
    if policy.urls == "public" and (before, after) == ("https", "http"):
        raise _forbidden(
            argument, "is a URL that redirects from https to http", "use one that stays on https."
        )


def check_addresses(
    addresses: Sequence[str], policy: MediaPolicy, host: str, argument: str
) -> tuple[str, ...]:
    """Return the addresses of a host to connect to.

    One address that is not public condemns them all: whoever put it there means harm, or the
    host is known inside of the network by that name.

    Raises:
        ArgumentError: If there is one that is not public, or none at all.
    """
    if addresses and all(is_public(address, policy.networks) for address in addresses):
        return tuple(addresses)
    # Without the address: who reads the message may be who chose the URL.
    raise _not_public(host, argument)


def is_public(address: str, networks: Sequence[str] = ()) -> bool:
    """Whether an IP address is one of the public internet.

    Args:
        address: IPv4 or IPv6, as resolvers write it.
        networks: Networks that count as public.
    """
    from ipaddress import IPv6Address, ip_address

    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.scope_id is not None:
            return False
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _network(_NAT64):
            # What names without IPv6 resolve to where there is no IPv4.
            return is_public(".".join(map(str, ip.packed[12:])), networks)
    if _within(ip, networks):
        return True
    if isinstance(ip, IPv6Address) and not _within(ip, (_GLOBAL_UNICAST,)):
        return False
    return ip.is_global and not _within(ip, _NOT_PUBLIC)


def _check_public(url: str, host: str, policy: MediaPolicy, argument: str, proxied: bool) -> None:
    if "@" in urlsplit(url).netloc:
        raise _forbidden(
            argument, "is a URL with a user name, which is not allowed", "write it without."
        )
    if ":" not in host:
        last = host.rstrip(".").rpartition(".")[2]
        if _NUMBER.fullmatch(last) and not _is_ip(host):
            # Octal, hexadecimal and short forms, which readers of URLs take to be different hosts.
            raise _forbidden(
                argument,
                "is a URL that spells an IPv4 address in an unusual way",
                "write it as four decimal numbers.",
            )
    if _is_ip(host):
        if not is_public(host, policy.networks):
            raise _not_public(host, argument)
    elif proxied and _is_local(host):
        raise _not_public(host, argument)


def _is_local(host: str) -> bool:
    name = host.rstrip(".")
    return "." not in name or any(name == tld or name.endswith(f".{tld}") for tld in _LOCAL_NAMES)


def _ascii(host: str) -> str | None:
    """Return a host as the engine spells it, or None if that cannot be."""
    if ":" in host:
        return host if _is_ip(host) and "%" not in host else None
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    return name if _HOST.fullmatch(name) and len(name) < 255 else None


def _is_ip(host: str) -> bool:
    from ipaddress import ip_address

    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _network(text: str) -> Network:
    from ipaddress import ip_network

    return ip_network(text)


def _within(ip: Address, networks: Sequence[str]) -> bool:
    # Of the other family it is never a member.
    return any(ip in _network(network) for network in networks)


# Paths -----------------------------------------------------------------------------------------


def check_path(path: str, folder: os.PathLike[str], argument: str) -> tuple[str, list[str]]:
    """Find a path below a folder, symbolic links resolved.

    Args:
        path: Path, absolute or from the working directory.
        folder: The folder.
        argument: Name of the caller's argument, for errors.

    Returns:
        The folder and the names on the way from it to the file, free of links when this looked.

    Raises:
        ArgumentError: If it is not below the folder. Whether it is there is not told.
    """
    root = os.path.realpath(folder)
    try:
        # On Windows, looking at another machine's share logs in there.
        if os.path.splitdrive(os.path.abspath(path))[0].lower() == (
            os.path.splitdrive(root)[0].lower()
        ):
            real = os.path.realpath(path)
            if os.path.commonpath((root, real)) == root and real != root:
                return root, os.path.relpath(real, root).split(os.sep)
    except ValueError:  # a zero byte in it
        pass
    raise _forbidden(
        argument,
        "is a path that does not lead to a file below the folder that is allowed",
        f"pass a path below {os.fspath(folder)}; a pathlib.Path is not checked.",
    )


def open_below(path: str, folder: os.PathLike[str], argument: str) -> BinaryIO:
    """Open a regular file below a folder.

    The way down is walked name by name, so that a link that somebody puts there meanwhile is not
    followed.

    Raises:
        ArgumentError: If it is not below the folder or not a regular file.
        OSError: If it cannot be opened.
    """
    root, names = check_path(path, folder, argument)
    if os.open not in os.supports_dir_fd:  # Windows
        return _open_regular(os.path.join(root, *names), None, argument)
    directory = os.open(root, _DIRECTORY)
    try:
        for name in names[:-1]:
            below = os.open(name, _DIRECTORY | os.O_NOFOLLOW, dir_fd=directory)
            os.close(directory)
            directory = below
        return _open_regular(names[-1], directory, argument)
    finally:
        os.close(directory)


_DIRECTORY: Final = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)


def _open_regular(name: str, directory: int | None, argument: str) -> BinaryIO:
    # First a look, because opening a device can do something; then at what was opened.
    _check_regular(os.stat(name, dir_fd=directory, follow_symlinks=False), argument)
    flags = os.O_RDONLY
    for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
        flags |= getattr(os, flag, 0)
    number = os.open(name, flags, dir_fd=directory)
    try:
        _check_regular(os.fstat(number), argument)
        return cast("BinaryIO", os.fdopen(number, "rb", buffering=0))
    except BaseException:
        os.close(number)
        raise


def _check_regular(found: os.stat_result, argument: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _forbidden(
            argument,
            "is the path of something that is not a regular file",
            "copy it to a file, or open it and pass the open file.",
        )


# Errors ----------------------------------------------------------------------------------------


def _forbidden(argument: str, problem: str, remedy: str) -> ArgumentError:
    return ArgumentError(
        f"{argument}: the client's media_policy forbids it: it {problem}",
        hint=remedy,
        argument=argument,
    )


def _not_public(host: str, argument: str) -> ArgumentError:
    return _forbidden(
        argument,
        f"is a URL whose host {host} has an address that is not public",
        "pass the bytes, or name the networks that are allowed: networks=('10.0.7.0/24',).",
    )


def through_proxy(host: str, argument: str) -> ArgumentError:
    """Return the error for a download that would go through a proxy."""
    return _forbidden(
        argument,
        f"is a URL whose host {host} a proxy would resolve, so its address cannot be checked",
        "exempt it with NO_PROXY or trust_env=False, or, if the proxy keeps clients out of its own "
        "network, set through_proxy='allow'.",
    )


@contextmanager
def _about(argument: str) -> Generator[None, None, None]:
    """Let errors of `urls` name the caller's argument."""
    try:
        yield
    except ArgumentError as error:
        message = error.message.replace("`url`", f"`{argument}`")
        raise ArgumentError(message, argument=argument) from None


def _one_of(name: str, value: object, words: tuple[str, ...], more: str = "") -> None:
    if value not in words:
        raise _wrong(name, " or ".join(map(repr, words)) + more, value)


def _tuple_of(name: str, value: object, kind: type) -> None:
    items = cast("tuple[object, ...]", value)
    if not _is_tuple(value) or not all(type(item) is kind for item in items):
        raise _wrong(name, f"a tuple of {kind.__name__}", value)


def _is_tuple(value: object) -> bool:
    return isinstance(value, tuple)


def _wrong(name: str, words: str, value: object) -> ArgumentError:
    return ArgumentError(
        f"MediaPolicy: {name} must be {words}; got {shown(value)}", argument="media_policy"
    )
