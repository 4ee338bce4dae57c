"""A device's pairing is kept whole, durable and for itself alone, or not at all."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from server.client.device_state import DeviceState, StateError, default_state_dir
from server.client.messages import LinkIdentity
from server.protocol.identity import DeviceRole

PEM = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"
IDENTITY = LinkIdentity("hall-demo", "kiosk-1", DeviceRole.KIOSK, "5e" * 32, (PEM,))


def test_what_was_kept_is_loaded_again(tmp_path: Path) -> None:
    DeviceState(tmp_path / "state").keep(IDENTITY)

    assert DeviceState(tmp_path / "state").load() == IDENTITY


def test_an_older_file_with_one_spare_key_is_read(tmp_path: Path) -> None:
    state = DeviceState(tmp_path)
    state.keep(IDENTITY)
    path = tmp_path / "pairing.json"
    text = path.read_text().replace('"authorities"', f'"previous": "{"6f" * 32}", "authorities"')
    path.write_text(text)

    assert state.load() == replace(IDENTITY, spares=("6f" * 32,))


def test_a_new_device_was_paired_with_nobody(tmp_path: Path) -> None:
    assert DeviceState(tmp_path / "state").load() is None


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "state"

    DeviceState(folder).keep(IDENTITY)
    DeviceState(folder).keep(replace(IDENTITY, key="6f" * 32))

    assert stat.S_IMODE((folder / "pairing.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == ["pairing.json"]


def test_a_draft_that_a_power_cut_left_does_not_matter(tmp_path: Path) -> None:
    state = DeviceState(tmp_path)
    state.keep(IDENTITY)
    (tmp_path / "pairing.new").write_text("half of")

    state.keep(replace(IDENTITY, key="6f" * 32))

    loaded = state.load()
    assert loaded is not None
    assert loaded.key == "6f" * 32


@pytest.mark.parametrize(
    "text", ["", "{}", "no json", '{"hall": "hall-demo"}', '{"hall": "Hall", "more": 1}']
)
def test_a_state_that_cannot_be_read_is_not_taken_for_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "pairing.json").write_text(text)

    with pytest.raises(StateError, match=r"pairing\.json"):
        DeviceState(tmp_path).load()


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "pairing.json").mkdir()

    with pytest.raises(StateError):
        DeviceState(tmp_path).load()


def test_a_device_forgets_when_told(tmp_path: Path) -> None:
    state = DeviceState(tmp_path / "state")
    state.forget()
    state.keep(IDENTITY)

    state.forget()

    assert state.load() is None


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_STATE_HOME": "/var/lib/state"}, Path("/var/lib/state/kezek/kiosk")),
        ({"XDG_STATE_HOME": "relative"}, Path.home() / ".local/state/kezek/kiosk"),
        ({}, Path.home() / ".local/state/kezek/kiosk"),
    ],
)
def test_the_folder_is_where_the_system_keeps_states(
    environment: dict[str, str], expected: Path
) -> None:
    assert default_state_dir("kiosk", environment) == expected


def test_where_the_last_address_lies(tmp_path: Path) -> None:
    assert DeviceState(tmp_path).address_file == tmp_path / "last-server.txt"
