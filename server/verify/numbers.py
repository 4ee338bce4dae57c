"""Which numbers were given: each once, the kiosks' own ones once for ever."""

from server.hall_file import HallConfig
from server.protocol.events import TicketIssued
from server.protocol.identity import Key
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import Ordinal, ServiceDay, kiosk_number, kiosk_series
from server.queueing.numbering import format_number

EVERY_DAY = ""
"""Kiosks' own numbers do not begin anew with a day."""


class Numbers:
    """The numbers given so far in a hall."""

    def __init__(self, config: HallConfig) -> None:
        """Begin before the first number."""
        self._config = config
        self._given: dict[tuple[ServiceDay, Key], set[Ordinal]] = {}

    def issue(self, issued: TicketIssued) -> bool:
        """Take in a new ticket; return False if it cannot have its number."""
        offline = issued.offline
        if offline is None or offline.is_repeated:
            return self._issue(issued)
        series = kiosk_series(offline.kiosk)
        number = kiosk_number(offline.kiosk, offline.ordinal)
        said = (issued.series, issued.ordinal, issued.number)
        is_new = self._give(EVERY_DAY, series, offline.ordinal)
        return is_new and said == (series, offline.ordinal, number)

    def renumber(self, event: TicketRenumbered) -> bool:
        """Take in that a ticket goes by a kiosk's own number; return False if it cannot."""
        is_new = self._give(EVERY_DAY, kiosk_series(event.kiosk), event.ordinal)
        is_theirs = event.number == kiosk_number(event.kiosk, event.ordinal)
        return is_theirs and is_new is not event.is_repeated

    def _issue(self, issued: TicketIssued) -> bool:
        series = self._config.series_of(issued.service)
        number = format_number(series.prefix, issued.ordinal, series.width)
        if issued.offline is not None:
            number = kiosk_number(issued.offline.kiosk, issued.offline.ordinal)
            theirs = EVERY_DAY, kiosk_series(issued.offline.kiosk)
            if issued.offline.ordinal not in self._given.get(theirs, ()):
                return False
        is_new = self._give(issued.service_day, issued.series, issued.ordinal)
        return is_new and (issued.series, issued.number) == (series.id, number)

    def _give(self, day: ServiceDay, series: Key, ordinal: Ordinal) -> bool:
        """Return whether the number was not given before."""
        given = self._given.setdefault((day, series), set())
        is_new = ordinal not in given
        given.add(ordinal)
        return is_new
