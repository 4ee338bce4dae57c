"""The acts of a desk that need a word more than a press: the form each sends, and its command."""

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec import Struct

from server.console.typed import booking_code, ticket_number
from server.protocol.booking_commands import CheckIn
from server.protocol.booking_errors import UnknownBookingError
from server.protocol.codes import CodeKind, VisitRecord
from server.protocol.commands import CallNext, Command, FinishService, IssueTicket
from server.protocol.desk_commands import (
    CallChosen,
    EndBreak,
    EnterPaperCall,
    NotReady,
    OrderPaper,
    Ready,
    StartBreak,
    Undo,
)
from server.protocol.desk_errors import BadCallTimeError, UnknownCodeError
from server.protocol.errors import RefusedError, StaleTicketError
from server.protocol.identity import Key, RequestId
from server.protocol.tickets import Instant
from server.protocol.visit_commands import (
    ConfirmClaim,
    NextLeg,
    Park,
    RefuseClaim,
    Revive,
    Transfer,
    Unpark,
)
from server.protocol.visit_errors import NowhereToGoError

MINUTE_MS = 60_000


class DeskAct(StrEnum):
    """The acts, by the last part of their addresses."""

    DETAILS = "details"
    TRANSFER = "transfer"
    PARK = "park"
    UNPARK = "unpark"
    REVIVE = "revive"
    CONFIRM_CLAIM = "confirm-claim"
    REFUSE_CLAIM = "refuse-claim"
    CHOOSE = "choose"
    READY = "ready"
    NOT_READY = "not-ready"
    BREAK = "break"
    END_BREAK = "end-break"
    UNDO = "undo"
    WALK_IN = "walk-in"
    CHECK_IN = "check-in"
    COPY = "copy"
    PAPER_CALL = "paper-call"


WITH_FORM = frozenset(DeskAct) - {
    DeskAct.UNPARK,
    DeskAct.REVIVE,
    DeskAct.CONFIRM_CLAIM,
    DeskAct.READY,
    DeskAct.NOT_READY,
    DeskAct.END_BREAK,
    DeskAct.UNDO,
}
"""Acts that ask something first; the others are one press."""


class ActForm(Struct, frozen=True):
    """What a form sends; each act looks at its own fields, and an empty one was left out.

    ``current`` is the ticket that the official saw at the desk, ``ticket`` another one.
    """

    request_id: RequestId
    current: str = ""
    ticket: str = ""
    number: str = ""
    reason: str = ""
    target: str = ""
    comes_back: str = ""
    minutes: str = ""
    outcome: str = ""
    topic: str = ""
    region: str = ""
    repeat: str = ""
    go: str = ""
    act: str = ""
    service: str = ""
    language: str = ""
    claim: str = ""
    persons: str = ""
    device: str = ""
    code: str = ""
    at: str = ""
    came: str = ""


class Act(Struct, frozen=True):
    """One act as it is carried out: at which desk, when, and how times on the wall are found."""

    desk: Key
    form: ActForm
    now: Instant
    moment_of: Callable[[str], Instant]


def command_of_act(act: DeskAct, asked: Act) -> Command:
    """Return the command; raise a refusal if the form lacks what the act needs."""
    try:
        command = _COMMANDS[act](asked)
        return msgspec.convert(msgspec.to_builtins(command), type(command))
    except (ValueError, msgspec.ValidationError) as error:
        refusal = _MISSING.get(act)
        raise refusal() if refusal else UnknownCodeError(kind=act.value, code="") from error


def record_of(form: ActForm) -> VisitRecord | None:
    """Return what the official says of the reception, none if nothing."""
    repeat = {"first": False, "repeat": True}.get(form.repeat)
    record = VisitRecord(form.outcome or None, form.topic or None, form.region or None, repeat)
    return None if record == VisitRecord() else record


def next_leg(target: str) -> NextLeg | None:
    """Return where a visitor goes on, from a choice such as ``desk:desk-2``."""
    kind, _, key = target.partition(":")
    match kind:
        case "service":
            return NextLeg(service=key)
        case "desk":
            return NextLeg(desk=key)
        case "official":
            return NextLeg(official=key)
        case _:
            return None


def _details(asked: Act) -> Command:
    form, ticket = asked.form, _current(asked)
    ends, then = form.target == "end", next_leg(form.target)
    if form.go == "next":
        return CallNext(
            request_id=form.request_id,
            desk=asked.desk,
            current=ticket,
            record=record_of(form),
            then=then,
            ends_visit=ends,
        )
    return FinishService(
        request_id=form.request_id,
        desk=asked.desk,
        ticket=ticket,
        record=record_of(form),
        then=then,
        ends_visit=ends,
    )


