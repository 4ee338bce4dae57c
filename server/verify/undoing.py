"""Acts that were taken back, checked: what was undone is worked out again from the log alone."""

from collections import deque
from dataclasses import dataclass

from server.hall_file import HallConfig
from server.protocol.desk_events import ActUndone, UndoneLeg, UndoneShare
from server.protocol.events import DayOpened, DayReopened, Entry, TicketCalled
from server.protocol.identity import LegId
from server.protocol.tickets import LegState
from server.protocol.visit_events import LegAdded
from server.queueing.picture import HallPicture
from server.queueing.undoing import Effect, Undoable, effects_of, share_of_call, undone_share
from server.verify.known_legs import KnownLeg
from server.verify.legs import Legs

_OVER = frozenset({LegState.FINISHED, LegState.TRANSFERRED})
"""States in which a leg is known no more."""


@dataclass(frozen=True, slots=True)
class _Done:
    """An entry, and the leg that it is about as it stood before."""

    entry: Entry
    leg: LegId | None
    before: KnownLeg | None


class UndoCheck:
    """Remembers what was done a moment ago, and puts legs back when it is taken back."""

    def __init__(self, picture: HallPicture, legs: Legs, config: HallConfig) -> None:
        """Check against ``picture`` and ``legs``, which have taken in all entries before."""
        self._picture = picture
        self._legs = legs
        self._undo_ms = config.undo_seconds * 1000
        self._recent: deque[_Done] = deque()

    def note(self, entry: Entry) -> None:
        """Remember the next entry, before its leg is moved; nothing from before a day began."""
        if isinstance(entry.event, DayOpened | DayReopened):
            self._recent.clear()
        leg: LegId | None = getattr(entry.event, "leg", None)
        self._recent.append(_Done(entry, leg, self._legs.known(leg) if leg else None))
        while entry.at - self._recent[0].entry.at > self._undo_ms:
            self._recent.popleft()

    def follow(self, undone: ActUndone) -> bool:
        """Take in that an act was taken back; return False if that is not what it was."""
        act = [d for d in self._recent if undone.undone <= d.entry.seq <= undone.until]
        if not self._is_last_act(act, undone):
            return False
        effects = effects_of(done.entry for done in act)
        legs = tuple(UndoneLeg(one.ticket, one.leg, one.number, one.was) for one in effects)
        if legs != undone.legs or self._shares(act) != undone.shares:
            return False
        if not all(self._is_unchanged(effect) for effect in effects):
            return False
        for effect in effects:
            before = next(done.before for done in act if done.leg == effect.leg)
            if before is not None and before.state is not effect.was:
                return False
            self._legs.put_back(effect.leg, before)
        return True

    def _is_unchanged(self, effect: Effect) -> bool:
        """Return whether a leg stands as the act left it."""
        known = self._legs.known(effect.leg)
        if known is None:
            return effect.now in _OVER
        return (known.state, known.number) == (effect.now, effect.number)

    def _is_last_act(self, act: list[_Done], undone: ActUndone) -> bool:
        """Return whether the events are all there, of one moment, and the desk's last ones."""
        if [done.entry.seq for done in act] != list(range(undone.undone, undone.until + 1)):
            return False
        if not act or not all(_is_of(done.entry, undone.desk) for done in act):
            return False
        if len({(done.entry.at, done.entry.actor) for done in act}) != 1:
            return False
        later = (done.entry for done in [*self._recent][:-1] if done.entry.seq > undone.until)
        return not any(getattr(entry.event, "desk", None) == undone.desk for entry in later)

    def _shares(self, act: list[_Done]) -> tuple[UndoneShare, ...]:
        shares = []
        for done in reversed(act):
            called = done.entry.event
            key = share_of_call(called) if isinstance(called, TicketCalled) else None
            if key is not None and isinstance(called, TicketCalled):
                share = undone_share(called, self._picture.share(key))
                shares.append(UndoneShare(*key, share))
        return tuple(shares)


def _is_of(entry: Entry, desk: str) -> bool:
    is_here = isinstance(entry.event, LegAdded) or getattr(entry.event, "desk", None) == desk
    return isinstance(entry.event, Undoable) and is_here
