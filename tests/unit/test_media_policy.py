"""What a `MediaPolicy` allows: addresses, spellings of URLs, paths, sizes of pictures."""

from __future__ import annotations

import io
import os
import pickle
import socket
import struct
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferloom import ArgumentError, InferenceClient, MediaPolicy
from inferloom.media.image_size import pixels
from inferloom.media.inputs import media
from inferloom.media.policy import (
    check_addresses,
    check_content,
    check_hop,
    check_source,
    check_url,
    is_public,
    open_below,
    policy_of,
)

UNTRUSTED = MediaPolicy.untrusted()
ANY_PORT = MediaPolicy(urls="public")


def words(text: str) -> list[str]:
    return text.split()


# Addresses --------------------------------------------------------------------------------------

PUBLIC = words("""
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.1
169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.1 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 223.255.255.255
2606:4700:4700::1111 2a00:1450:4001::200e 2001:4860:4860::8888
::ffff:8.8.8.8 64:ff9b::8.8.8.8
""")

NOT_PUBLIC = words("""
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1
127.255.255.254 168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1
192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:7f00:1
64:ff9b::127.0.0.1 64:ff9b::169.254.169.254 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8
100::1 2001::1 2001:0:53aa:64c:0:0:80ff:fffe 2001:10::1 2001:db8::1 2002:7f00:1:: 2002:808:808::
3fff::1 4000::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
2606:4700:4700::1111%1
localhost 8.8.8 08.8.8.8 0x8.8.8.8 134744072 8.8.8.8. 8.8.8.8/32
""")


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_public_in_its_ipv6_forms(address: Any) -> None:
    public = is_public(str(address))
    assert is_public(f"::ffff:{address}") is public
    assert is_public(f"64:ff9b::{address}") is public
    assert not public or address.is_global
    assert not is_public(f"::{address}")


@given(st.ip_addresses(v=6))
def test_what_python_calls_private_is_never_public(address: Any) -> None:
    assert not is_public(str(address)) or (address.is_global and not address.is_multicast)


@pytest.mark.parametrize(
    ("address", "networks", "allowed"),
    [
        ("10.0.7.9", ("10.0.7.0/24",), True),
        ("10.0.8.9", ("10.0.7.0/24",), False),
        ("::ffff:10.0.7.9", ("10.0.7.0/24",), True),
        ("64:ff9b::10.0.7.9", ("10.0.7.0/24",), True),
        ("fd12::1", ("10.0.0.0/8", "fd12::/16"), True),
        ("127.0.0.1", ("127.0.0.1",), True),
        ("127.0.0.2", ("127.0.0.1",), False),
    ],
)
def test_networks_that_count_as_public(
    address: str, networks: tuple[str, ...], allowed: bool
) -> None:
    assert is_public(address, networks) is allowed


def test_one_address_that_is_not_public_condemns_them_all() -> None:
    assert check_addresses(["8.8.8.8", "2606:4700::1"], UNTRUSTED, "h", "image")
    for addresses in (["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"], []):
        with pytest.raises(ArgumentError, match="not public") as caught:
            check_addresses(addresses, UNTRUSTED, "h", "image")
        assert "10.0.0.1" not in str(caught.value), "the inside is not told to the outside"


# URLs -------------------------------------------------------------------------------------------

ALLOWED_URLS = [
    ("https://example.com/cat.png", ("https", "example.com", 443)),
    ("https://example.com:443/cat.png", ("https", "example.com", 443)),
    ("HTTPS://EXAMPLE.com/cat.png?a=b#c", ("https", "example.com", 443)),
    ("https://example.com./cat.png", ("https", "example.com.", 443)),
    ("https://b\u00fccher.example/cat.png", ("https", "xn--bcher-kva.example", 443)),
    ("https://xn--bcher-kva.example/", ("https", "xn--bcher-kva.example", 443)),
    ("https://1e100.net/", ("https", "1e100.net", 443)),
    ("https://a_b.example/", ("https", "a_b.example", 443)),
    ("https://8.8.8.8/", ("https", "8.8.8.8", 443)),
    ("https://[2606:4700::1]/", ("https", "2606:4700::1", 443)),
    ("https://8.8.8.8.example/", ("https", "8.8.8.8.example", 443)),
    ("https://0x7f.example/", ("https", "0x7f.example", 443)),
]

