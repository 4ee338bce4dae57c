"""Keeps what the tests counted, for docs/reliability.md; what runs in parts is added up."""

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.gate.places import ROOT

PLACE = Path(__file__).resolve().parent.parent.parent / "build" / "durability"

Counts = Mapping[str, float]


def keep(title: str, **counts: float) -> None:
    """Keep what one test counted, in a file of its own: tests may run side by side."""
    _write(title, {"title": title, "counts": counts, "commit": commit()})


def keep_part(title: str, number: int, of: int, **counts: float) -> None:
    """Keep what part ``number`` of ``of`` counted; the parts may run in any order, or fail."""
    whole = {"title": title, "counts": counts, "commit": commit(), "part": number, "of": of}
    _write(f"{title} part {number} of {of}", whole)


def kept(place: Path = PLACE) -> dict[str, tuple[dict[str, float], str]]:
    """Return the newest counts of every title and at which commit; parts are added up.

    Parts that are missing are told with the commit.
    """
    paths = sorted(place.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    found: dict[str, list[dict[str, Any]]] = {}
    for path in paths:
        one = json.loads(path.read_text(encoding="utf-8"))
        found.setdefault(one["title"], []).append(one)
    return {title: _added(found[title]) for title in sorted(found)}


def _added(ones: list[dict[str, Any]]) -> tuple[dict[str, float], str]:
    """Add the parts up that belong to the newest run; those of another division do not."""
    of = ones[-1].get("of", 1)
    parts = {one.get("part", 0): one for one in ones if one.get("of", 1) == of}
    total: Counter[str] = Counter()
    for part in parts.values():
        total.update(part["counts"])
    at = ", ".join(sorted({part.get("commit", "") for part in parts.values()}))
    return dict(total), at if len(parts) == of else f"{at}, {len(parts)} of {of} parts"


def commit() -> str:
    """Return the commit that is run, marked when the files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=, with changes", "--abbrev=7"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def _write(name: str, what: dict[str, Any]) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    path = PLACE / f"{re.sub('[^a-zA-Z0-9]+', '-', name)}.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps(what), encoding="utf-8")
    unfinished.rename(path)
