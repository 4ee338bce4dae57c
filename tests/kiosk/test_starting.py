"""The kiosk as a program: starts, ends when told, says what is wrong with its settings."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

KIOSK = [sys.executable, "-m", "kiosk"]
REHEARSAL = [sys.executable, "-m", "kiosk.rehearsal"]
PATIENCE = 20


@pytest.fixture
def flags(tmp_path: Path) -> list[str]:
    """Give the flags of a kiosk that finds no server."""
    key = tmp_path / "key"
    key.write_text("ab" * 32)
    line = "--hall hall-demo --device kiosk-1 --server 127.0.0.1:1 --no-mdns --size 540x960"
    return [*line.split(), "--key-file", str(key), "--state-dir", str(tmp_path / "state")]


@pytest.mark.parametrize("more", [[], ["--no-screen"], ["--printer", "tcp://127.0.0.1:1"]])
def test_a_kiosk_ends_well_when_it_is_told_to(flags: list[str], more: list[str]) -> None:
    with subprocess.Popen([*KIOSK, *flags, *more], stderr=subprocess.PIPE, text=True) as kiosk:
        assert kiosk.stderr is not None
        said = ""
        while "is running" not in said and kiosk.poll() is None:
            said += kiosk.stderr.readline()

        kiosk.send_signal(signal.SIGTERM)
        _, errors = kiosk.communicate(timeout=PATIENCE)

    assert "kiosk-1 of hall-demo" in said
    assert "Traceback" not in errors
    assert kiosk.returncode == 0


def test_wrong_settings_are_named_and_nothing_is_started() -> None:
    done = subprocess.run(
        [*KIOSK, "--device", "Kiosk 1"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "device" in done.stderr


def test_a_wrong_key_file_is_told_in_the_computer_s_language(
    flags: list[str], tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("my password")

    done = subprocess.run(
        [*KIOSK, *flags, "--no-screen"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={**os.environ, "LC_ALL": "kk_KZ.UTF-8"},
    )

    # Qt has its own opinion of locales that are not installed.
    *_, plain, technical = done.stderr.splitlines()
    assert done.returncode == 2
    assert plain.startswith(f"Кілт файлы жарамайды: {key}.")
    assert technical == f"kiosk: {key}: expected 64 hexadecimal digits"


def test_a_pairing_that_cannot_be_forgotten_is_told_without_a_trace(tmp_path: Path) -> None:
    (tmp_path / "pairing.json").mkdir()

    done = subprocess.run(
        [*KIOSK, "--no-screen", "--pair-anew", "--state-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 2
    assert "the kiosk cannot start: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_rehearsal_tells_when_it_is_ready_and_what_came_of_each_act(
    flags: list[str], tmp_path: Path
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(f'{{"wait": "page:welcome"}}\n{{"grab": "{tmp_path}/a.png"}}\n')

    done = subprocess.run(
        [*REHEARSAL, "--script", str(script), *flags],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    ready, *told = [json.loads(line) for line in done.stdout.splitlines()]
    assert ready["ready"] is True
    assert [act["ok"] for act in told] == [True, True]
    assert "Серверге қосылуда…" in told[1]["texts"]
    assert done.returncode == 0


def test_a_rehearsal_that_stumbles_ends_with_an_error(flags: list[str]) -> None:
    done = subprocess.run(
        [*REHEARSAL, *flags],
        input='{"touch": "nothing", "within": 0.1}\n',
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )

    assert done.returncode == 1
