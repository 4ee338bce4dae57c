"""Coded values: a reason, outcome, topic or region that the hall's lists have not is found."""

import pytest
from msgspec.structs import replace

from server.protocol.booking_events import BookingsImported
from server.protocol.bookings import Booking
from server.protocol.codes import VisitRecord
from server.protocol.day_events import PostPaused, SentElsewhere
from server.protocol.desk_events import CalledOnPaper, DeskPaused, HallPaused
from server.protocol.events import Event, ServiceFinished
from server.protocol.hall_standing import HallStanding
from server.protocol.visit_events import ClaimRefused, LegParked, LegSentOn, LegTransferred
from server.verify.coded import are_known
from tests.server.play.played_hall import CONFIG
from tests.server.protocol.examples import EVENTS

RECORD = VisitRecord(outcome="advised", region="71")
BOOKING = Booking(id="b-1", code_digest="0" * 64, service="head", slot="2026-11-23T10:00")
RIGHT: dict[type[Event], tuple[dict[str, object], dict[str, object]]] = {
    LegParked: ({"reason": "form"}, {"reason": "specialist"}),
    LegTransferred: ({"reason": "specialist"}, {"reason": "form"}),
    LegSentOn: ({"reason": "specialist"}, {"reason": "form"}),
    ClaimRefused: ({"reason": "expired"}, {"reason": "form"}),
    DeskPaused: ({"reason": "meal"}, {"reason": "fire"}),
    PostPaused: ({"reason": "meal"}, {"reason": "fire"}),
    HallPaused: (
        {"standing": HallStanding.PAUSED, "reason": "meal"},
        {"standing": HallStanding.STOPPED, "reason": "meal"},
    ),
    ServiceFinished: ({"record": RECORD}, {"record": VisitRecord(topic="gossip")}),
    CalledOnPaper: ({"record": RECORD}, {"record": VisitRecord(region="atlantis")}),
    BookingsImported: (
        {"bookings": (BOOKING,)},
        {"bookings": (replace(BOOKING, region="atlantis"),)},
    ),
    SentElsewhere: ({"elsewhere": "court"}, {"elsewhere": "moon"}),
}


def example(kind: type[Event]) -> Event:
    return next(event for event in EVENTS if isinstance(event, kind))


@pytest.mark.parametrize("kind", list(RIGHT), ids=lambda kind: kind.__name__)
def test_a_coded_value_is_one_of_the_halls_lists(kind: type[Event]) -> None:
    right, wrong = RIGHT[kind]

    assert are_known(replace(example(kind), **right), CONFIG)
    assert not are_known(replace(example(kind), **wrong), CONFIG)


def test_what_is_not_said_is_no_wrong_value() -> None:
    assert are_known(replace(example(ServiceFinished), record=None), CONFIG)
    assert are_known(replace(example(SentElsewhere), elsewhere=None, service="papers"), CONFIG)
