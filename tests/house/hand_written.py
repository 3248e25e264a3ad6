"""Which share of the package is written by hand: `make check` prints it, and it only goes down.

Run as a program it compares with what is committed beside it; `--write` commits to what there is.
`testing/` does not count, blank lines and comments do. A new ability brings lines of both kinds; it
is well made where most of them come from specs.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "inferloom"
LIMIT = Path(__file__).with_name("hand_written.txt")


def lines_by_room() -> tuple[dict[str, int], int]:
    """Return the number of hand-written lines of each room, and of all generated lines."""
    found: dict[str, int] = {}
    generated = 0
    for path in sorted(PACKAGE.rglob("*.py")):
        room, *_ = path.relative_to(PACKAGE).with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        if room == "testing":
            continue
        if text.startswith("# Generated from"):
            generated += text.count("\n")
        else:
            found[room] = found.get(room, 0) + text.count("\n")
    return found, generated


def main(arguments: list[str]) -> int:
    """Print the share, and return 1 if it is larger than the one that is committed."""
    rooms, generated = lines_by_room()
    total, limit = sum(rooms.values()), float(LIMIT.read_text())
    share = round(100 * total / (total + generated), 2)
    if "--write" in arguments:
        LIMIT.write_text(f"{share}\n")
        limit = share
    print(
        f"{total:,} lines of src/inferloom are written by hand and {generated:,} generated, "
        f"testing/ aside: {share} % by hand; limit {limit} %."
    )
    if share > limit:
        for room, lines in sorted(rooms.items(), key=lambda item: -item[1]):
            print(f"  {lines:6,}  {room}")
        print("Put what is new into specs/ or into a twin, or take away as much elsewhere.")
        return 1
    if share < limit:
        print("Less than before: `python -m tests.house.hand_written --write` keeps it so.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
