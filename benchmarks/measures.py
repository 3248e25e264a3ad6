"""What is measured, how often, and where the targets are. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from . import answers

__all__ = ["FIGURES", "MEASURES", "Figure", "Measure"]

Kind = Literal["program", "modules", "live", "memory", "connections"]


@dataclass(frozen=True)
class Measure:
    """One row of the tables.

    Attributes:
        name: For `--only` and the results file.
        title: For readers.
        kind: `program` runs a new process; `modules` counts what one has loaded; `live` repeats an
            action in a process that is warm; `memory` is the growth of a new process's peak by one
            action; `connections` is what the server counts while a warm process acts.
        unit: Of the values; those of a `program` or `live` measure are CPU time for one item.
        needs: What a contender's module has to have.
        action: What a worker does; of a `program`, its last line.
        path: Goes before the routes, and tells the server what to answer.
        count: Items of a sample: calls, chunks, files.
        quick_count: The same for `--quick`.
        rounds: Samples of each contender, which take turns.
        quick_rounds: The same for `--quick`; 0 leaves the measure out.
        width: Calls in flight.
        target: Largest value of this package: of the ratio to the base, or of the value if there is
            none.
        row: Whether the tables have it; if not it is a point of a figure only.
    """

    name: str
    title: str
    kind: Kind
    unit: str
    needs: tuple[str, ...]
    action: str
    path: str = ""
    count: int = 1
    quick_count: int = 1
    rounds: int = 9
    quick_rounds: int = 3
    width: int = 1
    target: float | None = None
    row: bool = True

    @property
    def relative(self) -> bool:
        """Whether it is a cost, with a ratio to the base."""
        return self.kind in ("program", "live")


def _chat(width: int, target: float | None = None) -> Measure:
    return Measure(
        f"async-{width}",
        f"small chat call, async, {width} in flight",
        "live",
        "µs",
        ("aclient", "achat", "said"),
        "async",
        count=max(300, width),
        quick_count=max(100, width),
        rounds=(7 if width < 100 else 5) if target else 2 if width < 1000 else 1,
        quick_rounds=(1 if width > 100 else 3) if target else 0,
        width=width,
        target=target,
        row=target is not None,
    )


def _stream(name: str, title: str, count: int, quick: int) -> Measure:
    return Measure(
        f"stream-{name}",
        f"chat stream, a chunk, {title}",
        "live",
        "µs",
        ("client", "stream"),
        "stream",
        path=f"/{name}/%d",
        count=count,
        quick_count=quick,
        target=0.85,
    )


def _vectors(rows: int, count: int) -> Measure:
    whole = rows == answers.ROWS
    return Measure(
        "embeddings" if whole else f"embeddings-{rows}",
        "embeddings, 10 MB of JSON to numpy",
        "live",
        "ms",
        ("client", "embed"),
        "embed",
        path=f"/vectors/{rows}",
        count=count,
        quick_count=max(1, count // 10),
        rounds=9 if whole else 3,
        quick_rounds=3 if whole else 0,
        target=0.65 if whole else None,
        row=whole,
    )


_BIG = f"/vectors/{answers.ROWS}"

MEASURES = (
    Measure(
        "import", "import and build a client, new process", "program", "ms",
        ("client",), "client(URL, **OPTIONS)", rounds=13, quick_rounds=2, target=0.15,
    ),
    Measure(
        "modules", "modules loaded by the import", "modules", "", ("client",), "import", rounds=1,
        quick_rounds=1,
    ),
    Measure(
        "modules-client", "modules loaded by the first client, further", "modules", "",
        ("client",), "client", rounds=1, quick_rounds=1,
    ),
    Measure(
        "first", "to the first answer, new process", "program", "ms",
        ("client", "chat", "said"),
        f"assert said(chat(client(URL, **OPTIONS))) == {answers.TEXT!r}",
        rounds=13, quick_rounds=2, target=0.95,
    ),
    Measure(
        "sync", "small chat call, sync", "live", "µs", ("client", "chat", "said"), "sync",
        count=300, quick_count=100, target=0.6,
    ),
    _chat(1, 0.7),
    _chat(4),
    _chat(16),
    _chat(32, 0.28),
    _chat(64),
    _chat(256, 0.28),
    _chat(1024),
    _stream("burst", "many in one read", 2000, 1000),
    _stream("paced", "one in each read", 300, 100),
    _vectors(1, 200),
    _vectors(8, 100),
    _vectors(80, 20),
    _vectors(answers.ROWS, 2),
    Measure(
        "embeddings-memory", "the same, growth of peak memory", "memory", "MB",
        ("client", "embed"), "embed", path=_BIG, rounds=3, quick_rounds=1,
    ),
    Measure(
        "base64", "the same vectors as base64 to numpy", "live", "ms",
        ("client", "embed_base64"), "embed_base64", path=_BIG, count=4, target=0.6,
    ),
    Measure(
        "base64-memory", "the same, growth of peak memory", "memory", "MB",
        ("client", "embed_base64"), "embed_base64", path=_BIG, rounds=3, quick_rounds=1,
    ),
    Measure(
        "upload-memory", "upload of a 500 MB file, growth of peak memory", "memory", "MB",
        ("client", "upload"), "upload", rounds=3, quick_rounds=1, target=1,
    ),
    Measure(
        "connections", "new connections for a stream that was read to its end", "connections", "",
        ("client", "stream"), "stream", path="/burst/%d", count=20, rounds=1, quick_rounds=1,
        target=0,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """A plot of several measures.

    Attributes:
        name: Of its file.
        title: Above it.
        x_label: Below it.
        y_label: Beside it.
        points: Position on the x axis for the names of measures.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    points: Mapping[str, float] = field(default_factory=dict)


FIGURES = (
    Figure(
        "in-flight",
        "CPU time of a small async chat call",
        "calls in flight",
        "CPU µs a call",
        {m.name: m.width for m in MEASURES if m.action == "async"},
    ),
    Figure(
        "payload",
        "CPU time of embeddings, JSON to numpy",
        "KB of JSON",
        "CPU ms a call",
        {
            m.name: int(m.path.rpartition("/")[2]) * 13.0
            for m in MEASURES
            if m.action == "embed" and m.kind == "live"
        },
    ),
)
