"""Answers are told apart whatever way they were split, joined or mixed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printers.responses import (
    AutomaticStatus,
    FullStatus,
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
LOUD = st.sampled_from([byte for byte in range(256) if byte & 0x81 == 0x81 and byte != 0x9F])
"""Noise that is the head of no answer: it may stand before and after any."""
NOISE = LOUD.map(lambda byte: (bytes((byte,)), Unknown(bytes((byte,)))))
MESSAGES = st.one_of(
    NOISE,
    REAL_TIME.map(lambda byte: (bytes((byte,)), RealTimeStatus(byte))),
    PAPER_SENSOR.map(lambda byte: (bytes((byte,)), PaperSensorStatus(byte))),
    st.tuples(AUTOMATIC_FIRST, FIXED_ZERO, FIXED_ZERO, FIXED_ZERO).map(
        lambda four: (bytes(four), AutomaticStatus(bytes(four)))
    ),
    st.binary(min_size=4, max_size=4).map(
        lambda mark: (b"\x37\x22" + mark + b"\x00", ProcessIdResponse(mark))
    ),
    st.text(alphabet="TM-20IVX7_", max_size=20).map(
        lambda name: (b"_" + name.encode() + b"\x00", PrinterId(name))
    ),
)
FULL_STATUS = st.binary(min_size=4, max_size=4).map(
    lambda four: (b"\x10\x0f" + four, FullStatus(four))
)
PRESENTER_MESSAGES = st.one_of(
    FULL_STATUS, NOISE, REAL_TIME.map(lambda byte: (bytes((byte,)), RealTimeStatus(byte)))
)


def answers(*parts: bytes, full_status: bool = False) -> list[Response]:
    """Return what a demultiplexer makes of ``parts`` fed one after another."""
    demultiplexer = ResponseDemultiplexer(names=True, full_status=full_status)
    return [response for part in parts for response in demultiplexer.feed(part)]


def split(stream: bytes, data: st.DataObject) -> list[bytes]:
    """Return ``stream`` cut anywhere."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    return [stream[a:b] for a, b in pairwise([0, *cuts, len(stream)])]


@given(st.lists(MESSAGES, max_size=12), st.data())
def test_any_split_of_any_answers_gives_the_same_answers(
    messages: list[tuple[bytes, Response]], data: st.DataObject
) -> None:
    stream = b"".join(encoded for encoded, _ in messages)

    got = answers(*split(stream, data))

    assert got == [expected for _, expected in messages]


@given(st.lists(PRESENTER_MESSAGES, max_size=12), st.data())
def test_any_split_of_the_answers_of_a_presenter_gives_the_same_answers(
    messages: list[tuple[bytes, Response]], data: st.DataObject
) -> None:
    stream = b"".join(encoded for encoded, _ in messages)

    got = answers(*split(stream, data), full_status=True)

    assert got == [expected for _, expected in messages]


@given(
    st.lists(st.tuples(AUTOMATIC_FIRST, FIXED_ZERO, FIXED_ZERO, FIXED_ZERO), min_size=1),
    st.data(),
)
def test_real_time_answers_may_slip_in_anywhere_between_automatic_ones(
    blocks: list[tuple[int, int, int, int]], data: st.DataObject
) -> None:
    stream = bytes(byte for block in blocks for byte in block)
    slips = data.draw(st.lists(st.tuples(st.integers(0, len(stream)), REAL_TIME), max_size=8))
    for place, byte in sorted(slips, reverse=True):
        stream = stream[:place] + bytes((byte,)) + stream[place:]

    got = answers(*split(stream, data))

    statuses = [one for one in got if isinstance(one, AutomaticStatus)]
    assert statuses == [AutomaticStatus(bytes(block)) for block in blocks]
    assert sorted(one.byte for one in got if isinstance(one, RealTimeStatus)) == sorted(
        byte for _, byte in slips
    )


@given(st.binary(max_size=60), st.binary(min_size=4, max_size=4))
def test_a_name_that_nobody_asked_for_swallows_no_answer(noise: bytes, mark: bytes) -> None:
    tame = bytes(byte for byte in noise if byte != 0x37 and byte & 0x93 != 0x10)
    demultiplexer = ResponseDemultiplexer()

    got = list(demultiplexer.feed(tame + b"_\x37\x22" + mark + b"\x00"))

    assert got[-1] == ProcessIdResponse(mark)


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
        (b"_AB\x12", [Unknown(b"_AB"), RealTimeStatus(0x12)]),
    ],
)
def test_what_breaks_off_is_unknown(noise: bytes, got: list[Response]) -> None:
    assert answers(noise) == got
