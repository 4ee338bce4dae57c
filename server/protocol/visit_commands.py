"""Commands about a visit: sending a visitor on, setting him aside, settling what he claims."""

from msgspec import Struct

from server.protocol.identity import Key, TicketId
from server.protocol.requested import Requested
from server.protocol.tickets import Instant


class NextLeg(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a visitor goes on: to a service, to one desk or to one official.

    Without a ``service`` it stays what it was.
    """

    service: Key | None = None
    desk: Key | None = None
    official: Key | None = None


class Transfer(Requested, frozen=True, kw_only=True):
    """Send the visitor at ``desk`` on without ending his visit; number and arrival stay.

    ``reason`` is a coded value (transfer); he ``comes_back`` to this desk afterwards.
    """

    desk: Key
    ticket: TicketId
    to: NextLeg
    reason: Key
    comes_back: bool = False


class Park(Requested, frozen=True, kw_only=True):
    """Set the visitor at ``desk`` aside, until ``returns_at`` or until somebody asks for him.

    ``reason`` is a coded value (park).
    """

    desk: Key
    ticket: TicketId
    reason: Key
    returns_at: Instant | None = None


class Unpark(Requested, frozen=True, kw_only=True):
    """Let a parked visitor wait again at the place of his arrival."""

    ticket: TicketId


class SendOn(Requested, frozen=True, kw_only=True):
    """Let a visitor wait elsewhere who waits, or is parked, where nobody may call him.

    ``reason`` is a coded value (transfer); number and arrival stay.
    """

    ticket: TicketId
    to: NextLeg
    reason: Key


class ReturnDue(Requested, frozen=True, kw_only=True):
    """Let everybody wait whose time to return has come; the server asks for it by itself."""


class Revive(Requested, frozen=True, kw_only=True):
    """Let a visitor wait again who was missed a moment ago; once."""

    ticket: TicketId


class ConfirmClaim(Requested, frozen=True, kw_only=True):
    """Record that the visitor at ``desk`` is of the statutory category that he claims."""

    desk: Key
    ticket: TicketId


class RefuseClaim(Requested, frozen=True, kw_only=True):
    """Record that he is not: he waits on as ordinary, at the place of his arrival.

    ``reason`` is a coded value (refusal).
    """

    desk: Key
    ticket: TicketId
    reason: Key


VisitCommand = Transfer | Park | Unpark | SendOn | ReturnDue | Revive | ConfirmClaim | RefuseClaim
