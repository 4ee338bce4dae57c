"""Writes docs/reliability.md anew from what the tests counted: the numbers, not the words.

With ``--print`` it only says what was counted.
"""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from server.clock import Clock, SystemClock
from tests.durability.results import PLACE, kept
from tests.gate.places import ROOT

PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"

SEEDED = "seeded "

Counted = Mapping[str, tuple[Mapping[str, float], str]]


def main(clock: Clock, *, is_printed: bool) -> int:
    """Put the counts of the last runs between the two marks; all other words are kept by hand."""
    counts = together(kept())
    if is_printed:
        sys.stdout.write(
            "".join(f"{title}: {in_words(one)}, at {at}\n" for title, (one, at) in counts.items())
        )
        return 0
    if not counts:
        sys.stderr.write(f"{PLACE} is empty: run ./kezek test --only durability first\n")
        return 1
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table(counts, clock)}\n{END}{after}", encoding="utf-8")
    return 0


def together(counts: Counted) -> Counted:
    """Return the counts with all seeded bugs in one row, by their kinds."""
    seeded = {title: one for title, one in counts.items() if title.startswith(SEEDED)}
    if not seeded:
        return counts
    kinds = Counter(title.removeprefix(SEEDED).partition(",")[0] for title in seeded)
    commits = sorted({commit for _, commit in seeded.values()})
    rest = {title: one for title, one in counts.items() if title not in seeded}
    return rest | {"seeded bugs found": (dict(kinds), ", ".join(commits))}


def table(counts: Counted, clock: Clock) -> str:
    """Return what was counted up to when, on how many cores, and each row's commit."""
    day = datetime.fromtimestamp(clock.wall_ms() / 1000, UTC).date().isoformat()
    rows = [f"| {title} | {in_words(one)} | {at} |" for title, (one, at) in counts.items()]
    head = f"Counted up to {day} on {os.cpu_count()} cores."
    return "\n".join([head, "", "| what | counts | commit |", "|---|---|---|", *rows])


def in_words(counts: Mapping[str, float]) -> str:
    """Return counts as words a person reads."""
    words = {re.sub("[_-]", " ", name): value for name, value in counts.items()}
    return ", ".join(
        f"{name} {value:g}" if value < 1e5 else f"{name} {value:.0f}"
        for name, value in words.items()
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", dest="is_printed", help="write no page")
    sys.exit(main(SystemClock(), is_printed=parser.parse_args().is_printed))
