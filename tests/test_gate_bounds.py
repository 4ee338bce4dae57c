"""The gate itself always ends: a stage that hangs is red, and leaves nothing running."""

import os
import select
import sys
from pathlib import Path

import pytest

from tests.gate import bounded


def has_ended(pid: int) -> bool:
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 5)[0])
    finally:
        os.close(process)


def child_of(command: str, seconds: float, folder: Path) -> tuple[int, int]:
    """Run a shell command that writes the id of its child; return its end and that id."""
    code = bounded.run(("sh", "-c", command), seconds, folder, dict(os.environ))
    return code, int((folder / "child").read_text())


def test_a_command_that_hangs_is_stopped_with_all_it_started(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, child = child_of("sleep 60 & echo $! >child; wait", 1.0, tmp_path)

    assert code == bounded.TIMED_OUT
    assert "stopped: over " in capfd.readouterr().out
    assert has_ended(child)


def test_what_a_command_left_behind_goes_with_it(tmp_path: Path) -> None:
    code, child = child_of("sleep 60 & echo $! >child; exit 3", 30.0, tmp_path)

    assert code == 3
    assert has_ended(child)


def test_an_interrupted_command_may_say_how_far_it_came(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program = (
        "import time\n"
        "try:\n    print('begun', flush=True); time.sleep(60)\n"
        "except KeyboardInterrupt:\n    print('so far', flush=True)"
    )

    code = bounded.run((sys.executable, "-c", program), 2.0, tmp_path, dict(os.environ))

    assert code == bounded.TIMED_OUT
    assert "so far" in capfd.readouterr().out
