"""Rules on texts for people: they become docstrings, so they must not be able to end one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..findings import Finding
from ..load import Document, Specs
from ..pointer import steps_of, walk
from .nodes import schema_documents

# Members of manifests and of client.json that are read by people; of schemas it is one.
TEXTS = frozenset(
    {"description", "doc", "docs", "example", "returns", "since", "summary", "use_instead"}
)
# Control characters, and those that turn the direction of what follows: code would look different
# from what it is.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_QUOTES = '"""'


def texts(specs: Specs) -> Iterator[Finding]:
    """Find texts that would not survive as docstrings."""
    manifests = [specs.client, *(task.operation for task in specs.tasks)]
    for document in manifests:
        yield from _texts(document, TEXTS)
    for document in specs.providers():
        yield from _texts(document, TEXTS | {"title"})
    for document in schema_documents(specs):
        yield from _texts(document, frozenset({"description"}))


def _texts(document: Document, names: frozenset[str]) -> Iterator[Finding]:
    for pointer, value in walk(document.data):
        steps = steps_of(pointer)
        # A text, or one of its paragraphs; what stands in an example goes through repr().
        if not isinstance(value, str) or not names & {*steps[-2:]} or steps[0] == "examples":
            continue
        found = _UNSEEN.search(value)
        if found is not None:
            code = f"U+{ord(found[0]):04X}"
            problem, fix = f"holds {code}, which nobody sees", f"delete {code}"
        elif _QUOTES in value:
            problem, fix = "holds three double quotes, which end a docstring", "write one, or '''"
        else:
            continue
        yield Finding("text", document.path, pointer, problem, fix)
