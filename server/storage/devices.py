"""Devices that may speak for a hall, and what they acknowledged; keys are kept as digests."""

import hashlib
import hmac

from msgspec import Struct

from server.protocol.device_events import Suspicion
from server.protocol.identity import DeviceRole, Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Row, Rows


class DeviceRow(Struct, frozen=True):
    """A device that was added; ``zone`` is where a display shows and speaks calls.

    ``keyed_at`` is the age of its key, ``authority`` the newest that it said it trusts, and
    ``suspect`` why there may be two of it.
    """

    id: Key
    role: DeviceRole
    key_digest: str
    zone: Key | None = None
    added_at: Instant = 0
    last_seen: Instant | None = None
    is_revoked: bool = False
    name: str = ""
    keyed_at: Instant = 0
    authority: str | None = None
    suspect: Suspicion | None = None
    suspect_at: Instant | None = None

    def has_key(self, key: str) -> bool:
        """Return whether ``key`` is the device's, in the same time for every wrong one."""
        return hmac.compare_digest(self.key_digest, key_digest(key))


class Delivery(Struct, frozen=True):
    """One device's word that it has shown or spoken a call."""

    call: int
    kind: str
    zone: Key
    device: Key
    result: str
    at: Instant


class Devices:
    """The devices of one hall."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "devices.sql")
        self._hall = hall

    def find(self, device: Key) -> DeviceRow | None:
        """Return a device, revoked or not, if it was added."""
        row = self._rows.one("find_device", hall=self._hall, device=device)
        return None if row is None else _device(row)

    def all(self) -> tuple[DeviceRow, ...]:
        """Return every device that was ever added, revoked ones too, in order of their ids."""
        return tuple(map(_device, self._rows.all("all_devices", hall=self._hall)))

    def add(self, device: DeviceRow) -> None:
        """Keep a new device."""
        self._rows.run(
            "add_device",
            hall=self._hall,
            device=device.id,
            role=device.role.value,
            key_digest=device.key_digest,
            zone=device.zone,
            at=device.added_at,
            name=device.name,
        )

    def touch(self, device: Key, at: Instant) -> None:
        """Note that a device was heard at ``at``."""
        self._rows.run("touch_device", hall=self._hall, device=device, at=at)

    def keep_link(self, device: Key, seen: Instant, at: Instant) -> Instant | None:
        """Note that a device heard at ``seen`` is still linked; None if it was heard elsewhere."""
        later = max(at, seen + 1)
        row = self._rows.one("keep_link", hall=self._hall, device=device, seen=seen, at=later)
        return None if row is None else later

    def revoke(self, device: Key) -> None:
        """Take a device's right to speak away for ever."""
        self._rows.run("revoke_device", hall=self._hall, device=device)

    def add_delivery(self, delivery: Delivery) -> frozenset[str]:
        """Keep an acknowledgement; return what the zone had of its kind before.

        Of several from one device the first stays, but one that got no sound may get it yet.
        """
        earlier = self._rows.all(
            "results_of",
            hall=self._hall,
            call=delivery.call,
            kind=delivery.kind,
            zone=delivery.zone,
        )
        self._rows.run(
            "add_delivery",
            hall=self._hall,
            call=delivery.call,
            kind=delivery.kind,
            zone=delivery.zone,
            device=delivery.device,
            result=delivery.result,
            at=delivery.at,
        )
        return frozenset(result for (result,) in earlier)


def key_digest(key: str) -> str:
    """Return what is kept of a device's key; 256 random bits need no salt."""
    return hashlib.sha256(key.encode()).hexdigest()


def _device(row: Row) -> DeviceRow:
    device, role, digest, zone, added_at, last_seen, is_revoked, *trust = row
    name, keyed_at, authority, suspect, suspect_at = trust
    return DeviceRow(
        id=device,
        role=DeviceRole(role),
        key_digest=digest,
        zone=zone,
        added_at=added_at,
        last_seen=last_seen,
        is_revoked=bool(is_revoked),
        name=name,
        keyed_at=keyed_at,
        authority=authority,
        suspect=None if suspect is None else Suspicion(suspect),
        suspect_at=suspect_at,
    )
