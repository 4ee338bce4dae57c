"""The board played by script, against a server whose every frame the test decides."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from server.protocol.commands import Command, ReportShown, ReportSpoken
from server.protocol.frames import Answer, Ask, Update, Welcome
from server.protocol.identity import PROTOCOL_VERSION
from server.protocol.printing import SoundResult
from server.protocol.snapshots import CallEnded, CallPlaced, DeviceChange
from tests.display.calls import AT, TIME, call, snapshot
from tests.fakes.hall_server import Peer, ScriptedServer, scripted_server

FIRST, SECOND = call(11, "A001", "1"), call(12, "M002", "3", language="ru")
WAIT_SECONDS = 20


class Rehearsal:
    """A board in its own process, and the lines it is told and answers."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        async with asyncio.timeout(WAIT_SECONDS):
            said: dict[str, Any] = msgspec.json.decode(await self._process.stdout.readline())
        return said

    async def ask(self, **line: object) -> dict[str, Any]:
        return await self.write(msgspec.json.encode(line))

    async def write(self, line: bytes) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        return await self.hear()

    async def end(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.close()
        async with asyncio.timeout(WAIT_SECONDS):
            return await self._process.wait()


@asynccontextmanager
async def rehearsal(server: ScriptedServer, folder: Path) -> AsyncIterator[Rehearsal]:
    key = folder / "board.key"
    key.write_text("ab" * 32)
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "display.rehearsal", "--hall", "hall-demo", "--device", "b"],
        *["--key-file", str(key), "--server", str(server.address), "--no-mdns", "--mute"],
        *["--size", "1280x720"],
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        yield Rehearsal(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def greet(peer: Peer) -> None:
    await peer.hear_hello()
    await peer.say(Welcome(PROTOCOL_VERSION, "hall-demo", 1, 10, "00", TIME, snapshot()))


async def change(peer: Peer, after: int, seq: int, *changes: DeviceChange) -> None:
    await peer.say(Update(1, after, seq, "00", AT, changes))


async def reports(peer: Peer, count: int) -> list[Command]:
    """Return what the board reports, answering each."""
    heard: list[Command] = []
    while len(heard) < count:
        frame = await peer.hear()
        assert isinstance(frame, Ask)
        heard.append(frame.command)
        await peer.say(Answer(frame.command.request_id, ()))
    return heard


async def test_two_calls_at_once_are_shown_spoken_and_reported(tmp_path: Path) -> None:
    async with scripted_server() as server, rehearsal(server, tmp_path) as board:
        ready = await board.hear()
        peer = await server.next_peer()
        await greet(peer)
        linked = await board.ask(wait="link-up", within=10)

        await change(peer, 10, 12, CallPlaced(FIRST), CallPlaced(SECOND))
        large = [await board.ask(wait=f"call:{each.number}") for each in (FIRST, SECOND)]
        told = await reports(peer, 4)
        spoken = await board.ask(wait="spoken:M002")
        quiet = await board.ask(wait="quiet")
        grabbed = await board.ask(grab=str(tmp_path / "pictures" / "two.png"))
        state = await board.ask(tell=True)
        code = await board.end()

    assert ready["first_frame_ms"] < 10_000
    assert all(answer["ok"] for answer in (linked, *large, spoken, quiet, grabbed, state))
    shown = {each.call for each in told if isinstance(each, ReportShown)}
    voices = [(e.call, e.result) for e in told if isinstance(e, ReportSpoken)]
    assert shown == {11, 12}
    assert voices == [(11, SoundResult.NO_SOUND), (12, SoundResult.NO_SOUND)]
    assert state["calls"] == grabbed["calls"] == ["M002", "A001"]
    assert {"A001", "M002", "1", "3", "10:00"} <= set(state["texts"])
    with Image.open(tmp_path / "pictures" / "two.png") as picture:
        assert picture.size == (1280, 720)
    assert code == 0


async def test_a_lost_server_is_told_and_what_was_shown_stays(tmp_path: Path) -> None:
    async with scripted_server() as server, rehearsal(server, tmp_path) as board:
        await board.hear()
        peer = await server.next_peer()
        await greet(peer)
        await change(peer, 10, 11, CallPlaced(FIRST))
        await board.ask(wait="call:A001")
        await change(peer, 11, 12, CallEnded("A001", "1"))
        past = await board.ask(wait="history:A001")

        await peer.socket.close()
        lost = await board.ask(wait="link-down")
        missing = await board.ask(wait="call:T999", within=0.1)
        code = await board.end()

    assert past["ok"]
    assert lost["ok"]
    assert not missing["ok"]
    assert missing["seen"]["history"] == ["A001"]
    assert code == 0


async def test_the_banner_stands_when_staleness_is_told(tmp_path: Path) -> None:
    async with scripted_server() as server, rehearsal(server, tmp_path) as board:
        await board.hear()
        peer = await server.next_peer()
        await greet(peer)
        await board.ask(wait="link-up")
        await peer.socket.close()
        nobody = await server.next_peer()

        stale = await board.ask(wait="stale")
        state = await board.ask(tell=True)
        quit_answer = await board.ask(quit=True)

    assert stale["ok"]
    assert state["stale"]
    assert [text for text in state["texts"] if text.startswith("Нет связи с сервером")]
    assert quit_answer["ok"]
    assert nobody is not peer


async def test_a_line_that_says_nothing_is_answered_with_no(tmp_path: Path) -> None:
    async with scripted_server() as server, rehearsal(server, tmp_path) as board:
        await board.hear()

        answers = [await board.write(line) for line in (b"{}", b"nonsense", b'{"dance": true}')]
        unknown = await board.ask(wait="dance", within=0.05)

    assert [answer["ok"] for answer in answers] == [False, False, False]
    assert not unknown["ok"]
