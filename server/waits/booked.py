"""Booked visitors as the forecast sees them: here before their slots, and still to come."""

from collections.abc import Iterator
from itertools import islice

from server.forecast.scenes import Expected
from server.hall_file import HallConfig
from server.protocol.bookings import Booking
from server.protocol.lanes import LaneName, desk_lane
from server.protocol.tickets import Instant
from server.queueing.picture import HallPicture
from server.queueing.slots import slot_of

ASKED_MS = 2 * 3_600_000
"""Who comes longer than that before his slot is told the slot alone."""

MOST_ASKED = 60
MOST_EXPECTED = 400

USUAL_SHARE, USUAL_WEIGHT = 0.9, 20
"""What share of booked visitors come is believed as if so many had been seen."""


def come_share(came: int, ended: int) -> float:
    """Return what share of booked visitors come, where so many of those expected came."""
    return (came + USUAL_SHARE * USUAL_WEIGHT) / (ended + USUAL_WEIGHT)


def expected_of(
    config: HallConfig, picture: HallPicture, at: Instant, wall_offset: int
) -> tuple[Expected, ...]:
    """Return who is booked for later today, those who are here first; the others are asked for.

    Hall time plus ``wall_offset`` is people's time, as at a check-in.
    """
    here = [
        Expected(leg.order_key, leg.lane[0], leg.service, is_here=True)
        for leg in picture.standing.booked.values()
    ]
    asked: set[tuple[LaneName, Instant]] = set()
    to_come = _to_come(config, picture, at, wall_offset)
    for booking, one in islice(to_come, max(0, MOST_EXPECTED - len(here))):
        is_new = (one.lane, one.at) not in asked
        is_paused = booking.post is not None and picture.book.pause_of(booking.post) is not None
        is_asked = is_new and not is_paused and one.at - at <= ASKED_MS and len(asked) < MOST_ASKED
        if is_asked:
            asked.add((one.lane, one.at))
        here.append(Expected(one.at, one.lane, one.service, is_asked=is_asked))
    return tuple(here[:MOST_EXPECTED])


def _to_come(
    config: HallConfig, picture: HallPicture, at: Instant, wall_offset: int
) -> Iterator[tuple[Booking, Expected]]:
    day = picture.service_day
    for booking in () if day is None else picture.book.expected(day):
        slot_at = slot_of(booking.slot, config.time_zone, wall_offset).at
        post = None if booking.post is None else config.post(booking.post)
        lane = booking.service if post is None else desk_lane(post.desk)
        if slot_at > at:
            yield booking, Expected(slot_at, lane, booking.service)
