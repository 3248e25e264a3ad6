"""What the user has decided: names and choices in a few lines, and corrections of the document."""

from __future__ import annotations

import copy
import json
import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ..options import BadCall

__all__ = ["Overlay", "read_overlays"]

_CLASS = re.compile("(?!(?:None|True|False)$)[A-Z][A-Za-z0-9]*")
_KEYS = frozenset({"operations", "classes", "document"})


@dataclass
class Overlay:
    """What overlays say together.

    Attributes:
        operations: By `operationId`, or by method and path: keys of the manifest, or `skip`.
        classes: Pointer of a schema in the document, and the name of its class.
        patches: Pointer in the document, and the value to put there; None deletes it.
    """

    operations: dict[str, dict[str, Any]] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    patches: dict[str, Any] = field(default_factory=dict)

    def of(self, key: str, operation_id: str) -> Mapping[str, Any]:
        """Return what is said of an operation."""
        return {**self.operations.get(operation_id, {}), **self.operations.get(key, {})}

    def apply(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return a document with the corrections made.

        Raises:
            BadCall: If one leads to no place in it.
        """
        if not self.patches:
            return data
        data = copy.deepcopy(data)
        for pointer, value in self.patches.items():
            _patch(data, pointer, value)
        return data


def read_overlays(paths: Iterable[Path]) -> Overlay:
    """Read overlays; of two that say something of the same, the later one counts.

    Raises:
        BadCall: If one is not what an overlay can be.
    """
    found = Overlay()
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
            data = json.loads(text) if text.lstrip()[:1] == "{" else yaml.safe_load(text)
        except (ValueError, yaml.YAMLError) as error:
            words = " ".join(str(error).split())
            raise BadCall("--overlay", f"{path}: {words}", "correct the syntax") from None
        if not isinstance(data, dict) or data.keys() - _KEYS:
            odd = (
                ", ".join(sorted(map(str, data.keys() - _KEYS))) if isinstance(data, dict) else "it"
            )
            fix = "write operations:, classes: and document:, each with what they are about"
            raise BadCall("--overlay", f"{path}: {odd} is not understood", fix)
        for name, entry in (data.get("operations") or {}).items():
            if not isinstance(entry, dict):
                fix = "write members, such as {qualified: models.list} or {skip: true}"
                raise BadCall("--overlay", f"{path}: operations.{name} is no object", fix)
            chosen = entry.get("qualified", "x")
            if not _is_dotted(chosen):
                fix = "write one to four names, such as models.list"
                where = f"operations.{name}.qualified"
                raise BadCall("--overlay", f"{path}: {where} is {chosen!r}", fix)
            found.operations.setdefault(str(name), {}).update(entry)
        for name, title in (data.get("classes") or {}).items():
            pointer = name if str(name).startswith("/") else f"/components/schemas/{name}"
            if not isinstance(title, str) or not _CLASS.fullmatch(title):
                fix = "write a name such as FineTuningJob"
                raise BadCall("--overlay", f"{path}: classes.{name} is {title!r}", fix)
            if title in {t for p, t in found.classes.items() if p != pointer}:
                fix = "give each class a name of its own"
                raise BadCall("--overlay", f"{path}: classes has {title} twice", fix)
            found.classes[pointer] = title
        found.patches |= data.get("document") or {}
    return found


def _is_dotted(name: object) -> bool:
    steps = name.split(".") if isinstance(name, str) else []
    return 1 <= len(steps) <= 4 and all(
        re.fullmatch("[a-z][a-z0-9_]*", step) and not keyword.iskeyword(step) for step in steps
    )


def _patch(data: dict[str, Any], pointer: str, value: Any) -> None:
    *parents, last = (s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:])
    node: Any = data
    for step in parents:
        known = node.get(step) if isinstance(node, dict) else None
        if isinstance(node, list) and step.isdigit() and int(step) < len(node):
            known = node[int(step)]
        if known is None:
            fix = "correct it, or delete it if the document is mended"
            raise BadCall("--overlay", f"{pointer} leads to nothing in the document", fix)
        node = known
    if isinstance(node, list):
        node[int(last) : int(last) + 1] = [] if value is None else [value]
    elif value is None:
        node.pop(last, None)
    else:
        node[last] = value
