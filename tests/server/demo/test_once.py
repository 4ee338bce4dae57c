"""The rehearsed morning holds and leaves all that visitors saw, held and heard."""

import json
from pathlib import Path

import pytest

from tests.server.demo.conftest import MORNING_SECONDS

LEFT = {
    "kiosk-*.png": 15,
    "board-*.png": 5,
    "desk-*.png": 4,
    "paper-*.png": 3,
    "paper-*.bin": 3,
    "call-*.wav": 3,
}


@pytest.mark.timeout(MORNING_SECONDS + 30)
def test_every_step_of_the_morning_held(morning: Path) -> None:
    report = json.loads((morning / "report.json").read_text())

    assert [step["step"] for step in report["steps"] if not step["held"]] == []
    assert report["held"] is True
    assert {key for step in report["steps"] for key in step} == {
        "step",
        "expected",
        "seen",
        "milliseconds",
        "held",
    }


@pytest.mark.timeout(MORNING_SECONDS + 30)
@pytest.mark.parametrize("pattern", LEFT)
def test_it_leaves_what_was_seen_held_and_heard(morning: Path, pattern: str) -> None:
    assert len(list(morning.glob(pattern))) >= LEFT[pattern]


@pytest.mark.timeout(MORNING_SECONDS + 30)
def test_no_program_of_the_morning_stumbled(morning: Path) -> None:
    logs = {path.stem: path.read_text() for path in (morning / "logs").iterdir()}

    assert {
        name for name, log in logs.items() if "Traceback" in log or "TypeError" in log
    } == set()
