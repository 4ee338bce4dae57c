"""A server that stops after whatever has happened opens its own sound store again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from server.hall_opening import open_hall
from server.protocol.commands import (
    CloseDay,
    FinishService,
    MarkClaimed,
    MarkNoShow,
    MarkUnclaimed,
    NoteMemory,
    OpenDay,
    Recall,
    StartService,
)
from server.protocol.events import (
    DayReopened,
    Event,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
    TicketRecalled,
)
from server.protocol.identity import SERVER_ACTOR
from server.protocol.offline_events import TicketRenumbered, TicketRevived
from server.protocol.restore_events import SeriesRaised
from server.protocol.tickets import SeenNumber
from server.storage.ledger import Ledger
from tests.fakes.clock import FakeClock
from tests.server.acts.offline_numbers import merge, number, request
from tests.server.protocol.examples import EVENTS
from tests.server.working_hall import ADMIN, OFFICIAL, TODAY, TOMORROW, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


LIVED = {DayReopened, TicketRecalled, TicketLapsed, TicketRenumbered, TicketRevived, SeriesRaised}
"""What the check of a day has to understand, and must not only be written."""

AtDesk = StartService | FinishService | Recall | MarkNoShow


class Life:
    """A hall to which everything happens that there is; it starts anew after each thing."""

    def __init__(self) -> None:
        """Begin on an open day."""
        self.hall = WorkingHall()
        self.ordinals = iter(range(1, 100))
        self.restarts = 0
        self.lived: set[type[Event]] = set()

    def live(self) -> None:
        """Let it all happen."""
        for part in (self.calls, self.lost_numbers, self.days, self.lost_log, self.the_rest):
            for _ in part():
                self.start_anew()

    def start_anew(self) -> None:
        """Open the hall as a new process does; the entries of the day are what they were."""
        opened = open_hall(self.hall.store, None, FakeClock())
        assert opened.entries == self.hall.log()[-len(opened.entries) :]
        self.restarts += 1

    def issue(self) -> TicketIssued:
        return self.hall.issue()

    def at_desk(self, call: TicketCalled, *acts: type[AtDesk]) -> None:
        for act in acts:
            self.hall.do(act(request_id=new_id(), desk="desk-1", ticket=call.ticket), OFFICIAL)

    def bring(self, request_id: str, ordinal: int | None = None) -> tuple[Event, ...]:
        own = number(self.hall, ordinal or next(self.ordinals), request=request_id)
        return merge(self.hall, own)

    def turn_to(self, day: str) -> None:
        """Close the day that is open and open ``day``, for the first time or again."""
        self.hall.do(CloseDay(request_id=new_id()), ADMIN)
        self.hall.do(OpenDay(request_id=new_id(), service_day=day), ADMIN)

    def calls(self) -> Iterator[None]:
        issued = [self.issue() for _ in range(4)]
        yield
        aside = (issued[3].issue_request,)
        self.hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=aside), SERVER_ACTOR)
        yield
        self.hall.do(MarkClaimed(request_id=new_id(), issue_requests=aside), SERVER_ACTOR)
        yield
        self.at_desk(self.hall.call(), Recall, StartService, FinishService)
        yield
        self.at_desk(self.hall.call(), MarkNoShow)
        yield

    def lost_numbers(self) -> Iterator[None]:
        """Each of these visitors holds a paper with a number of the kiosk's own."""
        waiting, called, gone, aside = (self.issue() for _ in range(4))
        self.bring(waiting.issue_request)
        yield
        call = self.hall.call()
        while call.ticket != called.ticket:
            self.at_desk(call, StartService, FinishService)
            yield
            call = self.hall.call()
        self.bring(called.issue_request)
        yield
        self.at_desk(call, MarkNoShow)
        self.at_desk(self.hall.call(), MarkNoShow)
        self.bring(gone.issue_request)
        yield
        requests = (aside.issue_request,)
        self.hall.do(MarkUnclaimed(request_id=new_id(), issue_requests=requests), SERVER_ACTOR)
        self.bring(aside.issue_request)
        yield
        self.bring(request(1))
        yield
        self.bring(request(2), ordinal=1)
        yield

    def days(self) -> Iterator[None]:
        late = self.issue()
        self.hall.do(CloseDay(request_id=new_id()), ADMIN)
        yield
        self.bring(request(3))
        self.bring(request(4), ordinal=1)
        yield
        self.hall.do(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)
        yield
        self.turn_to(TOMORROW)
        yield
        for _ in range(40):
            self.issue()
        self.bring(late.issue_request)
        yield
        self.turn_to(TODAY)
        yield
        self.issue()
        self.bring(request(5), ordinal=1)
        yield
        self.turn_to(TOMORROW)
        yield
        self.issue()
        yield
        yesterday = (date.fromisoformat(TODAY) - timedelta(days=1)).isoformat()
        self.turn_to(yesterday)
        yield
        self.issue()
        self.turn_to(TODAY)
        yield

    def lost_log(self) -> Iterator[None]:
        def begin(ledger: Ledger) -> None:
            with ledger.savepoint():
                self.hall.hall.begin_epoch(ledger, 2, 200)

        self.hall.within(begin)
        yield
        self.issue()
        yield
        self.hall.within(lambda ledger: self._set_clock(ledger, -120))
        yield
        seen = SeenNumber(TODAY, 1234)
        told = NoteMemory(
            request_id=new_id(),
            device="kiosk-1",
            epoch=1,
            seq=3,
            head="0f" * 32,
            numbers={"main": seen},
        )
        self.hall.do(told, SERVER_ACTOR)
        yield
        self.issue()
        yield

    def _set_clock(self, ledger: Ledger, wall_offset: int) -> None:
        with ledger.savepoint():
            self.hall.hall.adjust_clock(ledger, wall_offset)

    def the_rest(self) -> Iterator[None]:
        """Write what touches no ticket."""
        self.lived = self.kinds()
        left = [event for event in EVENTS if type(event) not in self.kinds()]

        def append(ledger: Ledger) -> None:
            with ledger.savepoint():
                for event in left:
                    ledger.append(event, SERVER_ACTOR, self.hall.clock.wall_ms())

        self.hall.within(append)
        yield

    def kinds(self) -> set[type[Event]]:
        return {type(entry.event) for entry in self.hall.log()}


def test_a_store_that_saw_every_kind_of_event_is_opened_again_after_each() -> None:
    life = Life()

    life.live()

    assert life.restarts >= 30
    assert life.lived >= LIVED
    assert life.kinds() == {type(event) for event in EVENTS}
