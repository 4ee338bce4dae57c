"""Keeps what the tests of this folder counted, for docs/reliability.md."""

import json
import os
import re
import subprocess
from pathlib import Path

from tests.gate.places import ROOT

PLACE = Path(__file__).resolve().parent.parent.parent / "build" / "durability"


def keep(title: str, **counts: float) -> None:
    """Keep what one test counted, in a file of its own: tests may run side by side."""
    PLACE.mkdir(parents=True, exist_ok=True)
    path = PLACE / f"{re.sub('[^a-zA-Z0-9]+', '-', title)}.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(
        json.dumps({"title": title, "counts": counts, "commit": commit()}), encoding="utf-8"
    )
    unfinished.rename(path)


def kept() -> dict[str, tuple[dict[str, float], str]]:
    """Return the newest counts of every test that has kept some, and at which commit."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(PLACE.glob("*.json"))]
    return {one["title"]: (one["counts"], one.get("commit", "")) for one in found}


def commit() -> str:
    """Return the commit that is run, marked when the files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=, with changes", "--abbrev=7"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"
