"""Media that callers pass: image, audio and video input as bytes that can be sent again.

`media` only looks at the argument; `Media.open` does the I/O, at send time.
"""

from __future__ import annotations

import base64
import errno
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import PurePath
from types import TracebackType
from typing import Any, BinaryIO, Final, Literal, cast
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from ..errors import (
    ArgumentError,
    FileAccessError,
    FileForbiddenError,
    FileIsFolderError,
    FileMissingError,
)
from ..extras import import_numpy, import_pillow
from ..jsonvalues import shown
from ..origins import origin
from ..url_text import is_url, redacted
from .files import (
    Array,
    BinaryFile,
    File,
    MediaInput,
    Picture,
    base64_blocks,
    base64_size,
)
from .image_size import pixels
from .mime_types import for_kind, sniff
from .policy import too_large

__all__ = [
    "Array",
    "BinaryFile",
    "Media",
    "MediaInput",
    "OpenMedia",
    "Picture",
    "base64_blocks",
    "base64_size",
    "media",
    "media_list",
    "media_type",
    "sniff",
]

_BLOCK: Final = 192 * 1024  # a multiple of 3, so that base64 needs no carry
_HEAD: Final = 512  # bytes that are enough to tell the type

# For when nothing told the type: labels that servers accept, whose decoders then look at the
# content. Some servers refuse application/octet-stream.
_DEFAULTS: Final = {
    "image": "image/jpeg",
    "audio": "audio/flac",
    "video": "video/mp4",
    "file": "application/octet-stream",
}

_EXTENSIONS: Final = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
    "avif": "image/avif", "heic": "image/heic", "heif": "image/heic",
    "wav": "audio/wav", "wave": "audio/wav", "flac": "audio/flac", "mp3": "audio/mpeg",
    "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "m4a": "audio/m4a",
    "aac": "audio/aac", "amr": "audio/amr", "aif": "audio/aiff", "aiff": "audio/aiff",
    "weba": "audio/webm", "webm": "video/webm", "mkv": "video/x-matroska", "mka": "audio/webm",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "avi": "video/x-msvideo",
    "ogv": "video/ogg", "mpg": "video/mpeg", "mpeg": "video/mpeg", "3gp": "video/3gpp",
}  # fmt: skip
# The names that servers look for, where several are about.
_NAMES: Final = {
    "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png",
    "image/x-ms-bmp": "image/bmp", "image/heif": "image/heic",
    "audio/mp3": "audio/mpeg", "audio/x-mpeg": "audio/mpeg", "audio/x-mp3": "audio/mpeg",
    "audio/wave": "audio/wav", "audio/x-wav": "audio/wav", "audio/vnd.wave": "audio/wav",
    "audio/x-pn-wav": "audio/wav", "audio/x-flac": "audio/flac", "audio/opus": "audio/ogg",
    "application/ogg": "audio/ogg", "audio/mp4": "audio/m4a", "audio/x-m4a": "audio/m4a",
    "audio/amr-wb": "audio/AMR-WB",
    "audio/x-aac": "audio/aac", "audio/x-aiff": "audio/aiff", "video/avi": "video/x-msvideo",
}  # fmt: skip
# For names that are made up: what a server that goes by the name expects.
_EXTENSION_OF: Final = {
    **{content_type: extension for extension, content_type in reversed(_EXTENSIONS.items())},
    "image/jpeg": "jpg", "image/tiff": "tiff", "audio/webm": "webm", "audio/AMR-WB": "amr",
}  # fmt: skip

_MIME_TYPE: Final = r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+"  # RFC 6838, 4.2
_ORIENTATION: Final = 0x0112  # EXIF tag


