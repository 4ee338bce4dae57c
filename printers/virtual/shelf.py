"""Where cut papers are kept: a picture, the bytes and one JSON line each."""

import json
import time
from pathlib import Path

from printers.virtual.paper import Paper


class Shelf:
    """Numbers papers from one up in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        """Use ``directory``, made when missing."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self.papers = 0

    def keep(self, paper: Paper, received: bytes, unknown_bytes: int) -> None:
        """Save one cut paper and what it was made from; the JSON line comes last."""
        self.papers += 1
        name = f"paper-{self.papers:04d}"
        paper.save(self._directory / f"{name}.png")
        (self._directory / f"{name}.bin").write_bytes(received)
        record = {
            "paper": self.papers,
            "png": f"{name}.png",
            "bin": f"{name}.bin",
            "lines": paper.lines,
            "qr": paper.qr_texts,
            "mm": round(paper.millimetres, 1),
            "has_ink": paper.has_ink,
            "clipped_dots": paper.clipped_dots,
            "bytes": len(received),
            "unknown_bytes": unknown_bytes,
            "at": time.time_ns() // 1_000_000,
        }
        with (self._directory / "papers.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(record, ensure_ascii=False) + "\n")
