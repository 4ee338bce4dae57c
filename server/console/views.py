"""What a desk's page shows, part by part: facts and codes, whose words are in the templates."""

from msgspec import Struct

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


class WhyView(Struct, frozen=True):
    """Why a visitor goes first: the reason, whom the rule weighed, and the share limit."""

    reason: CallReason
    ticket_class: TicketClass
    older: TicketNumber
    share: int
    limit: int


class RowView(Struct, frozen=True):
    """One waiting visitor."""

    number: TicketNumber
    service: str
    body: str
    ticket_class: TicketClass
    category: str
    language: LanguageCode
    since: Instant


class NextView(Struct, frozen=True):
    """Who would be called now, and why."""

    row: RowView
    why: WhyView


class VisitorView(Struct, frozen=True):
    """The visitor at the desk."""

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
