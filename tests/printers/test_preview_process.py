"""A preview is of one bit a dot, and takes as long as line or paper, whichever is slower."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from PySide6.QtGui import QImage

from printers.preview_process import one_bit, seconds_on
from printers.previewing import PreviewJob
from printers.profile import read_profile
from printers.specimen import specimen
from printers.transport import transport_for

CLONE = read_profile("generic_80_clone")


def test_a_preview_that_is_told_to_end_leaves_no_paper_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "printers.preview_process"]
    job = PreviewJob(
        "tcp://127.0.0.1", CLONE.name, specimen("kk", datetime(2026, 1, 1, tzinfo=UTC))
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path)}

    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(job))
        process.stdin.close()
        while process.poll() is None and not list(tmp_path.glob("kezek-paper-*")):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
        process.terminate()

    assert process.returncode in (0, 128 + signal.SIGTERM)
    assert list(tmp_path.iterdir()) == []


def test_greys_become_black_and_white(tmp_path: Path) -> None:
    image = QImage(8, 4, QImage.Format.Format_Grayscale8)
    image.fill(0)
    image.save(str(tmp_path / "grey.png"))

    black = QImage.fromData(one_bit((tmp_path / "grey.png").read_bytes()))

    assert (black.depth(), black.pixelColor(0, 0).lightness()) == (1, 0)


def test_a_slow_line_takes_its_bytes_and_a_fast_one_the_paper() -> None:
    slow = transport_for("serial:///dev/nowhere?baud=9600&handshake=rtscts")
    fast = transport_for("tcp://127.0.0.1")
    body = bytes(9_600)

    assert 10.0 <= seconds_on(body, 90, CLONE, slow) < 10.1
    assert seconds_on(body, 90, CLONE, fast) == 90 / CLONE.media.millimetres_per_second
