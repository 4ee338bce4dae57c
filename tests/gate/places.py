"""Where things are, for every program of the gate."""

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAMS = ("kiosk", "display", "server", "printers")
BUILD = ROOT / "build" / "gate"
TOOLS = Path(sysconfig.get_path("scripts"))
PYTHON = sys.executable

# What a working copy holds besides the project, apart from what begins with a dot.
NOT_OURS = {"build", "dist", "data", "__pycache__"}


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """Walk the project's own files with these suffixes; a copy needs no git for it."""
    for path in sorted(under.iterdir()):
        if path.is_dir():
            if path.name not in NOT_OURS and (path.name[0] != "." or path.name == ".ci"):
                yield from files(*suffixes, under=path)
        elif not suffixes or path.suffix in suffixes:
            yield path


def relative(path: Path) -> str:
    """Name a file of the project as people do."""
    return path.relative_to(ROOT).as_posix()


def verdict(faults: list[str]) -> int:
    """Print the faults, one on a line, and give the exit code."""
    for fault in faults:
        print(fault)
    return 1 if faults else 0
