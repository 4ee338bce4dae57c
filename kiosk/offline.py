"""What the kiosk does without a server, and how it brings that to the server when it is back."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from kiosk.clocks import Clocks, HallTimes, age_ms, arrival, is_certain
from kiosk.happenings import TicketCame, TicketRefused
from kiosk.journal.journal import MOST_HELD, Journal
from kiosk.journal.records import Numbered
from kiosk.journal.scribe import JournalFailed, JournalKept, JournalReport, Pen
from kiosk.journal.shelf import HallLog, Shelf
from kiosk.journal.state import JournalState
from kiosk.merging import Merger
from kiosk.visit import ASK_STAFF, Means
from server.client.messages import DeviceLink, LinkDown, LinkEvent, LinkUp
from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Heartbeat, Refusal, Update, Welcome
from server.protocol.identity import Key, RequestId
from server.protocol.offline_events import OfflineMerged
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.snapshots import DayChanged, DeviceChange, HallTime, KioskSnapshot
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

STALE_MS = 15 * 60 * 1000
"""Nobody waits any more for the answer to a press that is older."""

BARRING = frozenset({"unknown-device", "key-replaced", "device-doubled"})
"""The hall itself says that this kiosk is none of its own: it would never take its numbers."""

ALARM_HELD = MOST_HELD * 8 // 10
NIGHT_END = time(4)
"""When a service day that nobody closed is over."""

log = logging.getLogger(__name__)


class Offline:
    """Keeps the journal of one kiosk and merges it; all calls come from one thread."""

    def __init__(
        self,
        pen: Pen,
        state: JournalState,
        snapshot: KioskSnapshot | None,
        link: DeviceLink,
        clocks: Clocks,
    ) -> None:
        """Go on from ``state`` and the ``snapshot`` of before, if the hall is known.

        Presses of before the start are asked again once the server is known to be the same hall's.
        """
        self._pen = pen
        self._state = state
        self._link = link
        self._clocks = clocks
        self.snapshot = snapshot
        self._times = HallTimes(clocks, None if self.snapshot is None else self.snapshot.time)
        self._heard_at = clocks.steady_ms()
        self._asked: dict[RequestId, int] = {}
        self._own: set[RequestId] = set()
        self._is_barred = False
        self._told: HallLog | None = None
        self._resumed: HallLog | None = None
        self._merger = Merger(link, clocks.steady_ms)

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

    def means(self, service_day: ServiceDay | None, wall: datetime | None) -> Means:
        """Return what the kiosk can do for a visitor by itself now."""
        if not self._state.kiosk or self._is_barred or service_day is None or wall is None:
            return Means.SLIP
        if len(self._state.held) >= MOST_HELD or _is_over(service_day, wall):
            return Means.SLIP
        return Means.OWN_NUMBER

    def is_overdue(self, request: RequestId) -> bool:
        """Tell whether the answer to a press should have come by now."""
        asked_at = self._asked.get(request)
        return asked_at is not None and self._clocks.steady_ms() - asked_at >= OVERDUE_MS

    def is_own(self, request: RequestId) -> bool:
        """Tell whether the visitor of ``request`` gets a number of the kiosk's own."""
        return request in self._own

    def press(self, command: IssueTicket) -> None:
        """Note that the server is asked for ``command`` now."""
        self._asked[command.request_id] = self._clocks.steady_ms()
        stamp = self._times.stamp()
        self._write(lambda journal: journal.press(command, stamp))

    def give(self, command: IssueTicket) -> None:
        """Give the visitor of ``command`` a number of the kiosk's own; a report follows."""
        request = command.request_id
        self._asked.pop(request, None)
        self._own.add(request)
        self._link.withdraw(request)
        stamp = self._times.stamp()
        self._pen.write(lambda shelf: shelf.journal.number(command, stamp), request)

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
        """Return what the visitor is told; who stands before him nobody knows."""
        command, stamp = numbered.command, numbered.stamp
        return TicketIssued(
            ticket=command.request_id,
            leg=command.request_id,
            number=kiosk_number(numbered.kiosk, numbered.ordinal),
            service_day="" if self.snapshot is None else self.snapshot.service_day or "",
            series=kiosk_series(numbered.kiosk),
            ordinal=numbered.ordinal,
            service=command.service,
            language=command.language,
            ticket_class=TicketClass.ORDINARY,
            claim=command.claim,
            order_key=arrival(stamp),
            people_ahead=0,
            issue_request=command.request_id,
            offline=OfflineIssue(
                numbered.kiosk, numbered.ordinal, arrival(stamp), is_certain(stamp)
            ),
        )

    def hear_journal(self, report: JournalReport) -> TicketCame | TicketRefused | None:
        """Take in how the journal stands; return what it means for a visitor, if anything."""
        before, self._state = self._state, report.state
        held = len(self._state.held)
        if held > len(before.held) and held in {ALARM_HELD, MOST_HELD}:
            log.critical("%s of %s numbers without a server: tell the staff", held, MOST_HELD)
        if report.hall is not None and report.hall == self._told != self._resumed:
            self._resumed = report.hall
            self._ask_again()
        self._merge()
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
                self._merger.go_down()
                self._is_barred = failure is not None and failure.code in BARRING
                return
            case Heartbeat(time=told):
                self._times.hear(told)
                self._merge()
            case Update(changes=changes):
                self._hear_changes(changes)
            case Answer():
                self._hear_answer(event)
            case Refusal(request_id=str(request)):
                if not self._merger.hear_refusal(request, event.failure.code):
                    self._settle(request)
            case _:
                pass
        self._heard_at = self._clocks.steady_ms()

    def _hear_changes(self, changes: tuple[DeviceChange, ...]) -> None:
        for change in changes:
            if isinstance(change, DayChanged) and self.snapshot is not None:
                self._remember(_with_day(self.snapshot, change.service_day))

    def _go_up(self, welcome: Welcome) -> None:
        self._is_barred = False
        self._times.hear(welcome.time)
        self._merger.go_up(welcome.time.at)
        kiosk = welcome.kiosk
        if kiosk is not None:
            told = self._told = HallLog(welcome.hall, kiosk.log)
            self._write_shelf(lambda shelf: shelf.join(told, kiosk.number, kiosk.merged_to))
        if isinstance(welcome.snapshot, KioskSnapshot):
            self._remember(welcome.snapshot)
        self._merge()

    def _remember(self, snapshot: KioskSnapshot) -> None:
        self.snapshot = snapshot
        self._write_shelf(lambda shelf: shelf.remember(snapshot))

    def _hear_answer(self, answer: Answer) -> None:
        match answer.events:
            case (*_, OfflineMerged() as merged):
                done = self._merger.hear_answer(merged)
                self._write(lambda journal: journal.merge(done))
            case (TicketIssued(), *_):
                self._settle(answer.request_id)
            case _:
                pass

    def _settle(self, request: RequestId) -> None:
        self._asked.pop(request, None)
        self._write(lambda journal: journal.settle(request))

    def _ask_again(self) -> None:
        """Ask again what the process before this one asked without getting an answer."""
        now = self._times.stamp()
        for pressed in self._state.pressed:
            request, age = pressed.command.request_id, age_ms(pressed.stamp, now)
            if request in self._asked:
                continue
            if age is not None and age < STALE_MS:
                self._link.ask(pressed.command)
            else:
                self._settle(request)

    def _merge(self) -> None:
        """Bring what the journal holds, if it is that of the hall whose server is there."""
        if self._resumed is not None and self._resumed == self._told:
            self._merger.bring(self._state.held, self._times.stamp())

    def _write(self, act: Callable[[Journal], None]) -> None:
        self._write_shelf(lambda shelf: act(shelf.journal))

    def _write_shelf(self, act: Callable[[Shelf], None]) -> None:
        self._pen.write(partial(_without_number, act))


def _without_number(act: Callable[[Shelf], None], shelf: Shelf) -> None:
    act(shelf)


def _with_day(snapshot: KioskSnapshot, service_day: ServiceDay | None) -> KioskSnapshot:
    return KioskSnapshot(
        hall_names=snapshot.hall_names,
        languages=snapshot.languages,
        bodies=snapshot.bodies,
        services=snapshot.services,
        categories=snapshot.categories,
        hours=snapshot.hours,
        service_day=service_day,
        waiting={},
        time=snapshot.time,
    )


def _is_over(service_day: ServiceDay, wall: datetime) -> bool:
    """Tell whether the night after ``service_day`` has passed."""
    end = datetime.combine(datetime.fromisoformat(service_day) + timedelta(days=1), NIGHT_END)
    return wall.replace(tzinfo=None) >= end
