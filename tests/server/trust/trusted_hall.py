"""A real TLS server on loopback inside the test's own loop, and new devices that pair with it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from server.client.addresses import Address
from server.client.device_state import DeviceState
from server.client.enrolment import PairingWish
from server.client.finder import Finder
from server.client.link import Link
from server.client.membership import Membership
from server.client.messages import LinkDown, LinkEvent, LinkIdentity, LinkUp
from server.client.pairing_states import PairingState, Shown
from server.clock import SystemClock
from server.connections import USUAL, Bounds
from server.hall_service import HallService
from server.protocol.events import Event
from server.protocol.identity import Actor, ActorKind, DeviceRole
from server.serving import HallServer, ServeOptions, TlsOptions
from server.trust.authority_files import authority_routes
from server.trust.own_certificate import OwnCertificate
from server.trust.trust import Trust, TrustOptions
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL, HALL_FILE

ADMIN = Actor(ActorKind.ADMIN, "a-1")
WAIT_SECONDS = 8.0
LOOK_SECONDS = 0.01
TLS = TrustOptions(is_tls=True)

T = TypeVar("T")


def today() -> FakeClock:
    """Return a clock that stands at this computer's time: certificates are dated by it."""
    return FakeClock(SystemClock().wall_ms())


async def until(condition: Callable[[], T | None]) -> T:
    """Return what ``condition`` returns as soon as it is something."""
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            found = condition()
            if found:
                return found
            await asyncio.sleep(LOOK_SECONDS)


@dataclass(slots=True)
class Device:
    """A device with a real link and what it was told."""

    link: Link
    membership: Membership
    events: list[LinkEvent] = field(default_factory=list)
    states: list[PairingState] = field(default_factory=list)

    async def shown(self) -> Shown:
        """Wait until a code stands on its screen."""
        return await until(lambda: self.latest(Shown))

    async def up(self, times: int = 1) -> None:
        """Wait until its link has come up so often."""
        await until(lambda: sum(isinstance(one, LinkUp) for one in self.events) >= times)

    async def refused(self) -> str:
        """Wait until its link is refused or cannot be trusted; return the code."""

        def code() -> str | None:
            downs = [one for one in self.events if isinstance(one, LinkDown)]
            return next((one.failure.code for one in reversed(downs) if one.failure), None)

        return await until(code)

    def latest(self, kind: type[T]) -> T | None:
        """Return the last pairing state of a kind."""
        found = [state for state in self.states if isinstance(state, kind)]
        return found[-1] if found else None

    @property
    def identity(self) -> LinkIdentity:
        """Return who it is."""
        assert self.membership.identity is not None
        return self.membership.identity


@dataclass(slots=True)
class TrustedHall:
    """A hall that is served by TLS."""

    service: HallService
    server: HallServer
    trust: Trust
    clock: FakeClock
    devices: list[Device] = field(default_factory=list)

    @property
    def address(self) -> Address:
        """Return where devices connect."""
        return Address("127.0.0.1", self.server.port)

    @property
    def pem(self) -> str:
        """Return the certificate of the hall's authority."""
        assert self.trust.authority_pem is not None
        return self.trust.authority_pem

    async def device(
        self,
        folder: Path,
        role: DeviceRole = DeviceRole.KIOSK,
        address: Address | None = None,
    ) -> Device:
        """Switch a device on that keeps its state in ``folder``."""
        membership = Membership.of(DeviceState(folder))
        finder = Finder(HALL, (address or self.address,), has_mdns=False)
        events: list[LinkEvent] = []
        states: list[PairingState] = []
        wish = PairingWish(role, HALL, states.append)
        device = Device(Link(membership, finder, events.append, pairing=wish), membership)
        device.events, device.states = events, states
        self.devices.append(device)
        await asyncio.to_thread(device.link.start)
        return device

    async def pair(self, folder: Path, zone: str | None = None) -> Device:
        """Switch a new device on and confirm it."""
        role = DeviceRole.KIOSK if zone is None else DeviceRole.DISPLAY
        device = await self.device(folder, role)
        shown = await device.shown()
        await self.trust.pairings.confirm(shown.code, "Door", zone, ADMIN)
        await device.up()
        return device

    async def switch_off(self, device: Device) -> None:
        """End a device's link."""
        await asyncio.to_thread(device.link.stop)
        self.devices.remove(device)

    async def events(self) -> list[Event]:
        """Return every event so far."""
        entries = await self.service.read(lambda ledger: ledger.events.since(0, 0))
        return [entry.event for entry in entries]

    async def until_happened(self, wanted: Event) -> None:
        """Wait until an event stands in the log."""
        news = asyncio.Event()
        end = self.service.subscribe(lambda _: news.set())
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                while wanted not in await self.events():
                    await news.wait()
                    news.clear()
        finally:
            end()


@asynccontextmanager
async def trusted_hall(
    where: Path | str,
    options: TrustOptions = TLS,
    own: OwnCertificate | None = None,
    host: str = "127.0.0.1",
    bounds: Bounds = USUAL,
) -> AsyncIterator[TrustedHall]:
    """Serve the small hall by TLS on a free port of ``host`` until the block ends."""
    clock, serving = today(), asyncio.Event()
    service = await HallService.open(where, HALL_FILE, clock)
    try:
        trust = Trust(service, options)
        serve = ServeOptions(host, port=0, has_mdns=False, tls=TlsOptions(0, own), bounds=bounds)
        server = HallServer(
            service, serve, lambda _: serving.set(), authority_routes(trust), trust=trust
        )
        running = asyncio.create_task(server.run())
        waiting = asyncio.create_task(serving.wait())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        hall = TrustedHall(service, server, trust, clock)
        try:
            if not running.done():
                yield hall
        finally:
            for device in tuple(hall.devices):
                await hall.switch_off(device)
            server.stop()
            await running
    finally:
        await service.close()
