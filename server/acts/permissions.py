"""Who may send which command; all else is refused before a rule is asked."""

from collections.abc import Mapping

from server.protocol.commands import (
    DISPLAY_COMMANDS,
    KIOSK_COMMANDS,
    CallNext,
    ChangeTicketLayout,
    CloseDay,
    Command,
    FinishService,
    MarkClaimed,
    MarkNoShow,
    MarkUnclaimed,
    NoteMemory,
    OpenDay,
    Recall,
    StartService,
    TrustClock,
)
from server.protocol.errors import NotAllowedError
from server.protocol.identity import Actor, ActorKind

ALLOWED: Mapping[ActorKind, tuple[type[Command], ...]] = {
    ActorKind.OFFICIAL: (CallNext, Recall, StartService, FinishService, MarkNoShow),
    ActorKind.ADMIN: (OpenDay, CloseDay, TrustClock, ChangeTicketLayout),
    ActorKind.SUPERVISOR: (),
    ActorKind.AUDITOR: (),
    ActorKind.KIOSK: KIOSK_COMMANDS,
    ActorKind.DISPLAY: DISPLAY_COMMANDS,
    ActorKind.SERVER: (OpenDay, CloseDay, NoteMemory, MarkUnclaimed, MarkClaimed),
}


def check_allowed(command: Command, actor: Actor) -> None:
    """Raise NotAllowedError unless ``actor`` may send ``command``."""
    if not isinstance(command, ALLOWED[actor.kind]):
        raise NotAllowedError(command=type(command).__name__, actor=actor.kind.value)
