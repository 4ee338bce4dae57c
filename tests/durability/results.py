"""Keeps what the tests of this folder counted, for docs/reliability.md."""

import json
import os
from pathlib import Path

PLACE = Path(__file__).resolve().parent.parent.parent / "build" / "durability"


def keep(title: str, **counts: float) -> None:
    """Keep what one test counted, in a file of its own: tests may run side by side."""
    PLACE.mkdir(parents=True, exist_ok=True)
    path = PLACE / f"{title.replace(' ', '-').replace(',', '')}.json"
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(json.dumps({"title": title, "counts": counts}), encoding="utf-8")
    unfinished.rename(path)


def kept() -> dict[str, dict[str, float]]:
    """Return the newest counts of every test that has kept some."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(PLACE.glob("*.json"))]
    return {one["title"]: one["counts"] for one in found}
