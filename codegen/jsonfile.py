"""The JSON files of a folder, found and read strictly: a file that is odd is a fault, not a riddle.

What other readers would take in another way is refused: members that occur twice, numbers that JSON
does not have, halves of characters.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from .positions import repeated

DEEPEST = 64  # levels; the deepest specs have some twenty, and the compiler recurses
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 40  # digits of a number in a message


def json_files(folder: Path) -> Iterator[Path]:
    """Yield the JSON files below a folder, in order of their paths.

    Links are followed, once. What begins with a dot is an editor's or a version control's.

    Args:
        folder: The folder.

    Raises:
        OSError: If a folder cannot be listed.
    """
    yield from sorted(_below(folder, frozenset()))


def _below(folder: Path, above: frozenset[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    if real in above:
        return  # a link that leads to a folder that it lies in
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix == ".json":
            yield path
        elif path.is_dir():
            yield from _below(path, above | {real})


def read_json(path: Path) -> tuple[bytes, str, Any]:
    """Read a file.

    Args:
        path: The file.

    Returns:
        Its bytes, its text and its value.

    Raises:
        OSError: If it cannot be read, or is no regular file.
        ValueError: If it is not JSON, or JSON that other readers would take in another way.
    """
    if path.exists() and not path.is_file():
        raise OSError("it is no regular file")  # reading a pipe would wait for a writer
    content = path.read_bytes()
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"it is not {error.encoding} from line {line} on") from None
    return content, text, parse(text)


def odd_line(path: Path) -> int | None:
    """Return the line of what makes a file odd that is JSON to other readers, if it can be told."""
    content = path.read_bytes()
    try:
        text = content.decode(json.detect_encoding(content))
        json.loads(text)
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    except (ValueError, RecursionError):
        return None
    return repeated(text)


def parse(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: If it is not JSON, or JSON that other readers would take in another way.
    """
    try:
        data = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_integer,
        )
    except RecursionError:
        raise ValueError(_too_deep()) from None
    _check(data, 1)
    return data


def _check(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if _SURROGATE.search(value):
            raise ValueError(f"{value!r} has half a character, which cannot be written as UTF-8")
    elif isinstance(value, dict | list):
        if depth > DEEPEST:
            raise ValueError(_too_deep())
        if isinstance(value, dict):
            for name in value:
                _check(name, depth)
        for child in value.values() if isinstance(value, dict) else value:
            _check(child, depth + 1)


def _too_deep() -> str:
    return f"it is nested deeper than {DEEPEST} levels"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the member {twice!r} occurs twice")
    return result


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:_SHOWN]} is too large a number")
    return number


def _integer(digits: str) -> int:
    # Larger ones are floats to most readers, and no machine word to any.
    if len(digits) > _SHOWN:
        raise ValueError(f"{digits[:_SHOWN]}... is too large a number")
    return int(digits)
