"""What an office is told of bookings that were taken over all the same: a slip of its table.

Nobody is turned away because a row is wrong, and no wrong row passes unseen (adr/0036).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from server.booking_files import BookingWish
from server.hall_file import HallConfig
from server.protocol.availability import Post
from server.protocol.identity import Key
from server.protocol.services import Service
from server.receiving import closed_one, hall_calendar, post_calendar, service_calendar
from server.storage.bookings import BookingRow, BookingState

MOST_WARNINGS = 50
"""More of them teach nobody anything; how many there are is told."""


class Slip(StrEnum):
    """What may be odd about a row; the words for it are in server/words."""

    HALL_CLOSED = "bookings-hall-closed"
    HALL_HOURS = "bookings-hall-hours"
    SERVICE_CLOSED = "bookings-service-closed"
    SERVICE_HOURS = "bookings-service-hours"
    POST_CLOSED = "bookings-post-closed"
    POST_HOURS = "bookings-post-hours"
    CANCELLED_BEFORE = "bookings-cancelled-before"
    ENDED_BEFORE = "bookings-ended-before"
    MORE = "bookings-more-warnings"


@dataclass(frozen=True, slots=True)
class BookingWarning:
    """What is odd about a row that was taken over; ``data`` fill in the words of ``slip``."""

    slip: Slip
    data: Mapping[str, str | int]


def warnings_of(
    wishes: tuple[BookingWish, ...], known: Mapping[Key, BookingRow], config: HallConfig
) -> tuple[BookingWarning, ...]:
    """Return what is odd about ``wishes``; ``known`` is what the hall had of them before."""
    found = tuple(one for wish in wishes for one in _warnings(wish, known.get(wish.id), config))
    if len(found) <= MOST_WARNINGS:
        return found
    more = BookingWarning(Slip.MORE, {"count": len(found) - MOST_WARNINGS})
    return (*found[:MOST_WARNINGS], more)


def _warnings(
    wish: BookingWish, row: BookingRow | None, config: HallConfig
) -> Iterator[BookingWarning]:
    state = BookingState.EXPECTED if row is None else row.state
    if state is BookingState.CANCELLED:
        yield BookingWarning(Slip.CANCELLED_BEFORE, {"line": wish.line, "value": wish.id})
    elif row is not None and state is not BookingState.EXPECTED:
        if not _is_said_again(wish, row):
            yield BookingWarning(Slip.ENDED_BEFORE, {"line": wish.line, "value": wish.id})
    else:
        yield from _outside(wish, config)


def _is_said_again(wish: BookingWish, row: BookingRow) -> bool:
    """Return whether the row says what it said before, as far as it is about time and place."""
    booking = row.booking
    now = wish.slot, wish.service, wish.post, wish.persons
    return now == (booking.slot, booking.service, booking.post, booking.persons)


def _outside(wish: BookingWish, config: HallConfig) -> Iterator[BookingWarning]:
    """Say whose hours the slot is outside of: the hall's, else those of who receives."""
    slot = datetime.fromisoformat(wish.slot)
    who = ""
    match closed_one(config, wish.service, wish.post, slot):
        case None:
            return
        case Post() as post:
            closed, hours, who = Slip.POST_CLOSED, Slip.POST_HOURS, post.id
            calendar = post_calendar(config, post)
        case Service() as service:
            closed, hours, who = Slip.SERVICE_CLOSED, Slip.SERVICE_HOURS, service.id
            calendar = service_calendar(config, service)
        case HallConfig():
            closed, hours = Slip.HALL_CLOSED, Slip.HALL_HOURS
            calendar = hall_calendar(config)
        case other:
            assert_never(other)
    windows = calendar.windows(slot.date())
    data: dict[str, str | int] = {"line": wish.line, "slot": wish.slot.replace("T", " ")}
    if who:
        data["value"] = who
    if windows:
        data["hours"] = ", ".join(f"{opens}–{end}" for opens, end in windows)
    yield BookingWarning(hours if windows else closed, data)
