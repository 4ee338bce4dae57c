"""Where cut papers are kept: a picture, the bytes and one JSON line each."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from printers.virtual.paper import Paper, Row
from printers.virtual.presenting import Fate


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that the printer made nothing of, and where in its strip's bytes they stood."""

    at: int
    content: bytes


@dataclass(slots=True)
class Provenance:
    """What one strip was made from."""

    model: str = ""
    received: bytearray = field(default_factory=bytearray)
    bytes_by: dict[str, int] = field(default_factory=dict)
    unknown_bytes: int = 0
    unknown: list[Unknown] = field(default_factory=list)
    leftover_bytes: int = 0
    cut: str = ""


class Shelf:
    """Numbers papers from one up in a directory of its own."""

    def __init__(self, directory: Path) -> None:
        """Use ``directory``, made when missing."""
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self.papers = 0

    def keep(self, paper: Paper, provenance: Provenance) -> int:
        """Save one cut paper and what it was made from; the JSON line comes last."""
        self.papers += 1
        name = f"paper-{self.papers:04d}"
        paper.save(self._directory / f"{name}.png")
        (self._directory / f"{name}.bin").write_bytes(provenance.received)
        rows = [row for row in paper.rows if row.box or row.text]
        record = {
            "paper": self.papers,
            "png": f"{name}.png",
            "bin": f"{name}.bin",
            "model": provenance.model,
            "lines": paper.lines,
            "qr": paper.qr_texts,
            "mm": round(paper.millimetres, 1),
            "has_ink": paper.has_ink,
            "clipped_dots": paper.clipped_dots,
            "rows": [_told(row) for row in rows],
            "pages": sorted({page for row in rows for page in row.page.split("+") if page}),
            "logo": paper.logo,
            "bytes": len(provenance.received),
            "bytes_by": provenance.bytes_by,
            "unknown_bytes": provenance.unknown_bytes,
            "unknown": [{"at": one.at, "hex": one.content.hex()} for one in provenance.unknown],
            "leftover_bytes": provenance.leftover_bytes,
            "cut": provenance.cut,
            "at": time.time_ns() // 1_000_000,
        }
        self._append("papers.jsonl", record)
        return self.papers

    def tell_fate(self, paper: int, fate: Fate) -> None:
        """Write down what became of a paper that was handed out."""
        self._append("fates.jsonl", {"paper": paper, "fate": fate})

    def _append(self, name: str, record: Mapping[str, Any]) -> None:
        with (self._directory / name).open("a", encoding="utf-8") as log:
            log.write(json.dumps(record, ensure_ascii=False) + "\n")


def _told(row: Row) -> dict[str, Any]:
    return {
        "made": row.made,
        "text": row.text,
        "page": row.page,
        "box": row.box,
        "clipped_dots": row.clipped_dots,
    }
