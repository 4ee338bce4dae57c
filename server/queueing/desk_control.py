"""Which desks are ready or have a break, whether the hall is paused, and what can be undone."""

from typing import TypeVar, assert_never

from msgspec import Struct

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
from server.protocol.events import Entry
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.queueing.last_acts import LastAct, LastActs
from server.queueing.undoing import KEPT, Undoable

T = TypeVar("T")


class Pause(Struct, frozen=True):
    """Why hall or desk receives nobody, and since when."""

    reason: Key
    since: Instant


class ReadyDesk(Struct, frozen=True):
    """A desk that calls whoever comes next; ``official`` sits there."""

    official: Key
    since: Instant


class DeskControl:
    """A read model of one hall; ``fold`` takes its entries in sequence."""

    def __init__(self) -> None:
        """Start with an open hall whose desks do nothing special."""
        self.standing = HallStanding.OPEN
        self.pause: Pause | None = None
        self._ready: dict[Key, ReadyDesk] = {}
        self._breaks: dict[Key, Pause] = {}
        self._overrides: dict[Key, int] = {}
        self._acts = LastActs()
        self._before: dict[Key, list[tuple[int, Pause | None, int]]] = {}

    def ready(self, desk: Key) -> ReadyDesk | None:
        """Return since when ``desk`` calls whoever comes next, if it does."""
        return self._ready.get(desk)

    def on_break(self, desk: Key) -> Pause | None:
        """Return the break that ``desk`` has, if it has one."""
        return self._breaks.get(desk)

    def overrides(self, desk: Key) -> int:
        """Return how many visitors ``desk`` has called out of order in this service day."""
        return self._overrides.get(desk, 0)

    def last_act(self, desk: Key) -> LastAct | None:
        """Return what ``desk`` did last, if that can be taken back."""
        return self._acts.of(desk)

    def stand(self, standing: HallStanding, reason: Key, since: Instant) -> None:
        """Take in that the hall was paused or stopped before the entries that are folded."""
        self.standing, self.pause = standing, Pause(reason, since)

    def begin_day(self) -> None:
        """Forget what desks did on another day; a paused hall stays so."""
        self._acts.clear()
        for kept in (self._ready, self._breaks, self._overrides, self._before):
            kept.clear()

    def fold(self, entry: Entry) -> None:
        """Take in the next entry."""
        event = entry.event
        desk: Key | None = getattr(event, "desk", None)
        if isinstance(event, Undoable) and desk is not None:
            self._remember(entry.seq, desk)
        self._acts.fold(entry)
        if isinstance(event, DeskControlEvent):
            self._fold(entry, event)

    def _fold(self, entry: Entry, event: DeskControlEvent) -> None:
        match event:
            case DeskReady(desk=desk, official=official):
                self._ready[desk] = ReadyDesk(official, entry.at)
            case DeskUnready(desk=desk):
                self._ready.pop(desk, None)
            case DeskPaused(desk=desk, reason=reason):
                self._breaks[desk] = Pause(reason, entry.at)
            case DeskResumed(desk=desk):
                self._breaks.pop(desk, None)
            case OrderOverridden(desk=desk, times=times):
                self._overrides[desk] = times
            case HallPaused() | HallResumed() | PaperOrdered():
                self._fold_hall(entry, event)
            case ActUndone() | CallReturned() | CalledOnPaper():
                self._fold_past(event)
            case _:
                assert_never(event)

    def _fold_hall(self, entry: Entry, event: HallPaused | HallResumed | PaperOrdered) -> None:
        match event:
            case HallPaused(standing=standing, reason=reason):
                self.stand(standing, reason, entry.at)
            case HallResumed():
                self.standing, self.pause = HallStanding.OPEN, None
            case PaperOrdered():
                pass
            case _:
                assert_never(event)

    def _fold_past(self, event: ActUndone | CallReturned | CalledOnPaper) -> None:
        if isinstance(event, ActUndone):
            self._return_to(event.desk, event.undone)

    def _remember(self, seq: int, desk: Key) -> None:
        """Keep how the desk stood before the event ``seq``, for the case that it is undone."""
        kept = self._before.setdefault(desk, [])
        kept.append((seq, self._breaks.get(desk), self.overrides(desk)))
        del kept[:-KEPT]

    def _return_to(self, desk: Key, undone: int) -> None:
        for seq, pause, overrides in self._before.pop(desk, []):
            if seq >= undone:
                _put(self._breaks, desk, pause)
                _put(self._overrides, desk, overrides or None)
                return


def _put(kept: dict[Key, T], desk: Key, value: T | None) -> None:
    if value is None:
        kept.pop(desk, None)
    else:
        kept[desk] = value
