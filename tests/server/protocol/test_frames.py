"""Every frame has one form on the wire."""

from typing import get_args

import pytest

from server.protocol.codec import decode_from_device, decode_from_server, encode
from server.protocol.frames import FromDevice, FromServer
from tests.server.protocol.frame_examples import FRAMES_FROM_DEVICES, FRAMES_FROM_SERVERS
from tests.server.protocol.golden import golden_bytes


@pytest.mark.parametrize("frame", FRAMES_FROM_DEVICES, ids=lambda frame: type(frame).__name__)
def test_a_frame_from_a_device_keeps_its_form(frame: FromDevice) -> None:
    assert golden_bytes(frame) == encode(frame)
    assert decode_from_device(golden_bytes(frame)) == frame


@pytest.mark.parametrize("frame", FRAMES_FROM_SERVERS, ids=lambda frame: type(frame).__name__)
def test_a_frame_from_a_server_keeps_its_form(frame: FromServer) -> None:
    assert golden_bytes(frame) == encode(frame)
    assert decode_from_server(golden_bytes(frame)) == frame


def test_every_frame_has_an_example() -> None:
    assert {type(frame) for frame in FRAMES_FROM_DEVICES} == set(get_args(FromDevice))
    assert {type(frame) for frame in FRAMES_FROM_SERVERS} == set(get_args(FromServer))
