"""What happens to bookings, and to the keys by which other programs bring them."""

from server.protocol.bookings import Booking
from server.protocol.happened import Happened
from server.protocol.identity import Key
from server.protocol.tickets import Instant


class BookingsImported(Happened, frozen=True, kw_only=True):
    """These visitors are expected from now on, as is said here."""

    bookings: tuple[Booking, ...]


class BookingCancelled(Happened, frozen=True, kw_only=True):
    """The visitor is expected no more."""

    booking: Key


class BookingLapsed(Happened, frozen=True, kw_only=True):
    """The visitor has not come in time: walk-ins may have the place.

    ``slot_at`` is the slot in hall time, by the zone's offset there and then.
    """

    booking: Key
    slot_at: Instant
    utc_offset_minutes: int


class ImportKeyMade(Happened, frozen=True, kw_only=True):
    """A program that has the key ``key`` may bring bookings."""

    key: Key


class ImportKeyRevoked(Happened, frozen=True, kw_only=True):
    """The key ``key`` opens nothing any more."""

    key: Key


BookingEvent = (
    BookingsImported | BookingCancelled | BookingLapsed | ImportKeyMade | ImportKeyRevoked
)
