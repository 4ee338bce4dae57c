"""Numbers of kiosks that were alone over an evening, twice, or for what the hall has no more."""

import pytest

from server.protocol.codec import encode
from server.protocol.commands import (
    MOST_MERGED,
    CallNext,
    CloseDay,
    OpenDay,
)
from server.protocol.errors import DayNotOpenError
from server.protocol.events import (
    TicketCalled,
)
from server.protocol.frames import MAX_FRAME_BYTES, Answer
from server.protocol.offline_events import OfflineMerged
from server.protocol.printing import PrintOutcome
from tests.server.acts.offline_numbers import (
    all_called,
    issues,
    merge,
    number,
    picture_of,
    request,
)
from tests.server.working_hall import (
    ADMIN,
    OFFICIAL,
    TODAY,
    TOMORROW,
    WorkingHall,
    new_id,
)


@pytest.fixture
def hall() -> WorkingHall:
    """Give a small hall on a Monday at ten."""
    return WorkingHall()


def test_a_closed_day_takes_those_who_came_in_it(hall: WorkingHall) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)

    issued = next(issues(merge(hall, number(hall, 1))))

    assert issued.service_day == TODAY
    assert all_called(hall) == ["K2-01"]


def test_who_comes_on_the_next_morning_waits_for_its_day(hall: WorkingHall) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(seconds=24 * 3600)
    early = number(hall, 1)

    with pytest.raises(DayNotOpenError):
        merge(hall, early)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)
    issued = next(issues(merge(hall, early)))

    assert issued.service_day == TOMORROW


def test_of_a_mixed_batch_only_the_evening_is_settled_before_the_morning(
    hall: WorkingHall,
) -> None:
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    evening = number(hall, 1)
    hall.clock.advance(seconds=24 * 3600)
    morning = number(hall, 2, contact_at=evening.contact_at)

    summary = merge(hall, evening, morning)[-1]

    assert isinstance(summary, OfflineMerged)
    assert summary.settled == (evening.request,)


def test_own_numbers_go_on_with_the_next_day(hall: WorkingHall) -> None:
    merge(hall, number(hall, 9))
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(seconds=24 * 3600)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    ordinals = hall.within(lambda ledger: ledger.halls.next_ordinals(ledger.hall))

    assert (ordinals["kiosk-2"], ordinals["main"]) == (10, 1)


def test_a_number_that_stands_on_two_papers_drops_neither_visitor(hall: WorkingHall) -> None:
    merge(hall, number(hall, 1))

    issued = next(issues(merge(hall, number(hall, 1, request=request(77)))))

    assert issued.offline is not None
    assert issued.offline.is_repeated
    assert (issued.series, issued.number) == ("main", "K2-01")
    assert all_called(hall) == ["K2-01", "K2-01"]


def test_a_service_that_the_hall_has_no_more_is_told(hall: WorkingHall) -> None:
    summary = merge(hall, number(hall, 1, service="gone"))[-1]

    assert isinstance(summary, OfflineMerged)
    assert (summary.settled, summary.unplaced) == ((), (request(2001),))


def test_a_language_that_the_hall_does_not_speak_becomes_its_first(hall: WorkingHall) -> None:
    issued = next(issues(merge(hall, number(hall, 1, language="de"))))

    assert issued.language == "kk"


def test_the_answer_of_the_longest_batch_fits_into_a_frame(hall: WorkingHall) -> None:
    given = [
        number(hall, 900_000 + each, kiosk=9999, outcome=PrintOutcome.PROCESSED_UNCONFIRMED)
        for each in range(MOST_MERGED)
    ]

    events = merge(hall, *given)

    assert len(encode(Answer(new_id(), events))) < MAX_FRAME_BYTES * 3 // 4


def test_a_call_already_made_stays(hall: WorkingHall) -> None:
    hall.issue()
    called = hall.call()

    merge(hall, number(hall, 1, before_s=600))

    seen = picture_of(hall).occupancy.desk("desk-1")
    assert isinstance(called, TicketCalled)
    assert seen is not None
    assert seen.number == called.number
    next_one = hall.do(CallNext(request_id=new_id(), desk="desk-2"), OFFICIAL)[-1]
    assert isinstance(next_one, TicketCalled)
    assert next_one.number == "K2-01"
