"""The one door: only the Hall carries commands out, each at most once; its acts are events."""

from collections.abc import Callable
from typing import assert_never

from server.acts import (
    admission,
    bookings,
    calls,
    day_course,
    days,
    desk_control,
    layouts,
    memories,
    merging,
    readiness,
    reports,
    slips,
    visits,
)
from server.acts.crowd import Crowd
from server.acts.permissions import check_allowed, check_holder
from server.acts.turn import Turn
from server.forecast.outlook import Outlook
from server.hall_file import HallConfig
from server.protocol.booking_commands import BookingCommand, CheckIn
from server.protocol.commands import (
    CallNext,
    ChangeTicketLayout,
    CloseDay,
    Command,
    FinishService,
    HallCommand,
    IssueTicket,
    MarkClaimed,
    MarkNoShow,
    MarkUnclaimed,
    MergeOffline,
    NoteMemory,
    OpenDay,
    Recall,
    ReportPrint,
    ReportShown,
    ReportSlips,
    ReportSpoken,
    StartService,
    TrustClock,
)
from server.protocol.day_commands import DayCommand
from server.protocol.desk_commands import DeskControlCommand
from server.protocol.errors import NotAllowedError, RefusedError, RequestReusedError
from server.protocol.events import Entry, TicketIssued
from server.protocol.hall_events import ClockAdjusted, ClockDoubted, HallImported, LogGap
from server.protocol.identity import SERVER_ACTOR, Actor
from server.protocol.tickets import Instant
from server.protocol.visit_commands import VisitCommand
from server.queueing.numbering import ordinal_beyond
from server.storage.ledger import Ledger
from server.storage.people import People
from server.storage.requests import RequestRow, digest_of, refusal_text


class Hall:
    """The rules of one hall; all it decides on is in the ledger handed in, one at a time.

    What it keeps between two commands is true at one head of the log and counted anew at another.
    """

    def __init__(
        self, config: HallConfig, now: Callable[[], Instant], outlook: Outlook | None = None
    ) -> None:
        """Decide by ``config`` and the hall time that ``now`` returns.

        Visitors are told to expect what ``outlook`` says, nothing without it.
        """
        self._config = config
        self._outlook = outlook or Outlook()
        self._now = now
        self._crowd = Crowd(config)

    @property
    def restore_gap(self) -> int:
        """Return how many numbers are left out, at least, when some may have been lost."""
        return self._config.restore_gap

    def carry_out(self, ledger: Ledger, command: Command, actor: Actor) -> tuple[Entry, ...]:
        """Carry ``command`` out, or answer as before if its request id was used before.

        A refusal by a rule is raised, and kept in the ledger: it must be committed like success.
        """
        check_allowed(command, actor)
        check_holder(ledger, actor)
        earlier = ledger.requests.find(command.request_id)
        if earlier is not None:
            return _answer_again(ledger, earlier, command, actor)
        at = ledger.instant(self._now())
        turn = Turn(ledger, self._config, actor, at, self._crowd, self._outlook)
        entries = _carry_out_once(turn, command)
        self._crowd.follow(ledger)
        return entries

    def adopt(self, ledger: Ledger) -> None:
        """Record that the hall's configuration was imported."""
        ledger.append(
            HallImported(
                digest=ledger.halls.config_digest(ledger.hall),
                policy_version=ledger.head.policy_version,
            ),
            SERVER_ACTOR,
            self._now(),
        )

    def adjust_clock(self, ledger: Ledger, wall_offset: int) -> None:
        """Record that the wall clock was corrected; hall time goes on as before."""
        ledger.append(ClockAdjusted(wall_offset_ms=wall_offset), SERVER_ACTOR, self._now())
        ledger.set_wall_offset(wall_offset)

    def doubt_clock(self, ledger: Ledger, wall_offset: int) -> None:
        """Record that the wall clock was set where it is not believed; nothing else changes."""
        ledger.append(ClockDoubted(wall_offset_ms=wall_offset), SERVER_ACTOR, self._now())

    def begin_epoch(self, ledger: Ledger, epoch: int, margin: int) -> LogGap:
        """Declare that what was done after the newest event is lost, and number beyond it."""
        gap = LogGap(restored_from_seq=ledger.head.seq, epoch=epoch, margin=margin)
        ledger.begin_epoch(epoch)
        entry = ledger.append(gap, SERVER_ACTOR, self._now())
        for series, ordinal in ledger.halls.next_ordinals(ledger.hall).items():
            ledger.halls.set_next(ledger.hall, series, ordinal_beyond(ordinal - 1, margin))
        People(ledger.connection, ledger.hall).end_all_sessions(entry.at)
        return gap


