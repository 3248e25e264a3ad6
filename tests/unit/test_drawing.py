"""Results drawn into pictures, as their user sees them, and media as members of JSON answers."""

from __future__ import annotations

import base64
import copy
import io
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import TypeAdapter, ValidationError

from inferloom.errors import ArgumentError
from inferloom.media.inputs import media
from inferloom.models.base import Model
from inferloom.models.drawing import Depth, Detections, Segments, draw_depth
from inferloom.models.media import Audio, Picture, Video
from inferloom.models.media import picture as opened

np: Any = pytest.importorskip("numpy")
pillow: Any = pytest.importorskip("PIL.Image")

PHOTO = Path(__file__).parents[2] / "src/inferloom_local/data/cat.jpg"
ORIENTATION = 0x0112


@dataclass
class Rectangle:
    xmin: float
    ymin: float
    xmax: float
    ymax: float


@dataclass
class Found:
    label: str
    score: float
    box: Rectangle


@dataclass
class Part:
    label: str
    score: float | None
    mask: Picture


def found(*edges: float, label: str = "cat", score: float = 0.9) -> Found:
    return Found(label, score, Rectangle(*edges))


def encoded(array: Any, name: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture = array if isinstance(array, pillow.Image) else pillow.fromarray(array)
    picture.save(buffer, name, **options)
    return buffer.getvalue()


def grey(width: int = 120, height: int = 80, level: int = 100) -> Any:
    return np.full((height, width, 3), level, np.uint8)


def pixels(picture: Any) -> Any:
    return np.asarray(picture).astype(int)


def colour_of(label: str) -> tuple[int, int, int]:
    """The colour of a label's box, seen in a picture."""
    drawn = Detections([found(5, 5, 30, 30, label=label)]).draw(grey(), labels=False)
    at: tuple[int, int, int] = drawn.getpixel((5, 5))  # type: ignore[assignment]
    return at


# --- boxes


def test_boxes_are_drawn_on_their_edges() -> None:
    drawn = Detections([found(10, 20, 60, 50)]).draw(grey(), width=2, labels=False)
    assert (drawn.mode, drawn.size) == ("RGB", (120, 80))
    changed = (pixels(drawn) != 100).any(2)
    expected = np.zeros((80, 120), bool)
    expected[20:51, 10:61] = True
    expected[22:49, 12:59] = False
    assert (changed == expected).all()
    assert len(np.unique(pixels(drawn)[expected], axis=0)) == 1


def test_a_label_has_one_colour_in_every_run() -> None:
    assert len({colour_of(label) for label in ("cat", "dog", "bird", "car", "bus", "猫")}) == 6
    script = """
import numpy as np
from types import SimpleNamespace as N
from inferloom.models.drawing import Detections
box = N(xmin=5, ymin=5, xmax=30, ymax=30)
drawn = Detections([N(label="cat", score=1, box=box)]).draw(np.zeros((80, 120), "uint8"))
print(drawn.getpixel((5, 30)))
"""
    assert _run(script).strip() == str(colour_of("cat"))


def test_labels_are_written_beside_the_box_and_can_be_read() -> None:
    for label in ("cat", "dog", "person", "suitcase", "sheep", "boat"):
        plain = Detections([found(10, 40, 110, 75, label=label)]).draw(grey(), labels=False)
        drawn = Detections([found(10, 40, 110, 75, label=label)]).draw(grey())
        extra = (pixels(drawn) != pixels(plain)).any(2)
        assert extra.any()
        assert not extra[40:].any()  # above the box, whose inside stays free
        paper = _luminance(colour_of(label))
        ink = _luminance(max(_colours(drawn, extra), key=lambda c: abs(_luminance(c) - paper)))
        low, high = sorted((paper, ink))
        assert (high + 0.05) / (low + 0.05) > 4.5


def _colours(drawn: Any, where: Any) -> list[tuple[int, int, int]]:
    return [tuple(row) for row in np.unique(pixels(drawn)[where], axis=0).tolist()]


def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = ((value / 255) ** 2.2 for value in colour)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def test_captions_do_not_cover_each_other() -> None:
    here = [found(40, 40, 110, 75, label=label) for label in ("dog", "cat")]
    drawn = Detections(here).draw(grey())
    papers = [(pixels(drawn) == colour_of(label)).all(2).sum() for label in ("dog", "cat")]
    assert all(count > 150 for count in papers)


@pytest.mark.parametrize(
    "label", ["", "x", "a\nb\tc", "w" * 5000, "Kätzchen", "猫 قط 🐈", "\ud800"]
)
@pytest.mark.parametrize("size", [(1, 1), (3, 200), (200, 3), (14, 14), (120, 80)])
def test_labels_stay_in_the_picture(label: str, size: tuple[int, int]) -> None:
    width, height = size
    boxes = Detections(
        [
            found(0, 0, width, height, label=label),
            found(-50, -50, 2, 2, label=label),
            found(width - 1, height - 1, 9999, 9999, label=label),
            found(float("-inf"), 0, float("inf"), 1, label=label),
        ]
    )
    assert boxes.draw(grey(width, height)).size == size


def test_boxes_over_the_edge_are_clipped() -> None:
    drawn = pixels(Detections([found(-30, 20, 500, 999)]).draw(grey(), width=1, labels=False))
    changed = (drawn != 100).any(2)
    assert changed[20:, 0].all() and changed[20:, -1].all() and changed[-1].all()
    assert not changed[:20].any() and not changed[21:-1, 1:-1].any()
    outside = [found(-9, -9, -1, -1), found(120, 0, 130, 9), found(0, 80, 9, 99)]
    assert (pixels(Detections(outside).draw(grey())) == 100).all()
    assert (pixels(Detections([found(float("nan"), 0, 9, 9)]).draw(grey())) == 100).all()


def test_boxes_of_odd_shapes() -> None:
    for edges in [(30, 30, 30, 30), (60, 50, 10, 20), (10.4, 20.4, 59.6, 49.6), (30, 10, 30, 70)]:
        drawn = Detections([found(*edges)]).draw(grey(), width=50, labels=False)
        changed = np.argwhere((pixels(drawn) != 100).any(2))
        top, left = changed.min(0)
        bottom, right = changed.max(0)
        (x0, x1), (y0, y1) = sorted(edges[::2]), sorted(edges[1::2])
        assert (left, top, right, bottom) == tuple(map(round, (x0, y0, x1, y1)))


def test_lines_and_letters_grow_with_the_picture() -> None:
    def thickness_and_caption(scale: int) -> tuple[int, int]:
        box = [found(40 * scale, 100 * scale, 160 * scale, 180 * scale)]
        drawn = pixels(Detections(box).draw(grey(200 * scale, 200 * scale)))
        changed = (drawn != 100).any(2)
        return changed[150 * scale, : 100 * scale].sum(), changed[: 100 * scale].any(1).sum()

    line, caption = thickness_and_caption(2)
    long_line, tall_caption = thickness_and_caption(8)
    assert 3 <= long_line / line <= 5
    assert 3 <= tall_caption / caption <= 5


def test_the_best_is_on_top_and_the_worst_can_be_left_out() -> None:
    boxes = Detections(
        [found(5, 5, 50, 50, score=0.9), found(5, 5, 50, 50, label="dog", score=0.4)]
    )
    assert boxes.draw(grey(), labels=False).getpixel((5, 5)) == colour_of("cat")
    boxes.reverse()
    assert boxes.draw(grey(), labels=False).getpixel((5, 5)) == colour_of("cat")
    only = boxes.draw(grey(), min_score=0.5)
    assert (pixels(only) == pixels(boxes[1:].draw(grey()))).all()
    assert (pixels(Detections[Found]().draw(grey())) == 100).all()


def test_many_boxes_are_drawn_in_reasonable_time() -> None:
    boxes = Detections([found(x, y, x + 9, y + 9) for x in range(20) for y in range(15)])
    start = time.perf_counter()
    boxes.draw(grey(640, 480))
    assert time.perf_counter() - start < 10


# --- what a picture may be


def test_pictures_of_every_kind(tmp_path: Path) -> None:
    data = encoded(grey())
    path = tmp_path / "cat.png"
    path.write_bytes(data)
    boxes = Detections([found(10, 30, 60, 50)])
    expected = pixels(boxes.draw(data))
    uri = "data:image/png;base64," + base64.b64encode(data).decode()
    kinds: list[Any] = [
        bytearray(data), path, str(path), io.BytesIO(data), opened(data), grey(), uri,
        pillow.open(path), media(data, argument="image", kind="image"),
    ]  # fmt: skip
    for kind in kinds:
        assert (pixels(boxes.draw(kind)) == expected).all(), kind


@pytest.mark.parametrize(
    "draw",
    [
        lambda image: Detections([found(5, 5, 50, 50)]).draw(image),
        lambda image: Segments([part("cat", grey()[..., 0] > 0)]).draw(image),
        lambda image: draw_depth([[1, 2]], image, alpha=0.5),
    ],
)
def test_the_picture_passed_is_not_changed(draw: Callable[[Any], Any]) -> None:
    for mode in ("RGB", "RGBA", "L", "P"):
        picture = pillow.new(mode, (120, 80), 7)
        picture.info["icc_profile"] = b"kept"
        before = picture.tobytes()
        assert draw(picture) is not picture
        assert (picture.mode, picture.tobytes()) == (mode, before)
        assert picture.info == {"icc_profile": b"kept"}
    array = grey()
    draw(array)
    assert (array == 100).all()
    file = io.BytesIO(b"before" + encoded(array))
    file.seek(6)
    draw(file)
    assert (file.tell(), file.closed) == (6, False)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "CMYK", "YCbCr", "HSV", "I", "F", "I;16"])
