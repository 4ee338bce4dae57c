"""Tests of the command line: what is asked for, and nothing half-said."""

from pathlib import Path

import pytest

from server.protocol.identity import DeviceRole, Role
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
from server.settings_trust import AskTrust, Reach

DATA = Path("somewhere")
FILE = Path("hall.toml")
CLUSTER = "postgresql://db/kezek"
PLAIN_LAN = Reach(is_plain=True, is_plain_lan=True)
PLAIN_CONSOLE = Reach(is_plain_console=True, setup_port=80)
CERTIFICATE = "--certificate c.pem --certificate-key k.pem"
OWN = Reach(
    setup_port=None,
    certificate=Path("c.pem"),
    certificate_key=Path("k.pem"),
    public_name="kezek.example",
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "run --data somewhere",
            Run(DATA, None, "0.0.0.0", 8077, has_mdns=True, reach=Reach()),  # noqa: S104 - by TLS
        ),
        (
            "run --data somewhere --plain",
            Run(DATA, None, "127.0.0.1", 8077, has_mdns=True, reach=Reach(is_plain=True)),
        ),
        (
            "run --data somewhere --hall-file hall.toml --host ::1 --port 0 --plain-lan --no-mdns",
            Run(DATA, FILE, "::1", 0, has_mdns=False, reach=PLAIN_LAN),
        ),
        (
            "run --data somewhere --plain-console --setup-port 80",
            Run(DATA, None, "0.0.0.0", 8077, has_mdns=True, reach=PLAIN_CONSOLE),  # noqa: S104 - by TLS
        ),
        (
            "run --data somewhere --no-setup --public-name Kezek.Example. " + CERTIFICATE,
            Run(DATA, None, "0.0.0.0", 8077, has_mdns=True, reach=OWN),  # noqa: S104 - by TLS
        ),
        ("pairings --data somewhere", AskTrust(DATA, None, {"type": "ListPairings"})),
        (
            "pair 493027 --data somewhere --name Door --zone main",
            AskTrust(
                DATA,
                None,
                {"type": "ConfirmPairing", "code": "493027", "name": "Door", "zone": "main"},
            ),
        ),
        (
            "refuse-pairing 493027 --data somewhere",
            AskTrust(DATA, None, {"type": "RefusePairing", "code": "493027"}),
        ),
        ("devices --data somewhere", AskTrust(DATA, None, {"type": "ListDevices"})),
        (
            "renew-key --data somewhere --id kiosk-1",
            AskTrust(DATA, None, {"type": "RenewKey", "device": "kiosk-1"}),
        ),
        (
            "clear-suspicion --data somewhere --id kiosk-1",
            AskTrust(DATA, None, {"type": "ClearSuspicion", "device": "kiosk-1"}),
        ),
        (
            "renew-authority --data somewhere --switch",
            AskTrust(
                DATA,
                None,
                {
                    "type": "RenewAuthority",
                    "is_switch": True,
                    "is_anyway": False,
                    "is_forgetting": False,
                },
            ),
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
            AddOfficial(DATA, None, "aigul", Role.ADMIN),
        ),
        (
            "day open --data somewhere --date 2026-11-23",
            OpenServiceDay(DATA, None, "2026-11-23"),
        ),
        ("day open --data somewhere", OpenServiceDay(DATA, None, None)),
        ("day close --data somewhere", CloseServiceDay(DATA, None)),
        (
            f"run --database {CLUSTER}",
            Run(CLUSTER, None, "0.0.0.0", 8077, has_mdns=True, reach=Reach()),  # noqa: S104 - by TLS
        ),
        ("day close --database postgresql:///k", CloseServiceDay("postgresql:///k", None)),
    ],
)
def test_a_command_line_says_what_is_asked_for(line: str, expected: Settings) -> None:
    assert read_settings(line.split()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "run --data somewhere --database postgresql:///kezek",
        "run --data somewhere --certificate c.pem",
        "run --data somewhere --certificate c.pem --certificate-key k.pem",
        "run --data somewhere --plain --plain-console",
        "pair --data somewhere --name Door",
        "pair 493027 --data somewhere",
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


def test_a_settings_file_says_what_the_flags_do_not(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text(
        'database = "postgresql:///kezek"\nport = 9000\nno_mdns = true\nhost = "127.0.0.2"\n',
        encoding="utf-8",
    )

    found = read_settings(["run", "--settings", str(file), "--host", "127.0.0.3"])

    expected = Run("postgresql:///kezek", None, "127.0.0.3", 9000, has_mdns=False, reach=Reach())
    assert found == expected


def test_a_place_that_the_flags_name_is_not_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "server.toml"
    file.write_text('database = "postgresql:///kezek"\n', encoding="utf-8")

    found = read_settings(["run", "--settings", str(file), "--data", "somewhere"])

    assert isinstance(found, Run)
    assert found.where == DATA


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "colour is no setting"),
        ("port = [1]", "port is no setting"),
        ("port = ", "server.toml"),
        ('port = "many"', "invalid int value"),
    ],
)
def test_a_settings_file_that_makes_no_sense_is_refused(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "server.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit):
        read_settings(["run", "--data", "somewhere", "--settings", str(file)])

    assert words in capsys.readouterr().err
