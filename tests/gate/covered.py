"""Says what the tests did not run: overall, and in the files that must be perfect."""

import io
import sys

import coverage

from tests.gate.places import ROOT, files, relative, verdict

# Where a visitor's place in the queue is decided, and what he sees, holds and hears.
PERFECT = (
    "server/protocol",
    "server/queueing",
    "server/hall.py",
    "kiosk/journey.py",
    "display/board.py",
    "display/phrases.py",
    "printers/document.py",
    "printers/layout.py",
)
# How a row of the report ends when nothing is missing; it never rounds up to this.
PERFECTLY = " 100%"


def perfect_files() -> list[str]:
    """List the files of which every branch must run."""
    found = []
    for name in PERFECT:
        place = ROOT / name
        found += [place] if place.is_file() else list(files(".py", under=place))
    return [relative(path) for path in found]


def imperfect(rows: list[str]) -> list[str]:
    """Say of each perfect file what did not run; a file without a row was never measured."""
    found = {row.split()[0]: row for row in rows if row.strip()}
    faults = []
    for name in perfect_files():
        row = found.get(name, f"{name} was not measured")
        if not row.endswith(PERFECTLY):
            faults.append(f"must be perfect: {row}")
    return faults


def main() -> int:
    """Report the coverage that the test stages left behind."""
    missing = [name for name in PERFECT if not (ROOT / name).exists()]
    measured = coverage.Coverage()
    measured.load()
    report = io.StringIO()
    # One report for everything: each one opens the data again for every file of the project.
    percent = measured.report(file=report, skip_covered=False)
    rows = [row.rstrip() for row in report.getvalue().splitlines()]
    print("\n".join(row for row in rows if not row.endswith(PERFECTLY)))
    faults = [f"must be perfect and is not there: {name}" for name in missing]
    faults += imperfect(rows)
    wanted = float(str(measured.get_option("report:fail_under")))
    if percent < wanted:
        faults.append(f"{percent:.1f} % of the branches and lines ran; {wanted:.0f} % must")
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
