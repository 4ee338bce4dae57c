"""Settings from flags and file."""

from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsError, read_settings

NEEDED = ["--hall", "hall-demo", "--device", "kiosk-1", "--key-file", "kiosk.key"]


def test_flags_make_the_settings() -> None:
    line = (
        "--hall hall-demo --device kiosk-1 --key-file kiosk.key --server 127.0.0.1:8077 --no-mdns"
        " --printer tcp://127.0.0.1:9100 --size 1080x1920 --state-dir state --no-screen"
    )

    settings = read_settings(line.split())

    assert settings == Settings(
        hall="hall-demo",
        device="kiosk-1",
        key_file="kiosk.key",
        server="127.0.0.1:8077",
        printer="tcp://127.0.0.1:9100",
        size="1080x1920",
        state_dir="state",
        no_screen=True,
        no_mdns=True,
    )


def test_a_flag_is_stronger_than_the_file(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text('hall = "hall-demo"\ndevice = "kiosk-1"\nkey_file = "a"\nno_mdns = true\n')

    settings = read_settings(["--settings", str(file), "--device", "kiosk-2"])

    assert (settings.device, settings.key_file, settings.no_mdns) == ("kiosk-2", "a", True)


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        ([*NEEDED, "--hall", "Hall"], "hall"),
        ([*NEEDED, "--size", "wide"], "size"),
        ([*NEEDED, "--device", "Kiosk 1"], "device"),
        (["--settings", "nowhere.toml"], "No such file"),
    ],
)
def test_a_wrong_setting_is_named(flags: list[str], named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        read_settings(flags)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("hall = ")

    with pytest.raises(SettingsError, match="settings"):
        read_settings(["--settings", str(file)])


def test_without_a_key_file_the_kiosk_keeps_its_pairing_in_its_own_folder() -> None:
    place = read_settings([]).place()

    assert place.state_dir is not None
    assert place.state_dir.parts[-2:] == ("kezek", "kiosk")
    assert place.hall is None


def test_a_key_file_alone_needs_no_folder() -> None:
    assert read_settings(NEEDED).place().state_dir is None


def test_a_wrong_address_of_the_server_is_named() -> None:
    with pytest.raises(SettingsError, match="server"):
        read_settings(["--server", "a:b"]).place()


def test_the_logo_is_a_file_or_none() -> None:
    with_logo = read_settings(["--printer-logo", "/srv/logo.png"])

    assert with_logo.logo_file() == Path("/srv/logo.png")
    assert read_settings([]).logo_file() is None


def test_the_length_of_a_roll_is_a_number_of_metres() -> None:
    assert read_settings([]).printer_roll is None
    assert read_settings(["--printer-roll", "80"]).printer_roll == 80.0
    with pytest.raises(SettingsError):
        read_settings(["--printer-roll", "0"])
