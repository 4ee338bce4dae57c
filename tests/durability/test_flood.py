"""One device that asks without end: the others are answered as if it were not there."""

import asyncio
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from server.protocol.codec import encode
from server.protocol.frames import Ask
from tests.durability.results import keep
from tests.server.crowd import Crowd, new_ticket, prepare, say_hello, start, take_answer

ASKS = 200
P99_SECONDS = 0.3
GROWN_KIB = 48 * 1024


async def test_a_flood_from_one_linked_kiosk_holds_nobody_up(tmp_path: Path) -> None:
    crowd = Crowd(await prepare(tmp_path))
    flooders = Crowd(dict(crowd.keys))
    server = await start(tmp_path, crowd)
    flooders.url = crowd.url
    before = memory_kib(server.pid)

    flooding = asyncio.create_task(flood(flooders, "kiosk-1"))
    seconds = await ask_in_turn(crowd, "kiosk-2")
    grown = memory_kib(server.pid) - before
    flooding.cancel()
    with suppress(asyncio.CancelledError):
        await flooding
    server.terminate()
    await server.wait()

    p99 = sorted(seconds)[int(len(seconds) * 0.99)]
    assert p99 < P99_SECONDS
    assert len(flooders.asked) > ASKS
    assert grown < GROWN_KIB
    keep(
        "flood from one kiosk",
        frames=len(flooders.asked),
        others_p99_ms=round(p99 * 1000, 1),
        memory_grown_kib=grown,
    )


async def flood(crowd: Crowd, kiosk: str) -> None:
    """Ask as fast as the server takes it, read no answer, and come again when cut."""
    while True:
        with suppress(OSError, WebSocketException):
            async with connect(crowd.address, open_timeout=2) as link:
                await say_hello(link, kiosk, crowd.keys[kiosk])
                while True:
                    await link.send(encode(Ask(new_ticket(crowd))).decode())
                    await asyncio.sleep(0)


async def ask_in_turn(crowd: Crowd, kiosk: str) -> list[float]:
    """Take one ticket after another as visitors do; return how long each took."""
    seconds = []
    async with connect(crowd.address, open_timeout=2) as link:
        await say_hello(link, kiosk, crowd.keys[kiosk])
        for _ in range(ASKS):
            asked = new_ticket(crowd)
            began = perf_counter()
            await link.send(encode(Ask(asked)).decode())
            await take_answer(link, asked, crowd)
            seconds.append(perf_counter() - began)
    return seconds


def memory_kib(process: int) -> int:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])
