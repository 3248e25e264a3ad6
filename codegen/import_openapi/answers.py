"""What an operation answers: the one kind of success that its method returns, and streams."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .document import Document, Place

__all__ = ["Answers", "answers"]

_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl",
          "application/jsonlines", "application/json-seq")  # fmt: skip
_EVENTS = "text/event-stream"


@dataclass
class Answers:
    """The successful answers of an operation.

    Attributes:
        schemas: Schemas of answers that are JSON, of each status; None where one has no schema.
        stream: Schema of a chunk, if it streams.
        framing: `sse` or `ndjson`.
        streams: Whether it can stream.
        media: Kind of the file, if it answers with one: `audio`, `video` or `file`.
        text: Whether it answers with a text.
        empty: Whether it may answer with nothing.
        doc: What is said of the answer.
        examples: Values that the document shows.
        left: Media types that are passed over.
    """

    schemas: list[Place | None] = field(default_factory=list)
    stream: Place | None = None
    framing: str = "sse"
    streams: bool = False
    media: str = ""
    text: bool = False
    empty: bool = False
    doc: str = ""
    examples: list[object] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def is_json(self) -> bool:
        """Whether it answers with JSON."""
        return bool(self.schemas)


def answers(document: Document, operation: Place) -> Answers:
    """Return what an operation answers.

    Args:
        document: The document.
        operation: The operation in it.
    """
    found = Answers()
    for response in _successes(document, operation):
        found.doc = found.doc or response.text("description")
        content = response.members("content")
        if not content:
            found.empty = True
        for name, media in content:
            kind = name.split(";")[0].strip().lower()
            if kind == _EVENTS or kind in _LINES:
                found.streams = True
                found.framing = "sse" if kind == _EVENTS else "ndjson"
                found.stream = media.below("itemSchema") or media.below("schema")
            elif kind == "application/json" or kind.endswith("+json") or kind == "*/*":
                found.schemas.append(media.below("schema"))
                found.examples += _examples(document, media)
            elif kind in ("text/plain", "text/html", "text/markdown", "text/csv", "text/*"):
                found.text = True
            else:
                main = kind.split("/")[0]
                found.media = main if main in ("audio", "video") else "file"
    if found.is_json and (found.text or found.media):
        found.left = [
            name for name in ("text", found.media) if name and (found.text or name != "text")
        ]
        found.text, found.media = False, ""
    return found


def _successes(document: Document, operation: Place) -> Iterator[Place]:
    responses = dict(operation.members("responses"))
    chosen = [s for s in responses if str(s)[:1] == "2"]
    if not chosen and "default" in responses:
        chosen = ["default"]
    for status in sorted(chosen):
        found = document.resolved(responses[status])
        if found is not None and isinstance(found.value, dict):
            yield found


def _examples(document: Document, media: Place) -> Iterator[object]:
    """Yield the values that a media type is shown with."""
    if (found := media.below("example")) is not None:
        yield found.value
    for _, example in media.members("examples"):
        place = document.resolved(example)
        value = place.below("value") if place is not None else None
        if value is not None:
            yield value.value
