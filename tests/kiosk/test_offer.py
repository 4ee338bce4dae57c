"""The hall's offer, folded from snapshots and changes."""

from datetime import datetime, timedelta, timezone

from kiosk.offer import HallClock, Offer, fold, moment_of, offer_of, wall_time
from kiosk.reception import Moment
from server.protocol.services import Body
from server.protocol.snapshots import CallEnded, DayChanged, WaitingChanged
from tests.kiosk.sample_hall import BODIES, MONDAY_NINE, SERVICES, TIME, WEEK, snapshot, texts

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


def test_a_service_without_hours_of_its_own_has_the_halls() -> None:
    offer = offer_of(snapshot())

    assert offer.hours_of("justice-appeal") == WEEK
    assert offer.hours_of("justice-minister") == SERVICES[2].hours


def test_a_service_receives_within_its_hours_only() -> None:
    offer = offer_of(snapshot())

    assert offer.receives("justice-appeal", Moment(1, "09:00"))
    assert not offer.receives("justice-minister", Moment(1, "09:00"))
    assert offer.receives("justice-minister", Moment(2, "15:00"))
    assert not offer.receives("unheard-of", Moment(2, "15:00"))


def test_the_hall_clock_goes_on_by_the_kiosks_steady_clock() -> None:
    clock = HallClock(TIME, steady_ms=5_000)

    assert clock.at(5_000) == datetime(2026, 11, 23, 9, 0, tzinfo=ASTANA)
    assert clock.at(65_000) == datetime(2026, 11, 23, 9, 1, tzinfo=ASTANA)


def test_a_moment_is_told_in_the_halls_own_zone() -> None:
    assert moment_of(wall_time(MONDAY_NINE, TIME)) == Moment(1, "09:00")
