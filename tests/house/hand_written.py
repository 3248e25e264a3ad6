"""How many lines of the package are written by hand: `make check` prints it, and it only goes down.

Run as a program it compares with what is committed beside it; `--write` commits to what there is.
Generated files and `testing/` do not count, blank lines and comments do.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "inferloom"
LIMIT = Path(__file__).with_name("hand_written.txt")


def lines_by_room() -> dict[str, int]:
    """Return the number of hand-written lines of each room."""
    found: dict[str, int] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room, *_ = path.relative_to(PACKAGE).with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        if room != "testing" and not text.startswith("# Generated from"):
            found[room] = found.get(room, 0) + text.count("\n")
    return found


def main(arguments: list[str]) -> int:
    """Print the number, and return 1 if it is larger than the one that is committed."""
    rooms = lines_by_room()
    total, limit = sum(rooms.values()), int(LIMIT.read_text())
    if "--write" in arguments:
        LIMIT.write_text(f"{total}\n")
        limit = total
    print(f"{total:,} lines of src/inferloom are written by hand, testing/ aside; limit {limit:,}.")
    if total > limit:
        for room, lines in sorted(rooms.items(), key=lambda item: -item[1]):
            print(f"  {lines:6,}  {room}")
        print("Put what is new into specs/ or into a twin, or take away as much elsewhere.")
        return 1
    if total < limit:
        print("Less than before: `python -m tests.house.hand_written --write` keeps it so.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
