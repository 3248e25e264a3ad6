"""What the type generator writes, as the package has it.

Its own names for bases become imports of the runtime; members get docstrings and shortcuts; and
what nothing uses any more is not imported.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress

from .normalize import BASE, DEPTH, MEDIA, Alias, Bundle
from .runtime import imports

_WIDTH = 100


def model(text: str, bundle: Bundle) -> str:
    """Return a module of models with all that the type generator does not know of."""
    text = _with_functions(text, bundle.members)
    text = _with_exact(text, bundle)
    text = _with_runtime(text)
    text = _with_aliases(text, bundle.aliases)
    text = _document(text, bundle.docs, bundle.members, bundle.keywords)
    return _with_needed_imports(text)


def typed_dict(text: str, docs: Mapping[tuple[str, str], str]) -> str:
    """Return a module of TypedDicts with what is said of each member.

    Args:
        text: The module.
        docs: Description of each class and member.
    """
    return _with_needed_imports(_document(text, docs))


def _with_functions(text: str, members: Mapping[str, str]) -> str:
    """Return a module that also imports what its members call."""
    if any("text_of(" in member for member in members.values()):
        return text.replace(f"from {BASE} import", f"from {BASE} import text_of,", 1)
    return text


_QUOTED = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\''
_TEXT = re.compile(_QUOTED)
_LITERAL = re.compile(rf'Literal(_aliased)?\[((?:{_QUOTED}|[^\]"\'])*)\]')


def _with_exact(source: str, bundle: Bundle) -> str:
    """Let literals of what is sent tell true from 1, which Python takes for equal."""
    lines = source.splitlines()
    changed = False
    for node in ast.parse(source).body:
        name = _defined(node)
        if name is None or bundle.directions.get(name) != "input":
            continue
        for number in range(node.lineno - 1, node.end_lineno or node.lineno):
            exact = _LITERAL.sub(_exact, lines[number])
            changed = changed or exact != lines[number]
            lines[number] = exact
    if not changed:
        return source
    source = "\n".join(lines) + "\n"
    if f"from {BASE} import" in source:
        source = source.replace(f"from {BASE} import", f"from {BASE} import EXACT,", 1)
    else:
        source = f"from {BASE} import EXACT\n{source}"
    if re.search(r"^from typing import .*\bAnnotated\b", source, re.MULTILINE):
        return source
    return f"from typing import Annotated\n{source}"


def _exact(literal: re.Match[str]) -> str:
    others = _TEXT.sub("", literal[2])  # numbers and flags
    if not re.search(r"\w", others):
        return literal[0]
    return f"Annotated{literal[1] or ''}[{literal[0]}, EXACT]"


# Names of modules that stand for those of the runtime, in what the type generator writes.
_STANDING = re.compile(rf"^from (?:{BASE}|{DEPTH}|{MEDIA}) import (.+)\n", re.MULTILINE)
_PATH = "types/module.py"  # where the runtime is seen from: any module of `types`


def _with_runtime(source: str) -> str:
    """Put the modules of the runtime in place of the names that stand for them."""
    names = [name.strip() for found in _STANDING.findall(source) for name in found.split(",")]
    source = _STANDING.sub("", source)
    if "(TextModel):" in source:
        # An answer that is read as a type is told which one.
        source = source.replace("(TextModel):", "(TextModel[AnswerT_co], Generic[AnswerT_co]):")
        source = f"from typing import Generic\n{source}"
        names.append("AnswerT_co")
    return "\n".join([*imports(names, _PATH), source])


def _with_aliases(source: str, aliases: tuple[Alias, ...]) -> str:
    """Add names for what arguments take; ruff puts the imports in order."""
    if not aliases:
        return source
    lines = ["from collections.abc import Mapping", "from typing_extensions import TypeAliasType"]
    lines.append(source)
    for alias in aliases:
        if alias.module is not None:
            if alias.module:
                lines.insert(0, f"from .{alias.module} import {alias.text}")
            lines.append(f"{alias.name} = {alias.text}")
            continue
        lines.append(f'{alias.name} = TypeAliasType("{alias.name}", {alias.text})')
        lines.append(f'"""{alias.doc}"""')
    return "\n".join(lines) + "\n"


def _defined(node: ast.stmt) -> str | None:
    if isinstance(node, ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return None


def _document(
    source: str,
    docs: Mapping[tuple[str, str], str],
    members: Mapping[str, str] | None = None,
    keywords: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
) -> str:
    """Put each field's description below it, as a docstring that IDEs show.

    Args:
        source: The module.
        docs: Description of each class and field.
        members: What to add at the end of a class.
        keywords: Keywords of a class, with the members that they name, as on the wire.
    """
    lines = source.splitlines()
    inserts: list[tuple[int, int, str]] = []  # behind which line, in which order, what
    for node in ast.parse(source).body:
        if not isinstance(node, ast.ClassDef):
            continue
        if (doc := ast.get_docstring(node)) and node.body[0].lineno == node.body[0].end_lineno:
            lines[node.body[0].lineno - 1] = _docstring(doc)
        for statement in node.body:
            if isinstance(statement, ast.Assign) and _is_needless(statement):
                assert statement.end_lineno is not None
                for number in range(statement.lineno - 1, statement.end_lineno):
                    lines[number] = ""
            if not isinstance(statement, ast.AnnAssign):
                continue
            assert isinstance(statement.target, ast.Name)
            alias = _wire_name(statement)
            if doc := docs.get((node.name, alias or statement.target.id)):
                assert statement.end_lineno is not None
                doc = f"{doc} On the wire, `{alias}`." if alias else doc
                inserts.append((statement.end_lineno, 0, _docstring(doc)))
        if given := (keywords or {}).get(node.name):
            lines[node.lineno - 1] = _with_keywords(lines[node.lineno - 1], node, given)
        if added := (members or {}).get(node.name):
            assert node.end_lineno is not None
            inserts.append((node.end_lineno, 1, f"\n{added}"))
    for line, _, text in sorted(inserts, reverse=True):
        lines.insert(line, text)
    return "\n".join(lines) + "\n"


def _with_needed_imports(source: str) -> str:
    """Leave out what the type generator imports for members that are written otherwise, or not."""
    tree = ast.parse(source)
    needed = set(_names(tree))
    lines = source.splitlines()
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or node.module == "__future__":
            continue
        names = [alias for alias in node.names if (alias.asname or alias.name) in needed]
        needed -= {alias.asname or alias.name for alias in names}  # of two, the first is enough
        if len(names) < len(node.names):
            assert node.end_lineno is not None
            for number in range(node.lineno - 1, node.end_lineno):
                lines[number] = ""
            if names:
                node.names = names
                lines[node.lineno - 1] = ast.unparse(node)
    return "\n".join(lines) + "\n"


def _names(node: ast.AST) -> Iterator[str]:
    """Yield the names that code uses; texts may be annotations of what is defined below them."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        with suppress(SyntaxError, ValueError):
            yield from _names(ast.parse(node.value, mode="eval"))
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value).startswith("Literal"):
        yield from _names(node.value)
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):  # a docstring
        for child in ast.iter_child_nodes(node):
            yield from _names(child)


