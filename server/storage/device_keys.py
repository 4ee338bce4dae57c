"""Keys that devices were offered or have given up, and what is thought of a device's trust."""

from enum import StrEnum

from msgspec import Struct

from server.protocol.device_events import Suspicion
from server.protocol.identity import Key
from server.protocol.tickets import Instant
from server.storage.rows import Connection, Rows

MAX_REPLACED = 60
"""About a year of weekly keys; a copy of an older one is an unknown key."""


class KeyState(StrEnum):
    """What a key of a device is that is not its present one."""

    OFFERED = "offered"
    REPLACED = "replaced"


class KeyRow(Struct, frozen=True):
    """A key, by its digest, since when it is what it is."""

    key_digest: str
    state: KeyState
    at: Instant


class DeviceKeys:
    """The keys of the devices of one hall, besides their present ones."""

    def __init__(self, connection: Connection, hall: Key) -> None:
        """Use ``connection`` for ``hall``."""
        self._rows = Rows(connection, "device_keys.sql")
        self._hall = hall

    def of(self, device: Key) -> tuple[KeyRow, ...]:
        """Return what is known besides the present key, the oldest first."""
        rows = self._rows.all("keys_of", hall=self._hall, device=device)
        return tuple(KeyRow(digest, KeyState(state), at) for digest, state, at in rows)

    def offer(self, device: Key, key_digest: str, at: Instant) -> None:
        """Keep a key that the device may use from now on."""
        self._add(device, key_digest, KeyState.OFFERED, at)

    def use(self, device: Key, old_digest: str, new_digest: str, at: Instant) -> None:
        """Let an offered key be the device's; the one before and older offers are past.

        A newer offer may lie with the device already, which says so when it has kept it.
        """
        before = next((row.at for row in self.of(device) if row.key_digest == new_digest), at)
        self._forget(device, new_digest)
        self._rows.run(
            "replace_offered_keys", hall=self._hall, device=device, before=before, at=at
        )
        self._add(device, old_digest, KeyState.REPLACED, at)
        self._rows.run(
            "set_device_key", hall=self._hall, device=device, key_digest=new_digest, at=at
        )
        for row in self.of(device)[:-MAX_REPLACED]:
            self._forget(device, row.key_digest)

    def age(self, device: Key) -> None:
        """Let the present key count as old; a key offered before may be used all the same."""
        for query in ("age_device_key", "age_offered_keys"):
            self._rows.run(query, hall=self._hall, device=device)

    def trusts(self, device: Key, authority: str) -> None:
        """Note the fingerprint of an authority that the device keeps."""
        self._rows.run("set_device_authority", hall=self._hall, device=device, authority=authority)

    def suspect(self, device: Key, suspicion: Suspicion | None, at: Instant) -> None:
        """Note why there may be two of a device; None when somebody has looked."""
        self._rows.run(
            "set_suspicion",
            hall=self._hall,
            device=device,
            suspect=None if suspicion is None else suspicion.value,
            at=None if suspicion is None else at,
        )

    def _add(self, device: Key, key_digest: str, state: KeyState, at: Instant) -> None:
        self._rows.run(
            "add_key",
            hall=self._hall,
            device=device,
            key_digest=key_digest,
            state=state.value,
            at=at,
        )

    def _forget(self, device: Key, key_digest: str) -> None:
        self._rows.run("forget_key", hall=self._hall, device=device, key_digest=key_digest)
