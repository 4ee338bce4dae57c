"""What is asked about bookings: taken over, cancelled, checked in, given up."""

from typing import Annotated

from msgspec import Meta

from server.protocol.bookings import Booking, BookingCode
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.requested import Requested

MOST_IMPORTED = 40
"""Bookings in one command: their event fits into one frame."""

MOST_LAPSED = 200


class ImportBookings(Requested, frozen=True, kw_only=True):
    """Expect these visitors; a booking that is known and not yet used becomes what is said now."""

    bookings: Annotated[tuple[Booking, ...], Meta(min_length=1, max_length=MOST_IMPORTED)]


class CancelBooking(Requested, frozen=True, kw_only=True):
    """Expect this visitor no more."""

    booking: Key


class CheckIn(Requested, frozen=True, kw_only=True):
    """Give the visitor who has booked and come a number; ``code`` is what he was told."""

    code: BookingCode
    language: LanguageCode


class LapseBookings(Requested, frozen=True, kw_only=True):
    """Give up bookings whose visitors have not come; those not yet due are left aside."""

    bookings: Annotated[tuple[Key, ...], Meta(min_length=1, max_length=MOST_LAPSED)]


BookingCommand = ImportBookings | CancelBooking | CheckIn | LapseBookings
