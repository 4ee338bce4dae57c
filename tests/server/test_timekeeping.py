"""Tests of what a timekeeper says is due, of days folded one by one."""

from datetime import UTC, datetime

import pytest

from server.hall_opening import OpenedHall
from server.protocol.events import DayClosed, DayOpened, DayReopened, Entry, Event
from server.protocol.hall_events import ClockAdjusted, ClockDoubted
from server.protocol.identity import SERVER_ACTOR
from server.steadiness import Verdict
from server.storage.halls import Head
from server.timekeeping import Closing, Opening, Timekeeper, Trouble
from tests.fakes.clock import MONDAY_10_ALMATY, FakeClock
from tests.server.working_hall import ADMIN, SMALL_HALL, TODAY, TOMORROW

HOUR_MS = 3_600_000


def keeper(
    clock: FakeClock,
    *,
    is_shared: bool = False,
    last_at: int | None = None,
    offset: int = 0,
    doubted: int | None = None,
) -> Timekeeper:
    head = Head(1, 1, "", clock.wall_ms() - 1 if last_at is None else last_at, offset, 1)
    return Timekeeper(clock, OpenedHall(SMALL_HALL, head, (), doubted), is_shared=is_shared)


def told(time: Timekeeper, *events: Event, actor: str = str(SERVER_ACTOR)) -> Timekeeper:
    for event in events:
        time.fold(Entry("small", 1, 1, time.now(), actor, 1, event, ""))
    return time


CLOSED = DayClosed(service_day=TODAY, still_waiting=0)


def test_the_first_day_of_a_hall_begins_by_its_hours() -> None:
    night, day = FakeClock(MONDAY_10_ALMATY - 4 * HOUR_MS), FakeClock()

    assert keeper(night).due() is None
    assert keeper(day).due() == Opening(TODAY)


def test_an_open_day_ends_at_its_closing() -> None:
    clock = FakeClock()
    time = told(keeper(clock), DayOpened(service_day=TODAY))
    opened = time.now()

    before = time.due()
    clock.advance(hours=8)

    assert before is None
    assert time.due() == Closing(TODAY, opened, time.local(opened))


def test_a_day_opened_by_a_clock_ahead_ends_at_the_closing_of_that_clock() -> None:
    clock = FakeClock()
    time = told(keeper(clock), DayOpened(service_day=TODAY))

    told(time, ClockAdjusted(wall_offset_ms=9 * HOUR_MS))

    assert isinstance(time.due(), Closing)


@pytest.mark.parametrize(("actor", "due"), [(SERVER_ACTOR, Opening(TODAY)), (ADMIN, None)])
def test_only_a_day_that_the_server_closed_goes_on_by_itself(
    actor: object, due: Opening | None
) -> None:
    time = told(keeper(FakeClock()), DayOpened(service_day=TODAY))

    told(time, CLOSED, actor=str(actor))

    assert time.due() == due


def test_a_day_does_not_go_on_in_its_last_minute() -> None:
    clock = FakeClock(MONDAY_10_ALMATY + 8 * HOUR_MS - 30_000)
    time = told(keeper(clock), DayOpened(service_day=TODAY), CLOSED)

    assert time.due() is None


def test_a_day_that_the_hall_refuses_is_not_asked_for_again() -> None:
    clock = FakeClock()
    time = told(keeper(clock), DayOpened(service_day=TODAY), CLOSED)
    clock.advance(hours=24)

    due = time.due()
    time.refused(TOMORROW)

    assert (due, time.due()) == (Opening(TOMORROW), None)


@pytest.mark.parametrize(
    ("newest", "trouble"),
    [
        ("2026-11-24", Trouble.DAY_AHEAD),
        (TODAY, None),
        ("2026-10-24", None),
        ("2026-10-23", Trouble.DAY_FAR),
    ],
)
def test_a_day_that_cannot_be_placed_is_left_to_an_admin(
    newest: str, trouble: Trouble | None
) -> None:
    time = told(keeper(FakeClock()), DayOpened(service_day=newest))

    assert time.trouble() == trouble


