"""Every event has one form on the wire and in the log."""

from typing import get_args

import pytest

from server.protocol.codec import decode_event, encode
from server.protocol.events import Event
from tests.server.protocol.examples import EVENTS
from tests.server.protocol.golden import golden_bytes


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_keeps_its_form_on_the_wire(event: Event) -> None:
    assert golden_bytes(event) == encode(event)
    assert decode_event(golden_bytes(event)) == event


def test_every_event_has_an_example() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))
