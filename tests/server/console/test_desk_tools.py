"""Tests of what a desk may do beside its daily round."""

import pytest
from msgspec.structs import replace

from server.console.code_names import code_name
from server.console.desk_acts import DeskAct
from server.protocol.codes import CodeKind
from server.protocol.commands import Command, StartService
from server.protocol.desk_commands import PauseHall, Ready, StartBreak, StopHall
from server.protocol.hall_standing import HallStanding
from server.protocol.visit_commands import ConfirmClaim
from tests.server.console.seen_hall import SeenHall
from tests.server.working_hall import ADMIN, SMALL_HALL, new_id

DESK = "desk-1"
ALWAYS = {"walk-in", "check-in", "paper-call"}
"""The last only while nobody is at the desk."""


def acts(hall: SeenHall) -> set[str]:
    return set(hall.look().tools.acts) - ALWAYS


def test_a_free_desk_is_made_ready_only_where_nobody_waits() -> None:
    hall = SeenHall()
    empty = hall.look().tools
    hall.issue()

    assert (set(empty.acts) - ALWAYS, empty.main) == ({"ready", "break"}, "ready")
    assert acts(hall) == {"break", "choose"}


def test_a_ready_desk_says_so_and_can_stop_waiting() -> None:
    hall = SeenHall()

    hall.at_desk(Ready(request_id=new_id(), desk=DESK))

    assert acts(hall) == {"not-ready", "break"}
    assert hall.look().idle.waits


def test_a_break_is_told_with_its_reason_and_ended() -> None:
    hall = SeenHall()

    hall.at_desk(StartBreak(request_id=new_id(), desk=DESK, reason="meal"))

    idle = hall.look(language="ru").idle
    assert idle.pause == code_name(hall.config, CodeKind.BREAK, "meal", "ru")
    assert idle.since == hall.log()[-1].at
    assert (acts(hall), hall.look().tools.main) == ({"end-break"}, "end-break")


def test_what_is_done_with_a_visitor_depends_on_how_far_he_is() -> None:
    hall = SeenHall()
    hall.issue(claim="veterans")
    ticket = hall.call().ticket
    called = acts(hall)
    hall.at_desk(ConfirmClaim(request_id=new_id(), desk=DESK, ticket=ticket))
    hall.at_desk(StartService(request_id=new_id(), desk=DESK, ticket=ticket))
    hall.issue()

    about = {"transfer", "park", "copy"}
    assert called == {"confirm-claim", "refuse-claim"} | about
    assert acts(hall) == {"details", "choose"} | about


def test_where_start_is_optional_a_called_visitor_has_an_outcome() -> None:
    hall = SeenHall(replace(SMALL_HALL, start_is_optional=True))
    hall.called()

    assert DeskAct.DETAILS in acts(hall)


@pytest.mark.parametrize(
    ("command", "standing"),
    [
        (PauseHall(request_id=new_id(), reason="meal"), HallStanding.PAUSED),
        (StopHall(request_id=new_id(), reason="fire"), HallStanding.STOPPED),
    ],
)
def test_a_hall_that_does_not_call_says_why_and_lets_nobody_be_called(
    command: Command, standing: HallStanding
) -> None:
    hall = SeenHall()
    hall.issue()

    hall.at_desk(command, ADMIN)

    view = hall.look()
    assert (view.idle.standing, bool(view.idle.reason)) == (standing, True)
    assert (view.actions.may_call, acts(hall)) == (False, {"break"})


def test_the_last_act_can_be_undone_for_some_seconds() -> None:
    hall = SeenHall()
    nothing = hall.look().undo
    hall.called()
    seq, at = hall.log()[-1].seq, hall.log()[-1].at
    undo = hall.look().undo

    assert nothing is None
    assert undo is not None
    assert (undo.seq, undo.kind, undo.until) == (seq, "TicketCalled", at + 5000)
    hall.clock.advance(seconds=5)
    hall.issue()
    assert hall.look().undo is None
