"""Tests of what verify says of breaks, ready desks, pauses and chosen visitors out of place."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from server.protocol.commands import IssueTicket
from server.protocol.desk_commands import PauseHall, StopHall
from server.protocol.desk_events import (
    CalledOnPaper,
    CallReturned,
    DeskPaused,
    DeskReady,
    DeskResumed,
    DeskUnready,
    HallPaused,
    HallResumed,
    OrderOverridden,
)
from server.protocol.events import Entry, Event, TicketCalled
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import SERVER_ACTOR
from server.protocol.tickets import CallReason
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.desk_control import SUPERVISOR, BusyHall
from tests.server.verify.doctored import rightful
from tests.server.working_hall import KIOSK, SMALL_HALL, new_id

Change = Callable[[list[Entry]], list[Entry]]


def fault_of(log: list[Entry]) -> Fault | None:
    """Play a log, numbered anew; return the first fault."""
    replay = Replay(SMALL_HALL, "")
    try:
        for seq, entry in enumerate(log, 1):
            replay.take(rightful(replace(entry, seq=seq)))
        replay.finish()
    except BadEntryError as bad:
        return bad.fault
    return None


def without(kind: type[Event]) -> Change:
    """Return how a log looks from which somebody took the events of a kind."""
    return lambda log: [entry for entry in log if not isinstance(entry.event, kind)]


def saying(kind: type[Event], **said: object) -> Change:
    """Return how a log looks whose events of a kind say something else."""

    def change(log: list[Entry]) -> list[Entry]:
        return [
            replace(entry, event=replace(entry.event, **said))
            if isinstance(entry.event, kind)
            else entry
            for entry in log
        ]

    return change


def saying_inputs(**said: object) -> Change:
    """Return how a log looks whose calls say that the rule looked at something else."""

    def change(log: list[Entry]) -> list[Entry]:
        return [
            replace(
                entry,
                event=replace(entry.event, inputs=replace(entry.event.inputs, **said)),
            )
            if isinstance(entry.event, TicketCalled)
            else entry
            for entry in log
        ]

    return change


def overridden() -> BusyHall:
    hall = BusyHall()
    hall.issue()
    hall.choose(hall.issue().ticket)
    return hall


def ready_and_called() -> BusyHall:
    hall = BusyHall()
    hall.ready()
    hall.issue()
    return hall


def after_a_break() -> BusyHall:
    hall = BusyHall()
    hall.issue()
    hall.rest()
    hall.next()
    return hall


def paused() -> BusyHall:
    hall = BusyHall()
    hall.issue()
    hall.do(PauseHall(request_id=new_id(), reason="meal"), SUPERVISOR)
    hall.do(StopHall(request_id=new_id(), reason="fire"), SUPERVISOR)
    return hall


@pytest.mark.parametrize(
    ("given", "change", "fault"),
    [
        (overridden, without(OrderOverridden), Fault.OVERRIDE),
        (overridden, without(TicketCalled), Fault.OVERRIDE),
        (overridden, saying(TicketCalled, reason=CallReason.IN_ORDER), Fault.OVERRIDE),
        (overridden, saying(OrderOverridden, desk="desk-2"), Fault.OVERRIDE),
        (overridden, saying_inputs(chosen=None), Fault.ORDER),
        (overridden, saying(OrderOverridden, times=2), Fault.OVERRIDE),
        (overridden, saying(OrderOverridden, reason="a-friend"), Fault.OVERRIDE),
        (ready_and_called, without(DeskUnready), Fault.STANDING),
        (ready_and_called, without(DeskReady), Fault.STANDING),
        (ready_and_called, saying(DeskUnready, official="o-2"), Fault.STANDING),
        (after_a_break, without(DeskResumed), Fault.STANDING),
        (after_a_break, without(DeskPaused), Fault.STANDING),
        (after_a_break, saying(DeskResumed, reason="nap"), Fault.STANDING),
        (paused, saying(HallPaused, standing=HallStanding.PAUSED), Fault.STANDING),
        (paused, saying(HallPaused, standing=HallStanding.OPEN), Fault.STANDING),
    ],
)
def test_a_log_that_was_changed_is_caught(
    given: Callable[[], BusyHall], change: Change, fault: Fault
) -> None:
    log = list(given().log())

    assert fault_of(log) is None
    assert fault_of(change(log)) is fault


def more(hall: BusyHall, event: Event) -> Fault | None:
    """Return what is wrong when an event is added to the log."""
    log = list(hall.log())
    return fault_of([*log, replace(log[-1], event=event)])


def called_in_order() -> list[Entry]:
    """Return a log that ends with a call."""
    hall = BusyHall()
    hall.issue()
    hall.next()
    return list(hall.log())


def test_a_call_by_itself_comes_from_a_ready_desk_alone() -> None:
    *before, call = called_in_order()

    assert fault_of([*before, replace(call, actor=str(SERVER_ACTOR))]) is Fault.STANDING


@pytest.mark.parametrize("standing", [HallStanding.PAUSED, HallStanding.STOPPED])
def test_nobody_is_called_in_a_paused_hall(standing: HallStanding) -> None:
    *before, call = called_in_order()
    reason = "meal" if standing is HallStanding.PAUSED else "fire"
    pause = replace(call, event=HallPaused(standing=standing, reason=reason))

    assert fault_of([*before, pause, call]) is Fault.STANDING


def test_no_number_is_given_in_a_stopped_hall() -> None:
    open_hall, stopped = BusyHall(), BusyHall()
    stopped.do(StopHall(request_id=new_id(), reason="fire"), SUPERVISOR)
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")
    (issued,) = open_hall.do(command, KIOSK)

    assert more(stopped, issued) is Fault.STANDING


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (DeskReady(desk="desk-9", official="o-1"), Fault.STANDING),
        (DeskReady(desk="desk-1", official="o-1"), Fault.STANDING),
        (DeskPaused(desk="desk-1", reason="meal"), Fault.STANDING),
        (HallResumed(standing=HallStanding.PAUSED, reason="meal", since=1), Fault.STANDING),
        (CallReturned(ticket="t", leg="l", number="A001", desk="desk-1"), Fault.DESK),
        (
            CalledOnPaper(
                ticket="t",
                leg="l",
                number="A002",
                desk="desk-9",
                called_at=1,
                is_received=True,
            ),
            Fault.DESK,
        ),
    ],
    ids=lambda event: type(event).__name__,
)
def test_what_a_busy_desk_and_an_open_hall_cannot_do_is_caught(event: Event, fault: Fault) -> None:
    hall = BusyHall()
    hall.issue()
    hall.next()

    assert more(hall, event) is fault


def test_a_desk_is_ready_for_the_official_who_said_so() -> None:
    hall = BusyHall()
    hall.ready()
    *before, ready = hall.log()

    assert fault_of([*before, ready]) is None
    assert fault_of([*before, replace(ready, actor="official:o-2")]) is Fault.STANDING


def test_a_call_on_paper_before_the_visitor_came_is_caught() -> None:
    hall = BusyHall()
    issued = hall.issue()
    called = CalledOnPaper(
        ticket=issued.ticket,
        leg=issued.leg,
        number=issued.number,
        desk="desk-1",
        called_at=issued.order_key,
        is_received=True,
    )

    assert more(hall, called) is None
    assert more(hall, replace(called, called_at=issued.order_key - 1)) is Fault.LEG
