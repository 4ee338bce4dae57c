"""Who may have caused what: kinds of actors by event, and the roles of people by the log itself.

Who held which desk, and people of whom the log says nothing, it cannot tell.
"""

from collections.abc import Mapping

from server.protocol.booking_events import BookingCancelled, BookingLapsed, BookingsImported
from server.protocol.day_events import PostPaused, PostResumed, SentElsewhere
from server.protocol.desk_events import (
    ActUndone,
    CalledOnPaper,
    CallReturned,
    DeskPaused,
    DeskReady,
    DeskResumed,
    DeskUnready,
    HallPaused,
    HallResumed,
    OrderOverridden,
    PaperOrdered,
)
from server.protocol.events import (
    CallShown,
    CallSpoken,
    DayClosed,
    DayOpened,
    DayReopened,
    Entry,
    Event,
    NoShowMarked,
    PrintFailed,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketPrinted,
    TicketRecalled,
    TicketUnclaimed,
)
from server.protocol.hall_events import (
    ClockAdjusted,
    ClockDoubted,
    HallImported,
    LogGap,
    TicketLayoutChanged,
)
from server.protocol.identity import ActorKind, Key, Role
from server.protocol.offline_events import (
    OfflineMerged,
    SlipsGiven,
    TicketRenumbered,
    TicketRevived,
)
from server.protocol.people_events import (
    PersonAdded,
    PersonDisabled,
    PersonEnabled,
    PersonUnlocked,
    RoleChanged,
)
from server.protocol.visit_events import (
    ClaimConfirmed,
    ClaimRefused,
    LegAdded,
    LegParked,
    LegReturned,
    LegSentOn,
    LegTransferred,
)

_OFFICIAL, _ADMIN, _SUPERVISOR = ActorKind.OFFICIAL, ActorKind.ADMIN, ActorKind.SUPERVISOR
_KIOSK, _DISPLAY, _SERVER = ActorKind.KIOSK, ActorKind.DISPLAY, ActorKind.SERVER
_OF_ROLES = frozenset(Role)

_BY: Mapping[tuple[ActorKind, ...], tuple[type[Event], ...]] = {
    (_OFFICIAL,): (
        ServiceStarted,
        ServiceFinished,
        NoShowMarked,
        LegTransferred,
        LegParked,
        ClaimConfirmed,
        ClaimRefused,
        DeskReady,
        DeskPaused,
        DeskResumed,
        OrderOverridden,
        ActUndone,
        CalledOnPaper,
    ),
    (_OFFICIAL, _SERVER): (TicketCalled, DeskUnready, LegReturned),
    (_OFFICIAL, _KIOSK): (TicketIssued, TicketRecalled, TicketRevived, SentElsewhere),
    (_OFFICIAL, _ADMIN): (PaperOrdered, PostPaused, PostResumed),
    (_OFFICIAL, _ADMIN, _SUPERVISOR): (LegAdded, LegSentOn),
    (_ADMIN, _SUPERVISOR): (HallPaused, HallResumed, CallReturned),
    (_ADMIN,): (TicketLayoutChanged,),
    (_ADMIN, ActorKind.PROGRAM): (BookingsImported, BookingCancelled),
    (_ADMIN, _SERVER): (
        DayOpened,
        DayReopened,
        DayClosed,
        TicketLapsed,
        ClockAdjusted,
        PersonAdded,
        RoleChanged,
        PersonDisabled,
        PersonEnabled,
        PersonUnlocked,
    ),
    (_SERVER,): (HallImported, ClockDoubted, LogGap, TicketUnclaimed, BookingLapsed),
    (_SERVER, _KIOSK): (TicketClaimed,),
    (_KIOSK,): (TicketPrinted, PrintFailed, TicketRenumbered, OfflineMerged, SlipsGiven),
    (_DISPLAY,): (CallShown, CallSpoken),
}

MAY_CAUSE: Mapping[type[Event], frozenset[ActorKind]] = {
    event: frozenset(kinds) for kinds, events in _BY.items() for event in events
}
"""The kinds of actors that an event may be of; what stands not here is anybody's."""


class ActorCheck:
    """Follows who has which role, and says whether an entry's actor had the right to it."""

    def __init__(self) -> None:
        """Know of nobody."""
        self._roles: dict[Key, Role] = {}
        self._disabled: set[Key] = set()

    def is_allowed(self, entry: Entry) -> bool:
        """Take in the next entry; return whether its actor could have caused it."""
        kinds = MAY_CAUSE.get(type(entry.event))
        kind, _, who = entry.actor.partition(":")
        is_allowed = kinds is None or (kind in kinds and self._has_role(kind, who))
        self._follow(entry.event)
        return is_allowed

    def _has_role(self, kind: str, who: Key) -> bool:
        """Return whether somebody of whom the log tells has the role that he acts in."""
        if kind not in _OF_ROLES:
            return True
        return who not in self._disabled and self._roles.get(who, kind) == kind

    def _follow(self, event: Event) -> None:
        match event:
            case PersonAdded(person=person, role=role) | RoleChanged(person=person, role=role):
                self._roles[person] = role
            case PersonDisabled(person=person):
                self._disabled.add(person)
            case PersonEnabled(person=person):
                self._disabled.discard(person)
            case _:
                pass
