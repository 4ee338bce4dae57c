"""Commands of a desk beyond its daily round, and those that pause or stop the whole hall."""

from typing import Annotated

from msgspec import Meta

from server.protocol.codes import VisitRecord
from server.protocol.identity import Key, TicketId
from server.protocol.requested import Requested
from server.protocol.tickets import Instant, TicketNumber

MOST_SEQ = 2**63 - 1
"""What a store can look up at all."""


class Ready(Requested, frozen=True, kw_only=True):
    """Call whoever comes next to ``desk``, at once if somebody waits; nobody may be there."""

    desk: Key


class NotReady(Requested, frozen=True, kw_only=True):
    """Call nobody to ``desk`` by itself any more."""

    desk: Key


class CallChosen(Requested, frozen=True, kw_only=True):
    """Call ``ticket`` to ``desk`` out of order; ``reason`` is a coded value (override).

    ``current`` is the ticket that the official sees at the desk, as for ``CallNext``.
    """

    desk: Key
    ticket: TicketId
    reason: Key
    current: TicketId | None = None
    record: VisitRecord | None = None


class Undo(Requested, frozen=True, kw_only=True):
    """Take the last act of ``desk`` back; ``act`` is the seq of an event of it."""

    desk: Key
    act: Annotated[int, Meta(ge=1, le=MOST_SEQ)]


class StartBreak(Requested, frozen=True, kw_only=True):
    """Receive nobody at ``desk`` for a while; ``reason`` is a coded value (break)."""

    desk: Key
    reason: Key


class EndBreak(Requested, frozen=True, kw_only=True):
    """Receive at ``desk`` again."""

    desk: Key


class PauseHall(Requested, frozen=True, kw_only=True):
    """Call nobody in the whole hall; tickets are still issued. ``reason`` is coded (pause)."""

    reason: Key


class StopHall(Requested, frozen=True, kw_only=True):
    """Stop the hall in an emergency: no calls and no tickets. ``reason`` is coded (stop)."""

    reason: Key


class ResumeHall(Requested, frozen=True, kw_only=True):
    """Go on after a pause or a stop."""


class OrderPaper(Requested, frozen=True, kw_only=True):
    """Have the next paper of a ticket printed by ``device``: the original, then copies."""

    ticket: TicketId
    device: Key


class EnterPaperCall(Requested, frozen=True, kw_only=True):
    """Record a visitor who was called on paper at ``called_at``, without a server.

    Not ``is_received``: he did not come.
    """

    desk: Key
    number: TicketNumber
    called_at: Instant
    is_received: bool = True
    record: VisitRecord | None = None


class ReturnCalled(Requested, frozen=True, kw_only=True):
    """Put a visitor whose call was left open back to his place in the queue."""

    ticket: TicketId


DESK_CONTROL = (
    Ready,
    NotReady,
    CallChosen,
    Undo,
    StartBreak,
    EndBreak,
    OrderPaper,
    EnterPaperCall,
)
"""What an official may ask at a desk."""

HALL_CONTROL = (PauseHall, StopHall, ResumeHall, ReturnCalled)
"""What admins and supervisors may ask for the whole hall."""

DeskControlCommand = (
    Ready
    | NotReady
    | CallChosen
    | Undo
    | StartBreak
    | EndBreak
    | PauseHall
    | StopHall
    | ResumeHall
    | OrderPaper
    | EnterPaperCall
    | ReturnCalled
)
