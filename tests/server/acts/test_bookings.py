"""Bookings are brought, checked in, called and given up; a refusal says where to go."""

import pytest
from msgspec.structs import replace

from server.protocol.booking_commands import CheckIn
from server.protocol.booking_errors import (
    BookingCancelledError,
    BookingCodeTakenError,
    BookingLapsedError,
    BookingOtherDayError,
    BookingOutOfRangeError,
    BookingUsedError,
    UnknownBookingError,
    UnknownPostError,
)
from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.bookings import BookedIssue
from server.protocol.codec import encode
from server.protocol.desk_commands import StopHall, Undo
from server.protocol.desk_errors import HallStoppedError, UnknownCodeError
from server.protocol.errors import (
    NoOneWaitingError,
    RefusedError,
    RequestReusedError,
    UnknownLanguageError,
    UnknownServiceError,
)
from server.protocol.events import TicketIssued
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import CallReason, LegState, TicketClass
from server.protocol.visit_commands import ReturnDue
from server.protocol.visit_events import LegReturned, ReturnCause
from server.storage.ledger import Ledger
from tests.server.acts.booked_hall import AT_ELEVEN, AT_TEN, CODE, BookedHall
from tests.server.working_hall import ADMIN, KIOSK, OFFICIAL, new_id

HOUR_MS = 3_600_000


def test_bookings_brought_twice_change_nothing_and_corrected_ones_are_said_anew() -> None:
    hall = BookedHall()
    booking = hall.booking()
    later = replace(booking, slot="2026-11-23T12:00", persons=3)

    (imported,) = hall.expect(booking)
    again = hall.expect(booking)
    corrected = hall.expect(booking, later)

    assert imported == BookingsImported(bookings=(booking,))
    assert again == ()
    assert corrected == (BookingsImported(bookings=(later,)),)
    assert hall.check_in().persons == 3


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"service": "gone"}, UnknownServiceError),
        ({"post": "gone"}, UnknownPostError),
        ({"post": "governor", "service": "papers"}, UnknownPostError),
        ({"region": "gone"}, UnknownCodeError),
        ({"slot": "2026-11-22T11:00"}, BookingOutOfRangeError),
        ({"slot": "2026-11-31T11:00"}, BookingOutOfRangeError),
        ({"slot": "2029-11-23T11:00"}, BookingOutOfRangeError),
        ({"id": "b-other"}, BookingCodeTakenError),
    ],
    ids=["service", "post", "post-of-other", "region", "past", "no-day", "far", "code"],
)
def test_a_booking_that_cannot_be_is_refused_and_named(
    wrong: dict[str, str], error: type[RefusedError]
) -> None:
    hall = BookedHall()
    hall.expect(hall.booking())

    with pytest.raises(error):
        hall.expect(replace(hall.booking(), **wrong))


def test_who_checks_in_before_his_slot_waits_from_then_on() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    slot_at = hall.clock.wall_ms() + HOUR_MS

    issued = hall.check_in()
    nobody = hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)
    hall.clock.advance(hours=1)
    walk_in = hall.issue()
    (due,) = hall.do(ReturnDue(request_id=new_id()), SERVER_ACTOR)
    order = [hall.call("desk-1").number, hall.call("desk-2").number]

    assert issued.ticket_class is TicketClass.BOOKED
    assert (issued.order_key, issued.service_day) == (slot_at, "2026-11-23")
    assert issued.booked == BookedIssue("b-482913", slot_at, 300, is_early=True)
    assert nobody == ()
    assert isinstance(due, LegReturned)
    assert (due.number, due.was, due.cause) == (issued.number, LegState.BOOKED, ReturnCause.DUE)
    assert order == [issued.number, walk_in.number]
    hall.replayed()


def test_a_desk_that_finds_nobody_waiting_calls_who_has_booked_and_is_here() -> None:
    hall = BookedHall()
    hall.expect(hall.booking("222222", "2026-11-23T12:00"), hall.booking())
    hall.check_in("222222")
    early = hall.check_in()
    walk_in = hall.issue()

    first, second = hall.call("desk-1"), hall.call("desk-2")

    assert (first.number, first.reason) == (walk_in.number, CallReason.IN_ORDER)
    assert (second.number, second.reason) == (early.number, CallReason.EARLY_BOOKING)
    assert second.waited_ms == 0
    hall.replayed()


def test_an_early_call_that_is_undone_leaves_the_visitor_booked() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    issued = hall.check_in()
    hall.call("desk-1")
    act = hall.log()[-1].seq

    hall.do(Undo(request_id=new_id(), desk="desk-1", act=act), OFFICIAL)
    again = hall.call("desk-2")

    assert (again.number, again.reason) == (issued.number, CallReason.EARLY_BOOKING)
    hall.replayed()


@pytest.mark.parametrize(
    ("minutes", "is_late"), [(14, False), (16, True)], ids=["tolerated", "late"]
)
def test_who_comes_late_stands_by_his_slot_only_within_the_tolerance(
    minutes: int, is_late: bool
) -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    slot_at = hall.clock.wall_ms()
    hall.clock.advance(minutes=minutes)

    issued = hall.check_in()

    assert issued.order_key == (hall.clock.wall_ms() if is_late else slot_at)
    assert issued.booked == BookedIssue("b-482913", slot_at, 300, is_late=is_late)
    assert hall.call().number == issued.number
    hall.replayed()