FORBIDDEN_URLS = [
    # other than https, and its port
    "http://example.com/",
    "http://8.8.8.8/",
    "https://example.com:8443/",
    "https://example.com:80/",
    "https://example.com:22/",
    # 127.0.0.1, plain
    "https://127.0.0.1/",
    "https://127.0.0.1./",
    "https://127.0.0.1:443/",
    "https://[::1]/",
    "https://[::]/",
    "https://0.0.0.0/",
    # 127.0.0.1, in numbers
    "https://2130706433/",
    "https://02130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0X7F000001/",
    "https://0x7f.1/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0177.0x0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://127.000.000.001/",
    "https://0/",
    "https://0x/",
    "https://00/",
    "https://1.2.3.4.5/",
    "https://999.1.1.1/",
    "https://256.256.256.256/",
    "https://2130706433./",
    # public ones in numbers: nobody writes them so in good faith
    "https://134744072/",
    "https://8.8.2056/",
    "https://010.8.8.8/",
    # digits and dots of other scripts
    "https://\uff11\uff12\uff17.0.0.1/",
    "https://\u2460\u2461\u2466.0.0.1/",
    "https://127\u30020\u30020\u30021/",
    "https://127\uff0e0\uff0e0\uff0e1/",
    # IPv6 forms
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[0:0:0:0:0:ffff:7f00:0001]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[64:ff9b:1::808:808]/",
    "https://[2002:7f00:1::]/",
    "https://[2001:0:53aa:64c::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[fd00:ec2::254]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[v1.fe80::1]/",
    # inside of networks, and of clouds
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://2852039166/latest/meta-data/",
    "https://0xa9fea9fe/",
    "https://0251.0376.0251.0376/",
    "https://169.254.170.2/v2/credentials",
    "https://100.100.100.200/latest/meta-data/",
    "https://168.63.129.16/",
    "https://192.0.0.192/",
    "https://224.0.0.1/",
    "https://255.255.255.255/",
    # who is the host?
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://example.com@127.0.0.1/",
    "https://@example.com/",
    "https://127.0.0.1\\@example.com/",
    "https://example.com\\@127.0.0.1/",
    "https://example.com\t.evil.example/",
    "https://exa mple.com/",
    "https://127.0.0.1%00.example.com/",
    "https://127%2e0%2e0%2e1/",
    "https://%31%32%37.0.0.1/",
    "https://example.com:0/",
    "https://example.com:99999/",
    "https://example.com:-1/",
    "https://example.com:4 43/",
    "https:///127.0.0.1/",
    "https://",
    "https://./a..b/\n",
    "https://a..b/",
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 127 + "example/",
    "https://[::1/",
    "https://::1/",
    "https://exa<mple.com/",
    "https://\u00ad/",
]


@pytest.mark.parametrize(("url", "target"), ALLOWED_URLS, ids=[u for u, _ in ALLOWED_URLS])
def test_urls_of_the_public_internet(url: str, target: tuple[str, str, int]) -> None:
    assert check_url(url, UNTRUSTED, "image") == target


