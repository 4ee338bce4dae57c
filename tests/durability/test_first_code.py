"""The power goes while a server writes the code of its first administrator."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from server.console.setup_code import FILE_NAME
from tests.durability.disk import Disk, Image, Loss
from tests.durability.trace import Step, read_trace, strace

SEED = 20_261_123
PREPARE = """
import sys, pathlib
from server.console.setup_code import SetupCode
SetupCode(pathlib.Path(sys.argv[1])).prepare(is_needed=True)
"""


def record(folder: Path) -> tuple[Step, ...]:
    """Return every write, sync and name of a process that writes a code."""
    trace, data = folder / "trace", folder / "data"
    data.mkdir()
    command = [*strace(trace), sys.executable, "-c", PREPARE, str(data)]
    subprocess.run(command, check=True, timeout=60)
    with trace.open(encoding="utf-8") as lines:
        return tuple(read_trace(lines, data))


def images(steps: tuple[Step, ...]) -> Iterator[Image]:
    """Yield what a start may find if the power goes after any step, many times over."""
    disk, chance = Disk(), Random(SEED)
    for step in steps:
        disk.take(step)
        for loss in Loss:
            for _ in range(20):
                yield disk.image(loss, chance)


def test_no_power_cut_leaves_a_code_that_is_not_whole(tmp_path: Path) -> None:
    steps = record(tmp_path)

    found = {image.get(FILE_NAME) for image in images(steps)}

    whole = (tmp_path / "data" / FILE_NAME).read_bytes()
    assert len(whole) == 15
    assert found == {None, whole}


def test_a_code_that_was_written_is_not_lost(tmp_path: Path) -> None:
    disk = Disk()
    for step in record(tmp_path):
        disk.take(step)

    left = disk.image(Loss.ALL, Random(SEED))

    assert left == {FILE_NAME: (tmp_path / "data" / FILE_NAME).read_bytes()}
