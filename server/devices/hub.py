"""Fan-out: one bounded queue per socket, one chain of frames per socket; the slow are cut."""

import asyncio
import logging
from dataclasses import dataclass, field

from server.devices.audience import Audience, BoardSight, KioskSight, Step
from server.hall_service import HallService
from server.protocol.errors import KezekError
from server.protocol.events import Entry
from server.protocol.frames import (
    FromServer,
    Heartbeat,
    ResumePoint,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Key
from server.protocol.snapshots import HallTime
from server.protocol.tickets import Instant

QUEUE_FRAMES = 256
"""More than MAX_REPLAY, so that a resume fits; a socket that falls further behind is cut."""

MAX_HEADS = 1024
"""How far back a device may resume: its welcome names the head of the seq it had."""

WARN_MS = 60_000

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Seat:
    """One linked socket: the frames it has yet to get, and the seq of the last one queued."""

    device: Key
    seen: int
    frames: asyncio.Queue[FromServer] = field(
        default_factory=lambda: asyncio.Queue(maxsize=QUEUE_FRAMES)
    )
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    why: KezekError | None = None

    def push(self, frame: FromServer) -> None:
        """Queue ``frame``; a socket whose queue is full is cut and comes back by itself."""
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            _log.info("device %s is too slow and is cut", self.device)
            self.cut.set()

    def refuse(self, why: KezekError) -> None:
        """Cut the socket and have it told why."""
        self.why = why
        self.cut.set()

    async def until_cut(self) -> None:
        """Wait until the socket is cut; raise what it is to be told, if anything."""
        await self.cut.wait()
        if self.why is not None:
            raise self.why


class Hub:
    """Hands every published batch to every linked device, as far as its role may see."""

    def __init__(self, service: HallService) -> None:
        """Look at the hall of ``service``; ``publish`` is what it should be subscribed with."""
        self._service = service
        config, picture = service.config, service.picture
        self._kiosks = Audience(KioskSight(config, picture), picture.seq)
        self._boards = {
            zone.id: Audience(BoardSight(config, picture, zone.id), picture.seq)
            for zone in config.zones
        }
        self._seats: dict[Seat, Audience] = {}
        self._heads = {picture.seq: picture.head}
        self._warned: dict[Key, Instant] = {}

    def join(
        self, device: Key, role: DeviceRole, zone: Key | None, resume: ResumePoint | None
    ) -> Seat:
        """Return a seat whose queue begins with the welcome, then what the device has missed."""
        audience = self._boards[zone] if role is DeviceRole.DISPLAY and zone else self._kiosks
        missed = self._missed(device, audience, resume)
        if resume is None or missed is None:
            seat = Seat(device, self._service.picture.seq)
            seat.push(self._welcome(seat, audience, has_snapshot=True))
        else:
            seat = Seat(device, resume.seq)
            seat.push(self._welcome(seat, audience, has_snapshot=False))
            for step in missed:
                self._tell(seat, step)
        self._seats[seat] = audience
        return seat

    def leave(self, seat: Seat) -> None:
        """Send nothing more to ``seat``."""
        self._seats.pop(seat, None)

    def publish(self, entries: tuple[Entry, ...]) -> None:
        """Queue a committed batch, which the picture has folded, for everybody."""
        self._heads |= {entry.seq: entry.head for entry in entries}
        while len(self._heads) > MAX_HEADS:
            del self._heads[next(iter(self._heads))]
        steps = {
            audience: audience.advance(entries)
            for audience in (self._kiosks, *self._boards.values())
        }
        for seat, audience in self._seats.items():
            step = steps[audience]
            if step is not None:
                self._tell(seat, step)

    def beat(self) -> None:
        """Queue a heartbeat for every seat; to be called once a second."""
        time = self._service.time()
        for seat in self._seats:
            self._beat(seat, time)

    def _missed(
        self, device: Key, audience: Audience, resume: ResumePoint | None
    ) -> tuple[Step, ...] | None:
        """Return what a device that resumes has missed; None if it needs a snapshot."""
        picture = self._service.picture
        if resume is None:
            return None
        if resume.epoch != picture.epoch or resume.seq > picture.seq:
            self._warn(device, resume)
            return None
        if resume.seq not in self._heads:
            return None
        return audience.missed(resume, picture.epoch, picture.seq, self._service.now())

    def _warn(self, device: Key, resume: ResumePoint) -> None:
        """Say, once in a while, that a device saw what this server never had."""
        now, warned_at = self._service.now(), self._warned.get(device)
        if warned_at is not None and now - warned_at < WARN_MS:
            return
        self._warned[device] = now
        picture = self._service.picture
        _log.warning(
            "device %s saw epoch %s seq %s, the log is at epoch %s seq %s: was it restored?",
            *(device, resume.epoch, resume.seq, picture.epoch, picture.seq),
        )

    def _welcome(self, seat: Seat, audience: Audience, *, has_snapshot: bool) -> Welcome:
        picture, time = self._service.picture, self._service.time()
        return Welcome(
            version=PROTOCOL_VERSION,
            hall=self._service.config.id,
            epoch=picture.epoch,
            seq=seat.seen,
            head=self._heads[seat.seen],
            time=time,
            snapshot=audience.sight.snapshot(time) if has_snapshot else None,
        )

    def _tell(self, seat: Seat, step: Step) -> None:
        epoch = self._service.picture.epoch
        seat.push(Update(epoch, seat.seen, step.seq, step.head, step.at, step.changes))
        seat.seen = step.seq

    def _beat(self, seat: Seat, time: HallTime) -> None:
        picture = self._service.picture
        seat.push(Heartbeat(picture.epoch, seat.seen, picture.seq, picture.head, time))
        seat.seen = picture.seq