def test_modes_without_transparency(mode: str) -> None:
    picture = pillow.new(mode, (60, 40))
    assert Detections([found(5, 5, 50, 30)]).draw(picture).mode == "RGB"


def test_transparency_is_kept() -> None:
    for mode in ("RGBA", "LA", "PA"):
        drawn = Detections([found(5, 5, 50, 30)]).draw(pillow.new(mode, (60, 40)), labels=False)
        assert drawn.mode == "RGBA"
        assert drawn.getpixel((5, 5)) == (*colour_of("cat"), 255)
    clear = pillow.new("RGBA", (60, 40), (9, 9, 9, 0))
    seen = Segments([part("cat", half(60, 40))]).draw(clear, labels=False, alpha=0.5)
    assert seen.getpixel((2, 2)) == (*colour_of("cat"), 128)  # an overlay can be seen there too
    assert seen.getpixel((50, 2)) == (9, 9, 9, 0)
    palette = pillow.new("P", (60, 40))
    palette.info["transparency"] = 0
    assert Detections[Found]().draw(palette).mode == "RGBA"


def test_deep_pictures_are_not_cut_off() -> None:
    ramp = np.linspace(0, 65535, 256).round().astype(np.uint16).reshape(1, 256)
    shown = pixels(Detections[Found]().draw(encoded(ramp)))[0, :, 0]
    assert (shown == np.arange(256)).all()
    floats = pillow.fromarray(np.array([[0.0, 0.5, 1.0, np.nan]], np.float32))
    assert pixels(Detections[Found]().draw(floats))[0, :3, 0].tolist() == [0, 128, 255]


