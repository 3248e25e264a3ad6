"""Docstrings of clients, methods and constructors, wrapped as they stand in the files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..ir import Argument, ClientArgument, Kind
from ..wording import deprecation, sentence
from .results import Variant

_WIDTH = 100


def client(paragraphs: Iterable[str]) -> str:
    """Return the docstring of a client's class."""
    return _escaped("\n".join(_wrap(text, 4)) + "\n" for text in paragraphs).rstrip()


def method(
    manifest: Mapping[str, Any],
    arguments: Iterable[Argument],
    variants: Iterable[Variant],
    example: Iterable[str],
    kind: Kind,
) -> str:
    """Return the docstring of a method.

    Args:
        manifest: What says what it does.
        arguments: What it takes.
        variants: What comes back.
        example: Lines of an example, with `{Async}` and `{await}` where clients differ.
        kind: The client that it is of.
    """
    return _escaped(_method(manifest, arguments, [*variants], example, kind))


def service(entry: Mapping[str, Any], arguments: Iterable[ClientArgument], kind: Kind) -> str:
    """Return the docstring of a method that is no task.

    Args:
        entry: What `client.json` says of it; its example has `{async}` and `{await}` where clients
            differ.
        arguments: What it takes.
        kind: The client that it is of.
    """
    return _escaped(_service(entry, [*arguments], kind))


def builder(manifest: Mapping[str, Any]) -> str:
    """Return the docstring of the function that makes the call."""
    note = sentence(deprecation(manifest))
    name = manifest.get("qualified", manifest["method"])
    first = f"Build the call that `InferenceClient.{name}` sends."
    return _escaped([first, *(["", *_wrap(note, 4), ""] if note else [])])


def constructor(arguments: Iterable[ClientArgument]) -> str:
    """Return the docstring of a constructor."""
    return _escaped(_constructor([*arguments]))


def _method(
    manifest: Mapping[str, Any],
    arguments: Iterable[Argument],
    variants: list[Variant],
    example: Iterable[str],
    kind: Kind,
) -> Iterator[str]:
    yield manifest["summary"]
    if note := sentence(deprecation(manifest)):
        yield ""
        yield from _wrap(note, 8)
    for paragraph in (manifest.get("description") or "").split("\n\n"):
        if paragraph:
            yield ""
            yield from _wrap(paragraph, 8)
    if manifest.get("docs"):
        yield ""
        yield from _wrap(f"Wire format: {manifest['docs']}", 8)
    docs = {argument.name: _argument(argument) for argument in arguments}
    if any(docs.values()):  # schemas of somebody else may say nothing
        yield ""
        yield "Args:"
    for name, doc in docs.items():
        if doc:
            yield from _entry(name, doc, 8)
    yield ""
    yield "Returns:"
    for variant in variants:
        yield from _wrap(variant.returns, 12, "    ")
    yield ""
    yield "Raises:"
    of_model = manifest["route"]["style"] != "api"
    for name, reason in _raises(of_model, streams=any(variant.streams for variant in variants)):
        yield from _entry(name, reason, 8)
    yield ""
    yield "Example:"
    for line in example:
        text = line.replace("{Async}", kind.prefix).replace("{await}", kind.wait)
        text = text.replace("{async}", kind.define.removesuffix("def"))
        yield from (f"    {part}" for part in _example_line(text))


def _service(
    entry: Mapping[str, Any], arguments: list[ClientArgument], kind: Kind
) -> Iterator[str]:
    yield entry["summary"]
    for paragraph in entry.get("description", []):
        yield ""
        yield from _wrap(paragraph, 8)
    if arguments:
        yield ""
        yield "Args:"
    for argument in arguments:
        yield from _entry(argument.name, argument.doc, 8)
    yield ""
    yield "Returns:"
    yield from _wrap(entry["returns"]["doc"], 12, "    ")
    yield ""
    yield "Raises:"
    for raised in entry["raises"]:
        yield from _entry(raised["error"], raised["doc"], 8)
    yield ""
    yield "Example:"
    for line in ("```python", *entry["example"], "```"):
        text = line.replace("{async}", kind.define.removesuffix("def"))
        yield f"    {text.replace('{await}', kind.wait)}"


def _argument(argument: Argument) -> str:
    if not argument.media:
        return argument.doc
    forms = "Bytes, a path, a URL, an open binary file, or what Pillow and numpy make: "
    return f"{argument.doc} {forms}see `MediaInput`.".lstrip()


def _raises(of_model: bool, *, streams: bool) -> Iterator[tuple[str, str]]:
    yield "ArgumentError", "If an argument does not fit; nothing was sent."
    late = "the model is not available, or not done, in time" if of_model else "it takes too long"
    yield "InferenceTimeoutError", f"If {late}."
    yield "StatusError", "If the server answers with an error; the subclass tells which."
    yield "InferenceConnectionError", "If no answer arrives."
    yield "ResponseDecodeError", "If the answer is not what this method returns."
    if streams:
        yield "StreamError", "From the iteration over a stream that fails or breaks off."


def _constructor(arguments: Iterable[ClientArgument]) -> Iterator[str]:
    yield "Make a client; nothing is sent and no connection is opened."
    yield ""
    yield "Args:"
    for argument in arguments:
        yield from _entry(argument.name, _with_default(argument), 8)
    yield ""
    yield "Raises:"
    reason = "If two arguments exclude each other or one has no sense."
    yield from _entry("ArgumentError", reason, 8)
    yield from _entry("TokenNotFoundError", "If `token=True` and there is no token.", 8)


def _with_default(argument: ClientArgument) -> str:
    if argument.default in (None, "None"):
        return argument.doc
    if argument.async_default:
        return f"{argument.doc} {argument.default} by default in the sync client, " + (
            f"{argument.async_default} in the async one."
        )
    return f"{argument.doc} {argument.default} by default."


# Lines -----------------------------------------------------------------------------------------


def _escaped(lines: Iterable[str]) -> str:
    """Return lines as they are written between the quotes of a docstring."""
    return "\n".join(lines).replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _entry(name: str, text: str, indent: int) -> Iterator[str]:
    yield from _wrap(f"{name}: {text}", indent + 4, "    ", "        ")


def _wrap(text: str, indent: int, first: str = "", rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH - indent + len(first),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _example_line(line: str) -> list[str]:
    """Break a long line of output; ruff breaks the lines of code as an interpreter takes them."""
    room = _WIDTH - 12
    if len(line) <= room or line.startswith(">>> "):
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    return textwrap.wrap(
        line, room, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
