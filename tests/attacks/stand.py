"""One hall on one LAN with its devices and its enemies; shared by the tests of a module."""

import asyncio
import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from server import control
from server.client.addresses import Address, AddressMemory
from server.client.device_state import DeviceState
from server.client.finder import Finder
from server.client.membership import Membership
from server.client.messages import LinkIdentity
from server.protocol.events import Entry, Event, TicketIssued
from server.protocol.identity import DeviceRole
from server.trust import orders
from tests.attacks.devices import Device, GullibleMembership, NewDevice
from tests.attacks.forged_certificates import HALL
from tests.attacks.honest import Honest
from tests.attacks.network import Lan, Machine
from tests.history.evidence import Evidence
from tests.history.operations import History
from tests.history.peers import Peer
from tests.journeys.invariants import broken

ZONE = "main"
LOOK_SECONDS = 0.05
_devices = count(1)


@dataclass(slots=True)
class Stand:
    """The honest server on a LAN, the devices paired with it, and what everybody was told."""

    lan: Lan
    honest: Honest
    folder: Path
    history: History = field(default_factory=History)
    strangers: History = field(default_factory=History)
    peers: dict[str, Peer] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    are_presses_recorded: bool = True
    """Whether ``history`` knows every ticket: programs as delivered tell no request ids."""

    @property
    def address(self) -> Address:
        """Return where the honest server is."""
        return Address(self.honest.machine.address, self.honest.port)

    async def pair(self, machine: Machine, role: DeviceRole = DeviceRole.KIOSK) -> DeviceState:
        """Pair a new device as an admin does; return what it keeps, the device switched off."""
        async with self.new_device(machine, self.address, role) as device:
            self.confirm((await device.until_shown()).code, role)
            await device.until_up()
        self.admit(device.state)
        return device.state

    def new_device(
        self, machine: Machine, address: Address, role: DeviceRole = DeviceRole.KIOSK
    ) -> NewDevice:
        """Return a device that nobody knows, sent to this address to be paired."""
        folder = self.folder / f"device-{next(_devices)}"
        return NewDevice(machine, address, role, DeviceState(folder))

    def confirm(self, code: str, role: DeviceRole = DeviceRole.KIOSK) -> dict[str, str]:
        """Let the admin type a code."""
        zone = ZONE if role is DeviceRole.DISPLAY else None
        (row,) = self.honest.rows(orders.ConfirmPairing(code, "at the door", zone))
        return row

    def revoke(self, device: str) -> None:
        """Let the admin take a device's right away; from here on it may cause nothing."""
        self.honest.do(control.RevokeDevice(device))
        last = len(self.entries())
        for actor, peer in self.peers.items():
            if actor.partition(":")[2] == device:
                self.peers[actor] = Peer(peer.actor, last)

    def admit(self, state: DeviceState) -> LinkIdentity:
        """Count a paired device among those who may act."""
        identity = state.load()
        assert identity is not None
        actor = f"{identity.role.value}:{identity.device}"
        self.peers[actor] = Peer(actor)
        self.secrets.add(identity.key)
        return identity

    def switched_on(
        self,
        machine: Machine,
        state: DeviceState,
        *,
        is_gullible: bool = False,
        memory: AddressMemory | None = None,
        configured: tuple[Address, ...] = (),
        has_mdns: bool = True,
    ) -> Device:
        """Return a paired device to be used as a context; it finds its server by mDNS."""
        kind = GullibleMembership if is_gullible else Membership
        finder = Finder(HALL, configured, memory, has_mdns=has_mdns)
        return Device(machine, kind(state.load(), state), finder, self.history)

    def copied(self, state: DeviceState, name: str) -> DeviceState:
        """Return a thief's copy of what a device keeps."""
        copy = self.folder / name
        shutil.copytree(state.address_file.parent, copy)
        return DeviceState(copy)

    def entries(self) -> list[Entry]:
        """Return the honest server's log as it is now."""
        return self.honest.record(Evidence()).entries

    async def until_logged(self, kind: type[Event], count: int = 1, seconds: float = 5.0) -> None:
        """Wait until so many events of a kind are in the log."""
        async with asyncio.timeout(seconds):
            while self.logged(kind) < count:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(LOOK_SECONDS)

    def logged(self, kind: type[Event]) -> int:
        """Return how many events of a kind are in the log."""
        return sum(isinstance(entry.event, kind) for entry in self.entries())

    def issued(self) -> list[TicketIssued]:
        """Return every ticket of the log."""
        return [one.event for one in self.entries() if isinstance(one.event, TicketIssued)]

    def faults(self) -> list[str]:
        """Return what the history checker finds wrong with all that happened so far."""
        evidence = Evidence(
            attempts=self.history.close() if self.are_presses_recorded else (),
            strangers=self.strangers.close(),
            peers=tuple(self.peers.values()),
            texts={"server.log": self.honest.log.read_bytes()},
            secrets=tuple(sorted(self.secrets)),
        )
        return broken(self.honest.record(evidence))
