"""Tests of what a ticket may do, and when."""

import pytest

from server.protocol.events import (
    Event,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketClaimed,
    TicketIssued,
    TicketLapsed,
    TicketRecalled,
    TicketUnclaimed,
)
from server.protocol.hall_events import ClockAdjusted
from server.verify.legs import Legs
from tests.server.protocol.examples import EVENTS

ISSUED = next(event for event in EVENTS if isinstance(event, TicketIssued))


def about(kind: type[Event], **other: str) -> Event:
    """Return the example of ``kind``, told of the ticket of the example of an issue."""
    event = next(event for event in EVENTS if type(event) is kind)
    known = {name: getattr(ISSUED, name) for name in ISSUED.__struct_fields__} | other
    fields = {name: getattr(event, name) for name in event.__struct_fields__}
    return kind(**{**fields, **{name: known[name] for name in known if name in fields}})


def followed(*kinds: type[Event], start_is_optional: bool = False) -> list[bool]:
    legs = Legs(start_is_optional=start_is_optional)
    return [legs.follow(about(kind)) for kind in kinds]


@pytest.mark.parametrize(
    "kinds",
    [
        (TicketIssued, TicketCalled, TicketRecalled, ServiceStarted, ServiceFinished),
        (TicketIssued, TicketUnclaimed, TicketClaimed, TicketCalled, NoShowMarked),
        (TicketIssued, TicketUnclaimed, TicketLapsed),
        (TicketIssued, TicketCalled, ServiceStarted, TicketLapsed),
        (ClockAdjusted, TicketIssued, ClockAdjusted),
    ],
)
def test_a_visit_goes_from_state_to_state(kinds: tuple[type[Event], ...]) -> None:
    assert all(followed(*kinds))


@pytest.mark.parametrize(
    "kinds",
    [
        (TicketCalled,),
        (TicketIssued, TicketIssued),
        (TicketIssued, TicketCalled, TicketCalled),
        (TicketIssued, TicketUnclaimed, TicketCalled),
        (TicketIssued, ServiceStarted),
        (TicketIssued, TicketCalled, ServiceFinished),
        (TicketIssued, TicketCalled, ServiceStarted, NoShowMarked),
        (TicketIssued, TicketCalled, NoShowMarked, TicketCalled),
        (TicketIssued, TicketLapsed, TicketClaimed),
    ],
)
def test_a_step_that_no_visit_takes_is_told(kinds: tuple[type[Event], ...]) -> None:
    *before, last = followed(*kinds)

    assert all(before)
    assert not last


def test_a_hall_may_finish_without_a_start() -> None:
    assert all(followed(TicketIssued, TicketCalled, ServiceFinished, start_is_optional=True))


@pytest.mark.parametrize(
    "other", [{"number": "A999"}, {"ticket": "00000000-0000-4000-8000-000000000000"}]
)
def test_a_call_under_another_number_or_ticket_is_told(other: dict[str, str]) -> None:
    legs = Legs(start_is_optional=False)
    legs.follow(ISSUED)

    assert not legs.follow(about(TicketCalled, **other))


def test_a_ticket_is_not_called_to_a_second_desk_with_another_leg() -> None:
    legs = Legs(start_is_optional=False)
    other = "00000000-0000-4000-8000-000000000000"
    legs.follow(ISSUED)
    legs.follow(about(TicketIssued, leg=other))
    legs.follow(about(TicketCalled))

    assert not legs.follow(about(TicketCalled, leg=other))
