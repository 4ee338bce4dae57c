"""What a linked device is offered to keep its trust fresh, and whether it is the only one."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import assert_never

from server.devices.hub import Seat
from server.hall_service import HallService
from server.protocol.device_events import Suspicion
from server.protocol.errors import DeviceDoubledError, KezekError
from server.protocol.frames import AuthorityAnnounced, AuthorityKept, AuthoritySettled, KeyKept
from server.protocol.identity import Key
from server.storage.device_keys import DeviceKeys
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.trust.link_keys import TwinProofs, offer_if_due, suspect, use_offered
from server.trust.trust import Trust

LOOK_SECONDS = 3600.0

_log = logging.getLogger(__name__)


class SeatTrust:
    """Trust of the devices that are linked to this process."""

    def __init__(self, service: HallService, trust: Trust) -> None:
        """Offer what ``trust`` has."""
        self._service = service
        self._trust = trust
        self._proofs = TwinProofs(lambda: asyncio.get_running_loop().time())
        self._doubts: asyncio.Queue[tuple[Key, Awaitable[bool]]] = asyncio.Queue()
        self._look = asyncio.Event()

    async def run(self) -> None:
        """Suspect devices that prove to be two, until cancelled."""
        while True:
            device, answered = await self._doubts.get()
            if await answered and self._proofs.is_one_too_many(device):
                try:
                    await suspect(self._service, device, Suspicion.TWO_LINKS)
                except (
                    KezekError
                ) as error:  # the store is away, full or busy: the next proof counts
                    _log.warning("device %s could not be marked as suspected: %s", device, error)

    async def check_single(self, device: DeviceRow, older: Seat | None) -> None:
        """Raise DeviceDoubledError for a suspected device's newer link if the older one answers.

        Of a device that is not suspected the newer link counts: the older one may be left over.
        """
        if older is None or device.suspect is None:
            return
        if await older.answers():
            raise DeviceDoubledError(device=device.id)

    def superseded(self, older: Seat) -> None:
        """Ask a link that is about to be cut for a newer one whether anybody is there."""
        self._doubts.put_nowait((older.device, older.answers()))

    async def attend(self, device: DeviceRow, seat: Seat) -> None:
        """Offer a device that was just seated what it ought to have, and hear what it keeps."""
        seat.told = lambda frame: self._hear(device.id, frame)
        offered = await offer_if_due(self._service, device)
        if offered is not None:
            seat.push(offered)
        if device.authority is not None and device.authority == self._trust.settled:
            seat.push(AuthoritySettled(device.authority))
        coming = self._trust.coming
        paired = device.authority is not None
        if paired and coming is not None and device.authority != coming.fingerprint:
            seat.push(AuthorityAnnounced(coming.certificate))

    def look_again(self) -> None:
        """Let ``until_due`` return at once."""
        self._look.set()

    async def until_due(self) -> None:
        """Return when linked devices are to be looked at again: every hour, or when told."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await self._look.wait()
        self._look.clear()

    async def _hear(self, device: Key, frame: KeyKept | AuthorityKept) -> None:
        match frame:
            case KeyKept(key=key):
                await use_offered(self._service, device, key)
            case AuthorityKept(fingerprint=fingerprint):
                await self._service.write(lambda ledger: _trusts(ledger, device, fingerprint))
            case _:
                assert_never(frame)


def _trusts(ledger: Ledger, device: Key, fingerprint: str) -> None:
    DeviceKeys(ledger.connection, ledger.hall).trusts(device, fingerprint)
