"""Runs the stages in order and says at the end what held: `./kezek test`."""

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.gate import bounded
from tests.gate.places import BUILD
from tests.gate.skips import counts
from tests.gate.stages import STAGES, Stage


@dataclass(frozen=True, slots=True)
class Result:
    """How one stage ended."""

    stage: Stage
    is_green: bool
    seconds: float


def report_of(stage: Stage) -> Path:
    """Name the report that pytest writes in a stage of tests."""
    return BUILD / f"{stage.name}.xml"


def run(stage: Stage) -> Result:
    """Run the commands of one stage up to the first that fails."""
    report_of(stage).unlink(missing_ok=True)
    began = time.monotonic()
    print(f"\n=== {stage.name}: {stage.title}", flush=True)
    ended = (bounded.run(command, 60 * stage.minutes) for command in stage.commands)
    failed = next((code for code in ended if code != 0), 0)
    seconds = time.monotonic() - began
    print(f"--- {stage.name}: {'red' if failed else 'green'}, {seconds:.1f} s", flush=True)
    return Result(stage, failed == 0, seconds)


def summarise(results: Sequence[Result]) -> None:
    """Print a line for each stage, and as the last one the tests and stages counted."""
    print("\n=== The gate")
    for result in results:
        colour = "green" if result.is_green else "RED  "
        print(f"{colour} {result.seconds:7.1f} s  {result.stage.name}: {result.stage.title}")
    reports = [report_of(result.stage) for result in results]
    found = counts(report for report in reports if report.exists())
    red = [result.stage.name for result in results if not result.is_green]
    if red:
        print(f"red stages: {', '.join(red)}")
    # A red stage counts as a failure, so that the last line can never look green by itself.
    failed = max(found.failed, len(red))
    print(f"{found.passed} passed, {failed} failed, {found.skipped} skipped")


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="./kezek test", description=__doc__)
    parser.add_argument("--slow", action="store_true", help="also the stages that take long")
    parser.add_argument("--only", metavar="STAGE", action="append", help="this stage only")
    parser.add_argument("--list", action="store_true", help="name the stages")
    asked = parser.parse_args()
    names = [stage.name for stage in STAGES]
    if asked.list:
        print("\n".join(f"{one.name:10} {one.title}" for one in STAGES))
        return 0
    unknown = sorted(set(asked.only or ()) - set(names))
    if unknown:
        parser.error(f"no such stage: {', '.join(unknown)}; there are: {', '.join(names)}")
    chosen = [
        s for s in STAGES if (s.name in asked.only if asked.only else asked.slow or not s.slow)
    ]
    if not asked.only:
        shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True, exist_ok=True)
    results = [run(stage) for stage in chosen]
    summarise(results)
    return 0 if all(result.is_green for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
