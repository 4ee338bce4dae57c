"""The command line and the key file."""

from dataclasses import replace
from pathlib import Path

import pytest

from display.settings import Settings, read_settings
from server.client.addresses import Address
from server.client.joining import Place

NEEDED = ["--hall", "hall-demo", "--device", "board-1", "--key-file", "board.key"]


KEYED = Place(None, hall="hall-demo", device="board-1", key_file=Path("board.key"))


def test_nothing_has_to_be_given() -> None:
    place = read_settings([]).place

    assert place.has_mdns
    assert place.hall is None
    assert place.state_dir is not None
    assert place.state_dir.parts[-2:] == ("kezek", "display")


def test_every_setting_can_be_given() -> None:
    given = ["--server", "10.0.0.5:8077", "--no-mdns", "--size", "1080x1920", "--plain-lan"]
    given += ["--state-dir", "state", "--mute", "--save-calls", "calls", "--pair-anew"]

    settings = read_settings([*NEEDED, *given])

    assert settings == Settings(
        replace(
            KEYED,
            state_dir=Path("state"),
            server=Address("10.0.0.5", 8077),
            has_mdns=False,
            is_plain_lan=True,
            pairs_anew=True,
        ),
        size=(1080, 1920),
        is_mute=True,
        save_calls=Path("calls"),
    )


def test_a_wrong_address_ends_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings(["--server", "a:b"])

    assert "--server" in capsys.readouterr().err


@pytest.mark.parametrize("size", ["1920", "axb", "100x100", "99999x1080", "1920x"])
def test_a_size_that_is_none_ends_the_program(
    size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read_settings([*NEEDED, "--size", size])

    assert "--size" in capsys.readouterr().err
