"""Bugs put in by hand: each is found by the test that is there to find its kind."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.durability.results import keep
from tests.gate.places import ROOT

OF_EACH_KIND = 3
PARTS = ("server", "kiosk", "display", "printers", "tests")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "golden", "pictures", "*.wav")


@dataclass(frozen=True, slots=True)
class Bug:
    """What is written instead of what, and which test must say so."""

    name: str
    kind: str
    file: str
    old: str
    new: str
    test: str
    says: str
    also: dict[str, str] | None = None


def listed() -> tuple[Bug, ...]:
    text = (ROOT / "tests" / "durability" / "seeded.toml").read_text(encoding="utf-8")
    return tuple(Bug(**one) for one in tomllib.loads(text)["bug"])


BUGS = listed()


def test_there_are_three_bugs_of_each_kind_and_a_place_for_each() -> None:
    kinds = Counter(bug.kind for bug in BUGS)

    assert min(kinds.values()) >= OF_EACH_KIND
    assert {"kills", "power cuts", "order and history", "bad input"} <= set(kinds)
    assert [bug.name for bug in BUGS if bug.old not in (ROOT / bug.file).read_text("utf-8")] == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_seeded_bug_is_found(bug: Bug, tmp_path: Path) -> None:
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=NOT_COPIED)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    put_in(tmp_path / bug.file, bug.old, bug.new)
    if bug.also is not None:
        put_in(tmp_path / bug.also["file"], bug.also["old"], bug.also["new"])

    done = subprocess.run(
        (sys.executable, "-m", "pytest", "-q", "-vv", "-x", "-m", "not slow", bug.test),
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=1150,
    )

    assert done.returncode == 1, done.stdout[-3000:]
    assert bug.says in done.stdout, done.stdout[-3000:]
    keep(f"seeded {bug.kind}, {bug.name}", found=1)


def put_in(path: Path, old: str, new: str) -> None:
    """Break one place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
