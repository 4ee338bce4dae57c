"""Each cut paper leaves a picture, its bytes and one line."""

import json
from pathlib import Path

from printers.virtual.paper import Paper
from printers.virtual.shelf import Shelf


def test_papers_are_numbered_and_recorded(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "papers")

    shelf.keep(Paper(lines=["Қабылдау"]), b"abc", 0)
    shelf.keep(Paper(), b"", 2)

    records = (tmp_path / "papers" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    first, second = map(json.loads, records)
    assert (first["paper"], first["lines"], first["bytes"]) == (1, ["Қабылдау"], 3)
    assert (second["png"], second["unknown_bytes"]) == ("paper-0002.png", 2)
    assert (tmp_path / "papers" / "paper-0001.bin").read_bytes() == b"abc"
    assert (tmp_path / "papers" / "paper-0002.png").exists()
