"""Slots of bookings: when one is in hall time, and what place a visitor gets who checks in.

A slot is kept as people's clocks say it. What instant that is, is told at the check-in, by the
zone and the wall clock of that moment: neither a new law of time nor a clock that was set wrong
moves it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from server.protocol.bookings import WallMoment
from server.protocol.tickets import Instant, LegState, TicketClass
from server.queueing.ordering import KEEPS_BOOKED_TIMES, POLICY_VERSION

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot in hall time, and the offset of the hall's zone there and then."""

    at: Instant
    utc_offset_minutes: int


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a checked-in booking; ``due_at`` if its time has yet to come."""

    order_key: Instant
    due_at: Instant | None
    is_late: bool


def slot_of(slot: WallMoment, time_zone: str, wall_offset: int) -> Slot:
    """Return when ``slot`` is: the first time if the clocks show it twice."""
    wall = datetime.fromisoformat(slot).replace(tzinfo=ZoneInfo(time_zone))
    offset = wall.utcoffset()
    minutes = 0 if offset is None else int(offset.total_seconds() // 60)
    return Slot(max(0, int(wall.timestamp() * 1000) - wall_offset), minutes)


def wall_moment(at: Instant, wall_offset: int, utc_offset_minutes: int) -> WallMoment:
    """Return what people's clocks say at an instant of hall time, to the minute."""
    utc = datetime.fromtimestamp(
        (at + wall_offset) / 1000 + 60 * utc_offset_minutes, ZoneInfo("UTC")
    )
    return f"{utc:%Y-%m-%dT%H:%M}"


def place_of(slot_at: Instant, now: Instant, tolerance_minutes: int) -> Place:
    """Return the place of who checks in ``now``: by the slot, or by the check-in if too late."""
    if now < slot_at:
        return Place(slot_at, slot_at, is_late=False)
    is_late = now - slot_at > tolerance_minutes * MINUTE_MS
    return Place(now if is_late else slot_at, None, is_late)


class Placed(Protocol):
    """Whatever says of which class a leg is and where it stands."""

    @property
    def ticket_class(self) -> TicketClass:
        """Return its class."""

    @property
    def order_key(self) -> Instant:
        """Return its place; of a booked one that is its time, unless he came too late."""


def waits_as(placed: Placed, at: Instant, policy_version: int = POLICY_VERSION) -> LegState:
    """Return as what a leg waits, or waits again, at an instant: booked until its own time.

    By the first version of the rule of order whoever came back waited at once.
    """
    is_early = placed.ticket_class is TicketClass.BOOKED and placed.order_key > at
    keeps_time = is_early and policy_version >= KEEPS_BOOKED_TIMES
    return LegState.BOOKED if keeps_time else LegState.WAITING


def lapses_at(slot_at: Instant, lapse_minutes: int) -> Instant:
    """Return from when on nobody is expected for a slot any more."""
    return slot_at + lapse_minutes * MINUTE_MS