class Media(File):
    """A reference to content; nothing is read until it is opened.

    Build it with `media`, or with `from_bytes`.

    Attributes:
        argument: Name of the caller's argument, for errors.
        kind: `image`, `audio` or `video`, or `file` for whatever it is.
        content_type: What the caller said the type is, or None. `open` looks at the content first.
        filename: Name without folders, or None.
        url: Where to download the content before it can be opened, or None.
        value: What the caller passed.
        opener: The function that opens it.
        start: Where a file object stood, or None if it cannot be rewound.
        spent: Whether a file object that cannot be rewound has been opened.
    """

    __slots__ = (
        "argument",
        "content_type",
        "filename",
        "kind",
        "opener",
        "spent",
        "start",
        "url",
        "value",
    )

    def __init__(
        self,
        value: object,
        opener: Callable[[Media], OpenMedia],
        *,
        argument: str,
        kind: str,
        content_type: str | None = None,
        filename: str | None = None,
        url: str | None = None,
        start: int | None = None,
    ) -> None:
        self.value = value
        self.opener = opener
        self.start = start
        self.spent = False
        self.argument = argument
        self.kind = kind
        self.content_type = content_type
        self.filename = filename
        self.url = url

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        content_type: str | None = None,
        *,
        kind: str = "image",
        argument: str = "media",
        filename: str | None = None,
    ) -> Media:
        """Wrap bytes."""
        return cls(
            data,
            _open_bytes,
            argument=argument,
            kind=kind,
            content_type=content_type,
            filename=filename,
        )

    def with_content(self, data: bytes, content_type: str | None) -> Media:
        """Return the same reference with what was downloaded from its URL."""
        return Media.from_bytes(
            data,
            content_type,
            kind=self.kind,
            argument=self.argument,
            filename=self.filename,
        )

    @property
    def named(self) -> Literal["url", "path", "data"] | None:
        """How a string of the caller's names the content; None if it was no string."""
        if not isinstance(self.value, str):
            return None
        if self.opener is _open_path:
            return "path"
        return "data" if self.opener is _open_data_uri else "url"

    @property
    def path(self) -> str | None:
        """The path that the caller named; None if the content is given otherwise."""
        if self.opener is not _open_path:
            return None
        return os.fspath(cast("str | PurePath", self.value))

    @property
    def may_block(self) -> bool:
        """Whether reading it may wait for somebody who writes, as a pipe and a socket do."""
        if self.url is not None:
            return False  # what is downloaded is in memory
        try:
            if self.opener is _open_path:
                mode = os.stat(cast("Any", self.value)).st_mode
            elif self.opener is not _open_file or isinstance(self.value, io.BytesIO):
                return False
            else:
                mode = os.fstat(cast("Any", self.value).fileno()).st_mode
        except (AttributeError, OSError, ValueError):
            return self.opener is _open_file  # it has no descriptor; a bad path is no wait
        return not stat.S_ISREG(mode)

    def __repr__(self) -> str:
        source = redacted(self.url) if self.url else type(self.value).__name__
        return f"<Media {self.kind} from {source}>"

    def open(self, opening: Callable[[str], BinaryIO] | None = None) -> OpenMedia:
        """Open the content for sending.

        Args:
            opening: What opens it, if a path names it; None opens any path.

        Raises:
            ArgumentError: It does not exist, is not readable, is empty or cannot be converted.
        """
        return self.opener(self) if opening is None else _open_by(self, opening)


