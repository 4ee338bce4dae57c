"""A reception centre on this computer for one story: real programs, started as it needs them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from server.client.messages import LinkIdentity
from server.demo.cast import (
    EPSON,
    RehearsedBoard,
    RehearsedKiosk,
    RunningServer,
    VirtualPrinter,
    board_flags,
    kiosk_flags,
    rehearsal_environment,
)
from server.demo.forms import DeskForms
from server.demo.processes import Said, Stage
from server.demo.reading import read_number
from server.demo.scenery import Scenery, set_up
from server.demo.sound import NullSpeaker
from server.demo.timeline import read_lines
from server.hall_file import load_hall_file
from server.protocol.events import DayOpened, Entry
from server.protocol.happened import Happened
from server.protocol.identity import DeviceRole, Key, RequestId
from server.protocol.tickets import TicketNumber
from server.storage.event_log import as_entry
from tests.history.evidence import Evidence
from tests.history.peers import Peer
from tests.journeys.hall_log import read_log
from tests.journeys.invariants import Paper, Record, broken, complaints
from tests.journeys.links import LinkedKiosk
from tests.journeys.waiting import WAIT_SECONDS, until, until_seen

WAV_HEADER_BYTES = 44
KIOSK_SIZE, BOARD_SIZE = "720x1280", "1280x720"
LOGINS = tuple(f"desk-{number}" for number in range(1, 9))

E = TypeVar("E", bound=Happened)
Whether = Callable[[E], bool]


class Centre:
    """One hall, its programs, and what its kiosks were told."""

    def __init__(self, folder: Path, stage: Stage, scenery: Scenery, speaker: NullSpeaker) -> None:
        """Keep what the programs leave in ``folder``."""
        self.folder = folder
        self.stage = stage
        self.server: RunningServer
        self.received: dict[RequestId, TicketNumber] = {}
        self.shown: list[TicketNumber] = []
        self.scenery = scenery
        self._speaker = speaker
        self._links: list[LinkedKiosk] = []
        self._boards: list[RehearsedBoard] = []
        self._displayed: set[TicketNumber] = set()

    async def open(self) -> None:
        """Start the hall's server on a free port, unknown to the rest of the LAN."""
        self.server = await self._start_server(0)
        await self.until_logged(DayOpened)

    async def kill_server(self) -> None:
        """End the server by SIGKILL: it can neither finish nor say anything."""
        await self.server.program.kill()

    async def restart_server(self) -> None:
        """Start the server again where it was."""
        self.server = await self._start_server(int(self.server.address.rpartition(":")[2]))

    async def _start_server(self, port: int) -> RunningServer:
        scenery = self.scenery
        program = await self.stage.start_module(
            "server",
            "server",
            "run",
            "--plain",
            *("--data", str(scenery.data)),
            *("--hall-file", str(scenery.hall_file)),
            *("--port", str(port)),
            "--no-mdns",
        )
        said = await program.hear()
        return RunningServer(program, str(said["serving"]).removeprefix("http://"))

    async def linked_kiosk(self, device: Key = "kiosk-1") -> LinkedKiosk:
        """Link a kiosk that the story works without a screen."""
        key = self.scenery.keys[device].read_text().strip()
        identity = LinkIdentity(self.scenery.hall, device, DeviceRole.KIOSK, key)
        kiosk = LinkedKiosk(identity, self.server.address, self.received)
        self._links.append(kiosk)
        await kiosk.start()
        return kiosk

    async def printer(self, *options: str, name: str = "printer") -> VirtualPrinter:
        """Start a virtual printer, on TCP unless ``options`` say otherwise."""
        attached = options or ("--port", "0")
        return await VirtualPrinter.start(self.stage, name, self._papers / name, *attached)

    async def kiosk(
        self,
        printer: VirtualPrinter,
        profile: str = EPSON,
        *,
        device: Key = "kiosk-1",
        server: str = "",
    ) -> RehearsedKiosk:
        """Start a kiosk with a finger; ``server`` is where it looks, if not at the server."""
        flags = kiosk_flags(
            self.scenery, server or self.server.address, device, printer, profile, KIOSK_SIZE
        )
        screen = await RehearsedKiosk.start(self.stage, device, *flags, "--no-mdns")
        await screen.wait("link:up")
        return screen

    async def take_ticket(self, kiosk: RehearsedKiosk, service: Key, language: str = "kk") -> Said:
        """Touch all the way to a ticket of ``service`` and return what the kiosk then shows."""
        await choose(kiosk, service, language)
        await kiosk.touch("claim-none")
        return await self.read_number(kiosk)

    async def read_number(self, kiosk: RehearsedKiosk) -> Said:
        """Wait until the kiosk shows a number, and return what it shows."""
        await kiosk.wait("page:ticket")
        state = await until_seen(kiosk, lambda seen: seen["number"] in seen["texts"])
        self.shown.append(state["number"])
        return state

    async def board(self) -> RehearsedBoard:
        """Start the board of the main hall, with the null sink as its loudspeaker."""
        flags = board_flags(self.scenery, self.server.address, BOARD_SIZE)
        screen = await RehearsedBoard.start(self.stage, "board", *flags, "--no-mdns")
        await screen.wait("link-up")
        self._boards.append(screen)
        return screen

    async def look_at_boards(self) -> None:
        """Note the numbers that the boards of the story show as called, at its end."""
        for board in self._boards:
            if board.program.is_running:
                self._displayed |= set((await board.state())["calls"])

    async def loudspeaker(self) -> None:
        """Start the loudspeaker that nobody hears."""
        await self._speaker.start(self.stage)

    @asynccontextmanager
    async def recording(self) -> AsyncIterator[Path]:
        """Record the loudspeaker as long as the block lasts; give the WAV file."""
        path = self.folder / "recording.wav"
        recorder = await self._speaker.record(self.stage, path)
        try:
            await until(lambda: path.exists() and path.stat().st_size > WAV_HEADER_BYTES, "sound")
            yield path
        finally:
            await recorder.end()

    async def official(self, desk: Key, language: str = "en") -> DeskForms:
        """Log an official in and choose the desk."""
        forms = DeskForms(self.server.url, language)
        await forms.log_in(desk, self.scenery.passwords[desk])
        await forms.choose_desk(desk)
        return forms

    def log(self) -> list[Entry]:
        """Return the event log as it is now."""
        rows, _ = read_log(self.scenery.data, self.scenery.hall)
        return [as_entry(row) for row in rows]

    def logged(self, kind: type[E], is_meant: Whether[E] = lambda _: True) -> list[E]:
        """Return the logged events of one kind that are meant, in order."""
        events = [entry.event for entry in self.log()]
        return [event for event in events if isinstance(event, kind) and is_meant(event)]

    async def until_logged(
        self, kind: type[E], is_meant: Whether[E] = lambda _: True, seconds: float = WAIT_SECONDS
    ) -> E:
        """Return the first logged event of one kind that is meant, once it is there."""
        await until(lambda: bool(self.logged(kind, is_meant)), kind.__name__, seconds)
        return self.logged(kind, is_meant)[0]

    def papers(self, name: str = "printer") -> list[Paper]:
        """Return the papers that the printer has cut, each of which it understood in full."""
        folder = self._papers / name
        cut = read_lines(folder / "papers.jsonl")
        assert [paper["unknown_bytes"] for paper in cut] == [0] * len(cut)
        return [Paper(read_number(folder / one["png"]), "\n".join(one["lines"])) for one in cut]

    def record(self) -> Record:
        """Return what the story leaves for the check of the invariants."""
        rows, head = read_log(self.scenery.data, self.scenery.hall)
        names = sorted(folder.name for folder in self._papers.glob("*"))
        papers = tuple(paper for name in names for paper in self.papers(name))
        config = load_hall_file(self.scenery.hall_file)
        shown = tuple(self.shown)
        return Record(config, rows, head, self.received, papers, shown, evidence=self._evidence())

    def _evidence(self) -> Evidence:
        """Return who may act, what the programs wrote into their logs, and what boards showed."""
        logs = sorted((self.folder / "logs").glob("*.log"))
        keys = {device: path.read_text().strip() for device, path in self.scenery.keys.items()}
        return Evidence(
            displayed=tuple(sorted(self._displayed)),
            peers=tuple(
                Peer(f"{'display' if device.startswith('board') else 'kiosk'}:{device}")
                for device in keys
            ),
            texts={path.name: path.read_bytes() for path in logs},
            secrets=(*keys.values(), *self.scenery.passwords.values()),
        )

    def unlink(self) -> None:
        """End the links that the story worked."""
        for link in self._links:
            link.stop()

    @property
    def _papers(self) -> Path:
        return self.folder / "papers"


async def choose(kiosk: RehearsedKiosk, service: Key, language: str) -> None:
    """Touch from the welcome to the question whether the visitor goes first by law."""
    await kiosk.touch(f"lang-{language}")
    await kiosk.touch(f"body-{service.partition('-')[0]}")
    await kiosk.touch(f"service-{service}")
    await kiosk.wait("page:claim")


@asynccontextmanager
async def open_centre(folder: Path) -> AsyncIterator[Centre]:
    """Give a hall whose server runs; afterwards end all programs and check what must hold."""
    scenery = await set_up(folder / "hall", logins=LOGINS, is_morning=True)
    speaker = NullSpeaker(folder / "sound")
    async with Stage(folder / "logs", rehearsal_environment(speaker.environment)) as stage:
        centre = Centre(folder, stage, scenery, speaker)
        await centre.open()
        try:
            yield centre
            await centre.look_at_boards()
        finally:
            centre.unlink()
    faults = broken(centre.record())
    assert faults == [], faults
    assert complaints(folder / "logs") == []
