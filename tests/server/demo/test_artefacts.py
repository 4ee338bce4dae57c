"""What the programs left is brought together without loss."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from server.demo.artefacts import collect_papers, read_rows, spoken_calls
from server.protocol.events import CallSpoken
from server.storage.event_log import as_entry
from tests.server.demo.conftest import MORNING_SECONDS


def test_papers_of_every_printer_are_listed_with_their_files(tmp_path: Path) -> None:
    for kiosk in ("kiosk-1", "kiosk-2"):
        folder = tmp_path / "printers" / kiosk
        folder.mkdir(parents=True)
        (folder / "paper-0001.png").write_bytes(kiosk.encode())
        (folder / "paper-0001.bin").write_bytes(b"\x1b@")
        paper = {"paper": 1, "png": "paper-0001.png", "bin": "paper-0001.bin"}
        (folder / "papers.jsonl").write_text(json.dumps(paper) + "\n")

    collect_papers(tmp_path / "printers", tmp_path)

    papers = [json.loads(line) for line in (tmp_path / "papers.jsonl").read_text().splitlines()]
    assert [(paper["kiosk"], paper["png"]) for paper in papers] == [
        ("kiosk-1", "paper-kiosk-1-1.png"),
        ("kiosk-2", "paper-kiosk-2-1.png"),
    ]
    assert (tmp_path / "paper-kiosk-2-1.png").read_bytes() == b"kiosk-2"


def test_no_log_was_exported_to_an_empty_folder(tmp_path: Path) -> None:
    assert read_rows(tmp_path) == []


@pytest.mark.timeout(MORNING_SECONDS + 30)
def test_every_spoken_call_has_a_time_of_its_own(morning: Path) -> None:
    entries = [as_entry(row) for row in read_rows(morning)]

    calls = spoken_calls(entries)

    assert len(calls) == sum(isinstance(entry.event, CallSpoken) for entry in entries)
    assert all(call.begins_at < call.ends_at for call in calls)
    assert all(earlier.ends_at <= later.begins_at for earlier, later in pairwise(calls))
