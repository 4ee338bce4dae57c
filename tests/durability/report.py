"""Writes docs/reliability.md anew from what the tests counted: the numbers, not the words."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime

from server.clock import Clock, SystemClock
from tests.durability.results import PLACE, kept
from tests.gate.places import ROOT

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"


def main(clock: Clock) -> int:
    """Put the counts of the last runs between the two marks; all other words are kept by hand."""
    counts = kept()
    if not counts:
        sys.stderr.write(f"{PLACE} is empty: run ./kezek test --only durability first\n")
        return 1
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table(counts, clock)}\n{END}{after}", encoding="utf-8")
    return 0


def table(counts: dict[str, dict[str, float]], clock: Clock) -> str:
    """Return what was counted, when, at which commit and on how many cores."""
    day = datetime.fromtimestamp(clock.wall_ms() / 1000, UTC).date().isoformat()
    rows = [f"| {title} | {in_words(one)} |" for title, one in counts.items()]
    head = f"Counted up to {day}, commit {commit()}, {os.cpu_count()} cores."
    return "\n".join([head, "", "| what | counts |", "|---|---|", *rows])


def in_words(counts: dict[str, float]) -> str:
    """Return counts as words a person reads."""
    return ", ".join(
        f"{re.sub('[_-]', ' ', name)} {value:g}" if value < 1e5 else f"{name} {value:.0f}"
        for name, value in counts.items()
    )


def commit() -> str:
    """Return the commit that was run, marked when the files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=, with changes", "--abbrev=7"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(SystemClock()))
