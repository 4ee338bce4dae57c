"""The hall's offer, folded from snapshots and changes."""

from datetime import datetime, timedelta, timezone
from functools import reduce

import pytest

from kiosk.offer import HallClock, Offer, fold, moment_of, offer_alone, offer_of, wall_time
from kiosk.reception import Moment
from server.protocol.availability import Availability, Reception
from server.protocol.hall_standing import HallStanding
from server.protocol.services import Body
from server.protocol.snapshots import (
    AvailabilityChanged,
    BookingsTaken,
    CallEnded,
    DayChanged,
    DeviceChange,
    HallStateChanged,
    WaitingChanged,
    WaitsChanged,
)
from server.protocol.waits import WaitRange
from tests.kiosk.sample_hall import BODIES, MONDAY_NINE, SERVICES, TIME, snapshot, texts

ASTANA = timezone(timedelta(hours=5))


def test_before_the_first_snapshot_nothing_is_offered() -> None:
    offer = Offer()

    assert not offer.is_known
    assert offer.body("justice") is None
    assert offer.service("justice-appeal") is None
    assert offer.category("veterans") is None


def test_a_snapshot_offers_its_bodies_services_and_categories() -> None:
    offer = offer_of(snapshot())

    assert offer.is_known
    assert offer.body("justice") == BODIES[0]
    assert offer.services_of("justice") == SERVICES[:3]
    assert offer.category("disability") is not None
    assert offer.service_day == "2026-11-23"


def test_a_body_without_a_service_is_not_offered() -> None:
    empty = Body("empty", texts("Бос", "Пусто", "Empty"))

    offer = offer_of(snapshot(bodies=(*BODIES, empty)))

    assert offer.bodies == BODIES


def test_people_waiting_for_a_body_wait_for_any_of_its_services() -> None:
    assert offer_of(snapshot()).waiting_at("justice") == 23


def test_changed_waiting_leaves_the_other_services_as_they_were() -> None:
    offer = fold(offer_of(snapshot()), WaitingChanged({"justice-appeal": 21}))

    assert offer.waiting["justice-appeal"] == 21
    assert offer.waiting["labour-pension"] == 5


def test_the_day_opens_and_closes_by_a_change() -> None:
    closed = fold(offer_of(snapshot()), DayChanged(None))

    assert closed.service_day is None
    assert fold(closed, DayChanged("2026-11-24")).service_day == "2026-11-24"


def test_a_change_meant_for_boards_changes_nothing() -> None:
    offer = offer_of(snapshot())

    assert fold(offer, CallEnded("A001", "5")) == offer


def test_a_service_receives_within_its_hours_only() -> None:
    offer = offer_of(snapshot())

    def reception(service: str, moment: Moment) -> Reception:
        return offer.availability_of(service, moment, MONDAY_NINE).reception

    assert reception("justice-appeal", Moment(1, "09:00")) is Reception.OPEN
    assert reception("justice-minister", Moment(1, "09:00")) is Reception.CLOSED
    assert reception("justice-minister", Moment(2, "15:00")) is Reception.OPEN
    assert reception("unheard-of", Moment(2, "15:00")) is Reception.CLOSED


@pytest.mark.parametrize("reception", [Reception.CLOSED, Reception.FULL])
def test_the_clock_opens_what_the_server_has_closed_until_then(reception: Reception) -> None:
    told = Availability(reception, opens_at=MONDAY_NINE + 1, elsewhere="passports")
    offer = fold(offer_of(snapshot()), AvailabilityChanged({"justice-appeal": told}))
    nine = Moment(1, "09:00")

    before = offer.availability_of("justice-appeal", nine, MONDAY_NINE)
    after = offer.availability_of("justice-appeal", nine, MONDAY_NINE + 1)

    assert before == told
    assert after.reception is Reception.OPEN


def test_what_is_told_of_waits_bookings_and_the_hall_is_kept() -> None:
    waits = {"justice-appeal": WaitRange(20, 35)}
    changes: tuple[DeviceChange, ...] = (
        WaitsChanged({"justice-lawyer": WaitRange(0, 5)}),
        WaitsChanged(waits),
        BookingsTaken(),
        HallStateChanged(HallStanding.PAUSED, {"en": "Lunch"}),
    )

    offer = reduce(fold, changes, offer_of(snapshot()))

    assert (offer.waits, offer.takes_bookings) == (waits, True)
    assert (offer.standing, offer.standing_reason) == (HallStanding.PAUSED, {"en": "Lunch"})


def test_a_kiosk_alone_says_nothing_of_waits_and_places() -> None:
    told = snapshot(
        waits={"justice-appeal": WaitRange(0, 5)},
        availability={"justice-appeal": Availability(Reception.FULL)},
    )

    alone = offer_alone(offer_of(told), "2026-11-23", is_time_known=True)

    assert (alone.waits, alone.availability) == ({}, {})


def test_the_hall_clock_goes_on_by_the_kiosks_steady_clock() -> None:
    clock = HallClock(TIME, steady_ms=5_000)

    assert clock.at(5_000) == datetime(2026, 11, 23, 9, 0, tzinfo=ASTANA)
    assert clock.at(65_000) == datetime(2026, 11, 23, 9, 1, tzinfo=ASTANA)


def test_a_moment_is_told_in_the_halls_own_zone() -> None:
    assert moment_of(wall_time(MONDAY_NINE, TIME)) == Moment(1, "09:00", "2026-11-23")
