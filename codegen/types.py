"""Bundles in, Python source of types out: the only module that knows datamodel-code-generator."""

from __future__ import annotations

import ast
import json
import re
import tempfile
import textwrap
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .normalize import DEPTH, MEDIA, Alias, Bundle
from .runtime import imports

_BASE = "__base__"
WIDTH = 100
# What modules of types may import beside names of the runtime.
IMPORTED = frozenset({
    "Annotated", "Any", "AnyUrl", "BaseModel", "ConfigDict", "Field", "Generic", "Literal",
    "Mapping", "NotRequired", "Optional", "Required", "RootModel", "Sequence", "TypeAliasType",
    "TypedDict", "Union",
})  # fmt: skip


def models(bundles: list[Bundle]) -> dict[str, str]:
    """Return the pydantic source of each bundle, by module name, without header."""
    from datamodel_code_generator.enums import DataModelType

    bases = {
        name: f"{_BASE}.InputModel"
        for bundle in bundles
        for name, direction in bundle.directions.items()
        if direction == "input"
    }
    for bundle in bundles:
        bases |= bundle.bases
    texts = _generate(
        bundles,
        output_model_type=DataModelType.PydanticV2BaseModel,
        base_class=f"{_BASE}.Model",
        base_class_map=bases,
        use_annotated=True,
        field_constraints=True,
        # pydantic compiles and evaluates each annotation that is text when it makes the class.
        disable_future_imports=True,
    )
    by_module = {bundle.module: bundle for bundle in bundles}
    return {module: _finished(text, by_module[module]) for module, text in texts.items()}


def _finished(text: str, bundle: Bundle) -> str:
    """Return a module with all that the type generator does not know of."""
    text = _with_functions(text, bundle.members)
    text = _with_exact(text, bundle)
    text = _with_runtime(text)
    text = _with_aliases(text, bundle.aliases)
    text = _document(text, bundle.docs, bundle.members, bundle.keywords)
    return _with_needed_imports(text)


def _with_functions(text: str, members: Mapping[str, str]) -> str:
    """Return a module that also imports what its members call."""
    if any("text_of(" in member for member in members.values()):
        return text.replace(f"from {_BASE} import", f"from {_BASE} import text_of,", 1)
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
    if f"from {_BASE} import" in source:
        source = source.replace(f"from {_BASE} import", f"from {_BASE} import EXACT,", 1)
    else:
        source = f"from {_BASE} import EXACT\n{source}"
    if re.search(r"^from typing import .*\bAnnotated\b", source, re.MULTILINE):
        return source
    return f"from typing import Annotated\n{source}"


def _exact(literal: re.Match[str]) -> str:
    others = _TEXT.sub("", literal[2])  # numbers and flags
    if not re.search(r"\w", others):
        return literal[0]
    return f"Annotated{literal[1] or ''}[{literal[0]}, EXACT]"


# Names of modules that stand for those of the runtime, in what the type generator writes.
_STANDING = re.compile(rf"^from (?:{_BASE}|{DEPTH}|{MEDIA}) import (.+)\n", re.MULTILINE)
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
        lines.append(f'{alias.name} = TypeAliasType("{alias.name}", {alias.text})')
        lines.append(f'"""{alias.doc}"""')
    return "\n".join(lines) + "\n"


def typed_dicts(bundles: list[Bundle], wanted: set[str], suffix: str) -> dict[str, str]:
    """Return the TypedDict source of each bundle that has some, by module name, without header.

    Args:
        bundles: As for `models`.
        wanted: Names of the classes to write, with the suffix.
        suffix: Put behind each class name, so that a model and its twin differ.
    """
    from datamodel_code_generator.enums import DataModelType

    enums = {
        (bundle.module, name): schema
        for bundle in bundles
        for name, schema in bundle.schema["$defs"].items()
        if schema.get("type") != "object"
    }
    chosen = []
    for bundle in bundles:
        schemas = {
            name: _inlined(schema, enums, bundle.module)
            for name, schema in bundle.schema["$defs"].items()
            if f"{name}{suffix}" in wanted
        }
        if schemas:
            chosen.append(
                Bundle(
                    bundle.module,
                    bundle.sources,
                    {"$defs": schemas},
                    bundle.directions,
                    bundle.docs,
                )
            )
    if not chosen:
        return {}
    texts = _generate(
        chosen,
        output_model_type=DataModelType.TypingTypedDict,
        class_name_suffix=suffix,
        use_closed_typed_dict=False,
    )
    finished = {}
    for bundle in chosen:
        docs = {(f"{name}{suffix}", field): doc for (name, field), doc in bundle.docs.items()}
        finished[bundle.module] = _with_needed_imports(_document(texts[bundle.module], docs))
    return finished


def _inlined(node: Any, enums: dict[tuple[str, str], Any], module: str) -> Any:
    """Replace references to enums and unions by what they say: those have no TypedDict."""
    if isinstance(node, list):
        return [_inlined(child, enums, module) for child in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        file, _, fragment = node["$ref"].partition("#")
        home = file.removesuffix(".json") or module
        found = enums.get((home, fragment.rsplit("/", 1)[1]))
        if found is not None:
            plain = {key: value for key, value in found.items() if key != "description"}
            return _inlined(plain, enums, home)
    return {key: _inlined(value, enums, module) for key, value in node.items()}


def _generate(bundles: list[Bundle], **options: Any) -> dict[str, str]:
    from datamodel_code_generator import (
        InputFileType,
        LiteralType,
        NamingStrategy,
        PythonVersion,
        generate,
    )
    from datamodel_code_generator.format import DatetimeClassType, Formatter

    with tempfile.TemporaryDirectory() as folder:
        for bundle in bundles:
            Path(folder, f"{bundle.module}.json").write_text(json.dumps(bundle.schema))
        with warnings.catch_warnings():
            # The pinned version writes the same on Python 3.10, which the next one will not run on.
            warnings.filterwarnings("ignore", "Running datamodel-code-generator", FutureWarning)
            texts = generate(
                Path(folder),
                input_file_type=InputFileType.JsonSchema,
                target_python_version=PythonVersion.PY_310,
                naming_strategy=NamingStrategy.PrimaryFirst,
                enum_field_as_literal=LiteralType.All,
                use_type_alias=True,
                skip_root_model=True,
                use_schema_description=True,
                use_single_line_docstring=True,
                use_exact_imports=True,
                use_double_quotes=True,
                disable_timestamp=True,
                custom_file_header="#",
                strict_refs=True,
                allow_remote_refs=False,
                output_datetime_class=DatetimeClassType.Datetime,
                formatters=[Formatter.BUILTIN],
                **options,
            )
    if isinstance(texts, str):  # one input file gives one text
        return {bundles[0].module: texts}
    assert isinstance(texts, dict)
    return {
        str(path[-1]).removesuffix(".py"): str(text).removeprefix("#\n").lstrip()
        for path, text in texts.items()
        if path[-1] != "__init__.py"
    }


def class_names(source: str) -> list[str]:
    """Return the classes and type aliases that a module defines, in order."""
    return [name for node in ast.parse(source).body if (name := _defined(node)) is not None]


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
    docs: dict[tuple[str, str], str],
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
    lines = textwrap.wrap(text, WIDTH - 10, break_long_words=False, break_on_hyphens=False)
    if len(lines) == 1:
        space = " " if text.endswith('"') else ""  # four quotes are an error of syntax
        return f'    """{lines[0]}{space}"""'
    return "\n".join([f'    """{lines[0]}', *(f"    {line}" for line in lines[1:]), '    """'])
