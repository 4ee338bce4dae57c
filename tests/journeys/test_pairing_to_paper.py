"""A new kiosk and a new board come into a hall: code, fingerprint, and then a visitor's paper."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.demo.cast import (
    EPSON,
    RehearsedBoard,
    RehearsedKiosk,
    RunningServer,
    VirtualPrinter,
    board_flags,
    kiosk_flags,
    rehearsal_environment,
    start_server,
)
from server.demo.pairing import confirm, read_code
from server.demo.processes import Stage
from server.demo.reading import read_number
from server.demo.scenery import Scenery, set_up
from server.demo.timeline import read_lines
from server.protocol.fingerprints import fingerprint
from tests.journeys.centre import choose

KIOSK_SIZE, BOARD_SIZE = "720x1280", "1280x720"


@dataclass(frozen=True, slots=True)
class NewHall:
    """A hall whose server runs by TLS and which has no device yet."""

    stage: Stage
    scenery: Scenery
    server: RunningServer
    printer: VirtualPrinter

    async def kiosk(self) -> RehearsedKiosk:
        """Switch the kiosk on."""
        flags = kiosk_flags(
            self.scenery, self.server.address, "kiosk-1", self.printer, EPSON, KIOSK_SIZE
        )
        return await RehearsedKiosk.start(self.stage, "kiosk-1", *flags)

    async def board(self) -> RehearsedBoard:
        """Switch the board on."""
        flags = board_flags(self.scenery, self.server.address, BOARD_SIZE)
        return await RehearsedBoard.start(self.stage, "board-1", *flags, "--mute")


@pytest.fixture
async def new_hall(tmp_path: Path) -> AsyncIterator[NewHall]:
    """Give a hall without devices, and a printer."""
    scenery = await set_up(tmp_path / "hall", logins=(), is_morning=True, has_keys=False)
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        server = await start_server(stage, scenery, 0)
        printer = await VirtualPrinter.start(stage, "printer", tmp_path / "papers", "--port", "0")
        yield NewHall(stage, scenery, server, printer)


@pytest.mark.timeout(120)
async def test_a_new_kiosk_is_paired_gives_paper_and_needs_no_code_again(
    new_hall: NewHall, tmp_path: Path
) -> None:
    kiosk = await new_hall.kiosk()
    code = await read_code("kiosk-1", kiosk.state)
    texts = (await kiosk.state())["texts"]

    device = await confirm(new_hall.scenery.data, code, "Left of the door")
    await kiosk.wait("link:up")
    await choose(kiosk, "labour-appeal", "ru")
    await kiosk.touch("claim-none")
    await kiosk.wait("page:ticket")
    number = str((await kiosk.state())["number"])
    await kiosk.wait("paper:printed", 30)

    assert new_hall.server.authority is not None
    assert set(fingerprint(new_hall.server.authority).split("-")) <= set(texts)
    assert device["device"] == "kiosk-1"
    (paper,) = read_lines(tmp_path / "papers" / "papers.jsonl")
    assert read_number(tmp_path / "papers" / paper["png"]) == number

    await kiosk.program.end()
    again = await new_hall.kiosk()
    await again.wait("link:up")


@pytest.mark.timeout(120)
async def test_a_new_board_is_paired_into_its_zone(new_hall: NewHall) -> None:
    board = await new_hall.board()
    code = await read_code("board-1", board.state)

    device = await confirm(new_hall.scenery.data, code, "Over the desks", "main")
    await board.wait("link-up")

    assert (device["device"], device["zone"]) == ("board-1", "main")