def test_a_day_that_was_opened_again_is_the_newest() -> None:
    time = told(keeper(FakeClock()), DayOpened(service_day=TOMORROW), CLOSED)

    told(time, DayReopened(service_day=TODAY))

    assert time.trouble() is None


def test_a_start_takes_its_clock_over_unless_it_is_before_the_newest_event() -> None:
    late, early = FakeClock(), FakeClock()

    forward = keeper(late, last_at=MONDAY_10_ALMATY - 90 * HOUR_MS, offset=HOUR_MS)
    back = keeper(early, last_at=MONDAY_10_ALMATY + 90 * HOUR_MS)

    assert (forward.judge(), back.judge()) == (Verdict.TAKE, Verdict.WAIT)


def test_a_process_beside_others_goes_on_by_their_offset() -> None:
    clock = FakeClock()

    time = keeper(clock, is_shared=True, offset=-HOUR_MS)

    assert time.now() == MONDAY_10_ALMATY + HOUR_MS
    assert time.local(time.now()) == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert time.judge() is Verdict.SAME


@pytest.mark.parametrize(("wrong", "followed"), [(30_000, True), (-30_000, True), (90_000, False)])
def test_a_clock_that_is_hardly_off_is_followed(wrong: int, *, followed: bool) -> None:
    clock = FakeClock()
    time = keeper(clock, is_shared=True)
    before = time.now()
    clock.set_wall(clock.wall_ms() + wrong)

    assert time.follow() is followed
    assert time.now() - before == (wrong if followed else 0)


@pytest.mark.parametrize("is_shared", [False, True])
@pytest.mark.parametrize("wrong_hours", [24, -24 * 365 * 50])
def test_a_restart_does_not_make_a_doubted_clock_right(
    wrong_hours: int, *, is_shared: bool
) -> None:
    wrong = wrong_hours * HOUR_MS
    clock = FakeClock(MONDAY_10_ALMATY + wrong)

    time = keeper(clock, is_shared=is_shared, last_at=MONDAY_10_ALMATY - 60_000, doubted=wrong)

    assert time.now() == MONDAY_10_ALMATY
    assert time.judge() is Verdict.WAIT
    clock.advance(minutes=2)
    assert time.judge() is Verdict.DOUBT
    assert not time.is_news()


@pytest.mark.parametrize("wrong_hours", [24, -24 * 365 * 50])
def test_a_doubted_clock_that_was_set_right_while_the_server_was_off_is_right(
    wrong_hours: int,
) -> None:
    time = keeper(
        FakeClock(), last_at=MONDAY_10_ALMATY - 5 * HOUR_MS, doubted=wrong_hours * HOUR_MS
    )

    assert time.now() == MONDAY_10_ALMATY
    assert time.judge() is Verdict.SAME


def test_what_an_admin_has_to_look_at_is_told_with_both_clocks() -> None:
    time = told(keeper(FakeClock()), DayOpened(service_day=TODAY))
    before = time.doubt()

    told(time, ClockDoubted(wall_offset_ms=24 * HOUR_MS))
    doubt = time.doubt()

    assert before is None
    assert doubt is not None
    assert (doubt.trouble, doubt.newest_day) == (Trouble.CLOCK_DOUBTED, TODAY)
    assert doubt.computer.isoformat() == "2026-11-24T10:00:00+05:00"
    assert doubt.hall.isoformat() == "2026-11-23T10:00:00+05:00"
    assert doubt.wall_offset_ms == 24 * HOUR_MS


def test_an_admins_word_on_the_clock_opens_a_day_long_after_the_last_one() -> None:
    time = told(keeper(FakeClock()), DayOpened(service_day="2026-01-05"), CLOSED)
    before = time.due()

    told(time, ClockAdjusted(wall_offset_ms=0), actor=str(ADMIN))

    assert (before, time.due(), time.trouble()) == (None, Opening(TODAY), None)
