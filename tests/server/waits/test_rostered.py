"""The rule by which a roster counts, or what is seen of a desk."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from server.forecast.rosters import DueSpan
from server.forecast.scenes import PlannedAbsence
from server.protocol.services import ReceptionHours
from server.queueing.availability import Moment
from server.waits.rostered import MINUTE, REST_OF_DAY_MS, Rosters, Seen, spans_of
from tests.server.working_hall import SMALL_HALL

HOUR = 60 * MINUTE
MIDNIGHT = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Almaty"))
OWN = (ReceptionHours(1, "09:00", "13:00"), ReceptionHours(1, "14:00", "17:00"))
CONFIG = replace(SMALL_HALL, rosters={"desk-1": OWN})
UNSEEN = Seen(None, None)
LUNCH = PlannedAbsence(13 * HOUR, ends_at=14 * HOUR)
EVENING = PlannedAbsence(17 * HOUR, REST_OF_DAY_MS)


def at(hour: float) -> Moment:
    """Return a time of the Monday; hall time is counted from its midnight here."""
    return Moment(round(hour * HOUR), MIDNIGHT + timedelta(hours=hour))


def absences(hour: float, seen: Seen = UNSEEN) -> tuple[PlannedAbsence, ...]:
    return Rosters(CONFIG, at(hour)).duty("desk-1", seen).absences


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (8, (PlannedAbsence(0, ends_at=9 * HOUR), LUNCH, EVENING)),
        (10, (LUNCH, EVENING)),
        (13.5, (LUNCH, EVENING)),
        (16, (EVENING,)),
        (17.5, (EVENING,)),
    ],
)
def test_a_desk_is_away_as_its_roster_says(
    hour: float, expected: tuple[PlannedAbsence, ...]
) -> None:
    assert absences(hour) == expected


def test_a_desk_that_calls_in_a_gap_works_through_it() -> None:
    finished, called = round(13.2 * HOUR), round(13.1 * HOUR)

    assert absences(13.5, Seen(finished, called)) == (EVENING,)
    assert absences(13.5, Seen(finished, round(12.9 * HOUR))) == (LUNCH, EVENING)


def test_a_desk_of_which_nothing_was_seen_is_there_since_its_hours_began() -> None:
    duty = Rosters(CONFIG, at(14.1)).duty("desk-1", Seen(12 * HOUR, 12 * HOUR))

    assert (duty.since, duty.due_from, duty.has_not_come) == (14 * HOUR, 14 * HOUR, True)


def test_a_desk_that_did_something_in_its_hours_has_come() -> None:
    duty = Rosters(CONFIG, at(15)).duty("desk-1", Seen(14 * HOUR, None))

    assert (duty.since, duty.has_not_come) == (14 * HOUR, False)


def test_a_desk_that_does_not_come_is_believed_after_the_next_gap() -> None:
    rosters = Rosters(CONFIG, at(10))

    assert rosters.duty("desk-1", UNSEEN).absences_if_gone == (
        PlannedAbsence(10 * HOUR, ends_at=14 * HOUR),
        EVENING,
    )
    assert Rosters(CONFIG, at(15)).duty("desk-1", UNSEEN).absences_if_gone is None
    assert Rosters(CONFIG, at(13)).duty("desk-1", UNSEEN).absences_if_gone == (LUNCH, EVENING)


def test_a_desk_without_a_roster_is_only_seen() -> None:
    duty = Rosters(CONFIG, at(10)).duty("desk-2", Seen(9 * HOUR, None))

    assert (duty.since, duty.due_from, duty.absences, duty.is_over) == (9 * HOUR, None, (), False)
    assert duty.absences_if_gone is None


def test_the_player_is_told_the_hours_of_every_week() -> None:
    assert spans_of(CONFIG) == {
        "desk-1": (DueSpan(1, 9 * HOUR, 13 * HOUR), DueSpan(1, 14 * HOUR, 17 * HOUR))
    }
