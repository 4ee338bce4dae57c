"""Tickets, legs and their states: one visitor holds one ticket and waits on one of its legs."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from server.protocol.identity import Key

TicketNumber = Annotated[str, Meta(min_length=1, max_length=12)]
"""What is printed, shown and spoken, such as ``A042``; unique in its service day."""

Ordinal = Annotated[int, Meta(ge=1)]

Instant = Annotated[int, Meta(ge=0)]
"""Milliseconds of hall time since 1970-01-01 UTC."""

ServiceDay = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class TicketClass(StrEnum):
    """Why a leg has its tier; see docs/glossary.md, class."""

    ORDINARY = "ordinary"
    BOOKED = "booked"
    STATUTORY = "statutory"


TIERS: dict[TicketClass, int] = {
    TicketClass.ORDINARY: 0,
    TicketClass.BOOKED: 1,
    TicketClass.STATUTORY: 2,
}
"""The tier of each class; a greater tier is called first, within its share limit."""


class LegState(StrEnum):
    """Where a leg stands; only ``waiting`` legs are callable."""

    WAITING = "waiting"
    UNCLAIMED = "unclaimed"
    PARKED = "parked"
    BOOKED = "booked"
    RECALL_PAUSED = "recall-paused"
    CALLED = "called"
    SERVING = "serving"
    FINISHED = "finished"
    NO_SHOW = "no-show"
    TRANSFERRED = "transferred"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class CallReason(StrEnum):
    """Why this leg was chosen by the rule of order."""

    IN_ORDER = "in-order"
    BY_TIER = "by-tier"
    BY_SHARE = "by-share"
    EARLY_BOOKING = "early-booking"
    OVERRIDE = "override"


MOST_PERSONS = 20

Persons = Annotated[int, Meta(ge=1, le=MOST_PERSONS)]
"""How many come together under one ticket."""


class SeenNumber(Struct, frozen=True):
    """The greatest number of a series that a kiosk was told."""

    service_day: ServiceDay
    ordinal: Annotated[int, Meta(ge=1, le=999_999)]


KIOSK_WIDTH = 2
"""At least so many digits has a number that a kiosk gives by itself, such as K2-07."""

KioskNumber = Annotated[int, Meta(ge=1, le=9999)]
"""The short number of a kiosk in its hall, given once and never to another."""

KioskOrdinal = Annotated[int, Meta(ge=1, le=999_999)]


class ArrivalMoved(StrEnum):
    """Why a visitor of a kiosk that was alone has another arrival than the kiosk says."""

    UNCERTAIN = "uncertain"
    IN_FUTURE = "in-future"
    BEFORE_CONTACT = "before-contact"
    WHILE_LINKED = "while-linked"
    OUT_OF_TURN = "out-of-turn"


class OfflineIssue(Struct, frozen=True):
    """How a kiosk without a server gave a number; ``arrived_at`` is what the kiosk says.

    Not ``is_certain``: the kiosk had started anew and had only its wall clock.
    ``is_repeated``: the number stands on another visitor's paper too, so he is called by both.
    ``moved``: why the ticket's place is by another arrival than that.
    """

    kiosk: KioskNumber
    ordinal: KioskOrdinal
    arrived_at: Instant
    is_certain: bool
    is_repeated: bool = False
    moved: ArrivalMoved | None = None


def kiosk_prefix(kiosk: int) -> str:
    """Return what stands before the ordinal in the own numbers of a kiosk."""
    return f"K{kiosk}-"


def kiosk_number(kiosk: int, ordinal: int) -> TicketNumber:
    """Return a number that a kiosk gives by itself, as printed and spoken."""
    return f"{kiosk_prefix(kiosk)}{ordinal:0{KIOSK_WIDTH}d}"


def kiosk_series(kiosk: int) -> Key:
    """Return the series of the numbers that a kiosk gives by itself."""
    return f"kiosk-{kiosk}"
