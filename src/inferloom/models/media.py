"""Media that servers return: sound and films as bytes that know their type, and pictures.

A picture is Pillow's own object, as everybody's code has it.
"""

from __future__ import annotations

import base64
import html
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, TypeVar, cast

from ..arguments import require
from ..by_name import load
from ..errors import ArgumentError, MediaDecodeError
from ..extras import import_numpy, import_pillow
from ..media.mime_types import sniff

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

__all__ = ["Audio", "Binary", "Picture", "Video", "picture"]

_Self = TypeVar("_Self", bound="_Media")
_UNTOLD: Final = ("application/octet-stream", "binary/octet-stream")  # what stores of files say
_SPACE: Final = re.compile(rb"[ \t\n\f\r]")
_MAX_INLINE: Final = 32 * 1024 * 1024  # a notebook stores what it shows, as base64
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


class _Media(bytes):
    """Bytes with a MIME type.

    Attributes:
        content_type: What the server called it; if it did not say, what the content looks like.
    """

    content_type: str | None
    _kind: ClassVar[str]

    def __new__(cls: type[_Self], data: bytes = b"", content_type: str | None = None) -> _Self:
        self = bytes.__new__(cls, data)
        if content_type is None or content_type.startswith(_UNTOLD):
            content_type = sniff(data[:512], cls._kind) or content_type
        self.content_type = content_type
        return self

    def __repr__(self) -> str:
        size = f"{len(self):,}".replace(",", " ")
        return f"{type(self).__name__}({self.content_type or 'unknown type'}, {size} bytes)"

    __str__ = __repr__

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the bytes to a file, whole or not at all, and return its path.

        A file of that name is replaced. No extension is added.

        Raises:
            IsADirectoryError: The path is a folder.
            FileNotFoundError: Its folder does not exist.
            ArgumentError: It is no path.
        """
        require("path", path, (str, os.PathLike), "a path")
        if "\0" in os.fspath(path):
            raise ArgumentError("path: no file's name holds a null character", argument="path")
        target = Path(path)
        if target.is_dir():
            raise IsADirectoryError(f"{target} is a folder; name a file in it, as in out.bin.")
        # A link keeps pointing where it does.
        place = Path(os.path.realpath(target))
        if not place.parent.is_dir():
            raise FileNotFoundError(f"The folder {place.parent} does not exist; create it first.")
        # In the same folder, because a rename is atomic within one file system only.
        draft = place.with_name(f".{place.name[:100]}.{os.urandom(4).hex()}.part")
        try:
            with draft.open("xb") as file:
                file.write(self)
            os.replace(draft, place)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return target

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read it from base64 text or a base64 data URL, and write it to JSON as base64 text."""
        from pydantic_core import core_schema as schemas

        text = schemas.no_info_after_validator_function(cls._from_base64, schemas.str_schema())
        return schemas.json_or_python_schema(
            text,
            schemas.no_info_plain_validator_function(cls._from_python),
            serialization=schemas.plain_serializer_function_ser_schema(
                _to_base64, return_schema=schemas.str_schema(), when_used="json"
            ),
        )

    @classmethod
    def _from_python(cls: type[_Self], value: object) -> _Self:
        from pydantic_core import PydanticCustomError

        if isinstance(value, cls):
            return value
        if isinstance(value, (bytes, bytearray)):
            return cls(bytes(value))
        if isinstance(value, str):  # JSON that was parsed before
            return cls._from_base64(value)
        raise PydanticCustomError("media_type", "Input should be bytes or base64 text")

    @classmethod
    def _from_base64(cls: type[_Self], text: str) -> _Self:
        return cls(*_decoded(text))

    def _data_uri(self) -> str | None:
        if not self.content_type or len(self) > _MAX_INLINE:
            return None
        text = base64.b64encode(self).decode("ascii")
        return f"data:{html.escape(self.content_type)};base64,{text}"

    def _bare_type(self) -> str:
        return (self.content_type or "").partition(";")[0].strip().lower()


class Binary(_Media):
    """A file of any kind as the server sent it."""

    _kind = "file"


class Video(_Media):
    """A video as the server sent it."""

    _kind = "video"

    def _repr_html_(self) -> str | None:
        uri = self._data_uri()
        return None if uri is None else f'<video controls src="{uri}"></video>'


class Audio(_Media):
    """Sound as the server sent it."""

    _kind = "audio"

    @property
    def sampling_rate(self) -> int | None:
        """Samples per second of a WAV file; None for other formats."""
        wave = _read_wave(self)
        return None if wave is None else wave.rate

    def to_numpy(self) -> tuple[NDArray[np.float32], int]:
        """Decode a WAV file: samples in -1..1 and the sampling rate.

        The array is of shape `(samples,)`, or `(samples, channels)` if there are several.

        Raises:
            ImportError: numpy is not installed.
            MediaDecodeError: It is not a WAV file, or a compressed one.
        """
        np = import_numpy()
        wave = _read_wave(self)
        if wave is None:
            raise MediaDecodeError(
                f"Only WAV can be decoded here; this is {self.content_type or 'of unknown type'}. "
                "Save it and read it with an audio library, for example soundfile."
            )
        samples = wave.samples(np.frombuffer(self, np.uint8)[wave.start : wave.start + wave.size])
        if wave.channels > 1:
            samples = samples.reshape(-1, wave.channels)
        return samples, wave.rate

    def _repr_html_(self) -> str | None:
        uri = self._data_uri()
        return None if uri is None else f'<audio controls src="{uri}"></audio>'


def picture(data: bytes) -> Picture:
    """Return the picture that a file holds, decoded, so that a broken or cut one is an error.

    Raises:
        MissingLibraryError: Pillow is not installed.
        MediaDecodeError: It is no picture that Pillow reads, or one that is broken or too large.
    """
    pillow = import_pillow()
    try:
        image = cast("Picture", pillow.open(io.BytesIO(data)))
        image.load()
    except Exception as error:  # its decoders raise all kinds
        known = not isinstance(error, pillow.UnidentifiedImageError)
        reason = str(error) if known else "it is in no format that Pillow reads"
        raise MediaDecodeError(f"the picture cannot be decoded: {reason}") from error
    return image


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decoded(text: str) -> tuple[bytes, str | None]:
    """Return what base64 text holds, and its type if it is that of a `data:` URL."""
    from pydantic_core import PydanticCustomError

    content_type, start = None, 0
    if text[:5].lower() == "data:":
        start = (text.find(",") + 1) or len(text)
        head = text[5:start].removesuffix(",")
        content_type, *options = (part.strip() for part in head.split(";"))
        if "base64" not in options:
            raise PydanticCustomError("base64_data_url", "a data URL has to be of base64 text")
    try:
        # White space and missing padding are no errors; some servers break lines. Each step
        # lets go of what the one before it made: it may be hundreds of megabytes.
        data = text[start:].encode("ascii")
        if _SPACE.search(data):
            data = data.translate(None, b" \t\n\f\r")
        data = data.rstrip(b"=")
        data += b"=" * (-len(data) % 4)
        data = base64.b64decode(data, validate=True)
    except ValueError as error:
        reason = "it is not ASCII" if isinstance(error, UnicodeError) else str(error)
        raise PydanticCustomError(
            "base64_text", "invalid base64 text: {reason}", {"reason": reason}
        ) from None
    return data, content_type or None


if not TYPE_CHECKING:

    class Picture:
        """What a picture is to pydantic, which need not load Pillow for it; it has no instances.

        It is read from base64 text, a base64 data URL or bytes, and written to JSON as base64 text.
        """

        @classmethod
        def __get_pydantic_core_schema__(cls, source, handler):
            from pydantic_core import core_schema as schemas

            return schemas.no_info_plain_validator_function(
                _picture_of,
                serialization=schemas.plain_serializer_function_ser_schema(
                    _picture_as_text, return_schema=schemas.str_schema(), when_used="json"
                ),
            )


def _picture_of(value: object) -> object:
    if isinstance(value, str):
        try:
            return picture(_decoded(value)[0])
        except MediaDecodeError as error:
            reason = str(error)
        # Here the bytes are gone, which that error held: pydantic copies the text for its own.
        raise ValueError(reason)
    if isinstance(value, (bytes, bytearray)):
        return picture(bytes(value))
    if isinstance(value, import_pillow().Image):
        return value
    raise ValueError("a picture is base64 text or bytes")


def _picture_as_text(value: Any) -> str:
    inputs = load("media", "a picture as JSON")
    with inputs.media(value, argument="picture", kind="image").open() as content:
        return _to_base64(b"".join(content.blocks()))


class _Wave(NamedTuple):
    """Where the samples of a WAV file are, and what they are.

    The standard library's `wave` reads neither floats nor the endless sizes that programs write
    into a pipe, and speech servers send both.
    """

    encoding: int
    channels: int
    rate: int
    width: int  # bytes per sample
    start: int
    size: int

    def samples(self, raw: Any) -> Any:
        np = import_numpy()
        kind = self.encoding, self.width
        if kind == (_PCM, 1):
            return (raw.astype(np.float32) - 128) / 128  # 8 bits have no sign
        if kind == (_PCM, 3):
            wide = np.zeros((len(raw) // 3, 4), np.uint8)
            wide[:, 1:] = raw.reshape(-1, 3)
            return (wide.view("<i4").ravel() / 2147483648).astype(np.float32)
        if kind in ((_PCM, 2), (_PCM, 4)):
            steps = float(2 ** (8 * self.width - 1))
            return (raw.view(f"<i{self.width}") / steps).astype(np.float32)
        if kind in ((_FLOAT, 4), (_FLOAT, 8)):
            return raw.view(f"<f{self.width}").astype(np.float32)
        raise MediaDecodeError(
            f"WAV files of encoding {self.encoding} with {8 * self.width} bits cannot be decoded "
            "here. Save it and read it with an audio library, for example soundfile."
        )


def _read_wave(data: bytes) -> _Wave | None:
    if data[:4] not in (b"RIFF", b"RF64") or data[8:12] != b"WAVE":
        return None
    at, form = 12, b""
    while at + 8 <= len(data):
        name, size = data[at : at + 4], _int(data[at + 4 : at + 8])
        at += 8
        if name == b"fmt ":
            form = data[at : at + min(size, 64)]
        elif name == b"data":
            return _wave(form, at, min(size, len(data) - at))
        at += size + size % 2
    return None


def _wave(form: bytes, start: int, size: int) -> _Wave | None:
    if len(form) < 16:
        return None
    encoding, channels, rate = _int(form[:2]), _int(form[2:4]), _int(form[4:8])
    width = _int(form[14:16]) // 8
    if encoding == _EXTENSIBLE and len(form) >= 26:
        encoding = _int(form[24:26])
    if not channels or not width or not rate:
        return None
    return _Wave(encoding, channels, rate, width, start, size - size % (width * channels))


def _int(data: bytes) -> int:
    return int.from_bytes(data, "little")
