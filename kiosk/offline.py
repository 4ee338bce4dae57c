"""What the kiosk does without a server: it gives numbers of its own, or slips."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from kiosk.alone_days import day_alone
from kiosk.clocks import Clocks, HallTimes, arrival, is_certain, is_known
from kiosk.happenings import TicketCame, TicketRefused
from kiosk.homecoming import Homecoming
from kiosk.journal.hall_memory import SeenHall, seen_hall
from kiosk.journal.journal import MOST_HELD, Journal
from kiosk.journal.records import Numbered
from kiosk.journal.scribe import JournalFailed, JournalKept, JournalReport, Pen
from kiosk.journal.shelf import HallLog, Shelf
from kiosk.journal.state import JournalState
from kiosk.visit import ASK_STAFF, Means
from server.client.messages import DeviceLink, LinkDown, LinkEvent, LinkUp
from server.protocol.booking_commands import CheckIn
from server.protocol.bookings import BookingCode
from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Heartbeat, Refusal, Update, Welcome
from server.protocol.identity import Key, RequestId
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.snapshots import (
    DeviceChange,
    HallTime,
    KioskSnapshot,
)
from server.protocol.tickets import (
    OfflineIssue,
    ServiceDay,
    TicketClass,
    kiosk_number,
    kiosk_series,
)

SILENT_MS = 4000
"""A server that was not heard for so long is taken to be gone."""

OVERDUE_MS = 3000
"""A press waits so long for its number, then the kiosk gives one of its own."""

BARRING = frozenset({"unknown-device", "key-replaced", "device-doubled"})
"""The hall itself says that this kiosk is none of its own: it would never take its numbers."""

ALARM_HELD = MOST_HELD * 8 // 10

log = logging.getLogger(__name__)


class Offline:
    """Keeps the journal of one kiosk and merges it; all calls come from one thread."""

    def __init__(
        self,
        pen: Pen,
        state: JournalState,
        seen: SeenHall | None,
        link: DeviceLink,
        clocks: Clocks,
    ) -> None:
        """Go on from ``state`` and the hall as it was ``seen`` last, if it is known."""
        self._pen = pen
        self._state = state
        self._link = link
        self._clocks = clocks
        self._seen = seen
        self._times = HallTimes(clocks, None if seen is None else seen.snapshot.time)
        self._heard_at = clocks.steady_ms()
        self._asked: dict[RequestId, int] = {}
        self._own: set[RequestId] = set()
        self._is_barred = state.is_barred
        self._homecoming = Homecoming(link, clocks.steady_ms, self._write)

    @property
    def snapshot(self) -> KioskSnapshot | None:
        """Return the hall as it was seen last."""
        return None if self._seen is None else self._seen.snapshot

    @property
    def is_alone(self) -> bool:
        """Tell whether the server has not been heard for too long."""
        return self._clocks.steady_ms() - self._heard_at >= SILENT_MS

    @property
    def numbers_left(self) -> int:
        """Return how many numbers of its own the kiosk may still give, -1 before the alarm."""
        held = len(self._state.held)
        return max(0, MOST_HELD - held) if held >= ALARM_HELD else -1

    @property
    def time(self) -> HallTime:
        """Return hall time as well as the kiosk knows it."""
        return self._times.time()

    @property
    def is_time_known(self) -> bool:
        """Tell whether it may be said what time it is."""
        return self._times.is_known()

    def day_alone(self, wall: datetime) -> ServiceDay | None:
        """Return the service day as far as the kiosk can tell by itself; none if it is closed."""
        if self._seen is None:
            return None
        if not self.is_time_known:
            # Nobody is told that the hall is closed by a clock that is wrong.
            return self._seen.snapshot.service_day or wall.date().isoformat()
        return day_alone(self._seen, wall)

    def means(self) -> Means:
        """Return what the kiosk can do for a visitor by itself now."""
        if not self._state.kiosk or self._is_barred or len(self._state.held) >= MOST_HELD:
            return Means.SLIP
        return Means.OWN_NUMBER

    def is_overdue(self, request: RequestId) -> bool:
        """Tell whether the answer to a press should have come by now."""
        asked_at = self._asked.get(request)
        return asked_at is not None and self._clocks.steady_ms() - asked_at >= OVERDUE_MS

    def is_own(self, request: RequestId) -> bool:
        """Tell whether the visitor of ``request`` gets a number of the kiosk's own."""
        return request in self._own

    def press(self, command: IssueTicket | CheckIn) -> None:
        """Note that the server is asked for ``command`` now; a booking's code is not kept."""
        self._asked[command.request_id] = self._clocks.steady_ms()
        stamp = self._times.stamp()
        if isinstance(command, IssueTicket):
            self._write(lambda journal: journal.press(command, stamp))

    def give(self, command: IssueTicket, code: BookingCode | None = None) -> None:
        """Give the visitor of ``command`` a number of the kiosk's own; a report follows."""
        request = command.request_id
        self._asked.pop(request, None)
        self._own.add(request)
        self._link.withdraw(request)
        stamp = self._times.stamp()
        self._pen.write(lambda shelf: shelf.journal.number(command, stamp, code), request)

    def forget(self, request: RequestId) -> None:
        """Note that nobody waits for the answer to a press any more."""
        self._settle(request)

    def give_slip(self, service: Key) -> None:
        """Note that a visitor is sent to the staff."""
        stamp = self._times.stamp()
        self._write(lambda journal: journal.give_slip(service, stamp))

    def end_paper(self, request: RequestId, outcome: PrintOutcome, problem: PrintProblem) -> None:
        """Note what became of a paper, if it is that of a number of the kiosk's own."""
        if request in self._own:
            self._write(lambda journal: journal.end_paper(request, outcome, problem))

    def ticket_of(self, numbered: Numbered) -> TicketIssued:
        """Return what the visitor is told; who stands before him nobody knows.

        An ``order_key`` of 0 is a time that nobody knows.
        """
        command, stamp = numbered.command, numbered.stamp
        came_at = arrival(stamp) if is_known(stamp) else 0
        return TicketIssued(
            ticket=command.request_id,
            leg=command.request_id,
            number=kiosk_number(numbered.kiosk, numbered.ordinal),
            service_day="",
            series=kiosk_series(numbered.kiosk),
            ordinal=numbered.ordinal,
            service=command.service,
            language=command.language,
            ticket_class=TicketClass.ORDINARY,
            claim=command.claim,
            persons=command.persons,
            order_key=came_at,
            people_ahead=0,
            issue_request=command.request_id,
            offline=OfflineIssue(numbered.kiosk, numbered.ordinal, came_at, is_certain(stamp)),
        )

    def hear_journal(self, report: JournalReport) -> TicketCame | TicketRefused | None:
        """Take in how the journal stands; return what it means for a visitor, if anything."""
        before, self._state = self._state, report.state
        held = len(self._state.held)
        if held > len(before.held) and held in {ALARM_HELD, MOST_HELD}:
            log.critical("%s of %s numbers without a server: tell the staff", held, MOST_HELD)
        if self._homecoming.hear_hall(report.hall):
            self._forget_presses()
        self._bring()
        match report:
            case JournalKept(numbered=Numbered() as numbered):
                return TicketCame(self.ticket_of(numbered))
            case JournalFailed(request=request) if request:
                self._own.discard(request)
                return TicketRefused(request, Failure(ASK_STAFF))
            case _:
                return None

    def hear_link(self, event: LinkEvent) -> None:
        """Take in what the server, or the lack of it, tells."""
        match event:
            case LinkUp(welcome=welcome):
                self._go_up(welcome)
            case LinkDown(failure=failure):
                self._go_down(failure)
                return
            case Heartbeat(time=told):
                self._times.hear(told)
                self._bring()
            case Update(changes=changes):
                self._hear_changes(changes)
            case Answer():
                self._hear_answer(event)
            case Refusal(request_id=str(request)):
                if not self._homecoming.hear_refusal(request, event.failure.code):
                    self._settle(request)
            case _:
                pass
        self._heard_at = self._clocks.steady_ms()

    def _hear_changes(self, changes: tuple[DeviceChange, ...]) -> None:
        for change in changes:
            seen = None if self._seen is None else self._seen.after(change, self._times.time())
            if seen is not None and seen != self._seen:
                self._remember(seen)

    def _go_up(self, welcome: Welcome) -> None:
        self._is_barred = False
        self._times.hear(welcome.time)
        kiosk = welcome.kiosk
        if kiosk is not None:
            told = HallLog(welcome.hall, kiosk.log)
            self._homecoming.go_up(told, welcome.time.at)
            self._write_shelf(lambda shelf: shelf.join(told, kiosk.number, kiosk.merged_to))
        if isinstance(welcome.snapshot, KioskSnapshot):
            self._remember(seen_hall(welcome.snapshot, self._seen))

    def _go_down(self, failure: Failure | None) -> None:
        self._homecoming.go_down()
        if failure is None or failure.code not in BARRING:
            return
        # Until the hall welcomes the kiosk again, whatever comes first: a start, or no server.
        self._is_barred = True
        if self._state.kiosk and not self._state.is_barred:
            self._write(lambda journal: journal.bar(is_barred=True))

    def _remember(self, seen: SeenHall) -> None:
        self._seen = seen
        self._write_shelf(lambda shelf: shelf.remember(seen))

    def _hear_answer(self, answer: Answer) -> None:
        if self._homecoming.hear_answer(answer):
            return
        if any(isinstance(event, TicketIssued) for event in answer.events):
            self._settle(answer.request_id)

    def _settle(self, request: RequestId) -> None:
        self._asked.pop(request, None)
        self._write(lambda journal: journal.settle(request))

    def _forget_presses(self) -> None:
        """Let go what was asked before this start: who asked has left, or touches again."""
        for pressed in self._state.pressed:
            request = pressed.command.request_id
            if request not in self._asked:
                log.info("a visitor's request was under way when the kiosk stopped")
                self._settle(request)

    def _bring(self) -> None:
        self._homecoming.bring(self._state, self._times.stamp())

    def _write(self, act: Callable[[Journal], None]) -> None:
        self._write_shelf(lambda shelf: act(shelf.journal))

    def _write_shelf(self, act: Callable[[Shelf], None]) -> None:
        self._pen.write(partial(_without_number, act))


def _without_number(act: Callable[[Shelf], None], shelf: Shelf) -> None:
    act(shelf)
