"""What is installed is whole: the wheel carries every file of the four programs."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.gate.places import PROGRAMS, ROOT, files, relative


def test_the_wheel_carries_every_file_of_the_programs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as opened:
        carried = {name for name in opened.namelist() if ".dist-info/" not in name}

    assert carried == {
        relative(one) for program in PROGRAMS for one in files(under=ROOT / program)
    }


def test_every_program_says_that_it_is_typed() -> None:
    assert [one for one in PROGRAMS if not (ROOT / one / "py.typed").exists()] == []
