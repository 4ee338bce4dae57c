"""One example of every message about bookings and the course of a day."""

from server.protocol.booking_commands import (
    BookingCommand,
    CancelBooking,
    CheckIn,
    ImportBookings,
    LapseBookings,
)
from server.protocol.booking_events import (
    BookingCancelled,
    BookingEvent,
    BookingLapsed,
    BookingsImported,
    ImportKeyMade,
    ImportKeyRevoked,
)
from server.protocol.bookings import Booking
from server.protocol.day_commands import DayCommand, PausePost, ResumePost, SendElsewhere
from server.protocol.day_events import DayEvent, PostPaused, PostResumed, SentElsewhere

_REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
_AT = 1_795_392_000_000

BOOKING = Booking(
    id="b-2026-117",
    code_digest="5e" * 32,
    service="head",
    slot="2026-11-25T15:20",
    minutes=10,
    persons=2,
    post="governor",
    region="almaty-city",
)

BOOKING_COMMANDS: tuple[BookingCommand | DayCommand, ...] = (
    ImportBookings(request_id=_REQUEST, bookings=(BOOKING,)),
    CancelBooking(request_id=_REQUEST, booking=BOOKING.id),
    CheckIn(request_id=_REQUEST, code="482913", language="kk"),
    LapseBookings(request_id=_REQUEST, bookings=(BOOKING.id,)),
    PausePost(request_id=_REQUEST, post="governor", reason="meeting", until="15:40"),
    ResumePost(request_id=_REQUEST, post="governor"),
    SendElsewhere(request_id=_REQUEST, language="ru", elsewhere="criminal"),
)

BOOKING_EVENTS: tuple[BookingEvent | DayEvent, ...] = (
    BookingsImported(bookings=(BOOKING,)),
    BookingCancelled(booking=BOOKING.id),
    BookingLapsed(booking=BOOKING.id, slot_at=_AT, utc_offset_minutes=300),
    ImportKeyMade(key="i-portal"),
    ImportKeyRevoked(key="i-portal"),
    PostPaused(post="governor", reason="meeting", until_at=_AT + 1_200_000),
    PostResumed(post="governor"),
    SentElsewhere(language="ru", elsewhere="criminal"),
)
