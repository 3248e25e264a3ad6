"""Media input: what is accepted, what type it gets, and that a retry sends the same bytes."""

from __future__ import annotations

import base64
import binascii
import copy
import gzip
import io
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import tracemalloc
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inferloom.errors import ArgumentError, MediaDecodeError
from inferloom.media.inputs import (
    Media,
    MediaInput,
    OpenMedia,
    base64_blocks,
    base64_size,
    media,
    media_type,
    sniff,
)
from inferloom.models.media import Audio, Video, picture

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(20)
WAV = b"RIFF\x24\0\0\0WAVEfmt " + bytes(24)
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isommp41" + bytes(20)
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(20)
MKV = b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska" + bytes(20)


def opened(value: object, kind: str = "image") -> OpenMedia:
    return media(value, argument="image", kind=kind).open()


def read(value: object, kind: str = "image") -> bytes:
    with opened(value, kind) as content:
        data = b"".join(content.blocks())
        assert content.size in (len(data), None)
        return data


def refused(value: object, match: str, kind: str = "image") -> None:
    """The argument itself is refused, before anything is opened."""
    with pytest.raises(ArgumentError, match=match) as caught:
        media(value, argument="the_arg", kind=kind)
    assert caught.value.argument == "the_arg"
    assert str(caught.value).startswith("`the_arg` ")


def name_and_type(value: object, kind: str = "image") -> tuple[str, str]:
    with opened(value, kind) as content:
        return content.filename, content.content_type


def fails(value: object, match: str, kind: str = "image") -> None:
    """The argument is fine, its content is not."""
    reference = media(value, argument="the_arg", kind=kind)
    with pytest.raises(ArgumentError, match=match) as caught:
        reference.open()
    assert caught.value.argument == "the_arg"
    assert str(caught.value).startswith("`the_arg` ")


# --- types by content

