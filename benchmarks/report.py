"""Results to tables: `python -m benchmarks.report FILE.json --write` puts them into the pages."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from .contenders import BASE, CONTENDERS
from .measures import MEASURES, Measure

__all__ = ["broken", "cost", "markdown", "ratio", "summary", "verdict"]

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
_SCALES = {"µs": 1e6, "ms": 1e3}
_IN_SHORT = ("httpx", "huggingface_hub", "openai", "inferloom")


# Figures ---------------------------------------------------------------------------------------


def _samples(results: dict[str, Any], measure: Measure, name: str) -> list[dict[str, float]]:
    found = results["results"].get(measure.name, {}).get(name, [])
    return found if isinstance(found, list) else []


def values(results: dict[str, Any], measure: Measure, name: str, clock: str = "cpu") -> list[float]:
    """Return a contender's samples of a measure, in its unit.

    Args:
        results: What a results file has.
        measure: The measure.
        name: Name of the contender.
        clock: `cpu` or `wall`, of a measure that has both.
    """
    key = clock if measure.relative else "value"
    scale = _SCALES.get(measure.unit, 1.0)
    return [sample[key] * scale for sample in _samples(results, measure, name)]


def cost(results: dict[str, Any], measure: Measure, name: str, clock: str = "cpu") -> float | None:
    """Return the median of a contender's samples, or None if there are none."""
    found = values(results, measure, name, clock)
    return median(found) if found else None


def ratio(results: dict[str, Any], measure: Measure, name: str) -> float | None:
    """Return a contender's CPU time to the base's: the median of the ratios of each round."""
    own, base = (values(results, measure, other) for other in (name, BASE.name))
    return median(a / b for a, b in zip(own, base, strict=True)) if own and base else None


def verdict(results: dict[str, Any], measure: Measure, name: str) -> bool | None:
    """Return whether this package is where it should be; None if nothing says where that is."""
    role = next(c.role for c in CONTENDERS if c.name == name)
    if measure.target is None or role != "default":
        return None
    found = (ratio if measure.relative else cost)(results, measure, name)
    return None if found is None else found <= measure.target


# Tables ----------------------------------------------------------------------------------------


def number(value: float) -> str:
    """Return a number with as many digits as it deserves."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; numbers stand on the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(results: dict[str, Any]) -> list[Measure]:
    return [m for m in MEASURES if m.name in results["results"] and (m.row or _alone(results))]


def _alone(results: dict[str, Any]) -> bool:
    return len(results["results"]) == 1


def _relative(results: dict[str, Any], names: Sequence[str]) -> str:
    def cell(measure: Measure, name: str) -> str:
        if "error" in results["results"][measure.name].get(name, ()):
            return "failed"
        found = (ratio if measure.relative else cost)(results, measure, name)
        if found is None:
            return "–"
        text = f"{found:.2f}" if measure.relative else f"{number(found)} {measure.unit}".strip()
        met = verdict(results, measure, name)
        return text if met is None else f"{text} {'✓' if met else '✗'}"

    def target(measure: Measure) -> str:
        return "" if measure.target is None else f"{measure.target:g}"

    rows = [[m.title, *(cell(m, name) for name in names), target(m)] for m in _shown(results)]
    return table(["measure", *names, "target"], rows)


def _absolute(results: dict[str, Any], names: Sequence[str]) -> str:
    def cell(measure: Measure, name: str) -> str:
        found = values(results, measure, name)
        if not found:
            return "–"
        spread = 0.0
        if len(found) > 1:
            low, _, high = quantiles(found, n=4, method="inclusive")
            spread = high - low
        wall = cost(results, measure, name, "wall") or 0.0
        return f"{number(median(found))} ±{number(spread)}, {number(wall)}"

    rows = [
        [f"{m.title}, {m.unit}", *(cell(m, name) for name in names)]
        for m in _shown(results)
        if m.relative
    ]
    return table(["measure", *names], rows)


def broken(results: dict[str, Any]) -> bool:
    """Return whether something could not be measured that always can be."""
    usual = next(c.name for c in CONTENDERS if c.role == "default")
    found = (cell for cells in results["results"].values() for cell in cells.values())
    return usual in results["left_out"] or any("error" in cell for cell in found)


def _circumstances(results: dict[str, Any]) -> str:
    where = results["environment"]
    versions = ", ".join(f"{name} {number}" for name, number in where["versions"].items())
    cores = f"{where['cores']} cores" + (
        ", server and client on one each" if where["pinned"] else ""
    )
    return (
        f"{results['date'][:10]}, Python {where['python']}, {where['system']}, {cores}; {versions}."
    )


def markdown(results: dict[str, Any]) -> str:
    """Return all tables of a run."""
    names = results["contenders"]
    parts = []
    if results["quick"]:
        parts.append("A `--quick` run: these figures are rough.")
    parts += [
        f"Where a measure is a cost, cells are ratios of CPU time to {BASE.name}, so less is "
        "better and 1.00 is raw httpx; ✓ and ✗ say whether a target is met.",
        _relative(results, names),
    ]
    if any(m.relative for m in _shown(results)):
        parts += [
            "The same in numbers: median of CPU time ± the range of the middle half of all rounds, "
            "then the median of elapsed time.",
            _absolute(results, names),
        ]
    parts += [f"Left out: {name} ({why})." for name, why in results["left_out"].items()]
    for measure in _shown(results):
        for name, found in results["results"][measure.name].items():
            if "error" in found:
                parts.append(f"Failed: {measure.title}, {name}: {found['error']}")
    parts.append(_circumstances(results))
    return "\n\n".join(parts) + "\n"


def summary(results: dict[str, Any]) -> str:
    """Return the table for people who only pass by."""
    names = [name for name in _IN_SHORT if name in results["contenders"]]
    return f"{_relative(results, names)}\n\n{_circumstances(results)}\n"


# Pages -----------------------------------------------------------------------------------------


def filled(page: str, text: str) -> str | None:
    """Return a page with another text between its marks; None if it does not have both."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    return f"{before}{begin}\n{text}{end}{after}" if begin and end else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of a results file, or write them into the pages.

    Args:
        arguments: Words of the command line; those of the process by default.

    Returns:
        Exit status: 2 if the file or a page is not as it should be, and then nothing is written.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.report", description=main.__doc__)
    parser.add_argument("results", type=Path, help="a file of benchmarks/results")
    parser.add_argument("--write", action="store_true", help="into README.md and docs/speed.md")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    try:
        results = json.loads(options.results.read_text(encoding="utf-8"))
        whole = markdown(results)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(
            f"{options.results}: it is no results file of `make bench` "
            f"({type(error).__name__}: {error})",
            file=sys.stderr,
        )
        return 2
    if not options.write:
        print(whole)
        return 0
    if results["quick"]:
        print(
            f"{options.results}: a --quick run is too rough for the pages; use one of `make bench`",
            file=sys.stderr,
        )
        return 2
    texts = {}
    for name, text in (("README.md", summary(results)), ("docs/speed.md", whole)):
        page = filled((options.root / name).read_text(encoding="utf-8"), text)
        if page is None:
            print(f"{name}: the lines {BEGIN} and {END} are missing; add them", file=sys.stderr)
            return 2
        texts[options.root / name] = page
    for path, text in texts.items():
        partial = path.with_name(f".{path.name}.new")
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
