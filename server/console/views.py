"""What a desk's page shows, part by part: facts and codes, whose words are in the templates."""

from enum import StrEnum

from msgspec import Struct

from server.protocol.errors import Failure
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import TicketId
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintProblem, SoundResult
from server.protocol.tickets import (
    CallReason,
    Instant,
    LegState,
    ServiceDay,
    TicketClass,
    TicketNumber,
)


class PassedView(Struct, frozen=True):
    """Somebody who had come ``earlier_ms`` before the visitor who was called."""

    number: TicketNumber
    ticket_class: TicketClass
    earlier_ms: int


class WhyView(Struct, frozen=True):
    """Why a visitor goes first: the reason, whom the rule weighed, the share limit, who waits.

    ``chosen_for`` is what an official gave as reason who chose him: then ``older`` is whom the
    rule would have called. ``aside`` are those who came earlier and whom the desk has set aside.
    """

    reason: CallReason
    ticket_class: TicketClass
    older: TicketNumber
    share: int
    limit: int
    passed: tuple[PassedView, ...] = ()
    chosen_for: str = ""
    aside: tuple[PassedView, ...] = ()


class Meant(StrEnum):
    """Whom a waiting visitor is meant for, as the official sees it."""

    ANYBODY = ""
    DESK = "desk"
    OFFICIAL = "official"


class RowView(Struct, frozen=True):
    """One waiting visitor."""

    number: TicketNumber
    service: str
    body: str
    ticket_class: TicketClass
    category: str
    language: LanguageCode
    since: Instant
    meant: Meant = Meant.ANYBODY
    persons: int = 1


class NextView(Struct, frozen=True):
    """Who would be called now, and why."""

    row: RowView
    why: WhyView


class Claim(StrEnum):
    """How it stands with the statutory category that a visitor claims."""

    NONE = ""
    OPEN = "open"
    CONFIRMED = "confirmed"


class VisitorView(Struct, frozen=True):
    """The visitor at the desk; ``is_former`` if another log-in called him."""

    ticket: TicketId
    number: TicketNumber
    service: str
    body: str
    ticket_class: TicketClass
    category: str
    language: LanguageCode
    state: LegState
    waited_ms: int
    since: Instant
    recalls: int
    recall_limit: int
    why: WhyView
    persons: int = 1
    claim: Claim = Claim.NONE
    is_former: bool = False


class IdleView(Struct, frozen=True):
    """What a desk without a visitor does: ``waits`` for whoever comes, has a ``pause``, or not.

    ``standing`` and ``reason`` are the hall's; ``pause`` is why the desk has a break.
    """

    standing: HallStanding
    reason: str = ""
    pause: str = ""
    since: Instant = 0
    waits: bool = False


class UndoView(Struct, frozen=True):
    """The desk's last act, which can be taken back ``until`` then; ``kind`` is its event."""

    seq: int
    kind: str
    until: Instant


class ToolsView(Struct, frozen=True):
    """What may be done beside the daily round, by the names of the acts; ``call`` as for buttons.

    ``main`` is the one to press now, if any.
    """

    current: str
    call: int
    acts: tuple[str, ...]
    main: str = ""


class ParkedView(Struct, frozen=True):
    """A visitor who was set aside; ``until`` is when he returns by himself, if he does."""

    ticket: TicketId
    number: TicketNumber
    service: str
    reason: str
    until: str


class AbsentView(Struct, frozen=True):
    """A visitor who did not come a moment ago, and may be taken back once."""

    ticket: TicketId
    number: TicketNumber
    service: str
    since: Instant


class AsideView(Struct, frozen=True):
    """Whom this desk can take back, of those who do not wait."""

    parked: tuple[ParkedView, ...]
    absent: tuple[AbsentView, ...]


class DeliveryView(Struct, frozen=True):
    """How far the call has come: drawn by a board, and spoken."""

    since: Instant
    is_shown: bool
    sound: SoundResult | None


class ActionsView(Struct, frozen=True):
    """Which buttons may be pressed; ``main`` is the one to press now.

    ``call`` tells two calls of one visitor apart: after each, the buttons need new request ids.
    """

    current: TicketId | None
    call: int
    current_number: TicketNumber
    next_number: TicketNumber
    main: str
    may_call: bool
    may_recall: bool
    may_start: bool
    may_finish: bool
    may_mark_no_show: bool


class QueueView(Struct, frozen=True):
    """Who waits for this desk's services, first to be called first."""

    rows: tuple[RowView, ...]
    total: int


class PrinterView(Struct, frozen=True):
    """A printing device whose latest paper failed."""

    device: str
    number: TicketNumber
    problem: PrintProblem


class TroubleView(Struct, frozen=True):
    """What staff has to look after: numbers that may not have arrived, printers that failed."""

    unclaimed: tuple[RowView, ...]
    printers: tuple[PrinterView, ...]


class TodayView(Struct, frozen=True):
    """What this desk has done in the service day, and how many wait for it."""

    service_day: ServiceDay | None
    received: int
    no_shows: int
    waiting: int


class DoneView(Struct, frozen=True):
    """What came of an act that the page does not show: whose number, and where it is printed.

    ``failure`` is why it is not printed.
    """

    act: str
    number: TicketNumber = ""
    device: str = ""
    failure: Failure | None = None


class DeskView(Struct, frozen=True):
    """Everything a desk's page shows, part by part; a part that is equal need not be redrawn."""

    seq: int
    visitor: VisitorView | None
    delivery: DeliveryView | None
    actions: ActionsView
    next: NextView | None
    queue: QueueView
    trouble: TroubleView
    today: TodayView
    idle: IdleView
    tools: ToolsView
    aside: AsideView
    undo: UndoView | None
