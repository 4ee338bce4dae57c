"""Fan-out: one bounded queue per socket, one chain of frames per socket; the slow are cut.

Calls and days are told at once. Who waits changes with every ticket: it is told at once too, but
then not again for a moment, in which everything that happens becomes one change.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from server.answering import Answers
from server.devices.audience import Audience, BoardSight, KioskSight, Step
from server.hall_service import HallService
from server.protocol.codec import encode
from server.protocol.errors import BadMessageError, KezekError
from server.protocol.events import (
    Entry,
    PrintFailed,
    TicketClaimed,
    TicketIssued,
    TicketPrinted,
    TicketUnclaimed,
)
from server.protocol.frames import (
    AuthorityKept,
    FromServer,
    Heartbeat,
    KeyKept,
    KioskIdentity,
    PaperWord,
    ResumePoint,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Key
from server.protocol.tickets import Instant

QUEUE_FRAMES = 256
"""More than MAX_REPLAY, so that a resume fits; a socket that falls further behind is cut."""

MAX_HEADS = 1024
"""How far back a device may resume: its welcome names the head of the seq it had."""

WARN_MS = 60_000

PAUSE_SECONDS = 0.25
"""How long a change of who waits may be held back after another one was told."""

_MAY_PAUSE = (TicketIssued, TicketUnclaimed, TicketClaimed, TicketPrinted, PrintFailed)

_log = logging.getLogger(__name__)


class Wording:
    """Frames as they are sent; one frame for many sockets is put into words once."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._frame: FromServer | None = None
        self._text = ""

    def of(self, frame: FromServer) -> str:
        """Return the text of ``frame``."""
        if frame is not self._frame:
            self._frame, self._text = frame, encode(frame).decode()
        return self._text


async def _ignore(frame: KeyKept | AuthorityKept) -> None:
    raise BadMessageError(reason=f"unasked-{type(frame).__name__}")


def _unheard(word: PaperWord) -> None:
    raise BadMessageError(reason=f"unasked-{type(word).__name__}")


async def _silent() -> bool:
    return False


@dataclass(slots=True, eq=False)
class Seat:
    """One linked socket: the frames it has yet to get, and the seq of the last one queued."""

    device: Key
    seen: int
    wording: Wording = field(default_factory=Wording)
    frames: asyncio.Queue[FromServer] = field(
        default_factory=lambda: asyncio.Queue(maxsize=QUEUE_FRAMES)
    )
    cut: asyncio.Event = field(default_factory=asyncio.Event)
    why: KezekError | None = None
    told: Callable[[KeyKept | AuthorityKept], Awaitable[None]] = _ignore
    """Hears what the device says of its key and of the hall's authority."""
    spoke: Callable[[PaperWord], None] = _unheard
    """Hears what a printing device says."""
    answers: Answers = _silent
    """Asks the device at once whether it is there, and tells whether it answered."""

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
        self._kiosks = Audience(
            KioskSight(config, picture, service.now, service.local, service.outlook), picture.seq
        )
        self._boards = {
            zone.id: Audience(BoardSight(config, picture, zone.id), picture.seq)
            for zone in config.zones
        }
        self._seats: dict[Seat, Audience] = {}
        self._wording = Wording()
        self._behind: Entry | None = None
        self._pause: asyncio.TimerHandle | None = None
        self._heads = {picture.seq: picture.head}
        self._warned: dict[Key, Instant] = {}

    def join(
        self,
        device: Key,
        role: DeviceRole,
        zone: Key | None,
        resume: ResumePoint | None,
        kiosk: KioskIdentity | None = None,
    ) -> Seat:
        """Return a seat whose queue begins with the welcome, then what the device has missed."""
        audience = self._boards[zone] if role is DeviceRole.DISPLAY and zone else self._kiosks
        self._catch_up()
        missed = self._missed(device, audience, resume)
        if resume is None or missed is None:
            seat = Seat(device, self._service.picture.seq, self._wording)
            seat.push(self._welcome(seat, audience, kiosk, has_snapshot=True))
        else:
            seat = Seat(device, resume.seq, self._wording)
            seat.push(self._welcome(seat, audience, kiosk, has_snapshot=False))
            for step in (*missed, self._told_anew(audience)):
                if step is not None:
                    self._push(seat, self._update(seat.seen, step))
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
        if not all(isinstance(entry.event, _MAY_PAUSE) for entry in entries):
            self._behind = None
            self._advance(entries)
            return
        self._behind = entries[-1]
        if self._pause is None and self._seats:
            self._catch_up()
            self._pause = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._go_on)

    def beat(self) -> None:
        """Queue a heartbeat for every seat; to be called once a second."""
        self._catch_up()
        self._look_again()
        picture, time = self._service.picture, self._service.time()
        told: dict[int, Heartbeat] = {}
        for seat in self._seats:
            beat = told.get(seat.seen)
            if beat is None:
                beat = Heartbeat(picture.epoch, seat.seen, picture.seq, picture.head, time)
                told[seat.seen] = beat
            seat.push(beat)
            seat.seen = picture.seq

    def _go_on(self) -> None:
        """Tell what was held back, and hold back again only if there was something."""
        self._pause = None
        if self._behind is not None:
            self._catch_up()
            self._pause = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._go_on)

    def _catch_up(self) -> None:
        """Tell what was held back; the newest entry stands for all, as none of them was a call."""
        behind, self._behind = self._behind, None
        if behind is not None:
            self._advance((behind,))

    def _look_again(self) -> None:
        """Tell kiosks what the time has changed; no entry stands for it."""
        picture = self._service.picture
        step = self._kiosks.look_again(picture.seq, picture.head, self._service.now())
        self._tell({self._kiosks: step})

    def _told_anew(self, audience: Audience) -> Step | None:
        picture = self._service.picture
        return audience.told_anew(picture.seq, picture.head, self._service.now())

    def _advance(self, entries: tuple[Entry, ...]) -> None:
        audiences = (self._kiosks, *self._boards.values())
        self._tell({audience: audience.advance(entries) for audience in audiences})

    def _tell(self, steps: Mapping[Audience, Step | None]) -> None:
        told: dict[tuple[Audience, int], Update] = {}
        for seat, audience in self._seats.items():
            step = steps.get(audience)
            if step is not None:
                key = audience, seat.seen
                if key not in told:
                    told[key] = self._update(seat.seen, step)
                self._push(seat, told[key])

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

    def _welcome(
        self, seat: Seat, audience: Audience, kiosk: KioskIdentity | None, *, has_snapshot: bool
    ) -> Welcome:
        picture, time = self._service.picture, self._service.time()
        return Welcome(
            version=PROTOCOL_VERSION,
            hall=self._service.config.id,
            epoch=picture.epoch,
            seq=seat.seen,
            head=self._heads[seat.seen],
            time=time,
            snapshot=audience.sight.snapshot(time) if has_snapshot else None,
            kiosk=kiosk,
        )

    def _update(self, after: int, step: Step) -> Update:
        epoch = self._service.picture.epoch
        return Update(epoch, after, step.seq, step.head, step.at, step.changes)

    def _push(self, seat: Seat, update: Update) -> None:
        seat.push(update)
        seat.seen = update.seq
