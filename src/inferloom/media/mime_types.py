"""MIME types of images, sound and video, by the first bytes."""

from __future__ import annotations

from typing import Final

__all__ = ["for_kind", "sniff"]

# Containers that hold sound as well as pictures; for audio input they go by their audio name.
_AS_AUDIO: Final = {
    "video/webm": "audio/webm",
    "video/x-matroska": "audio/webm",  # WebM is a profile of Matroska, and has a name
    "video/mp4": "audio/m4a",
    "video/quicktime": "audio/m4a",
    "video/3gpp": "audio/m4a",
    "video/ogg": "audio/ogg",
}
_AS_VIDEO: Final = {"audio/webm": "video/webm", "audio/m4a": "video/mp4", "audio/ogg": "video/ogg"}

_PREFIXES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR-WB\n", "audio/AMR-WB"),
    (b"#!AMR\n", "audio/amr"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
)
_FORMS: Final = {  # (first four bytes, bytes 8 to 12) of chunked formats
    (b"RIFF", b"WAVE"): "audio/wav",
    (b"RF64", b"WAVE"): "audio/wav",
    (b"RIFF", b"WEBP"): "image/webp",
    (b"RIFF", b"AVI "): "video/x-msvideo",
    (b"FORM", b"AIFF"): "audio/aiff",
    (b"FORM", b"AIFC"): "audio/aiff",
}
_HEIF_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
)
_FTYP_BRANDS: Final = {
    b"M4A": "audio/m4a",
    b"M4B": "audio/m4a",
    b"qt ": "video/quicktime",
    b"3gp": "video/3gpp",
}


def sniff(head: bytes, kind: str) -> str | None:
    """Tell the MIME type by the first bytes.

    `kind` decides for containers of both sound and pictures. None means unknown.
    """
    found = _FORMS.get((head[:4], head[8:12]))
    if found is None:
        found = next((name for magic, name in _PREFIXES if head.startswith(magic)), None)
    found = found or _sniff_container(head) or _sniff_weak(head)
    return None if found is None else for_kind(found, kind)


def for_kind(content_type: str, kind: str) -> str:
    """Return the name that a type goes by, where a container may hold sound or pictures."""
    names = {"audio": _AS_AUDIO, "video": _AS_VIDEO}.get(kind, {})
    return names.get(content_type, content_type)


def _sniff_container(head: bytes) -> str | None:
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head.startswith(b"OggS"):
        return "video/ogg" if b"\x80theora" in head[:256] else "audio/ogg"
    if head[4:8] != b"ftyp":
        return None
    end = min(int.from_bytes(head[:4], "big"), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & {b"avif", b"avis"}:
        return "image/avif"
    if brands & _HEIF_BRANDS:
        return "image/heic"
    return _FTYP_BRANDS.get(head[8:11], "video/mp4")


def _sniff_weak(head: bytes) -> str | None:
    """Formats with two bytes of magic, which need a second look."""
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer == 0:
        return "audio/aac" if version >= 2 else None
    bit_rate, sampling_rate = head[2] >> 4, head[2] >> 2 & 3
    valid = version != 1 and layer != 3 and bit_rate != 15 and sampling_rate != 3
    return "audio/mpeg" if valid else None
