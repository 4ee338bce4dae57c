"""One open socket of a link, from hello to its end: order checked, asks sent, answers matched."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import assert_never

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from server.client.asks import PendingAsks, ReceivedNumbers, SeenNumbers
from server.client.messages import DownReason, LinkEndedError, LinkEvent, LinkIdentity, LinkUp
from server.protocol.codec import encode, heed_from_server
from server.protocol.errors import BadMessageError, Failure
from server.protocol.events import TicketIssued
from server.protocol.frames import (
    HEARTBEAT_SECONDS,
    HELLO_TIMEOUT_SECONDS,
    Answer,
    Ask,
    AuthorityAnnounced,
    AuthorityKept,
    AuthoritySettled,
    FromDevice,
    FromServer,
    Heartbeat,
    Hello,
    KeyKept,
    KeyOffered,
    PaperOrder,
    PaperWord,
    PrintRouteSlip,
    PrintSpecimen,
    PrintTicket,
    Received,
    Refusal,
    ResumePoint,
    ShowPaper,
    Update,
    Welcome,
)
from server.protocol.identity import PROTOCOL_VERSION, RequestId

SILENCE_SECONDS = 3.5 * HEARTBEAT_SECONDS
"""A server that sends nothing for so long is taken for dead; it owes a heartbeat every second."""

TrustFrame = KeyOffered | AuthorityAnnounced | AuthoritySettled
Keep = Callable[[TrustFrame], KeyKept | AuthorityKept | None]

TakeOrder = Callable[[PaperOrder], None]

MOST_WORDS = 8
"""More than one order is never under way; what nobody waits for any more is let go."""

_log = logging.getLogger(__name__)


def keep_nothing(_frame: TrustFrame) -> None:
    """Keep nothing: for a device whose key lies in a file that others wrote."""


def take_no_order(_order: PaperOrder) -> None:
    """Leave an order aside: for a device that prints nothing."""


class LinkMemory:
    """What a link keeps from one socket to the next."""

    def __init__(self) -> None:
        """Begin as a device that has seen nothing."""
        self.pending = PendingAsks()
        self.received = ReceivedNumbers()
        self.numbers = SeenNumbers()
        self.resume: ResumePoint | None = None
        self.head: str | None = None
        self._gap_at: ResumePoint | None = None

    def doubt(self) -> None:
        """After a gap: resume once from the same place; a second gap there asks for a snapshot."""
        if self.resume == self._gap_at:
            self.resume = None
        self._gap_at = self.resume


class LinkSession:
    """One socket: ``greet`` once, then ``run`` until it raises LinkEndedError."""

    def __init__(
        self,
        socket: ClientConnection,
        identity: LinkIdentity,
        memory: LinkMemory,
        deliver: Callable[[LinkEvent], None],
        keep: Keep = keep_nothing,
    ) -> None:
        """Speak on ``socket`` as ``identity``; ``keep`` keeps what is offered of trust."""
        self._socket = socket
        self._identity = identity
        self._memory = memory
        self._deliver = deliver
        self._keep = keep
        self._asked = asyncio.Event()
        self._sent: set[RequestId] = set()
        self._words: deque[PaperWord] = deque(maxlen=MOST_WORDS)
        self.take_order: TakeOrder = take_no_order
        """Is handed what the server orders of a printing device."""

    def say(self, word: PaperWord) -> None:
        """Say what a printing device has to say on this socket; on the link's own loop."""
        self._words.append(word)
        self.wake()

    def wake(self) -> None:
        """Say that there are new asks; call it on the link's own loop."""
        self._asked.set()

    async def greet(self) -> Welcome:
        """Say hello and return the server's welcome; it must be for our hall and version."""
        who = self._identity
        hello = Hello(
            version=PROTOCOL_VERSION,
            hall=who.hall,
            device=who.device,
            role=who.role,
            key=who.key,
            resume=self._memory.resume,
            received=self._memory.received.recent(),
            head=None if self._memory.resume is None else self._memory.head,
            numbers=self._memory.numbers.all(),
        )
        await self._send(hello)
        frame = await self._receive(HELLO_TIMEOUT_SECONDS)
        match frame:
            case Welcome():
                self._check_welcome(frame)
            case Refusal():
                raise LinkEndedError(DownReason.REFUSED, frame.failure)
            case _:
                raise LinkEndedError(DownReason.GARBLED)
        self._memory.resume, self._memory.head = ResumePoint(frame.epoch, frame.seq), frame.head
        return frame

    async def run(self, proven: Callable[[], None]) -> None:
        """Send pending asks and take frames, until LinkEndedError.

        ``proven`` is called at the first frame: the server is alive, not only polite.
        """
        both = {
            asyncio.create_task(self._send_asks()),
            asyncio.create_task(self._take_frames(proven)),
        }
        try:
            ended, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    def _check_welcome(self, welcome: Welcome) -> None:
        if welcome.version != PROTOCOL_VERSION:
            raise LinkEndedError(DownReason.REFUSED, Failure("version-mismatch"))
        if welcome.hall != self._identity.hall:
            raise LinkEndedError(DownReason.REFUSED, Failure("wrong-hall"))
        seen = self._memory.resume
        if welcome.snapshot is None and seen != ResumePoint(welcome.epoch, welcome.seq):
            self._memory.doubt()
            raise LinkEndedError(DownReason.GAP)

    async def _send_asks(self) -> None:
        """Send every pending ask once on this socket, oldest first."""
        while True:
            self._asked.clear()
            while self._words:
                await self._send(self._words.popleft())
            pending = self._memory.pending.all()
            self._sent &= {command.request_id for command in pending}
            for command in pending:
                if command.request_id not in self._sent:
                    self._sent.add(command.request_id)
                    await self._send(Ask(command))
            await self._asked.wait()

    async def _take_frames(self, proven: Callable[[], None]) -> None:
        await self._take(await self._receive(SILENCE_SECONDS))
        proven()
        while True:
            await self._take(await self._receive(SILENCE_SECONDS))

    async def _take(self, frame: FromServer | None) -> None:
        match frame:
            case None:
                pass  # what only newer devices know is not for this one
            case Update() | Heartbeat():
                self._advance(frame)
                self._hand_over(frame)
            case Answer():
                await self._settle(frame)
            case Refusal(request_id=None):
                raise LinkEndedError(DownReason.REFUSED, frame.failure)
            case Refusal():
                if frame.request_id and self._settles(frame.request_id):
                    self._hand_over(frame)
            case Welcome():
                raise LinkEndedError(DownReason.GARBLED)
            case _:
                await self._take_wish(frame)

    async def _take_wish(self, frame: TrustFrame | PaperOrder) -> None:
        """Take what the server wants of this device, besides the news of its hall."""
        match frame:
            case KeyOffered() | AuthorityAnnounced() | AuthoritySettled():
                await self._take_trust(frame)
            case ShowPaper() | PrintSpecimen() | PrintTicket() | PrintRouteSlip():
                self._take_order(frame)
            case _:
                assert_never(frame)

    def _take_order(self, order: PaperOrder) -> None:
        self._tell_owner(lambda: self.take_order(order), order)

    async def _take_trust(self, frame: TrustFrame) -> None:
        """Keep a newer key, or what is said of authorities; only what is kept is said to be."""
        try:
            said = await asyncio.to_thread(self._keep, frame)
        except OSError as error:
            _log.warning("the state of the device could not be kept: %s", error)
        else:
            if said is not None:
                await self._send(said)

    def _advance(self, frame: Update | Heartbeat) -> None:
        """Check that nothing is missing between the last frame and this one (ADR 0004)."""
        seen = self._memory.resume
        if seen != ResumePoint(frame.epoch, frame.after):
            self._memory.doubt()
            raise LinkEndedError(DownReason.GAP)
        self._memory.resume, self._memory.head = ResumePoint(frame.epoch, frame.seq), frame.head

    async def _settle(self, answer: Answer) -> None:
        """Hand over the answer if it is still waited for; acknowledge a number that came."""
        if not self._settles(answer.request_id):
            return
        self._hand_over(answer)
        issued = [event for event in answer.events if isinstance(event, TicketIssued)]
        for event in issued:
            self._memory.numbers.add(event)
        if issued:
            self._memory.received.add(answer.request_id)
            await self._send(Received((answer.request_id,)))

    def _settles(self, request_id: RequestId) -> bool:
        """Return whether this is waited for; afterwards the same command may be asked again."""
        self._sent.discard(request_id)
        return self._memory.pending.settle(request_id)

    def up(self, welcome: Welcome) -> None:
        """Tell the owner that the link is up."""
        self._hand_over(LinkUp(welcome))

    def _hand_over(self, event: LinkEvent) -> None:
        self._tell_owner(lambda: self._deliver(event), event)

    def _tell_owner(self, tell: Callable[[], None], what: LinkEvent | PaperOrder) -> None:
        try:
            tell()
        except Exception:  # noqa: BLE001 - the link's receive loop outlives a fault of its owner
            _log.exception("the owner of the link failed at %s", type(what).__name__)

    async def _send(self, frame: FromDevice) -> None:
        try:
            await self._socket.send(encode(frame), text=True)
        except ConnectionClosed as error:
            raise LinkEndedError(DownReason.LOST) from error

    async def _receive(self, seconds: float) -> FromServer | None:
        try:
            async with asyncio.timeout(seconds):
                data = await self._socket.recv()
            return heed_from_server(data)
        except TimeoutError as error:
            raise LinkEndedError(DownReason.SILENT) from error
        except ConnectionClosed as error:
            raise LinkEndedError(DownReason.LOST) from error
        except BadMessageError as error:
            raise LinkEndedError(DownReason.GARBLED) from error
