"""Waiting devices at the other processes of a hall: shown there, let in or refused from there.

A device has its link to one process alone, which makes its key and hands it over. An admin at
another process leaves a wish in the database; the process looks for it and carries it out.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from server.hall_service import HallService
from server.protocol.admin_errors import UnansweredPairingError, UnknownPairingError
from server.protocol.errors import Failure, KezekError, PairingExpiredError, to_failure
from server.protocol.identity import DeviceRole, Key
from server.protocol.known_errors import to_error
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.pairing_rows import Outcome, PairingRow, PairingRows, Wish

LOOK_SECONDS = 1.0
ANSWER_SECONDS = 15.0
"""A process that has not answered by then is gone, and the device with it."""

CarryOut = Callable[[Wish], Awaitable[Key | None]]
"""Lets a device in or refuses it; returns what it is called from now on."""


@dataclass(frozen=True, slots=True)
class WaitingDevice:
    """A device that shows ``code`` until ``expires_at``."""

    code: str
    role: DeviceRole
    address: str
    since: Instant
    expires_at: Instant


class Knocks:
    """What one process tells the others of waiting devices; a hall of one process needs none."""

    def __init__(self, service: HallService) -> None:
        """Keep the devices in the database of ``service``, if other processes read it."""
        self._service = service
        self._own: set[str] = set()
        self._answering: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def shown(self, device: WaitingDevice, carry_out: CarryOut) -> AsyncIterator[None]:
        """Show a device to the other processes, and carry out what one of them wishes."""
        if not self._service.is_shared:
            yield
            return
        row = PairingRow(
            secrets.token_hex(8),
            device.code,
            device.role,
            device.address,
            device.since,
            device.expires_at,
        )
        self._own.add(row.id)
        await self._service.write(lambda ledger: _rows(ledger).add(row))
        is_over = asyncio.Event()
        listening = asyncio.create_task(self._listen(row.id, carry_out, is_over))
        try:
            yield
        finally:
            is_over.set()
            await listening
            self._own.discard(row.id)

    async def others(self) -> tuple[WaitingDevice, ...]:
        """Return who waits at other processes, the longest first."""
        return tuple(
            WaitingDevice(row.code, row.role, row.address, row.since, row.expires_at)
            for row in await self._rows_of_others()
        )

    async def ask(self, code: str, wish: Wish) -> Key | None:
        """Have another process let in or refuse the device that shows ``code``; return which.

        Raise UnknownPairingError if none does, PairingExpiredError if it does not answer.
        """
        found = [row for row in await self._rows_of_others() if row.code == code]
        if len(found) != 1:  # two devices of one code: nobody can say which was meant
            raise UnknownPairingError
        row, now = found[0].id, self._service.now()
        if not await self._service.write(lambda ledger: _rows(ledger).ask(row, wish, now)):
            raise UnknownPairingError
        outcome = await self._outcome(row)
        if outcome.failure is not None:
            raise _error_of(outcome.failure)
        return outcome.device

    async def _rows_of_others(self) -> list[PairingRow]:
        if not self._service.is_shared:
            return []
        now = self._service.now()
        rows = await self._service.read(lambda ledger: _rows(ledger).waiting(now))
        return [row for row in rows if row.id not in self._own]

    async def _outcome(self, row: str) -> Outcome:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                while True:
                    found = await self._service.read(lambda ledger: _rows(ledger).outcome(row))
                    if found is not None:
                        return found
                    await asyncio.sleep(LOOK_SECONDS / 4)
        except TimeoutError as error:
            raise PairingExpiredError from error

    async def _listen(self, row: str, carry_out: CarryOut, is_over: asyncio.Event) -> None:
        """Have done what another process wishes; until it is over, and no wish is missed."""
        while (wish := await self._wish(row)) is None:
            if is_over.is_set():
                with suppress(KezekError):
                    wish = await self._service.write(partial(_leave, row))
                if wish is None:
                    return
                break
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await is_over.wait()
        # Not waited for here: the device hears of it before it can be said that it heard.
        answering = asyncio.create_task(self._answer(row, carry_out(wish)))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)

    async def _answer(self, row: str, carried_out: Awaitable[Key | None]) -> None:
        try:
            outcome = Outcome(await carried_out)
        except KezekError as error:
            outcome = Outcome(failure=to_failure(error))
        with suppress(KezekError):  # then whoever asked hears nothing, and the device is there
            await self._service.write(lambda ledger: _rows(ledger).end(row, outcome))

    async def _wish(self, row: str) -> Wish | None:
        """Return what was asked of a device; None while the database is away too."""
        with suppress(KezekError):
            return await self._service.read(lambda ledger: _rows(ledger).wish(row))
        return None


def _leave(row: str, ledger: Ledger) -> Wish | None:
    """Forget a device, or return what was asked of it at the last moment."""
    _rows(ledger).remove(row)
    return _rows(ledger).wish(row)


def _rows(ledger: Ledger) -> PairingRows:
    return PairingRows(ledger.connection, ledger.hall)


def _error_of(failure: Failure) -> KezekError:
    for unheard in (UnknownPairingError, UnansweredPairingError):  # by any device
        if failure.code == unheard.code:
            return unheard(**failure.data)
    return to_error(failure)
