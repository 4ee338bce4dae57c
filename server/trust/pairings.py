"""Devices that show a code and wait until an admin has typed it; single use, few, for minutes."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from server.hall_service import HallService
from server.protocol.admin_errors import (
    UnansweredPairingError,
    UnknownPairingError,
    UnknownZoneError,
)
from server.protocol.device_events import DevicePaired, PairingRefused
from server.protocol.errors import PairingBusyError, PairingExpiredError, PairingRefusedError
from server.protocol.fingerprints import pairing_code
from server.protocol.identity import Actor, DeviceRole, Key
from server.protocol.pairing import PAIRING_SECONDS, Paired
from server.protocol.tickets import Instant
from server.storage.authorities import AuthorityRow
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger
from server.storage.pairing_rows import Wish
from server.trust.knocks import Knocks, WaitingDevice

MAX_WAITING = 20
MAX_WAITING_OF_ADDRESS = 5
MAX_FRUITLESS = 20
MAX_FRUITLESS_OF_ADDRESS = 5
FRUITLESS_MS = 10 * 60_000
"""How many may begin and leave before anybody decided: each is one chance in a million for a relay
that has shown a device a code and seeks the same one here (ADR 0016)."""

MAX_NAME_LENGTH = 60

_NAMES = {DeviceRole.KIOSK: "kiosk", DeviceRole.DISPLAY: "board"}


@dataclass(frozen=True, slots=True)
class PairedDevice:
    """A device that has just become one of the hall's."""

    id: Key
    role: DeviceRole
    name: str
    zone: Key | None


@dataclass(slots=True, eq=False)
class Candidate:
    """One waiting device and what an admin decides of it."""

    waiting: WaitingDevice
    authority: AuthorityRow
    decided: asyncio.Future[Paired] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


@dataclass(slots=True, eq=False)
class Beginning:
    """A device that asked to be paired; fruitless if it left before anybody had decided."""

    address: str
    at: Instant
    is_under_way: bool = True
    is_settled: bool = False

    @property
    def is_fruitless(self) -> bool:
        """Return whether it went away with a code that nobody had looked at to the end."""
        return not self.is_under_way and not self.is_settled

    def settle(self) -> None:
        """Take in that an admin has decided, or that the code had its whole time."""
        self.is_settled = True

    def end(self) -> None:
        """Take in that the device is gone."""
        self.is_under_way = False


