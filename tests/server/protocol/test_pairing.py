"""Every frame of a pairing has one form on the wire, and a hall one name for its certificate."""

from typing import get_args

import pytest

from server.protocol.codec import decode_pairing_from_device, decode_pairing_from_server, encode
from server.protocol.errors import BadMessageError
from server.protocol.frames import Refusal
from server.protocol.pairing import PairingFromDevice, PairingFromServer, tls_name
from tests.server.protocol.frame_examples import PAIRING_FROM_DEVICES, PAIRING_FROM_SERVERS
from tests.server.protocol.golden import golden_bytes


@pytest.mark.parametrize("frame", PAIRING_FROM_DEVICES, ids=lambda frame: type(frame).__name__)
def test_a_frame_from_a_device_keeps_its_form(frame: PairingFromDevice) -> None:
    assert golden_bytes(frame) == encode(frame)
    assert decode_pairing_from_device(golden_bytes(frame)) == frame


@pytest.mark.parametrize("frame", PAIRING_FROM_SERVERS, ids=lambda frame: type(frame).__name__)
def test_a_frame_from_a_server_keeps_its_form(frame: PairingFromServer) -> None:
    assert golden_bytes(frame) == encode(frame)
    assert decode_pairing_from_server(golden_bytes(frame)) == frame


def test_every_frame_has_an_example() -> None:
    assert {type(frame) for frame in PAIRING_FROM_DEVICES} == set(get_args(PairingFromDevice))
    given = {type(frame) for frame in PAIRING_FROM_SERVERS}
    assert given | {Refusal} == set(get_args(PairingFromServer))


@pytest.mark.parametrize(
    "frame",
    [
        b'{"type":"PairRequest","version":1,"role":"kiosk","commitment":"c0"}',
        b'{"type":"PairRequest","version":1,"role":"official","commitment":"' + b"c0" * 32 + b'"}',
        b'{"type":"PairReveal","nonce":"' + b"D1" * 32 + b'"}',
        b'{"type":"PairKept","more":1}',
        b'{"type":"Hello"}',
    ],
)
def test_a_frame_of_another_shape_is_refused(frame: bytes) -> None:
    with pytest.raises(BadMessageError):
        decode_pairing_from_device(frame)


def test_a_hall_is_known_by_a_name_that_no_address_has() -> None:
    assert tls_name("hall-7f3a91") == "hall-7f3a91.hall.kezek.internal"
