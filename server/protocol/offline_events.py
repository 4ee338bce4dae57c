"""What happens when a kiosk that was without a server brings the numbers it gave by itself."""

from server.protocol.commands import Slip
from server.protocol.happened import Happened
from server.protocol.identity import Key, LegId, RequestId, TicketId
from server.protocol.lanes import LaneName
from server.protocol.languages import LanguageCode
from server.protocol.tickets import Instant, Ordinal, Persons, TicketClass, TicketNumber


class TicketRenumbered(Happened, frozen=True, kw_only=True):
    """The visitor holds ``number``, given by a kiosk that never got the number ``was``.

    ``is_repeated``: the number stands on another visitor's paper too.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    was: TicketNumber
    kiosk: int
    ordinal: Ordinal
    issue_request: RequestId
    is_repeated: bool = False


class TicketRevived(Happened, frozen=True, kw_only=True):
    """The ticket waits again at the place of its arrival.

    It was never called by its number; or, ``by_grace``, its visitor came soon after he was missed.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service: Key
    language: LanguageCode
    ticket_class: TicketClass
    claim: Key | None
    order_key: Instant
    issue_seq: int
    persons: Persons = 1
    lane: LaneName | None = None
    by_grace: bool = False


class OfflineMerged(Happened, frozen=True, kw_only=True):
    """Numbers that a kiosk gave from ``first_at`` to ``last_at`` are with the server.

    ``settled`` names their requests; ``unplaced`` those of services that the hall does not have.
    So many were ``moved``: they have another arrival than the kiosk says.
    """

    tickets: int
    first_at: Instant
    last_at: Instant
    settled: tuple[RequestId, ...]
    unplaced: tuple[RequestId, ...] = ()
    moved: int = 0


class SlipsGiven(Happened, frozen=True, kw_only=True):
    """A kiosk had to send these visitors to the staff without a number.

    Their times are the kiosk's; of ``more`` of them it has kept only how many they were.
    """

    slips: tuple[Slip, ...]
    more: int = 0


OfflineEvent = TicketRenumbered | TicketRevived | OfflineMerged | SlipsGiven