def _transfer(asked: Act) -> Command:
    form, to = asked.form, next_leg(asked.form.target)
    return Transfer(
        request_id=form.request_id,
        desk=asked.desk,
        ticket=_current(asked),
        to=to or NextLeg(),
        reason=_reason(form, CodeKind.TRANSFER),
        comes_back=bool(form.comes_back),
    )


def _park(asked: Act) -> Command:
    form = asked.form
    minutes = int(form.minutes) if form.minutes.isdecimal() else 0
    return Park(
        request_id=form.request_id,
        desk=asked.desk,
        ticket=_current(asked),
        reason=_reason(form, CodeKind.PARK),
        returns_at=asked.now + minutes * MINUTE_MS if minutes else None,
    )


def _choose(asked: Act) -> Command:
    form = asked.form
    return CallChosen(
        request_id=form.request_id,
        desk=asked.desk,
        ticket=form.ticket,
        reason=_reason(form, CodeKind.OVERRIDE),
        current=form.current or None,
    )


def _refuse_claim(asked: Act) -> Command:
    return RefuseClaim(
        request_id=asked.form.request_id,
        desk=asked.desk,
        ticket=_current(asked),
        reason=_reason(asked.form, CodeKind.REFUSAL),
    )


def _confirm_claim(asked: Act) -> Command:
    return ConfirmClaim(request_id=asked.form.request_id, desk=asked.desk, ticket=_current(asked))


def _undo(asked: Act) -> Command:
    seq = int(asked.form.act) if asked.form.act.isdecimal() else 1
    return Undo(request_id=asked.form.request_id, desk=asked.desk, act=max(1, seq))


def _walk_in(asked: Act) -> Command:
    form = asked.form
    return IssueTicket(
        request_id=form.request_id,
        service=form.service,
        language=form.language,
        claim=form.claim or None,
        persons=int(form.persons) if form.persons.isdecimal() else 1,
        desk=asked.desk,
    )


def _paper_call(asked: Act) -> Command:
    form = asked.form
    return EnterPaperCall(
        request_id=form.request_id,
        desk=asked.desk,
        number=ticket_number(form.number),
        called_at=asked.moment_of(form.at.strip()),
        is_received=form.came != "no",
        record=record_of(form),
    )


def _start_break(asked: Act) -> Command:
    reason = _reason(asked.form, CodeKind.BREAK)
    return StartBreak(request_id=asked.form.request_id, desk=asked.desk, reason=reason)


def _current(asked: Act) -> str:
    if not asked.form.current:
        raise StaleTicketError(ticket="")
    return asked.form.current


def _reason(form: ActForm, kind: CodeKind) -> Key:
    if not form.reason:
        raise UnknownCodeError(kind=kind.value, code="")
    return form.reason


_MISSING: dict[DeskAct, type[RefusedError]] = {
    DeskAct.CHECK_IN: UnknownBookingError,
    DeskAct.PAPER_CALL: BadCallTimeError,
    DeskAct.TRANSFER: NowhereToGoError,
}
"""What is said of a form that no page of ours sends."""

_COMMANDS: dict[DeskAct, Callable[[Act], Command]] = {
    DeskAct.DETAILS: _details,
    DeskAct.TRANSFER: _transfer,
    DeskAct.PARK: _park,
    DeskAct.UNPARK: lambda one: Unpark(request_id=one.form.request_id, ticket=one.form.ticket),
    DeskAct.REVIVE: lambda one: Revive(request_id=one.form.request_id, ticket=one.form.ticket),
    DeskAct.CONFIRM_CLAIM: _confirm_claim,
    DeskAct.REFUSE_CLAIM: _refuse_claim,
    DeskAct.CHOOSE: _choose,
    DeskAct.READY: lambda one: Ready(request_id=one.form.request_id, desk=one.desk),
    DeskAct.NOT_READY: lambda one: NotReady(request_id=one.form.request_id, desk=one.desk),
    DeskAct.BREAK: _start_break,
    DeskAct.END_BREAK: lambda one: EndBreak(request_id=one.form.request_id, desk=one.desk),
    DeskAct.UNDO: _undo,
    DeskAct.WALK_IN: _walk_in,
    DeskAct.CHECK_IN: lambda one: CheckIn(
        request_id=one.form.request_id,
        code=booking_code(one.form.code),
        language=one.form.language,
    ),
    DeskAct.COPY: lambda one: OrderPaper(
        request_id=one.form.request_id, ticket=one.form.current, device=one.form.device
    ),
    DeskAct.PAPER_CALL: _paper_call,
}
