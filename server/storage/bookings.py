"""Bookings of one hall as rows, the secret their codes are kept under, and the day's count."""

import hashlib
import hmac
import os
from enum import StrEnum

from msgspec import Struct

from server.protocol.bookings import Booking, CodeDigest
from server.protocol.identity import Key, TicketId
from server.protocol.tickets import ServiceDay
from server.storage.rows import Connection, Row, Rows

SECRET_BYTES = 32


class BookingState(StrEnum):
    """Where a booking stands."""

    EXPECTED = "expected"
    USED = "used"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class BookingRow(Struct, frozen=True):
    """A booking, its state, and the ticket that it became."""

    booking: Booking
    state: BookingState
    ticket: TicketId | None


class Bookings:
    """Reads and writes the bookings of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "bookings.sql")
        self._hall = hall

    def secret(self) -> str:
        """Return the secret under which codes are kept; empty as long as there is none."""
        return self._rows.value("booking_secret", hall=self._hall) or ""

    def make_secret(self) -> str:
        """Return the secret under which codes are kept, made now if there is none."""
        secret = self.secret()
        if not secret:
            secret = os.urandom(SECRET_BYTES).hex()
            self._rows.run("keep_booking_secret", hall=self._hall, secret=secret)
        return secret

    def keep(self, booking: Booking) -> None:
        """Keep a new booking, or what is said now of one that is expected."""
        self._rows.run(
            "keep_booking",
            hall=self._hall,
            booking=booking.id,
            code_digest=booking.code_digest,
            service=booking.service,
            service_day=booking.day,
            slot=booking.slot,
            minutes=booking.minutes,
            persons=booking.persons,
            post=booking.post,
            region=booking.region,
        )

    def set_state(self, booking: Key, state: BookingState, ticket: TicketId | None = None) -> None:
        """Put a booking into ``state``."""
        self._rows.run(
            "set_booking", hall=self._hall, booking=booking, state=state.value, ticket=ticket
        )

    def find(self, booking: Key) -> BookingRow | None:
        """Return a booking, if the hall has it."""
        row = self._rows.one("find_booking", hall=self._hall, booking=booking)
        return None if row is None else _booking(row)

    def by_code(self, digest: CodeDigest) -> tuple[BookingRow, ...]:
        """Return every booking with a code, whatever its day, in the order of their slots."""
        found = self._rows.all("bookings_by_code", hall=self._hall, code_digest=digest)
        return tuple(map(_booking, found))

    def shown_of_day(self, day: ServiceDay, slots: tuple[str, str]) -> tuple[BookingRow, ...]:
        """Return a day's bookings of offices, and of services those within ``slots``, by slot."""
        first, behind = slots
        found = self._rows.all(
            "shown_bookings",
            hall=self._hall,
            service_day=day,
            first_slot=first,
            behind_slot=behind,
        )
        return tuple(map(_booking, found))

    def by_hour(self, day: ServiceDay) -> tuple[tuple[str, int], ...]:
        """Return the hours of a day, such as ``09``, with how many bookings of services."""
        found = self._rows.all("count_by_hour", hall=self._hall, service_day=day)
        return tuple((hour, int(count)) for hour, count in found)

    def expected(self) -> tuple[Booking, ...]:
        """Return every booking whose visitor is still expected."""
        found = self._rows.all("expected_bookings", hall=self._hall)
        return tuple(_booking(row).booking for row in found)

    def count_expected(self, day: ServiceDay, service: Key) -> int:
        """Return how many are still expected for a service on a day."""
        count: int = self._rows.value(
            "count_expected", hall=self._hall, service_day=day, service=service
        )
        return count

    def ended_since(self, day: ServiceDay) -> tuple[int, int]:
        """Return how many came of those booked since then, and how many came or did not."""
        row = self._rows.one("ended_bookings", hall=self._hall, service_day=day)
        return (0, 0) if row is None else (int(row[0] or 0), int(row[1]))

    def taken_in(self, day: ServiceDay, service: Key) -> int:
        """Return how many visitors a service with a quota has taken in on a day."""
        found = self._rows.value(
            "visitors_taken_in", hall=self._hall, service_day=day, service=service
        )
        return found or 0

    def taken_in_on(self, day: ServiceDay) -> dict[Key, int]:
        """Return how many visitors each service with a quota has taken in on a day."""
        found = self._rows.all("visitors_of_day", hall=self._hall, service_day=day)
        return dict(found)

    def take_in(self, day: ServiceDay, service: Key) -> None:
        """Count one more visitor of a service with a quota."""
        self._rows.run("take_visitor_in", hall=self._hall, service_day=day, service=service)


def digest_of_code(secret: str, code: str) -> CodeDigest:
    """Return what is kept of a code: without the hall's secret nobody can try all the codes."""
    return hmac.new(bytes.fromhex(secret), code.encode(), hashlib.sha256).hexdigest()


def _booking(row: Row) -> BookingRow:
    key, digest, service, slot, minutes, persons, post, region, state, ticket = row
    booking = Booking(
        id=key,
        code_digest=digest,
        service=service,
        slot=slot,
        minutes=minutes,
        persons=persons,
        post=post,
        region=region,
    )
    return BookingRow(booking, BookingState(state), ticket)