class OpenMedia:
    """Content that is ready to be sent, as often as it takes.

    Closing it puts a file object of the caller back to where it was.

    Attributes:
        size: Number of bytes, or None when only reading would tell.
        content_type: MIME type, by content, then by what the caller said, then by name.
        filename: Name without folders, with the extension of the type.
        limit: Largest number of bytes to hand out, for when the size is not known before.
    """

    __slots__ = (
        "_argument",
        "_file",
        "_head",
        "_owned",
        "_start",
        "content_type",
        "filename",
        "limit",
        "size",
    )

    def __init__(self, source: Media, file: BinaryIO, *, start: int | None, owned: bool) -> None:
        self._argument = source.argument
        self._file = file
        self._start = start
        self._owned = owned
        self.limit: int | None = None
        self.size = None if start is None else self._measure(start)
        self._head: bytes | None = self._peek()
        if not self._head:
            raise _bad(self._argument, "is empty")
        declared, name, kind = source.content_type, source.filename, source.kind
        self.content_type = media_type(self._head, kind, declared=declared, name=name)
        self.filename = _filename(name, self.content_type, kind)

    def __enter__(self) -> OpenMedia:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def blocks(self, block_size: int = _BLOCK) -> Iterator[bytes]:
        """Yield the content from its start, each time this is called.

        Raises:
            ArgumentError: The size is not what it was when the content was opened, or the content
                can be read only once and was.
        """
        return self._blocks_once(block_size) if self._start is None else self._blocks(block_size)

    def pixels(self) -> int | None:
        """Return width times height by the header; None if it is no picture that is known."""
        if self._start is None:
            head = self._head or b""

            def peek(at: int, size: int) -> bytes:
                if at >= len(head):  # what is behind cannot be told, which is not an end
                    raise IndexError
                return head[at : at + size]

            return pixels(peek)

        def read(at: int, size: int) -> bytes:
            self._file.seek((self._start or 0) + at)
            return self._file.read(size) or b""

        return pixels(read)

    def close(self) -> None:
        """Close what was opened here; leave a file object of the caller as it was."""
        if self._owned:
            self._file.close()
        elif self._start is not None and not getattr(self._file, "closed", False):
            self._file.seek(self._start)

    def _blocks(self, block_size: int) -> Iterator[bytes]:
        start, size, sent = self._start or 0, self.size, 0
        if size is not None and self._measure(start) != size:
            raise self._changed()
        while size is None or sent < size:
            # Each block finds its own place: an earlier attempt may still hold the file.
            self._file.seek(start + sent)
            block = self._file.read(block_size if size is None else min(block_size, size - sent))
            if not block:
                break
            sent += len(block)
            self._check_limit(sent)
            yield block
        if size is not None and sent != size:
            raise self._changed()

    def _blocks_once(self, block_size: int) -> Iterator[bytes]:
        head, self._head = self._head, None
        if head is None:
            raise _spent(self._argument)
        sent = len(head)
        self._check_limit(sent)
        yield head
        while block := self._file.read(block_size):
            sent += len(block)
            self._check_limit(sent)
            yield block

    def _check_limit(self, sent: int) -> None:
        if self.limit is not None and sent > self.limit:
            raise too_large(self._argument, self.limit)

    def _measure(self, start: int) -> int | None:
        try:
            return self._file.seek(0, os.SEEK_END) - start
        except (OSError, ValueError):
            return None  # gzip files go forward only

    def _peek(self) -> bytes:
        if self._start is not None:
            self._file.seek(self._start)
        head = b""
        # A pipe may hand out a byte at a time.
        while len(head) < _HEAD and (block := self._file.read(_HEAD - len(head))):
            # In spite of its type: this may be any object of the caller that has a `read`.
            if isinstance(cast("object", block), str):
                raise _text_mode(self._argument)
            head += block
        return head

    def _changed(self) -> ArgumentError:
        return _bad(
            self._argument,
            f"changed while it was being sent: it had {self.size} bytes. Pass a copy that nobody "
            "writes to",
        )


def media(value: object, *, argument: str, kind: str) -> Media:
    """Recognise what a caller passed as media. No file is touched.

    Args:
        value: One of `MediaInput`; arrays and PIL images for images, waveforms for audio.
        argument: Name of the argument, for errors.
        kind: `image`, `audio` or `video`, or `file` for whatever it is.

    Raises:
        ArgumentError: It is none of these.
    """
    if isinstance(value, Media):
        return value
    if isinstance(value, bytes):
        declared = cast("str | None", getattr(value, "content_type", None))
        return Media.from_bytes(value, declared, argument=argument, kind=kind)
    if isinstance(value, (bytearray, memoryview)):
        # A copy, because these may change and a retry has to send the same bytes.
        return Media.from_bytes(bytes(cast("bytearray", value)), argument=argument, kind=kind)
    if isinstance(value, str):
        return _from_text(value, argument, kind)
    if isinstance(value, os.PathLike):
        path = os.fsdecode(cast("os.PathLike[str]", value))
        found = _from_path(path, argument, kind)
        found.value = PurePath(path)  # not a string: code has named it, and nobody else
        return found
    if _is_pil(value) and kind in ("image", "file"):
        name = cast("object", getattr(value, "filename", None))
        return Media(value, _open_pil, argument=argument, kind=kind, filename=_base_name(name))
    if hasattr(value, "read"):
        return _from_file(cast("BinaryIO", value), argument, kind)
    if kind in ("audio", "file") and isinstance(value, tuple):
        return _from_waveform(cast("tuple[object, ...]", value), argument)
    if kind in ("image", "file") and hasattr(value, "__array__"):
        return _from_array(value, argument)
    raise _unsupported(value, argument, kind)


def media_list(value: object, *, argument: str, kind: str) -> list[Media] | Media:
    """Recognise one piece of media, or several in a list or tuple. No file is touched.

    Args:
        value: As for `media`, or a list or tuple of such.
        argument: Name of the argument, for errors.
        kind: As for `media`.

    Raises:
        ArgumentError: One of them is none of these.
    """
    if isinstance(value, (list, tuple)):
        items = cast("list[object]", value)
        return [media(item, argument=argument, kind=kind) for item in items]
    return media(value, argument=argument, kind=kind)


