"""Attends one visitor after another: takes happenings, steps the visit, does what follows."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import reduce
from typing import assert_never
from uuid import uuid4

from kiosk.contact import Contact
from kiosk.hands import Hands, Situation
from kiosk.happenings import (
    AnswerOverdue,
    Happening,
    OfferChanged,
    PaperEnded,
    TicketCame,
    TicketRefused,
    Waited,
)
from kiosk.idleness import seconds_left
from kiosk.journal.scribe import JournalReport
from kiosk.journey import step
from kiosk.offer import HallClock, Offer, fold, moment_of, offer_alone, offer_of
from kiosk.offline import Offline
from kiosk.papers import Papers
from kiosk.reception import Moment
from kiosk.visit import Means, Page, View, Visit
from printers.port_messages import PortReport
from server.client.messages import DeviceLink, LinkDown, LinkEvent, LinkUp
from server.protocol.events import TicketIssued
from server.protocol.frames import (
    Answer,
    Heartbeat,
    PaperOrder,
    PrintRouteSlip,
    PrintTicket,
    Refusal,
    Update,
    Welcome,
)
from server.protocol.identity import RequestId
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintProblem
from server.protocol.snapshots import HallTime, KioskSnapshot

UNKNOWN_TIME = HallTime(0, 0, 0)

log = logging.getLogger(__name__)


class Attendant:
    """Holds the visit and the hall's offer; calls ``changed`` after whatever may show."""

    def __init__(
        self,
        link: DeviceLink,
        papers: Papers | None,
        steady_ms: Callable[[], int],
        changed: Callable[[], None],
        offline: Offline | None = None,
    ) -> None:
        """Attend with ``link`` to the server and ``papers`` to the printer, if there is one.

        With ``offline`` visitors get numbers while the server is away.
        """
        self._link = link
        self._papers = papers
        self._steady_ms = steady_ms
        self._changed = changed
        self._visit = Visit()
        self._offer = Offer()
        self._clock: HallClock | None = None
        self._contact = Contact(steady_ms)
        self._moved_at_ms = steady_ms()
        self._offline = offline
        self._hands = Hands(link, papers, offline, self._situation)
        if offline is not None and offline.snapshot is not None:
            self._offer = offer_of(offline.snapshot)
            self._set_clock(offline.time)

    @property
    def visit(self) -> Visit:
        """Return the visit as it stands."""
        return self._visit

    @property
    def offer(self) -> Offer:
        """Return what the hall offers, its service day as well as is known without a server."""
        if self._offline is None or not self._offline.is_alone or self.wall is None:
            return self._offer
        day = self._offline.day_alone(self.wall)
        return offer_alone(self._offer, day, is_time_known=self._offline.is_time_known)

    @property
    def language(self) -> LanguageCode:
        """Return the language that is spoken with the visitor."""
        return self.view().language_of(self._visit)

    @property
    def wall(self) -> datetime | None:
        """Return the hall's wall time, or none before the server has told it."""
        return None if self._clock is None else self._clock.at(self._steady_ms())

    @property
    def is_connected(self) -> bool:
        """Tell whether the server is there, losses that mend themselves left aside."""
        return self._contact.is_there

    @property
    def link_failure(self) -> str:
        """Return the code by which the server refuses this kiosk, if it does."""
        return self._contact.failure

    @property
    def offline(self) -> Offline | None:
        """Return what lets the kiosk go on without a server, if anything does."""
        return self._offline

    @property
    def hall_time(self) -> HallTime:
        """Return hall time now, as well as the kiosk knows it."""
        if self._offline is not None:
            return self._offline.time
        return UNKNOWN_TIME if self._clock is None else self._clock.time

    @property
    def problem(self) -> PrintProblem:
        """Return what keeps the printer from printing now."""
        return PrintProblem.NONE if self._papers is None else self._papers.problem

    @property
    def has_printer(self) -> bool:
        """Tell whether this kiosk prints at all."""
        return self._papers is not None

    @property
    def seconds_left(self) -> int:
        """Return how long the question "still here?" still waits."""
        return seconds_left(self._visit, self._idle_seconds())

    def view(self) -> View:
        """Return what a step of the visit looks at."""
        wall = self.wall
        moment = Moment(1, "00:00") if wall is None else moment_of(wall)
        now, alone = self._means(is_alone=False), self._means(is_alone=True)
        return View(self.offer, moment, self.has_printer, now, alone, self.hall_time.at)

    def happen(self, happening: Happening) -> None:
        """Step the visit and do what follows from it."""
        before = self._visit
        after = step(before, happening, self.view())
        self._visit = after.visit
        if not isinstance(happening, Waited | OfferChanged) or before.place != after.visit.place:
            self._moved_at_ms = self._steady_ms()
        refused = None if after.effect is None else self._hands.do(after.effect)
        if refused is not None:
            self.happen(refused)
        self._withdraw_abandoned(before)
        self._changed()

    def notice_touch(self) -> None:
        """Take note of a touch anywhere, so that the visit is not taken to be left."""
        self._moved_at_ms = self._steady_ms()

    def tick(self) -> None:
        """Let the visit notice that time goes by; to be called about once a second."""
        if self.problem is not PrintProblem.NONE:
            self._hands.look_at_printer()
        request = self._visit.request_id or ""
        is_asking = self._visit.page is Page.TAKING
        if is_asking and self._offline is not None and self._offline.is_overdue(request):
            self.happen(AnswerOverdue(request))
        if self._offline is not None and self._offline.is_alone:
            self.happen(OfferChanged())  # a day may have begun or ended by the clock
        self.happen(Waited(self._idle_seconds()))

    def hear_journal(self, report: JournalReport) -> None:
        """Take what became of a word for the journal."""
        happening = None if self._offline is None else self._offline.hear_journal(report)
        if happening is None:
            self._changed()
        else:
            self.happen(happening)

    def hear_link(self, event: LinkEvent) -> None:
        """Take what the server, or the lack of it, tells."""
        if self._offline is not None:
            self._offline.hear_link(event)
        match event:
            case LinkUp(welcome=welcome):
                self._go_up(welcome)
            case LinkDown(failure=failure):
                self._contact.go_down(failure)
                self.happen(OfferChanged())
            case Update(changes=changes):
                self._offer = reduce(fold, changes, self._offer)
                self.happen(OfferChanged())
            case Heartbeat(time=time):
                self._set_clock(time)
            case Answer() | Refusal():
                self._hear_reply(event)
            case _:
                assert_never(event)

    def hear_port(self, report: PortReport) -> None:
        """Take what the printer tells."""
        news = None if self._papers is None else self._papers.hear(report)
        if isinstance(news, PaperEnded) and self._offline is not None:
            self._offline.end_paper(news.ticket, news.outcome, news.problem)
        if news is None:
            self._changed()
        else:
            self.happen(news)

    def hear_order(self, order: PaperOrder) -> None:
        """Print a visitor's paper if that is what the server orders."""
        if isinstance(order, PrintTicket | PrintRouteSlip):
            self._hands.print_ordered(order)

    def _go_up(self, welcome: Welcome) -> None:
        self._contact.go_up()
        self._set_clock(welcome.time)
        if isinstance(welcome.snapshot, KioskSnapshot):
            self._offer = offer_of(welcome.snapshot)
        self.happen(OfferChanged())

    def _hear_reply(self, reply: Answer | Refusal) -> None:
        match reply:
            case Answer(events=events):
                for ticket in events:
                    if isinstance(ticket, TicketIssued) and not self._is_own(ticket):
                        self.happen(TicketCame(ticket))
            case Refusal(request_id=str(request_id), failure=failure):
                log.info("refused: %s", failure.code)
                self.happen(TicketRefused(request_id, failure))
            case _:
                log.debug("a report was refused")

    def _withdraw_abandoned(self, before: Visit) -> None:
        is_left = self._visit == Visit()
        if before.code is not None and before.page is not Page.TAKING:
            is_left = self._visit.request_id is None
        was_asking = before.page is Page.TAKING or before.code is not None
        if is_left and was_asking and before.request_id is not None:
            self._hands.withdraw(before.request_id)

    def _is_own(self, ticket: TicketIssued) -> bool:
        return self._offline is not None and self._offline.is_own(ticket.issue_request)

    def _means(self, *, is_alone: bool) -> Means:
        """Return how a visitor is registered now, or would be if the server did not answer."""
        if self._offline is None:
            return Means.SERVER if self.is_connected and not is_alone else Means.NOTHING
        if not is_alone and not self._offline.is_alone:
            return Means.SERVER
        return self._offline.means()

    def _situation(self) -> Situation:
        return Situation(self.offer, self.hall_time, self.language, self._visit.request_id)

    def _set_clock(self, time: HallTime) -> None:
        self._clock = HallClock(time, self._steady_ms())

    def _idle_seconds(self) -> int:
        return (self._steady_ms() - self._moved_at_ms) // 1000


def new_request_id() -> RequestId:
    """Return an id for one request of one visit."""
    return str(uuid4())
