"""JSON pointers: making, following and listing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def pointer_to(*steps: object) -> str:
    """Return the JSON pointer with these steps."""
    return "".join("/" + str(s).replace("~", "~0").replace("/", "~1") for s in steps)


def steps_of(pointer: str) -> list[str]:
    """Return the steps of a JSON pointer."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(node: Any, pointer: str) -> Any:
    """Return what a JSON pointer leads to.

    Raises:
        KeyError: If it leads nowhere.
    """
    for step in steps_of(pointer):
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise KeyError(pointer) from None
    return node


def walk(node: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every node below a JSON value with its pointer, parents first."""
    yield pointer, node
    children: Iterator[tuple[Any, Any]]
    if isinstance(node, dict):
        children = iter(node.items())
    elif isinstance(node, list):
        children = iter(enumerate(node))
    else:
        return
    for key, child in children:
        yield from walk(child, pointer + pointer_to(key))
