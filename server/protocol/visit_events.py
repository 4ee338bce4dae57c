"""What happens to a visit: further legs, legs set aside and back, claims settled."""

from enum import StrEnum

from server.protocol.happened import Happened
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.tickets import (
    Instant,
    LegState,
    Persons,
    TicketClass,
    TicketNumber,
)


class LegReason(StrEnum):
    """Why a visit has a further leg."""

    CHOSEN = "chosen"
    PLANNED = "planned"
    TRANSFERRED = "transferred"
    BACK = "back"


class ReturnCause(StrEnum):
    """Why a leg that was set aside waits again."""

    DUE = "due"
    ASKED = "asked"


class LegAdded(Happened, frozen=True, kw_only=True):
    """The visit goes on under the same number: leg ``nth`` of it waits.

    It stands where ``after_leg`` stood: by the ``order_key`` and ``issue_seq`` of the visit.
    ``lane`` if it is meant for one desk or official. ``back_service`` and ``back_lane``: where
    the visitor comes back to when this leg is over.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service: Key
    lane: LaneName | None
    ticket_class: TicketClass
    claim: Key | None
    language: LanguageCode
    order_key: Instant
    issue_seq: int
    nth: int
    after_leg: LegId
    reason: LegReason
    persons: Persons = 1
    back_service: Key | None = None
    back_lane: LaneName | None = None


class LegTransferred(Happened, frozen=True, kw_only=True):
    """The visitor was sent on from the desk for a coded ``reason``; ``was`` called or serving."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    was: LegState
    reason: Key
    comes_back: bool


class LegSentOn(Happened, frozen=True, kw_only=True):
    """A visitor whom no desk had called was sent on; ``was`` waiting or parked."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    was: LegState
    reason: Key


class LegParked(Happened, frozen=True, kw_only=True):
    """The visitor at the desk was set aside; ``was`` called or serving."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    was: LegState
    reason: Key
    returns_at: Instant | None


class LegReturned(Happened, frozen=True, kw_only=True):
    """A leg that was set aside (``was``) waits again, at the place of its arrival."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    was: LegState
    cause: ReturnCause


class ClaimConfirmed(Happened, frozen=True, kw_only=True):
    """An official has seen that the visitor is of the category he claims."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    claim: Key


class ClaimRefused(Happened, frozen=True, kw_only=True):
    """The visitor is not of the category he claimed: he waits as ordinary, where he arrived."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    was: LegState
    claim: Key
    reason: Key


VisitEvent = (
    LegAdded | LegTransferred | LegSentOn | LegParked | LegReturned | ClaimConfirmed | ClaimRefused
)
