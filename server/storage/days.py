"""Service days, and what starts anew with each: numbers and shares."""

from msgspec import Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant, Ordinal, ServiceDay
from server.storage.rows import Connection, Row, Rows


class DayRow(Struct, frozen=True):
    """A service day that was opened, the last time at ``opened_at``."""

    id: ServiceDay
    opened_at: Instant


class Days:
    """The service days and shares of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "days.sql")
        self._hall = hall

    def open_day(self) -> DayRow | None:
        """Return the day that is open now, if one is."""
        return _day(self._rows.one("open_day", hall=self._hall))

    def find(self, day: ServiceDay) -> DayRow | None:
        """Return a day that is or was open."""
        return _day(self._rows.one("find_day", hall=self._hall, day=day))

    def newest(self) -> DayRow | None:
        """Return the day that was opened last, open or not."""
        return _day(self._rows.one("newest_day", hall=self._hall))

    def is_newest(self, day: ServiceDay) -> bool:
        """Return whether ``day`` is the one that was opened last."""
        newest = self.newest()
        return newest is not None and newest.id == day

    def open(self, day: ServiceDay, at: Instant, first: Ordinal = 1) -> None:
        """Open ``day``: every series starts at ``first`` again, every share at 0."""
        self._rows.run("add_day", hall=self._hall, day=day, at=at)
        self._rows.run("restart_series", hall=self._hall, first=first)
        self._rows.run("forget_shares", hall=self._hall)

    def reopen(self, day: ServiceDay, at: Instant) -> None:
        """Let a closed day go on; shares too unless another day began, whose series stay."""
        is_newest = self.is_newest(day)
        self._rows.run("reopen_day", hall=self._hall, day=day, at=at)
        if not is_newest:
            self._rows.run("forget_shares", hall=self._hall)

    def close(self, day: ServiceDay, at: Instant) -> None:
        """Close the open day."""
        self._rows.run("close_day", hall=self._hall, day=day, at=at)

    def share(self, key: tuple[int, Key]) -> int:
        """Return how often in a row the share's tier has gone first."""
        tier, service = key
        return self._rows.value("share", hall=self._hall, tier=tier, service=service) or 0

    def keep_share(self, key: tuple[int, Key], share: int) -> None:
        """Set a share."""
        tier, service = key
        self._rows.run("keep_share", hall=self._hall, tier=tier, service=service, share=share)


def _day(row: Row | None) -> DayRow | None:
    return None if row is None else DayRow(*row)