@pytest.mark.parametrize("url", FORBIDDEN_URLS, ids=map(ascii, FORBIDDEN_URLS))
def test_urls_that_strangers_may_not_give(url: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        check_url(url, UNTRUSTED, "image")
    assert caught.value.argument == "image"
    assert "image" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", FORBIDDEN_URLS, ids=map(ascii, FORBIDDEN_URLS))
def test_no_spelling_resolves_to_the_inside(url: str) -> None:
    """Whatever http and other ports let through, a resolver does not read as an address."""
    try:
        _, host, port = check_url(url, ANY_PORT, "image")
    except ArgumentError:
        return
    try:
        found = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    except OSError:
        return
    assert all(is_public(str(entry[4][0])) for entry in found)


@given(st.text("0123456789abcdefx.:[]%-", min_size=1, max_size=24))
def test_no_made_up_host_is_an_address_that_is_not_public(host: str) -> None:
    try:
        _, name, port = check_url(f"http://{host}/", ANY_PORT, "image")
        found = socket.getaddrinfo(name, port, flags=socket.AI_NUMERICHOST)
    except (ArgumentError, OSError):
        return
    assert all(is_public(str(entry[4][0])) for entry in found)


def test_what_a_policy_says_of_urls_can_be_changed() -> None:
    url = "http://10.0.7.1:8080/a.png"
    for policy in (
        MediaPolicy.trusted(),
        MediaPolicy(urls="public", networks=("10.0.7.0/24",)),
        MediaPolicy(urls="public", networks=("10.0.7.0/24",), ports=(8080,)),
        replace(UNTRUSTED, schemes=("http",), ports=None, networks=("10.0.7.0/24",)),
    ):
        assert check_url(url, policy, "image") == ("http", "10.0.7.1", 8080)
    for policy, words in (
        (MediaPolicy(urls="refuse"), "urls='public'"),
        (MediaPolicy(urls="public"), "networks="),
        (MediaPolicy(schemes=("https",)), "schemes=('https', 'http')"),
        (MediaPolicy(ports=(80, 443)), "ports=(80, 443, 8080)"),
    ):
        with pytest.raises(ArgumentError) as caught:
            check_url(url, policy, "image")
        assert words in str(caught.value), "the message says what to write"
        assert "media_policy" in str(caught.value)


@pytest.mark.parametrize(
    "host", ["localhost", "printer", "a.local", "metadata.google.internal", "x.home.arpa", "a.lan."]
)
def test_local_names_are_not_for_a_proxy_to_resolve(host: str) -> None:
    url = f"https://{host}/"
    check_url(url, UNTRUSTED, "image")  # without a proxy its address decides
    with pytest.raises(ArgumentError, match="not public"):
        check_url(url, UNTRUSTED, "image", proxied=True)
    check_url("https://example.com/", UNTRUSTED, "image", proxied=True)


def test_redirects_keep_their_encryption() -> None:
    for before, after in ((None, "http"), ("http", "http"), ("http", "https"), ("https", "https")):
        check_hop(before, after, UNTRUSTED, "image")
    check_hop("https", "http", MediaPolicy.trusted(), "image")
    with pytest.raises(ArgumentError, match="https to http"):
        check_hop("https", "http", UNTRUSTED, "image")


# Strings ----------------------------------------------------------------------------------------


def checked(value: object, policy: MediaPolicy) -> None:
    check_source(media(value, argument="image", kind="image"), policy)


def test_the_policy_is_about_strings() -> None:
    policy = MediaPolicy(urls="refuse", paths="refuse", data_urls="refuse")
    for value in ("https://example.com/", "/etc/passwd", "a.png", "aGVsbG8=", "data:,a", "~/a"):
        checked(value, MediaPolicy.trusted())
        with pytest.raises(ArgumentError, match="media_policy forbids"):
            checked(value, policy)
    for explicit in (b"a", bytearray(b"a"), Path("/etc/passwd"), io.BytesIO(b"a")):
        checked(explicit, policy)


@pytest.mark.parametrize(
    "value",
    [
        "/etc/passwd",
        "etc/passwd",
        "../../etc/passwd",
        "~/.ssh/id_rsa",
        "C:\\Windows\\win.ini",
        "\\\\evil\\share\\a.png",
        "//evil/share/a.png",
        "file:/etc/passwd",
        " https://example.com/",
        "ht\ttps://example.com/",
        "https:example.com",
        "/dev/stdin",
        "-",
        ".",
        "data",
        "aGVsbG8=",
    ],
)
def test_no_string_is_a_path(value: str) -> None:
    with pytest.raises(ArgumentError, match="media_policy forbids") as caught:
        checked(value, UNTRUSTED)
    assert value not in str(caught.value) or len(value) < 5
    assert "pathlib.Path" in str(caught.value)


@pytest.mark.parametrize(
    "value",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_", "jar:http://a!/"],
)
def test_other_schemes_are_no_media_at_all(value: str) -> None:
    with pytest.raises(ArgumentError):
        checked(value, UNTRUSTED)


# Paths ------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of uploads, with a secret beside it."""
    found = tmp_path / "uploads"
    (found / "deep" / "er").mkdir(parents=True)
    (found / "a.png").write_bytes(b"picture")
    (found / "deep" / "er" / "b.png").write_bytes(b"picture")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "uploads-too").mkdir()
    (tmp_path / "uploads-too" / "secret").write_bytes(b"secret")
    return found


