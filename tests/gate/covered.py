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


def perfect_files() -> list[str]:
    """List the files of which every branch must run."""
    found = []
    for name in PERFECT:
        place = ROOT / name
        found += [place] if place.is_file() else list(files(".py", under=place))
    return [relative(path) for path in found]


def imperfect(measured: coverage.Coverage) -> list[str]:
    """Say of each perfect file what did not run."""
    faults = []
    for name in perfect_files():
        report = io.StringIO()
        percent = measured.report(include=[str(ROOT / name)], file=report, skip_covered=False)
        if percent < 100:
            row = next(line for line in report.getvalue().splitlines() if line.startswith(name))
            faults.append(f"must be perfect: {row}")
    return faults


def main() -> int:
    """Report the coverage that the test stages left behind."""
    missing = [name for name in PERFECT if not (ROOT / name).exists()]
    measured = coverage.Coverage()
    measured.load()
    percent = measured.report()
    faults = [f"must be perfect and is not there: {name}" for name in missing]
    faults += imperfect(measured)
    wanted = float(str(measured.get_option("report:fail_under")))
    if percent < wanted:
        faults.append(f"{percent:.1f} % of the branches and lines ran; {wanted:.0f} % must")
    return verdict(faults)


if __name__ == "__main__":
    sys.exit(main())
