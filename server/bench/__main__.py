"""The bench's command line."""

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import uvloop

from server.bench import estimate
from server.bench.measures import QUICK, Sizes
from server.bench.page import PAGE, Occasion, PageError, table, write_page
from server.bench.run import Report, Run
from server.clock import SystemClock
from server.demo.processes import StageError

MUCH_PAST = 1_000_000


def main() -> int:
    """Measure, tell, and write down what was asked for."""
    if sys.argv[1:2] == ["estimate"]:
        return estimate.run(sys.argv[2:])
    parser = _parser()
    options = parser.parse_args()
    if options.database and options.write_docs:
        parser.error("the page is written from a run on SQLite")
    sizes = QUICK if options.quick else Sizes()
    if options.full:
        sizes = replace(sizes, much_past=MUCH_PAST)
    try:
        with tempfile.TemporaryDirectory(prefix="kezek-bench-", dir=options.dir) as folder:
            report = _measure(Path(folder), sizes, options.database)
        print(table(report))
        if options.json is not None:
            options.json.write_text(json.dumps(report.figures, indent=2) + "\n", encoding="utf-8")
        if options.write_docs:
            write_page(PAGE, report, Occasion.now(SystemClock()))
    except (StageError, PageError, OSError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _measure(folder: Path, sizes: Sizes, database: str | None) -> Report:
    run = Run(
        folder,
        sizes,
        lambda words: print(f"{words} ...", file=sys.stderr, flush=True),
        database,
    )
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(run.measure())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./kezek bench",
        description=__doc__,
        epilog="./kezek bench estimate judges the estimate of the wait; see its --help",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    parser.add_argument("--full", action="store_true", help="grow to 1,000,000 past tickets too")
    parser.add_argument(
        "--quick", action="store_true", help="every part once and small; its figures mean nothing"
    )
    parser.add_argument(
        "--write-docs", action="store_true", help="put the results into docs/performance.md"
    )
    parser.add_argument(
        "--database",
        metavar="URL",
        help="measure on new databases beside this one of PostgreSQL; the limits stay SQLite's",
    )
    parser.add_argument("--dir", type=Path, metavar="DIR", help="measure the disk of this folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