INSIDE = {
    "plain": "{0}/a.png",
    "deep": "{0}/deep/er/b.png",
    "dots": "{0}/./deep/../a.png",
    "out and in": "{0}/../uploads/a.png",
    "slashes": "{0}//a.png",
    "link to a file": "{0}/link-in",
    "link to a folder": "{0}/folder-in/b.png",
}
OUTSIDE = {
    "absolute": "/etc/passwd",
    "beside": "{0}/../secret",
    "same beginning": "{0}-too/secret",
    "the folder": "{0}",
    "the folder, by dots": "{0}/deep/..",
    "above": "{0}/..",
    "missing, beside": "{0}/../missing",
    "relative": "secret",
    "link to a file": "{0}/link-out",
    "link to a link": "{0}/link-link-out",
    "link to a folder": "{0}/folder-out/secret",
    "link and dots": "{0}/folder-in/../../../secret",
    "zero byte": "{0}/a.png\0.jpg",
    "zero byte, beside": "{0}/../secret\0{0}/a.png",
    "device": "/dev/zero",
    "standard input": "/dev/stdin",
    "process": "/proc/self/environ",
    "descriptor": "/proc/self/fd/0",
    "link to a process": "{0}/environ",
}


def links(folder: Path) -> None:
    (folder / "link-in").symlink_to("deep/er/b.png")
    (folder / "folder-in").symlink_to(folder / "deep" / "er")
    (folder / "link-out").symlink_to("../secret")
    (folder / "link-link-out").symlink_to("link-out")
    (folder / "folder-out").symlink_to("..")
    (folder / "environ").symlink_to("/proc/self/environ")


posix = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX")


@posix
@pytest.mark.parametrize("path", INSIDE.values(), ids=INSIDE)
def test_files_below_the_folder(folder: Path, path: str) -> None:
    links(folder)
    with open_below(path.format(folder), folder, "image") as file:
        assert file.read() == b"picture"


@posix
def test_relative_paths_start_where_they_always_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    with open_below("uploads/a.png", Path("uploads"), "image") as file:
        assert file.read() == b"picture"
    with pytest.raises(ArgumentError):
        open_below("a.png", Path("uploads"), "image")


