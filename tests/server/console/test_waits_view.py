"""What the page of waits makes of the counts."""

from msgspec.structs import replace

from server.console.waits_view import (
    DAY_MS,
    WEEK_MS,
    BlockWaits,
    NowWaits,
    blocks_of,
    now_of,
    offset_of,
    weeks_of,
)
from server.protocol.snapshots import HallTime
from server.protocol.waits import WaitRange
from server.storage.past_visits import ToldBlock, ToldPart
from tests.server.working_hall import SMALL_HALL

PART = ToldPart(
    part=2969,
    visitors=500,
    told=420,
    without_end=20,
    held=360,
    late=8,
    early=40,
    width_minutes=6000,
    approximate=0,
)


def test_a_week_tells_shares_of_those_who_were_told_an_end() -> None:
    (week,) = weeks_of([PART])

    assert (week.held, week.late, week.early, week.width_minutes) == (90, 2, 10, 15)
    assert (week.is_kept, week.is_few, week.is_approximate) == (True, False, False)


def test_the_newest_week_comes_first_by_its_monday() -> None:
    weeks = weeks_of([PART, replace(PART, part=PART.part + 1)])

    assert [week.begins_on for week in weeks] == ["2026-11-30", "2026-11-23"]


def test_a_week_begins_on_monday_by_people_s_clocks() -> None:
    monday = 1_795_392_000_000 - 5 * 3_600_000  # 2026-11-23 00:00 in a zone of five hours

    offset = offset_of(HallTime(monday, 0, 300))

    assert (monday + offset) // WEEK_MS == PART.part
    assert (monday - 1 + offset) // WEEK_MS == PART.part - 1
    assert (monday + 7 * DAY_MS - 1 + offset) // WEEK_MS == PART.part


def test_a_promise_that_was_not_kept_is_seen_unless_there_were_few() -> None:
    (broken,) = weeks_of([replace(PART, held=340)])
    (few,) = weeks_of([replace(PART, told=30, held=9)])
    (nobody,) = weeks_of([replace(PART, told=0, without_end=0, held=0, late=0, early=0)])

    assert (broken.held, broken.is_kept) == (85, False)
    assert few.is_few
    assert (nobody.held, nobody.width_minutes, nobody.is_kept) == (None, None, False)


def test_parts_of_the_day_are_told_by_minutes_after_the_opening() -> None:
    blocks = blocks_of([ToldBlock(2, True, 100, 79), ToldBlock(3, False, 10, 10)])

    assert blocks == (
        BlockWaits(180, is_many=True, visitors=100, held=79, is_few=False, is_kept=False),
        BlockWaits(270, is_many=False, visitors=10, held=100, is_few=True, is_kept=True),
    )


def test_every_service_is_told_for_now() -> None:
    rows = now_of(SMALL_HALL, "en", {"papers": 4}, {"papers": WaitRange(5, 20)})

    assert rows[0] == NowWaits("Papers", "Office", 4, WaitRange(5, 20))
    assert [row.expected for row in rows[1:]] == [None, None]
