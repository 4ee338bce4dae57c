"""Tests of what verify says of an undo that is not what it says."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from server.protocol.desk_events import ActUndone, UndoneLeg, UndoneShare
from server.protocol.events import DayClosed, DayOpened, Entry, TicketCalled
from server.protocol.tickets import LegState
from server.protocol.visit_commands import NextLeg, Park, SendOn, Transfer, Unpark
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.acts.desk_control import BusyHall
from tests.server.verify.doctored import rightful
from tests.server.working_hall import OFFICIAL, SMALL_HALL, TODAY, TOMORROW, new_id


def undone_next() -> list[Entry]:
    """Return a log that ends with a Next taken back whole: a finish, and a call by tier."""
    hall = BusyHall()
    first = hall.issue()
    hall.next()
    hall.start(first.ticket)
    hall.issue()
    hall.issue(claim="veterans")
    hall.next(first.ticket)
    hall.undo()
    return list(hall.log())


def fault_of(log: list[Entry]) -> Fault | None:
    """Play a log; return the fault of its last entry."""
    replay = Replay(SMALL_HALL, "")
    for entry in log[:-1]:
        replay.take(rightful(entry))
    try:
        replay.take(rightful(log[-1]))
    except BadEntryError as bad:
        return bad.fault
    return None


def test_an_undo_is_what_the_log_says_it_is() -> None:
    assert fault_of(undone_next()) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda undone: replace(undone, undone=undone.until),
        lambda undone: replace(undone, until=undone.undone),
        lambda undone: replace(undone, undone=undone.undone - 1),
        lambda undone: replace(undone, desk="desk-2"),
        lambda undone: replace(undone, legs=undone.legs[:1]),
        lambda undone: replace(undone, legs=tuple(reversed(undone.legs))),
        lambda undone: replace(
            undone, legs=(replace(undone.legs[0], state=LegState.WAITING), undone.legs[1])
        ),
        lambda undone: replace(undone, shares=()),
        lambda undone: replace(undone, shares=(UndoneShare(2, "papers", 1),)),
    ],
    ids=[
        "half-of-it",
        "the-other-half",
        "more-than-it",
        "another-desk",
        "one-leg",
        "another-order",
        "another-state",
        "no-share",
        "another-share",
    ],
)
def test_an_undo_that_says_anything_else_is_caught(
    change: Callable[[ActUndone], ActUndone],
) -> None:
    log = undone_next()
    undone = log[-1].event
    assert isinstance(undone, ActUndone)

    assert fault_of([*log[:-1], replace(log[-1], event=change(undone))]) is Fault.UNDO


def test_an_undo_too_late_is_caught() -> None:
    log = undone_next()
    late = replace(log[-1], at=log[-1].at + 60_000)

    assert fault_of([*log[:-1], late]) is Fault.UNDO


def test_an_undo_of_what_was_undone_is_caught() -> None:
    log = undone_next()
    again = replace(log[-1], seq=log[-1].seq + 1)

    assert fault_of([*log, again]) is Fault.UNDO


def test_an_undo_of_another_day_is_caught() -> None:
    hall = BusyHall()
    hall.rest()
    hall.undo()
    *before, undone = hall.log()
    opened = DayOpened(service_day=TOMORROW)
    closed = DayClosed(service_day=TODAY, still_waiting=0)
    days = [
        replace(undone, seq=undone.seq + nth, event=event)
        for nth, event in enumerate((closed, opened))
    ]
    late = replace(undone, seq=undone.seq + 2)

    assert fault_of([*before, *days, late]) is Fault.UNDO


@pytest.mark.parametrize("is_sent_on", [False, True])
def test_an_undo_of_what_has_changed_since_is_caught(*, is_sent_on: bool) -> None:
    hall = BusyHall()
    issued = hall.issue()
    hall.next()
    here = NextLeg(desk="desk-1")
    hall.press(Transfer, ticket=issued.ticket, to=here, reason="other-service")
    (called,) = hall.next()
    assert isinstance(called, TicketCalled)
    hall.press(Park, ticket=issued.ticket, reason="documents")
    park = hall.log()[-1]
    who = {"request_id": new_id(), "ticket": issued.ticket}
    to = NextLeg(service="advice")
    hall.do(
        SendOn(**who, to=to, reason="other-service") if is_sent_on else Unpark(**who), OFFICIAL
    )
    undone = ActUndone(
        desk="desk-1",
        act="Park",
        undone=park.seq,
        until=park.seq,
        legs=(UndoneLeg(issued.ticket, called.leg, issued.number, LegState.CALLED),),
    )
    log = list(hall.log())

    assert fault_of(log) is None
    forged = replace(park, seq=log[-1].seq + 1, at=log[-1].at, event=undone)
    assert fault_of([*log, forged]) is Fault.UNDO
