"""What was done and seen during a demo, written down at once, line by line."""

import json
import time
from pathlib import Path

from server.demo.processes import Said


def wall_ms() -> int:
    """Return the wall clock in milliseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1_000_000


class Timeline:
    """Appends to ``timeline.jsonl``; the checker reads it, nothing is remembered elsewhere."""

    def __init__(self, path: Path) -> None:
        """Begin an empty timeline at ``path``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        path.write_text("", encoding="utf-8")

    def note(self, what: str, **facts: object) -> None:
        """Write down that ``what`` happened now."""
        line = json.dumps({"at": wall_ms(), "what": what, **facts}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")


def read_lines(path: Path) -> list[Said]:
    """Return the objects of a JSON lines file, none when there is no such file."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