ISO = b"\0\0\0\x1cftyp"
SNIFFED: list[tuple[bytes, str, str | None]] = [
    (PNG, "image", "image/png"),
    (JPEG, "image", "image/jpeg"),
    (b"\xff\xd8\xff\xdb" + bytes(8), "image", "image/jpeg"),
    (b"GIF87a" + bytes(8), "image", "image/gif"),
    (b"GIF89a" + bytes(8), "image", "image/gif"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "image", "image/webp"),
    (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", "image", "image/bmp"),
    (b"BMW drivers", "image", None),
    (b"II*\0\x08\0\0\0", "image", "image/tiff"),
    (b"MM\0*\0\0\0\x08", "image", "image/tiff"),
    (b"MM\0+\0\x08\0\0", "image", "image/tiff"),
    (ISO + b"avif\0\0\0\0mif1avif", "image", "image/avif"),
    (ISO + b"mif1\0\0\0\0avifmif1", "image", "image/avif"),
    (ISO + b"heic\0\0\0\0mif1heic", "image", "image/heic"),
    (ISO + b"mif1\0\0\0\0heicmif1", "image", "image/heic"),
    (WAV, "audio", "audio/wav"),
    (b"RF64\xff\xff\xff\xffWAVEds64", "audio", "audio/wav"),
    (b"fLaC\0\0\0\x22", "audio", "audio/flac"),
    (b"ID3\x04\0\0\0\0\0\0", "audio", "audio/mpeg"),
    (b"\xff\xfb\x90\x64", "audio", "audio/mpeg"),  # MPEG 1 layer III
    (b"\xff\xf3\x40\xc4", "audio", "audio/mpeg"),  # MPEG 2 layer III
    (b"\xff\xe3\x18\xc4", "audio", "audio/mpeg"),  # MPEG 2.5 layer III
    (b"\xff\xf1\x50\x80", "audio", "audio/aac"),  # ADTS
    (b"\xff\xfe\x41\0", "audio", None),  # UTF-16 text
    (b"\xff\xff\xff\xff", "audio", None),
    (b"\xff\xfb", "audio", None),
    (b"OggS\0\x02" + bytes(22) + b"OpusHead", "audio", "audio/ogg"),
    (b"OggS\0\x02" + bytes(22) + b"\x01vorbis", "audio", "audio/ogg"),
    (b"OggS\0\x02" + bytes(22) + b"\x80theora", "audio", "audio/ogg"),
    (b"OggS\0\x02" + bytes(22) + b"\x80theora", "video", "video/ogg"),
    (ISO + b"M4A \0\0\0\0M4A mp42", "audio", "audio/m4a"),
    (ISO + b"M4A \0\0\0\0M4A mp42", "video", "video/mp4"),
    (MP4, "audio", "audio/m4a"),
    (MP4, "video", "video/mp4"),
    (ISO + b"qt  \0\0\0\0qt  ", "video", "video/quicktime"),
    (ISO + b"qt  \0\0\0\0qt  ", "audio", "audio/m4a"),
    (ISO + b"3gp5\0\0\0\x003gp5", "video", "video/3gpp"),
    (WEBM, "audio", "audio/webm"),
    (WEBM, "video", "video/webm"),
    (MKV, "video", "video/x-matroska"),
    (MKV, "audio", "audio/webm"),
    (b"RIFF\x24\0\0\0AVI LIST", "video", "video/x-msvideo"),
    (b"\0\0\x01\xba\x44", "video", "video/mpeg"),
    (b"#!AMR\n\x3c", "audio", "audio/amr"),
    (b"#!AMR-WB\n", "audio", "audio/AMR-WB"),
    (b"FORM\0\0\0\0AIFFCOMM", "audio", "audio/aiff"),
    (b"FORM\0\0\0\0AIFCFVER", "audio", "audio/aiff"),
    (b"RIFF\x24\0\0\0RMIDdata", "audio", None),
    (b"", "image", None),
    (b"hello", "image", None),
    (PNG, "audio", "image/png"),  # content is content
]


@pytest.mark.parametrize(("head", "kind", "expected"), SNIFFED)
def test_sniff(head: bytes, kind: str, expected: str | None) -> None:
    assert sniff(head, kind) == expected


@given(st.binary(max_size=64), st.sampled_from(["image", "audio", "video"]))
def test_sniff_takes_anything(head: bytes, kind: str) -> None:
    assert (sniff(head, kind) or "image/png").count("/") == 1
    for magic in (b"", ISO, b"\xff", b"RIFF", b"OggS"):
        sniff(magic + head, kind)


@pytest.mark.parametrize(
    ("head", "kind", "declared", "name", "expected"),
    [
        (PNG, "image", "image/jpeg", "x.gif", "image/png"),  # content first
        (WAV, "audio", None, "x.mp3", "audio/wav"),
        (WEBM, "audio", "video/webm", "x.webm", "audio/webm"),
        (b"?", "image", "image/webp", "x.gif", "image/webp"),  # then what was declared
        (b"?", "image", "image/jxl", None, "image/jxl"),
        (b"?", "audio", "audio/mp3", None, "audio/mpeg"),
        (b"?", "audio", "Audio/X-WAV; rate=8000", None, "audio/wav"),
        (b"?", "audio", "audio/webm;codecs=opus", None, "audio/webm"),
        (b"?", "audio", "video/mp4", None, "audio/m4a"),
        (b"?", "image", "application/octet-stream", "x.gif", "image/gif"),  # which says nothing
        (b"?", "image", "text/html", None, "image/jpeg"),
        (b"?", "image", "", None, "image/jpeg"),
        (b"?", "image", None, "x.JPG", "image/jpeg"),  # then the name
        (b"?", "image", None, "archive.tar.png", "image/png"),
        (b"?", "audio", None, "x.mp3", "audio/mpeg"),
        (b"?", "audio", None, "x.mp4", "audio/m4a"),
        (b"?", "audio", None, "x.webm", "audio/webm"),
        (b"?", "audio", None, "x.opus", "audio/ogg"),
        (b"?", "video", None, "x.webm", "video/webm"),
        (b"?", "video", None, "x.mov", "video/quicktime"),
        (b"?", "image", None, "x.unknown", "image/jpeg"),  # then the default
        (b"?", "image", None, "png", "image/png"),
        (b"?", "audio", None, None, "audio/flac"),
        (b"?", "video", None, None, "video/mp4"),
    ],
)
def test_media_type(
    head: bytes, kind: str, declared: str | None, name: str | None, expected: str
) -> None:
    assert media_type(head, kind, declared=declared, name=name) == expected


@pytest.mark.parametrize(
    ("name", "content", "kind", "expected"),
    [
        ("cat.png", PNG, "image", "cat.png"),
        ("cat.PNG", PNG, "image", "cat.PNG"),
        ("cat", PNG, "image", "cat.png"),
        ("cat.jpg", PNG, "image", "cat.png"),
        ("cat.v2", PNG, "image", "cat.v2.png"),
        ("say.mp3", WAV, "audio", "say.wav"),
        ("say.webm", WEBM, "audio", "say.webm"),
        ('a"b;c\r\nd.png', PNG, "image", "a_b_c__d.png"),
        ("\u00e9t\u00e9.png", PNG, "image", "\u00e9t\u00e9.png"),
    ],
)
def test_filename(tmp_path: Path, name: str, content: bytes, kind: str, expected: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert name_and_type(tmp_path / name, kind)[0] == expected


def test_filename_is_made_up() -> None:
    assert opened(PNG).filename == "image.png"
    assert opened(b"\xff\xfb\x90\x64", "audio").filename == "audio.mp3"
    assert opened(MP4, "audio").filename == "audio.m4a"
    assert opened(b"?", "video").filename == "video.mp4"
    assert opened(io.BytesIO(PNG)).filename == "image.png"


# --- every accepted kind


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview, io.BytesIO])
def test_in_memory(make: Callable[[bytes], object]) -> None:
    assert read(make(PNG)) == PNG
    assert opened(make(PNG)).content_type == "image/png"


