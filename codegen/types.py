"""Bundles in, Python source of types out: the only module that knows datamodel-code-generator."""

from __future__ import annotations

import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

from .attributes import model_members
from .finishing import model, typed_dict
from .normalize import BASE, Bundle

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
        name: f"{BASE}.InputModel"
        for bundle in bundles
        for name, direction in bundle.directions.items()
        if direction == "input"
    }
    for bundle in bundles:
        bases |= bundle.bases
    texts = _generate(
        bundles,
        output_model_type=DataModelType.PydanticV2BaseModel,
        base_class=f"{BASE}.Model",
        base_class_map=bases,
        # Of what else is taken the generator knows.
        aliases={name: f"{name}_" for name in sorted(model_members())},
        use_annotated=True,
        field_constraints=True,
        # pydantic compiles and evaluates each annotation that is text when it makes the class.
        disable_future_imports=True,
    )
    by_module = {bundle.module: bundle for bundle in bundles}
    return {module: model(text, by_module[module]) for module, text in texts.items()}


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
            name: _inlined(schema, enums, bundle.module, bundle.module)
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
        finished[bundle.module] = typed_dict(texts[bundle.module], docs)
    return finished


def _inlined(node: Any, enums: dict[tuple[str, str], Any], home: str, into: str) -> Any:
    """Replace references to enums and unions by what they say: those have no TypedDict.

    Args:
        node: A part of a schema.
        enums: What is replaced, by module and name.
        home: Module that the part is of.
        into: Module that it is written into.
    """
    if isinstance(node, list):
        return [_inlined(child, enums, home, into) for child in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        file, _, fragment = node["$ref"].partition("#")
        there = file.removesuffix(".json") or home
        found = enums.get((there, fragment.rsplit("/", 1)[1]))
        if found is not None:
            plain = {key: value for key, value in found.items() if key != "description"}
            return _inlined(plain, enums, there, into)
        return {**node, "$ref": f"{'' if there == into else f'{there}.json'}#{fragment}"}
    return {key: _inlined(value, enums, home, into) for key, value in node.items()}


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
