"""The checker believes nothing that was not left behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from server.demo.checker import check, write_report
from tests.server.demo.conftest import MORNING_SECONDS

pytestmark = pytest.mark.timeout(MORNING_SECONDS + 30)

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


def held(out: Path) -> dict[str, bool]:
    return {finding.step: finding.held for finding in check(out)}


@pytest.mark.parametrize("name", TAKEN_AWAY)
def test_what_is_taken_away_is_missed(spoilt: Path, name: str) -> None:
    (spoilt / name).unlink()

    assert write_report(spoilt, check(spoilt)) is False


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert not any(held(tmp_path).values())


def test_it_ends_with_1_when_a_step_did_not_hold(spoilt: Path) -> None:
    (spoilt / "paper-kiosk-2-1.bin").unlink()

    ended = subprocess.run(
        [sys.executable, "-m", "server.demo.checker", str(spoilt)],
        check=False,
        capture_output=True,
        timeout=60,
    )

    assert ended.returncode == 1
    assert b"FAILED paper-ru" in ended.stdout
    assert b"held   paper-kk" in ended.stdout
