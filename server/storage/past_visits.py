"""Visits that are over: what the estimate of the wait learns from, and is judged by."""

from msgspec import Struct

from server.protocol.identity import Key, LegId
from server.protocol.past_visits import PastVisit
from server.protocol.tickets import Instant
from server.protocol.waits import Forecast, WaitRange
from server.storage.rows import Connection, Row, Rows

FIRST: tuple[Instant, LegId] = (-1, "")


class ToldPart(Struct, frozen=True):
    """What was told in one part of time, and what came true of it.

    ``held``: of those who were told an end, so many waited no longer; ``late``: ten minutes longer
    at least; ``early``: less than they were told. ``width_minutes`` is the sum of all ranges.
    """

    part: int
    visitors: int
    told: int
    without_end: int
    held: int
    late: int
    early: int
    width_minutes: int
    approximate: int

    @property
    def with_end(self) -> int:
        """Return how many were told a range that has an end."""
        return self.told - self.without_end


class ToldBlock(Struct, frozen=True):
    """How often what was told held in one 90-minute block, with few or many waiting."""

    block: int
    is_many: bool
    visitors: int
    held: int


class PastVisits:
    """The past visits of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "past_visits.sql")
        self._hall = hall

    def add(self, visit: PastVisit) -> None:
        """Keep a visit, once."""
        forecast, expected = visit.forecast, visit.expected
        self._rows.run(
            "add_past_visit",
            hall=self._hall,
            leg=visit.leg,
            called_at=visit.called_at,
            ended_at=visit.ended_at,
            waits_from=visit.waits_from,
            service=visit.service,
            lane=visit.lane,
            tier=visit.tier,
            desk=visit.desk,
            is_no_show=int(visit.is_no_show),
            likely_ms=None if forecast is None else forecast.likely_ms,
            high_ms=None if forecast is None else forecast.high_ms,
            block=None if forecast is None else forecast.block,
            is_many=None if forecast is None else int(forecast.is_many),
            told_low=None if expected is None else expected.low_minutes,
            told_high=None if expected is None else expected.high_minutes,
            is_approximate=None if expected is None else int(expected.is_approximate),
        )

    def after(self, place: tuple[Instant, LegId], limit: int) -> tuple[PastVisit, ...]:
        """Return at most ``limit`` visits that ended after ``place``: its end and its leg."""
        ended_at, leg = place
        rows = self._rows.all(
            "past_visits_after", hall=self._hall, ended_at=ended_at, leg=leg, limit=limit
        )
        return tuple(map(_visit, rows))

    def forget(self, before: Instant) -> None:
        """Keep no visit that ended before then."""
        self._rows.run("forget_past_visits", hall=self._hall, before=before)

    def told(self, since: Instant, offset_ms: int, part_ms: int) -> tuple[ToldPart, ...]:
        """Return what was told since then, by parts of ``part_ms`` of hall time plus offset."""
        rows = self._rows.all(
            "told_waits", hall=self._hall, since=since, offset=offset_ms, part=part_ms
        )
        return tuple(ToldPart(*map(int, row)) for row in rows)

    def told_by_block(self, since: Instant) -> tuple[ToldBlock, ...]:
        """Return what held since then, by block of the day and size of the queue."""
        rows = self._rows.all("told_waits_by_block", hall=self._hall, since=since)
        return tuple(
            ToldBlock(int(block), bool(is_many), int(count), int(held))
            for block, is_many, count, held in rows
        )


def _visit(row: Row) -> PastVisit:
    likely, high, block, is_many = row[9:13]
    low, told_high, is_approximate = row[13:16]
    forecast = None if likely is None else Forecast(likely, high, block, bool(is_many))
    expected = None if low is None else WaitRange(low, told_high, bool(is_approximate))
    values = (*row[:8], bool(row[8]), forecast, expected)
    return PastVisit(*values)
