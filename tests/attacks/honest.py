"""The hall's own server: the program as it is delivered, by TLS, on a machine of its own."""

import json
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from server import control
from server.hall_service import HallService
from server.protocol.discovery import DEFAULT_PORT
from server.protocol.identity import Role
from server.storage.backups import copy_store
from server.storage.event_log import EventLog
from server.storage.halls import Halls
from server.storage.sqlite import connect
from server.trust import orders
from tests.attacks.forged_certificates import HALL
from tests.attacks.network import Machine
from tests.history.evidence import Evidence
from tests.journeys.invariants import Record
from tests.server.console.working_console import PASSWORD_HASH
from tests.server.crowd import round_the_clock

PEOPLE = {"dana": Role.ADMIN, "aigerim": Role.OFFICIAL, "daniyar": Role.OFFICIAL}
"""Who may log in; all with the same password, which is hashed once."""

START_SECONDS = 20.0
STOP_SECONDS = 10.0


@dataclass(slots=True)
class Honest:
    """One server process, its data, and what it writes to its standard error."""

    machine: Machine
    folder: Path
    process: subprocess.Popen[str] | None = None
    told: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    """Log-in to pseudonym."""
    port: int = DEFAULT_PORT

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """Return where the server's log is kept."""
        return self.folder / "server.log"

    async def prepare(self) -> None:
        """Make the hall, with the people who work in it."""
        self.data.mkdir(parents=True)
        service = await HallService.open(self.data, round_the_clock(self.data))
        try:
            for login, role in PEOPLE.items():
                request = control.AddOfficial(login, role, PASSWORD_HASH)
                self.people[login] = (await control.carry_out(service, request)).facts["official"]
        finally:
            await service.close()

    def start(self, *flags: str) -> None:
        """Start, and wait until it serves."""
        words = [
            *(sys.executable, "-m", "server", "run", "--data", str(self.data)),
            *flags,
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.machine.command(*words), stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout is not None
        late = Timer(START_SECONDS, self.process.kill)
        late.start()
        line = self.process.stdout.readline()
        late.cancel()
        late.join()
        assert line, self.log.read_text()
        self.told = json.loads(line)

    def stop(self) -> None:
        """Stop as a supervisor stops it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(STOP_SECONDS)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None

    def freeze(self) -> None:
        """Let the process stand still."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the process go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def do(self, request: control.Request) -> dict[str, str]:
        """Let the administrator at the server's computer do something."""
        done = control.ask(self.data, request)
        assert done is not None, "no server runs"
        return dict(done.facts)

    def rows(self, order: orders.TrustOrder) -> tuple[dict[str, str], ...]:
        """Let the administrator do something with devices; return what he is told, row by row."""
        done = control.ask(self.data, order)
        assert done is not None, "no server runs"
        assert done.told is not None
        return done.told.rows

    def record(self, evidence: Evidence) -> Record:
        """Return what the server has kept so far, with the evidence against it."""
        with TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            copy_store(self.data, copy)
            with closing(connect(str(copy))) as connection:
                halls = Halls(connection)
                rows = EventLog(connection, HALL).rows()
                return Record(
                    halls.config(HALL), rows, halls.head(HALL).hash, {}, (), evidence=evidence
                )
