"""Tests of the witness: what was kept is read back, what is no line of ours is nothing."""

from pathlib import Path

import pytest

from server.storage.witness import FILE, Seen, Witness, read_witness

HASH = "ab" * 32


def test_the_newest_event_is_read_back_by_the_next_server(tmp_path: Path) -> None:
    first = Witness(tmp_path)
    first.note(Seen("hall-demo", 1, 41, HASH))
    first.note(Seen("hall-demo", 1, 42, HASH))
    first.close()

    second = Witness(tmp_path)
    seen = second.seen()
    second.close()

    assert seen == Seen("hall-demo", 1, 42, HASH)


@pytest.mark.parametrize("found", [b"", bytes(120), b"hall-demo 1", b"hall-demo x 2 abc\n"])
def test_a_file_that_a_power_cut_took_back_says_nothing(tmp_path: Path, found: bytes) -> None:
    (tmp_path / FILE).write_bytes(found)

    witness = Witness(tmp_path)
    seen = witness.seen()
    witness.close()

    assert seen is None


def test_reading_a_witness_makes_none(tmp_path: Path) -> None:
    before = read_witness(tmp_path)
    (tmp_path / FILE).write_bytes(b"")

    assert before is None
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert read_witness(tmp_path) is None


def test_what_a_witness_keeps_is_read_without_a_store(tmp_path: Path) -> None:
    witness = Witness(tmp_path)
    witness.note(Seen("hall-demo", 1, 42, HASH))
    witness.close()

    assert read_witness(tmp_path) == Seen("hall-demo", 1, 42, HASH)
