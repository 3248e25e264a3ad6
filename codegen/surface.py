"""The public surface of the package: every name that callers may write, with its types.

Here is what it consists of and how it is written down; `exports` reads it from sources.
"""

from __future__ import annotations

import ast
import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

SURFACE = "surface.json"
WIDTH = 96  # columns of a function on one line
ASYNC = "Async"  # in front of the name, where a class has an asynchronous twin

# Those that an asynchronous class has under another name.
SYNCHRONOUS = frozenset({"__iter__", "__next__", "__enter__", "__exit__"})


@dataclass(frozen=True)
class Parameter:
    """One parameter of a function."""

    name: str
    kind: str  # "/" by position only, "" either way, "*" by name only, "args", "kwargs"
    annotation: str
    default: str | None


@dataclass(frozen=True)
class Function:
    """A function, method or property.

    Attributes:
        kind: `def`, `async def`, `property`, `classmethod` or `staticmethod`.
        parameters: As in the source: one text each, with `*` and `/` between them; no `self`.
        returns: Annotation of the result.
        overloads: What each overload says differently, as `name: type, ... -> result`.
        renamed: Old names of arguments that are still taken.
    """

    kind: str
    parameters: tuple[str, ...]
    returns: str
    overloads: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    def arguments(self) -> list[Parameter]:
        """Return the parameters, parsed."""
        return parse_parameters(", ".join(self.parameters))

    def as_json(self) -> Any:
        """Return the form that stands in the file."""
        if self.kind == "property":
            return f"property -> {self.returns}"
        form: dict[str, Any] = {self.kind: list(self.parameters), "returns": self.returns}
        if self.overloads:
            form["overloads"] = list(self.overloads)
        if self.renamed:
            form["renamed"] = dict(self.renamed)
        return form


Entry = str | Function  # a class, a type or an attribute is one line of text


@dataclass(frozen=True)
class Surface:
    """Public symbols, such as `InferenceClient.text_classification`, and what each of them is."""

    symbols: Mapping[str, Entry]

    def dumps(self) -> str:
        """Return the text of the file: sorted, one line for each symbol that fits on one."""
        comment = (
            f"Written by `make generate`; do not edit. {ASYNC}* classes: only what differs from "
            "their synchronous twins."
        )
        lines = []
        for name, entry in sorted(self.symbols.items()):
            if entry == self._twin(name):
                continue
            form = entry.as_json() if isinstance(entry, Function) else entry
            line = f"{json.dumps(name)}: {json.dumps(form, ensure_ascii=False)}"
            if isinstance(entry, Function) and len(line) > WIDTH:
                line = f"{json.dumps(name)}: {json.dumps(form, indent=2, ensure_ascii=False)}"
            lines.append(textwrap.indent(line, "    "))
        symbols = ",\n".join(lines)
        return f'{{\n  "comment": {json.dumps(comment)},\n  "symbols": {{\n{symbols}\n  }}\n}}\n'

    @classmethod
    def loads(cls, text: str) -> Surface:
        """Read the text of the file.

        Raises:
            ValueError: If it is not what `dumps` returns.
        """
        data = json.loads(text)
        if not isinstance(data, dict) or not isinstance(data.get("symbols"), dict):
            raise ValueError('it has no object "symbols"')
        given = {name: _entry(name, value) for name, value in data["symbols"].items()}
        symbols = dict(given)
        surface = cls(symbols)
        for name in given:
            holder, _, member = name.rpartition(".")
            package, dot, head = holder.rpartition(".")
            twin = f"{package}{dot}{ASYNC}{head}"
            if twin in given and (entry := surface._twin(f"{twin}.{member}")) is not None:
                symbols.setdefault(f"{twin}.{member}", entry)
        return surface

    def _twin(self, name: str) -> Entry | None:
        """Return what a member of an asynchronous class is if it is as its synchronous twin's."""
        holder, _, rest = name.rpartition(".")
        package, dot, head = holder.rpartition(".")
        entry = self.symbols.get(f"{package}{dot}{head.removeprefix(ASYNC)}.{rest}")
        if not head.startswith(ASYNC) or rest in SYNCHRONOUS or entry is None:
            return None
        if isinstance(entry, str):
            return self._renamed(entry)
        kinds = {"def": "async def"} if not rest.startswith("__") else {}
        return Function(
            kinds.get(entry.kind, entry.kind),
            tuple(map(self._renamed, entry.parameters)),
            self._renamed(entry.returns),
            tuple(map(self._renamed, entry.overloads)),
            entry.renamed,
        )

    def _renamed(self, text: str) -> str:
        return self._twins.sub(rf"{ASYNC}\1", text) if self._twin_names else text

    @cached_property
    def _twin_names(self) -> list[str]:
        classes = {n.rpartition(".")[2] for n, e in self.symbols.items() if _is_class(e)}
        return sorted(name for name in classes if f"{ASYNC}{name}" in classes)

    @cached_property
    def _twins(self) -> re.Pattern[str]:
        return re.compile(rf"\b({'|'.join(self._twin_names)})\b")


def parse_parameters(parameters: str) -> list[Parameter]:
    """Return the parameters of a function, written as in its definition."""
    node = ast.parse(f"def f({parameters}): ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    found = node.args
    either = [*found.posonlyargs, *found.args]
    defaults = [None] * (len(either) - len(found.defaults)) + list(found.defaults)
    kinds = ["/"] * len(found.posonlyargs) + [""] * len(found.args)
    result = [_parameter(a, kind, d) for a, kind, d in zip(either, kinds, defaults, strict=True)]
    if found.vararg:
        result.append(_parameter(found.vararg, "args", None))
    result += [
        _parameter(a, "*", d) for a, d in zip(found.kwonlyargs, found.kw_defaults, strict=True)
    ]
    if found.kwarg:
        result.append(_parameter(found.kwarg, "kwargs", None))
    return result


def _parameter(argument: ast.arg, kind: str, default: ast.expr | None) -> Parameter:
    annotation = ast.unparse(argument.annotation) if argument.annotation else ""
    return Parameter(
        argument.arg, kind, annotation, ast.unparse(default) if default is not None else None
    )


def _is_class(entry: Entry) -> bool:
    return isinstance(entry, str) and entry.startswith("class(")


def _entry(name: str, value: Any) -> Entry:
    if isinstance(value, str):
        if value.startswith("property -> "):
            return Function("property", (), value.removeprefix("property -> "))
        return value
    kinds = ("def", "async def", "classmethod", "staticmethod")
    kind = next((k for k in kinds if isinstance(value, dict) and k in value), None)
    if kind is None:
        raise ValueError(f"{name} is neither a text nor a function")
    return Function(
        kind,
        tuple(value[kind]),
        value["returns"],
        tuple(value.get("overloads", ())),
        value.get("renamed", {}),
    )
