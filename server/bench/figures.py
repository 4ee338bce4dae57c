"""The bench's figures: how they are drawn from many requests, and what they should be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NewType

Figures = NewType("Figures", dict[str, float | None])
"""Key to figure; None for what this run did not measure."""

KEYS = (
    "issue_1_p50_ms",
    "issue_1_p99_ms",
    "issue_16_per_s",
    "issue_16_p99_ms",
    "issue_64_per_s",
    "repeated_numbers",
    "call_p50_ms",
    "call_p99_ms",
    "call_50_p99_ms",
    "call_200_p99_ms",
    "growth_100k",
    "growth_1m",
    "report_p99_ratio",
    "start_s",
    "memory_mb",
    "boards_50_cpu_percent",
    "kiosk_first_frame_s",
    "paper_first_byte_ms",
    "limit_commit_per_s",
    "limit_fdatasync_per_s",
    "limit_bare_16_per_s",
    "limit_bare_1_p50_ms",
)


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several tries, the least and the greatest of them."""

    middle: float
    least: float
    greatest: float

    @classmethod
    def of(cls, tries: Sequence[float]) -> "Spread":
        """Return the spread of at least one try."""
        return cls(median(tries), min(tries), max(tries))

    def __str__(self) -> str:
        """Say it in the words of the page."""
        return f"{self.middle:.3g} ({self.least:.3g} to {self.greatest:.3g})"


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be: at most its bound, or at least."""

    words: str
    bound: float
    figure: Callable[[Figures], float | None]
    is_floor: bool = False

    def judge(self, figures: Figures) -> str:
        """Return whether it is met, or by how much it is missed."""
        value = self.figure(figures)
        if value is None:
            return "not measured"
        is_met = value >= self.bound if self.is_floor else value <= self.bound
        if is_met:
            return "met"
        if not self.bound:
            return f"missed by {value:g}"
        return f"missed by {abs(value / self.bound - 1):.0%}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` of at least one value lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def repeated(numbers: Sequence[str]) -> int:
    """Return how many tickets carry a number that another ticket has too."""
    return len(numbers) - len(set(numbers))


def _plain(key: str) -> Callable[[Figures], float | None]:
    return lambda figures: figures[key]


def _ratio(above: str, below: str) -> Callable[[Figures], float | None]:
    def ratio(figures: Figures) -> float | None:
        top, bottom = figures[above], figures[below]
        return None if top is None or not bottom else top / bottom

    return ratio


TARGETS = (
    Target("issue, 1 kiosk, p50, ms", 1.5, _plain("issue_1_p50_ms")),
    Target("issue, 1 kiosk, p99, ms", 5.0, _plain("issue_1_p99_ms")),
    Target(
        "issue, 1 kiosk, p50, times the bare application's",
        1.7,
        _ratio("issue_1_p50_ms", "limit_bare_1_p50_ms"),
    ),
    Target(
        "issue, 16 kiosks, rate, share of the bare application's",
        0.6,
        _ratio("issue_16_per_s", "limit_bare_16_per_s"),
        is_floor=True,
    ),
    Target("repeated numbers", 0, _plain("repeated_numbers")),
    Target("call next, p99, ms", 5.0, _plain("call_p99_ms")),
    Target("call to each of 200 boards, p99, ms", 50.0, _plain("call_200_p99_ms")),
    Target("growth with 1,000,000 past tickets", 1.1, _plain("growth_1m")),
    Target("issue, 1 kiosk, p99, while reports read, times", 2.0, _plain("report_p99_ratio")),
    Target("start, s", 1.0, _plain("start_s")),
    Target("memory after 10,000 issues, MB", 80.0, _plain("memory_mb")),
    Target("50 idle boards, % of a core", 2.0, _plain("boards_50_cpu_percent")),
    Target("commit to the first byte of the paper, ms", 100.0, _plain("paper_first_byte_ms")),
)


def complete(measured: Mapping[str, float | None]) -> Figures:
    """Return the figures in the order of KEYS, rounded; a key too many or too few is an error."""
    if set(measured) != set(KEYS):
        msg = f"other keys than promised: {sorted(set(measured) ^ set(KEYS))}"
        raise ValueError(msg)
    return Figures({key: _rounded(measured[key]) for key in KEYS})


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
