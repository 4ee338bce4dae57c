"""Tests of presses: each button is one command, for the visitor whom its page showed."""

import pytest

from server.console.presses import DeskAction, PressForm, command_of
from server.protocol.commands import (
    CallNext,
    Command,
    FinishService,
    MarkNoShow,
    Recall,
    StartService,
)
from server.protocol.errors import StaleTicketError
from tests.server.working_hall import new_id

REQUEST, TICKET = new_id(), new_id()
DESK = "desk-1"


@pytest.mark.parametrize(
    ("action", "command"),
    [
        (DeskAction.NEXT, CallNext(request_id=REQUEST, desk=DESK, current=TICKET)),
        (DeskAction.RECALL, Recall(request_id=REQUEST, desk=DESK, ticket=TICKET)),
        (DeskAction.START, StartService(request_id=REQUEST, desk=DESK, ticket=TICKET)),
        (DeskAction.FINISH, FinishService(request_id=REQUEST, desk=DESK, ticket=TICKET)),
        (DeskAction.NO_SHOW, MarkNoShow(request_id=REQUEST, desk=DESK, ticket=TICKET)),
    ],
)
def test_a_press_is_its_command(action: DeskAction, command: Command) -> None:
    assert command_of(action, DESK, PressForm(REQUEST, TICKET)) == command


def test_next_at_a_free_desk_has_no_visitor() -> None:
    command = command_of(DeskAction.NEXT, DESK, PressForm(REQUEST))

    assert command == CallNext(request_id=REQUEST, desk=DESK, current=None)


@pytest.mark.parametrize("action", [a for a in DeskAction if a is not DeskAction.NEXT])
def test_every_other_button_needs_a_visitor(action: DeskAction) -> None:
    with pytest.raises(StaleTicketError):
        command_of(action, DESK, PressForm(REQUEST))
