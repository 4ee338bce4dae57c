"""One example of every message about what desks do beyond their daily round."""

from typing import Any

from server.protocol.codes import VisitRecord
from server.protocol.desk_commands import (
    CallChosen,
    DeskControlCommand,
    EndBreak,
    EnterPaperCall,
    NotReady,
    OrderPaper,
    PauseHall,
    Ready,
    ResumeHall,
    ReturnCalled,
    StartBreak,
    StopHall,
    Undo,
)
from server.protocol.desk_events import (
    ActUndone,
    CalledOnPaper,
    CallReturned,
    DeskControlEvent,
    DeskPaused,
    DeskReady,
    DeskResumed,
    DeskUnready,
    HallPaused,
    HallResumed,
    OrderOverridden,
    PaperOrdered,
    UndoneLeg,
    UndoneShare,
)
from server.protocol.hall_standing import HallStanding
from server.protocol.tickets import LegState

_REQUEST = "3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90"
_TICKET = "11111111-2222-4333-8444-555555555555"
_LEG = "66666666-7777-4888-9999-aaaaaaaaaaaa"
_AT = 1_795_392_000_000
_AT_DESK: dict[str, Any] = {"ticket": _TICKET, "leg": _LEG, "number": "A042", "desk": "desk-5"}
_RECORD = VisitRecord(outcome="answered", topic="housing", region="71", is_repeat=False)

DESK_COMMANDS: tuple[DeskControlCommand, ...] = (
    Ready(request_id=_REQUEST, desk="desk-5"),
    NotReady(request_id=_REQUEST, desk="desk-5"),
    CallChosen(
        request_id=_REQUEST, desk="desk-5", ticket=_TICKET, reason="unwell", record=_RECORD
    ),
    Undo(request_id=_REQUEST, desk="desk-5", act=51),
    StartBreak(request_id=_REQUEST, desk="desk-5", reason="meal"),
    EndBreak(request_id=_REQUEST, desk="desk-5"),
    PauseHall(request_id=_REQUEST, reason="briefing"),
    StopHall(request_id=_REQUEST, reason="fire"),
    ResumeHall(request_id=_REQUEST),
    OrderPaper(request_id=_REQUEST, ticket=_TICKET, device="kiosk-1"),
    EnterPaperCall(
        request_id=_REQUEST, desk="desk-5", number="A042", called_at=_AT, record=_RECORD
    ),
    ReturnCalled(request_id=_REQUEST, ticket=_TICKET),
)

DESK_EVENTS: tuple[DeskControlEvent, ...] = (
    DeskReady(desk="desk-5", official="o-1f2e3d4c"),
    DeskUnready(desk="desk-5", official="o-1f2e3d4c", since=_AT - 60_000),
    DeskPaused(desk="desk-5", reason="meal"),
    DeskResumed(desk="desk-5", reason="meal", since=_AT - 60_000),
    HallPaused(standing=HallStanding.STOPPED, reason="fire"),
    HallResumed(standing=HallStanding.PAUSED, reason="briefing", since=_AT - 60_000),
    OrderOverridden(**_AT_DESK, reason="unwell", times=2),
    ActUndone(
        desk="desk-5",
        act="CallNext",
        undone=50,
        until=51,
        legs=(UndoneLeg(_TICKET, _LEG, "A042", LegState.WAITING),),
        shares=(UndoneShare(2, "advice", 0),),
    ),
    CallReturned(**_AT_DESK),
    PaperOrdered(ticket=_TICKET, number="A042", device="kiosk-1", copy=1),
    CalledOnPaper(**_AT_DESK, called_at=_AT, is_received=True, record=_RECORD),
)
