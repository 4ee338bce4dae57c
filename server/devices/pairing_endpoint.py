"""The WebSocket route at which a new device shows itself and waits for an admin's word."""

import asyncio
import logging
import secrets
from contextlib import suppress
from typing import TypeVar

from litestar import websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.handlers import WebsocketRouteHandler

from server.connections import know
from server.devices.conversation import SEND_SECONDS, DeviceSocket
from server.hall_service import HallService
from server.lines import LineLimit
from server.protocol.codec import decode_pairing_from_device, encode
from server.protocol.errors import (
    BadMessageError,
    KezekError,
    NotAllowedError,
    VersionMismatchError,
    to_failure,
)
from server.protocol.fingerprints import commitment
from server.protocol.frames import HALL_HEADER, Refusal
from server.protocol.identity import PROTOCOL_VERSION
from server.protocol.pairing import (
    KEPT_SECONDS,
    PAIRING_PATH,
    PAIRING_SECONDS,
    REVEAL_SECONDS,
    HallShown,
    PairChallenge,
    PairingFromServer,
    PairKept,
    PairRequest,
    PairReveal,
    PairWaiting,
)
from server.storage.authorities import AuthorityRow
from server.trust.pairings import Beginning, Candidate
from server.trust.trust import Trust

NORMAL = 1000
POLICY_VIOLATION = 1008
REFUSED_LINE_SECONDS = 1.0

F = TypeVar("F")

_log = logging.getLogger(__name__)


class PairingEndpoint:
    """Leads one device per socket through its pairing."""

    def __init__(self, service: HallService, trust: Trust) -> None:
        """Let devices wait in the list of ``trust``."""
        self._service = service
        self._trust = trust
        self._refused = LineLimit(REFUSED_LINE_SECONDS)

    def route(self) -> WebsocketRouteHandler:
        """Return the route handler for the application."""

        @websocket(PAIRING_PATH, name="pairing")
        async def pairing(socket: DeviceSocket) -> None:
            await self.serve(socket)

        return pairing

    async def serve(self, socket: DeviceSocket) -> None:
        """Show the hall; whoever says more is led on until paired or sent away."""
        await socket.accept(headers={HALL_HEADER: self._service.config.id})
        try:
            await self._pair(socket)
        except (TimeoutError, WebSocketDisconnect, OSError):
            failure = None
        except KezekError as error:
            self._refused.say(_log.info, f"a device is not paired: {error}")
            failure = error
        else:
            failure = None
        await _close(socket, failure)

    async def _pair(self, socket: DeviceSocket) -> None:
        authority = self._trust.authority
        if authority is None:
            raise NotAllowedError(reason="no-tls")
        config = self._service.config
        shown = HallShown(PROTOCOL_VERSION, config.id, dict(config.names), authority.certificate)
        await _say(socket, shown)
        request = await _hear(socket, PairRequest, REVEAL_SECONDS)
        if request.version != PROTOCOL_VERSION:
            raise VersionMismatchError(spoken=PROTOCOL_VERSION, heard=request.version)
        address = socket.client.host if socket.client else ""
        begun = self._trust.pairings.begin(address)
        try:
            candidate = await self._meet(socket, request, address, authority)
            try:
                know(socket.scope)
                await _say(socket, PairWaiting(PAIRING_SECONDS))
                await self._decide(socket, candidate, begun)
            finally:
                self._trust.pairings.leave(candidate)
        finally:
            begun.end()

    async def _meet(
        self, socket: DeviceSocket, request: PairRequest, address: str, authority: AuthorityRow
    ) -> Candidate:
        """Exchange the nonces: the device's was fixed before it sees ours (ADR 0016)."""
        ours = secrets.token_hex(32)
        await _say(socket, PairChallenge(ours))
        reveal = await _hear(socket, PairReveal, REVEAL_SECONDS)
        if commitment(reveal.nonce) != request.commitment:
            raise BadMessageError(reason="another-nonce")
        pairings = self._trust.pairings
        return pairings.enter(request.role, address, (reveal.nonce, ours), authority)

    async def _decide(self, socket: DeviceSocket, candidate: Candidate, begun: Beginning) -> None:
        """Wait for an admin's word as long as the device stays."""
        outcome = asyncio.create_task(self._trust.pairings.outcome(candidate))
        leaving = asyncio.create_task(socket.receive_text())
        try:
            await asyncio.wait({outcome, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not outcome.done():
                await leaving  # raises that the device has left
                raise BadMessageError(reason="spoke-while-waiting")
            begun.settle()
            await _say(socket, outcome.result())
            async with asyncio.timeout(KEPT_SECONDS):
                said = decode_pairing_from_device(await leaving)
            if not isinstance(said, PairKept):
                raise BadMessageError(reason="not-kept")
        finally:
            for task in (outcome, leaving):
                task.cancel()
            await asyncio.gather(outcome, leaving, return_exceptions=True)


async def _say(socket: DeviceSocket, frame: PairingFromServer) -> None:
    async with asyncio.timeout(SEND_SECONDS):
        await socket.send_text(encode(frame).decode())


async def _hear(socket: DeviceSocket, wanted: type[F], seconds: float) -> F:
    async with asyncio.timeout(seconds):
        frame = decode_pairing_from_device(await socket.receive_text())
    if not isinstance(frame, wanted):
        raise BadMessageError(reason=f"unexpected-{type(frame).__name__}")
    return frame


async def _close(socket: DeviceSocket, error: KezekError | None) -> None:
    with suppress(OSError, TimeoutError, WebSocketDisconnect):
        async with asyncio.timeout(SEND_SECONDS):
            if error is not None:
                refusal = Refusal(None, to_failure(error))
                await socket.send_text(encode(refusal).decode())
            await socket.close(code=NORMAL if error is None else POLICY_VIOLATION)