@posix
def test_the_folder_may_be_a_link_itself(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(folder)
    for root in (folder, tmp_path / "alias"):
        for path in (folder / "a.png", tmp_path / "alias" / "a.png"):
            open_below(str(path), root, "image").close()


@posix
@pytest.mark.parametrize("path", OUTSIDE.values(), ids=OUTSIDE)
def test_no_way_out_of_the_folder(folder: Path, path: str) -> None:
    links(folder)
    with pytest.raises(ArgumentError, match="media_policy forbids") as caught:
        open_below(path.format(folder), folder, "image")
    assert caught.value.argument == "image"
    assert "b'secret'" not in str(caught.value)


@posix
def test_a_file_outside_is_not_said_to_be_there(folder: Path) -> None:
    def message(path: Path) -> str:
        with pytest.raises(ArgumentError) as caught:
            open_below(str(path), folder, "image")
        return str(caught.value)

    assert message(folder.parent / "secret") == message(folder.parent / "missing")
    assert message(folder / ".." / "secret") == message(Path("/etc/passwd"))


@posix
@pytest.mark.parametrize("kind", ["fifo", "socket", "folder"])
def test_only_regular_files(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the path of a socket has to be short
    if kind == "fifo":
        os.mkfifo("thing")  # opening it would wait for a writer, without end
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as found:
            found.bind("thing")
    else:
        (folder / "thing").mkdir()
    with pytest.raises(ArgumentError, match="not a regular file"):
        open_below(str(folder / "thing"), folder, "image")


@posix
def test_a_link_that_is_put_there_meanwhile_is_not_followed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check sees a file and a folder, and the opening sees links in their place."""
    real = os.path.realpath
    for name, link, path in (
        ("a.png", folder.parent / "secret", "a.png"),
        ("deep", folder.parent / "uploads-too", "deep/secret"),
    ):
        found = real(folder / path)
        target = folder / name
        target.rename(folder / "moved")
        target.symlink_to(link)
        monkeypatch.setattr(
            os.path, "realpath", lambda p, f=found: f if str(p) != str(folder) else real(p)
        )
        with pytest.raises((ArgumentError, OSError)):
            open_below(str(folder / path), folder, "image")
        monkeypatch.undo()
        target.unlink()
        (folder / "moved").rename(target)


@posix
@pytest.mark.parametrize("kind", ["link", "fifo"])
def test_a_file_that_is_swapped_between_a_look_and_the_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    real = os.stat

    def look(path: Any, **options: Any) -> os.stat_result:
        found = real(path, **options)
        if path == "a.png":
            (folder / "a.png").unlink()
            if kind == "link":
                (folder / "a.png").symlink_to("../secret")
            else:
                os.mkfifo(folder / "a.png")
        return found

    monkeypatch.setattr(os, "stat", look)
    with pytest.raises((ArgumentError, OSError)):
        open_below(str(folder / "a.png"), folder, "image")


@posix
def test_no_descriptor_is_left_open(folder: Path) -> None:
    def count() -> int:
        return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    os.mkfifo(folder / "fifo")
    before = count()
    for path in ("a.png", "deep/er/b.png", "fifo", "deep", "missing", "deep/missing", "a.png/b"):
        with suppress(ArgumentError, OSError):
            open_below(str(folder / path), folder, "image").close()
    assert count() == before


# Pixels -----------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    import zlib

    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, before: bytes = b"") -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 0)
    return (
        b"\xff\xd8"
        + before
        + b"\xff\xc2"
        + struct.pack(">H", 2 + len(frame))
        + frame
        + (b"\xff\xda\0\2")
    )


def gif(width: int, height: int, inner: tuple[int, int] | None = None) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    comment = b"!\xfe\x03abc\x01d\0"
    return head + comment + b"," + struct.pack("<HHHHB", 0, 0, *(inner or (width, height)), 0)


def animated_gif(*frames: tuple[int, int], blocks: int = 3) -> bytes:
    """A GIF whose screen is 1 x 1, with tables of colours, extensions and data in blocks."""
    data = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    data += b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    for number, size in enumerate(frames):
        data += b"!\xf9\x04\0\0\0\0\0"
        data += b"," + struct.pack("<HHHH", 0, 0, *size)
        data += (b"\x80" + bytes(6) if number % 2 else b"\0") + b"\x08"
        # Data that looks like the end, and like another frame.
        data += b"\x0b;,\xff\xff\xff\xff\xff\xff!;\0" * blocks + b"\0"
    return data + b";"


def animated_png(width: int, height: int, frames: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    control = chunk(b"acTL", struct.pack(">II", frames, 0))
    part = chunk(b"fcTL", bytes(26)) + chunk(b"fdAT", bytes(40))
    return b"\x89PNG\r\n\x1a\n" + head + control + part * frames + chunk(b"IEND", b"")


def animated_webp(width: int, height: int, frames: int) -> bytes:
    def sized(number: int) -> bytes:
        return struct.pack("<I", number - 1)[:3]

    def part(kind: bytes, data: bytes) -> bytes:
        return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)

    inner = b"WEBP" + part(b"VP8X", b"\2\0\0\0" + sized(width) + sized(height))
    inner += part(b"ANIM", bytes(6)) + part(b"ANMF", bytes(17)) * frames
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def bmp(width: int, height: int) -> bytes:
    return b"BM" + bytes(12) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, *[0] * 6)


def tiff(*sizes: tuple[int, int], order: str = "<", loop: bool = False) -> bytes:
    data = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for number, (width, height) in enumerate(sizes):
        last = number == len(sizes) - 1
        following = len(data) + 30 if not last else 8 if loop else 0
        data += struct.pack(f"{order}H", 2)
        data += struct.pack(f"{order}HHII", 256, 4, 1, width)
        data += struct.pack(f"{order}HHII", 257, 4, 1, height)
        data += struct.pack(f"{order}I", following)
    return data


def webp(form: bytes, payload: bytes) -> bytes:
    inner = b"WEBP" + form + struct.pack("<I", len(payload)) + payload
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def heif(*sizes: tuple[int, int], brand: bytes = b"avif") -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", 8 + len(data)) + kind + data

    extents = b"".join(box(b"ispe", bytes(4) + struct.pack(">II", *size)) for size in sizes)
    meta = bytes(4) + box(b"hdlr", bytes(20)) + box(b"iprp", box(b"ipco", extents))
    return box(b"ftyp", brand + bytes(4)) + box(b"meta", meta) + box(b"mdat", b"")


def counted(data: bytes) -> int | None:
    return pixels(lambda at, size: data[at : at + size])


BIG = 60_000
PICTURES = {
    "png": (png(BIG, BIG), BIG**2),
    "png, largest": (png(2**32 - 1, 2**32 - 1), (2**32 - 1) ** 2),
    "jpeg": (jpeg(BIG, BIG), BIG**2),
    "jpeg after 128 kB": (jpeg(BIG, 3, (b"\xff\xe1\xff\xff" + bytes(65533)) * 2), BIG * 3),
    "jpeg, fill bytes": (jpeg(7, 3, b"\xff\xff\xff\xe0\0\2"), 21),
    "jpeg, two frames": (jpeg(7, 3, jpeg(BIG, BIG)[2:-4]), BIG**2),
    "gif": (gif(BIG, BIG), BIG**2),
    "gif, larger than its screen": (gif(1, 1, (BIG, BIG)), BIG**2),
    "gif of one frame": (animated_gif((7, 9)), 63),
    "gif of frames": (animated_gif(*[(7, 9)] * 100), 6300),
    "gif, the last is large": (animated_gif((1, 1), (1, 1), (BIG, BIG)), 3 * BIG**2),
    "png of frames": (animated_png(7, 9, 100), 6300),
    "webp of frames": (animated_webp(7, 9, 100), 6300),
    "bmp": (bmp(BIG, BIG), BIG**2),
    "bmp, upside down": (bmp(BIG, -BIG), BIG**2),
    "tiff": (tiff((BIG, BIG)), BIG**2),
    "tiff, other order": (tiff((BIG, BIG), order=">"), BIG**2),
    "tiff, last page": (tiff((1, 1), (2, 2), (BIG, BIG)), BIG**2),
    "webp": (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16383, 16383)), 16383**2),
    "webp, lossless": (webp(b"VP8L", b"\x2f" + struct.pack("<I", 2**28 - 1)), 16384**2),
    "webp, extended": (webp(b"VP8X", bytes(4) + b"\xff\xff\xff\xff\xff\xff"), 2**48),
    "avif": (heif((1, 1), (BIG, BIG)), BIG**2),
    "heic": (heif((BIG, BIG), brand=b"heic"), BIG**2),
}
NO_PICTURES = {
    "nothing": b"",
    "text": b"hello",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='60000' height='60000'/>",
    "ppm": b"P6 60000 60000 255\n",
    "sound": b"RIFF\0\0\0\0WAVE",
    "png without a header": b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
    "png of nothing": png(0, 9),
    "jpeg without a frame": b"\xff\xd8\xff\xda",
    "jpeg with a reserved marker": jpeg(7, 3, b"\xff\xc8\0\2"),
    "jpeg with rubbish": jpeg(7, 3, b"\0\0"),
    "jpeg of many segments": jpeg(7, 3, b"\xff\xe0\0\2" * 100_000),
    "gif of many blocks": gif(1, 1)[:19] + b"!\xfe" + b"\1a" * 100_000,
    "gif of very many blocks": animated_gif((1, 1), blocks=1 << 19),
    "gif of rubbish": gif(1, 1)[:19] + bytes(1 << 20),
    "png of very many chunks": png(1, 1)[:33] + chunk(b"tEXt", b"") * (1 << 19),
    "tiff that never ends": tiff((1, 1), loop=True),
    "tiff with an odd type": tiff((1, 1)).replace(b"\0\1\4\0", b"\0\1\5\0"),
    "tiff of many pages": tiff(*[(1, 1)] * 2000),
    "avif sequence": heif((1, 1), brand=b"avis"),
    "avif without a size": heif(),
    "avif with a box of no size": heif((1, 1)).replace(b"\0\0\0\x10ftyp", b"\0\0\0\0ftyp"),
}


@pytest.mark.parametrize(("data", "count"), PICTURES.values(), ids=PICTURES)
def test_pixels_by_the_header(data: bytes, count: int) -> None:
    assert counted(data) == count


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_has_no_known_size(data: bytes) -> None:
    assert counted(data) is None


@pytest.mark.parametrize("data", [data for data, _ in PICTURES.values()], ids=PICTURES)
def test_a_cut_header_is_no_smaller_picture(data: bytes) -> None:
    whole = counted(data)
    still = [counted(data[:end]) for end in range(min(len(data), 200))]
    for count in (
        still if b"acTL" not in data and b"ANMF" not in data and data.count(b",") < 2 else ()
    ):
        # Until the frame that is larger than the first, the first is all there is.
        assert count in (None, whole)


@given(st.sampled_from([data[:200] for data, _ in PICTURES.values()]), st.data())
def test_no_header_breaks_it(picture: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(picture) - 1))
    noise = data.draw(st.binary(max_size=16))
    counted(picture[:at] + noise + picture[at + len(noise) :])


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_what_pillow_writes(form: str, mode: str) -> None:
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    try:
        image.new(mode, (37, 91)).save(buffer, form)
    except (OSError, ValueError, KeyError) as error:
        pytest.skip(f"Pillow cannot: {error}")
    assert counted(buffer.getvalue()) == 37 * 91


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_what_pillow_writes_of_several_frames(form: str) -> None:
    image = pytest.importorskip("PIL.Image")
    frames = [image.effect_noise((37, 91), 60).convert("P") for _ in range(5)]
    buffer = io.BytesIO()
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:])
    assert counted(buffer.getvalue()) == 37 * 91 * 5


@pytest.mark.parametrize(
    "picture",
    [animated_gif(*[(10, 10)] * 11), animated_png(10, 10, 11), animated_webp(10, 10, 11)],
    ids=["gif", "png", "webp"],
)
@pytest.mark.parametrize("how", ["bytes", "file", "data", "pipe"])
def test_all_frames_count(picture: bytes, how: str) -> None:
    value: Any = picture
    if how == "file":
        value = io.BytesIO(picture)
    elif how == "data":
        value = "data:image/png;base64," + b64encode(picture).decode()
    elif how == "pipe":
        reading, writing = os.pipe()
        os.write(writing, picture[:60_000])
        os.close(writing)
        value = os.fdopen(reading, "rb")
    source = media(value, argument="image", kind="image")
    with source.open() as content:
        check_content(content, source, MediaPolicy(max_pixels=1100)) if how != "pipe" else None
        with pytest.raises(ArgumentError, match="pixels"):
            check_content(content, source, MediaPolicy(max_pixels=1099))
    if how == "pipe":
        value.close()


# The policy itself ------------------------------------------------------------------------------


def test_policies() -> None:
    assert policy_of(None) == policy_of("trusted") == MediaPolicy() == MediaPolicy.trusted()
    assert policy_of("untrusted") == UNTRUSTED
    assert policy_of(ANY_PORT) is ANY_PORT
    assert pickle.loads(pickle.dumps(UNTRUSTED)) == UNTRUSTED
    assert hash(UNTRUSTED) == hash(MediaPolicy.untrusted())


def test_a_client_carries_its_policy_along() -> None:
    client = InferenceClient(media_policy="untrusted")
    assert client._session.config.policy == UNTRUSTED
    assert client.with_options(timeout=3)._session.config.policy == UNTRUSTED
    other = client.with_options(media_policy="trusted")
    assert other._session.config.policy == MediaPolicy.trusted()
    assert client._session.config.policy == UNTRUSTED
    assert pickle.loads(pickle.dumps(client))._session.config.policy == UNTRUSTED


@pytest.mark.parametrize(
    ("build", "argument", "value", "words"),
    [
        (MediaPolicy, "urls", "private", "urls"),
        (MediaPolicy, "urls", None, "urls"),
        (MediaPolicy, "paths", "refused", "pathlib.Path"),
        (MediaPolicy, "paths", "/srv/uploads", "pathlib.Path"),
        (MediaPolicy, "paths", None, "paths"),
        (MediaPolicy, "data_urls", "public", "data_urls"),
        (MediaPolicy, "through_proxy", True, "through_proxy"),
        (MediaPolicy, "max_bytes", 0, "max_bytes"),
        (MediaPolicy, "max_bytes", 1e6, "max_bytes"),
        (MediaPolicy, "max_pixels", True, "max_pixels"),
        (MediaPolicy, "max_seconds", float("nan"), "max_seconds"),
        (MediaPolicy, "schemes", "https", "schemes"),
        (MediaPolicy, "schemes", ("file",), "schemes"),
        (MediaPolicy, "ports", [443], "ports"),
        (MediaPolicy, "ports", ("443",), "ports"),
        (MediaPolicy, "networks", ("10.0.0.1/8",), "networks"),
        (MediaPolicy, "networks", ("localhost",), "networks"),
        (InferenceClient, "media_policy", "strict", "'untrusted'"),
        (InferenceClient, "media_policy", True, "media_policy"),
        (InferenceClient().with_options, "media_policy", "strict", "'untrusted'"),
    ],
)
def test_a_misspelt_policy_is_an_error(
    build: Callable[..., object], argument: str, value: object, words: str
) -> None:
    with pytest.raises(ArgumentError, match=words) as caught:
        build(**{argument: value})
    assert caught.value.argument == "media_policy"
