"""A kiosk and a board as they are delivered, with a printer, on a LAN with a rogue server."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.client.device_state import DeviceState
from server.demo.cast import RehearsedBoard, RehearsedKiosk, rehearsal_environment
from server.demo.processes import Said, Stage
from server.demo.reading import read_number
from server.demo.timeline import read_lines
from server.protocol.identity import DeviceRole
from server.protocol.offline_events import OfflineMerged
from tests.attacks.forged_certificates import HALL, forge
from tests.attacks.forged_mdns import Liar, Lie
from tests.attacks.network import Machine
from tests.attacks.rogue_hall import FALSE_NUMBER, rogue_hall
from tests.attacks.stand import Stand
from tests.journeys.centre import BOARD_SIZE, KIOSK_SIZE, choose
from tests.journeys.invariants import complaints

PORT = 8077
SERVICE = "justice-appeal"
ALARM = "Another server answers in the hall's name"
"""Shown as long as there is nothing else to show; a rogue must not blank a screen that works."""

CUT_SECONDS = 12.0
COME_BACK_SECONDS = 6.0


@dataclass(frozen=True, slots=True)
class Hall:
    """The computers of the hall, and what devices keep."""

    kiosk: Machine
    board: Machine
    enemy: Machine
    kiosk_state: DeviceState
    board_state: DeviceState


@pytest.fixture(scope="module")
async def hall(stand: Stand) -> Hall:
    """Give a kiosk and a board that are paired and were never linked, and an enemy."""
    stand.are_presses_recorded = False
    kiosk, board = stand.lan.add("kiosk", 2), stand.lan.add("board", 3)
    states = await stand.pair(kiosk), await stand.pair(board, DeviceRole.DISPLAY)
    return Hall(kiosk, board, stand.lan.add("enemy", 66), *states)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Give what ends the programs that are started; none of them may complain."""
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as made:
        yield made
    assert complaints(tmp_path / "logs") == []


async def kiosk_with_printer(
    stage: Stage, machine: Machine, state: DeviceState, papers: Path
) -> RehearsedKiosk:
    """Start both on their computer."""
    run = (sys.executable, "-m")
    printer = await stage.start(
        "printer",
        *machine.command(*run, "printers", "virtual", "--dir", str(papers), "--port", "0"),
    )
    url = str((await printer.hear())["url"])
    flags = ("--state-dir", str(state.address_file.parent), "--size", KIOSK_SIZE, "--printer", url)
    kiosk = await stage.start("kiosk", *machine.command(*run, "kiosk.rehearsal", *flags))
    return RehearsedKiosk(kiosk, int((await kiosk.hear())["first_frame_ms"]))


async def board_of(stage: Stage, machine: Machine, state: DeviceState) -> RehearsedBoard:
    """Start the board on its computer."""
    flags = ("--state-dir", str(state.address_file.parent), "--size", BOARD_SIZE)
    words = machine.command(sys.executable, "-m", "display.rehearsal", *flags)
    board = await stage.start("board", *words)
    return RehearsedBoard(board, int((await board.hear())["first_frame_ms"]))


async def until_says(screen: RehearsedKiosk | RehearsedBoard, text: str) -> Said:
    """Wait until a screen shows a text; return what it shows."""
    async with asyncio.timeout(CUT_SECONDS):
        while text not in (seen := await screen.state())["texts"]:
            pass
        return seen


async def ticket(kiosk: RehearsedKiosk) -> Said:
    """Touch all the way to a ticket, wait for the paper; return what the screen then shows."""
    await choose(kiosk, SERVICE, "kk")
    await kiosk.touch("claim-none")
    await kiosk.wait("page:ticket")
    await kiosk.wait("paper:printed")
    seen = await kiosk.state()
    await kiosk.touch("done")
    return seen


async def test_kiosk_and_board_show_print_and_tell_the_rogue_nothing(
    stand: Stand, hall: Hall, stage: Stage, tmp_path: Path
) -> None:
    stand.honest.machine.plug(is_in=False)
    async with (
        rogue_hall(hall.enemy, PORT, tmp_path, forge().context) as rogue,
        Liar(hall.enemy) as liar,
    ):
        liar.tell(Lie(HALL, hall.enemy.address, PORT))
        kiosk = await kiosk_with_printer(stage, hall.kiosk, hall.kiosk_state, tmp_path / "papers")
        board = await board_of(stage, hall.board, hall.board_state)
        for screen in (kiosk, board):
            alone = await until_says(screen, ALARM)
            assert FALSE_NUMBER not in "".join(alone["texts"])

        stand.honest.machine.plug(is_in=True)
        await kiosk.wait("link:up", COME_BACK_SECONDS)
        await board.wait("link-up", COME_BACK_SECONDS)
        first = await ticket(kiosk)

        stand.honest.machine.plug(is_in=False)
        await kiosk.wait("link:down", CUT_SECONDS)
        second, cut = await ticket(kiosk), await board.state()
        stand.honest.machine.plug(is_in=True)
        await kiosk.wait("link:up", COME_BACK_SECONDS)
        await stand.until_logged(OfflineMerged)
        seen = await board.state()

    assert rogue.heard == b""
    assert (first["number"], second["number"]) == ("A001", "K1-01")
    assert [issued.number for issued in stand.issued()] == ["A001", "K1-01"]
    for texts in (said["texts"] for said in (first, second, cut, seen)):
        assert not {FALSE_NUMBER, ALARM} & set(texts)
    folder = tmp_path / "papers"
    papers = [read_number(folder / cut["png"]) for cut in read_lines(folder / "papers.jsonl")]
    assert papers == ["A001", "K1-01"]
