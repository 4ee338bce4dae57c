"""One day of a hall, as it is played: who comes, for what, for how long, and who receives when."""

from dataclasses import dataclass

from server.protocol.identity import Key
from server.protocol.tickets import Instant, TicketClass

MINUTE = 60_000
HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Visitor:
    """One leg: he waits from ``due_at`` at the place of ``order_key``, then takes ``busy_ms``.

    He is there from ``arrives_at``; a booked visitor who is early is ``due_at`` his slot.
    """

    number: str
    service: Key
    ticket_class: TicketClass
    arrives_at: Instant
    due_at: Instant
    order_key: Instant
    busy_ms: int
    is_no_show: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """The desk calls nobody for ``ms``, and until ``ends_at``, once it is free at ``starts_at``.

    A planned one stands in the roster; nobody knows of the others before they begin.
    """

    starts_at: Instant
    ms: int
    is_planned: bool
    ends_at: Instant = 0


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """A desk, what it serves, and when it is away, in order."""

    id: Key
    services: tuple[Key, ...]
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day to be played; ``visitors`` in the order in which they begin to wait."""

    opens_at: Instant
    closes_at: Instant
    desks: tuple[DeskPlan, ...]
    visitors: tuple[Visitor, ...]
    slots: tuple[tuple[Instant, Key], ...] = ()
    """The bookings that were known before the day, whoever came of them."""