def media_type(
    head: bytes, kind: str, *, declared: str | None = None, name: str | None = None
) -> str:
    """Tell the MIME type by content, then by what was declared, then by name, then by kind."""
    found = sniff(head, kind)
    if found is None and declared is not None:
        declared = _plain_type(declared)
        declared = _NAMES.get(declared, declared)
        of_media = declared.startswith(("image/", "audio/", "video/"))
        if of_media or (declared and kind == "file"):
            found = for_kind(declared, kind)
    found = found or _by_name(name, kind)
    if found is None and kind == "file":
        from mimetypes import guess_type

        found = guess_type(name or "")[0]
    return found or _DEFAULTS[kind]


def _plain_type(text: str) -> str:
    """Return a MIME type without its parameters, "" for what is none.

    It becomes a header, and may be a stranger's: a line end in it would begin another one.
    """
    name = text.partition(";")[0].strip().lower()
    return name if re.fullmatch(_MIME_TYPE, name) else ""


# --- what the caller passed


def _from_text(text: str, argument: str, kind: str) -> Media:
    if is_url(text):
        try:
            origin(text)
        except ArgumentError as error:
            message = error.message.replace("`url`", f"`{argument}`")
            raise ArgumentError(message, argument=argument) from None
        name = _base_name(unquote(urlsplit(text).path))
        return Media(text, _open_url, argument=argument, kind=kind, filename=name, url=text)
    if text[:5].lower() == "data:":
        comma = text.find(",")
        if comma < 0:
            raise _bad(argument, "is a `data:` URI without a comma before the data")
        declared = _plain_type(text[5:comma]) or None
        return Media(text, _open_data_uri, argument=argument, kind=kind, content_type=declared)
    scheme = re.match(r"[A-Za-z][\w+.-]+://", text)
    if scheme is not None:
        raise _bad(
            argument,
            f"starts with {scheme[0]!r}, which cannot be read. Pass an http(s) URL, a `data:` URI, "
            "a local path, bytes or a file object",
        )
    return _from_path(text, argument, kind)


def _from_path(path: str, argument: str, kind: str) -> Media:
    if not path:
        raise _bad(argument, "is an empty path")
    return Media(path, _open_path, argument=argument, kind=kind, filename=_base_name(path))


def _from_file(file: BinaryIO, argument: str, kind: str) -> Media:
    if isinstance(file, io.TextIOBase) or hasattr(file, "encoding"):
        raise _text_mode(argument)
    if getattr(file, "closed", False):
        raise _bad(argument, "is a closed file. Open it again, or pass its path")
    try:
        start = file.tell() if file.seekable() else None
    except (AttributeError, OSError):
        start = None
    name = _base_name(getattr(file, "name", None))
    return Media(file, _open_file, argument=argument, kind=kind, filename=name, start=start)


def _from_array(array: object, argument: str) -> Media:
    shape, dtype = _shape(array), _dtype(array)
    flat = len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4))
    if not flat or dtype != "uint8":
        raise _bad(
            argument,
            "has to be an array of H x W, H x W x 3 or H x W x 4 `uint8`; got shape "
            f"{shape} of {dtype}. Floats in 0..1: pass (array * 255).astype('uint8')",
        )
    if 0 in shape:
        raise _bad(argument, "is empty")
    return Media(array, _open_array, argument=argument, kind="image")


def _from_waveform(value: tuple[object, ...], argument: str) -> Media:
    array, rate = value if len(value) == 2 else (None, None)
    if not hasattr(array, "__array__") or hasattr(rate, "__len__"):
        raise _bad(argument, "has to be a tuple `(array, sampling_rate)`, in this order")
    hertz = _whole(rate)
    if hertz is None or hertz <= 0:
        raise _bad(
            argument, f"has a sampling rate of {shown(rate)}; expected whole hertz, as in 16000"
        )
    shape, dtype = _shape(array), _dtype(array)
    if dtype not in ("float16", "float32", "float64", "int16"):
        raise _bad(argument, f"has to be a waveform of floats or `int16`; got {dtype}")
    if len(shape) not in (1, 2) or (len(shape) == 2 and shape[1] > 32):
        raise _bad(
            argument,
            "has to be a waveform of shape (samples,) or (samples, channels); got "
            f"{shape}. If channels come first, pass array.T",
        )
    if 0 in shape:
        raise _bad(argument, "is empty")
    return Media((array, hertz), _open_waveform, argument=argument, kind="audio")


