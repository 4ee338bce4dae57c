"""Which key a device says hello with, when it gets another, and what tells of a copied device."""

import secrets
from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

from server.hall_service import HallService
from server.protocol.device_events import (
    DeviceKeyRenewed,
    DeviceSuspected,
    Suspicion,
)
from server.protocol.errors import KeyReplacedError, KezekError, UnknownDeviceError
from server.protocol.frames import KeyOffered
from server.protocol.identity import SERVER_ACTOR, Actor, DeviceRole, Key
from server.protocol.tickets import Instant
from server.storage.absences import Absences
from server.storage.device_keys import DeviceKeys, KeyState
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger

RENEW_MS = 7 * 24 * 3600 * 1000
OFFERED_AGAIN_MS = 24 * 3600 * 1000
MAX_OFFERS = 5
PROOFS = 2
PROOF_SECONDS = 600.0


async def recognise(service: HallService, device: Key, role: DeviceRole, key: str) -> DeviceRow:
    """Return the device that has ``key``; raise UnknownDeviceError or KeyReplacedError.

    An offered key that is used for the first time replaces the one before it.
    """
    digest = key_digest(key)
    found = await service.read(lambda ledger: ledger.devices.find(device))
    # One answer for all of them, so that nobody learns which device ids exist.
    if found is None or found.is_revoked or found.role is not role:
        raise UnknownDeviceError(device=device)
    if found.has_key(key):
        return await service.write(lambda ledger: _heard(ledger, found, service.now()))
    rows = await service.read(lambda ledger: _keys(ledger).of(device))
    if not any(row.key_digest == digest for row in rows):
        raise UnknownDeviceError(device=device)
    outcome = await service.write(lambda ledger: _try_other(ledger, device, digest, service.now()))
    if isinstance(outcome, KezekError):
        raise outcome
    return await service.write(lambda ledger: _heard(ledger, outcome, service.now()))


async def use_offered(service: HallService, device: Key, key: str) -> None:
    """Let the key that ``device`` says it has kept be its key; raise UnknownDeviceError."""
    digest = key_digest(key)
    outcome = await service.write(lambda ledger: _try_other(ledger, device, digest, service.now()))
    if isinstance(outcome, KezekError):
        raise outcome


async def offer_if_due(service: HallService, device: DeviceRow) -> KeyOffered | None:
    """Return a new key for a paired device whose key is old, if none is on its way."""
    if device.authority is None or service.now() - device.keyed_at < RENEW_MS:
        return None
    key = secrets.token_hex(32)

    def offer(ledger: Ledger) -> bool:
        now = service.now()
        found = ledger.devices.find(device.id)
        offered = [row for row in _keys(ledger).of(device.id) if row.state is KeyState.OFFERED]
        is_due = found is not None and now - found.keyed_at >= RENEW_MS
        is_recent = any(now - row.at < OFFERED_AGAIN_MS for row in offered)
        if not is_due or is_recent or len(offered) >= MAX_OFFERS:
            return False
        _keys(ledger).offer(device.id, key_digest(key), now)
        return True

    return KeyOffered(key) if await service.write(offer) else None


async def suspect(service: HallService, device: Key, why: Suspicion) -> None:
    """Note, once, that there may be two of a device."""

    def note(ledger: Ledger) -> None:
        found = ledger.devices.find(device)
        if found is not None and found.suspect is None:
            _note_suspicion(ledger, device, why, SERVER_ACTOR, service.now())

    await service.write(note)


class TwinProofs:
    """Counts how often an older link of a device answered after a newer one had come.

    A network that is lost and found again proves nothing: the link that it left behind is dead.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        """Count within ten minutes of ``seconds``."""
        self._seconds = seconds
        self._proofs: dict[Key, deque[float]] = {}

    def is_one_too_many(self, device: Key) -> bool:
        """Count a proof; return whether there are more than 2 in the last ten minutes."""
        now = self._seconds()
        proofs = self._proofs.setdefault(device, deque(maxlen=PROOFS + 1))
        proofs.append(now)
        return len(proofs) > PROOFS and proofs[0] > now - PROOF_SECONDS


def _try_other(ledger: Ledger, device: Key, digest: str, now: Instant) -> DeviceRow | KezekError:
    found = ledger.devices.find(device)
    if found is None or found.is_revoked:
        return UnknownDeviceError(device=device)
    if found.key_digest == digest:
        return found
    states = {row.key_digest: row.state for row in _keys(ledger).of(device)}
    match states.get(digest):
        case KeyState.OFFERED:
            _keys(ledger).use(device, found.key_digest, digest, now)
            ledger.append(DeviceKeyRenewed(device=device), SERVER_ACTOR, now)
            return ledger.devices.find(device) or found
        case KeyState.REPLACED:
            if found.suspect is None:
                _note_suspicion(ledger, device, Suspicion.KEY_REPLACED, SERVER_ACTOR, now)
            return KeyReplacedError(device=device)
        case _:
            return UnknownDeviceError(device=device)


def _heard(ledger: Ledger, device: DeviceRow, now: Instant) -> DeviceRow:
    """Note that the device was heard, never at the same instant as before: see Presence."""
    found = ledger.devices.find(device.id)
    before = found.last_seen if found is not None else None
    at = now if before is None else max(now, before + 1)
    ledger.devices.touch(device.id, at)
    if device.role is DeviceRole.KIOSK and before is not None:
        Absences(ledger.connection, ledger.hall).add(device.id, before, at)
    return replace(device, last_seen=at)


def _note_suspicion(ledger: Ledger, device: Key, why: Suspicion, by: Actor, now: Instant) -> None:
    _keys(ledger).suspect(device, why, now)
    ledger.append(DeviceSuspected(device=device, reason=why), by, now)


def _keys(ledger: Ledger) -> DeviceKeys:
    return DeviceKeys(ledger.connection, ledger.hall)
