"""Rules on definitions and their titles, which are the names of classes."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Collection, Iterator, Mapping

from ..build import PARAM
from ..exported import exported
from ..findings import Finding
from ..load import Document, Schema, Specs, is_shared
from ..patch import ABSENT, Edit
from ..pointer import pointer_to, steps_of
from .nodes import Direction, foreign_documents
from .references import reach
from .taken import imported_names

PASCAL = r"[A-Z][A-Za-z0-9]*"


def definitions(specs: Specs, documents: list[Document], *, whole: bool) -> Iterator[Finding]:
    """Check names across files and, if all references lead somewhere, what they reach."""
    yield from _titles(specs, documents)
    if not whole:
        return
    reached = reach(specs, documents)
    for document in documents:
        for name in document.data.get("$defs", {}):
            pointer = pointer_to("$defs", name)
            found = reached.get((document.path, pointer), set())
            if not found:
                yield Finding(
                    "unused-definition",
                    document.path,
                    pointer,
                    f"nothing refers to {name}",
                    "delete it, or refer to it",
                )
            elif len(found) == 2 or _against(document, found):
                yield Finding(
                    "direction-mix",
                    document.path,
                    pointer,
                    f"{name} is used in requests and in responses",
                    f"define it twice, as {name} and with another name for the other direction",
                )


def _against(document: Document, found: set[Direction]) -> bool:
    """Whether a definition of a task's request is used in a response, or the other way round."""
    if is_shared(document.path):
        return False
    return found != {"input" if document.path.endswith("/input.json") else "output"}


def _titles(specs: Specs, documents: list[Document]) -> Iterator[Finding]:
    taken = names_taken(specs.client)
    known = {*taken, *_known(documents)}
    first: dict[str, str] = {}
    titled: dict[str, tuple[Document, str]] = {}
    foreign = foreign_documents(specs)
    for document in documents:
        named = document.path in foreign
        if is_shared(document.path):
            for word in document.data.keys() - {"$schema", "$defs", "description", "$comment"}:
                yield Finding(
                    "common-root",
                    document.path,
                    pointer_to(word),
                    f"{word} stands beside $defs",
                    "delete it, or move it into a definition",
                    _whole(document, word) if word == "title" else (),
                )
        elif "$ref" not in document.data:  # else the answer is a class of another file
            yield from _title(document, "", document.data, None, taken, known, named)
            titled.setdefault(str(document.data.get("title")), (document, ""))
        entries = [("", document.data), *document.data.get("$defs", {}).items()]
        for key, schema in entries:
            pointer = pointer_to("$defs", key) if key else ""
            if key:
                yield from _title(document, pointer, schema, key, taken, known, named)
            name = str(schema.get("title", ""))
            if not name or (not key and is_shared(document.path)):
                continue
            titled.setdefault(name, (document, pointer))
            place = f"{document.path}#{pointer}"
            if first.setdefault(name, place) != place:
                yield Finding(
                    "duplicate-title",
                    document.path,
                    f"{pointer}/title",
                    f"{name} is also the title at {first[name]}",
                    f"give it a name of its own, such as {proposed_title(document, name, known)};"
                    " if both are the same thing, define it once in common/",
                )
    for name, (document, pointer) in titled.items():
        if name.endswith(PARAM) and name.removesuffix(PARAM) in titled:
            yield Finding(
                "title-taken",
                document.path,
                f"{pointer}/title",
                f"{name} is the TypedDict of {name.removesuffix(PARAM)}",
                f"write another name, such as {proposed_title(document, name + 'eters', known)}",
            )


def _known(documents: list[Document]) -> Iterator[str]:
    """Yield all titles, and the names of definitions that have none yet."""
    for document in documents:
        yield str(document.data.get("title"))
        for key, schema in document.data.get("$defs", {}).items():
            yield from (key, str(schema.get("title")))


def _title(
    document: Document,
    pointer: str,
    schema: Schema,
    key: str | None,
    taken: Mapping[str, str],
    known: Collection[str],
    foreign: bool,
) -> Iterator[Finding]:
    """Check the title of a root or a definition."""
    title = schema.get("title")
    if not isinstance(title, str) or not title:
        file = document.path.rsplit("/", 1)[1].removesuffix(".json")
        name = key or proposed_title(document, file, known)
        what = "definition" if key else "file"
        yield Finding(
            "missing-title",
            document.path,
            pointer,
            f"the {what} has no title",
            f'add "title": "{name}"',
            _titled(document, pointer, schema, name) if title is None else (),
        )
        return
    place = f"{pointer}/title"
    if key is not None and title != key:
        yield Finding(
            "title-mismatch",
            document.path,
            place,
            f"{title!r} is not its key in $defs",
            f'write "title": "{key}", or rename the key to {title}',
        )
    if not re.fullmatch(PASCAL, title):
        problem = "is not PascalCase"
    elif title[-1].isdigit() and not foreign:
        problem = "ends in a number"
    elif keyword.iskeyword(title) or hasattr(builtins, title):
        problem = "is a name of Python"
    else:
        problem = ""
    if problem:
        yield Finding(
            "title-name",
            document.path,
            place,
            f"{title!r} {problem}",
            f"write a name such as {proposed_title(document, title, known)}",
        )
    elif title in taken:
        yield Finding(
            "title-taken",
            document.path,
            place,
            f"{title} is already {taken[title]}",
            f"write a name such as {proposed_title(document, title, known)}",
        )


def _titled(document: Document, pointer: str, schema: Schema, name: str) -> tuple[Edit, ...]:
    if not re.fullmatch(PASCAL, name):
        return ()
    dialect = {word: schema[word] for word in ("$schema",) if word in schema}
    return (Edit(document.path, pointer, schema, {**dialect, "title": name, **schema}),)


def _whole(document: Document, word: str) -> tuple[Edit, ...]:
    return (Edit(document.path, pointer_to(word), document.data[word], ABSENT),)


def derived_title(document: Document, pointer: str) -> str | None:
    """Return the class name that an object without a name gets from its place, if there is one.

    The items of an answer that is a list are its elements; what stands in a property is named after
    the class and the property. Branches of a union have to be named by what they mean.
    """
    steps = steps_of(pointer)
    inside = steps[:1] == ["$defs"]
    owner, rest = (steps[1], steps[2:]) if inside else (document.data.get("title"), steps)
    if not isinstance(owner, str):
        return None
    if rest == ["items"]:
        return f"{owner}Element"
    if rest[:1] == ["properties"] and rest[2:] in ([], ["items"]):
        words = re.findall(r"[A-Za-z0-9]+", rest[1])
        return owner + "".join(w[0].upper() + w[1:] for w in words) + ("Item" if rest[2:] else "")
    return None


def proposed_title(document: Document, name: str, taken: Collection[str] = ()) -> str:
    """Return a class name in the style of a task's other classes.

    Args:
        document: Where the class is defined.
        name: The name that it cannot have.
        taken: Others that it cannot have.
    """
    words = re.findall(r"[A-Za-z0-9]+", name)
    pascal = "".join(word[0].upper() + word[1:] for word in words).rstrip("0123456789")
    folder = document.path.split("/")[-2]
    prefix = "".join(part.title() for part in re.split(r"[_\W]+", folder))
    pascal = pascal or "Value"
    title = pascal + "Value" if pascal.startswith(prefix) else prefix + pascal
    while title in taken:
        title += "Value"
    return title


def names_taken(client: Document) -> dict[str, str]:
    """Return the names that classes cannot have, with what has them."""
    taken = dict.fromkeys(imported_names(), "imported by the generated code")
    return taken | {str(name): "exported by client.json" for _, name in exported(client.data)}
