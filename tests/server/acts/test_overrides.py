"""Tests of calling a chosen visitor: a reason, a count, and the shares of the rule untouched."""

import pytest

from server.protocol.desk_commands import CallChosen
from server.protocol.desk_errors import (
    NotServedHereError,
    NotWaitingError,
    UnknownCodeError,
)
from server.protocol.desk_events import OrderOverridden
from server.protocol.errors import DeskBusyError, UnknownTicketError
from server.protocol.events import TicketCalled
from server.protocol.tickets import CallReason
from tests.server.acts.desk_control import BusyHall
from tests.server.working_hall import new_id


def test_a_chosen_visitor_is_called_with_a_reason_and_the_order_as_it_was() -> None:
    hall = BusyHall()
    hall.issue()
    hall.issue()
    chosen = hall.issue()

    overridden, called = hall.choose(chosen.ticket)

    assert overridden == OrderOverridden(
        desk="desk-1",
        ticket=chosen.ticket,
        leg=chosen.leg,
        number="A003",
        reason="unwell",
        times=1,
    )
    assert isinstance(called, TicketCalled)
    assert (called.number, called.reason) == ("A003", CallReason.OVERRIDE)
    assert [head.number for head in called.inputs.heads] == ["A001"]
    assert called.inputs.chosen is not None
    assert (called.inputs.chosen.number, called.inputs.chosen.order_key) == (
        "A003",
        chosen.order_key,
    )
    assert hall.verified() == 1


def test_every_choice_of_the_day_is_counted_for_its_desk() -> None:
    hall = BusyHall()
    tickets = [hall.issue().ticket for _ in range(3)]
    current = None
    for ticket in reversed(tickets):
        hall.choose(ticket, current)
        hall.start(ticket)
        current = ticket

    assert hall.picture().control.overrides("desk-1") == 3
    assert hall.picture().control.overrides("desk-2") == 0
    assert hall.verified() == 3


def test_a_choice_leaves_the_share_as_it_is() -> None:
    hall = BusyHall()
    hall.issue()
    hall.issue(claim="veterans")
    chosen = hall.issue(claim="veterans")
    before = hall.rows()["shares"]

    hall.choose(chosen.ticket)

    assert hall.rows()["shares"] == before
    assert hall.verified() == 1


def test_only_who_waits_for_the_desk_can_be_chosen() -> None:
    hall = BusyHall()
    called, elsewhere = hall.issue(), hall.issue("advice")
    hall.next()

    with pytest.raises(NotServedHereError, match="service=advice"):
        hall.choose(elsewhere.ticket, desk="desk-2")
    with pytest.raises(NotWaitingError, match="state=called"):
        hall.choose(called.ticket, desk="desk-2")
    with pytest.raises(UnknownTicketError):
        hall.choose(new_id(), desk="desk-2")
    with pytest.raises(UnknownCodeError, match="kind=override"):
        hall.press(CallChosen, "desk-2", ticket=elsewhere.ticket, reason="friend")


def test_a_called_visitor_is_not_left_for_a_chosen_one() -> None:
    hall = BusyHall()
    called, chosen = hall.issue(), hall.issue()
    hall.next()

    with pytest.raises(DeskBusyError):
        hall.choose(chosen.ticket, called.ticket)
