"""One linked device: its frames are taken, its commands carried out, its queue sent."""

import asyncio
import logging
from typing import Any, assert_never

from litestar import WebSocket

from server.devices.admission import actor_of, check_command
from server.devices.claims import ClaimKeeper
from server.devices.conduct import Conduct
from server.devices.hub import Seat
from server.hall_service import HallService
from server.protocol.codec import decode_from_device, encode
from server.protocol.commands import Command
from server.protocol.errors import (
    BadMessageError,
    KezekError,
    UnknownDeviceError,
    to_failure,
)
from server.protocol.frames import (
    Answer,
    Ask,
    AuthorityKept,
    Hello,
    KeyKept,
    OrderFailed,
    PaperShown,
    PaperWord,
    PrinterStands,
    PrinterTold,
    Received,
    Refusal,
    SpecimenEnded,
)
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger

SEND_SECONDS = 3.0
"""A socket that takes no frame for so long is cut."""

DeviceSocket = WebSocket[Any, Any, Any]

_log = logging.getLogger(__name__)


class Conversation:
    """What goes on over one socket after its welcome."""

    def __init__(
        self,
        service: HallService,
        claims: ClaimKeeper,
        conduct: Conduct,
        socket: DeviceSocket,
        device: DeviceRow,
        seat: Seat,
    ) -> None:
        """Speak with ``device`` on ``socket``; what is for it lies in the queue of ``seat``."""
        self._service = service
        self._claims = claims
        self._conduct = conduct
        self._socket = socket
        self._device = device
        self._seat = seat

    async def run(self) -> None:
        """Converse until the device leaves, is cut, or speaks wrongly (ProtocolError)."""
        parts = [
            asyncio.create_task(part)
            for part in (self._listen(), self._send(), self._seat.until_cut())
        ]
        try:
            ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)
        for part in ended:
            part.result()

    async def _listen(self) -> None:
        while True:
            frame = decode_from_device(await self._socket.receive_text())
            match frame:
                case Ask():
                    # What else the device says waits meanwhile in the socket, which is bounded.
                    await self._write(encode(await self._carry_out(frame.command)).decode())
                case Received():
                    self._take_received(frame)
                case KeyKept() | AuthorityKept():
                    await self._seat.told(frame)
                case (
                    PrinterTold()
                    | PrinterStands()
                    | PaperShown()
                    | SpecimenEnded()
                    | OrderFailed()
                ):
                    self._take_word(frame)
                case Hello():
                    raise BadMessageError(reason="second-hello")
                case _:
                    assert_never(frame)

    def _take_word(self, word: PaperWord) -> None:
        if self._device.role is not DeviceRole.KIOSK:
            raise BadMessageError(reason="papers-are-for-kiosks")
        self._seat.spoke(word)

    def _take_received(self, frame: Received) -> None:
        if self._device.role is not DeviceRole.KIOSK:
            raise BadMessageError(reason="received-is-for-kiosks")
        self._claims.received(self._device.id, frame.issue_requests)

    async def _carry_out(self, command: Command) -> Answer | Refusal:
        try:
            check_command(self._device, command)
            self._conduct.check(self._device.id, command)
            actor = actor_of(self._device)
            entries = await self._service.carry_out(command, actor, self._check_still_known)
        except KezekError as error:
            await self._conduct.note(self._device.id, command, error)
            return Refusal(command.request_id, to_failure(error))
        except Exception:  # noqa: BLE001 - the server's exception edge: a bug must not cut links
            _log.exception("%s of device %s failed", type(command).__name__, self._device.id)
            return Refusal(command.request_id, to_failure(KezekError()))
        return Answer(command.request_id, tuple(entry.event for entry in entries))

    def _check_still_known(self, ledger: Ledger) -> None:
        found = ledger.devices.find(self._device.id)
        if found is None or found.is_revoked:  # its key may be a newer one by now
            raise UnknownDeviceError(device=self._device.id)

    async def _send(self) -> None:
        while True:
            await self._write(self._seat.wording.of(await self._seat.frames.get()))

    async def _write(self, text: str) -> None:
        async with asyncio.timeout(SEND_SECONDS):
            await self._socket.send_text(text)
