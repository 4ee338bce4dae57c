"""What supervisors and admins do to the whole hall: the form each act sends, and its command."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec import Struct

from server.console.desk_acts import next_leg
from server.protocol.commands import Command
from server.protocol.desk_commands import PauseHall, ResumeHall, ReturnCalled, StopHall
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.identity import RequestId
from server.protocol.visit_commands import NextLeg, SendOn


class HallAct(StrEnum):
    """The acts, by the last part of their addresses."""

    PAUSE = "pause"
    STOP = "stop"
    RESUME = "resume"
    RETURN = "return"
    SEND_ON = "send-on"


class HallForm(Struct, frozen=True):
    """What a form sends; each act looks at its own fields."""

    request_id: RequestId
    reason: str = ""
    ticket: str = ""
    target: str = ""


def command_of_hall_act(act: HallAct, form: HallForm) -> Command:
    """Return the command; raise a refusal if the form lacks what the act needs."""
    try:
        command = _COMMANDS[act](form)
        return msgspec.convert(msgspec.to_builtins(command), type(command))
    except msgspec.ValidationError as error:
        raise UnknownCodeError(kind=act.value, code="") from error


def _send_on(form: HallForm) -> Command:
    return SendOn(
        request_id=form.request_id,
        ticket=form.ticket,
        to=next_leg(form.target) or NextLeg(),
        reason=form.reason,
    )


_COMMANDS: dict[HallAct, Callable[[HallForm], Command]] = {
    HallAct.PAUSE: lambda form: PauseHall(request_id=form.request_id, reason=form.reason),
    HallAct.STOP: lambda form: StopHall(request_id=form.request_id, reason=form.reason),
    HallAct.RESUME: lambda form: ResumeHall(request_id=form.request_id),
    HallAct.RETURN: lambda form: ReturnCalled(request_id=form.request_id, ticket=form.ticket),
    HallAct.SEND_ON: _send_on,
}