class Pairings:
    """The waiting devices of one server process, and what it knows of those at others."""

    def __init__(self, service: HallService, seconds: float = PAIRING_SECONDS) -> None:
        """Let devices into the hall of ``service``; a code is good for ``seconds``."""
        self._seconds = seconds
        self._service = service
        self._waiting: dict[str, Candidate] = {}
        self._begun: deque[Beginning] = deque()
        self._callbacks: list[Callable[[], None]] = []
        self._knocks = Knocks(service)

    def waiting(self) -> tuple[WaitingDevice, ...]:
        """Return who waits here, the longest first."""
        return tuple(candidate.waiting for candidate in self._waiting.values())

    async def everywhere(self) -> tuple[WaitingDevice, ...]:
        """Return who waits at any process of the hall, the longest first."""
        both = (*self.waiting(), *await self._knocks.others())
        return tuple(sorted(both, key=lambda one: (one.since, one.code)))

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` whenever the list changes; return how to end that."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def begin(self, address: str) -> Beginning:
        """Count a device that begins; raise PairingBusyError when too many came to nothing.

        The beginning is to be ended, whatever comes of it.
        """
        now = self._service.now()
        while self._begun and self._begun[0].at < now - FRUITLESS_MS:
            self._begun.popleft()
        fruitless = [one.address for one in self._begun if one.is_fruitless]
        here = fruitless.count(address)
        if len(fruitless) >= MAX_FRUITLESS or here >= MAX_FRUITLESS_OF_ADDRESS:
            raise PairingBusyError
        under_way = [one.address for one in self._begun if one.is_under_way]
        _check_few(under_way, address)
        begun = Beginning(address, now)
        self._begun.append(begun)
        return begun

    def enter(
        self, role: DeviceRole, address: str, nonces: tuple[str, str], authority: AuthorityRow
    ) -> Candidate:
        """Let a device wait that showed its nonce; ``nonces`` are the device's, then ours."""
        _check_few([one.waiting.address for one in self._waiting.values()], address)
        code = pairing_code(*nonces, authority.certificate)
        if code in self._waiting:
            raise PairingBusyError
        now = self._service.now()
        waiting = WaitingDevice(code, role, address, now, now + round(self._seconds * 1000))
        candidate = self._waiting[code] = Candidate(waiting, authority)
        self._tell()
        return candidate

    async def outcome(self, candidate: Candidate) -> Paired:
        """Return what the device is to keep; raise PairingRefusedError or PairingExpiredError."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._knocks.shown(candidate.waiting, partial(self._grant, candidate)),
            ):
                return await asyncio.shield(candidate.decided)
        except TimeoutError as error:
            raise PairingExpiredError from error

    def leave(self, candidate: Candidate) -> None:
        """Show the device no more; its code is past."""
        if self._waiting.get(candidate.waiting.code) is candidate:
            del self._waiting[candidate.waiting.code]
            self._tell()
        candidate.decided.cancel()

    async def confirm(self, code: str, name: str, zone: Key | None, by: Actor) -> PairedDevice:
        """Make the device that shows ``code`` one of the hall's; a board hangs in ``zone``.

        Raise UnknownPairingError for a code nobody shows, UnknownZoneError for a wrong zone,
        UnansweredPairingError if the device went away meanwhile and is to be let in again.
        """
        digits = "".join(code.split())
        if digits in self._waiting:
            return await self._confirm(self._find(digits), name, zone, by)
        found = next((one for one in await self._knocks.others() if one.code == digits), None)
        if found is None:
            raise UnknownPairingError
        wish = Wish(by, name=name, zone=self._zone(found.role, zone))
        device = await self._knocks.ask(digits, wish)
        row = await self._service.read(lambda ledger: ledger.devices.find(device or ""))
        if row is None:
            raise UnknownPairingError
        return PairedDevice(row.id, row.role, row.name, row.zone)

    async def refuse(self, code: str, by: Actor) -> None:
        """Send the device that shows ``code`` away; raise UnknownPairingError if none does."""
        digits = "".join(code.split())
        if digits in self._waiting:
            await self._refuse(self._find(digits), by)
        else:
            await self._knocks.ask(digits, Wish(by, is_refused=True))

    async def _grant(self, candidate: Candidate, wish: Wish) -> Key | None:
        """Do with a device that waits here what an admin at another process wants."""
        here = self._find(candidate.waiting.code)
        if wish.is_refused:
            await self._refuse(here, wish.by)
            return None
        return (await self._confirm(here, wish.name, wish.zone, wish.by)).id

    async def _confirm(
        self, candidate: Candidate, name: str, zone: Key | None, by: Actor
    ) -> PairedDevice:
        where = self._zone(candidate.waiting.role, zone)
        del self._waiting[candidate.waiting.code]  # single use, whatever follows
        self._tell()
        key = secrets.token_hex(32)
        try:
            row = await self._service.write(
                lambda ledger: self._add(ledger, candidate, key, _clean(name), where, by)
            )
        except BaseException:
            candidate.decided.cancel()
            raise
        hall, certificate = self._service.config.id, candidate.authority.certificate
        if candidate.decided.done():
            raise UnansweredPairingError(device=row.id)
        candidate.decided.set_result(Paired(hall, row.id, row.role, key, certificate))
        return PairedDevice(row.id, row.role, row.name, row.zone)

    async def _refuse(self, candidate: Candidate, by: Actor) -> None:
        del self._waiting[candidate.waiting.code]
        self._tell()
        if not candidate.decided.done():
            candidate.decided.set_exception(PairingRefusedError())
            candidate.decided.exception()  # seen, though the device may have left
        event = PairingRefused(role=candidate.waiting.role)
        await self._service.write(lambda ledger: ledger.append(event, by, self._service.now()))

    def _find(self, digits: str) -> Candidate:
        candidate = self._waiting.get(digits)
        if candidate is None or candidate.waiting.expires_at <= self._service.now():
            raise UnknownPairingError
        return candidate

    def _zone(self, role: DeviceRole, wanted: Key | None) -> Key | None:
        zones = self._service.config.zones
        if role is not DeviceRole.DISPLAY:
            return None
        if not wanted and len(zones) == 1:
            return zones[0].id
        if not any(zone.id == wanted for zone in zones):
            raise UnknownZoneError(zones=", ".join(zone.id for zone in zones))
        return wanted

    def _add(
        self,
        ledger: Ledger,
        candidate: Candidate,
        key: str,
        name: str,
        zone: Key | None,
        by: Actor,
    ) -> DeviceRow:
        role, now = candidate.waiting.role, self._service.now()
        taken = {device.id for device in ledger.devices.all()}
        numbers = range(1, len(taken) + 2)
        free = next(n for n in numbers if f"{_NAMES[role]}-{n}" not in taken)
        row = DeviceRow(
            f"{_NAMES[role]}-{free}", role, key_digest(key), zone, now, name=name, keyed_at=now
        )
        ledger.devices.add(row)
        DeviceKeys(ledger.connection, ledger.hall).trusts(row.id, candidate.authority.fingerprint)
        ledger.append(DevicePaired(device=row.id, role=role, zone=zone), by, now)
        return row

    def _tell(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


def _check_few(addresses: list[str], address: str) -> None:
    if len(addresses) >= MAX_WAITING or addresses.count(address) >= MAX_WAITING_OF_ADDRESS:
        raise PairingBusyError


def _clean(name: str) -> str:
    """Return a name of one line without what cannot be seen."""
    line = " ".join(name.split())
    return "".join(letter for letter in line if letter.isprintable())[:MAX_NAME_LENGTH]
