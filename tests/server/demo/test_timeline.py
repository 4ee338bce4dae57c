"""What is noted is read back as it was."""

from pathlib import Path

from server.demo.timeline import Timeline, read_lines


def test_notes_are_read_back_in_order(tmp_path: Path) -> None:
    notes = Timeline(tmp_path / "new" / "timeline.jsonl")

    notes.note("touched", number="A001")
    notes.note("вызван", ms=3)

    lines = read_lines(tmp_path / "new" / "timeline.jsonl")
    assert [line["what"] for line in lines] == ["touched", "вызван"]
    assert lines[0]["number"] == "A001"
    assert lines[0]["at"] <= lines[1]["at"]


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "nothing.jsonl") == []
