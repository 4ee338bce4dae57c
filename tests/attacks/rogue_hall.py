"""A server of the attacker's: it welcomes anybody and gives everybody the number A666."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec
from websockets.asyncio.server import ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from server.protocol.codec import decode_from_device, encode
from server.protocol.commands import IssueTicket
from server.protocol.events import TicketIssued
from server.protocol.frames import HALL_HEADER, Answer, Ask, Hello, Welcome
from tests.attacks.forged_certificates import HALL
from tests.attacks.network import Machine
from tests.attacks.tap import Streams, Tap

GOLDEN = Path("tests/golden/wire")
FALSE_NUMBER = "A666"


@asynccontextmanager
async def rogue_hall(
    machine: Machine, port: int, folder: Path, context: ssl.SSLContext | None
) -> AsyncIterator[Tap]:
    """Serve in the hall's name until the block ends; the tap keeps what devices say."""
    path = folder / "rogue.sock"

    async def inward() -> Streams:
        return await asyncio.open_unix_connection(path)

    async with (
        unix_serve(_converse, str(path), process_response=_name_the_hall, compression=None),
        Tap(machine.listen(port), inward, context) as tap,
    ):
        yield tap
    path.unlink(missing_ok=True)


def _name_the_hall(_: ServerConnection, __: Request, response: Response) -> Response:
    response.headers[HALL_HEADER] = HALL
    return response


async def _converse(socket: ServerConnection) -> None:
    with suppress(ConnectionClosed):
        async for data in socket:
            match decode_from_device(data):
                case Hello():
                    await socket.send(encode(_welcome()).decode())
                case Ask(command=IssueTicket() as wish):
                    await socket.send(encode(_number(wish)).decode())
                case _:
                    pass


def _welcome() -> Welcome:
    return msgspec.json.decode((GOLDEN / "Welcome.json").read_bytes(), type=Welcome)


def _number(wish: IssueTicket) -> Answer:
    kept = json.loads((GOLDEN / "TicketIssued.json").read_bytes())
    kept |= {"number": FALSE_NUMBER, "issue_request": wish.request_id}
    return Answer(wish.request_id, (msgspec.convert(kept, TicketIssued),))
