"""The demo that stays: windows where there is a screen, pictures where there is none."""

import os
import re
import subprocess
import sys
from pathlib import Path

SECONDS = "6"
SEED = "6"
"""In this morning nobody early goes first by law, so that the server has nothing to warn of."""
COMPLAINTS = re.compile(r"WARNING.*|ERROR.*|CRITICAL.*|Traceback.*|\w+Error:.*")


def play(out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Play the demo for some seconds in the given surroundings."""
    surroundings = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    return subprocess.run(
        [
            *(sys.executable, "-m", "server.demo", "--seed", SEED),
            *("--seconds", SECONDS, "--out", str(out)),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=surroundings | {"LANG": "en_US.UTF-8"} | environment,
    )


def test_without_a_screen_it_leaves_pictures_of_kiosk_and_board(tmp_path: Path) -> None:
    played = play(tmp_path)

    assert played.returncode == 0, played.stderr
    assert "/desk" in played.stdout
    assert "go past that: Advanced, then Proceed" in played.stdout
    for login in ("desk-1", "desk-3", "admin"):
        assert login in played.stdout
    assert (tmp_path / "kiosk.png").stat().st_size > 10_000
    assert (tmp_path / "board.png").stat().st_size > 10_000


def test_with_a_screen_kiosk_and_board_run_and_end_without_complaint(tmp_path: Path) -> None:
    played = play(tmp_path, DISPLAY=":none", QT_QPA_PLATFORM="offscreen")

    assert played.returncode == 0, played.stderr
    logs = "".join(path.read_text() for path in (tmp_path / "logs").iterdir())
    assert COMPLAINTS.findall(logs) == []
