"""Answers are told apart whatever way they were split, joined or mixed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.responses import (
    AutomaticStatus,
    PaperSensorStatus,
    PrinterId,
    ProcessIdResponse,
    RealTimeStatus,
    Response,
    ResponseDemultiplexer,
    Unknown,
)

FIXED_ZERO = st.integers(0, 127).map(lambda byte: byte & ~0x10)
PAPER_SENSOR = st.sampled_from((0x00, 0x03, 0x0C, 0x0F))
REAL_TIME = st.integers(0, 127).map(lambda byte: byte & ~0x93 | 0x12)
AUTOMATIC_FIRST = st.integers(0, 127).map(lambda byte: byte & ~0x93 | 0x10)
MESSAGES = st.one_of(
    REAL_TIME.map(lambda byte: (bytes((byte,)), RealTimeStatus(byte))),
    PAPER_SENSOR.map(lambda byte: (bytes((byte,)), PaperSensorStatus(byte))),
    st.tuples(AUTOMATIC_FIRST, FIXED_ZERO, FIXED_ZERO, FIXED_ZERO).map(
        lambda four: (bytes(four), AutomaticStatus(bytes(four)))
    ),
    st.binary(min_size=4, max_size=4).map(
        lambda mark: (b"\x37\x22" + mark + b"\x00", ProcessIdResponse(mark))
    ),
    st.text(alphabet="TM-20IVX", max_size=20).map(
        lambda name: (b"_" + name.encode() + b"\x00", PrinterId(name))
    ),
)


def answers(*parts: bytes) -> list[Response]:
    """Return what a demultiplexer makes of ``parts`` fed one after another."""
    demultiplexer = ResponseDemultiplexer()
    return [response for part in parts for response in demultiplexer.feed(part)]


@given(st.lists(MESSAGES, max_size=12), st.data())
def test_any_split_of_any_answers_gives_the_same_answers(
    messages: list[tuple[bytes, Response]], data: st.DataObject
) -> None:
    stream = b"".join(encoded for encoded, _ in messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    edges = [0, *cuts, len(stream)]

    got = answers(*(stream[a:b] for a, b in pairwise(edges)))

    assert got == [expected for _, expected in messages]


@given(
    st.tuples(AUTOMATIC_FIRST, FIXED_ZERO, FIXED_ZERO, FIXED_ZERO), REAL_TIME, st.integers(1, 3)
)
def test_a_real_time_answer_may_slip_into_an_automatic_status(
    four: tuple[int, int, int, int], byte: int, place: int
) -> None:
    block = bytes(four)

    got = answers(block[:place] + bytes((byte,)) + block[place:])

    assert got == [RealTimeStatus(byte), AutomaticStatus(block)]


@given(st.binary(max_size=400))
def test_no_noise_stops_the_answers_that_follow(noise: bytes) -> None:
    demultiplexer = ResponseDemultiplexer()
    list(demultiplexer.feed(noise + bytes(100)))

    got = list(demultiplexer.feed(b"\x12"))

    assert got == [RealTimeStatus(0x12)]


@pytest.mark.parametrize(
    ("noise", "got"),
    [
        (b"\xff", [Unknown(b"\xff")]),
        (b"\x37\x12", [Unknown(b"\x37"), RealTimeStatus(0x12)]),
        (b"\x37\x22abcd\x01", [Unknown(b"\x37\x22abcd\x01")]),
        (b"\x10\x00\x81", [Unknown(b"\x10\x00"), Unknown(b"\x81")]),
        (b"_" + b"A" * 80, [Unknown(b"_" + b"A" * 80)]),
    ],
)
def test_what_breaks_off_is_unknown(noise: bytes, got: list[Response]) -> None:
    assert answers(noise) == got
