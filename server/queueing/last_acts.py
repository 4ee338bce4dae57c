"""What each desk did last and may take back: offered only while taking it back can be done."""

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.desk_events import DeskUnready
from server.protocol.events import DayReopened, Entry, Event
from server.protocol.identity import ActorKind, Key, LegId
from server.protocol.tickets import Instant
from server.protocol.visit_events import LegAdded
from server.queueing.undoing import Undoable


class LastAct(Struct, frozen=True):
    """What a desk did last and can take back; ``kind`` is the event's name."""

    seq: int
    at: Instant
    kind: str


class _Doing(Struct, frozen=True):
    """An act in the making: who acts, when, and which legs it has touched."""

    actor: str
    at: Instant
    legs: frozenset[LegId]

    def holds(self, entry: Entry) -> bool:
        """Return whether an entry is of this act."""
        return (self.actor, self.at) == (entry.actor, entry.at)


class LastActs:
    """The last acts of a hall's desks; ``fold`` takes its entries in sequence."""

    def __init__(self) -> None:
        """Know of none."""
        self._acts: dict[Key, LastAct] = {}
        self._doing: dict[Key, _Doing] = {}

    def of(self, desk: Key) -> LastAct | None:
        """Return what ``desk`` did last, if that can be taken back."""
        return self._acts.get(desk)

    def clear(self) -> None:
        """Forget what was done on another day."""
        self._acts.clear()
        self._doing.clear()

    def fold(self, entry: Entry) -> None:
        """Take in the next entry."""
        event = entry.event
        desk: Key | None = getattr(event, "desk", None)
        if isinstance(event, DayReopened):
            self.clear()
        elif isinstance(event, LegAdded):
            self._add(entry, event)
        else:
            self._leave(desk, getattr(event, "leg", None))
            if desk is not None:
                self._do(entry, desk)

    def _do(self, entry: Entry, desk: Key) -> None:
        event, leg = entry.event, getattr(entry.event, "leg", None)
        before = self._doing.get(desk)
        is_same = before is not None and before.holds(entry)
        legs = before.legs if before is not None and is_same else frozenset[LegId]()
        self._doing[desk] = _Doing(entry.actor, entry.at, legs | ({leg} if leg else set()))
        if _is_offered(event, entry.actor):
            self._acts[desk] = LastAct(entry.seq, entry.at, type(event).__name__)
        else:
            self._acts.pop(desk, None)

    def _add(self, entry: Entry, added: LegAdded) -> None:
        """Let a leg be of the act that added it."""
        for desk, doing in self._doing.items():
            if added.after_leg in doing.legs and doing.holds(entry):
                self._doing[desk] = replace(doing, legs=doing.legs | {added.leg})

    def _leave(self, desk: Key | None, leg: LegId | None) -> None:
        """Offer no act more of which something else, at ``desk`` or nowhere, moves a leg."""
        if leg is None:
            return
        for other, doing in self._doing.items():
            if other != desk and leg in doing.legs:
                self._acts.pop(other, None)


def _is_offered(event: Event, actor: str) -> bool:
    """Return whether a desk may take an event back that it did last.

    To be ready no more is nothing to take back; a kiosk's own call is no act of the desk.
    """
    is_kiosks = actor.startswith(f"{ActorKind.KIOSK}:")
    return isinstance(event, Undoable) and not isinstance(event, DeskUnready) and not is_kiosks
