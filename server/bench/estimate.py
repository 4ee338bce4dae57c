"""`./kezek bench estimate`: the honest wait against the usual formulas, on unseen days."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

from server.bench.estimating import FULL, LOADS, QUICK, Row, rows
from server.bench.serving_waits import served_row
from server.forecast.calibration import Calibration
from server.forecast.estimator import Estimator
from server.forecast.learning import Learner
from server.forecast.scenes import DeskScene, Scene, Standing
from server.simulate.order_page import PAGE, write_part
from server.simulate.synthetic import Hall
from server.simulate.times_file import TimesFileError, hall_of

WAITING = 60
TIMED = 5
HOUR = 3_600_000
COVERAGE, WORST_BLOCK, RATIO, CPU_MS = (0.87, 0.95), 0.8, 0.7, 50.0


def run(arguments: Sequence[str]) -> int:
    """Measure, tell, write what was asked for; return 1 if a promise is not kept."""
    given = _parser().parse_args(arguments)
    try:
        base = Hall() if given.times is None else hall_of(given.times)
    except (TimesFileError, OSError) as error:
        sys.stderr.write(f"{given.times}: {error}\n")
        return 2
    found: list[Row] = []
    extent = QUICK if given.quick else FULL
    for row in rows(lambda load: replace(base, load=load), extent, _say):
        found.append(row)
        sys.stdout.write(line_of(row) + "\n")
        sys.stdout.flush()
    served = []
    for load in LOADS:
        _say(f"load {load}, as served")
        served.append(served_row(replace(base, load=load), extent))
        sys.stdout.write(line_of(served[-1]) + "\n")
    cpu_ms = estimate_cpu_ms()
    sys.stdout.write(f"{WAITING} waiting, every service and class: {cpu_ms:.1f} ms of CPU\n")
    words_of_missed = missed([*found, *served], cpu_ms)
    for words in words_of_missed:
        sys.stdout.write(f"MISSED: {words}\n")
    if given.write_docs:
        write_part(PAGE, "bench estimate", page_part([*found, *served], cpu_ms))
    if given.json is not None:
        figures = {
            "rows": [asdict(row) for row in found],
            "served": [asdict(row) for row in served],
            "estimate_60_cpu_ms": cpu_ms,
        }
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 1 if words_of_missed and not given.quick else 0


def line_of(row: Row) -> str:
    """Return a row in words."""
    return (
        f"load {row.load:g}, {row.specified} specified: P90 held {row.p90_coverage:.3f}, "
        f"in the worst block {row.worst_block_coverage:.3f}; "
        f"mean error {row.mae_minutes:.1f} min, {row.best_baseline} "
        f"{row.best_baseline_mae_minutes:.1f} min, ratio {row.mae_ratio:.2f} "
        f"({row.visitors} visitors, mean wait {row.mean_wait_minutes:.0f} min, "
        f"told {row.mean_high_minutes:.0f} min at most)"
    )


def page_part(found: Sequence[Row], cpu_ms: float) -> str:
    """Return the table of docs/order.md."""
    heads = "load, known|P90 held|worst block|mean error, min|best formula|ratio|P50 held"
    rows = [f"| {heads.replace('|', ' | ')} |", "|---|--:|--:|--:|---|--:|--:|"]
    for row in found:
        cells = (
            f"{row.load:g}, {row.specified}",
            f"{row.p90_coverage:.3f}",
            f"{row.worst_block_coverage:.3f}",
            f"{row.mae_minutes:.1f}",
            f"{row.best_baseline}, {row.best_baseline_mae_minutes:.1f}",
            f"{row.mae_ratio:.2f}",
            f"{row.p50_coverage:.2f}",
        )
        rows.append(f"| {' | '.join(cells)} |")
    of = f"{sum(row.visitors for row in found)} visitors in all, of 60 days for each row."
    cost = f"With {WAITING} waiting, every service and class takes {cpu_ms:.0f} ms of one core."
    return "\n".join((*rows, "", of, cost))


def missed(found: Sequence[Row], cpu_ms: float) -> list[str]:
    """Return which promises are not kept, and by how much."""
    words = []
    for row in found:
        of = f"load {row.load:g}, {row.specified} specified:"
        if not COVERAGE[0] <= row.p90_coverage <= COVERAGE[1]:
            words.append(f"{of} P90 held {row.p90_coverage:.3f}, promised are .87 to .95")
        if row.worst_block_coverage < WORST_BLOCK:
            words.append(f"{of} worst block {row.worst_block_coverage:.3f}, promised is .80")
        if row.mae_ratio > RATIO:
            words.append(f"{of} ratio {row.mae_ratio:.3f}, promised is at most {RATIO}")
    if cpu_ms > CPU_MS:
        words.append(f"{cpu_ms:.0f} ms for {WAITING} waiting, promised are {CPU_MS:.0f}")
    return words


def estimate_cpu_ms() -> float:
    """Return the processor time of one estimate for all spots of a hall with 60 waiting."""
    learner = Learner({"a": 8.0, "b": 13.0})
    at = 10 * HOUR
    desks = tuple(
        DeskScene(lanes=lanes, busy_with=lanes[0], since=at - 100_000 * place)
        for place, lanes in enumerate(Hall().desks)
    )
    standing = tuple(
        Standing(
            "ab"[place % 2], "ab"[place % 2], place % 3, at - 60_000 * (WAITING - place), place
        )
        for place in range(WAITING)
    )
    scene = Scene(at=at, opens_at=9 * HOUR, desks=desks, standing=standing, received_at=at)
    random = Random(1)  # noqa: S311 - the same plays every time
    estimator = Estimator(Calibration(), random)
    spots = [(lane, tier) for lane in "ab" for tier in range(3)]
    began = time.process_time()
    for _ in range(TIMED):
        estimator.estimates(scene, learner.habits(0), spots)
    return (time.process_time() - began) / TIMED * 1000


def _say(words: str) -> None:
    sys.stderr.write(f"{words} ...\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./kezek bench estimate", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    parser.add_argument(
        "--times",
        type=Path,
        metavar="FILE",
        help="service times and arrivals of another hall, CSV",
    )
    parser.add_argument("--write-docs", action="store_true", help="put it into docs/order.md")
    parser.add_argument(
        "--quick", action="store_true", help="a few visitors only; the figures mean nothing"
    )
    return parser
