"""Files of bookings: read as people and programs write them, and every fault told with its row."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.booking_files import (
    MAX_FILE_BYTES,
    MOST_FAULTS,
    MOST_ROWS,
    BookingFaultsError,
    BookingFlaw,
    BookingWish,
    FileKind,
    read_bookings,
)
from server.plain_words import PlainWords, read_words

HEAD = "id,code,service,slot"
LINE = "b-1,482913,head,2026-11-25 15:20"
WISH = BookingWish(line=2, id="b-1", code="482913", service="head", slot="2026-11-25T15:20")


def csv(*lines: str) -> tuple[BookingWish, ...]:
    return read_bookings("\r\n".join(lines).encode(), FileKind.CSV)


def flaws(content: bytes, kind: FileKind = FileKind.CSV) -> list[tuple[str, object]]:
    with pytest.raises(BookingFaultsError) as refused:
        read_bookings(content, kind)
    return [(fault.flaw.value, fault.data.get("line")) for fault in refused.value.faults]


@pytest.mark.parametrize("slot", ["2026-11-25T15:20", "2026-11-25 15:20", "25.11.2026 15:20"])
def test_a_slot_is_read_however_people_write_it(slot: str) -> None:
    assert csv(HEAD, f"b-1,482913,head,{slot}") == (WISH,)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_by_whatever_parts_its_cells(separator: str) -> None:
    head = separator.join(["Service", "ID", "date", "time", "code", "minutes", "persons", "post"])
    line = separator.join(["head", "b-1", "25.11.2026", "15:20", "482913", "10", "", "governor"])

    (wish,) = read_bookings(f"\ufeff{head}\n\n{line}\n".encode(), FileKind.CSV)

    assert (wish.id, wish.slot, wish.minutes) == ("b-1", "2026-11-25T15:20", 10)
    assert (wish.line, wish.persons, wish.post) == (3, 1, "governor")


def test_programs_bring_the_same_as_json() -> None:
    booking = {
        "id": "b-1",
        "code": "482913",
        "service": "head",
        "slot": "2026-11-25T15:20",
        "persons": 2,
        "post": None,
    }

    (wish,) = read_bookings(json.dumps({"bookings": [booking]}).encode(), FileKind.JSON)

    assert (wish.line, wish.id, wish.persons, wish.post) == (1, "b-1", 2, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("b-1,48291,head,2026-11-25 15:20", BookingFlaw.BAD_CODE),
        ("b-1,48291३,head,2026-11-25 15:20", BookingFlaw.BAD_CODE),
        ("Жазба,482913,head,2026-11-25 15:20", BookingFlaw.BAD_WORD),
        (",482913,head,2026-11-25 15:20", BookingFlaw.BAD_WORD),
        ("b-1,482913,head,2026-02-30 15:20", BookingFlaw.BAD_SLOT),
        ("b-1,482913,head,", BookingFlaw.BAD_SLOT),
    ],
    ids=["short", "other-digit", "letters", "no-id", "no-day", "no-slot"],
)
def test_a_wrong_cell_is_told_with_its_row(line: str, expected: BookingFlaw) -> None:
    assert flaws(f"{HEAD}\n{LINE}\n{line}".encode()) == [(expected.value, 3)]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("850101100121,482913,head,2026-11-25 15:20,,", "id"),
        ("b-1,482913,head,2026-11-25 15:20,850101100121,", "post"),
        ("b-1,482913,head,2026-11-25 15:20,,850101 100121", "region"),
    ],
)
def test_a_number_of_a_person_is_refused_wherever_it_stands_and_not_repeated(
    line: str, field: str
) -> None:
    with pytest.raises(BookingFaultsError) as refused:
        read_bookings(f"{HEAD},post,region\n{line}".encode(), FileKind.CSV)

    (fault,) = refused.value.faults
    assert (fault.flaw, fault.data) == (BookingFlaw.PERSONAL_NUMBER, {"line": 2, "field": field})


def test_ids_counted_from_the_day_on_which_they_are_taken_are_nobodys_numbers() -> None:
    rows = "\n".join(f"261120{n:06d},{100_000 + n},head,2026-11-25 15:20" for n in range(200))

    assert len(read_bookings(f"{HEAD}\n{rows}".encode(), FileKind.CSV)) == 200


@pytest.mark.parametrize("cell", ["0", "21", "-1", "2,5", "many"])
def test_a_number_is_a_whole_one_within_its_bounds(cell: str) -> None:
    table = f"{HEAD};persons".replace(",", ";") + f"\n{LINE.replace(',', ';')};{cell}"

    assert flaws(table.encode()) == [(BookingFlaw.BAD_NUMBER.value, 2)]


def test_all_that_is_wrong_is_told_at_once_and_not_without_end() -> None:
    bad = "\n".join("b-1,1,head,never" for _ in range(200))

    assert len(flaws(f"{HEAD}\n{bad}".encode())) == MOST_FAULTS


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Қазақ".encode("utf-16"), BookingFlaw.NOT_TEXT),
        (b"", BookingFlaw.NO_COLUMN),
        (HEAD.encode(), BookingFlaw.NONE),
        (f"{HEAD},name\n{LINE},Somebody".encode(), BookingFlaw.UNKNOWN_COLUMN),
        (b"id,service,slot\nb-1,head,2026-11-25 15:20", BookingFlaw.NO_COLUMN),
        (b"id,code,service,date\nb-1,482913,head,2026-11-25", BookingFlaw.NO_COLUMN),
        (f"{HEAD}\n{LINE},one,more".encode(), BookingFlaw.NO_TABLE),
        (f'{HEAD}\n"b-1,482913'.encode(), BookingFlaw.NO_TABLE),
        (b"x" * (MAX_FILE_BYTES + 1), BookingFlaw.TOO_LONG),
        (f"{HEAD}\n".encode() + b"b,1,h,s\n" * (MOST_ROWS + 1), BookingFlaw.TOO_MANY),
    ],
    ids=[
        "utf-16",
        "empty",
        "head-alone",
        "name",
        "no-code",
        "no-time",
        "cells",
        "quote",
        "long",
        "many",
    ],
)
def test_a_file_that_is_no_table_of_bookings_is_told_so(
    content: bytes, expected: BookingFlaw
) -> None:
    assert expected.value in {flaw for flaw, _ in flaws(content)}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"[", BookingFlaw.NOT_JSON),
        (b"[" * 100_000, BookingFlaw.NOT_JSON),
        (b'{"people": []}', BookingFlaw.NOT_JSON),
        (b'{"bookings": [1]}', BookingFlaw.NOT_JSON),
        (b'{"bookings": []}', BookingFlaw.NONE),
        (b'{"bookings": [{"id": "b-1", "name": "S"}]}', BookingFlaw.UNKNOWN_COLUMN),
        (b'{"bookings": [{"id": "b-1", "slot": "2026-11-25T15:20"}]}', BookingFlaw.BAD_CODE),
    ],
    ids=["cut", "deep", "other", "numbers", "none", "name", "no-code"],
)
def test_json_of_another_shape_is_told_so(content: bytes, expected: BookingFlaw) -> None:
    assert expected.value in {flaw for flaw, _ in flaws(content, FileKind.JSON)}


def test_an_id_stands_once_and_a_code_once_a_day() -> None:
    same_id = "b-1,999999,head,2026-11-26 15:20"
    same_code = "b-2,482913,head,2026-11-25 16:00"
    other_day = "b-3,482913,head,2026-11-26 16:00"

    found = flaws(f"{HEAD}\n{LINE}\n{same_id}\n{same_code}\n{other_day}".encode())

    assert found == [(BookingFlaw.ID_TWICE.value, 3), (BookingFlaw.CODE_TWICE.value, 4)]


def test_every_flaw_has_its_words_in_every_language() -> None:
    known = {flaw.value for flaw in BookingFlaw}
    filled: Mapping[str, str | int] = dict.fromkeys(
        ("line", "field", "value", "most", "known", "why", "before", "service"), "X"
    )
    words = PlainWords(("kk", "ru", "en"))

    assert known <= set(read_words("kk"))
    assert all(len([*words.lines(flaw, filled)]) == 3 for flaw in known)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(FileKind))
def test_whatever_is_brought_is_read_or_refused(content: bytes, kind: FileKind) -> None:
    table = f"{HEAD}\n".encode() if kind is FileKind.CSV else b""
    found: tuple[object, ...] = ()
    try:
        found = read_bookings(table + content, kind)
    except BookingFaultsError as error:
        found = error.faults

    assert found != ()


def test_the_first_year_there_is_stays_a_day_that_can_be_read() -> None:
    (wish,) = read_bookings(
        b"id,code,service,slot\nb-1,482913,papers,0001-01-01T10:00\n", FileKind.CSV
    )

    assert wish.slot == "0001-01-01T10:00"