def test_bytes_that_change_are_copied() -> None:
    data = bytearray(PNG)
    reference = media(data, argument="image", kind="image")
    data[:] = b"overwritten"
    assert b"".join(reference.open().blocks()) == PNG
    strided = memoryview(bytes(range(20)))[::2]
    assert read(strided) == bytes(range(0, 20, 2))


def test_paths(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(PNG)

    class Entry:
        def __fspath__(self) -> bytes:
            return os.fsencode(path)

    for value in (path, str(path), Entry()):
        assert read(value) == PNG
    with opened(path) as content:
        assert (content.size, content.content_type, content.filename) == (32, "image/png", "x.png")


def test_nothing_is_read_before_open(tmp_path: Path) -> None:
    path = tmp_path / "late.png"
    reference = media(path, argument="image", kind="image")
    path.write_bytes(PNG)
    for _ in range(2):
        with reference.open() as content:
            assert b"".join(content.blocks()) == PNG


@pytest.mark.parametrize("url", ["http://h/a/cat%20x.png?sig=1", "HTTPS://h/cat.png", "https://h"])
def test_urls_are_only_recognised(url: str) -> None:
    reference = media(url, argument="image", kind="image")
    assert reference.url == url
    assert "sig" not in repr(reference)
    with pytest.raises(RuntimeError, match="downloaded"):
        reference.open()


def test_downloaded() -> None:
    reference = media("http://h/a/cat%20x.png?sig=1", argument="image", kind="image")
    assert reference.filename == "cat x.png"
    reference = reference.with_content(b"?", "image/gif")
    assert (reference.url, reference.kind, reference.argument) == (None, "image", "image")
    content = reference.open()
    assert (content.content_type, content.filename) == ("image/gif", "cat x.gif")
    assert Media.from_bytes(PNG, "text/html").open().content_type == "image/png"


def test_bad_urls() -> None:
    refused("http://", "not a valid URL")
    refused("http://h\r\n/x", "not a valid URL")
    refused("s3://bucket/cat.png", "starts with 's3://'")
    refused("file:///cat.png", "starts with 'file://'")


@pytest.mark.parametrize(
    ("uri", "data", "content_type"),
    [
        ("data:image/png;base64," + base64.b64encode(PNG).decode(), PNG, "image/png"),
        ("DATA:image/gif;BASE64,aGk=", b"hi", "image/gif"),
        ("data:image/gif;base64,aGk", b"hi", "image/gif"),
        ("data:image/gif;base64, aG\nk%3D ", b"hi", "image/gif"),
        ("data:image/gif;charset=x;base64,aGk=", b"hi", "image/gif"),
        ("data:image/gif,a%20b,c", b"a b,c", "image/gif"),
        ("data:,hi", b"hi", "image/jpeg"),
        ("data:;base64,aGk=", b"hi", "image/jpeg"),
        ("data:image/jpeg;base64," + base64.b64encode(PNG).decode(), PNG, "image/png"),
    ],
)
def test_data_uris(uri: str, data: bytes, content_type: str) -> None:
    with opened(uri) as content:
        assert b"".join(content.blocks()) == data
        assert content.content_type == content_type


def test_bad_data_uris() -> None:
    refused("data:image/png;base64", "without a comma")
    for text in ("a", "a*==", "aGk=aGk=", "aG-k", "\u00e9aaa"):
        fails("data:image/png;base64," + text, "base64 text is not valid")
    fails("data:image/png;base64,", "is empty")


def test_file_object_goes_back_to_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"skip" + PNG)
    with (tmp_path / "x.png").open("rb") as file:
        file.seek(4)
        reference = media(file, argument="image", kind="image")
        last = reference.open()
        for _ in range(3):
            file.seek(11)
            with reference.open() as content:
                assert content.size == len(PNG)
                assert content.filename == "x.png"
                assert b"".join(content.blocks()) == PNG
                assert b"".join(content.blocks()) == PNG
            assert file.tell() == 4
            assert not file.closed
        assert read(file) == PNG  # so that it can be passed again
    last.close()  # after the caller closed it


