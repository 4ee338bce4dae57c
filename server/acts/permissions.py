"""Who may send which command; all else is refused before a rule is asked."""

from collections.abc import Mapping

from server.protocol.booking_commands import (
    CancelBooking,
    CheckIn,
    ImportBookings,
    LapseBookings,
)
from server.protocol.commands import (
    DISPLAY_COMMANDS,
    KIOSK_COMMANDS,
    CallNext,
    ChangeTicketLayout,
    CloseDay,
    Command,
    FinishService,
    IssueTicket,
    MarkClaimed,
    MarkNoShow,
    MarkUnclaimed,
    NoteMemory,
    OpenDay,
    Recall,
    StartService,
    TrustClock,
)
from server.protocol.day_commands import PausePost, ResumePost, SendElsewhere
from server.protocol.desk_commands import DESK_CONTROL, HALL_CONTROL, OrderPaper
from server.protocol.errors import NotAllowedError
from server.protocol.identity import COMMAND_LINE, Actor, ActorKind, Role
from server.protocol.visit_commands import (
    ConfirmClaim,
    Park,
    RefuseClaim,
    ReturnDue,
    Revive,
    SendOn,
    Transfer,
    Unpark,
)
from server.storage.ledger import Ledger
from server.storage.people import People

_ABOUT_VISITS = (Transfer, Park, Unpark, SendOn, Revive, ConfirmClaim, RefuseClaim)
_ABOUT_BOOKINGS = (ImportBookings, CancelBooking)
_ABOUT_POSTS = (PausePost, ResumePost)

ALLOWED: Mapping[ActorKind, tuple[type[Command], ...]] = {
    ActorKind.OFFICIAL: (
        IssueTicket,
        CallNext,
        Recall,
        StartService,
        FinishService,
        MarkNoShow,
        *_ABOUT_VISITS,
        *DESK_CONTROL,
        *_ABOUT_POSTS,
        CheckIn,
        SendElsewhere,
    ),
    ActorKind.ADMIN: (
        OpenDay,
        CloseDay,
        TrustClock,
        ChangeTicketLayout,
        OrderPaper,
        SendOn,
        *HALL_CONTROL,
        *_ABOUT_POSTS,
        *_ABOUT_BOOKINGS,
    ),
    ActorKind.SUPERVISOR: (*HALL_CONTROL, SendOn),
    ActorKind.AUDITOR: (),
    ActorKind.KIOSK: KIOSK_COMMANDS,
    ActorKind.DISPLAY: DISPLAY_COMMANDS,
    ActorKind.PROGRAM: _ABOUT_BOOKINGS,
    ActorKind.SERVER: (
        OpenDay,
        CloseDay,
        NoteMemory,
        MarkUnclaimed,
        MarkClaimed,
        ReturnDue,
        LapseBookings,
    ),
}


def check_allowed(command: Command, actor: Actor) -> None:
    """Raise NotAllowedError unless ``actor`` may send ``command``."""
    if not isinstance(command, ALLOWED[actor.kind]) or not _is_at_right_place(command, actor):
        raise NotAllowedError(command=type(command).__name__, actor=actor.kind.value)


def check_holder(ledger: Ledger, actor: Actor) -> None:
    """Raise NotAllowedError if ``actor`` is a person who was let in no more, or has another role.

    It is asked inside the transaction: the log never shows an act of somebody without the right.
    """
    if actor.kind.value not in {role.value for role in Role} or actor == COMMAND_LINE:
        return
    person = People(ledger.connection, ledger.hall).person(actor.id)
    if person is not None and (person.is_disabled or person.role != actor.kind):
        raise NotAllowedError(actor=actor.kind.value)


def _is_at_right_place(command: Command, actor: Actor) -> bool:
    """Return whether a ticket is asked for at a desk by an official, and only by him."""
    is_of_desk = isinstance(command, IssueTicket) and command.desk is not None
    is_official = actor.kind is ActorKind.OFFICIAL
    return is_of_desk == is_official or not isinstance(command, IssueTicket)
