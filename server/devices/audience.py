"""Devices that see the same: their view, and the changes of the last seconds; used by the hub."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from server.devices.availabilities import Availabilities
from server.devices.hall_states import HallState, hall_state, state_changes
from server.devices.longest import has_room_for_offices
from server.devices.projections import (
    BoardView,
    KioskView,
    availability_told_anew,
    board_changes,
    board_snapshot,
    board_view,
    kiosk_changes,
    kiosk_snapshot,
    kiosk_view,
    with_office_hours,
)
from server.devices.waits_told import Waits, services_told, waits_changes, waits_told
from server.forecast.outlook import Outlook
from server.hall_file import HallConfig
from server.protocol.events import Entry
from server.protocol.frames import ResumePoint
from server.protocol.identity import Key
from server.protocol.snapshots import DeviceChange, HallTime, Snapshot, WaitsChanged
from server.protocol.tickets import Instant
from server.queueing.availability import Moment
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
        """Return what ``entries``, folded already, changed for this audience.

        Without entries: what the time has changed.
        """

    def told_anew(self) -> tuple[DeviceChange, ...]:
        """Return what changes with the time alone, for who may have missed it."""

    def snapshot(self, time: HallTime) -> Snapshot:
        """Return all that this audience sees."""


class KioskSight:
    """What every kiosk of the hall sees."""

    def __init__(
        self,
        config: HallConfig,
        picture: HallPicture,
        now: Callable[[], Instant],
        local: Callable[[Instant], datetime],
        outlook: Outlook | None = None,
    ) -> None:
        """Look at ``picture`` from ``now`` on; ``local`` says what people's clocks show.

        Waits are told as ``outlook`` foretells them.
        """
        self._config = config
        self._picture = picture
        self._now = now
        self._local = local
        self._outlook = outlook or Outlook()
        self._waits: Waits = {}
        self._told = services_told(config)
        has_room = has_room_for_offices(config)
        self._services = with_office_hours(config) if has_room else config.services
        self._availabilities = Availabilities(config, names_offices=has_room)
        self._state: HallState = hall_state(config, picture)
        self._view: KioskView = self._look(now())

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        """Return what ``entries`` changed for kiosks."""
        # What has happened is told by its own instant: a clock that fails must not hinder that.
        at = entries[-1].at if entries else self._now()
        before, self._view = self._view, self._look(at)
        was, self._state = self._state, hall_state(self._config, self._picture)
        waits, self._waits = self._waits, waits_told(self._told, self._outlook, at)
        return (
            *state_changes(was, self._state),
            *kiosk_changes(before, self._view),
            *waits_changes(waits, self._waits),
        )

    def told_anew(self) -> tuple[DeviceChange, ...]:
        """Return how it stands with every service, and what is foretold."""
        anew = availability_told_anew(self._config, self._view.availability)
        return (*anew, WaitsChanged(dict(self._waits)))

    def snapshot(self, time: HallTime) -> Snapshot:
        """Return all that a kiosk sees."""
        view = self._look(self._now())
        snapshot = kiosk_snapshot(
            self._config, self._picture, time, view.availability, self._services
        )
        return replace(snapshot, waits=dict(self._waits))

    def _look(self, at: Instant) -> KioskView:
        found = self._availabilities.of(self._picture, Moment(at, self._local(at)))
        return kiosk_view(self._config, self._picture, found)


class BoardSight:
    """What the boards of one zone see."""

    def __init__(self, config: HallConfig, picture: HallPicture, zone: Key) -> None:
        """Look at ``zone`` in ``picture`` from now on."""
        self._config = config
        self._picture = picture
        self._zone = zone
        self._view: BoardView = board_view(picture, zone)
        self._state: HallState = hall_state(config, picture)

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        """Return what ``entries`` changed for the boards of the zone."""
        before, self._view = self._view, board_view(self._picture, self._zone)
        was, self._state = self._state, hall_state(self._config, self._picture)
        changes = board_changes(before, self._view, entries, self._zone)
        return (*state_changes(was, self._state), *changes)

    def told_anew(self) -> tuple[DeviceChange, ...]:
        """Return nothing: a board shows what happened."""
        return ()

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
        last = entries[-1]
        return self._step(Step(last.seq, last.head, last.at, self.sight.look(entries)))

    def look_again(self, seq: int, head: str, at: Instant) -> Step | None:
        """Return what the time has changed since the entry ``seq``, None if nothing."""
        return self._step(Step(seq, head, at, self.sight.look(())))

    def told_anew(self, seq: int, head: str, at: Instant) -> Step | None:
        """Return what the time may have changed while a device was away, None if nothing."""
        changes = self.sight.told_anew()
        return Step(seq, head, at, changes) if changes else None

    def _step(self, step: Step) -> Step | None:
        if not step.changes:
            return None
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
