"""Files of our own formats against the schemas of these, in `meta/`.

A folder brings the schemas with it, so they may be damaged, or another version's. What the compiler
cannot do without is therefore looked for by its own schemas as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.exceptions import Unresolvable

from . import upstream
from .findings import Finding
from .patterns import PatternError, matches
from .pointer import walk
from .wording import violations

# Of its own schemas, the compiler needs the members and their kinds. Other keys than it knows, and
# other spellings, are the matter of the folder's: its specs may be of another version.
_NEEDED = frozenset({"required", "type", "oneOf", "anyOf", "enum", "minItems", "minProperties"})


def _pattern(
    validator: object, pattern: str, instance: object, schema: object
) -> Iterator[ValidationError]:
    """Match as the compiled types do, and in linear time."""
    with suppress(PatternError):  # it is reported where it stands
        if isinstance(instance, str) and not matches(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")


Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})


def no_schema(rule: str, path: str, data: object) -> list[Finding]:
    """Report where a document departs from JSON Schema itself."""
    return [Finding(rule, path, *departure) for departure in _departures(json.dumps(data))]


@lru_cache(maxsize=1024)  # repairs lint again and again, and most files stay the same
def _departures(text: str) -> tuple[tuple[str, str, str], ...]:
    metaschema = Validator(Validator.META_SCHEMA)
    found = violations("", "", json.loads(text), metaschema)
    return tuple((finding.pointer, finding.message, finding.fix) for finding in found)


def misshapen(
    rule: str, name: str, schemas: Mapping[str, object], files: Mapping[str, object]
) -> list[Finding]:
    """Report where files depart from the schema of their format.

    Args:
        rule: What the findings go under.
        name: Path of the schema in the specs folder.
        schemas: Data of the folder's schemas, by path.
        files: Data of the files, by path.

    Returns:
        The faults, also those of the schema itself; the files then wait until it is mended.
    """
    if name not in schemas:
        return [_damaged(name, "", "is missing")]
    schema = schemas[name]
    if faults := no_schema("meta-schema", name, schema):
        return faults
    found: list[Finding] = []
    try:
        for path, data in files.items():
            found += violations(rule, path, data, Validator(schema, registry=Registry()))
    except Unresolvable as error:
        return [_damaged(name, _place(schema, error.ref), f"{error.ref!r} leads to nothing in it")]
    except RecursionError:
        return [_damaged(name, "", "refers to itself without an end")]
    known = {finding.file for finding in found}
    rest = {path: data for path, data in files.items() if path not in known}
    if schema != _own(name) and (missed := _needed(rule, name, rest)):
        found += [_damaged(name, "", "lets pass what the compiler cannot read"), *missed]
    return found


def _needed(rule: str, name: str, files: Mapping[str, object]) -> list[Finding]:
    validator = Validator(_own(name))
    return [
        finding
        for path, data in files.items()
        for finding in violations(rule, path, data, validator, _NEEDED)
    ]


def _place(schema: object, ref: str) -> str:
    """Return where a reference stands; of one within the schema, `ref` is the pointer alone."""
    for pointer, node in walk(schema):
        for word in ("$ref", "$dynamicRef"):
            if isinstance(node, dict) and node.get(word) in (ref, f"#{ref}"):
                return f"{pointer}/{word}"
    return ""


def _damaged(name: str, pointer: str, what: str) -> Finding:
    fix = f"restore it: copy {upstream.specs() / name}"
    return Finding("meta-schema", name, pointer, what, fix)


@cache
def _own(name: str) -> Any:
    return json.loads((upstream.specs() / name).read_text(encoding="utf-8"))
