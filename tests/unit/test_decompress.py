"""Compressed answers with more behind their end, of every size."""

from __future__ import annotations

import gzip
import zlib

import pytest

from inferloom.transport.decompress import Inflate


@pytest.mark.parametrize("size", [2, 100, 262_144, 262_146, 1_305_000])
@pytest.mark.parametrize("after", [b"", b"1", b"1" * 54, b"1" * 5000, b"\0" * 300_000])
@pytest.mark.parametrize("kind", ["gzip", "deflate", "bare deflate"])
def test_what_follows_the_end_is_left_out(size: int, after: bytes, kind: str) -> None:
    data = b"ab" * (size // 2)
    packed = gzip.compress(data) if kind == "gzip" else zlib.compress(data)
    if kind == "bare deflate":
        packed = packed[2:-4]
    inflate = Inflate(kind.split()[-1])
    assert inflate(packed + after) == data
    inflate.finish()
    inflate = Inflate(kind.split()[-1])
    whole = packed + after
    assert b"".join(inflate(whole[at : at + 999]) for at in range(0, len(whole), 999)) == data


def test_two_members_of_which_the_first_is_large() -> None:
    data = b"ab" * 1_000_000
    inflate = Inflate("gzip")
    assert inflate(gzip.compress(data) + gzip.compress(b"c") + b"x" * 70) == data + b"c"
