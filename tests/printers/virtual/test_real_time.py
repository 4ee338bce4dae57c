"""Real-time commands are heard once each, wherever they stand and however they are split."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printers.virtual.real_time import Order, OrderKind, RealTimeEar

CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
ORDERS = {
    b"\x10\x04\x01": Order(OrderKind.STATUS, 1),
    b"\x10\x04\x14": Order(OrderKind.STATUS, 20),
    b"\x10\x05\x02": Order(OrderKind.REQUEST, 2),
    b"\x10\x14\x02\x01\x08": Order(OrderKind.OFF),
    CLEAR: Order(OrderKind.CLEAR),
}


@pytest.mark.parametrize("stream", ORDERS, ids=bytes.hex)
def test_an_order_is_heard_inside_the_dots_of_a_raster(stream: bytes) -> None:
    heard = list(RealTimeEar().hear(b"\x1dv0\x00\x10\x00\x01\x00" + bytes(5) + stream + bytes(8)))

    assert heard == [ORDERS[stream]]


@pytest.mark.parametrize("stream", [b"\x10\x04\x09", b"\x10\x05\x07", b"\x10\x14\x01\x00\x01"])
def test_what_is_no_order_is_not_heard(stream: bytes) -> None:
    assert list(RealTimeEar().hear(stream)) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from([*ORDERS, b"A", b"\x10", bytes(12)]), max_size=12), st.data())
def test_any_split_gives_the_same_orders(pieces: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    ear = RealTimeEar()

    edges = [0, *cuts, len(stream)]
    heard = [order for a, b in pairwise(edges) for order in ear.hear(stream[a:b])]

    assert heard == [ORDERS[piece] for piece in pieces if piece in ORDERS]
