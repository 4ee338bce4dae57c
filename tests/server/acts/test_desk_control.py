"""Tests of the way to what desks do: the desk must be the hall's."""

import pytest

from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    EnterPaperCall,
    NotReady,
    Ready,
    StartBreak,
    Undo,
)
from server.protocol.errors import UnknownDeskError
from tests.server.acts.desk_control import BusyHall
from tests.server.working_hall import new_id

ASKED: dict[type, dict[str, object]] = {
    Ready: {},
    NotReady: {},
    CallChosen: {"ticket": new_id(), "reason": "unwell"},
    Undo: {"act": 1},
    StartBreak: {"reason": "meal"},
    EndBreak: {},
    EnterPaperCall: {"number": "A001", "called_at": 1},
}


@pytest.mark.parametrize("command", ASKED, ids=lambda command: command.__name__)
def test_nothing_is_done_at_a_desk_that_the_hall_does_not_have(command: type) -> None:
    hall = BusyHall()

    with pytest.raises(UnknownDeskError, match="desk=nowhere"):
        hall.press(command, "nowhere", **ASKED[command])