def test_boxes_refer_to_the_upright_picture() -> None:
    lying = pillow.fromarray(grey(40, 20))
    lying.putpixel((0, 0), (255, 0, 0))
    exif = pillow.Exif()
    exif[ORIENTATION] = 6  # to be turned by 90 degrees, clockwise
    data = encoded(lying, exif=exif)
    for picture in (data, pillow.open(io.BytesIO(data))):
        drawn = Detections([found(2, 30, 15, 38)]).draw(picture, labels=False)
        assert drawn.size == (20, 40)
        assert drawn.getpixel((19, 0)) == (255, 0, 0)
        assert drawn.getpixel((2, 38)) == colour_of("cat")
        assert drawn.getexif().get(ORIENTATION) is None  # not turned twice when it is saved
    broken = encoded(lying, exif=b"Exif\0\0nonsense")
    assert Detections[Found]().draw(broken).size == (40, 20)


def test_bad_pictures_name_the_argument(tmp_path: Path) -> None:
    cases: list[tuple[Any, str]] = [
        ("https://example.com/cat.png", "is a URL; download"),
        (b"nonsense", "cannot be decoded"),
        (b"", "is empty"),
        (encoded(grey(400, 400))[:200], "cannot be decoded"),
        (tmp_path / "none.png", "does not exist"),
        (np.zeros((4, 4)), "uint8"),
        (pillow.new("RGB", (0, 4)), "is empty"),
        (42, "got int"),
        (None, "got NoneType"),
    ]
    for picture, problem in cases:
        for drawn in (Detections[Found]().draw, Segments[Part]().draw):
            with pytest.raises(ArgumentError, match=problem) as caught:
                drawn(picture)
            assert caught.value.argument == "image"
            assert str(caught.value).startswith("`image` ")
    with pytest.raises(ArgumentError, match="download"):
        draw_depth([[1]], "https://example.com/cat.png")


