"""Where the numbers of a day go on when the day does, after another one was in between."""

from server.protocol.events import DayOpened, DayReopened, Event, TicketIssued
from server.protocol.hall_events import LogGap
from server.protocol.identity import Key
from server.protocol.restore_events import SeriesRaised
from server.protocol.tickets import Ordinal, ServiceDay
from server.queueing.numbering import ordinal_beyond
from server.storage.ledger import Ledger


def following(ledger: Ledger, day: ServiceDay) -> dict[Key, Ordinal]:
    """Return the ordinal at which each series of the hall goes on in ``day``.

    Numbers that a restore may have lost, or that a kiosk has seen, stay left out.
    """
    series = ledger.halls.config(ledger.hall).series
    counts = _Counts(day, tuple(one.id for one in series))
    for entry in ledger.events.numbering_around(day):
        counts.follow(entry.event)
    return counts.following


class _Counts:
    """What the events around a day say of its numbers."""

    def __init__(self, day: ServiceDay, series: tuple[Key, ...]) -> None:
        """Begin before ``day`` was opened."""
        self.following = dict.fromkeys(series, 1)
        self._day = day
        self._current: ServiceDay | None = None
        self._is_begun = False
        self._margin: int | None = None

    def follow(self, event: Event) -> None:
        """Take in the next event."""
        match event:
            case DayOpened(service_day=opened) | DayReopened(service_day=opened):
                self._begin(opened)
            case TicketIssued(service_day=self._day, series=series, ordinal=ordinal):
                self._raise(series, ordinal + 1)
            case SeriesRaised(series=series, next=raised) if self._current == self._day:
                self._raise(series, raised)
            case LogGap(margin=margin):
                self._leave_out(margin)
            case _:
                pass

    def _begin(self, opened: ServiceDay) -> None:
        if opened == self._day and not self._is_begun:
            self._is_begun = True
            if self._margin is not None:
                self.following = dict.fromkeys(self.following, ordinal_beyond(0, self._margin))
        self._current, self._margin = opened, None

    def _leave_out(self, margin: int) -> None:
        self._margin = margin
        if self._is_begun:
            for series, ordinal in self.following.items():
                self.following[series] = ordinal_beyond(ordinal - 1, margin)

    def _raise(self, series: Key, ordinal: Ordinal) -> None:
        if series in self.following:
            self.following[series] = max(ordinal, self.following[series])
