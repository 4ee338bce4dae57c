"""Counts what tests skipped; a skip that nobody reviewed is a failure."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.gate.places import verdict

# "module::test" and why it may be skipped. Nothing is skipped today.
REVIEWED: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tests ended how."""

    passed: int
    failed: int
    skipped: int


def _cases(reports: Iterable[Path]) -> list[ET.Element]:
    trees = [ET.parse(report) for report in reports]  # noqa: S314 - our own report
    return [case for tree in trees for case in tree.iter("testcase")]


def counts(reports: Iterable[Path]) -> Counts:
    """Count passed, failed and skipped tests over several reports."""
    cases = _cases(reports)
    failed = sum(1 for c in cases if c.find("failure") is not None or c.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return Counts(passed=len(cases) - failed - skipped, failed=failed, skipped=skipped)


def unreviewed(reports: Iterable[Path]) -> list[str]:
    """Name every skipped (or expectedly failing) test that is not on the reviewed list."""
    found = []
    for case in _cases(reports):
        skip = case.find("skipped")
        name = f"{case.get('classname')}::{case.get('name')}"
        if skip is not None and name not in REVIEWED:
            found.append(f"skipped without review: {name}: {skip.get('message')}")
    return found


if __name__ == "__main__":
    read = [Path(argument) for argument in sys.argv[1:]]
    print(f"skipped: {counts(read).skipped}")
    sys.exit(verdict(unreviewed(read)))
