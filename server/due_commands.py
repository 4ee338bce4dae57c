"""What the server asks its own hall for because its time has come."""

from uuid import uuid4

from server.hall_file import HallConfig
from server.protocol.booking_commands import MOST_LAPSED, LapseBookings
from server.protocol.tickets import Instant
from server.protocol.visit_commands import ReturnDue
from server.queueing.day_book import WallClock
from server.queueing.picture import HallPicture


def due_commands(
    config: HallConfig, picture: HallPicture, now: Instant, wall_offset: int | None
) -> tuple[ReturnDue | LapseBookings, ...]:
    """Return what is due ``now``: who was set aside waits again, who has not come is given up.

    Without ``wall_offset``, while nobody knows what time it is, no visitor is given up.
    """
    due: list[ReturnDue | LapseBookings] = []
    returns_at = picture.standing.next_due()
    if returns_at is not None and returns_at <= now:
        due.append(ReturnDue(request_id=str(uuid4())))
    if wall_offset is None:
        return tuple(due)
    clock = WallClock(config.time_zone, wall_offset)
    lapsed = picture.book.lapsed(clock, config.booking_lapse_minutes, now)
    if lapsed:
        due.append(LapseBookings(request_id=str(uuid4()), bookings=lapsed[:MOST_LAPSED]))
    return tuple(due)