def test_the_visitor_of_a_post_waits_at_its_desk_alone() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN, service="head", post="governor"))

    issued = hall.check_in(actor=OFFICIAL)

    assert issued.lane == "@desk-desk-2"
    with pytest.raises(NoOneWaitingError):
        hall.call("desk-1")
    assert hall.call("desk-2").number == issued.number
    hall.replayed()


def test_a_code_is_good_once_for_its_day_and_while_its_booking_stands() -> None:
    hall = BookedHall()
    tomorrow = hall.booking("333333", "2026-11-24T11:00")
    hall.expect(hall.booking(), hall.booking("222222", AT_TEN), tomorrow)
    hall.expect(hall.booking("444444", AT_TEN))
    issued = hall.check_in()
    (cancelled,) = hall.cancel("b-222222")
    hall.clock.advance(minutes=61)
    (lapsed,) = hall.lapse("b-444444")

    refusals = {}
    for code in (CODE, "222222", "333333", "444444", "999999"):
        with pytest.raises(RefusedError) as refused:
            hall.check_in(code)
        refusals[code] = type(refused.value), refused.value.data

    assert cancelled == BookingCancelled(booking="b-222222")
    assert isinstance(lapsed, BookingLapsed)
    assert refusals == {
        CODE: (BookingUsedError, {"service": "papers", "number": issued.number}),
        "222222": (BookingCancelledError, {"service": "papers"}),
        "333333": (BookingOtherDayError, {"slot": "2026-11-24T11:00"}),
        "444444": (BookingLapsedError, {"service": "papers"}),
        "999999": (UnknownBookingError, {}),
    }


def test_a_code_of_a_cancelled_booking_may_be_given_again() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN))
    hall.cancel("b-482913")
    hall.expect(replace(hall.booking(), id="b-anew"))

    issued = hall.check_in()

    assert issued.booked is not None
    assert issued.booked.booking == "b-anew"
    hall.replayed()


def test_a_booking_lapses_only_after_its_time_and_never_once_it_is_used() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN), hall.booking("222222", AT_TEN))
    hall.check_in("222222")
    hall.clock.advance(minutes=59)
    too_soon = hall.lapse("b-482913")
    hall.clock.advance(minutes=2)

    used = hall.lapse("b-222222")

    assert (too_soon, used, hall.lapse("b-gone")) == ((), (), ())
    assert len(hall.lapse("b-482913")) == 1


def test_only_an_expected_visitor_is_cancelled() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    hall.check_in()

    with pytest.raises(BookingUsedError):
        hall.cancel("b-482913")
    with pytest.raises(UnknownBookingError):
        hall.cancel("b-gone")


def test_a_check_in_asked_again_gets_the_same_number_and_another_code_is_refused() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(), hall.booking("222222"))
    asked = CheckIn(request_id=new_id(), code=CODE, language="kk")

    first = hall.do(asked, KIOSK)

    assert hall.do(asked, KIOSK) == first
    assert isinstance(first[0], TicketIssued)
    with pytest.raises(RequestReusedError):
        hall.do(replace(asked, code="222222"), KIOSK)


def test_nobody_checks_in_while_the_hall_is_stopped() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    hall.do(StopHall(request_id=new_id(), reason="fire"), ADMIN)

    with pytest.raises(HallStoppedError):
        hall.check_in()

    hall.replayed()


def test_midnight_takes_no_slot_away_from_a_day_that_is_still_open() -> None:
    hall = BookedHall()
    before, after = hall.booking(slot="2026-11-23T23:55"), hall.booking(slot="2026-11-24T00:10")
    hall.expect(before, replace(after, id="b-after", code_digest="6e" * 32))
    hall.clock.advance(hours=14, minutes=5)

    issued = hall.check_in()
    hall.clock.advance(minutes=66)
    (lapsed,) = hall.lapse("b-after")

    assert (issued.service_day, issued.ticket_class) == ("2026-11-23", TicketClass.BOOKED)
    assert issued.booked is not None
    assert not issued.booked.is_late
    assert isinstance(lapsed, BookingLapsed)
    hall.replayed()


def test_no_code_stands_in_the_log() -> None:
    hall = BookedHall()
    hall.expect(hall.booking())
    hall.check_in()

    said = b"".join(encode(entry.event) for entry in hall.log())

    assert b"b-482913" in said
    assert said.count(CODE.encode()) == said.count(b"b-482913")


def test_a_check_in_is_answered_in_a_language_of_the_hall() -> None:
    hall = BookedHall()

    with pytest.raises(UnknownLanguageError):
        hall.do(CheckIn(request_id=new_id(), code=CODE, language="fr"), KIOSK)


def test_a_corrected_clock_moves_no_slot() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_ELEVEN))
    hall.within(lambda ledger: _adjust(hall, ledger, 30 * 60_000))

    issued = hall.check_in()

    assert issued.order_key - hall.clock.wall_ms() == 30 * 60_000 - 1000
    hall.replayed()


def _adjust(hall: BookedHall, ledger: Ledger, offset: int) -> None:
    with ledger.savepoint():
        hall.hall.adjust_clock(ledger, offset)
