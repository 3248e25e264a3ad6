"""A document from a file: JSON, or YAML 1.2, without anything that runs, reads or grows."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ..options import BadCall

_MOST_NODES = 5_000_000  # of a document whose aliases are written out
_VERSIONS = r"3\.[012](\.\d+)?(-\w+)?"


class _Loader(yaml.CSafeLoader):  # type: ignore[misc]
    """YAML 1.2: dates are texts, and `on`, `no` and `1_000` too."""

    repeated: list[str]


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )


def _integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[dict[str, Any]]:
    """Make an object of names that are texts, and note those that occur twice."""
    found: dict[str, Any] = {}
    yield found
    loader.flatten_mapping(node)
    for key, value in node.value:
        name = loader.construct_object(key, deep=True)
        if not isinstance(name, str):
            name = json.dumps(name) if isinstance(name, (int, float, bool)) else str(name)
        if name in found:
            loader.repeated.append(name)
        found[name] = loader.construct_object(value, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:int", _integer)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> tuple[dict[str, Any], str, list[str]]:
    """Read a document.

    Args:
        path: Its file.

    Returns:
        Its content, the hash of the file, and names that occur twice in one object.

    Raises:
        BadCall: If it is no OpenAPI document of version 3.
        OSError: If it cannot be read.
    """
    content = path.read_bytes()
    repeated: list[str] = []
    try:
        text = content.decode("utf-8-sig")
        data = _json(text, repeated) if text.lstrip()[:1] == "{" else _yaml(text, repeated)
        _measure(data)
        if re.search(r"\\u[dD][89a-fA-F]", text):
            data = _sound(data)
    except UnicodeDecodeError:
        raise BadCall("DOC", f"{path} is not UTF-8", "save it as UTF-8") from None
    except RecursionError:
        fix = "name another document; no schema of use is nested a thousand levels deep"
        raise BadCall("DOC", f"{path} is nested too deeply", fix) from None
    except (ValueError, yaml.YAMLError) as error:
        problem = f"{path} is neither JSON nor YAML: {' '.join(str(error).split())}"
        raise BadCall("DOC", problem, "correct the syntax") from None
    _check_version(path, data)
    return data, hashlib.sha256(content).hexdigest(), repeated


def _json(text: str, repeated: list[str]) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            counts = Counter(name for name, _ in items)
            repeated.extend(name for name, count in counts.items() if count > 1)
        return found

    return json.loads(text, object_pairs_hook=pairs)


def _yaml(text: str, repeated: list[str]) -> Any:
    loader = _Loader(text)
    loader.repeated = repeated
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def _measure(data: Any) -> None:
    """Refuse a document that is vast once its aliases are written out."""
    sizes: dict[int, int] = {}

    def size(node: Any) -> int:
        if not isinstance(node, (dict, list)):
            return 1
        known = sizes.get(id(node))
        if known is None:
            sizes[id(node)] = 0  # one that holds itself
            children = node.values() if isinstance(node, dict) else node
            known = sizes[id(node)] = 1 + sum(map(size, children))
        if known > _MOST_NODES:
            raise ValueError("its aliases make it larger than any document")
        return known

    size(data)


def _sound(node: Any) -> Any:
    """Return a value whose texts can be written: halves of surrogate pairs become `?`."""
    if isinstance(node, str):
        return node.encode("utf-8", "replace").decode()
    if isinstance(node, dict):
        return {_sound(name): _sound(child) for name, child in node.items()}
    return [_sound(child) for child in node] if isinstance(node, list) else node


def _check_version(path: Path, data: Any) -> None:
    if not isinstance(data, dict):
        raise BadCall("DOC", f"{path} holds no object", "name an OpenAPI document")
    if "swagger" in data:
        fix = "convert it to OpenAPI 3 first, as with `npx swagger2openapi`"
        raise BadCall("DOC", f"{path} is of Swagger {data['swagger']}", fix)
    version = data.get("openapi")
    if not isinstance(version, str) or not re.fullmatch(_VERSIONS, version):
        said = f"says openapi: {version!r}" if "openapi" in data else "does not say `openapi`"
        raise BadCall("DOC", f"{path} {said}", "name a document of OpenAPI 3.0, 3.1 or 3.2")
