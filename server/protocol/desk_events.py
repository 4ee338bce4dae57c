"""What happens at a desk beyond its daily round, and to the whole hall when it is paused."""

from msgspec import Struct

from server.protocol.codes import VisitRecord
from server.protocol.hall_standing import HallStanding
from server.protocol.happened import Happened
from server.protocol.identity import Key, LegId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.tickets import (
    Instant,
    LegState,
    TicketNumber,
)


class DeskReady(Happened, frozen=True, kw_only=True):
    """The desk calls whoever comes next; ``official`` sits there."""

    desk: Key
    official: Key


class DeskUnready(Happened, frozen=True, kw_only=True):
    """The desk, ready ``since`` then, calls nobody by itself any more."""

    desk: Key
    official: Key
    since: Instant


class DeskPaused(Happened, frozen=True, kw_only=True):
    """Nobody is received at the desk for a while, for the coded ``reason``."""

    desk: Key
    reason: Key


class DeskResumed(Happened, frozen=True, kw_only=True):
    """The break of the desk, which began at ``since``, is over."""

    desk: Key
    reason: Key
    since: Instant


class HallPaused(Happened, frozen=True, kw_only=True):
    """The hall was paused, or stopped in an emergency, for the coded ``reason``."""

    standing: HallStanding
    reason: Key


class HallResumed(Happened, frozen=True, kw_only=True):
    """The hall goes on; it had been paused or stopped ``since`` then."""

    standing: HallStanding
    reason: Key
    since: Instant


class OrderOverridden(Happened, frozen=True, kw_only=True):
    """An official chose this visitor himself; the call behind this event holds who else waited.

    ``times`` counts such choices of the desk in this service day.
    """

    desk: Key
    ticket: TicketId
    leg: LegId
    number: TicketNumber
    reason: Key
    times: int


class UndoneLeg(Struct, frozen=True):
    """How a leg stands after the act that was done to it was taken back."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    state: LegState


class UndoneShare(Struct, frozen=True):
    """A share of the rule of order after the call that counted on it was taken back."""

    tier: int
    lane: LaneName
    share: int


class ActUndone(Happened, frozen=True, kw_only=True):
    """The last act of the desk, its events ``undone`` to ``until``, was taken back."""

    desk: Key
    act: str
    undone: int
    until: int
    legs: tuple[UndoneLeg, ...] = ()
    shares: tuple[UndoneShare, ...] = ()


class CallReturned(Happened, frozen=True, kw_only=True):
    """A call that was left open at ``desk`` was taken back: the visitor waits at his place."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key


class PaperOrdered(Happened, frozen=True, kw_only=True):
    """``device`` was told to print paper ``copy`` of the ticket; 0 is the original."""

    ticket: TicketId
    number: TicketNumber
    device: Key
    copy: int


class CalledOnPaper(Happened, frozen=True, kw_only=True):
    """The visitor was called by a list on paper at ``called_at``; entered afterwards."""

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    desk: Key
    called_at: Instant
    is_received: bool
    record: VisitRecord | None = None


DeskControlEvent = (
    DeskReady
    | DeskUnready
    | DeskPaused
    | DeskResumed
    | HallPaused
    | HallResumed
    | OrderOverridden
    | ActUndone
    | CallReturned
    | PaperOrdered
    | CalledOnPaper
)
