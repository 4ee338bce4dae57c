"""What an administrator brings on the server's computer, by a running server or without one."""

import asyncio
import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from server.cli import administer
from server.clock import SystemClock
from server.control import ControlError, ControlSocket
from server.hall_service import HallService
from server.settings_bookings import AskImportKeys, BringFile
from tests.fakes.clock import FakeClock
from tests.server.running_hall import DEMO_HALL

GOOD = "id,code,service,slot,post\nb-1,482913,akimat-akim,2026-11-23 15:20,governor\n"


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """Give the data of a hall that stands on a Monday of 2026."""
    service = await HallService.open(tmp_path / "data", DEMO_HALL, FakeClock())
    await service.close()
    return tmp_path / "data"


def next_monday() -> date:
    now = SystemClock().wall_ms()
    today = datetime.fromtimestamp(now / 1000, ZoneInfo("Asia/Almaty")).date()
    return today + timedelta(days=7 - today.weekday())


def written(folder: Path, text: str, name: str = "day.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


async def test_a_running_server_takes_a_file_over(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service = await HallService.open(data, None, FakeClock())
    socket = ControlSocket(service, data)
    await socket.open()
    try:
        for _ in range(2):
            await administer(BringFile(data, None, written(tmp_path, GOOD)))
        expected = service.picture.book.expected("2026-11-23")
        bad = written(tmp_path, GOOD.replace("governor", "minister"))
        with pytest.raises(ControlError, match="bookings-post-of-other"):
            await administer(BringFile(data, None, bad))
    finally:
        await socket.close()
        await service.close()

    told = capsys.readouterr()
    assert [json.loads(line) for line in told.out.splitlines()[:2]] == [
        {"bookings": "1", "news": "1"},
        {"bookings": "1", "news": "0"},
    ]
    assert [one.id for one in expected] == ["b-1"]
    assert "Row 2: “minister” does not receive" in told.err


async def test_a_slot_outside_the_hours_is_told_beside_what_was_taken(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Without a server the command goes by the computer's own clock.
    monday = next_monday()
    early = GOOD.replace("2026-11-23 15:20", f"{monday} 14:20")

    await administer(BringFile(data, None, written(tmp_path, early)))

    told = capsys.readouterr()
    taken, odd = (json.loads(line) for line in told.out.splitlines())
    assert taken == {"bookings": "1", "news": "1"}
    assert (odd["problem"], odd["line"]) == ("bookings-post-hours", "2")
    assert f"Row 2: {monday} 14:20 – “governor” receives at 15:00–18:00" in told.err


async def test_a_file_that_cannot_be_read_is_told_row_by_row(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, '{"bookings": [{"id": "B", "slot": "today"}]}', "day.json")

    with pytest.raises(ControlError):
        await administer(BringFile(data, None, file))

    assert "Row 1: the code must be six digits." in capsys.readouterr().err


async def test_a_key_is_made_shown_once_and_revoked(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await administer(AskImportKeys(data, None, None))
    await administer(AskImportKeys(data, None, "portal", is_new=True))
    await administer(AskImportKeys(data, None, "portal"))
    await administer(AskImportKeys(data, None, None))
    with pytest.raises(ControlError):
        await administer(AskImportKeys(data, None, "No key", is_new=True))

    told = capsys.readouterr()
    made, revoked, listed = (json.loads(line) for line in told.out.splitlines())
    assert (made["key"], len(made["secret"])) == ("portal", 64)
    assert revoked == {"key": "portal"}
    assert set(listed) == {"key", "made", "revoked"}
    assert "there are no keys" in told.err
    assert told.err.count(made["secret"]) == 0


async def test_a_file_that_is_not_there_is_an_error_of_the_system(data: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await asyncio.wait_for(administer(BringFile(data, None, data / "gone.csv")), 10)
