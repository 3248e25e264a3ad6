"""The expression that makes a call of arguments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..ir import Argument

_ACCEPTING = {"type": "json_format", "functions": "function_tools"}
_TYPED = {"type": "answer", "functions": "functions"}
# Names that the expression uses, and that no argument can have.
USED = frozenset(
    {"bind", "bool", "given", "media", "media_list", "plain", "typed", *_ACCEPTING.values()}
)


def call(arguments: tuple[Argument, ...], decoder: str) -> str:
    """Return the expression of a call.

    Args:
        arguments: All that the method takes.
        decoder: Expression that picks what decodes the answer.
    """
    names = {argument.name for argument in arguments if not argument.pointer}
    extra = "extra_body" if "extra_body" in names else "None"
    model = "model" if "model" in names else "None"
    parts = ["OPERATION", _payload(arguments), decoder, f"model={model}", f"extra_body={extra}"]
    if "api" in names:
        parts.append("api=api")
    if given := [f"{_TYPED[a.accepts]}={a.name}" for a in arguments if a.accepts]:
        parts.append(f"typed=typed({', '.join(given)})")
    return f"bind({', '.join(parts)})"


def _payload(arguments: tuple[Argument, ...]) -> str:
    """Return the expression of a payload: a dict with each argument at its place."""
    tree: dict[str, Any] = {}
    for argument in arguments:
        if not argument.pointer:
            continue
        *parents, last = argument.pointer.split("/")[1:]
        node = tree
        for step in parents:
            node = node.setdefault(step, {})
        node[last] = argument
    return _literal(tree, top=True)


def _literal(tree: Mapping[str, Any], top: bool = False) -> str:
    parts = [
        f"{json.dumps(key)}: {_value(value) if isinstance(value, Argument) else _literal(value)},"
        for key, value in tree.items()
    ]
    text = "{" + " ".join(parts) + "}"
    return text if top or not _optional(tree) else f"given({text})"


def _optional(tree: Mapping[str, Any]) -> bool:
    return any(
        not value.required if isinstance(value, Argument) else _optional(value)
        for value in tree.values()
    )


def _value(argument: Argument) -> str:
    if argument.media:
        kind = json.dumps(argument.media)
        function = "media_list" if argument.many else "media"
        text = f"{function}({argument.name}, argument={json.dumps(argument.name)}, kind={kind})"
        return text if argument.required else f"{text} if {argument.name} is not None else None"
    if argument.switch:
        return f"bool({argument.name})" if argument.explicit else f"{argument.name} or None"
    if argument.accepts:
        function = _ACCEPTING[argument.accepts]
        return f"{function}({argument.name}, argument={json.dumps(argument.name)})"
    return f"plain({argument.name})" if argument.models else argument.name
