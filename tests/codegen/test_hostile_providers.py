"""Texts of a provider that would be code: they are refused, or end as the texts that they are."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.build import build
from codegen.lint import lint
from codegen.load import SpecError, load
from codegen.pointer import at, pointer_to, steps_of, walk
from codegen.render import render
from tests.codegen.test_lint import GOOD, edited, written

PROVIDER = "providers/acme.json"
EVIL = (
    '"); __import__("os").system("x") #',
    "'); __import__('os').system('x') #",
    '"""\n__import__("os")\n"""',
    "{__import__('os')}",
    "{args.payload}",
    "\\",
    "a\nimport os",
)


def changed() -> Iterator[tuple[str, Any]]:
    """Yield the provider with one text, or one name of a member, that is hostile."""
    data = GOOD[PROVIDER]
    for pointer, node in walk(data):
        *parents, last = steps_of(pointer) or [""]
        for evil in EVIL:
            result = copy.deepcopy(data)
            holder = at(result, pointer_to(*parents))
            if isinstance(node, str):
                holder[int(last) if isinstance(holder, list) else last] = evil
                yield f"{pointer} {evil!r}", result
            elif pointer and isinstance(holder, dict):
                holder[evil] = holder.pop(last)
                yield f"{pointer} as {evil!r}", result


@pytest.mark.parametrize("part", range(4))
def test_no_text_of_a_provider_becomes_code(part: int, tmp_path: Path) -> None:
    written(edited({}), tmp_path)
    compiled = 0
    for number, (what, data) in enumerate(changed()):
        if number % 4 != part:
            continue
        (tmp_path / PROVIDER).write_text(json.dumps(data))
        try:
            specs = load(tmp_path)
        except SpecError:
            continue
        if lint(specs):
            continue
        spec, bundles = build(specs)
        compiled += 1
        for file in render(spec, bundles, "1"):
            if file.path.startswith("providers/"):
                tree = ast.parse(file.body)
                names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
                assert not names & {"__import__", "os", "payload"}, what
                imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
                assert not imported, what
    assert compiled > 3
