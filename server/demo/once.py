"""One scripted morning: three visitors, two desks, no paper, a killed server; all real programs.

It only plays and writes down; whether everything held is decided by the checker.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable
from pathlib import Path

from server.demo.artefacts import (
    EVENTS,
    RECORDING,
    TIMELINE,
    collect_papers,
    cut_recording,
    export_events,
)
from server.demo.cast import (
    CLONE,
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
from server.demo.desks import BROWSER, BrowserError, DeskPage, chromium
from server.demo.pairing import confirm, read_code
from server.demo.processes import Stage, StageError
from server.demo.scenery import BOARD, ZONE, Scenery, set_up
from server.demo.sound import NullSpeaker
from server.demo.timeline import Timeline, wall_ms

TCP = ("--port", "0")
SLOW_SERIAL = ("--pty", "--baud", "9600")
WISHES = {
    "kk": ("justice", "justice-appeal"),
    "ru": ("labour", "labour-appeal"),
    "en": ("health", "health-appeal"),
}
"""What the visitor of each language asks for: body and service; desks 1 and 2 serve all three."""
LOGINS = ("desk-1", "desk-2", "admin")
PRINT_SECONDS = 60.0
VOICE_SECONDS = 60.0


class Morning:
    """The programs of the morning and what they are made to do."""

    def __init__(self, out: Path, stage: Stage, scenery: Scenery, notes: Timeline) -> None:
        """Leave pictures in ``out`` and write everything down in ``notes``."""
        self._out = out
        self._stage = stage
        self._scenery = scenery
        self._notes = notes
        self._server: RunningServer
        self._printers: dict[str, VirtualPrinter] = {}
        self._kiosks: dict[str, RehearsedKiosk] = {}
        self._board: RehearsedBoard
        self._desks: dict[str, DeskPage] = {}

    async def raise_curtain(self) -> None:
        """Start server, printers, kiosks and board."""
        began = wall_ms()
        papers = self._out / "printers"
        self._server, tcp, serial = await asyncio.gather(
            start_server(self._stage, self._scenery, 0),
            VirtualPrinter.start(self._stage, "printer-1", papers / "kiosk-1", *TCP),
            VirtualPrinter.start(self._stage, "printer-2", papers / "kiosk-2", *SLOW_SERIAL),
        )
        self._printers = {"kiosk-1": tcp, "kiosk-2": serial}
        one, two, self._board = await asyncio.gather(
            self._start_kiosk("kiosk-1", CLONE, "1080x1920"),
            self._start_kiosk("kiosk-2", EPSON, "1920x1080"),
            RehearsedBoard.start(
                self._stage,
                "board",
                *board_flags(self._scenery, self._server.address, "1920x1080"),
            ),
        )
        self._kiosks = {"kiosk-1": one, "kiosk-2": two}
        await self._pair_devices()
        await asyncio.gather(*self._until_links("up"))
        self._notes.note("started", ms=wall_ms() - began)

    async def take_ticket(self, visitor: str, kiosk: str) -> str:
        """Let the visitor of a language take a ticket by touch and return its number."""
        screen = self._kiosks[kiosk]
        body, service = WISHES[visitor]
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-1-welcome.png")
        await screen.touch(f"lang-{visitor}")
        await screen.wait("page:bodies")
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-2-bodies.png")
        await screen.touch(f"body-{body}")
        await screen.wait("page:services")
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-3-services.png")
        await screen.touch(f"service-{service}")
        await screen.wait("page:claim")
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-4-claim.png")
        touched = wall_ms()
        await screen.touch("claim-none")
        await screen.wait("page:ticket")
        number = str((await screen.state())["number"])
        self._notes.note(
            "number-shown",
            visitor=visitor,
            kiosk=kiosk,
            number=number,
            ms=wall_ms() - touched,
        )
        return number

    async def receive_paper(self, visitor: str, kiosk: str, number: str) -> None:
        """Wait until the kiosk says that the paper is out, then let the visitor leave."""
        screen, began = self._kiosks[kiosk], wall_ms()
        await screen.wait("paper:printed", PRINT_SECONDS)
        self._notes.note("paper-told", visitor=visitor, number=number, ms=wall_ms() - began)
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-5-ticket.png")
        await screen.touch("done")
        await screen.wait("page:welcome")

    async def meet_empty_printer(self, visitor: str, kiosk: str) -> None:
        """Take the paper away, let a visitor come, load paper again and print by one touch."""
        printer, screen = self._printers[kiosk], self._kiosks[kiosk]
        before = int((await printer.tell({"state": True}))["papers"])
        await printer.tell({"paper": "out"})
        await screen.wait("printer:paper-out")
        number = await self.take_ticket(visitor, kiosk)
        await screen.wait("paper:refused")
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-5-no-paper.png")
        without = int((await printer.tell({"state": True}))["papers"]) - before
        self._notes.note("no-paper", visitor=visitor, number=number, papers=without)
        await printer.tell({"paper": "loaded"})
        await screen.wait("printer:none")
        began = wall_ms()
        await screen.touch("print-again")
        await screen.wait("paper:printed", PRINT_SECONDS)
        await self._grab_kiosk(kiosk, f"kiosk-{visitor}-6-ticket.png")
        papers = int((await printer.tell({"state": True}))["papers"]) - before
        self._notes.note("paper-after-reload", number=number, papers=papers, ms=wall_ms() - began)
        await screen.touch("done")
        await screen.wait("page:welcome")

    async def call_at_once(self) -> None:
        """Let both officials press Next at the same moment."""
        for desk in self._desks.values():
            await desk.until_ready("next")
        pressed = wall_ms()
        await asyncio.gather(*(desk.press("n") for desk in self._desks.values()))
        numbers = await asyncio.gather(*(desk.until_called() for desk in self._desks.values()))
        self._notes.note(
            "called", numbers=dict(zip(self._desks, numbers, strict=True)), pressed_at=pressed
        )
        for number in numbers:
            await self._board.wait(f"call:{number}")
        await self._grab_board("board-two-calls.png")
        await self._hear(*numbers)
        for desk in self._desks.values():
            await desk.until_delivered()
            await self._grab_desk(desk, "delivered")

    async def lose_server(self) -> None:
        """Kill the server with SIGKILL while a visitor is being received, and start it again."""
        desk = self._desks["desk-1"]
        await desk.press("s")
        await desk.until_ready("finish")
        calm = (await self._kiosks["kiosk-1"].state())["texts"]
        port = int(self._server.address.rsplit(":", 1)[1])
        await self._server.program.kill()
        killed = wall_ms()
        self._notes.note("server-killed", pid=self._server.program.pid)
        await asyncio.gather(*self._until_links("down"))
        noticed = wall_ms() - killed
        await self._board.wait("stale")
        await self._grab_board("board-stale.png")
        await self._kiosks["kiosk-1"].until_texts_differ(calm)
        await self._grab_kiosk("kiosk-1", "kiosk-server-gone.png")
        self._server = await start_server(self._stage, self._scenery, port)
        served = wall_ms()
        await asyncio.gather(*self._until_links("up"))
        self._notes.note(
            "server-back",
            pid=self._server.program.pid,
            noticed_ms=noticed,
            links_ms=wall_ms() - served,
            ms=wall_ms() - killed,
        )

    async def call_last(self, number: str) -> None:
        """Let the first desk finish and call the visitor who came without paper."""
        desk = self._desks["desk-1"]
        await desk.until_ready("next")
        await desk.press("f")
        await desk.until_free()
        await desk.press("n")
        await desk.until_number(number)
        self._notes.note("called-after-restart", number=number)
        await self._board.wait(f"call:{number}")
        await self._grab_board("board-after-restart.png")
        await self._hear(number)
        await desk.until_delivered()
        await self._grab_desk(desk, "after-restart")

    async def play(self) -> None:
        """Play the whole morning."""
        await self.raise_curtain()
        await self._grab_board("board-1-nobody.png")
        async with chromium(self._server.authority) as browser:
            for desk in ("desk-1", "desk-2"):
                self._desks[desk] = await DeskPage.open(
                    browser, self._server.url, desk, self._scenery.passwords[desk], desk, "ru"
                )
            first = await self.take_ticket("kk", "kiosk-1")
            await self.receive_paper("kk", "kiosk-1", first)
            second = await self.take_ticket("ru", "kiosk-2")
            await self.receive_paper("ru", "kiosk-2", second)
            await self.meet_empty_printer("en", "kiosk-1")
            await self._grab_desk(self._desks["desk-1"], "waiting")
            await self._grab_board("board-2-waiting.png")
            await self.call_at_once()
            await self.lose_server()
            await self.call_last(str((await self._board.state())["next_up"][0]))

    async def _pair_devices(self) -> None:
        """Confirm every device by the code on its screen, in the order of their ids."""
        data = self._scenery.data
        for device, kiosk in self._kiosks.items():
            code = await read_code(device, kiosk.state)
            await self._grab_kiosk(device, f"{device}-pairing.png")
            await confirm(data, code, device)
        code = await read_code(BOARD, self._board.state)
        await self._grab_board("board-pairing.png")
        await confirm(data, code, BOARD, ZONE)

    async def _start_kiosk(self, device: str, profile: str, size: str) -> RehearsedKiosk:
        flags = kiosk_flags(
            self._scenery,
            self._server.address,
            device,
            self._printers[device],
            profile,
            size,
        )
        return await RehearsedKiosk.start(self._stage, device, *flags)

    def _until_links(self, state: str) -> list[Awaitable[int]]:
        kiosks = [kiosk.wait(f"link:{state}") for kiosk in self._kiosks.values()]
        return [*kiosks, self._board.wait(f"link-{state}")]

    async def _hear(self, *numbers: str) -> None:
        for number in numbers:
            await self._board.wait(f"spoken:{number}", VOICE_SECONDS)

    async def _grab_kiosk(self, kiosk: str, picture: str) -> None:
        state = await self._kiosks[kiosk].grab(self._out / picture)
        self._notes.note("screen", picture=picture, program=kiosk, state=state)

    async def _grab_board(self, picture: str) -> None:
        state = await self._board.grab(self._out / picture)
        self._notes.note("screen", picture=picture, program="board", state=state)

    async def _grab_desk(self, desk: DeskPage, when: str) -> None:
        picture = f"desk-{desk.desk}-{when}.png"
        text = await desk.grab(self._out / picture)
        self._notes.note("desk-screen", picture=picture, desk=desk.desk, text=text)


async def play_once(out: Path) -> None:
    """Play the morning and leave all its artefacts in ``out``, an empty or new folder."""
    notes = Timeline(out / TIMELINE)
    with tempfile.TemporaryDirectory(prefix="kezek-demo-") as folder:
        scenery = await set_up(
            Path(folder) / "hall", logins=LOGINS, is_morning=True, has_keys=False
        )
        speaker = NullSpeaker(Path(folder) / "sound")
        environment = rehearsal_environment(speaker.environment)
        async with Stage(out / "logs", environment) as stage:
            await speaker.start(stage)
            recorder = await speaker.record(stage, out / RECORDING)
            try:
                await Morning(out, stage, scenery, notes).play()
            except (AssertionError, BrowserError) as error:
                raise StageError(BROWSER, str(error)) from error
            finally:
                await recorder.end()
                notes.note("recorded")
        collect_papers(out / "printers", out)
        notes.note("exported", head=await export_events(scenery, out / EVENTS))
    cut_recording(out)


def empty(out: Path) -> None:
    """Remove what an earlier demo left in ``out``."""
    if out.exists():
        shutil.rmtree(out)
