"""Command line of the benchmark: measure, print the tables, keep the results."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from .measures import FIGURES, MEASURES
from .plots import plot
from .report import broken, markdown
from .run import Bench

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Run it; the exit status is 1 if a contender failed, or this package was left out."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, fewer calls")
    parser.add_argument("--only", metavar="NAME", help="one measure; nothing is written")
    options = parser.parse_args()
    names = [measure.name for measure in MEASURES]
    if options.only and options.only not in names:
        known = ", ".join(names)
        parser.error(f"--only: there is no measure {options.only!r}; choose from {known}")
    chosen = [m for m in MEASURES if options.only in (None, m.name)]
    with Bench(quick=options.quick, note=lambda text: print(text, file=sys.stderr)) as bench:
        results = bench.measure(chosen)
    text = markdown(results)
    print(text)
    if options.only:
        return int(broken(results))
    name = date.today().isoformat() + ("-quick" if options.quick else "")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=1) + "\n")
    (RESULTS / f"{name}.md").write_text(text)
    for figure in FIGURES:
        drawing = plot(figure, results)
        if drawing:
            (RESULTS / f"{name}-{figure.name}.svg").write_text(drawing)
    print(f"written: {RESULTS / name}.json, .md and plots", file=sys.stderr)
    return int(broken(results))


if __name__ == "__main__":
    sys.exit(main())
