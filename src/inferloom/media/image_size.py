"""How large a picture says it is, by its header: nothing is decoded, so nothing can blow up.

What it does not know it does not guess. All walks are bounded, because the files are a stranger's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

__all__ = ["Read", "pixels"]

#: Returns so many bytes from an offset, fewer at the end.
Read: TypeAlias = Callable[[int, int], bytes]

_STEPS: Final = 8192  # segments, blocks or boxes before a picture's size
_BLOCKS: Final = 1 << 19  # of an animation: a GIF of 50 MB has 200,000 of full length
_WINDOW: Final = 64 * 1024  # bytes that are read at once, where many blocks are short
_PAGES: Final = 1024
_ENTRIES: Final = 65536
_BOXES: Final = 1 << 20  # bytes of the boxes that describe an AVIF or HEIC file
# Major brands of single pictures; those of sequences have their sizes elsewhere.
_HEIF: Final = frozenset((b"avif", b"heic", b"heix", b"heim", b"heis", b"mif1"))


def pixels(read: Read) -> int | None:
    """Return width times height of a picture, of the largest one in the file where several are.

    An animation counts as often as it has frames: its decoder paints each of them as a whole.

    Args:
        read: Gives access to the file.

    Returns:
        The number, or None if it is no PNG, JPEG, GIF, WebP, BMP, TIFF, AVIF or HEIC file, or is
        broken before its size.
    """
    head = read(0, 64)
    found: int | None = None
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            found = _png(_Window(read))
        elif head.startswith(b"\xff\xd8\xff"):
            found = _jpeg(read)
        elif head[:6] in (b"GIF87a", b"GIF89a"):
            found = _gif(_Window(read))
        elif head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            found = _webp(head, _Window(read))
        elif head.startswith(b"BM"):
            found = _bmp(head)
        elif head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
            found = _tiff(read)
        elif head[4:8] == b"ftyp" and head[8:12] in _HEIF:
            found = _heif(read)
    except IndexError:  # it ends before its size
        return None
    return found or None


def _number(data: bytes, at: int, size: int, order: str = "big") -> int:
    part = data[at : at + size]
    if len(part) < size:
        raise IndexError
    return int.from_bytes(part, "little" if order == "little" else "big")


class _Window:
    """Reads a file in few large parts."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._start = 0
        self._part = b""

    def __call__(self, at: int, size: int) -> bytes:
        """Return so many bytes from an offset, fewer at the end."""
        begin = at - self._start
        if begin < 0 or begin + size > len(self._part):
            self._start, begin = at, 0
            self._part = self._read(at, _WINDOW)
        return self._part[begin : begin + size]


def _png(read: Read) -> int | None:
    head = read(0, 33)
    if head[12:16] != b"IHDR":
        return None
    canvas = _number(head, 16, 4) * _number(head, 20, 4)
    frames = 0
    animated = False
    for kind in _chunks(read, 8, "big"):
        if kind == b"acTL":
            animated = True
        elif kind == b"fcTL":
            frames += 1
        elif kind == b"IEND" or (kind == b"IDAT" and not animated):
            break
    return canvas * max(frames, 1) if animated else canvas


def _jpeg(read: Read) -> int | None:
    largest = 0
    at = 2
    for _ in range(_STEPS):
        head = read(at, 9)
        if _number(head, 0, 1) != 0xFF:
            return None
        marker = _number(head, 1, 1)
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:  # fill bytes; markers without a length
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (0xDA, 0xD9):  # the scan, the end
            return largest
        if marker < 0xC0 or marker == 0xC8 or 0xF0 <= marker <= 0xFD:
            return None  # reserved: decoders differ on whether they have a length
        if marker not in (0xC4, 0xCC) and (marker <= 0xCF or marker == 0xDE):  # a frame header
            largest = max(largest, _number(head, 5, 2) * _number(head, 7, 2))
        at += 2 + _number(head, 2, 2)
    return None


def _gif(read: Read) -> int | None:
    head = read(0, 13)
    width, height = (_number(head, at, 2, "little") for at in (6, 8))
    at = 13 + _colours(_number(head, 10, 1))
    frames = 0
    inside = False  # of blocks that an empty one ends
    for _ in range(_BLOCKS):
        block = read(at, 10)
        if not block or (not inside and block[0] == ord(";")):
            return width * height * frames
        if inside:
            inside = block[0] > 0
            at += 1 + block[0]
        elif block[0] == ord("!"):  # an extension, with its label
            inside = True
            at += 2
        elif block[0] == ord(","):  # a frame, which may be larger than the screen
            left, top, wide, high = (_number(block, at, 2, "little") for at in (1, 3, 5, 7))
            width, height = max(width, left + wide), max(height, top + high)
            frames += 1
            inside = True
            at += 11 + _colours(block[9] if len(block) > 9 else 0)  # and the size of its codes
        else:
            at += 1  # rubbish, which some decoders skip
    return None


