"""The hall of a demo: its file, its data folder, its devices and its officials."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.clock import Clock, SystemClock
from server.console.passwords import hash_password
from server.hall_file import load_hall_file
from server.hall_service import HallService
from server.protocol.identity import DeviceRole, Key
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger
from server.storage.people import People

DEMO_HALL_FILE = Path(__file__).parent.parent / "halls" / "demo.toml"
MORNING_HOUR = 10
MS_PER_HOUR = 3_600_000

KIOSKS = ("kiosk-1", "kiosk-2")
MADE_UP_KIOSK = "kiosk-9"
BOARD = "board-1"
ZONE = "main"

_HOURS_LINE = re.compile(r"^hours = \[.*?\]", re.MULTILINE | re.DOTALL)
_ID_LINE = re.compile(r'^id = "hall-demo"$', re.MULTILINE)
_ZONE_LINE = re.compile(r'^time_zone = ".*"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scenery:
    """Where the hall's data is, and what its devices and officials prove themselves with."""

    hall: Key
    hall_file: Path
    data: Path
    keys: Mapping[Key, Path]
    """Device to the file that holds its key; none where devices are paired."""
    passwords: Mapping[str, str]
    """Login to password."""


async def set_up(
    folder: Path, *, logins: tuple[str, ...], is_morning: bool, has_keys: bool = True
) -> Scenery:
    """Make a demo hall in ``folder``, or take the one that is there; give out new passwords.

    With ``is_morning`` the hall lies in a zone where it is ten o'clock now, so that what is
    printed and shown looks the same whenever the demo is played. Without ``has_keys`` the devices
    are to be paired, and the server speaks TLS.
    """
    hall_file = _write_hall_file(folder / "hall.toml", is_morning=is_morning)
    data = folder / "data"
    hall = load_hall_file(hall_file).id
    devices = (*KIOSKS, MADE_UP_KIOSK, BOARD) if has_keys else ()
    keys = {device: folder / f"{device}.key" for device in devices}
    for path in keys.values():
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_hex(32))
    passwords = {login: secrets.token_urlsafe(6) for login in logins}
    service = await HallService.open(data, hall_file)
    try:
        now = service.now()
        await service.write(lambda ledger: _admit(ledger, keys, passwords, now))
    finally:
        await service.close()
    return Scenery(hall, hall_file, data, keys, passwords)


def _write_hall_file(path: Path, *, is_morning: bool) -> Path:
    """Copy the demo's hall file, open at every hour, under an id that no other demo has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return path
    text = DEMO_HALL_FILE.read_text(encoding="utf-8")
    text = _ID_LINE.sub(f'id = "hall-demo-{secrets.token_hex(3)}"', text, count=1)
    text = _HOURS_LINE.sub('hours = ["1-7 00:00-00:00"]', text, count=1)
    if is_morning:
        text = _ZONE_LINE.sub(f'time_zone = "{morning_zone(SystemClock())}"', text, count=1)
    path.write_text(text, encoding="utf-8")
    return path


def morning_zone(clock: Clock) -> str:
    """Return the name of a zone in which it is ten o'clock now, some minutes past."""
    east = (MORNING_HOUR - clock.wall_ms() // MS_PER_HOUR) % 24
    if east > 12:  # noqa: PLR2004 - zones reach 12 hours to the west and 14 to the east
        east -= 24
    # The sign is turned round in these names: Etc/GMT-5 lies east of Greenwich (tz database).
    return f"Etc/GMT{-east:+d}"


def _admit(
    ledger: Ledger, keys: Mapping[Key, Path], passwords: Mapping[str, str], now: int
) -> None:
    for device, path in keys.items():
        if ledger.devices.find(device) is None:
            is_board = device == BOARD
            ledger.devices.add(
                DeviceRow(
                    device,
                    DeviceRole.DISPLAY if is_board else DeviceRole.KIOSK,
                    key_digest(path.read_text().strip()),
                    ZONE if is_board else None,
                    now,
                )
            )
    people = People(ledger.connection, ledger.hall)
    for login, password in passwords.items():
        official = people.official(login)
        if official is None:
            people.add_official(login, hash_password(password), _role_of(login), now)
        else:
            people.keep_password(official.id, hash_password(password))


def _role_of(login: str) -> str:
    return "admin" if login == "admin" else "official"
