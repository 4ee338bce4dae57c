"""A visitor's arrival is what his kiosk says, as far as the server's own record lets it be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.tickets import ArrivalMoved
from server.queueing.arrivals import SLACK_MS, Absence, Arrival, Known, Said, bound

MINUTE = 60_000
NOW = 1_000 * MINUTE


def at(minute: float) -> int:
    return int(minute * MINUTE)


def known(*absences: tuple[float, float], before: float = 0) -> Known:
    away = tuple(Absence(at(since), at(until)) for since, until in absences)
    return Known(away, at(before), NOW, NOW)


ONE = known((600, 660))
TWO = known((600, 660), (700, 760))

CASES: dict[str, tuple[Said, Known, Arrival]] = {
    "as said, while the kiosk was away": (Said(at(630), at(600)), ONE, Arrival(at(630))),
    "as said, when the absence was over": (Said(at(660), at(600)), ONE, Arrival(at(660))),
    "the link ends later for the server": (
        Said(at(600) - SLACK_MS, at(599)),
        ONE,
        Arrival(at(600) - SLACK_MS),
    ),
    "before the kiosk was away": (
        Said(at(500), at(499)),
        ONE,
        Arrival(at(600) - SLACK_MS, ArrivalMoved.WHILE_LINKED),
    ),
    "between two absences": (
        Said(at(680), at(600)),
        TWO,
        Arrival(at(700) - SLACK_MS, ArrivalMoved.WHILE_LINKED),
    ),
    "after the last absence": (
        Said(at(900), at(600)),
        TWO,
        Arrival(NOW, ArrivalMoved.WHILE_LINKED),
    ),
    "a kiosk that was never away": (
        Said(at(630), at(600)),
        known(),
        Arrival(NOW, ArrivalMoved.WHILE_LINKED),
    ),
    "at the beginning of time": (
        Said(0, 0),
        ONE,
        Arrival(at(600) - SLACK_MS, ArrivalMoved.WHILE_LINKED),
    ),
    "before the contact that it tells itself": (
        Said(at(610), at(620)),
        ONE,
        Arrival(at(620), ArrivalMoved.BEFORE_CONTACT),
    ),
    "in the future": (
        Said(NOW + 1, at(600)),
        known((600, 1000)),
        Arrival(NOW, ArrivalMoved.IN_FUTURE),
    ),
    "a contact in the future": (
        Said(at(630), NOW * 2),
        known((600, 1000)),
        Arrival(NOW, ArrivalMoved.BEFORE_CONTACT),
    ),
    "before the number before it": (
        Said(at(620), at(600)),
        known((600, 660), before=640),
        Arrival(at(640), ArrivalMoved.OUT_OF_TURN),
    ),
    "with the number before it": (
        Said(at(620), at(600)),
        known((600, 660), before=620),
        Arrival(at(620)),
    ),
    "an unknown clock": (
        Said(at(620), at(600), is_certain=False),
        Known((Absence(at(600), at(660)),), 0, at(660), NOW),
        Arrival(at(660), ArrivalMoved.UNCERTAIN),
    ),
    "an unknown clock, back in the future": (
        Said(at(620), at(600), is_certain=False),
        Known((Absence(at(600), NOW),), 0, NOW * 2, NOW),
        Arrival(NOW, ArrivalMoved.UNCERTAIN),
    ),
    "an unknown clock, back before it was away": (
        Said(at(620), at(600), is_certain=False),
        Known((Absence(at(600), at(660)),), 0, at(5), NOW),
        Arrival(at(600), ArrivalMoved.BEFORE_CONTACT),
    ),
}


@pytest.mark.parametrize(("said", "record", "expected"), CASES.values(), ids=CASES)
def test_an_arrival_is_bound_by_the_record(said: Said, record: Known, expected: Arrival) -> None:
    assert bound(said, record) == expected


instants = st.integers(0, 2 * NOW)
spans = st.lists(st.integers(0, NOW), max_size=8, unique=True).map(
    lambda ends: tuple(
        Absence(since, until)
        for since, until in zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False)
    )
)


@given(
    st.builds(Said, instants, instants, st.booleans()),
    st.builds(Known, spans, st.integers(0, NOW), instants, st.just(NOW)),
)
def test_whatever_a_kiosk_says_nobody_came_while_it_was_linked(said: Said, record: Known) -> None:
    came = bound(said, record)

    alone = any(a.since - SLACK_MS <= came.at <= a.until for a in record.absences)
    assert record.before <= came.at <= NOW
    assert alone or came.at in {NOW, record.before}


@given(
    st.builds(Said, instants, instants, st.booleans()),
    st.builds(Known, spans, st.integers(0, NOW), instants, st.just(NOW)),
)
def test_what_differs_from_what_a_kiosk_says_has_its_reason(said: Said, record: Known) -> None:
    came = bound(said, record)

    assert (came.moved is None) <= (came.at == said.arrived_at)
    assert came.at >= min(said.arrived_at, NOW) or not said.is_certain
