"""Devices that see the same: their view, and the changes of the last seconds; used by the hub."""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from server.devices.projections import (
    BoardView,
    KioskView,
    board_changes,
    board_snapshot,
    board_view,
    kiosk_changes,
    kiosk_snapshot,
    kiosk_view,
)
from server.hall_file import HallConfig
from server.protocol.events import Entry
from server.protocol.frames import ResumePoint
from server.protocol.identity import Key
from server.protocol.snapshots import DeviceChange, HallTime, Snapshot
from server.protocol.tickets import Instant
from server.queueing.picture import HallPicture

REPLAY_MS = 10_000
"""A device that was away longer gets a snapshot: a call so old is shown and not spoken."""

MAX_REPLAY = 128


@dataclass(frozen=True, slots=True)
class Step:
    """The changes that one published batch meant for an audience."""

    seq: int
    head: str
    at: Instant
    changes: tuple[DeviceChange, ...]


class Sight(Protocol):
    """How one audience looks at the hall."""

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        """Return what ``entries``, folded already, changed for this audience."""

    def snapshot(self, time: HallTime) -> Snapshot:
        """Return all that this audience sees."""


class KioskSight:
    """What every kiosk of the hall sees."""

    def __init__(self, config: HallConfig, picture: HallPicture) -> None:
        """Look at ``picture`` from now on."""
        self._config = config
        self._picture = picture
        self._view: KioskView = kiosk_view(config, picture)

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        """Return what ``entries`` changed for kiosks."""
        del entries  # the picture, folded already, says all that kiosks see
        before, self._view = self._view, kiosk_view(self._config, self._picture)
        return kiosk_changes(before, self._view)

    def snapshot(self, time: HallTime) -> Snapshot:
        """Return all that a kiosk sees."""
        return kiosk_snapshot(self._config, self._picture, time)


class BoardSight:
    """What the boards of one zone see."""

    def __init__(self, config: HallConfig, picture: HallPicture, zone: Key) -> None:
        """Look at ``zone`` in ``picture`` from now on."""
        self._config = config
        self._picture = picture
        self._zone = zone
        self._view: BoardView = board_view(picture, zone)

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        """Return what ``entries`` changed for the boards of the zone."""
        before, self._view = self._view, board_view(self._picture, self._zone)
        return board_changes(before, self._view, entries, self._zone)

    def snapshot(self, time: HallTime) -> Snapshot:
        """Return all that a board of the zone sees."""
        return board_snapshot(self._config, self._picture, self._zone, time)


class Audience:
    """Devices with the same sight, and what they were told in the last 10 s."""

    def __init__(self, sight: Sight, seq: int) -> None:
        """Begin at event ``seq``, which ``sight`` has seen."""
        self.sight = sight
        self._steps: deque[Step] = deque()
        self._floor = seq

    def advance(self, entries: tuple[Entry, ...]) -> Step | None:
        """Return what a published batch means here, None if nothing."""
        changes = self.sight.look(entries)
        if not changes:
            return None
        last = entries[-1]
        step = Step(last.seq, last.head, last.at, changes)
        self._steps.append(step)
        if len(self._steps) > MAX_REPLAY:
            self._forget()
        return step

    def missed(
        self, resume: ResumePoint | None, epoch: int, seq: int, now: Instant
    ) -> tuple[Step, ...] | None:
        """Return what a device that resumes has missed; None if it needs a snapshot."""
        while self._steps and self._steps[0].at < now - REPLAY_MS:
            self._forget()
        if resume is None or resume.epoch != epoch or not self._floor <= resume.seq <= seq:
            return None
        return tuple(step for step in self._steps if step.seq > resume.seq)

    def _forget(self) -> None:
        self._floor = self._steps.popleft().seq