def test_attempts_may_overlap() -> None:
    data = bytes(range(256)) * 40
    for value in (data, io.BytesIO(data)):
        content = opened(value)
        first = content.blocks(1000)
        head = next(first)
        assert b"".join(content.blocks(999)) == data
        assert head + b"".join(first) == data


def test_file_object_that_cannot_be_rewound() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.source = io.BytesIO(data)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            return self.source.readinto(buffer)

    class Duck:
        def __init__(self, data: bytes) -> None:
            self.read = io.BytesIO(data).read

    for make in (Pipe, Duck):
        data = PNG * 9999
        reference = media(make(data), argument="image", kind="image")
        content = reference.open()
        assert content.size is None
        assert content.content_type == "image/png"
        assert b"".join(content.blocks()) == data
        with pytest.raises(ArgumentError, match="cannot be rewound"):
            list(content.blocks())
        with pytest.raises(ArgumentError, match="cannot be rewound"):
            reference.open()
        fails(make(b""), "is empty")


def test_pipe() -> None:
    for buffering in (0, -1):
        out, into = os.pipe()
        os.write(into, PNG)
        os.close(into)
        with os.fdopen(out, "rb", buffering=buffering) as file:
            assert read(file) == PNG


def test_type_is_told_from_small_reads() -> None:
    source = io.BytesIO(PNG)

    class Slow:
        def read(self, size: int) -> bytes:
            return source.read(min(size, 1))

    with opened(Slow()) as content:
        assert content.content_type == "image/png"
        assert b"".join(content.blocks()) == PNG


def test_gzip_file(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "x.gz", "wb") as file:
        file.write(PNG * 1000)
    with gzip.open(tmp_path / "x.gz", "rb") as file, opened(file) as content:
        assert b"".join(content.blocks()) == PNG * 1000
        assert b"".join(content.blocks()) == PNG * 1000


def test_temporary_file() -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(PNG)
        file.seek(0)
        assert read(file) == PNG
    with tempfile.SpooledTemporaryFile() as spool:
        spool.write(PNG)
        spool.seek(0)
        assert read(spool) == PNG
    with tempfile.TemporaryFile("w+") as text:
        refused(text, 'mode "rb"')


def test_text_mode_is_refused(tmp_path: Path) -> None:
    class Liar:
        def read(self, size: int) -> str:
            return "text"

    refused(io.StringIO("x"), 'mode "rb"')
    (tmp_path / "x").write_text("x")
    with (tmp_path / "x").open() as file:
        refused(file, 'mode "rb"')
    fails(Liar(), 'mode "rb"')
    file.close()
    with (tmp_path / "x").open("rb") as binary:
        pass
    refused(binary, "closed file")


def test_paths_that_cannot_be_opened_are_errors_of_the_system_too(tmp_path: Path) -> None:
    for path, kind in (
        (tmp_path / "no.png", FileNotFoundError),
        (tmp_path / "no" / "no.png", FileNotFoundError),
        (tmp_path, IsADirectoryError),
        ("x" * 5000, FileNotFoundError),
    ):
        for spelling in (path, str(path)):
            with pytest.raises(kind) as caught:
                opened(spelling)
            assert isinstance(caught.value, ArgumentError)
            assert caught.value.argument == "image"
            assert str(caught.value).startswith("`image` is ")
            again = pickle.loads(pickle.dumps(caught.value))
            assert (type(again), str(again)) == (type(caught.value), str(caught.value))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: Any, **options: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.png").write_bytes(PNG)
    source = media(tmp_path / "a.png", argument="image", kind="image")
    monkeypatch.setattr("builtins.open", refused)
    with pytest.raises(PermissionError) as caught:
        source.open()
    assert isinstance(caught.value, ArgumentError)


def test_own_results_can_be_passed_on() -> None:
    assert opened(Video(b"?", "video/webm"), "video").content_type == "video/webm"
    assert read(Audio(WAV), "audio") == WAV


def test_media_is_passed_through() -> None:
    reference = media(PNG, argument="image", kind="image")
    assert media(reference, argument="other", kind="audio") is reference


@pytest.mark.parametrize("value", [None, 1, 1.5, object(), [1], {"a": 1}, (1, 2), type, print])
@pytest.mark.parametrize("kind", ["image", "video"])
def test_anything_else(value: object, kind: str) -> None:
    refused(value, r"has to be bytes, a path.*; got [\w.]+\.$", kind)


# --- errors before anything is sent


