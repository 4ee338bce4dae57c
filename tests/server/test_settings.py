"""Tests of the command line: what is asked for, and nothing half-said."""

from pathlib import Path

import pytest

from server.protocol.identity import DeviceRole
from server.settings import (
    AddDevice,
    AddOfficial,
    CloseServiceDay,
    OpenServiceDay,
    RevokeDevice,
    Run,
    Settings,
    read_settings,
)

DATA = Path("somewhere")
FILE = Path("hall.toml")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "run --data somewhere",
            Run(DATA, None, "127.0.0.1", 8077, is_plain_lan=False, has_mdns=True),
        ),
        (
            "run --data somewhere --hall-file hall.toml --host ::1 --port 0 --plain-lan --no-mdns",
            Run(DATA, FILE, "::1", 0, is_plain_lan=True, has_mdns=False),
        ),
        (
            "add-device --data somewhere --role display --id board-1 --zone main",
            AddDevice(DATA, None, DeviceRole.DISPLAY, "board-1", "main"),
        ),
        (
            "add-device --data somewhere --role kiosk --id kiosk-1 --hall-file hall.toml",
            AddDevice(DATA, FILE, DeviceRole.KIOSK, "kiosk-1", None),
        ),
        ("revoke-device --data somewhere --id kiosk-1", RevokeDevice(DATA, None, "kiosk-1")),
        (
            "add-official --data somewhere --login aigul --role admin --password-stdin",
            AddOfficial(DATA, None, "aigul", "admin"),
        ),
        (
            "day open --data somewhere --date 2026-11-23",
            OpenServiceDay(DATA, None, "2026-11-23"),
        ),
        ("day open --data somewhere", OpenServiceDay(DATA, None, None)),
        ("day close --data somewhere", CloseServiceDay(DATA, None)),
    ],
)
def test_a_command_line_says_what_is_asked_for(line: str, expected: Settings) -> None:
    assert read_settings(line.split()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "day --data somewhere",
        "add-device --data somewhere --role printer --id p-1",
        "revoke-device --data somewhere",
        "add-official --data somewhere --login aigul --role official",
    ],
)
def test_what_is_half_said_is_refused(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings(line.split())

    assert "usage:" in capsys.readouterr().err