def test_bad_options_name_the_argument() -> None:
    for width in (0, -1):
        with pytest.raises(ArgumentError, match="`width`") as caught:
            Detections[Found]().draw(grey(), width=width)
        assert caught.value.argument == "width"
    for alpha in (-0.1, 1.1, float("nan")):
        for draw in (Segments[Part]().draw, lambda image, alpha: draw_depth([[1]], alpha=alpha)):
            with pytest.raises(ArgumentError, match="`alpha`") as caught:
                draw(grey(), alpha=alpha)
            assert caught.value.argument == "alpha"


def test_a_photo() -> None:
    drawn = Detections([found(60, 20, 250, 190)]).draw(PHOTO, labels=False)
    with pillow.open(PHOTO) as photo:
        assert drawn.size == photo.size
        assert (pixels(drawn)[30:180, 70:240] == pixels(photo)[30:180, 70:240]).all()


# --- masks


def part(label: str, mask: Any, score: float | None = None) -> Part:
    mask = mask.astype(np.uint8) * 255 if mask.dtype == bool else mask
    return Part(label, score, opened(encoded(mask)))


def half(width: int = 120, height: int = 80) -> Any:
    mask = np.zeros((height, width), bool)
    mask[:, : width // 2] = True
    return mask


def test_only_masked_pixels_are_changed() -> None:
    drawn = pixels(Segments([part("cat", half())]).draw(grey(), labels=False))
    assert drawn.shape == (80, 120, 3)
    assert (drawn[~half()] == 100).all()
    blend = (np.array(colour_of("cat")) + 100) / 2
    assert (abs(drawn[half()] - blend) <= 1).all()


def test_alpha_weighs_picture_and_colours() -> None:
    parts = Segments([part("cat", half())])
    assert (pixels(parts.draw(grey(), labels=False, alpha=0)) == 100).all()
    full = pixels(parts.draw(grey(), labels=False, alpha=1))
    assert (full[half()] == colour_of("cat")).all()


def test_masks_of_every_kind() -> None:
    parts = [
        opened(encoded(pillow.fromarray(half()))),  # one bit
        opened(encoded(half().astype(np.uint8))),  # 1 instead of 255
        opened(encoded(half().astype(np.uint16) * 65535)),
        opened(encoded(np.stack([half() * np.uint8(255)] * 3, 2))),
        opened(encoded(half(12, 8) * np.uint8(255))),  # of another size
        opened(encoded(half() * np.uint8(255), "WEBP", lossless=True)),
    ]
    expected = pixels(Segments([part("cat", half())]).draw(grey(), labels=False))
    for mask in parts:
        drawn = pixels(Segments([Part("cat", 0.5, mask)]).draw(grey(), labels=False))
        assert (drawn == expected).all()


def test_greys_of_a_mask_are_partly_transparent() -> None:
    mask = half() * np.uint8(255)
    mask[40:] //= 2
    drawn = pixels(Segments([part("cat", mask)]).draw(grey(), labels=False, alpha=1))
    assert (abs(drawn[50, 5] - (np.array(colour_of("cat")) + 100) / 2) <= 1).all()


def test_empty_masks_are_nowhere() -> None:
    nothing = Segments([part("cat", half() & ~half()), Part("dog", None, cast("Picture", None))])
    assert (pixels(nothing.draw(grey())) == 100).all()
    assert (pixels(Segments[Part]().draw(grey())) == 100).all()
    with pytest.raises(ValueError, match="'dog' is not an image"):
        Segments([Part("dog", None, cast("Picture", b"nonsense"))]).draw(grey())


def test_segments_are_labelled_at_their_centre() -> None:
    segments = Segments([part("cat", half(), 0.9)])
    extra = pixels(segments.draw(grey())) != pixels(segments.draw(grey(), labels=False))
    rows, columns = np.nonzero(extra.any(2))
    assert abs((columns.min() + columns.max()) / 2 - 30) <= 2
    assert abs((rows.min() + rows.max()) / 2 - 40) <= 3
    without_score = Segments([part("cat", half())])
    shorter = pixels(without_score.draw(grey())) != pixels(without_score.draw(grey(), labels=False))
    assert 0 < shorter.any(2).any(0).sum() < extra.any(2).any(0).sum()


def test_segments_have_the_colours_of_detections() -> None:
    drawn = Segments([part("dog", half())]).draw(grey(), alpha=1, labels=False)
    assert drawn.getpixel((5, 5)) == colour_of("dog")


# --- depths


def test_depths_rise_from_dark_to_bright() -> None:
    ramp = np.arange(256.0).reshape(1, 256) * 3 - 50
    shown = pixels(draw_depth(ramp))
    assert shown.shape == (1, 256, 3)
    luminance = [_luminance(tuple(colour)) for colour in shown[0].tolist()]
    assert luminance == sorted(luminance)
    assert luminance[0] < 0.02 and luminance[-1] > 0.8
    assert len({tuple(colour) for colour in shown[0].tolist()}) > 240


def test_depths_of_every_kind() -> None:
    rows = [[0.0, 1.0], [2.0, 4.0]]
    expected = pixels(draw_depth(rows))
    deep = (np.array(rows) * 16383).astype(np.uint16)
    for depth in (
        np.array(rows), np.array(rows, np.float16), np.array(rows, int), [rows], [[rows]],
        np.array(rows)[..., None], tuple(rows), opened(encoded(deep)), deep,
        opened(encoded((np.array(rows) * 63).astype(np.uint8))), pillow.fromarray(deep),
    ):  # fmt: skip
        assert (abs(pixels(draw_depth(depth)) - expected) <= 2).all()


def test_depths_without_a_spread() -> None:
    for depth in ([[3, 3]], [[0.0, 0.0]], [[7]]):
        assert len(np.unique(pixels(draw_depth(depth)).reshape(-1, 3), axis=0)) == 1
    gaps = [[1.0, float("nan"), float("inf"), 5.0]]
    shown = pixels(draw_depth(gaps))
    assert (shown[0, 1:3] == 0).all()
    assert (shown[0, [0, 3]] == pixels(draw_depth([[1, 5]]))[0]).all()
    over = pixels(draw_depth(gaps, grey(4, 1)))
    assert (over[0, 1:3] == 100).all()
    assert (pixels(draw_depth([[float("nan")] * 2])) == 0).all()


def test_depths_over_a_picture() -> None:
    depth = np.tile(np.arange(12.0), (8, 1))
    alone = pixels(draw_depth(depth, grey()))
    assert alone.shape == (80, 120, 3)
    weak = pixels(draw_depth(depth, grey(), alpha=0.25))
    assert (abs(weak - (alone * 0.25 + 75)) <= 1.5).all()
    assert (pixels(draw_depth(depth, grey(), alpha=0)) == 100).all()


def test_bad_depths_name_the_argument() -> None:
    cases: list[Any] = [
        [[1, 2], [3]], [["a"]], [], [[]], [1, 2], [[[1, 2], [3, 4]], [[1, 2], [3, 4]]], b"nonsense",
        "https://example.com/depth.png", np.array([[1j]]), None,
    ]  # fmt: skip
    for depth in cases:
        with pytest.raises(ArgumentError) as caught:
            draw_depth(depth)
        assert caught.value.argument == "depth"
        assert str(caught.value).startswith("`depth` ")


class Estimate(Depth, Model):
    depth: Picture | None = None
    predicted_depth: list[list[float]] | list[list[list[float]]] | None = None


class EstimateToo(Model, Depth):
    depth: Picture | None = None
    predicted_depth: list[list[float]] | list[list[list[float]]] | None = None


@pytest.mark.parametrize("kind", [Estimate, EstimateToo])
def test_results_draw_what_they_hold(kind: type[Estimate | EstimateToo]) -> None:
    assert list(kind.model_fields) == ["depth", "predicted_depth"]
    numbers = kind.model_validate_json('{"predicted_depth": [[[0, 1], [2, 4]]]}')
    assert (pixels(numbers.draw()) == pixels(draw_depth([[0, 1], [2, 4]]))).all()
    picture = opened(encoded(np.array([[0, 99, 255]], np.uint8)))
    both = kind.model_validate({"predicted_depth": [[0, 1]], "depth": picture})
    assert both.draw().size == (3, 1)
    assert both.draw(grey()).size == (120, 80)
    assert (pixels(both.draw(grey(), alpha=0)) == 100).all()
    assert not (pixels(both.draw(grey())) == pixels(both.draw(grey(), alpha=1))).all()
    assert kind.model_validate_json('{"other": 1}') == {"other": 1}
    with pytest.raises(ValueError, match="neither"):
        kind.model_validate_json("{}").draw()


# --- lists


def test_results_are_lists() -> None:
    items = [found(5, 5, 50, 50), found(9, 9, 20, 20, label="dog")]
    boxes = Detections(items)
    assert boxes == items and items == boxes
    assert isinstance(boxes, list) and boxes[0] is items[0] and boxes[-1].label == "dog"
    assert repr(boxes) == repr(items)
    assert json.dumps(Detections[Any]([1, 2])) == "[1, 2]"
    for kind in (Detections[Any], Segments[Any]):
        some = kind([1, 2, 3])
        for other in (
            some[:2], some[::-1], some.copy(), copy.copy(some), copy.deepcopy(some),
            pickle.loads(pickle.dumps(some)), some[:],
        ):  # fmt: skip
            assert type(other) is type(some)
            assert other is not some
        assert some[:2] == [1, 2]
        assert pickle.loads(pickle.dumps(some)) == some == copy.deepcopy(some)
    boxes[:1].draw(grey())


class Corners(Model, essential=("xmin", "ymin", "xmax", "ymax")):
    xmin: int
    ymin: int
    xmax: int
    ymax: int


class Element(Model, essential=("label", "score", "box")):
    label: str
    score: float
    box: Corners


class Segmented(Model, essential=("label", "mask")):
    label: str
    mask: Picture
    score: float | None = None


def test_answers_are_decoded_to_lists_that_draw() -> None:
    adapter = TypeAdapter(Detections[Element])
    text = b'[{"label":"cat","score":0.9,"box":{"xmin":5,"ymin":5,"xmax":50,"ymax":50}}]'
    boxes = adapter.validate_json(text)
    assert type(boxes) is Detections and type(boxes[0]) is Element
    assert boxes == json.loads(text)
    assert adapter.dump_json(boxes) == text
    assert adapter.dump_python(boxes) == json.loads(text)
    assert adapter.validate_python(json.loads(text)) == boxes
    assert boxes.draw(grey(), labels=False).getpixel((5, 5)) == colour_of("cat")
    with pytest.raises(ValidationError, match=r"0\.box"):
        adapter.validate_json('[{"label": "cat", "score": 1}]')
    mask = base64.b64encode(encoded(half() * np.uint8(255))).decode()
    parts = TypeAdapter(Segments[Segmented]).validate_json(
        json.dumps([{"label": "cat", "mask": mask}])
    )
    assert type(parts) is Segments
    assert parts.draw(grey(), alpha=1, labels=False).getpixel((5, 5)) == colour_of("cat")


# --- media as members of answers


class Answer(Model, essential=("mask",)):
    mask: Video
    image: Picture | None = None
    sounds: list[Audio] | None = None
    video: Video | None = None


WEBM = b"\x1aE\xdf\xa3\x42\x82\x84webm" + bytes(24)
TEXT = base64.b64encode(WEBM).decode()


def answer(text: str) -> Video:
    return Answer.model_validate_json(json.dumps({"mask": text})).mask


def test_media_are_read_from_base64_text() -> None:
    for text in (TEXT, TEXT.rstrip("="), f" {TEXT[:20]}\r\n{TEXT[20:]}\n", TEXT + "=="):
        assert type(answer(text)) is Video
        assert answer(text) == WEBM
        assert answer(text).content_type == "video/webm"
    for head, content_type in [
        ("data:video/mp4;base64", "video/mp4"), ("DATA:video/mp4;x=1;base64", "video/mp4"),
        ("data:;base64", "video/webm"), ("data:application/octet-stream;base64", "video/webm"),
    ]:  # fmt: skip
        assert answer(f"{head},{TEXT}") == WEBM
        assert answer(f"{head},{TEXT}").content_type == content_type
    assert answer("+/+/").content_type is None
    assert answer("") == b""


def test_media_in_lists_and_optional_members() -> None:
    text = json.dumps({"mask": TEXT, "image": None, "sounds": ["ZkxhQw==", "Pw"], "video": "Pw=="})
    value = Answer.model_validate_json(text)
    assert value.image is None
    assert [type(sound) for sound in value.sounds or []] == [Audio, Audio]
    assert [sound.content_type for sound in value.sounds or []] == ["audio/flac", None]
    assert type(value.video) is Video
    assert value == {"mask": WEBM, "image": None, "sounds": [b"fLaC", b"?"], "video": b"?"}


def test_media_are_accepted_from_python() -> None:
    film = Video(WEBM, "video/mp4")
    assert Answer(mask=film).mask is film
    for value in (WEBM, bytearray(WEBM), TEXT):
        found = Answer.model_validate({"mask": value}).mask
        assert type(found) is Video and found == WEBM and found.content_type == "video/webm"
    with pytest.raises(ValidationError, match=r"mask\n.*bytes or base64 text"):
        Answer.model_validate({"mask": 1})


@pytest.mark.parametrize(
    "text", ["?", "-_-_", "QUJD!", "A", "é", "https://example.com/a.png", "QQ==QQ=="]
)
def test_invalid_base64_is_an_error_that_says_so(text: str) -> None:
    with pytest.raises(ValidationError, match=r"mask\n +invalid base64 text"):
        answer(text)


def test_other_data_urls_are_refused() -> None:
    with pytest.raises(ValidationError, match="data URL has to be of base64"):
        answer("data:video/webm,abc")
    with pytest.raises(ValidationError, match="valid string"):
        Answer.model_validate_json('{"mask": 1}')


def test_media_are_written_as_base64_text() -> None:
    value = Answer(mask=Video(b"\xfb\xff\xfe", "video/mp4"), sounds=[Audio(b"?")])
    dumped = value.model_dump(exclude_unset=True)
    assert dumped == {"mask": b"\xfb\xff\xfe", "sounds": [b"?"]}
    assert dumped["mask"] is value.mask
    expected = {"mask": "+//+", "sounds": ["Pw=="]}
    assert value.model_dump(mode="json", exclude_unset=True) == expected
    assert json.loads(value.model_dump_json(exclude_unset=True)) == expected
    assert Answer.model_validate_json(value.model_dump_json()) == value
    assert Answer.model_json_schema()["properties"]["mask"]["type"] == "string"
    assert pickle.loads(pickle.dumps(value)).mask.content_type == "video/mp4"


def test_pictures_are_read_and_written_as_base64_text() -> None:
    file = encoded(grey())
    text = base64.b64encode(file).decode()
    for given in (text, f"data:image/png;base64,{text}", text.rstrip("=")):
        value = Answer.model_validate_json(json.dumps({"mask": "", "image": given}))
        assert isinstance(value.image, pillow.Image) and value.image.size == (120, 80)
    for python in (file, bytearray(file), pillow.open(io.BytesIO(file))):
        assert Answer.model_validate({"mask": b"", "image": python}).image == value.image
    written = value.model_dump(mode="json", exclude_unset=True)["image"]
    assert (pixels(pillow.open(io.BytesIO(base64.b64decode(written)))) == pixels(value.image)).all()
    again = Answer.model_validate_json(value.model_dump_json())
    assert again == value and again.image is not value.image
    assert pickle.loads(pickle.dumps(value)) == value


# --- without the extra


def test_missing_packages_name_the_extra() -> None:
    script = """
import sys
sys.modules["numpy"] = sys.modules["PIL"] = None
from inferloom.models.drawing import Detections, Segments, draw_depth
assert not {"pydantic", "pydantic_core"} & set(sys.modules)
for draw in (Detections().draw, Segments().draw, draw_depth):
    try:
        draw(b"x")
    except ImportError as error:
        print(error)
"""
    lines = [line for line in _run(script).splitlines() if "Hint" in line]
    assert len(lines) == 3
    assert all("Hint: pip install " in line for line in lines)
    assert "pip install pillow" in lines[0]


def _run(script: str) -> str:
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout
