"""Results drawn into pictures: boxes, overlays of masks, and depth as colours.

What boxes and masks refer to is the upright picture, so the orientation in a photo's EXIF data is
applied before anything is drawn.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, cast, get_args, overload

from ..errors import ArgumentError, MediaDecodeError
from ..extras import import_numpy, import_pillow
from ..jsonvalues import shown
from ..media.files import MediaInput
from ..media.inputs import media

if TYPE_CHECKING:
    from typing import SupportsIndex

    from PIL.Image import Image as PILImage
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema
    from typing_extensions import Self

__all__ = ["Box", "Depth", "Detection", "Detections", "Segment", "Segments", "draw_depth"]

T = TypeVar("T")


# What can be drawn ------------------------------------------------------------------------------


class Box(Protocol):
    """A rectangle, in pixels from the top left of the upright picture."""

    @property
    def xmin(self) -> float:
        """Left edge."""
        ...

    @property
    def ymin(self) -> float:
        """Top edge."""
        ...

    @property
    def xmax(self) -> float:
        """Right edge."""
        ...

    @property
    def ymax(self) -> float:
        """Bottom edge."""
        ...


class Detection(Protocol):
    """An object that was found in a picture."""

    @property
    def label(self) -> str:
        """Name of what it is."""
        ...

    @property
    def score(self) -> float:
        """How sure the model is, 0 to 1."""
        ...

    @property
    def box(self) -> Box:
        """Where it is."""
        ...


class Segment(Protocol):
    """A part of a picture."""

    @property
    def label(self) -> str:
        """Name of what it shows."""
        ...

    @property
    def score(self) -> float | None:
        """How sure the model is, 0 to 1, if it says so."""
        ...

    @property
    def mask(self) -> PILImage:
        """Image of one channel, white where the part is and black elsewhere."""
        ...


class _HasDepth(Protocol):
    @property
    def depth(self) -> PILImage | None: ...
    @property
    def predicted_depth(self) -> Sequence[Any] | None: ...


_DetectionT = TypeVar("_DetectionT", bound=Detection)
_SegmentT = TypeVar("_SegmentT", bound=Segment)


class _Results(list[T], Generic[T]):
    """A list whose slices and copies can be drawn too."""

    __slots__ = ()

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, key: slice, /) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> T | Self:
        if isinstance(key, slice):
            return type(self)(super().__getitem__(key))
        return super().__getitem__(key)

    def copy(self) -> Self:
        """Return a new list with the same elements."""
        return type(self)(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        (item,) = get_args(source) or (Any,)
        items = core_schema.list_schema(handler.generate_schema(item))
        return core_schema.no_info_after_validator_function(cls, items)


class Detections(_Results[_DetectionT], Generic[_DetectionT]):
    """A list of objects that were found in a picture; `draw` shows them."""

    __slots__ = ()

    def draw(
        self,
        image: MediaInput,
        *,
        width: int | None = None,
        labels: bool = True,
        min_score: float = 0.0,
    ) -> PILImage:
        """Draw the boxes, each in the colour of its label, with label and score beside it.

        A label has the same colour in every picture and in every run. Of boxes that overlap, the
        one with the higher score is on top. Boxes are clipped to the picture; those that lie
        outside are left out.

        Args:
            image: The picture that was sent: bytes, a path, a binary file object, a PIL image, a
                `uint8` array of shape H x W, H x W x 3 or H x W x 4. It is not changed. Boxes
                refer to it upright, as its EXIF orientation says.
            width: Width of the lines in pixels, at least 1. By default about 1/240 of the picture.
            labels: Whether to write label and score.
            min_score: Lowest score of the objects to draw, 0 to 1.

        Returns:
            A new PIL image of the size of the upright picture, of mode RGB, or RGBA if the
            picture has transparency.

        Raises:
            ArgumentError: `image` is a URL or cannot be decoded, or `width` is below 1.
            ImportError: Pillow or numpy is not installed.
        """
        if width is not None and width < 1:
            raise ArgumentError(
                f"`width` has to be at least 1; got {shown(width)}.", argument="width"
            )
        picture = _open(image)
        width = width or max(1, round(_scale(picture) / 240))
        found = [item for item in self if item.score >= min_score]
        found.sort(key=lambda item: item.score)
        seen = [(item, area) for item in found if (area := _clip(item.box, picture)) is not None]
        canvas = _canvas(picture)
        for item, area in seen:
            left, top, right, bottom = area
            if min(right - left, bottom - top) < 2 * width:  # no room for an inside
                canvas.rectangle(area, fill=_colour(item.label))
            else:
                canvas.rectangle(area, outline=_colour(item.label), width=width)
        if labels:
            pen = _Pen(picture)
            for item, area in reversed(seen):  # the best have first choice of a place
                pen.write(_caption(item.label, item.score), _colour(item.label), _beside(area))
        return picture


class Segments(_Results[_SegmentT], Generic[_SegmentT]):
    """A list of parts of a picture; `draw` shows them."""

    __slots__ = ()

    def draw(self, image: MediaInput, *, alpha: float = 0.5, labels: bool = True) -> PILImage:
        """Lay the masks over the picture, each in the colour of its label.

        A label has the same colour in every picture and in every run. Greys of a mask count as
        partly transparent. Pixels outside all masks stay as they are, but for the labels.

        Args:
            image: The picture that was sent: bytes, a path, a binary file object, a PIL image, a
                `uint8` array of shape H x W, H x W x 3 or H x W x 4. It is not changed. Masks
                refer to it upright, as its EXIF orientation says; those of another size
                are scaled to its size, without smoothing.
            alpha: Weight of the colours, from 0 for the picture alone to 1 for the colours alone.
            labels: Whether to write label and score, at the centre of mass of each mask.

        Returns:
            A new PIL image of the size of the upright picture, of mode RGB, or RGBA if the
            picture has transparency.

        Raises:
            ArgumentError: `image` is a URL or cannot be decoded, or `alpha` is not within 0..1.
            ImportError: Pillow or numpy is not installed.
            MediaDecodeError: A mask is not an image.
        """
        _check_alpha(alpha)
        picture = _open(image)
        written: list[tuple[_SegmentT, tuple[float, float]]] = []
        for item in self:
            mask = _mask(item, picture.size)
            if mask is None:
                continue
            colours = import_pillow().new("RGB", picture.size, _colour(item.label))
            _blend(picture, colours, mask, alpha)
            written.append((item, _centre(mask)))
        if labels:
            pen = _Pen(picture)
            for item, centre in written:
                pen.write(_caption(item.label, item.score), _colour(item.label), _around(centre))
        return picture


class Depth:
    """Draws results that hold depths, as the image `depth`, the numbers `predicted_depth` or both.

    A base class to be listed beside the one that defines these members.
    """

    __slots__ = ()

    def draw(self: _HasDepth, image: MediaInput | None = None, *, alpha: float = 0.6) -> PILImage:
        """Show the depths as colours, alone or over the picture.

        Low numbers are dark violet, high ones light yellow, from the lowest to the highest number
        of this picture. Whether high means near or far is up to the model. `depth` is drawn if the
        server sent it, else `predicted_depth`.

        Args:
            image: A picture to lay the colours over, usually the one that was sent: bytes, a path,
                a binary file object, a PIL image, a `uint8` array of shape H x W, H x W x 3 or
                H x W x 4. It is not changed. By default the colours alone.
            alpha: Weight of the colours over `image`, 0 to 1.

        Returns:
            A new PIL image, of the size of the upright picture if there is one, else of the
            depths.

        Raises:
            ArgumentError: `image` is a URL or cannot be decoded, or `alpha` is not within 0..1.
            ImportError: Pillow or numpy is not installed.
            MediaDecodeError: The result holds no depths.
        """
        found = self.predicted_depth if self.depth is None else self.depth
        if found is None:
            raise MediaDecodeError("This result holds neither `depth` nor `predicted_depth`.")
        return draw_depth(found, image, alpha=alpha)


def draw_depth(depth: object, image: MediaInput | None = None, *, alpha: float = 1.0) -> PILImage:
    """Show depths as colours, alone or over a picture.

    Low numbers are dark violet, high ones light yellow, from the lowest to the highest number
    given. If all are the same, so is the colour. Where a number is NaN or infinite, the picture
    shows, or black if there is none.

    Args:
        depth: An image of one channel of 8 or 16 bits, as anything that `image` may be, or numbers
            of any unit: nested lists or an array of shape H x W. Further axes of length 1
            are dropped.
        image: A picture to lay the colours over: bytes, a path, a binary file object, a PIL image,
            a `uint8` array of shape H x W, H x W x 3 or H x W x 4. It is not changed. Depths of
            another size are scaled to the size of the upright picture.
        alpha: Weight of the colours over `image`, from 0 for the picture alone to 1 for the
            colours alone. Without `image` there is nothing to weigh.

    Returns:
        A new PIL image, of the size of the upright picture if there is one, else of the depths. Its
        mode is RGB, or RGBA if the picture has transparency.

    Raises:
        ArgumentError: `depth` is not one of these, `image` is a URL or cannot be decoded, or
            `alpha` is not within 0..1.
        ImportError: Pillow or numpy is not installed.
    """
    np, pillow = import_numpy(), import_pillow()
    _check_alpha(alpha)
    numbers = _depths(depth)
    known = np.isfinite(numbers)
    shades = np.array(_ramp(), np.uint8)[_shades(numbers, known)]
    shades[~known] = 0
    colours: PILImage = pillow.fromarray(shades)
    if image is None:
        return colours
    picture = _open(image)
    mask: PILImage = pillow.fromarray(known.astype(np.uint8) * np.uint8(255))
    if colours.size != picture.size:
        colours = colours.resize(picture.size, pillow.Resampling.BILINEAR)
        mask = mask.resize(picture.size, pillow.Resampling.NEAREST)
    _blend(picture, colours, mask, alpha)
    return picture


# Pictures ---------------------------------------------------------------------------------------


def _open(image: MediaInput) -> PILImage:
    """Return a copy of the picture, upright, of mode RGB or RGBA."""
    picture = _decode(image, "image")
    try:
        from PIL import ImageOps

        picture = ImageOps.exif_transpose(picture)
    except Exception:  # EXIF data is often damaged, and then says nothing
        picture = picture.copy()
    try:
        return _to_rgb(picture)
    except ValueError as error:  # LAB, for one
        raise _bad("image", f"is an image of mode {picture.mode}, which cannot be shown") from error


def _decode(value: object, argument: str) -> PILImage:
    pillow = import_pillow()
    source = media(value, argument=argument, kind="image")
    if source.url is not None:
        raise _bad(argument, "is a URL; download the picture first, and pass its bytes or its path")
    try:
        picture: PILImage
        if isinstance(source.value, pillow.Image):
            picture = cast("PILImage", source.value)
        elif hasattr(source.value, "__array__"):
            picture = pillow.fromarray(import_numpy().asarray(source.value))
        else:
            with source.open() as content:
                picture = pillow.open(io.BytesIO(b"".join(content.blocks())))
        picture.load()
    except (ArgumentError, ImportError):
        raise
    except Exception as error:  # decoders raise all kinds
        raise _bad(argument, f"cannot be decoded as an image: {error}") from error
    if 0 in picture.size:
        raise _bad(argument, "is empty")
    return picture


def _to_rgb(picture: PILImage) -> PILImage:
    transparent = picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or (
        "transparency" in picture.info
    )
    # The profile of other colours does not fit what is returned, and viewers would apply it.
    if picture.mode not in ("RGB", "RGBA", "RGBa", "P", "PA"):
        picture.info.pop("icc_profile", None)
    if picture.mode == "F" or picture.mode.startswith("I"):
        return _to_grey(picture).convert("RGB")
    return picture.convert("RGBA" if transparent else "RGB")


def _to_grey(picture: PILImage) -> PILImage:
    """Return 8 bits of deeper ones; Pillow would cut off what is above 255."""
    np = import_numpy()
    levels = _levels(picture)
    if picture.mode != "F" and levels.min() >= 0 and levels.max() < 65536:
        greys = levels // 257
    else:  # of no known scale
        greys = _shades(levels, np.isfinite(levels))
    return cast("PILImage", import_pillow().fromarray(greys.astype(np.uint8)))


def _levels(picture: PILImage) -> Any:
    """Return the pixels of one channel as an array of shape H x W."""
    one_channel = picture.mode == "F" or picture.mode.startswith("I")
    return import_numpy().asarray(picture if one_channel else picture.convert("L"))


def _blend(picture: PILImage, colours: PILImage, mask: PILImage, alpha: float) -> None:
    weights = mask.point([round(level * alpha) for level in range(256)])
    if picture.mode == "RGBA":
        layer = colours.convert("RGBA")
        layer.putalpha(weights)
        picture.alpha_composite(layer)
    else:
        picture.paste(colours, mask=weights)


def _canvas(picture: PILImage) -> Any:
    from PIL import ImageDraw

    return ImageDraw.Draw(picture)


def _scale(picture: PILImage) -> float:
    """Side of the square of the same area, in pixels."""
    return math.sqrt(picture.width * picture.height)


# Boxes, masks and depths ------------------------------------------------------------------------


def _clip(box: Box, picture: PILImage) -> tuple[int, int, int, int] | None:
    """Return the first and last column and row of a box, or None if it is not in the picture."""
    edges = (box.xmin, box.ymin, box.xmax, box.ymax)
    if any(math.isnan(edge) for edge in edges):
        return None
    left, right = sorted((edges[0], edges[2]))
    top, bottom = sorted((edges[1], edges[3]))
    if right < 0 or bottom < 0 or left >= picture.width or top >= picture.height:
        return None
    last_x, last_y = picture.width - 1, picture.height - 1
    return (
        round(max(left, 0)), round(max(top, 0)), round(min(right, last_x)),
        round(min(bottom, last_y)),
    )  # fmt: skip


def _mask(item: Segment, size: tuple[int, int]) -> PILImage | None:
    """Return where a part is, as greys of the given size; None if it is nowhere."""
    if not item.mask:
        return None
    try:
        levels = _levels(_decode(item.mask, "mask"))
    except ArgumentError as error:
        raise MediaDecodeError(f"The mask of {item.label!r} is not an image: {error}") from error
    np, pillow = import_numpy(), import_pillow()
    peak = levels.max()
    if not peak > 0:
        return None
    # Some write 1 where others write 255.
    white = 1 if peak <= 1 else 255 if peak <= 255 else 65535
    if levels.dtype != np.uint8 or white == 1:
        levels = (levels.clip(0, white) * (255.0 / white)).round().astype(np.uint8)
    mask: PILImage = pillow.fromarray(levels)
    if mask.size != size:
        mask = mask.resize(size, pillow.Resampling.NEAREST)
    return mask if mask.getbbox() else None


def _centre(mask: PILImage) -> tuple[float, float]:
    np = import_numpy()
    weights = np.asarray(mask)
    across, down = weights.sum(0, dtype=np.float64), weights.sum(1, dtype=np.float64)
    total = across.sum()
    return (
        float(across @ np.arange(mask.width) / total),
        float(down @ np.arange(mask.height) / total),
    )


def _depths(depth: object) -> Any:
    """Return depths as floats of shape H x W."""
    np = import_numpy()
    if isinstance(depth, (list, tuple)) or hasattr(depth, "__array__"):
        try:
            numbers = np.asarray(depth).astype(np.float64, casting="same_kind")
        except Exception as error:  # ragged lists, text; torch raises its own
            raise _bad("depth", f"has to be rows of numbers, all of one length: {error}") from error
    else:
        numbers = _levels(_decode(depth, "depth")).astype(np.float64)
    shape = numbers.shape
    while numbers.ndim > 2 and 1 in numbers.shape:
        numbers = numbers.squeeze(numbers.shape.index(1))
    if numbers.ndim != 2 or 0 in shape:
        raise _bad("depth", f"has to be of shape H x W; got {shape}")
    return numbers


def _shades(numbers: Any, known: Any) -> Any:
    """Return a position 0..255 in the ramp for each number."""
    np = import_numpy()
    found = numbers[known]
    low, high = (found.min(), found.max()) if found.size else (0.0, 0.0)
    if low == high:
        return np.full(numbers.shape, 128)
    spread = np.interp(np.where(known, numbers, low), (low, high), (0, 255))
    return spread.round().astype(np.int64)


# Colours ----------------------------------------------------------------------------------------


def _oklch(lightness: float, chroma: float, hue: float) -> tuple[int, int, int]:
    """Return the sRGB colour, 0 to 255, of a perceptual one (Ottosson's Oklab; hue in turns)."""
    a, b = chroma * math.cos(2 * math.pi * hue), chroma * math.sin(2 * math.pi * hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encode(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encode(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encode(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _encode(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    curved = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * curved)


def _colour(label: str) -> tuple[int, int, int]:
    """Return a label's colour. By checksum: `hash` differs between runs."""
    number = zlib.crc32(label.encode("utf-8", "replace")) * 0x9E3779B1 & 0xFFFFFFFF
    hue, lightness = divmod(number, 3)
    return _oklch((0.58, 0.7, 0.84)[lightness], 0.19, hue * 3 / 2**32)


@cache
def _ramp() -> list[tuple[int, int, int]]:
    """Return 256 colours of steadily rising lightness: violet, red, orange, light yellow."""
    steps = [step / 255 for step in range(256)]
    return [
        _oklch(0.18 + 0.78 * t, 0.03 + 0.165 * math.sin(math.pi * t), 0.79 + 0.5 * t) for t in steps
    ]


def _ink(paper: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return black or white, whichever has the higher contrast (WCAG) on a colour."""
    red, green, blue = ((value / 255) ** 2.2 for value in paper)
    dark_wins = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179
    return (0, 0, 0) if dark_wins else (255, 255, 255)


# Text -------------------------------------------------------------------------------------------

_SMALLEST: Final = 9  # pixels; smaller letters cannot be read
# Pillow's own font has ASCII only. These are tried, in turn, for labels in other scripts.
_FONTS: Final = (
    "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "arial.ttf",
    "Arial.ttf", "NotoSansCJK-Regular.ttc", "Arial Unicode.ttf", "msyh.ttc", "msgothic.ttc",
    "malgun.ttf", "segoeui.ttf", "NotoSansArabic-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
)  # fmt: skip


class _Pen:
    """Writes captions on paper of a colour, inside the picture and clear of each other."""

    def __init__(self, picture: PILImage) -> None:
        self._picture = picture
        self._canvas = _canvas(picture)
        self._size = max(_SMALLEST + 2, round(_scale(picture) / 36))
        self._taken: list[tuple[int, int, int, int]] = []

    def write(self, text: str, paper: tuple[int, int, int], spots: Iterable[_Spot]) -> None:
        """Write at the best of some spots, earlier ones first; not at all if there is no room."""
        fitted = self._fit(" ".join(text.split()))
        if fitted is None:
            return
        text, font, (left, top, right, bottom) = fitted
        margin = _margin(font)
        wide, high = right - left + 2 * margin, bottom - top + margin
        room_x, room_y = self._picture.width - wide, self._picture.height - high
        if room_x < 0 or room_y < 0:
            return
        best: tuple[float, int, int] | None = None
        for spot in spots:
            wanted_x, wanted_y = spot(wide, high)
            x, y = min(max(wanted_x, 0), room_x), min(max(wanted_y, 0), room_y)
            moved = abs(x - wanted_x) + abs(y - wanted_y)
            cost = self._overlap(x, y, x + wide, y + high) * 1000 + moved
            if best is None or cost < best[0]:
                best = cost, x, y
        if best is None:
            return
        _, x, y = best
        self._taken.append((x, y, x + wide, y + high))
        self._canvas.rectangle((x, y, x + wide - 1, y + high - 1), fill=paper)
        at = (x + margin - left, y + margin // 2 - top)
        self._canvas.text(at, text, fill=_ink(paper), font=font)

    def _fit(self, text: str) -> tuple[str, Any, tuple[int, int, int, int]] | None:
        """Return text, font and extent of what fits the picture's width."""
        text = text[:200]
        size = self._size
        font = _font(text, size)
        extent = _extent(font, text)
        room = self._picture.width
        if (needed := extent[2] - extent[0] + 2 * _margin(font)) > room:
            size = max(_SMALLEST, size * room // needed)
            font = _font(text, size)
            extent = _extent(font, text)
        while extent[2] - extent[0] + 2 * _margin(font) > room:
            text = text.removesuffix("…")[:-1].rstrip() + "…"
            if text == "…":
                return None
            extent = _extent(font, text)
        return text, font, extent

    def _overlap(self, left: int, top: int, right: int, bottom: int) -> int:
        return sum(
            max(0, min(right, box[2]) - max(left, box[0]))
            * max(0, min(bottom, box[3]) - max(top, box[1]))
            for box in self._taken
        )


class _Spot(Protocol):
    """Where a caption of so many pixels could be: left and top."""

    def __call__(self, wide: int, high: int, /) -> tuple[int, int]: ...


def _beside(area: tuple[int, int, int, int]) -> list[_Spot]:
    left, top, right, bottom = area
    return [
        lambda wide, high: (left, top - high),
        lambda wide, high: (left, top),
        lambda wide, high: (left, bottom + 1),
        lambda wide, high: (right + 1 - wide, top - high),
        lambda wide, high: (right + 1 - wide, top),
        lambda wide, high: (left, bottom + 1 - high),
        lambda wide, high: (right + 1 - wide, bottom + 1 - high),
    ]


def _around(centre: tuple[float, float]) -> list[_Spot]:
    x, y = round(centre[0]), round(centre[1])
    return [
        lambda wide, high: (x - wide // 2, y - high // 2),
        lambda wide, high: (x - wide // 2, y + high // 2 + 1),
        lambda wide, high: (x - wide // 2, y - high - high // 2 - 1),
    ]


def _caption(label: str, score: float | None) -> str:
    return label if score is None else f"{label} {score:.2f}"


def _margin(font: Any) -> int:
    return max(2, getattr(font, "size", 10) // 4)


def _extent(font: Any, text: str) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a text; the height is the same for all texts."""
    left, top, right, bottom = font.getbbox(text)
    _, ascent, _, descent = font.getbbox("Agj|")
    return (
        math.floor(left), math.floor(min(top, ascent)), math.ceil(right),
        math.ceil(max(bottom, descent)),
    )  # fmt: skip


def _font(text: str, size: int) -> Any:
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    if text.isascii():
        return font
    others = (ImageFont.truetype(path, size) for path in _font_paths())
    return min((font, *others), key=lambda each: _missing(each, text))


@cache
def _font_paths() -> list[str]:
    from PIL import ImageFont

    paths: list[str] = []
    for name in _FONTS:
        try:
            paths.append(str(ImageFont.truetype(name, _SMALLEST).path))
        except OSError:
            continue  # not on this machine
    return paths


def _missing(font: Any, text: str) -> int:
    """Count the characters of a text that a font does not have."""
    blank = bytes(font.getmask("\uffff"))
    return sum(bytes(font.getmask(sign)) == blank for sign in set(text) - {" "})


# Errors -----------------------------------------------------------------------------------------


def _check_alpha(alpha: float) -> None:
    if not 0 <= alpha <= 1:
        raise ArgumentError(f"`alpha` has to be within 0..1; got {shown(alpha)}.", argument="alpha")


def _bad(argument: str, problem: str) -> ArgumentError:
    return ArgumentError(f"`{argument}` {problem}.", argument=argument)
