"""Tests of a turn: its events carry its actor and instant, its wall time is the hall's."""

from server.acts.crowd import Crowd
from server.acts.turn import Turn, local_time
from server.protocol.events import Entry
from server.protocol.hall_events import ClockAdjusted
from server.storage.ledger import Ledger
from tests.fakes.clock import MONDAY_10_ALMATY
from tests.server.working_hall import KIOSK, WorkingHall


def test_what_a_turn_records_carries_its_actor_and_its_instant() -> None:
    hall = WorkingHall()
    at = hall.clock.wall_ms() + 5

    def record(ledger: Ledger) -> Entry:
        turn = Turn(ledger, hall.config, KIOSK, at, Crowd(hall.config))
        return turn.record(ClockAdjusted(wall_offset_ms=0))

    entry = hall.within(record)

    assert (entry.actor, entry.at) == ("kiosk:kiosk-1", at)


def test_wall_time_is_that_of_the_hall_through_the_offset() -> None:
    one_hour_ahead = -3_600_000

    local = local_time(MONDAY_10_ALMATY, one_hour_ahead, "Asia/Almaty")

    assert local.isoformat() == "2026-11-23T09:00:00+05:00"
