"""Tickets, legs and their states: one visitor holds one ticket and waits on one of its legs."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

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
    LAPSED = "lapsed"


class CallReason(StrEnum):
    """Why this leg was chosen by the rule of order."""

    IN_ORDER = "in-order"
    BY_TIER = "by-tier"
    BY_SHARE = "by-share"
