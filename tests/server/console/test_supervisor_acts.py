"""Tests of what is asked of the whole hall."""

from typing import Any

import pytest

from server.console.supervisor_acts import HallAct, HallForm, command_of_hall_act
from server.protocol.commands import Command
from server.protocol.desk_commands import PauseHall, ResumeHall, ReturnCalled, StopHall
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.visit_commands import NextLeg, SendOn

REQUEST: dict[str, Any] = {"request_id": "11111111-2222-4333-8444-555555555555"}
TICKET = "11111111-2222-4333-8444-666666666666"

ACTS: list[tuple[HallAct, dict[str, str], Command]] = [
    (HallAct.PAUSE, {"reason": "meal"}, PauseHall(**REQUEST, reason="meal")),
    (HallAct.STOP, {"reason": "fire"}, StopHall(**REQUEST, reason="fire")),
    (HallAct.RESUME, {}, ResumeHall(**REQUEST)),
    (HallAct.RETURN, {"ticket": TICKET}, ReturnCalled(**REQUEST, ticket=TICKET)),
    (
        HallAct.SEND_ON,
        {"ticket": TICKET, "target": "service:advice", "reason": "specialist"},
        SendOn(**REQUEST, ticket=TICKET, to=NextLeg(service="advice"), reason="specialist"),
    ),
]


@pytest.mark.parametrize(("act", "fields", "command"), ACTS)
def test_each_form_asks_for_its_act(
    act: HallAct, fields: dict[str, str], command: Command
) -> None:
    assert command_of_hall_act(act, HallForm(**REQUEST, **fields)) == command


@pytest.mark.parametrize("act", [HallAct.PAUSE, HallAct.RETURN, HallAct.SEND_ON])
def test_a_form_that_lacks_something_is_refused(act: HallAct) -> None:
    with pytest.raises(UnknownCodeError):
        command_of_hall_act(act, HallForm(**REQUEST))
