"""The socket of a pairing, every frame decided by the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.client.pinning import trusting
from server.protocol.codec import decode_pairing_from_server, encode
from server.protocol.fingerprints import commitment, pairing_code
from server.protocol.frames import Refusal
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.pairing import (
    PAIRING_PATH,
    HallShown,
    PairChallenge,
    Paired,
    PairingFromServer,
    PairKept,
    PairRequest,
    PairReveal,
    PairWaiting,
    tls_name,
)
from tests.server.devices.working_server import HALL, WorkingServer
from tests.server.trust.trusted_hall import ADMIN, TrustedHall, trusted_hall, until

NONCE = "d1" * 32
REQUEST = PairRequest(PROTOCOL_VERSION, DeviceRole.KIOSK, commitment(NONCE))

F = TypeVar("F")


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[TrustedHall]:
    """Give a hall that is served by TLS."""
    async with trusted_hall(tmp_path) as running:
        yield running


@asynccontextmanager
async def pairing(hall: TrustedHall) -> AsyncIterator[ClientConnection]:
    """Open a socket for a pairing."""
    async with connect(
        f"wss://{hall.address}{PAIRING_PATH}",
        ssl=trusting((hall.pem,)),
        server_hostname=tls_name(HALL),
        proxy=None,
        close_timeout=0.2,
    ) as socket:
        yield socket


async def say(socket: ClientConnection, frame: msgspec.Struct) -> None:
    await socket.send(encode(frame), text=True)


async def hear(socket: ClientConnection, kind: type[F]) -> F:
    frame: PairingFromServer = decode_pairing_from_server(await socket.recv())
    assert isinstance(frame, kind)
    return frame


async def refusal(socket: ClientConnection) -> str:
    """Return why the socket is refused; it is closed afterwards."""
    refused = await hear(socket, Refusal)
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    return refused.failure.code


async def test_both_ends_make_the_same_code_of_what_they_saw(hall: TrustedHall) -> None:
    async with pairing(hall) as socket:
        shown = await hear(socket, HallShown)
        await say(socket, REQUEST)
        challenge = await hear(socket, PairChallenge)
        await say(socket, PairReveal(NONCE))
        await hear(socket, PairWaiting)
        code = pairing_code(NONCE, challenge.nonce, shown.authority)

        await hall.trust.pairings.confirm(code, "Door", None, ADMIN)

        paired = await hear(socket, Paired)
        await say(socket, PairKept())
    assert (paired.device, paired.authority) == ("kiosk-1", hall.pem)


async def test_a_nonce_other_than_the_promised_one_is_refused(hall: TrustedHall) -> None:
    async with pairing(hall) as socket:
        await hear(socket, HallShown)
        await say(socket, REQUEST)
        await hear(socket, PairChallenge)
        await say(socket, PairReveal("e2" * 32))

        assert await refusal(socket) == "bad-message"
    assert hall.trust.pairings.waiting() == ()


async def test_another_version_is_refused(hall: TrustedHall) -> None:
    async with pairing(hall) as socket:
        await hear(socket, HallShown)
        await say(socket, PairRequest(99, DeviceRole.KIOSK, commitment(NONCE)))

        assert await refusal(socket) == "version-mismatch"


@pytest.mark.parametrize("frame", [PairKept(), PairReveal(NONCE)])
async def test_a_frame_out_of_turn_is_refused(hall: TrustedHall, frame: msgspec.Struct) -> None:
    async with pairing(hall) as socket:
        await hear(socket, HallShown)
        await say(socket, frame)

        assert await refusal(socket) == "bad-message"


async def test_a_device_that_leaves_waits_no_more(hall: TrustedHall) -> None:
    async with pairing(hall) as socket:
        await hear(socket, HallShown)
        await say(socket, REQUEST)
        await hear(socket, PairChallenge)
        await say(socket, PairReveal(NONCE))
        await hear(socket, PairWaiting)
        assert len(hall.trust.pairings.waiting()) == 1

    await until(lambda: not hall.trust.pairings.waiting())


async def test_a_server_without_tls_pairs_nobody(server: WorkingServer) -> None:
    address = f"ws://{server.address}{PAIRING_PATH}"

    with pytest.raises(InvalidStatus, match=r"HTTP 40\d"):
        async with connect(address, proxy=None):
            pytest.fail("was let in")
