"""One device that asks without end: the others are answered as if it were not there."""

import asyncio
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from time import perf_counter

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from server.clock import SystemClock
from server.demo.scenery import morning_zone
from server.protocol.codec import decode_from_server, encode
from server.protocol.errors import TooManyRequestsError
from server.protocol.frames import Answer, Ask, Refusal
from tests.durability.results import keep
from tests.durability.test_bad_input import GOOD_FRAMES, spoil
from tests.server.asking import new_ticket, say_hello, take_answer
from tests.server.crowd import DEMO_HALL, Crowd, prepare, start

ASKS = 200
WISHES = 200
BURST, PER_SECOND = 30, 1
"""What a hall file that says nothing allows a kiosk."""
P99_SECONDS = 0.3
BUSY_FACTOR = 4
"""On a computer that is busy with other tests people wait longer without any flood too."""
GROWN_KIB = 48 * 1024


async def test_a_flood_from_one_linked_kiosk_holds_nobody_up(tmp_path: Path) -> None:
    crowd = Crowd(await prepare(tmp_path))
    flooders = Crowd(dict(crowd.keys))
    server = await start(tmp_path, crowd)
    flooders.url = crowd.url
    before = memory_kib(server.pid)

    calm = p99(await ask_in_turn(crowd, "kiosk-2"))
    flooding = asyncio.create_task(flood(flooders, "kiosk-1"))
    seconds = await ask_in_turn(crowd, "kiosk-2")
    grown = memory_kib(server.pid) - before
    flooding.cancel()
    with suppress(asyncio.CancelledError):
        await flooding
    server.terminate()
    await server.wait()

    waited = p99(seconds)
    assert waited < max(P99_SECONDS, BUSY_FACTOR * calm)
    assert len(flooders.asked) > ASKS
    assert grown < GROWN_KIB
    keep(
        "flood from one kiosk",
        frames=len(flooders.asked),
        others_p99_ms=round(waited * 1000, 1),
        memory_grown_kib=grown,
    )


async def test_a_flood_of_spoilt_frames_holds_nobody_up_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    crowd = Crowd(await prepare(tmp_path))
    server = await start(tmp_path, crowd)
    before = memory_kib(server.pid)
    sent: Counter[str] = Counter()

    calm = p99(await ask_in_turn(crowd, "kiosk-2"))
    flooding = asyncio.create_task(flood_with_spoilt_frames(crowd, "kiosk-1", sent))
    seconds = await ask_in_turn(crowd, "kiosk-2")
    grown = memory_kib(server.pid) - before
    flooding.cancel()
    await asyncio.gather(flooding, return_exceptions=True)
    server.terminate()
    await server.wait()

    waited = p99(seconds)
    assert waited < max(P99_SECONDS, BUSY_FACTOR * calm)
    assert sent["spoilt"] > ASKS // 4
    assert grown < GROWN_KIB
    keep(
        "spoilt frames at a real server",
        frames=sent["spoilt"],
        others_p99_ms=round(waited * 1000, 1),
        memory_grown_kib=grown,
    )


async def flood_with_spoilt_frames(crowd: Crowd, kiosk: str, sent: Counter[str]) -> None:
    """Say hello, then one spoilt frame after another; come again when the link is closed."""
    chance = Random(20_261_123)
    while True:
        with suppress(OSError, WebSocketException):
            async with connect(crowd.address, open_timeout=2) as link:
                await say_hello(link, kiosk, crowd.keys[kiosk])
                while True:
                    frame = spoil(chance.choice(GOOD_FRAMES), chance)
                    await link.send(frame if chance.random() < 0.1 else frame.decode("latin-1"))
                    sent["spoilt"] += 1
                    await asyncio.sleep(0)


async def test_a_kiosk_that_asks_without_end_is_given_no_more_than_people_could_take(
    tmp_path: Path,
) -> None:
    """Its wishes are refused for now, not for ever, and another kiosk does not notice."""
    text = (DEMO_HALL).read_text(encoding="utf-8").replace("1-5 09:00-18:30", "1-7 00:00-00:00")
    hall_file = tmp_path / "limited.toml"
    hall_file.write_text(text.replace("Asia/Almaty", morning_zone(SystemClock())), "utf-8")
    crowd = Crowd(await prepare(tmp_path, hall_file=hall_file))
    server = await start(tmp_path, crowd)
    began = perf_counter()

    given, refused = await wish_without_end(crowd, "kiosk-1", WISHES)
    others, _ = await wish_without_end(crowd, "kiosk-2", 10)
    may_be_given = BURST + PER_SECOND * (perf_counter() - began) + 1
    server.terminate()
    await server.wait()

    assert given <= may_be_given, f"{given} were given"
    assert given + refused == WISHES
    assert others == 10
    keep("a kiosk without end", wishes=WISHES, given=given, refused_for_now=refused)


async def wish_without_end(crowd: Crowd, kiosk: str, wishes: int) -> tuple[int, int]:
    """Wish one after another; return how many were granted and how many refused for now."""
    given = refused = 0
    async with connect(crowd.address, open_timeout=2) as link:
        await say_hello(link, kiosk, crowd.keys[kiosk])
        for _ in range(wishes):
            await link.send(encode(Ask(new_ticket(crowd))).decode())
            answer: object = None
            while not isinstance(answer, Answer | Refusal):
                answer = decode_from_server(await asyncio.wait_for(link.recv(), 5))
            if isinstance(answer, Answer):
                given += 1
                continue
            assert answer.failure.code == TooManyRequestsError.code
            assert int(answer.failure.data["retry_seconds"]) >= 1
            refused += 1
    return given, refused


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


def p99(seconds: list[float]) -> float:
    """Return what only one of a hundred takes longer."""
    return sorted(seconds)[int(len(seconds) * 0.99)]


def memory_kib(process: int) -> int:
    """Return the resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])
