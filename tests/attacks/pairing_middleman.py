"""A rogue server that a new device meets first, and that pairs itself with the hall meanwhile."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from ssl import PEM_cert_to_DER_cert

from websockets.asyncio.server import ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from server.protocol.codec import decode_pairing_from_device, encode
from server.protocol.fingerprints import commitment, pairing_code
from server.protocol.frames import HALL_HEADER
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole
from server.protocol.pairing import (
    PAIRING_PATH,
    PAIRING_SECONDS,
    REVEAL_SECONDS,
    HallShown,
    PairChallenge,
    Paired,
    PairingFromServer,
    PairKept,
    PairRequest,
    PairReveal,
    PairWaiting,
)
from tests.attacks.by_hand import Hand, by_hand
from tests.attacks.forged_certificates import HALL, Forgery
from tests.attacks.network import Machine
from tests.attacks.stand import Stand
from tests.attacks.tap import Streams, Tap

PORT = 8077
SEARCH_SECONDS = 0.7 * REVEAL_SECONDS


@dataclass(slots=True)
class Middleman:
    """What the enemy knows after he stood between a new device and the hall."""

    stand: Stand
    machine: Machine
    forgery: Forgery
    codes: list[str] = field(default_factory=list)
    """What the hall's admin would have to type for the enemy himself to be let in."""
    is_waiting: asyncio.Event = field(default_factory=asyncio.Event)
    paired: "asyncio.Queue[Paired]" = field(default_factory=asyncio.Queue)

    async def meet(self, socket: ServerConnection) -> None:
        """Be the hall to the device, and at the same time a device to the hall."""
        async with AsyncExitStack() as stack:
            stack.enter_context(suppress(ConnectionClosed, TimeoutError))
            hall = await stack.enter_async_context(by_hand(self.stand, self.machine, PAIRING_PATH))
            shown = await hall.hear_pairing()
            assert isinstance(shown, HallShown)
            names = shown.names
            await _say(socket, HallShown(PROTOCOL_VERSION, HALL, names, self.forgery.authority))
            await socket.recv()
            waiting = await self.enter(hall, shown.authority)
            # Whatever he says here, he has to say it before he sees the device's nonce.
            await _say(socket, PairChallenge(secrets.token_hex(32)))
            await socket.recv()
            await _say(socket, waiting)
            self.is_waiting.set()
            outcome = asyncio.create_task(self.await_outcome(hall))
            gone = asyncio.create_task(socket.wait_closed())
            await asyncio.wait({outcome, gone}, return_when=asyncio.FIRST_COMPLETED)
            for task in (outcome, gone):
                task.cancel()
            await asyncio.gather(outcome, gone, return_exceptions=True)

    async def await_outcome(self, hall: Hand) -> None:
        """Keep what an admin gives to who waits."""
        frame = await hall.hear_pairing()
        if isinstance(frame, Paired):
            await hall.say_pairing(PairKept())
            self.paired.put_nowait(frame)

    async def enter(self, hall: Hand, authority: str) -> PairWaiting:
        """Wait at the hall with a nonce of the enemy's own."""
        mine = secrets.token_hex(32)
        await hall.say_pairing(PairRequest(PROTOCOL_VERSION, DeviceRole.KIOSK, commitment(mine)))
        challenge = await hall.hear_pairing()
        assert isinstance(challenge, PairChallenge)
        await hall.say_pairing(PairReveal(mine))
        waiting = await hall.hear_pairing()
        assert isinstance(waiting, PairWaiting)
        self.codes.append(pairing_code(mine, challenge.nonce, authority))
        return waiting


@dataclass(slots=True)
class Searcher(Middleman):
    """One who lets the device fix its code first and then seeks a nonce that gives the same one.

    He promises the hall any nonce and reveals the one that he found: a million tries are a second.
    """

    answer: PairingFromServer | None = None

    async def meet(self, socket: ServerConnection) -> None:
        """Be the hall to the device to the end, and only then a device to the hall."""
        with suppress(ConnectionClosed, TimeoutError):
            await _say(socket, HallShown(PROTOCOL_VERSION, HALL, {}, self.forgery.authority))
            await socket.recv()
            theirs = secrets.token_hex(32)
            await _say(socket, PairChallenge(theirs))
            reveal = decode_pairing_from_device(await socket.recv())
            assert isinstance(reveal, PairReveal)
            await _say(socket, PairWaiting(PAIRING_SECONDS))
            await self.seek(pairing_code(reveal.nonce, theirs, self.forgery.authority))
            await socket.wait_closed()

    async def seek(self, code: str) -> None:
        """Try to wait at the hall under ``code``."""
        async with by_hand(self.stand, self.machine, PAIRING_PATH) as hall:
            shown = await hall.hear_pairing()
            assert isinstance(shown, HallShown)
            promised = commitment(secrets.token_hex(32))
            await hall.say_pairing(PairRequest(PROTOCOL_VERSION, DeviceRole.KIOSK, promised))
            challenge = await hall.hear_pairing()
            assert isinstance(challenge, PairChallenge)
            mine = nonce_for(code, challenge.nonce, shown.authority)
            self.codes.append(pairing_code(mine, challenge.nonce, shown.authority))
            await hall.say_pairing(PairReveal(mine))
            self.answer = await hall.hear_pairing()
            self.is_waiting.set()
            await self.await_outcome(hall)


def nonce_for(code: str, server_nonce: str, authority: str) -> str:
    """Return a nonce that gives ``code``, or any if none is found in time."""
    wanted, begun = int(code), time.monotonic()
    prefix = hashlib.sha256(b"kezek pairing code")
    rest = bytes.fromhex(server_nonce) + hashlib.sha256(PEM_cert_to_DER_cert(authority)).digest()
    number = secrets.randbits(200)
    while True:
        number += 1
        mine = number.to_bytes(32, "big")
        mixed = prefix.copy()
        mixed.update(mine + rest)
        is_late = number % 100_000 == 0 and time.monotonic() - begun > SEARCH_SECONDS
        if int.from_bytes(mixed.digest(), "big") % 10**6 == wanted or is_late:
            return mine.hex()


@asynccontextmanager
async def middleman(
    stand: Stand,
    machine: Machine,
    forgery: Forgery,
    folder: Path,
    kind: type[Middleman] = Middleman,
) -> AsyncIterator[Middleman]:
    """Stand between until the block ends."""
    enemy = kind(stand, machine, forgery)
    path = folder / "middle.sock"

    async def inward() -> Streams:
        return await asyncio.open_unix_connection(path)

    async with (
        unix_serve(enemy.meet, str(path), process_response=_name_the_hall, compression=None),
        Tap(machine.listen(PORT), inward, forgery.context),
    ):
        yield enemy
    path.unlink(missing_ok=True)


def _name_the_hall(_: ServerConnection, __: Request, response: Response) -> Response:
    response.headers[HALL_HEADER] = HALL
    return response


async def _say(socket: ServerConnection, frame: PairingFromServer) -> None:
    await socket.send(encode(frame), text=True)
