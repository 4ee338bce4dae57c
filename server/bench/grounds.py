"""The hall of the bench: always open, with as many kiosks and boards as are asked for."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from server.bench.seeding import PastClock, parts
from server.console.passwords import hash_password
from server.demo.scenery import DEMO_HALL_FILE, Scenery
from server.hall_file import load_hall_file
from server.hall_service import HallService
from server.protocol.frames import Hello
from server.protocol.identity import PROTOCOL_VERSION, DeviceRole, Key
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger
from server.storage.people import People

SERVICES = (
    "justice-appeal",
    "labour-appeal",
    "health-appeal",
    "education-appeal",
    "interior-appeal",
)
"""What visitors come for: all that the desk of the bench serves."""
DESK, ZONE = "desk-1", "main"
LOGIN = "bench"

_DESK = """
[[desks]]
id = "{desk}"
label = "{desk}"
zone = "{zone}"
services = {services}
"""
_HOURS_LINE = re.compile(r"^hours = \[.*?\]", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where a hall of the bench lies, and what its devices and its official show.

    ``database`` is the address of the PostgreSQL database that keeps it, if one does.
    """

    hall: Key
    hall_file: Path
    data: Path
    key: str
    password: str
    database: str | None = None

    @property
    def where(self) -> Path | str:
        """Return what keeps the hall."""
        return self.data if self.database is None else self.database

    def hello(self, device: Key) -> Hello:
        """Return the first frame of a device, a board if it is called so."""
        role = _role_of(device)
        return Hello(PROTOCOL_VERSION, self.hall, device, role, self.key)

    def scenery(self, device: Key) -> Scenery:
        """Return the hall as the programs of the demo know it, with one device's key in a file."""
        key_file = self.data.parent / f"{device}.key"
        key_file.touch(mode=0o600)
        key_file.write_text(self.key)
        return Scenery(self.hall, self.hall_file, self.data, {device: key_file}, {})


def kiosk(number: int) -> Key:
    """Return the id of a kiosk, counted from 1."""
    return f"kiosk-{number}"


def board(number: int) -> Key:
    """Return the id of a board, counted from 1."""
    return f"board-{number}"


def _role_of(device: Key) -> DeviceRole:
    return DeviceRole.DISPLAY if device.startswith("board-") else DeviceRole.KIOSK


def more_desk(number: int) -> Key:
    """Return the id of a desk beside the demo's, counted from 1; its official logs in by it."""
    return f"more-{number}"


async def lay_out(
    folder: Path,
    devices: tuple[Key, ...],
    past: int = 0,
    database: str | None = None,
    more_desks: int = 0,
) -> Grounds:
    """Make a hall in ``folder`` with ``past`` tickets of earlier days; one key fits every device.

    Past days lie behind the real clock, so that today's can be opened. ``more_desks`` serve what
    the bench's desk does, each by an official with the same password.
    """
    more = tuple(more_desk(number) for number in range(1, more_desks + 1))
    grounds = _found(folder, database, more)
    clock = PastClock.before(past)
    service = await HallService.open(grounds.where, grounds.hall_file, clock)
    try:
        await service.write(lambda ledger: _admit(ledger, grounds, devices, more, clock.wall_ms()))
        for part in parts(past, SERVICES):
            await service.write(part.load)
    finally:
        await service.close()
    return grounds


def _found(folder: Path, database: str | None, more_desks: tuple[Key, ...]) -> Grounds:
    folder.mkdir(parents=True)
    hall_file = folder / "hall.toml"
    text = DEMO_HALL_FILE.read_text(encoding="utf-8")
    text = text.replace("[rules]", "[rules]\nkiosk_burst = 1000000", 1)
    text += "".join(
        _DESK.format(desk=desk, zone=ZONE, services=[*SERVICES]) for desk in more_desks
    )
    hall_file.write_text(
        _HOURS_LINE.sub('hours = ["1-7 00:00-00:00"]', text, count=1), encoding="utf-8"
    )
    return Grounds(
        load_hall_file(hall_file).id,
        hall_file,
        folder / "data",
        secrets.token_hex(32),
        secrets.token_urlsafe(12),
        database,
    )


def _admit(
    ledger: Ledger,
    grounds: Grounds,
    devices: tuple[Key, ...],
    more_desks: tuple[Key, ...],
    now: int,
) -> None:
    for device in devices:
        role = _role_of(device)
        zone = ZONE if role is DeviceRole.DISPLAY else None
        ledger.devices.add(DeviceRow(device, role, key_digest(grounds.key), zone, now))
    password, people = hash_password(grounds.password), People(ledger.connection, ledger.hall)
    for login in (LOGIN, *more_desks):
        people.add_official(login, password, "official", now)