def _colours(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(head: bytes, read: Read) -> int | None:
    form = head[12:16]
    if form == b"VP8X":
        canvas = (_number(head, 24, 3, "little") + 1) * (_number(head, 27, 3, "little") + 1)
        return canvas * max(1, [*_chunks(read, 12, "little")].count(b"ANMF"))
    if form == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        wide, high = (_number(head, at, 2, "little") & 0x3FFF for at in (26, 28))
        return wide * high
    if form == b"VP8L" and head[20:21] == b"\x2f":
        bits = _number(head, 21, 4, "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return None


def _chunks(read: Read, at: int, order: str) -> Iterator[bytes]:
    """Yield the types of the chunks of a PNG or WebP file, up to its end.

    Args:
        read: Gives access to the file.
        at: Where they begin.
        order: Order of the bytes of a size. `big` is a PNG file: the size stands before the type,
            and a checksum after the content. In a WebP file the content has an even length.
    """
    png = order == "big"
    for _ in range(_BLOCKS):
        head = read(at, 8)
        if len(head) < 8:
            return
        size = _number(head, 0 if png else 4, 4, order)
        yield head[4:] if png else head[:4]
        at += size + 12 if png else size + size % 2 + 8
    raise IndexError  # no picture has so many, and what else it has is not known


def _bmp(head: bytes) -> int | None:
    if _number(head, 14, 4, "little") == 12:
        return _number(head, 18, 2, "little") * _number(head, 20, 2, "little")
    high = _number(head, 22, 4, "little")
    if high >= 1 << 31:  # negative: the first row is the upper one
        high = (1 << 32) - high
    return _number(head, 18, 4, "little") * high


def _tiff(read: Read) -> int | None:
    """Return the largest of a file's pages."""
    head = read(0, 16)
    order = "little" if head[:2] == b"II" else "big"
    big = b"+" in head[2:4]
    word, count_size, entry_size, field = (8, 8, 20, 12) if big else (4, 2, 12, 8)
    at = _number(head, 8 if big else 4, word, order)
    largest = total = 0
    for _ in range(_PAGES):
        if not at:
            return largest
        count = _number(read(at, count_size), 0, count_size, order)
        total += count
        if total > _ENTRIES:
            return None
        start = at + count_size
        table = read(start, count * entry_size + word)
        sides: dict[int, int] = {}
        for entry in range(0, count * entry_size, entry_size):
            tag = _number(table, entry, 2, order)
            if tag in (256, 257):
                kind = _number(table, entry + 2, 2, order)
                size = {1: 1, 3: 2, 4: 4, 16: 8}.get(kind)
                if size is None or _number(table, entry + 4, field - 4, order) != 1:
                    return None
                side = _number(table, entry + field, size, order)
                sides[tag] = max(sides.get(tag, 0), side)
        largest = max(largest, sides.get(256, 0) * sides.get(257, 0))
        at = _number(table, count * entry_size, word, order)
    return None


def _heif(read: Read) -> int | None:
    """Return the largest of the sizes that an AVIF or HEIC file gives its items."""
    at = 0
    for _ in range(_STEPS):
        head = read(at, 16)
        kind, start, size = _box(head, 0)
        if kind == b"meta":
            if size > _BOXES:
                return None
            # It has a version before its boxes, and so has `ispe`; the two between have none.
            boxes = read(at + start + 4, size - start - 4)
            if len(boxes) == size - start - 4:
                return _extents(boxes, (b"iprp", b"ipco"))
            return None
        at += size
    return None


def _extents(data: bytes, path: tuple[bytes, ...]) -> int:
    largest = at = 0
    while at < len(data):
        kind, start, size = _box(data, at)
        if at + size > len(data):  # it is cut, and a larger one may have been behind it
            raise IndexError
        inside = data[at + start : at + size]
        if path and kind == path[0]:
            largest = max(largest, _extents(inside, path[1:]))
        elif not path and kind == b"ispe":
            largest = max(largest, _number(inside, 4, 4) * _number(inside, 8, 4))
        at += size
    return largest


def _box(data: bytes, at: int) -> tuple[bytes, int, int]:
    """Return a box's type, the length of its head and its length."""
    size, start = _number(data, at, 4), 8
    if size == 1:
        size, start = _number(data, at + 8, 8), 16
    if size < start:  # also 0, which is the rest of the file: never before a size
        raise IndexError
    return data[at + 4 : at + 8], start, size
