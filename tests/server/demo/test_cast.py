"""The programs of a demo start and do as they are told."""

import asyncio
from http.client import HTTPConnection
from pathlib import Path

import pytest

from server.demo.cast import (
    CLONE,
    RehearsedBoard,
    RehearsedKiosk,
    VirtualPrinter,
    board_flags,
    kiosk_flags,
    rehearsal_environment,
    start_server,
)
from server.demo.processes import Stage, StageError
from server.demo.scenery import set_up


def status_of(address: str, path: str) -> int:
    connection = HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


async def test_the_server_answers_once_it_is_started(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        server = await start_server(stage, scenery, 0)

        status = await asyncio.to_thread(status_of, server.address, "/healthz")

    assert status == 200


async def test_the_printers_paper_is_taken_away_and_loaded(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        printer = await VirtualPrinter.start(stage, "printer", tmp_path / "papers", "--port", "0")

        out = await printer.tell({"paper": "out"})
        loaded = await printer.tell({"paper": "loaded"})

    assert (out["paper"], loaded["paper"]) == ("out", "loaded")
    assert printer.url.startswith("tcp://127.0.0.1:")


async def test_a_kiosk_says_what_it_could_not_do(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        printer = await VirtualPrinter.start(stage, "printer", tmp_path / "papers", "--port", "0")
        flags = kiosk_flags(scenery, "127.0.0.1:9", "kiosk-1", printer, CLONE, "720x1280")
        kiosk = await RehearsedKiosk.start(stage, "kiosk-1", *flags)

        with pytest.raises(StageError, match="could not"):
            await kiosk.wait("page:ticket", 0.2)
        state = await kiosk.state()

    assert (state["page"], state["link"]) == ("welcome", "down")


async def test_a_board_is_looked_at_in_the_same_words_as_a_kiosk(tmp_path: Path) -> None:
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        flags = board_flags(scenery, "127.0.0.1:9", "1280x720")
        board = await RehearsedBoard.start(stage, "board", *flags, "--mute")

        waited_ms = await board.wait("link-down", 5)
        with pytest.raises(StageError, match="could not"):
            await board.wait("call:A001", 0.2)
        seen = await board.grab(tmp_path / "board.png")

    assert waited_ms < 5_000
    assert (seen["calls"], seen["link"]) == ([], False)
    assert (tmp_path / "board.png").stat().st_size > 0
