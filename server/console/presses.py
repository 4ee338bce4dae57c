"""One press of a desk's button: the form it sends, and the command that it is."""

from enum import StrEnum
from typing import assert_never

from msgspec import Struct

from server.protocol.commands import (
    CallNext,
    Command,
    FinishService,
    MarkNoShow,
    Recall,
    StartService,
)
from server.protocol.errors import StaleTicketError
from server.protocol.identity import Key, RequestId


class DeskAction(StrEnum):
    """The buttons of a desk, by the last part of their addresses."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no-show"


class PressForm(Struct, frozen=True):
    """What a button sends: the page's request id, and the ticket that its official saw."""

    request_id: RequestId
    current: str = ""


def command_of(action: DeskAction, desk: Key, form: PressForm) -> Command:
    """Return the command; raise StaleTicketError if it needs a visitor and the page had none."""
    request, ticket = form.request_id, form.current
    if action is not DeskAction.NEXT and not ticket:
        raise StaleTicketError(ticket="")
    match action:
        case DeskAction.NEXT:
            return CallNext(request_id=request, desk=desk, current=ticket or None)
        case DeskAction.RECALL:
            return Recall(request_id=request, desk=desk, ticket=ticket)
        case DeskAction.START:
            return StartService(request_id=request, desk=desk, ticket=ticket)
        case DeskAction.FINISH:
            return FinishService(request_id=request, desk=desk, ticket=ticket)
        case DeskAction.NO_SHOW:
            return MarkNoShow(request_id=request, desk=desk, ticket=ticket)
        case _:
            assert_never(action)
