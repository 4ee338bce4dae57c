"""What devices see, and that a board sees no more than it must."""

from typing import get_args

import msgspec
import pytest

from server.protocol.codec import encode
from server.protocol.snapshots import BoardCall, BoardSnapshot, DeviceChange, Snapshot
from tests.server.protocol.frame_examples import BOARD_SNAPSHOT, CHANGES, KIOSK_SNAPSHOT
from tests.server.protocol.golden import golden_bytes


@pytest.mark.parametrize(
    "message", [*CHANGES, KIOSK_SNAPSHOT, BOARD_SNAPSHOT], ids=lambda each: type(each).__name__
)
def test_what_a_device_sees_keeps_its_form(message: DeviceChange | Snapshot) -> None:
    assert golden_bytes(message) == encode(message)
    assert msgspec.json.decode(golden_bytes(message), type=type(message)) == message


def test_every_change_has_an_example() -> None:
    assert {type(change) for change in CHANGES} == set(get_args(DeviceChange))


def test_a_board_call_names_number_desk_zone_and_language_only() -> None:
    seen = {field.name for field in msgspec.structs.fields(BoardCall)}

    assert seen == {"call", "number", "desk", "zone", "language", "called_at", "repeat"}
    assert "services" not in {field.name for field in msgspec.structs.fields(BoardSnapshot)}
