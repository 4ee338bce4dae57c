"""The command line and the key file."""

from pathlib import Path

import pytest

from display.settings import KeyFileError, Settings, read_key, read_settings
from server.client.addresses import Address

NEEDED = ["--hall", "hall-demo", "--device", "board-1", "--key-file", "board.key"]


def test_hall_device_and_key_are_enough() -> None:
    settings = read_settings(NEEDED)

    assert settings == Settings("hall-demo", "board-1", Path("board.key"))
    assert settings.has_mdns


def test_every_setting_can_be_given() -> None:
    given = ["--server", "10.0.0.5:8077", "--no-mdns", "--size", "1080x1920"]
    given += ["--state-dir", "state", "--mute", "--save-calls", "calls"]

    settings = read_settings([*NEEDED, *given])

    assert settings == Settings(
        "hall-demo",
        "board-1",
        Path("board.key"),
        server=Address("10.0.0.5", 8077),
        size=(1080, 1920),
        state_dir=Path("state"),
        has_mdns=False,
        is_mute=True,
        save_calls=Path("calls"),
    )


@pytest.mark.parametrize("size", ["1920", "axb", "100x100", "99999x1080", "1920x"])
def test_a_size_that_is_none_ends_the_program(
    size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read_settings([*NEEDED, "--size", size])

    assert "--size" in capsys.readouterr().err


def test_the_key_is_read_without_its_line_end(tmp_path: Path) -> None:
    path = tmp_path / "board.key"
    path.write_text("ab" * 32 + "\n")

    assert read_key(path) == "ab" * 32


@pytest.mark.parametrize("text", ["", "ab", "zz" * 32, "ab" * 40, "ә" * 64])
def test_anything_else_is_no_key(tmp_path: Path, text: str) -> None:
    path = tmp_path / "board.key"
    path.write_text(text)

    with pytest.raises(KeyFileError, match=r"hexadecimal"):
        read_key(path)