def _with_keywords(line: str, node: ast.ClassDef, keywords: Mapping[str, tuple[str, ...]]) -> str:
    """Return the head of a class with keywords that name members by their attributes."""
    attributes: dict[str, str] = {}
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            attributes[_wire_name(statement) or statement.target.id] = statement.target.id
    parts = [f"{key}={tuple(attributes[n] for n in names)!r}" for key, names in keywords.items()]
    return f"{line.removesuffix('):')}, {', '.join(parts)}):"


def _is_needless(statement: ast.Assign) -> bool:
    """Return whether a statement only allows arbitrary types, which files in answers are not."""
    call = statement.value
    return isinstance(call, ast.Call) and [k.arg for k in call.keywords] == [
        "arbitrary_types_allowed"
    ]


def _wire_name(statement: ast.AnnAssign) -> str | None:
    for node in ast.walk(statement.annotation):
        if isinstance(node, ast.keyword) and node.arg == "alias":
            return str(ast.literal_eval(node.value))
    return None


def _docstring(text: str) -> str:
    text = text.replace("\\", "\\\\")
    lines = textwrap.wrap(text, _WIDTH - 10, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1:
        space = " " if text.endswith('"') else ""  # four quotes are an error of syntax
        return f'    """{lines[0]}{space}"""'
    return "\n".join([f'    """{lines[0]}', *(f"    {line}" for line in lines[1:]), '    """'])
