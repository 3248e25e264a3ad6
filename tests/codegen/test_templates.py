"""Templates only loop: what they write is decided in the IR."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

from codegen import ir
from codegen.render import TEMPLATES

ALL = sorted(TEMPLATES.glob("*.jinja"))
# They take what they are given, one after another, or leave it out.
PLAIN = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name,
    nodes.Getattr, nodes.Tuple, nodes.Const, nodes.Filter,
)  # fmt: skip


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_templates_decide_nothing(path: Path) -> None:
    tree = jinja2.Environment().parse(path.read_text())
    for node in tree.find_all(nodes.Node):
        assert isinstance(node, PLAIN), (type(node).__name__, node.lineno)
        if isinstance(node, nodes.Filter):
            assert node.name in ("indent", "join"), node.name  # where lines stand
        if isinstance(node, nodes.If):
            assert isinstance(node.test, (nodes.Name, nodes.Getattr)), node.lineno


def test_the_ir_does_not_change() -> None:
    classes = [c for _, c in inspect.getmembers(ir, inspect.isclass) if c.__module__ == ir.__name__]
    assert len(classes) > 10
    for cls in classes:
        assert dataclasses.is_dataclass(cls), cls
        assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
