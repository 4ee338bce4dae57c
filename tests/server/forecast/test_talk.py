"""Messages with their length before them."""

from io import BytesIO

import msgspec
import pytest

from server.forecast.talk import MOST_BYTES, Begin, ToChild, framed, length_of, read_framed


def test_a_message_comes_out_as_it_went_in() -> None:
    stream = BytesIO(framed(Begin({"a": 8.0})) + framed(Begin({})))

    read = [read_framed(stream) for _ in range(3)]

    assert read[2] is None
    assert msgspec.msgpack.decode(read[0] or b"", type=ToChild) == Begin({"a": 8.0})


def test_half_a_message_is_none() -> None:
    assert read_framed(BytesIO(framed(Begin({"a": 8.0}))[:-1])) is None


def test_a_message_that_is_too_long_is_refused_on_both_sides() -> None:
    with pytest.raises(ValueError, match="too many"):
        framed(Begin({"a" * MOST_BYTES: 1.0}))
    with pytest.raises(ValueError, match="too many"):
        length_of((MOST_BYTES + 1).to_bytes(4))
