"""Everything of a hall's trust that pages, the device link and the control socket work with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from server.hall_service import HallService
from server.protocol.device_events import DeviceCleared, DeviceSuspected
from server.protocol.events import Entry
from server.protocol.identity import Actor, Key
from server.protocol.tickets import Instant
from server.storage.authorities import AuthorityRow, AuthorityState
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.trust.authority import (
    announce_authority,
    give_up_past,
    read_authorities,
    switch_authority,
)
from server.trust.holds import TOLD_MS, Hold
from server.trust.names import Whereabouts, server_names
from server.trust.own_keeper import OwnStatus
from server.trust.pairings import Pairings


class Links(Protocol):
    """What is asked of the device link."""

    def is_linked(self, device: Key) -> bool:
        """Return whether a device has a link to this process."""

    def hold_of(self, device: Key) -> Hold | None:
        """Return how a kiosk is held back here, or was not long ago."""

    def look_again(self) -> None:
        """Offer linked devices what they ought to be offered now."""


@dataclass(frozen=True, slots=True)
class TrustOptions:
    """How people reach the console; ``public_name`` has a certificate of the administrator's."""

    is_tls: bool = False
    is_plain_console: bool = False
    public_name: str | None = None


@dataclass(frozen=True, slots=True)
class ShownLeaf:
    """The certificate that the server shows: until when, by wall clocks, and for what it is none.

    ``left_out`` are names and addresses of the server for which its authority is not good.
    """

    ends_at: Instant
    authority_ends_at: Instant = 0
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device as an admin sees it."""

    row: DeviceRow
    is_linked: bool
    hold: Hold | None = None
    cleared_at: Instant | None = None
    """When an admin last found nothing wrong with it after a suspicion, if not long ago."""


class Trust:
    """The hall's trust in one server process."""

    def __init__(self, service: HallService, options: TrustOptions | None = None) -> None:
        """Know the devices of ``service``; without an authority no device can be paired."""
        self._service = service
        self.options = options or TrustOptions()
        self.pairings = Pairings(service)
        self.authority: AuthorityRow | None = None
        self.coming: AuthorityRow | None = None
        self.settled: str | None = None
        """The fingerprint of the authority in use, if older ones were given up."""
        self.leaf: ShownLeaf | None = None
        self.own: OwnStatus | None = None
        self._links: Links | None = None
        self._whereabouts: Callable[[], Whereabouts] = self._by_names
        self._cleared: dict[Key, Instant] = {}
        service.subscribe(self._hear)

    @property
    def hall(self) -> Key:
        """Return the hall's id."""
        return self._service.config.id

    @property
    def fingerprint(self) -> str | None:
        """Return the fingerprint of the authority in use; None without TLS."""
        return None if self.authority is None else self.authority.fingerprint

    async def hall_fingerprint(self) -> str:
        """Return the fingerprint that a device of the hall shows, also where nobody is served."""
        current = self.authority or await self.current()
        return "" if current is None else current.fingerprint

    @property
    def authority_pem(self) -> str | None:
        """Return the certificate of the authority in use; None without TLS."""
        return None if self.authority is None else self.authority.certificate

    def lies_at(self, whereabouts: Callable[[], Whereabouts]) -> None:
        """Ask ``whereabouts`` by what names and addresses this server is called."""
        self._whereabouts = whereabouts

    def watch(self, links: Links) -> None:
        """Ask ``links`` who is linked."""
        self._links = links

    def show(self, authority: AuthorityRow, leaf: ShownLeaf | None) -> None:
        """Take in which authority certified this server, and how."""
        self.authority = authority
        self.leaf = leaf

    def show_own(self, status: OwnStatus) -> None:
        """Take in how it is with the administrator's own certificate."""
        self.own = status

    async def devices(self) -> tuple[KnownDevice, ...]:
        """Return every device that was ever the hall's, revoked ones too."""
        rows = await self._service.read(lambda ledger: ledger.devices.all())
        return tuple(self._known(row) for row in rows)

    async def revoke(self, device: Key, by: Actor) -> bool:
        """Take a device's right to speak away for ever; return whether there is such a device."""
        return await self._service.revoke_device(device, by)

    async def renew_key(self, device: Key) -> bool:
        """Let a device get a new key, now if it is linked, else at its next hello."""

        def age(ledger: Ledger) -> bool:
            found = ledger.devices.find(device)
            if found is None or found.is_revoked:
                return False
            DeviceKeys(ledger.connection, ledger.hall).age(device)
            return True

        is_known = await self._service.write(age)
        self._look_again()
        return is_known

    async def clear_suspicion(self, device: Key, by: Actor) -> bool:
        """Hold a suspected device to be the only one; return whether it was suspected."""

        def clear(ledger: Ledger) -> bool:
            found = ledger.devices.find(device)
            if found is None or found.suspect is None:
                return False
            now = self._service.now()
            DeviceKeys(ledger.connection, ledger.hall).suspect(device, None, now)
            ledger.append(DeviceCleared(device=device), by, now)
            return True

        return await self._service.write(clear)

    async def announce_authority(self) -> AuthorityRow:
        """Make the authority that is to come and tell every linked device of it."""
        self.coming = await announce_authority(self._service, self._whereabouts())
        self._look_again()
        return self.coming

    async def switch_authority(self, by: Actor) -> AuthorityRow | None:
        """Use the authority that was announced; None if none was.

        Servers show its certificate within seconds; who does not know it is to be paired anew.
        """
        return await switch_authority(self._service, by)

    async def give_up_past(self) -> AuthorityRow | None:
        """Have devices trust the authority in use alone; None if they never trusted another.

        Those that are away hear of it when they are linked again.
        """
        current = await give_up_past(self._service)
        if current is not None:
            await self.refresh()
            self._look_again()
        return current

    async def unaware(self) -> tuple[Key, ...]:
        """Return the paired devices that have not said that they trust the one to come."""
        coming = await self.refresh()
        devices = await self.devices()
        return tuple(
            one.row.id
            for one in devices
            if not one.row.is_revoked
            and one.row.authority is not None
            and (coming is None or one.row.authority != coming.fingerprint)
        )

    async def current(self) -> AuthorityRow | None:
        """Return the authority in use; None if the hall was never served by TLS."""
        rows = await read_authorities(self._service)
        return next((row for row in rows if row.state is AuthorityState.CURRENT), None)

    async def refresh(self) -> AuthorityRow | None:
        """Read again which authority is to come: another process may have announced it."""
        rows = await read_authorities(self._service)
        states = {row.state: row for row in rows}
        self.coming = states.get(AuthorityState.COMING)
        current = states.get(AuthorityState.CURRENT)
        is_settled = current is not None and AuthorityState.GIVEN_UP in states
        self.settled = current.fingerprint if current is not None and is_settled else None
        return self.coming

    def _known(self, row: DeviceRow) -> KnownDevice:
        links, cleared_at = self._links, self._cleared.get(row.id)
        if cleared_at is not None and self._service.now() - cleared_at > TOLD_MS:
            cleared_at = None
        if links is None:
            return KnownDevice(row, is_linked=False, cleared_at=cleared_at)
        return KnownDevice(row, links.is_linked(row.id), links.hold_of(row.id), cleared_at)

    def _hear(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            match entry.event:
                case DeviceCleared(device=device):
                    self._cleared[device] = entry.at
                case DeviceSuspected(device=device):
                    self._cleared.pop(device, None)
                case _:
                    pass

    def _look_again(self) -> None:
        if self._links is not None:
            self._links.look_again()

    def _by_names(self) -> Whereabouts:
        """Return how this computer is called, as long as nobody serves."""
        return Whereabouts(server_names(self.options.public_name))
