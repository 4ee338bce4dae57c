"""A booking has a day, a code of six digits, and nothing that names a person."""

import msgspec
import pytest
from msgspec.structs import replace

from server.protocol.booking_commands import CheckIn
from server.protocol.bookings import Booking
from server.protocol.codec import decode_command, encode
from server.protocol.errors import BadMessageError
from tests.server.protocol.booking_examples import BOOKING


def test_a_booking_is_of_the_day_of_its_slot() -> None:
    assert replace(BOOKING, slot="2026-12-01T00:00").day == "2026-12-01"


@pytest.mark.parametrize(
    "slot", ["2026-11-25 15:20", "2026-11-25T24:00", "2026-11-25T15:20+05:00", "2026-11-25"]
)
def test_a_slot_is_a_day_and_a_time_of_the_hall(slot: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(replace(BOOKING, slot=slot)), Booking)


def test_a_booking_has_no_place_for_a_name() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(msgspec.to_builtins(BOOKING) | {"name": "somebody"}, Booking)


@pytest.mark.parametrize("code", ["48291", "4829133", "48291a", "٤٨٢٩١٣"])
def test_a_code_is_six_digits(code: str) -> None:
    asked = CheckIn(request_id="3f2b8c1e-7a54-4d0e-9b1a-0c2d4e6f8a90", code=code, language="kk")

    with pytest.raises(BadMessageError):
        decode_command(encode(asked))