def _whole(number: object) -> int | None:
    try:
        whole = int(cast("Any", number))
    except (TypeError, ValueError, OverflowError):
        return None
    return whole if whole == number and not isinstance(number, (bool, str)) else None


def _is_pil(value: object) -> bool:
    # By name: importing PIL to find out would cost everybody who does not use it.
    return any(c.__module__ == "PIL.Image" and c.__name__ == "Image" for c in type(value).__mro__)


def _shape(array: object) -> tuple[int, ...]:
    return tuple(int(n) for n in cast("Any", array).shape)


def _dtype(array: object) -> str:
    dtype = cast("Any", array).dtype
    return str(getattr(dtype, "name", dtype)).rpartition(".")[2]  # torch says `torch.float32`


# --- opening it


def _open_bytes(source: Media) -> OpenMedia:
    return _open_encoded(source, cast("bytes", source.value))


def _open_encoded(source: Media, data: bytes) -> OpenMedia:
    return OpenMedia(source, io.BytesIO(data), start=0, owned=True)


def _open_url(source: Media) -> OpenMedia:
    raise RuntimeError("The content at a URL has to be downloaded before it can be opened.")


def _open_path(source: Media) -> OpenMedia:
    return _open_by(source, _unbuffered)


def _unbuffered(path: str) -> BinaryIO:
    # Blocks are large, and each attempt has to see the file as it is.
    return cast("BinaryIO", open(path, "rb", buffering=0))


def _open_by(source: Media, opening: Callable[[str], BinaryIO]) -> OpenMedia:
    """Open media that is given as a path.

    Args:
        source: The media.
        opening: What opens the path.

    Raises:
        ArgumentError: It does not exist, is not readable or is empty.
    """
    path = os.fspath(cast("str | PurePath", source.value))
    try:
        file = opening(path)
    except ArgumentError:
        raise
    except (OSError, ValueError) as error:
        kind, problem = _path_problem(path, error)
        raise _bad(source.argument, problem, kind) from error
    try:
        start = 0 if file.seekable() else None
        return OpenMedia(source, file, start=start, owned=True)
    except OSError as error:
        file.close()
        raise _bad(source.argument, f"cannot be read: {error.strerror or error}") from error
    except BaseException:
        file.close()
        raise


def _path_problem(path: str, error: Exception) -> tuple[type[ArgumentError], str]:
    """Return what error it is that a path cannot be opened, and what to say."""
    shown = repr(path if len(path) <= 200 else path[:60] + "...")
    too_long = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    if too_long or not isinstance(error, OSError):
        return FileMissingError, (
            f"is neither a path nor a URL: {shown}. Pass base64 text as a `data:` URI, or decode "
            "it and pass the bytes"
        )
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return FileIsFolderError, f"is a directory: {shown}. Pass the path of a file"
    if isinstance(error, FileNotFoundError):
        where = "" if os.path.isabs(path) else f" (relative to {os.getcwd()})"
        return FileMissingError, f"is a path that does not exist: {shown}{where}"
    if isinstance(error, PermissionError):
        return FileForbiddenError, f"is a file that may not be read: {shown}. Check its permissions"
    return FileAccessError, f"is a path that cannot be opened: {shown}: {error.strerror}"


