"""Breaks the project on purpose, one way at a time, in a copy; each must turn its stage red.

A stage that is red already in the untouched copy proves nothing, and that is a failure too.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from tests.gate.environment import environment
from tests.gate.places import ROOT
from tests.gate.stages import STAGES, Command, files_beside, module

# In the copy these stand for the stages of tests and of coverage, which would take minutes. The
# coverage of one part is too low in the untouched copy as well: its breach must be named.
PARTIAL = {"stray-test", "files-beside", "board-coverage"}
STAGE_SECONDS = 600
STRAY = "tests/test_breach.py"
BOARD = "tests/display/test_board.py"


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing done wrong, and what the stage must say of it."""

    name: str
    stage: str
    file: str
    new: str
    says: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a stage said."""

    code: int
    words: str


def listed() -> list[Breach]:
    """Read the breaches."""
    text = (ROOT / "tests" / "gate" / "breaches.toml").read_text(encoding="utf-8")
    return [Breach(**one) for one in tomllib.loads(text)["breach"]]


def commands_of(stage: str) -> Sequence[Command]:
    """Give the commands of a stage; tests of the breach itself stand for the stage of tests."""
    if stage == "stray-test":
        return (
            module("pytest", "-q", STRAY, "--junitxml=build/gate/stray.xml"),
            module("tests.gate.skips", "build/gate/stray.xml"),
        )
    if stage == "files-beside":
        return (module("pytest", "-q", *files_beside(2), STRAY, BOARD),)
    if stage == "board-coverage":
        return (
            module("coverage", "run", "--source=display", *("-m", "pytest", "-q", BOARD)),
            module("coverage", "combine", "-q"),
            module("tests.gate.covered"),
        )
    if ".py" in stage:
        return (module("pytest", "-q", stage),)
    return next(one.commands for one in STAGES if one.name == stage)


def run_in(copy: Path, stage: str) -> Ended:
    """Run a stage in the copy, up to the first command that fails."""
    words = ""
    for command in commands_of(stage):
        done = subprocess.run(
            command,
            cwd=copy,
            env=environment(copy),
            capture_output=True,
            text=True,
            check=False,
            timeout=STAGE_SECONDS,
        )
        words += done.stdout + done.stderr
        if done.returncode != 0:
            return Ended(done.returncode, words)
    return Ended(0, words)


def copy_of_the_tree(place: Path) -> Path:
    """Copy the project without what it made and installed."""
    # What mypy knew of a file it asks again only if the file is another; that is the breach.
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "build", "__pycache__", ".[!m]*_cache", "data"
    )
    copy = place / "kezek"
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / "build" / "gate").mkdir(parents=True)
    return copy


def try_breach(copy: Path, breach: Breach) -> str:
    """Break the copy, look at the stage, mend the copy; an empty text if the stage was red."""
    path = copy / breach.file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before is not None and breach.old not in before:
        return f"there is nothing to break in {breach.file}: {breach.old!r}"
    after = before.replace(breach.old, breach.new, 1) if before is not None else breach.new
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(after, encoding="utf-8")
    try:
        ended = run_in(copy, breach.stage)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
    if ended.code == 0:
        return f"{breach.stage} stayed green"
    if breach.says not in ended.words:
        return f"{breach.stage} was red without saying {breach.says!r}: {ended.words[-600:]}"
    return ""


def try_stage(copies: Queue[Path], stage: str, breaches: Sequence[Breach]) -> int:
    """Look at a stage in a free copy, untouched, then at its breaches there; count the faults.

    A file of tests is looked at whole while untouched; each breach then runs the test it names.
    """
    copy, faults = copies.get(), 0
    try:
        ended = Ended(0, "") if stage in PARTIAL else run_in(copy, stage)
        if ended.code != 0:
            print(f"{stage} is red in the untouched copy: {ended.words[-600:]}", flush=True)
            faults += 1
        for breach in breaches:
            began = time.monotonic()
            fault = try_breach(copy, breach)
            faults += bool(fault)
            seconds = time.monotonic() - began
            print(f"{fault or 'red as it must be'}: {breach.name} ({seconds:.1f} s)", flush=True)
    finally:
        copies.put(copy)
    return faults


def main() -> int:
    """Try every breach, or those whose name holds the given words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="?", default="", help="only breaches with these words")
    asked = parser.parse_args()
    chosen = [one for one in listed() if asked.words in one.name]
    of_stage: dict[str, list[Breach]] = {}
    for breach in chosen:
        of_stage.setdefault(breach.stage.partition("::")[0], []).append(breach)
    copies: Queue[Path] = Queue()
    with (
        tempfile.TemporaryDirectory(prefix="kezek-breach-") as place,
        ThreadPoolExecutor(2) as two,
    ):
        for name in ("one", "other"):
            copies.put(copy_of_the_tree(Path(place) / name))
        tried = [two.submit(try_stage, copies, *stage) for stage in of_stage.items()]
        failed = sum(one.result() for one in tried) + (not chosen)
    print(f"{len(chosen)} breaches, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
