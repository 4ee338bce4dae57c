"""The rehearsed morning holds, and its checker believes nothing that was not left behind."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.demo.checker import check, write_report

MORNING_SECONDS = 240

TAKEN_AWAY = (
    "kiosk-kk-1-welcome.png",
    "kiosk-ru-5-ticket.png",
    "kiosk-en-5-no-paper.png",
    "board-1-nobody.png",
    "board-two-calls.png",
    "board-stale.png",
    "board-after-restart.png",
    "desk-desk-1-delivered.png",
    "paper-kiosk-1-1.png",
    "paper-kiosk-1-1.bin",
    "paper-kiosk-2-1.png",
    "call-A001.wav",
    "call-A003.wav",
    "events.jsonl",
    "papers.jsonl",
    "timeline.jsonl",
)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Play one morning as a user would start it, and give what it left."""
    out = tmp_path_factory.mktemp("morning") / "out"
    subprocess.run(
        [sys.executable, "-m", "server.demo", "--once", "--out", str(out)],
        check=True,
        timeout=MORNING_SECONDS,
        env=os.environ | {"LANG": "en_US.UTF-8"},
    )
    yield out
    shutil.rmtree(out)


@pytest.fixture
def copy(morning: Path, tmp_path: Path) -> Path:
    """Give a copy of what was left that a test may spoil."""
    return shutil.copytree(morning, tmp_path / "copy", ignore=shutil.ignore_patterns("logs"))


@pytest.mark.timeout(MORNING_SECONDS + 30)
def test_every_step_of_the_morning_held(morning: Path) -> None:
    report = json.loads((morning / "report.json").read_text())

    assert [step["step"] for step in report["steps"] if not step["held"]] == []
    assert report["held"] is True


@pytest.mark.parametrize("name", TAKEN_AWAY)
def test_what_is_taken_away_is_missed(copy: Path, name: str) -> None:
    (copy / name).unlink()

    held = write_report(copy, check(copy))

    assert held is False


def test_the_checker_ends_with_1_when_a_step_did_not_hold(copy: Path) -> None:
    (copy / "paper-kiosk-2-1.bin").unlink()

    ended = subprocess.run(
        [sys.executable, "-m", "server.demo.checker", str(copy)],
        check=False,
        capture_output=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert b"FAILED paper-ru" in ended.stdout


def test_a_silent_recording_is_not_a_voice(copy: Path) -> None:
    call = copy / "call-A002.wav"
    sound = bytearray(call.read_bytes())
    sound[44:] = bytes(len(sound) - 44)
    call.write_bytes(sound)

    held = {finding.step: finding.held for finding in check(copy)}

    assert held["voice-ru"] is False
    assert held["voice-kk"] is True


def test_a_log_that_was_changed_afterwards_is_found(copy: Path) -> None:
    path = copy / "events.jsonl"
    rows = path.read_text().splitlines()
    spoiled = [row.replace('\\"ordinal\\":2', '\\"ordinal\\":4') for row in rows]
    assert spoiled != rows
    path.write_text("\n".join(spoiled) + "\n")

    held = {finding.step: finding.held for finding in check(copy)}

    assert held["log-whole"] is False
