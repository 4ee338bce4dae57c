"""Kiosks and boards of the hall: the real link on its own thread, on a machine of the LAN."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from uuid import uuid4

from server.client.addresses import Address
from server.client.device_state import DeviceState
from server.client.enrolment import PairingWish
from server.client.finder import Finder
from server.client.link import Link
from server.client.membership import Membership
from server.client.messages import LinkDown, LinkEvent, LinkIdentity, LinkUp
from server.client.pairing_states import PairingState, Shown
from server.client.pinning import curious
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import Answer, Refusal
from server.protocol.identity import DeviceRole
from tests.attacks.forged_certificates import HALL
from tests.attacks.network import Machine
from tests.fakes.inbox import Inbox
from tests.history.operations import End, History

SERVICE = "justice-appeal"


class GullibleMembership(Membership):
    """The control: a device that believes whoever answers, as if nothing were pinned."""

    def context(self) -> ssl.SSLContext | None:
        """Return what believes anybody."""
        return curious()


def wish() -> IssueTicket:
    """Return a visitor's wish for a ticket."""
    return IssueTicket(request_id=str(uuid4()), service=SERVICE, language="kk")


@dataclass(slots=True)
class Device:
    """One device while it is switched on; what its visitors asked goes into ``history``."""

    machine: Machine
    membership: Membership
    finder: Finder
    history: History
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _told: list[LinkEvent] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _read: int = 0
    """How far ``until_up`` and ``until_down`` have read what the link told."""
    _link: Link | None = None

    @property
    def identity(self) -> LinkIdentity:
        """Return who the device is."""
        assert self.membership.identity is not None
        return self.membership.identity

    @property
    def refusals(self) -> list[str]:
        """Return why it was refused so far."""
        downs = [told for told in self._told if isinstance(told, LinkDown)]
        return [down.failure.code for down in downs if down.failure is not None]

    async def __aenter__(self) -> Self:
        """Switch it on."""
        self._link = Link(self.membership, self.finder, self._deliver)
        with self.machine.inside():
            self._link.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Switch it off."""
        await self.switch_off()

    async def switch_off(self) -> None:
        """Switch it off, once."""
        if self._link is not None:
            await asyncio.to_thread(self._link.stop)
            self._link = None

    async def until_up(self, seconds: float = 8.0) -> None:
        """Wait until the device is welcomed."""
        self._read = await self._find(lambda told: isinstance(told, LinkUp), self._read, seconds)

    async def until_down(self, code: str, seconds: float = 8.0) -> None:
        """Wait until the device says that it has no link, for this reason."""

        def is_it(told: LinkEvent) -> bool:
            return isinstance(told, LinkDown) and code == (
                told.failure.code if told.failure else told.reason.value
            )

        self._read = await self._find(is_it, self._read, seconds)

    def _deliver(self, event: LinkEvent) -> None:
        self.loop.call_soon_threadsafe(self._take, event)

    def _take(self, event: LinkEvent) -> None:
        self._told.append(event)
        self._news.set()
        self._news = asyncio.Event()

    async def _find(self, is_it: Callable[[LinkEvent], bool], begin: int, seconds: float) -> int:
        """Wait until the link has told such a thing; return the place after it."""
        async with asyncio.timeout(seconds):
            while True:
                for place in range(begin, len(self._told)):
                    if is_it(self._told[place]):
                        return place + 1
                begin = len(self._told)
                await self._news.wait()

    async def issue(self, seconds: float = 8.0) -> str:
        """Let a visitor take a ticket; return the number that is shown, or why there is none."""
        wanted, who, begin = wish(), self.identity.device, len(self._told)
        assert self._link is not None
        self.history.invoke(who, wanted.request_id)
        self._link.ask(wanted)

        def is_it(told: LinkEvent) -> bool:
            return isinstance(told, Answer | Refusal) and told.request_id == wanted.request_id

        answer = self._told[await self._find(is_it, begin, seconds) - 1]
        if isinstance(answer, Refusal):
            self.history.end(who, wanted.request_id, End.REFUSED)
            return answer.failure.code
        assert isinstance(answer, Answer)
        (issued,) = answer.events
        assert isinstance(issued, TicketIssued)
        self.history.end(who, wanted.request_id, End.OK, issued.number)
        return issued.number


@dataclass(slots=True)
class NewDevice:
    """A device out of the box, which asks one address to be paired."""

    machine: Machine
    address: Address
    role: DeviceRole
    state: DeviceState
    told: asyncio.Queue[PairingState] = field(default_factory=asyncio.Queue)
    inbox: Inbox = field(default_factory=Inbox)
    _link: Link | None = None

    async def __aenter__(self) -> Self:
        """Switch it on."""
        loop = asyncio.get_running_loop()

        def tell(state: PairingState) -> None:
            loop.call_soon_threadsafe(self.told.put_nowait, state)

        wish = PairingWish(self.role, HALL, tell)
        finder = Finder(HALL, (self.address,), has_mdns=False)
        self._link = Link(Membership.of(self.state), finder, self.inbox.deliver, pairing=wish)
        with self.machine.inside():
            self._link.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Switch it off."""
        assert self._link is not None
        await asyncio.to_thread(self._link.stop)

    async def until_shown(self, seconds: float = 8.0) -> Shown:
        """Return what stands on its screen once there is a code."""
        async with asyncio.timeout(seconds):
            while not isinstance(at := await self.told.get(), Shown):
                pass
            return at

    async def until_up(self, seconds: float = 8.0) -> LinkUp:
        """Wait until the device, which is paired now, is welcomed."""
        return await self.inbox.next(LinkUp, seconds)