def _carry_out_once(turn: Turn, command: Command) -> tuple[Entry, ...]:
    ledger = turn.ledger
    before = ledger.head.seq
    try:
        with ledger.savepoint() as mark:
            _decide(turn, command)
            entries = tuple(ledger.appended[mark.appended :])
            if not isinstance(command, IssueTicket | CheckIn):  # the ticket keeps its request
                _keep(turn, command, before, None)
            if any(isinstance(entry.event, readiness.BRINGS) for entry in entries):
                readiness.call_who_came(turn)
    except NotAllowedError:
        raise  # who may not ask leaves no row, however often he asks
    except RefusedError as refusal:
        _keep(turn, command, before, refusal)
        raise
    return entries


def _decide(turn: Turn, command: Command) -> None:
    if isinstance(command, BookingCommand):
        bookings.carry_out(turn, command)
    elif isinstance(command, DayCommand):
        day_course.carry_out(turn, command)
    elif isinstance(command, DeskControlCommand):
        desk_control.carry_out(turn, command)
    elif isinstance(command, VisitCommand):
        visits.carry_out(turn, command)
    else:
        _decide_in_hall(turn, command)


def _decide_in_hall(turn: Turn, command: HallCommand) -> None:
    match command:
        case OpenDay() | CloseDay() | TrustClock() | ChangeTicketLayout():
            _decide_for_admin(turn, command)
        case IssueTicket() | MarkUnclaimed() | MarkClaimed():
            admission.carry_out(turn, command)
        case MergeOffline():
            merging.carry_out(turn, command)
        case ReportSlips():
            slips.carry_out(turn, command)
        case NoteMemory():
            memories.carry_out(turn, command)
        case CallNext() | Recall() | StartService() | FinishService() | MarkNoShow():
            calls.carry_out(turn, command)
        case ReportPrint() | ReportShown() | ReportSpoken():
            reports.carry_out(turn, command)
        case _:
            assert_never(command)


def _decide_for_admin(
    turn: Turn, command: OpenDay | CloseDay | TrustClock | ChangeTicketLayout
) -> None:
    if isinstance(command, ChangeTicketLayout):
        layouts.carry_out(turn, command)
    else:
        days.carry_out(turn, command)


def _keep(turn: Turn, command: Command, before: int, refusal: RefusedError | None) -> None:
    head = turn.ledger.head
    text = None if refusal is None else refusal_text(refusal)
    row = RequestRow(str(turn.actor), digest_of(command), head.epoch, before + 1, head.seq, text)
    turn.ledger.requests.keep(command, turn.actor, row, turn.at)


def _answer_again(
    ledger: Ledger, earlier: RequestRow, command: Command, actor: Actor
) -> tuple[Entry, ...]:
    if earlier.actor != str(actor):
        raise RequestReusedError(request_id=command.request_id)
    if earlier.body_digest is None:
        return _answer_by_ticket(ledger, earlier, command)
    if earlier.body_digest != digest_of(command):
        raise RequestReusedError(request_id=command.request_id)
    refusal = earlier.error()
    if refusal is not None:
        raise refusal
    return ledger.events.between(earlier.epoch, earlier.first_seq, earlier.last_seq)


def _answer_by_ticket(ledger: Ledger, earlier: RequestRow, command: Command) -> tuple[Entry, ...]:
    """Answer for a request that made a ticket, from the event that says all it asked for."""
    entries = ledger.events.between(earlier.epoch, earlier.first_seq, earlier.last_seq)
    match command, entries:
        case (
            IssueTicket(),
            (Entry(event=TicketIssued() as issued),),
        ) if _is_wish(issued, command):
            return entries
        case (
            CheckIn(),
            (Entry(event=TicketIssued() as issued),),
        ) if bookings.is_answer(ledger, issued, command):
            return entries
        case _:
            raise RequestReusedError(request_id=command.request_id)


def _is_wish(issued: TicketIssued, command: IssueTicket) -> bool:
    wished = (command.service, command.language, command.claim, command.persons, command.desk)
    said = (issued.service, issued.language, issued.claim, issued.persons, issued.from_desk)
    return wished == said
