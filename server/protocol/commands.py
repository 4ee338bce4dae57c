"""Commands: what a person or device asks of the Hall; each is carried out at most once."""

from typing import Annotated

from msgspec import Meta, Struct, field

from server.protocol.booking_commands import BookingCommand, CheckIn, ImportBookings
from server.protocol.bookings import BookingCode
from server.protocol.codes import VisitRecord
from server.protocol.day_commands import DayCommand, SendElsewhere
from server.protocol.desk_commands import DeskControlCommand
from server.protocol.identity import Key, RequestId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.printing import MOST_COPIES, PrintOutcome, PrintProblem, SoundResult
from server.protocol.requested import Requested
from server.protocol.ticket_layout import TicketLayout
from server.protocol.tickets import (
    Instant,
    KioskNumber,
    KioskOrdinal,
    Persons,
    SeenNumber,
    ServiceDay,
)
from server.protocol.visit_commands import NextLeg, VisitCommand

WallOffset = Annotated[int, Meta(ge=-10_000_000_000_000, le=10_000_000_000_000)]
"""Milliseconds from hall time to wall time; three hundred years are enough."""

MOST_MERGED = 40
"""Numbers in one command: their events fit into one frame."""

MOST_SLIPS_TOLD = 100


class OpenDay(Requested, frozen=True, kw_only=True):
    """Open the service day; numbers start again at 1, or go on if it was closed before."""

    service_day: ServiceDay


class CloseDay(Requested, frozen=True, kw_only=True):
    """Close the open service day; nobody new is admitted, those who wait are still called."""


class TrustClock(Requested, frozen=True, kw_only=True):
    """Believe a wall clock that was doubted: it says hall time and ``wall_offset_ms``."""

    wall_offset_ms: WallOffset


class ChangeTicketLayout(Requested, frozen=True, kw_only=True):
    """Print tickets by ``layout`` from now on; ``version`` is of the layout that was changed."""

    version: Annotated[int, Meta(ge=0)]
    layout: TicketLayout


class IssueTicket(Requested, frozen=True, kw_only=True):
    """Give a visitor the next number for ``service``; ``claim`` is a statutory category.

    ``desk`` is where an official asks for it; others leave it out.
    """

    service: Key
    language: LanguageCode
    claim: Key | None = None
    persons: Persons = 1
    desk: Key | None = None


class OfflineTicket(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number that a kiosk gave by itself; ``request`` is the visitor's own.

    The visitor came at ``arrived_at``, certainly after ``contact_at``, when the kiosk last heard
    the server; ``outcome`` is absent while the printer has not spoken. ``code`` if the visitor
    said that he has booked: nobody could look.
    """

    request: RequestId
    kiosk: KioskNumber
    ordinal: KioskOrdinal
    service: Key
    language: LanguageCode
    claim: Key | None = None
    persons: Persons = 1
    code: BookingCode | None = None
    arrived_at: Instant
    contact_at: Instant
    is_certain: bool
    outcome: PrintOutcome | None = None
    problem: PrintProblem = PrintProblem.NONE


class MergeOffline(Requested, frozen=True, kw_only=True):
    """Take over numbers that a kiosk gave by itself until it was back at ``reconnected_at``."""

    tickets: Annotated[tuple[OfflineTicket, ...], Meta(min_length=1, max_length=MOST_MERGED)]
    reconnected_at: Instant


class Slip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper without a number, by which a kiosk sent a visitor of ``service`` to the staff.

    Not ``is_certain``: the kiosk had started anew and had only its wall clock.
    """

    service: Key
    given_at: Instant
    is_certain: bool


class ReportSlips(Requested, frozen=True, kw_only=True):
    """A kiosk's word on the visitors it had to send to the staff; ``more`` it has only counted."""

    slips: Annotated[tuple[Slip, ...], Meta(max_length=MOST_SLIPS_TOLD)]
    more: Annotated[int, Meta(ge=0)] = 0


class NoteMemory(Requested, frozen=True, kw_only=True):
    """Look whether the log has what a device saw of it before a restore; see ``Hello``."""

    device: Key
    epoch: int
    seq: int
    head: str | None = None
    numbers: dict[Key, SeenNumber] = field(default_factory=dict)


class MarkUnclaimed(Requested, frozen=True, kw_only=True):
    """Set aside waiting tickets whose numbers a kiosk may not have received."""

    issue_requests: Annotated[tuple[RequestId, ...], Meta(max_length=200)]


class MarkClaimed(Requested, frozen=True, kw_only=True):
    """Put unclaimed tickets back to their places in the queue."""

    issue_requests: Annotated[tuple[RequestId, ...], Meta(max_length=200)]


class CallNext(Requested, frozen=True, kw_only=True):
    """Call who is next to ``desk``; ``current`` is the ticket its official sees there, if any.

    His visit goes on as ``then`` says, else as planned unless this ``ends_visit``.
    """

    desk: Key
    current: TicketId | None = None
    record: VisitRecord | None = None
    then: NextLeg | None = None
    ends_visit: bool = False


class Recall(Requested, frozen=True, kw_only=True):
    """Call again the visitor who was called to ``desk`` and has not come."""

    desk: Key
    ticket: TicketId


class StartService(Requested, frozen=True, kw_only=True):
    """Record that the called visitor has come and is being received."""

    desk: Key
    ticket: TicketId


class FinishService(Requested, frozen=True, kw_only=True):
    """Record that the visitor at ``desk`` has been received, and what is said of it.

    His visit goes on as ``then`` says, else as planned unless this ``ends_visit``.
    """

    desk: Key
    ticket: TicketId
    record: VisitRecord | None = None
    then: NextLeg | None = None
    ends_visit: bool = False


class MarkNoShow(Requested, frozen=True, kw_only=True):
    """Record that the called visitor did not come."""

    desk: Key
    ticket: TicketId


class ReportPrint(Requested, frozen=True, kw_only=True):
    """A printing device's word on one paper of a ticket; ``copy`` 0 is the original."""

    ticket: TicketId
    copy: Annotated[int, Meta(ge=0, le=MOST_COPIES)] = 0
    outcome: PrintOutcome
    problem: PrintProblem = PrintProblem.NONE


class ReportShown(Requested, frozen=True, kw_only=True):
    """A board's word that the call's first frame was drawn; ``call`` is the call event's seq."""

    call: Annotated[int, Meta(ge=1)]
    zone: Key


class ReportSpoken(Requested, frozen=True, kw_only=True):
    """A board's word on how the voice of a call ended."""

    call: Annotated[int, Meta(ge=1)]
    zone: Key
    result: SoundResult


HallCommand = (
    OpenDay
    | CloseDay
    | TrustClock
    | ChangeTicketLayout
    | IssueTicket
    | MergeOffline
    | ReportSlips
    | NoteMemory
    | MarkUnclaimed
    | MarkClaimed
    | CallNext
    | Recall
    | StartService
    | FinishService
    | MarkNoShow
    | ReportPrint
    | ReportShown
    | ReportSpoken
)

Command = HallCommand | BookingCommand | DayCommand | VisitCommand | DeskControlCommand

KIOSK_COMMANDS = (IssueTicket, CheckIn, MergeOffline, ReportSlips, ReportPrint, SendElsewhere)
"""All that a kiosk may send; marking its tickets claimed or not is the server's own doing."""

DISPLAY_COMMANDS = (ReportShown, ReportSpoken)

ADMITTING = (IssueTicket, CheckIn, ImportBookings)
"""What brings visitors in: a full disk has no room for them, so that calls can go on."""
