"""The report in words: a table for the terminal, and the written part of docs/performance.md."""

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from server.bench.figures import TARGETS
from server.bench.machine import describe
from server.bench.run import Report
from server.clock import Clock

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- written by ./kezek bench --write-docs -->", "<!-- by hand from here on -->"
UNKNOWN = "unknown"


class PageError(Exception):
    """The page has no place for what the command writes."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and of what a run was."""

    date: str
    commit: str
    machine: str

    @classmethod
    def now(cls, clock: Clock, root: Path = ROOT) -> "Occasion":
        """Return the occasion of a run that has just ended."""
        date = datetime.fromtimestamp(clock.wall_ms() / 1000, UTC)
        return cls(f"{date:%Y-%m-%d %H:%M} UTC", commit_of(root), describe())


def commit_of(root: Path) -> str:
    """Return the commit that was measured, with a word if the server was changed since."""
    git = shutil.which("git")
    if git is None:
        return UNKNOWN

    def ask(*words: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own fixed words
            (git, "-C", str(root), *words), capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else UNKNOWN

    commit = ask("rev-parse", "--short", "HEAD")
    changed = ask("status", "--porcelain", "--untracked-files=no", "--", "server")
    return commit if commit == UNKNOWN or not changed else f"{commit} and later changes"


def table(report: Report) -> str:
    """Return the targets with what was measured, then every figure, then the facts."""
    rows = ["| target | asked | measured | |", "|---|---|---|---|"]
    for target in TARGETS:
        value = target.figure(report.figures)
        sign = ">=" if target.is_floor else "<="
        measured = "-" if value is None else f"{value:.3g}"
        verdict = target.judge(report.figures)
        rows.append(f"| {target.words} | {sign} {target.bound:g} | {measured} | {verdict} |")
    rows += ["", "| figure | value |", "|---|---|"]
    rows += [
        f"| `{key}` | {'not measured' if value is None else f'{value:g}'} |"
        for key, value in report.figures.items()
    ]
    rows += ["", "| beside them | median (least to greatest) |", "|---|---|"]
    rows += [f"| {words} | {fact} |" for words, fact in report.facts]
    return "\n".join(rows) + "\n"


def written(report: Report, occasion: Occasion) -> str:
    """Return the part of the page that the command writes."""
    return (
        f"{BEGIN}\n\n"
        f"Measured on {occasion.date}, commit {occasion.commit}, on {occasion.machine}. "
        "Server and load share these cores, and other programs may have run: "
        "ratios and medians say more than single figures.\n\n"
        f"{table(report)}\n{END}"
    )


def write_page(page: Path, report: Report, occasion: Occasion) -> None:
    """Put the report into the page; what is kept by hand stays as it is."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise PageError(page)
    page.write_text(f"{before}{written(report, occasion)}{after}", encoding="utf-8")
