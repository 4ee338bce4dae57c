"""The board as the program that a hall starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOWHERE = "127.0.0.1:9"
WAIT_SECONDS = 20


def key_file(folder: Path) -> Path:
    path = folder / "board.key"
    path.write_text("ab" * 32)
    return path


@contextmanager
def board(module: str, folder: Path, *flags: str) -> Iterator[subprocess.Popen[str]]:
    program = subprocess.Popen(
        [
            *[sys.executable, "-m", module, "--hall", "hall-demo", "--device", "board-1"],
            *["--key-file", str(key_file(folder)), "--server", NOWHERE, "--no-mdns"],
            *["--state-dir", str(folder / "state"), *flags],
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        with program:
            yield program
    finally:
        program.kill()


@pytest.mark.parametrize("flags", [("--size", "1280x720"), ("--mute", "--save-calls", "calls")])
def test_a_board_starts_without_a_server_and_ends_cleanly_when_asked(
    tmp_path: Path, flags: tuple[str, ...]
) -> None:
    with board("display", tmp_path, *flags) as program:
        assert program.stderr is not None
        said = ""
        while "started" not in said and program.poll() is None:
            said += program.stderr.readline()
        program.send_signal(signal.SIGTERM)
        said += program.stderr.read()
        code = program.wait(WAIT_SECONDS)

    assert code == 0
    assert "board-1 of hall-demo" in said
    assert [line for line in said.splitlines() if "rror" in line or "qml" in line] == []


def test_a_board_without_its_key_says_which_file_is_wrong(tmp_path: Path) -> None:
    ended = subprocess.run(
        [
            *[sys.executable, "-m", "display", "--hall", "h", "--device", "b"],
            *["--key-file", str(tmp_path / "gone.key")],
        ],
        env={**os.environ, "LC_ALL": "ru_RU.UTF-8"},
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
        check=False,
    )

    assert ended.returncode == 2
    assert "Файл ключа не подходит: " in ended.stderr
    assert ended.stderr.splitlines()[-1] == (
        f"display: {tmp_path / 'gone.key'}: No such file or directory"
    )
    assert "Traceback" not in ended.stderr


def test_a_pairing_that_cannot_be_forgotten_is_told_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "pairing.json").mkdir()

    ended = subprocess.run(
        [sys.executable, "-m", "display", "--pair-anew", "--state-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=WAIT_SECONDS,
        check=False,
    )

    assert ended.returncode == 2
    assert "the board cannot start: " in ended.stderr
    assert "Traceback" not in ended.stderr