def test_path_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").touch()
    fails(tmp_path / "missing.png", "is a path that does not exist: '/")
    fails("missing.png", r"does not exist: 'missing.png' \(relative to /")
    fails(tmp_path, "is a directory")
    fails("empty", "is empty")
    fails("x\0y", "is neither a path nor a URL")
    fails(base64.b64encode(bytes(5000)).decode(), "`data:` URI")
    fails("empty/x", "cannot be opened")
    refused("", "is an empty path")


def test_unreadable_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", denied)  # tests may run as root
    fails("x.png", "may not be read")


def test_empty() -> None:
    for value in (b"", bytearray(), memoryview(b""), io.BytesIO(), io.BytesIO(b"")):
        fails(value, "is empty")
    spent = io.BytesIO(PNG)
    spent.read()
    fails(spent, "is empty")


@pytest.mark.parametrize("size", [0, 10, 31, 33, 1000])
def test_size_that_changes_between_attempts(tmp_path: Path, size: int) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(PNG)
    with opened(path) as content:
        assert b"".join(content.blocks()) == PNG
        path.write_bytes(bytes(size))
        with pytest.raises(ArgumentError, match="changed while it was being sent"):
            list(content.blocks())


def test_size_that_changes_within_an_attempt(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(PNG)
    with opened(path) as content:
        blocks = content.blocks(8)
        next(blocks)
        path.write_bytes(PNG[:16])
        with pytest.raises(ArgumentError, match="changed while"):
            list(blocks)
    path.write_bytes(PNG)
    with opened(path) as content:
        blocks = content.blocks(8)
        next(blocks)
        path.write_bytes(PNG + PNG)
        assert len(b"".join(blocks)) == len(PNG) - 8  # never more than was announced


def test_files_are_closed(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(PNG)
    (tmp_path / "empty").touch()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        read(path)
        with pytest.raises(ArgumentError):
            opened(tmp_path / "empty")
        with opened(path) as content:
            next(content.blocks(4))
    assert len(os.listdir("/proc/self/fd")) == before


# --- size and memory


@pytest.fixture
def sparse(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "large.wav"
    with path.open("wb") as file:
        file.write(WAV)
        file.truncate(200 * 1024 * 1024 + 1)
    yield path


@pytest.mark.parametrize("encode", [OpenMedia.blocks, base64_blocks])
def test_constant_memory(sparse: Path, encode: Callable[[OpenMedia], Iterator[bytes]]) -> None:
    tracemalloc.start()
    try:
        with opened(sparse, "audio") as content:
            assert content.size == 200 * 1024 * 1024 + 1
            total = sum(len(block) for block in encode(content))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    expected = content.size if encode is OpenMedia.blocks else base64_size(content.size)
    assert total == expected
    assert peak < 2 * 1024 * 1024


@given(st.binary(min_size=1, max_size=400), st.integers(1, 50))
def test_base64(data: bytes, step: int) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(step, len(data) if size is None else size))

    with opened(Slow(data)) as content:
        text = b"".join(base64_blocks(content))
        assert text == base64.b64encode(data)
        assert len(text) == base64_size(len(data))
        assert b"".join(base64_blocks(content)) == text


def test_base64_size() -> None:
    assert [base64_size(n) for n in range(5)] == [0, 4, 4, 4, 8]


def test_base64_has_no_line_breaks() -> None:
    with opened(bytes(1_000_000)) as content:
        text = b"".join(base64_blocks(content))
    assert binascii.a2b_base64(text) == bytes(1_000_000)
    assert not set(text) - set(b"A=")


# --- pickling


def test_references_are_pickled(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    for value in (PNG, str(tmp_path / "x.png"), tmp_path / "x.png", "data:image/png,x"):
        reference = pickle.loads(pickle.dumps(media(value, argument="a", kind="image")))
        with reference.open() as content:
            assert b"".join(content.blocks()) == read(value)
    assert pickle.loads(pickle.dumps(media("https://h/x", argument="a", kind="image"))).url


# --- numpy and Pillow


def test_input_types(tmp_path: Path) -> None:
    np = pytest.importorskip("numpy")
    values: list[MediaInput] = [b"", bytearray(), memoryview(b""), "x", tmp_path, io.BytesIO()]
    values += [np.zeros((2, 2), "uint8"), media(PNG, argument="a", kind="image")]
    for value in values:
        assert isinstance(media(value, argument="a", kind="image"), Media)
    sound: MediaInput = (np.zeros(2), 16000)
    assert media(sound, argument="a", kind="audio").kind == "audio"


def test_waveforms() -> None:
    np = pytest.importorskip("numpy")
    wave_form = np.array([0.0, 0.5, -0.5, 1.0, -1.0, 1.01])
    for array in (wave_form, wave_form.astype("float32"), wave_form.astype("float16")):
        with wave.open(io.BytesIO(read((array, 16000), "audio"))) as file:
            assert file.getparams()[:4] == (1, 2, 16000, 6)
            samples = struct.unpack("<6h", file.readframes(6))
        assert samples == pytest.approx((0, 16384, -16384, 32767, -32767, 32767), abs=1)
    stereo = np.arange(10, dtype="int16").reshape(5, 2)
    with wave.open(io.BytesIO(read((stereo, np.int64(8000)), "audio"))) as file:
        assert file.getparams()[:4] == (2, 2, 8000, 5)
        assert file.readframes(5) == stereo.astype("<i2").tobytes()
    content = opened((stereo.astype(">i2")[::2], 44100.0), "audio")
    assert (content.content_type, content.filename) == ("audio/wav", "audio.wav")


def test_bad_waveforms() -> None:
    np = pytest.importorskip("numpy")
    array = np.zeros(10, "float32")
    refused(array, r"or a tuple `\(array, sampling_rate\)`; got numpy.ndarray", "audio")
    refused((16000, array), "in this order", "audio")
    refused((array, array), "in this order", "audio")
    refused((array,), "in this order", "audio")
    refused(([0.0, 0.1], 16000), "in this order", "audio")
    for rate in (0, -1, 0.5, True, None, float("nan"), float("inf")):
        refused((array, rate), "sampling rate", "audio")
    refused((array, "16000"), "in this order", "audio")
    refused((array.astype("int32"), 16000), "floats or `int16`; got int32", "audio")
    refused((array.astype("complex64"), 16000), "got complex64", "audio")
    refused((np.zeros((2, 48000)), 16000), r"pass array\.T", "audio")
    refused((np.zeros((2, 2, 2)), 16000), r"got \(2, 2, 2\)", "audio")
    refused((np.zeros(0), 16000), "is empty", "audio")
    fails((np.array([0.0, 31000.0]), 16000), "divide by 32768", "audio")
    fails((np.array([0.0, np.nan]), 16000), "up to nan", "audio")


def test_bad_arrays() -> None:
    np = pytest.importorskip("numpy")
    for shape in [(4,), (4, 4, 2), (4, 4, 5), (1, 4, 4, 3), ()]:
        refused(np.zeros(shape, "uint8"), "H x W")
    refused(np.zeros((4, 4)), "of float64")
    refused(np.zeros((0, 4), "uint8"), "is empty")
    refused(np.zeros((4, 4), "uint8"), "got numpy.ndarray", "video")


def test_arrays() -> None:
    np = pytest.importorskip("numpy")
    pillow = pytest.importorskip("PIL.Image")
    for shape in [(3, 5), (3, 5, 3), (3, 5, 4)]:
        pixels = np.random.default_rng(0).integers(0, 256, shape, "uint8")
        for array in (pixels, pixels[::-1]):
            content = opened(array)
            assert (content.content_type, content.filename) == ("image/png", "image.png")
            data = b"".join(content.blocks())
            assert (np.asarray(pillow.open(io.BytesIO(data))) == array).all()


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF"])
def test_pil_images_keep_their_format(tmp_path: Path, name: str) -> None:
    pillow = pytest.importorskip("PIL.Image")
    path = tmp_path / f"cat.{name.lower()}"
    pillow.new("RGB", (8, 6), "red").save(path, name)
    with pillow.open(path) as image:
        content = opened(image)
        assert content.content_type == f"image/{name.lower()}"
        assert content.filename == path.name
        with pillow.open(io.BytesIO(b"".join(content.blocks()))) as again:
            assert (again.format, again.size) == (name, (8, 6))


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "F"]
)
def test_pil_images_of_every_mode(mode: str) -> None:
    pillow = pytest.importorskip("PIL.Image")
    assert opened(pillow.new(mode, (4, 4))).content_type == "image/png"


def test_pil_images_of_16_bits() -> None:
    pillow = pytest.importorskip("PIL.Image")
    deep = pillow.new("I", (2, 2), 40000)
    with pillow.open(io.BytesIO(read(deep))) as again:
        assert again.getpixel((0, 0)) == 40000


def test_pil_errors() -> None:
    pillow = pytest.importorskip("PIL.Image")
    refused(pillow.new("RGB", (4, 4)), "got PIL.Image.Image", "audio")
    buffer = io.BytesIO()
    pillow.new("RGB", (400, 400), "red").save(buffer, "PNG")
    truncated = pillow.open(io.BytesIO(buffer.getvalue()[:80]))
    fails(truncated, "cannot be saved")


@pytest.mark.parametrize(
    ("code", "library"),
    [
        ("picture(b'x')", "pillow"),
        ("Audio(b'x').to_numpy()", "numpy"),
        ("media(Pixels(), argument='a', kind='image').open()", "numpy"),
    ],
)
def test_missing_packages_are_named(code: str, library: str) -> None:
    script = f"""
import sys
sys.modules["numpy"] = sys.modules["PIL"] = None
from inferloom.media.inputs import media
from inferloom.models.media import Audio, picture
class Pixels:
    shape, dtype, __array__ = (2, 2), "uint8", None
try:
    {code}
except ImportError as error:
    print(error)
"""
    assert f"pip install {library}" in _run(script)


def test_imports_are_light() -> None:
    script = """
import sys
import inferloom.models.media, inferloom.streams.sse, inferloom.credentials
print(sorted({"numpy", "PIL", "httpx", "pydantic"} & set(sys.modules)))
"""
    assert _run(script).strip() == "[]"


def _run(script: str) -> str:
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


# --- results


def wav(
    samples: bytes, *, encoding: int = 1, bits: int = 16, channels: int = 1, **other: Any
) -> bytes:
    rate, width = 8000, bits // 8
    form = struct.pack("<HHIIHH", encoding, channels, rate, rate * width, width * channels, bits)
    form += other.get("form", b"")
    size = other.get("size", len(samples))
    chunks = [b"fmt ", struct.pack("<I", len(form)), form, other.get("extra", b"")]
    chunks += [b"data", struct.pack("<I", size), samples]
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_results_are_bytes() -> None:
    film = Video(WEBM)
    assert film == WEBM and bytes(film) == WEBM and isinstance(film, bytes)
    assert Video(WEBM, "video/mp4").content_type == "video/mp4"  # as the server says
    assert Video(WEBM, "application/octet-stream").content_type == "video/webm"
    assert Video(b"?").content_type is None
    assert Video(WEBM).content_type == "video/webm"
    assert Audio(WEBM).content_type == "audio/webm"
    assert Audio() == b""


def test_repr_is_short() -> None:
    audio = Audio(bytes(51244), "audio/wav")
    for text in (repr(audio), str(audio), f"{audio}"):
        assert text == "Audio(audio/wav, 51 244 bytes)"
    assert repr(Audio(b"?")) == "Audio(unknown type, 1 bytes)"


def test_results_are_copied_and_pickled() -> None:
    for result in (Audio(b"?", "audio/x"), Video(MP4)):
        copies = [copy.copy(result), copy.deepcopy(result)]
        copies += [
            pickle.loads(pickle.dumps(result, protocol))
            for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
        ]
        for again in copies:
            assert (type(again), again, again.content_type) == (
                type(result),
                result,
                result.content_type,
            )


def test_save(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    assert Video(PNG).save(target) == target
    assert target.read_bytes() == PNG
    assert Video(JPEG).save(str(target)) == target  # replaces
    assert target.read_bytes() == JPEG
    assert Video(PNG).save(tmp_path / "bare").name == "bare"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bare", "out.png"]
    (tmp_path / "link").symlink_to(target)
    Video(PNG).save(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() == PNG
    (tmp_path / "plain").touch()
    assert target.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_save_long_name(tmp_path: Path) -> None:
    name = "x" * 251 + ".png"
    assert Video(PNG).save(tmp_path / name).read_bytes() == PNG


def test_save_refuses(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder"):
        Video(PNG).save(tmp_path)
    with pytest.raises(FileNotFoundError, match="create it first"):
        Video(PNG).save(tmp_path / "no" / "out.png")


def test_save_is_atomic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.png"
    target.write_bytes(b"before")
    seen: list[list[str]] = []

    def interrupted(source: Path, place: Path) -> None:
        seen.append(sorted(p.name for p in tmp_path.iterdir()))
        assert (source.parent, place) == (tmp_path, target)
        assert source.read_bytes() == PNG
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Video(PNG).save(target)
    assert len(seen[0]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["out.png"]
    assert target.read_bytes() == b"before"


def notebook(result: Any) -> dict[str, Any]:
    names = ("png", "jpeg", "html")
    shown = {name: getattr(result, f"_repr_{name}_", lambda: None)() for name in names}
    return {name: value for name, value in shown.items() if value is not None}


def test_notebooks_show_results() -> None:
    assert notebook(Audio(b"?", "audio/wav")) == {
        "html": '<audio controls src="data:audio/wav;base64,Pw=="></audio>'
    }
    assert notebook(Video(b"?", "video/mp4")) == {
        "html": '<video controls src="data:video/mp4;base64,Pw=="></video>'
    }
    assert notebook(Audio(b"?")) == {}
    assert notebook(Video(bytes(33 * 1024 * 1024), "video/mp4")) == {}
    assert '"><script>' not in notebook(Audio(b"?", 'audio/x"><script>'))["html"]


def test_pictures_are_pillows() -> None:
    pillow = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    pillow.new("RGB", (8, 6), "red").save(buffer, "PNG")
    image = picture(buffer.getvalue())
    assert isinstance(image, pillow.Image)
    assert (image.size, image.format, image.getpixel((0, 0))) == ((8, 6), "PNG", (255, 0, 0))
    assert notebook(image)["png"].startswith(b"\x89PNG")


@pytest.mark.parametrize("cut", [0, 4, 40, 400])
def test_a_picture_that_is_broken_or_cut_is_an_error(cut: int) -> None:
    pillow = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    pillow.effect_noise((64, 64), 50).save(buffer, "PNG")
    with pytest.raises(MediaDecodeError, match="cannot be decoded"):
        picture(buffer.getvalue()[:cut])


def test_sampling_rate() -> None:
    assert Audio(wav(bytes(4))).sampling_rate == 8000
    assert Audio(wav(bytes(4), encoding=3, bits=32)).sampling_rate == 8000
    for data in (b"", b"fLaC", WAV, b"RIFF....WAVE", b"RIFF....WAVEfmt ", wav(b"", channels=0)):
        assert Audio(data).sampling_rate is None


EXTENSIBLE = struct.pack("<HHI", 22, 32, 0) + struct.pack("<H", 3) + bytes(14)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (wav(struct.pack("<3h", 0, 16384, -32768)), [0, 0.5, -1]),
        (wav(bytes([128, 192, 0]), bits=8), [0, 0.5, -1]),
        (wav(b"\0\0\0\0\0\x40\0\0\x80", bits=24), [0, 0.5, -1]),
        (wav(struct.pack("<3i", 0, 1 << 30, -1 << 31), bits=32), [0, 0.5, -1]),
        (wav(struct.pack("<3f", 0, 0.5, -1), encoding=3, bits=32), [0, 0.5, -1]),
        (wav(struct.pack("<3d", 0, 0.5, -1), encoding=3, bits=64), [0, 0.5, -1]),
        (wav(struct.pack("<f", 0.5), encoding=0xFFFE, bits=32, form=EXTENSIBLE), [0.5]),
        (wav(struct.pack("<4h", 1, 2, 3, 4), channels=2), [[1, 2], [3, 4]]),
        (wav(struct.pack("<2h", 0, 16384), size=0xFFFFFFFF), [0, 0.5]),  # written into a pipe
        (wav(struct.pack("<2h", 0, 16384) + b"x", size=0xFFFFFFFF), [0, 0.5]),  # cut
        (wav(struct.pack("<h", 16384), extra=b"LIST\x03\0\0\0abc\0"), [0.5]),
        (wav(struct.pack("<2h", 16384, 0), size=2), [0.5]),
        (wav(b""), []),
    ],
)
def test_audio_to_numpy(data: bytes, expected: list[Any]) -> None:
    np = pytest.importorskip("numpy")
    samples, rate = Audio(data).to_numpy()
    if np.ndim(expected) == 2:
        expected = [[n / 32768 for n in row] for row in expected]
    assert samples.tolist() == expected
    assert (samples.dtype, samples.shape, rate) == (np.float32, np.shape(expected), 8000)


def test_audio_to_numpy_refuses() -> None:
    pytest.importorskip("numpy")
    with pytest.raises(ValueError, match="this is audio/flac"):
        Audio(b"fLaC").to_numpy()
    with pytest.raises(ValueError, match="encoding 7 with 8 bits"):
        Audio(wav(bytes(4), encoding=7, bits=8)).to_numpy()


def test_round_trip() -> None:
    np = pytest.importorskip("numpy")
    tone = np.sin(np.linspace(0, 100, 8000)).astype("float32")
    samples, rate = Audio(read((tone, 16000), "audio")).to_numpy()
    assert rate == 16000
    assert np.abs(samples - tone).max() < 1e-4


@given(st.binary(max_size=80))
def test_wav_parser_takes_anything(data: bytes) -> None:
    for head in (b"", b"RIFF\0\0\0\0WAVE", b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0"):
        rate = Audio(head + data).sampling_rate
        assert rate is None or rate > 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_stays_upright(kind: str) -> None:
    image = pytest.importorskip("PIL.Image")
    exif = image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    image.new("RGB", (4, 2)).save(buffer, kind, exif=exif)
    opened = image.open(io.BytesIO(buffer.getvalue()))
    with media(opened, argument="image", kind="image").open() as content:
        sent = image.open(io.BytesIO(b"".join(content.blocks())))
    assert sent.getexif().get(0x0112) == 6
