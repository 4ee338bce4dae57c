"""Bookings: taken over, cancelled, checked in, and given up when nobody came."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import assert_never

from server.acts.admission import take_number
from server.acts.capacity import count_in
from server.acts.desk_standing import check_tickets
from server.acts.identifiers import new_id
from server.acts.turn import Turn
from server.forecast.talk import Foretold
from server.protocol.booking_commands import (
    BookingCommand,
    CancelBooking,
    CheckIn,
    ImportBookings,
    LapseBookings,
)
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
from server.protocol.bookings import BookedIssue, Booking
from server.protocol.codes import CodeKind
from server.protocol.commands import OfflineTicket
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.errors import UnknownLanguageError, UnknownServiceError
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, TicketId
from server.protocol.lanes import LaneName, desk_lane
from server.protocol.services import Service
from server.protocol.tickets import TIERS, Instant, Persons, ServiceDay, TicketClass
from server.queueing.slots import Slot, lapses_at, place_of, slot_of
from server.storage.bookings import BookingRow, BookingState, digest_of_code
from server.storage.ledger import Ledger

DAYS_AHEAD = 400


def carry_out(turn: Turn, command: BookingCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case ImportBookings(bookings=bookings):
            _import(turn, bookings)
        case CancelBooking(booking=booking):
            _cancel(turn, booking)
        case CheckIn():
            _check_in(turn, command)
        case LapseBookings(bookings=bookings):
            for booking in bookings:
                _lapse(turn, booking)
        case _:
            assert_never(command)


def is_answer(ledger: Ledger, issued: TicketIssued, command: CheckIn) -> bool:
    """Return whether ``issued`` is what ``command`` once got, asked again with the same code."""
    row = ledger.bookings.find(issued.booked.booking) if issued.booked else None
    digest = digest_of_code(ledger.bookings.secret(), command.code)
    return row is not None and (row.booking.code_digest, issued.language) == (
        digest,
        command.language,
    )


def _import(turn: Turn, bookings: tuple[Booking, ...]) -> None:
    """Take over what is new or says something new; what was used or ended stays as it is."""
    news = []
    for booking in bookings:
        _check(turn, booking)
        known = turn.ledger.bookings.find(booking.id)
        if known is None or (known.state is BookingState.EXPECTED and known.booking != booking):
            turn.ledger.bookings.keep(booking)
            news.append(booking)
    if news:
        turn.record(BookingsImported(bookings=tuple(news)))


def _check(turn: Turn, booking: Booking) -> None:
    config = turn.config
    if config.service(booking.service) is None:
        raise UnknownServiceError(booking=booking.id, service=booking.service)
    post = None if booking.post is None else config.post(booking.post)
    if booking.post is not None and (post is None or post.service != booking.service):
        raise UnknownPostError(booking=booking.id, post=booking.post)
    if booking.region is not None and config.code(CodeKind.REGION, booking.region) is None:
        raise UnknownCodeError(kind=CodeKind.REGION.value, code=booking.region)
    if not _is_near(booking, turn.local().date()):
        raise BookingOutOfRangeError(booking=booking.id, slot=booking.slot)
    if is_code_taken(turn.ledger, booking):
        raise BookingCodeTakenError(booking=booking.id)


def is_code_taken(ledger: Ledger, booking: Booking) -> bool:
    """Return whether another booking of the day has the code; a cancelled one gives it back."""
    return any(
        other.booking.id != booking.id
        and other.booking.day == booking.day
        and other.state is not BookingState.CANCELLED
        for other in ledger.bookings.by_code(booking.code_digest)
    )


def _is_near(booking: Booking, today: date) -> bool:
    try:
        day = datetime.fromisoformat(booking.slot).date()
    except ValueError:
        return False
    return today <= day <= today + timedelta(days=DAYS_AHEAD)


def _cancel(turn: Turn, booking: Key) -> None:
    row = turn.ledger.bookings.find(booking)
    if row is None:
        raise UnknownBookingError(booking=booking)
    _check_expected(turn, row)
    turn.ledger.bookings.set_state(booking, BookingState.CANCELLED)
    turn.record(BookingCancelled(booking=booking))


def _check_expected(turn: Turn, row: BookingRow) -> None:
    service = row.booking.service
    match row.state:
        case BookingState.EXPECTED:
            return
        case BookingState.USED:
            paper = None if row.ticket is None else turn.ledger.tickets.paper_of(row.ticket)
            raise BookingUsedError(service=service, number=paper.number if paper else "")
        case BookingState.CANCELLED:
            raise BookingCancelledError(service=service)
        case BookingState.LAPSED:
            raise BookingLapsedError(service=service)
        case _:
            assert_never(row.state)


def _check_in(turn: Turn, command: CheckIn) -> None:
    check_tickets(turn)
    if command.language not in turn.config.languages:
        raise UnknownLanguageError(language=command.language)
    booking = _booking_of(turn, command.code)
    service = turn.config.service(booking.service)
    if service is None:  # the hall's configuration cannot lose a service
        raise UnknownServiceError(service=booking.service)
    issued = _ticket_for(turn, command, booking, service)
    entry = turn.record(issued)
    turn.ledger.tickets.add(issued, entry.epoch, entry.seq, entry.at, entry.actor)
    use_booking(turn, booking.id, issued.ticket)
    count_in(turn, service.id, issued.service_day)


def use_booking(turn: Turn, booking: Key, ticket: TicketId) -> None:
    """Keep that the visitor of a booking has come, and which ticket he has."""
    turn.ledger.bookings.set_state(booking, BookingState.USED, ticket)


@dataclass(frozen=True, slots=True)
class ArrivalNote:
    """What a code makes of a number that a kiosk gave while nobody could look the code up."""

    booked: BookedIssue
    order_key: Instant
    lane: LaneName | None
    persons: Persons


def arrival_note(
    turn: Turn, ticket: OfflineTicket, arrived_at: Instant, day: ServiceDay
) -> ArrivalNote | None:
    """Return the place of who has booked and came ``arrived_at``; none if he waits as others do.

    So does whoever claims more than a booking, and whose code is of no expected visitor of the
    day for this very service.
    """
    booking = None if ticket.claim is not None else _expected(turn, ticket, arrived_at, day)
    if booking is None:
        return None
    slot = _slot(turn, booking)
    place = place_of(slot.at, arrived_at, turn.config.late_tolerance_minutes)
    booked = BookedIssue(
        booking.id,
        slot.at,
        slot.utc_offset_minutes,
        turn.at < slot.at,
        place.is_late,
        booking.post,
    )
    return ArrivalNote(booked, place.order_key, _lane(turn, booking), booking.persons)


def _expected(
    turn: Turn, ticket: OfflineTicket, arrived_at: Instant, day: ServiceDay
) -> Booking | None:
    bookings = turn.ledger.bookings
    secret = bookings.secret()
    if ticket.code is None or not secret:
        return None
    for row in bookings.by_code(digest_of_code(secret, ticket.code)):
        is_his = row.booking.day == day and row.booking.service == ticket.service
        if is_his and _was_expected(turn, row, arrived_at):
            return row.booking
    return None


def _was_expected(turn: Turn, row: BookingRow, arrived_at: Instant) -> bool:
    """Return whether a visitor is expected, or was when he came and nobody could know of it."""
    lapsed_at = lapses_at(_slot(turn, row.booking).at, turn.config.booking_lapse_minutes)
    is_in_time = row.state is BookingState.LAPSED and arrived_at < lapsed_at
    return row.state is BookingState.EXPECTED or is_in_time


def _ticket_for(turn: Turn, command: CheckIn, booking: Booking, service: Service) -> TicketIssued:
    slot = _slot(turn, booking)
    place = place_of(slot.at, turn.at, turn.config.late_tolerance_minutes)
    lane = _lane(turn, booking)
    told = _told(turn, lane or service.id, slot.at)
    taken = take_number(turn, service)
    return TicketIssued(
        ticket=new_id(turn.at),
        leg=new_id(turn.at),
        number=taken.number,
        service_day=taken.service_day,
        series=taken.series,
        ordinal=taken.ordinal,
        service=service.id,
        language=command.language,
        ticket_class=TicketClass.BOOKED,
        claim=None,
        order_key=place.order_key,
        people_ahead=turn.crowd.ahead_of(turn.ledger, service.id, TicketClass.BOOKED, lane),
        issue_request=command.request_id,
        persons=booking.persons,
        lane=lane,
        expected=None if told is None else told.expected,
        forecast=None if told is None else told.forecast,
        booked=BookedIssue(
            booking.id,
            slot.at,
            slot.utc_offset_minutes,
            place.due_at is not None,
            place.is_late,
            booking.post,
        ),
    )


def _told(turn: Turn, lane: LaneName, slot_at: Instant) -> Foretold | None:
    """Return what a booked visitor is told: from his slot on if that is still to come."""
    if turn.at < slot_at:
        return turn.outlook.of_slot(lane, slot_at, turn.at)
    return turn.outlook.of(lane, TIERS[TicketClass.BOOKED], turn.at)


def _booking_of(turn: Turn, code: str) -> Booking:
    """Return the booking of the open day that ``code`` is for, or raise why there is none."""
    bookings = turn.ledger.bookings
    day = turn.ledger.days.open_day()
    secret = bookings.secret()
    found = bookings.by_code(digest_of_code(secret, code)) if secret else ()
    of_day = [row for row in found if day is not None and row.booking.day == day.id]
    # A code of a cancelled booking may have been given again.
    for row in sorted(of_day, key=lambda row: row.state is BookingState.CANCELLED):
        _check_expected(turn, row)
        return row.booking
    for row in found:
        if row.state is BookingState.EXPECTED and day is not None:
            raise BookingOtherDayError(slot=row.booking.slot)
    raise UnknownBookingError


def _lapse(turn: Turn, booking: Key) -> None:
    row = turn.ledger.bookings.find(booking)
    if row is None or row.state is not BookingState.EXPECTED:
        return
    slot = _slot(turn, row.booking)
    if turn.at < lapses_at(slot.at, turn.config.booking_lapse_minutes):
        return
    turn.ledger.bookings.set_state(booking, BookingState.LAPSED)
    turn.record(
        BookingLapsed(booking=booking, slot_at=slot.at, utc_offset_minutes=slot.utc_offset_minutes)
    )


def _slot(turn: Turn, booking: Booking) -> Slot:
    return slot_of(booking.slot, turn.config.time_zone, turn.ledger.head.wall_offset)


def _lane(turn: Turn, booking: Booking) -> LaneName | None:
    post = None if booking.post is None else turn.config.post(booking.post)
    return None if post is None else desk_lane(post.desk)
