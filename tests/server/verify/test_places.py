"""Tests of the place of a ticket: walk-ins at their moment, kiosks alone as they say or later."""

import pytest
from msgspec.structs import replace

from server.protocol.events import TicketIssued
from server.protocol.tickets import ArrivalMoved, OfflineIssue, TicketClass
from server.verify.places import has_its_place
from tests.server.protocol.examples import EVENTS
from tests.server.working_hall import SMALL_HALL

AT = 1_000_000

ISSUED = replace(
    next(event for event in EVENTS if isinstance(event, TicketIssued)),
    ticket_class=TicketClass.ORDINARY,
    claim=None,
    order_key=AT,
    offline=None,
)


def is_right(**change: object) -> bool:
    return has_its_place(replace(ISSUED, **change), AT, SMALL_HALL)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"order_key": AT - 1}, False),
        ({"order_key": AT + 1}, False),
        ({"ticket_class": TicketClass.STATUTORY}, False),
        ({"ticket_class": TicketClass.BOOKED}, False),
        ({"claim": "veterans"}, False),
        ({"claim": "veterans", "ticket_class": TicketClass.STATUTORY}, True),
        ({"claim": "nobility", "ticket_class": TicketClass.STATUTORY}, False),
    ],
)
def test_a_walk_in_stands_at_his_moment_in_the_class_of_his_claim(
    change: dict[str, object], *, right: bool
) -> None:
    assert is_right(**change) is right


@pytest.mark.parametrize(
    ("arrived", "moved", "stands", "right"),
    [
        (AT - 60, None, AT - 60, True),
        (AT - 60, None, AT - 3600, False),
        (AT - 60, None, AT - 1, False),
        (AT + 60, None, AT + 60, False),
        (AT + 60, ArrivalMoved.IN_FUTURE, AT, True),
        (AT + 60, ArrivalMoved.IN_FUTURE, AT - 1, False),
        (AT - 60, ArrivalMoved.IN_FUTURE, AT, False),
        (AT - 60, ArrivalMoved.WHILE_LINKED, AT - 5, True),
        (AT - 60, ArrivalMoved.BEFORE_CONTACT, AT - 60, False),
        (AT - 60, ArrivalMoved.OUT_OF_TURN, AT - 90, False),
        (AT - 60, ArrivalMoved.OUT_OF_TURN, AT + 1, False),
        (AT - 60, ArrivalMoved.UNCERTAIN, AT, False),
    ],
)
def test_a_kiosks_own_number_stands_where_the_kiosk_says_or_later_for_a_reason(
    arrived: int, moved: ArrivalMoved | None, stands: int, *, right: bool
) -> None:
    offline = OfflineIssue(2, 7, arrived, is_certain=True, moved=moved)

    assert is_right(offline=offline, order_key=stands) is right


@pytest.mark.parametrize(
    ("moved", "stands", "right"),
    [
        (ArrivalMoved.UNCERTAIN, AT, True),
        (ArrivalMoved.UNCERTAIN, AT + 1, False),
        (None, AT - 60, False),
    ],
)
def test_an_uncertain_arrival_is_told_as_one(
    moved: ArrivalMoved | None, stands: int, *, right: bool
) -> None:
    offline = OfflineIssue(2, 7, AT - 60, is_certain=False, moved=moved)

    assert is_right(offline=offline, order_key=stands) is right


def test_a_claim_at_a_kiosk_alone_counts_if_the_hall_knows_it() -> None:
    offline = OfflineIssue(2, 7, AT, is_certain=True)
    by_law = TicketClass.STATUTORY

    assert is_right(offline=offline, claim="veterans", ticket_class=by_law)
    assert is_right(offline=offline, claim="gone")
    assert not is_right(offline=offline, claim="veterans")
    assert not is_right(offline=offline, claim="gone", ticket_class=by_law)