def _open_file(source: Media) -> OpenMedia:
    if source.start is None:
        if source.spent:
            raise _spent(source.argument)
        source.spent = True
    try:
        file = cast("BinaryIO", source.value)
        return OpenMedia(source, file, start=source.start, owned=False)
    except (OSError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise _bad(source.argument, f"cannot be read: {error}") from error


def _open_data_uri(source: Media) -> OpenMedia:
    head, _, text = cast("str", source.value).partition(",")
    try:
        data = _from_base64(text) if head.lower().endswith(";base64") else unquote_to_bytes(text)
    except ValueError:
        raise _bad(source.argument, "is a `data:` URI whose base64 text is not valid") from None
    return _open_encoded(source, data)


def _from_base64(text: str) -> bytes:
    # As browsers do: white space and missing padding are no errors.
    text = re.sub(r"[ \t\n\f\r]+", "", unquote(text) if "%" in text else text)
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _open_pil(source: Media) -> OpenMedia:
    image = cast("Any", source.value)
    options = _upright(image)
    candidates = [("PNG", "I;16" if image.mode == "I" else image.mode), ("PNG", "RGBA")]
    if image.format in _PIL_OPTIONS and image.format != "PNG":
        candidates.insert(0, (image.format, image.mode))
    problem: Exception | None = None
    for kind, mode in candidates:
        buffer = io.BytesIO()
        try:
            picture = image if mode == image.mode else image.convert(mode)
            picture.save(buffer, kind, **_PIL_OPTIONS[kind], **options)
        except (OSError, ValueError, KeyError) as error:
            problem = error  # this mode does not fit this format
        else:
            return _open_encoded(source, buffer.getvalue())
    raise _bad(source.argument, f"is an image that cannot be saved: {problem}") from problem


def _upright(image: Any) -> dict[str, Any]:
    """Keep the tag that says which side is up: boxes in the answer are for the upright picture."""
    try:
        turned = image.getexif().get(_ORIENTATION)
    except (OSError, SyntaxError, ValueError):
        return {}  # a broken file, which saving it will name
    if not turned:
        return {}
    exif = import_pillow().Exif()
    exif[_ORIENTATION] = turned
    return {"exif": exif}


def _open_array(source: Media) -> OpenMedia:
    pixels = _as_numpy(source.value, source.argument)
    buffer = io.BytesIO()
    import_pillow().fromarray(pixels).save(buffer, "PNG")
    return _open_encoded(source, buffer.getvalue())


def _open_waveform(source: Media) -> OpenMedia:
    import wave

    array, rate = cast("tuple[object, int]", source.value)
    samples = _as_numpy(array, source.argument)
    if samples.dtype.kind == "f":
        samples = _to_int16(samples, source.argument)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1 if samples.ndim == 1 else samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.astype("<i2").tobytes())
    return _open_encoded(source, buffer.getvalue())


def _to_int16(samples: Any, argument: str) -> Any:
    np = import_numpy()
    peak = float(np.max(np.abs(samples)))
    if not peak <= 2:  # also NaN; resampled sound may overshoot 1 a little
        raise _bad(
            argument,
            f"has samples up to {peak:g}; floats have to be in -1..1. If they are 16-bit values, "
            "divide by 32768",
        )
    return np.rint(np.clip(samples.astype(np.float32), -1, 1) * 32767)


def _as_numpy(array: object, argument: str) -> Any:
    np = import_numpy()
    try:
        return np.asarray(array)
    except Exception as error:  # torch raises its own for tensors on a GPU or with gradients
        raise _bad(argument, f"cannot be converted to a numpy array: {error}") from error


_PIL_OPTIONS: Final[dict[str, dict[str, object]]] = {
    "PNG": {},
    "JPEG": {"quality": "keep"},  # the tables it was read with: no second loss of quality
    "WEBP": {"quality": 95},
    "BMP": {},
    "TIFF": {},
    "GIF": {},
}


# --- errors


def _bad(argument: str, problem: str, kind: type[ArgumentError] = ArgumentError) -> ArgumentError:
    return kind(f"`{argument}` {problem}.", argument=argument)


def _text_mode(argument: str) -> ArgumentError:
    return _bad(argument, 'is a file in text mode. Open it with mode "rb"')


def _spent(argument: str) -> ArgumentError:
    return _bad(
        argument,
        "is a file object that cannot be rewound, and it has been read. Pass its bytes or a path, "
        "so that it can be sent again",
    )


def _unsupported(value: object, argument: str, kind: str) -> ArgumentError:
    expected = "bytes, a path, a URL, a `data:` URI or a binary file object"
    if kind == "image":
        expected += ", a PIL image or a `uint8` array"
    elif kind == "audio":
        expected += ", or a tuple `(array, sampling_rate)`"
    name = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return _bad(argument, f"has to be {expected}; got {name}")


# --- names and types


def _base_name(path: object) -> str | None:
    if not isinstance(path, str) or path.startswith("<"):  # file objects say "<stdin>" or 3
        return None
    return re.split(r"[/\\]", path)[-1] or None


def _filename(name: str | None, content_type: str, kind: str) -> str:
    """A name whose extension tells the type: some servers go by that alone."""
    extension = _EXTENSION_OF.get(content_type, "bin")
    stem = re.sub(r"[^\w.\- ]", "_", name or kind)
    suffix = PurePath(stem).suffix[1:].lower()
    if _by_name(stem, kind) == content_type or (suffix and content_type not in _EXTENSION_OF):
        return stem
    return f"{PurePath(stem).stem if suffix in _EXTENSIONS else stem}.{extension}"


def _by_name(name: str | None, kind: str) -> str | None:
    found = _EXTENSIONS.get((name or "").rpartition(".")[2].lower())
    return None if found is None else for_kind(found, kind)
