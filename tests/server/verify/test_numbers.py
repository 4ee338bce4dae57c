"""Tests of which numbers were given."""

from msgspec.structs import replace

from server.protocol.events import TicketIssued
from server.protocol.offline_events import TicketRenumbered
from server.protocol.tickets import OfflineIssue
from server.verify.numbers import Numbers
from tests.server.protocol.examples import EVENTS
from tests.server.working_hall import SMALL_HALL, TODAY, TOMORROW

ISSUED = replace(
    next(event for event in EVENTS if isinstance(event, TicketIssued)),
    service="papers",
    series="main",
    ordinal=7,
    number="A007",
    service_day=TODAY,
    offline=None,
)
RENUMBERED = replace(
    next(event for event in EVENTS if isinstance(event, TicketRenumbered)),
    kiosk=2,
    ordinal=7,
    number="K2-07",
)
OWN = replace(
    ISSUED, series="kiosk-2", number="K2-07", offline=OfflineIssue(2, 7, 1, is_certain=True)
)
REPEATED = replace(
    ISSUED, number="K2-07", offline=OfflineIssue(2, 7, 1, is_certain=True, is_repeated=True)
)


def given(*events: TicketIssued | TicketRenumbered) -> list[bool]:
    numbers = Numbers(SMALL_HALL)
    return [
        numbers.issue(event) if isinstance(event, TicketIssued) else numbers.renumber(event)
        for event in events
    ]


def test_a_number_is_given_once_a_day() -> None:
    other_day = replace(ISSUED, service_day=TOMORROW)

    assert given(ISSUED, ISSUED) == [True, False]
    assert given(ISSUED, other_day) == [True, True]


def test_a_number_is_written_as_its_series_writes_it() -> None:
    assert given(replace(ISSUED, number="A07")) == [False]
    assert given(replace(ISSUED, series="heads")) == [False]
    assert given(replace(OWN, number="K3-07")) == [False]
    assert given(replace(RENUMBERED, number="K2-08")) == [False]


def test_a_kiosks_own_number_is_given_once_for_ever_however_it_came_in() -> None:
    other_day = replace(OWN, service_day=TOMORROW)

    assert given(OWN, other_day) == [True, False]
    assert given(RENUMBERED, RENUMBERED) == [True, False]
    assert given(OWN, RENUMBERED) == [True, False]
    assert given(RENUMBERED, OWN) == [True, False]


def test_a_number_on_two_papers_is_told_as_one() -> None:
    again = replace(RENUMBERED, is_repeated=True)

    assert given(OWN, REPEATED, again) == [True, True, True]
    assert given(REPEATED) == [False]
    assert given(again) == [False]
