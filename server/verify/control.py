"""What desks do beside receiving, checked: ready, breaks, pauses of the hall, chosen visitors."""

from typing import assert_never

from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
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
)
from server.protocol.events import Entry, TicketCalled, TicketIssued
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import SERVER_ACTOR, ActorKind, Key
from server.protocol.tickets import CallReason, LegState
from server.queueing.desk_control import Pause, ReadyDesk
from server.queueing.picture import HallPicture
from server.verify.faults import Fault

_OfDesk = DeskReady | DeskUnready | DeskPaused | DeskResumed
_OfHall = HallPaused | HallResumed
_OfCall = OrderOverridden | CallReturned | CalledOnPaper


class ControlCheck:
    """Says of each entry whether it could follow from the picture before it."""

    def __init__(self, picture: HallPicture, config: HallConfig) -> None:
        """Check against ``picture``, which has taken in all entries before."""
        self._picture = picture
        self._config = config
        self._before: Entry | None = None
        self.official: Key | None = None
        """Who sits at the desk of the call that the server made by itself, if the entry is one."""

    @property
    def override(self) -> Entry | None:
        """Return the newest entry if it says that an official chose somebody himself."""
        before = self._before
        return before if before and isinstance(before.event, OrderOverridden) else None

    def fault_of(self, entry: Entry) -> Fault | None:
        """Return what is wrong with ``entry``, the next one."""
        fault = self._fault_of_follower(entry) or self._fault(entry)
        before = self._before.event if self._before else None
        self.official = before.official if isinstance(before, DeskUnready) else None
        self._before = entry
        return fault

    def _fault_of_follower(self, entry: Entry) -> Fault | None:
        """Return what is wrong: a chosen visitor is called at once, and nobody else is so."""
        before, event = self._before.event if self._before else None, entry.event
        is_override = isinstance(event, TicketCalled) and event.reason is CallReason.OVERRIDE
        if isinstance(before, OrderOverridden) != is_override:
            return Fault.OVERRIDE
        if isinstance(before, OrderOverridden) and isinstance(event, TicketCalled):
            chosen = before.desk, before.ticket, before.leg, before.number
            if chosen != (event.desk, event.ticket, event.leg, event.number):
                return Fault.OVERRIDE
        return None

    def _fault(self, entry: Entry) -> Fault | None:
        match entry.event:
            case TicketCalled() as called:
                return self._fault_of_call(entry, called)
            case TicketIssued(offline=None):
                stopped = self._picture.control.standing is HallStanding.STOPPED
                return Fault.STANDING if stopped else None
            case event if isinstance(event, DeskControlEvent):
                return self._fault_of_control(entry, event)
            case _:
                return None

    def _fault_of_call(self, entry: Entry, called: TicketCalled) -> Fault | None:
        control = self._picture.control
        is_free = control.standing is HallStanding.OPEN and control.on_break(called.desk) is None
        before = self._before
        by_itself = entry.actor == str(SERVER_ACTOR)
        was_ready = (
            before is not None
            and isinstance(before.event, DeskUnready)
            and (before.event.desk, before.actor) == (called.desk, entry.actor)
        )
        return None if is_free and (was_ready or not by_itself) else Fault.STANDING

    def _fault_of_control(self, entry: Entry, event: DeskControlEvent) -> Fault | None:
        match event:
            case DeskReady(official=official) if official != official_of(entry):
                return Fault.STANDING
            case DeskReady() | DeskUnready() | DeskPaused() | DeskResumed():
                return None if self._is_of_desk(event) else Fault.STANDING
            case HallPaused() | HallResumed():
                return None if self._is_of_hall(event) else Fault.STANDING
            case OrderOverridden() | CallReturned() | CalledOnPaper():
                return self._fault_of_choice(entry, event)
            case ActUndone() | PaperOrdered():
                return None
            case _:
                assert_never(event)

    def _is_of_desk(self, event: _OfDesk) -> bool:
        control, desk = self._picture.control, event.desk
        if self._config.desk(desk) is None:
            return False
        is_free = self._picture.occupancy.desk(desk) is None
        match event:
            case DeskReady():
                is_idle = control.ready(desk) is None and control.on_break(desk) is None
                return is_free and is_idle and control.standing is HallStanding.OPEN
            case DeskUnready(official=official, since=since):
                return control.ready(desk) == ReadyDesk(official, since)
            case DeskPaused():
                return is_free and control.on_break(desk) is None
            case DeskResumed(reason=reason, since=since):
                return control.on_break(desk) == Pause(reason, since)
            case _:
                assert_never(event)

    def _is_of_hall(self, event: _OfHall) -> bool:
        control = self._picture.control
        match event:
            case HallPaused(standing=HallStanding.PAUSED):
                return control.standing is HallStanding.OPEN
            case HallPaused(standing=standing):
                stops = standing is HallStanding.STOPPED
                return stops and control.standing is not HallStanding.STOPPED
            case HallResumed(standing=standing, reason=reason, since=since):
                is_same = standing is control.standing is not HallStanding.OPEN
                return is_same and control.pause == Pause(reason, since)
            case _:
                assert_never(event)

    def _fault_of_choice(self, entry: Entry, event: _OfCall) -> Fault | None:
        match event:
            case OrderOverridden(desk=desk, times=times, reason=reason):
                is_next = times == self._picture.control.overrides(desk) + 1
                is_known = self._config.code(CodeKind.OVERRIDE, reason) is not None
                return None if is_next and is_known else Fault.OVERRIDE
            case CallReturned(desk=desk, leg=leg):
                seen = self._picture.occupancy.desk(desk)
                is_called = seen is not None and seen.leg == leg
                is_open = seen is not None and seen.state is LegState.CALLED
                return None if is_called and is_open else Fault.DESK
            case CalledOnPaper(desk=desk, called_at=called_at):
                is_known = self._config.desk(desk) is not None
                return None if is_known and called_at <= entry.at else Fault.DESK
            case _:
                assert_never(event)


def official_of(entry: Entry) -> Key | None:
    """Return the official who acted: those who are meant for him may be called to his desk."""
    kind, _, who = entry.actor.partition(":")
    return who if kind == ActorKind.OFFICIAL else None
