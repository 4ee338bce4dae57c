"""Each record makes one line, and a line that is not whole is known."""

from zlib import crc32

import pytest

from kiosk.journal.records import (
    AnyRecord,
    Barred,
    Merged,
    Named,
    Numbered,
    PaperDone,
    Pressed,
    Settled,
    SlipGiven,
    SlipsAsked,
    SlipsCounted,
    SlipsTold,
    of_line,
    to_line,
)
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.kiosk.journal.presses import press, request, stamp

RECORDS: tuple[AnyRecord, ...] = (
    Named(2, 7),
    Pressed(press(1), stamp()),
    Settled(request(1)),
    Numbered(2, 7, press(1), stamp()),
    PaperDone(request(1), PrintOutcome.CONFIRMED, PrintProblem.NONE),
    Merged((request(1), request(2))),
    SlipGiven("visas", stamp()),
    SlipsCounted(7),
    SlipsAsked(request(3), 5, 7),
    SlipsTold(request(3)),
    Barred(is_barred=True),
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_is_read_back_from_its_line(record: AnyRecord) -> None:
    line = to_line(record)

    assert of_line(line.rstrip(b"\n")) == record
    assert line.count(b"\n") == 1


def test_a_line_with_any_byte_changed_is_no_record() -> None:
    line = to_line(RECORDS[3]).rstrip(b"\n")

    spoilt = [
        line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :] for place in range(len(line))
    ]

    assert [of_line(each) for each in spoilt] == [None] * len(line)


def test_a_record_of_a_later_program_is_none_of_ours() -> None:
    body = b'{"type":"Danced"}'

    assert of_line(b"%08x " % crc32(body) + body) is None
