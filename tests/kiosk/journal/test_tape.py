"""Files that survive a power cut."""

import os
from pathlib import Path

import pytest

from kiosk.journal.records import Named, to_line
from kiosk.journal.tape import Tape, TapeError, read, write_whole

RECORDS = tuple(Named(2, ordinal) for ordinal in range(1, 6))


def test_appended_records_are_read_in_their_order(tmp_path: Path) -> None:
    tape = Tape.begin(tmp_path / "tape", RECORDS[:1])

    for record in RECORDS[1:]:
        tape.append(record)
    tape.close()

    reading = read(tmp_path / "tape")
    assert reading.records == RECORDS
    assert (reading.bad_lines, reading.is_damaged) == (0, False)
    assert reading.good_bytes == (tmp_path / "tape").stat().st_size


def test_half_a_line_at_the_end_is_known_at_every_length(tmp_path: Path) -> None:
    whole = b"".join(to_line(record) for record in RECORDS)
    last = len(to_line(RECORDS[-1]))

    readings = []
    for length in range(len(whole) - last + 1, len(whole)):
        (tmp_path / "tape").write_bytes(whole[:length])
        readings.append(read(tmp_path / "tape"))

    assert {reading.records for reading in readings} == {RECORDS[:-1]}
    assert {(reading.bad_lines, reading.is_damaged) for reading in readings} == {(1, False)}
    assert {reading.good_bytes for reading in readings} == {len(whole) - last}


def test_a_spoilt_line_before_a_whole_one_is_damage(tmp_path: Path) -> None:
    lines = [to_line(record) for record in RECORDS]
    (tmp_path / "tape").write_bytes(b"".join([*lines[:2], b"x" + lines[2][1:], *lines[3:]]))

    reading = read(tmp_path / "tape")

    assert reading.is_damaged
    assert reading.records == (*RECORDS[:2], *RECORDS[3:])


def test_a_tail_is_cut_before_more_is_written(tmp_path: Path) -> None:
    whole = to_line(RECORDS[0])
    (tmp_path / "tape").write_bytes(whole + b"1234")
    tape = Tape(tmp_path / "tape", read(tmp_path / "tape").good_bytes)

    tape.cut_tail()
    tape.append(RECORDS[1])
    tape.close()

    assert (tmp_path / "tape").read_bytes() == whole + to_line(RECORDS[1])


def test_a_disk_that_takes_nothing_leaves_the_tape_as_it_was(tmp_path: Path) -> None:
    tape = Tape.begin(tmp_path / "tape", RECORDS[:1])
    limit = os.open("/dev/full", os.O_WRONLY)
    own = os.dup(tape._descriptor)  # noqa: SLF001 - a full disk is played under the tape
    os.dup2(limit, tape._descriptor)  # noqa: SLF001 - as above

    with pytest.raises(TapeError):
        tape.append(RECORDS[1])

    os.dup2(own, tape._descriptor)  # noqa: SLF001 - as above
    assert read(tmp_path / "tape").records == RECORDS[:1]
    for descriptor in (limit, own):
        os.close(descriptor)
    tape.close()


def test_a_tape_is_not_begun_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(TapeError):
        Tape.begin(tmp_path / "gone" / "tape", RECORDS)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "small", b"a longer content")
    write_whole(tmp_path / "small", b"short")

    assert (tmp_path / "small").read_bytes() == b"short"
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none").records == ()


def test_a_folder_in_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(TapeError):
        read(tmp_path)
