"""Each cut paper leaves a picture, its bytes and one line; what became of it another."""

import json
from pathlib import Path
from typing import Any

from PIL import Image

from printers.virtual.paper import Made, Paper
from printers.virtual.presenting import Fate
from printers.virtual.shelf import Provenance, Shelf, Unknown
from tests.printers.virtual.blocks import EPSON


def records(path: Path) -> list[dict[str, Any]]:
    """Read a file of lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_papers_are_numbered_and_recorded(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "papers")
    paper = Paper.begun(EPSON.mechanics)
    paper.begin(Made.TEXT, "Қабылдау", "kz1048")
    paper.burn(Image.new("L", (12, 24), 0), 0)
    paper.begin(Made.RASTER)

    shelf.keep(paper, Provenance("epson_tm_t20iii", bytearray(b"abc"), cut="full"))
    shelf.keep(Paper.begun(EPSON.mechanics), Provenance())

    first, second = records(tmp_path / "papers" / "papers.jsonl")
    assert (first["paper"], first["lines"], first["bytes"]) == (1, ["Қабылдау"], 3)
    assert first["rows"] == [
        {
            "made": "text",
            "text": "Қабылдау",
            "page": "kz1048",
            "box": [0, 88, 12, 112],
            "clipped_dots": 0,
        }
    ]
    assert (first["pages"], first["cut"], first["model"]) == (
        ["kz1048"],
        "full",
        "epson_tm_t20iii",
    )
    assert (second["png"], second["has_ink"]) == ("paper-0002.png", False)
    assert (tmp_path / "papers" / "paper-0001.bin").read_bytes() == b"abc"
    assert (tmp_path / "papers" / "paper-0001.png").exists()


def test_unknown_bytes_are_recorded_with_their_place(tmp_path: Path) -> None:
    account = Provenance(unknown_bytes=2, unknown=[Unknown(7, b"\x1b\x7f")], leftover_bytes=4)

    Shelf(tmp_path).keep(Paper.begun(EPSON.mechanics), account)

    (record,) = records(tmp_path / "papers.jsonl")
    assert (record["unknown_bytes"], record["leftover_bytes"]) == (2, 4)
    assert record["unknown"] == [{"at": 7, "hex": "1b7f"}]


def test_the_fate_of_a_ticket_is_written_down(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    shelf.tell_fate(1, Fate.PRESENTED)
    shelf.tell_fate(1, Fate.TAKEN)

    assert [one["fate"] for one in records(tmp_path / "fates.jsonl")] == ["presented", "taken"]
