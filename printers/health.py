"""What people are told of a printer: one problem, worst first, and only when it changes."""

import time
from collections.abc import Callable

from printers.port_messages import HealthChanged
from printers.status import PrinterStatus, may_print
from server.protocol.printing import PaperSupply, PrintProblem

HEARTBEAT_SECONDS = 10.0
RETRY_SECONDS = 2.0
STEADY_SECONDS = 5.0
"""A roll that turns shakes its near-end sensor: its word counts when it has stood so long."""
NEAR_END = frozenset((PrintProblem.NONE, PrintProblem.PAPER_NEAR_END))
TOLD_METRES = 1.0
"""A roll that has become so much shorter is told though nothing else has changed."""
SUPPLIES = frozenset((PaperSupply.PLENTY, PaperSupply.NEAR_END, PaperSupply.UNKNOWN))


class Health:
    """Folds looks at a printer into reports, each change once."""

    def __init__(
        self,
        report: Callable[[HealthChanged], None],
        *,
        near_end_sensor: bool,
        metres: Callable[[], float | None] = lambda: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Report through ``report``, with the metres of the roll as they are then."""
        self._report = report
        self._near_end_sensor = near_end_sensor
        self._metres = metres
        self._now = now
        self._told: tuple[PrintProblem, PaperSupply] | None = None
        self._told_metres: float | None = None
        self._wavering_since: float | None = None
        self.next_beat = 0.0

    def look(self, status: PrinterStatus | None) -> PrintProblem:
        """Take the status now, ``None`` while the port is closed; return what is to be told."""
        looked = _seen(status, near_end_sensor=self._near_end_sensor)
        standing = self._steadied(looked)
        pause = HEARTBEAT_SECONDS if may_print(standing[0]) else RETRY_SECONDS
        self.next_beat = self._now() + pause
        metres = self._metres()
        if standing != self._told or _differ_in_metres(self._told_metres, metres):
            self._told, self._told_metres = standing, metres
            self._report(HealthChanged(*standing, metres))
        return standing[0]

    def forget(self) -> None:
        """Tell the next look even if nothing has changed."""
        self._told = None

    def _steadied(
        self, looked: tuple[PrintProblem, PaperSupply]
    ) -> tuple[PrintProblem, PaperSupply]:
        """Return what was told before while only the near end differs, and that not for long."""
        told = self._told
        wavers = told is not None and _differ_in_near_end(told, looked)
        if told is None or not wavers:
            self._wavering_since = None
            return looked
        if self._wavering_since is None:
            self._wavering_since = self._now()
        if self._now() - self._wavering_since < STEADY_SECONDS:
            return told
        self._wavering_since = None
        return looked


def _differ_in_metres(told: float | None, now: float | None) -> bool:
    if told is None or now is None:
        return told is not now
    return abs(told - now) >= TOLD_METRES


def _seen(
    status: PrinterStatus | None, *, near_end_sensor: bool
) -> tuple[PrintProblem, PaperSupply]:
    if status is None:
        return PrintProblem.UNREACHABLE, PaperSupply.UNKNOWN
    return status.problem, status.supply(near_end_sensor=near_end_sensor)


def _differ_in_near_end(
    told: tuple[PrintProblem, PaperSupply], looked: tuple[PrintProblem, PaperSupply]
) -> bool:
    if told == looked or PaperSupply.NEAR_END not in (told[1], looked[1]):
        return False
    return {told[0], looked[0]} <= NEAR_END and {told[1], looked[1]} <= SUPPLIES
