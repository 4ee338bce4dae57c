"""Bookings: a place at a time of the hall's own clocks, known by a code and never by a name."""

from typing import Annotated

from msgspec import Meta, Struct

from server.protocol.identity import Key
from server.protocol.tickets import Instant, Persons

BookingCode = Annotated[str, Meta(pattern=r"^[0-9]{6}$")]
"""What a booker types at the kiosk; nobody keeps it."""

CodeDigest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
"""What the hall keeps of a code: it is made with a secret of the hall's store."""

WallMoment = Annotated[
    str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$")
]
"""A day and a time on the clocks of the hall, whatever its zone will be by then."""

SlotMinutes = Annotated[int, Meta(ge=1, le=480)]

USUAL_SLOT_MINUTES = 15


class Booking(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody is expected for ``service`` at ``slot``, at the desk of ``post`` if one is named.

    ``id`` is the word of whoever took the booking; ``region`` is a coded value.
    """

    id: Key
    code_digest: CodeDigest
    service: Key
    slot: WallMoment
    minutes: SlotMinutes = USUAL_SLOT_MINUTES
    persons: Persons = 1
    post: Key | None = None
    region: Key | None = None

    @property
    def day(self) -> str:
        """Return the service day of the slot."""
        return self.slot[:10]


class BookedIssue(Struct, frozen=True):
    """Which booking a ticket came of: its slot in hall time, and the zone's offset there and then.

    ``is_early``: checked in before the slot, the visitor waits from the slot on; ``is_late``: so
    long after it that his place is by the check-in.
    """

    booking: Key
    slot_at: Instant
    utc_offset_minutes: int
    is_early: bool = False
    is_late: bool = False
    post: Key | None = None
