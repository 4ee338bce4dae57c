"""Evidence is what lies in the folder, and nothing more."""

from pathlib import Path

import pytest

from server.demo.evidence import Evidence
from server.demo.timeline import Timeline
from server.protocol.events import TicketIssued
from tests.server.demo.conftest import MORNING_SECONDS


def test_nothing_is_found_in_an_empty_folder(tmp_path: Path) -> None:
    evidence = Evidence.read(tmp_path)

    assert evidence.note("started") == {}
    assert evidence.events(TicketIssued) == []
    assert evidence.papers_of("A001") == []
    assert evidence.papers_of("") == []
    assert evidence.screen("board.png") == {}
    assert evidence.sound("A001").seconds == 0


@pytest.mark.parametrize(
    "content",
    [b"", b"x" * 5000, b"\x89PNG\r\n\x1a\n"],
    ids=["empty", "not a picture", "too short"],
)
def test_a_file_that_shows_nothing_is_no_picture(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "board.png").write_bytes(content)
    Timeline(tmp_path / "timeline.jsonl").note("screen", picture="board.png")

    assert Evidence.read(tmp_path).screen("board.png") == {}


@pytest.mark.timeout(MORNING_SECONDS + 30)
def test_the_number_on_each_paper_is_read_from_its_picture(morning: Path) -> None:
    evidence = Evidence.read(morning)

    assert sorted(evidence.numbers.values()) == ["A001", "A002", "A003"]
    assert [paper["kiosk"] for paper in evidence.papers_of("A002")] == ["kiosk-2"]
