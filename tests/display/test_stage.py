"""Who stands large, how long, and in whose place."""

import pytest

from display.stage import (
    ENDED_MS,
    LONGEST_MS,
    MOST,
    SHARED_MS,
    Line,
    Place,
    Stage,
    next_change_at,
    restage,
    still_big,
)
from server.protocol.snapshots import BoardCall
from tests.display.calls import AT, call

FULL = tuple(call(seq, f"A{seq:03d}", str(seq)) for seq in range(MOST, 0, -1))
ONE_MORE = call(MOST + 1, "M001", "9")


def numbers(stage: Stage) -> list[str]:
    return [place.call.number for place in stage.places]


def test_calls_share_the_area_newest_first() -> None:
    stage = restage(Stage(), FULL, 0)

    assert numbers(stage) == ["A006", "A005", "A004", "A003", "A002", "A001"]
    assert stage.waiting == ()


def test_a_call_that_stays_keeps_its_place_and_its_age() -> None:
    stage = restage(Stage(), (call(1),), 0)

    stage = restage(stage, (call(2, "M001", "1"), call(1)), 3000)

    assert stage.places == (Place(call(2, "M001", "1"), 3000), Place(call(1), 0))


def test_one_call_too_many_waits_until_the_oldest_has_stood_long_enough() -> None:
    stage = restage(Stage(), FULL, 0)

    early = restage(stage, (ONE_MORE, *FULL), SHARED_MS - 1)
    late = restage(early, (ONE_MORE, *FULL), SHARED_MS)

    assert numbers(early) == numbers(stage)
    assert next_change_at(early) == SHARED_MS
    assert numbers(late)[0] == "M001"
    assert len(late.places) == MOST


def test_calls_that_gave_way_come_back_in_turn() -> None:
    open_calls = (ONE_MORE, *FULL)
    stage, seen = Stage(), dict.fromkeys((each.number for each in open_calls), 0)

    for second in range(120):
        stage = restage(stage, open_calls, second * 1000)
        for number in numbers(stage):
            seen[number] += 1

    assert min(seen.values()) > 60


def test_every_call_of_a_burst_stands_for_its_share() -> None:
    burst = tuple(call(seq, f"A{seq:03d}", str(seq)) for seq in range(12, 0, -1))
    stage, since, stood = Stage(), dict[str, int](), list[int]()

    for moment in range(0, 60_000, 100):
        stage = restage(stage, burst[-1 - moment // 500 :] if moment < 6000 else burst, moment)
        for number in set(since) - set(numbers(stage)):
            stood.append(moment - since.pop(number))
        since |= {number: moment for number in numbers(stage) if number not in since}

    assert len(stood) > 12
    assert min(stood) >= SHARED_MS


def test_an_ended_call_stands_its_ten_seconds() -> None:
    stage = restage(Stage(), (call(1),), 0)

    soon = restage(stage, (), 1000)
    late = restage(soon, (), ENDED_MS)

    assert soon.places == (Place(call(1), 0, is_ended=True),)
    assert next_change_at(soon) == ENDED_MS
    assert late.places == ()
    assert next_change_at(late) is None


def test_an_ended_call_that_gives_way_does_not_come_back() -> None:
    stage = restage(Stage(), FULL, 0)

    stage = restage(stage, (ONE_MORE, *FULL[:-1]), SHARED_MS)

    assert numbers(stage)[0] == "M001"
    assert stage.waiting == ()


def test_a_call_made_again_takes_its_own_place_at_once() -> None:
    stage = restage(Stage(), FULL, 0)

    again = call(20, "A001", "1", repeat=1)
    stage = restage(stage, (again, *FULL[:-1]), 100)

    assert stage.places[0] == Place(again, 100)
    assert len(stage.places) == MOST


def test_a_call_that_ends_in_the_line_leaves_it() -> None:
    stage = restage(restage(Stage(), FULL, 0), (ONE_MORE, *FULL), 100)

    ended = restage(stage, FULL, 200)

    assert stage.waiting == (Line(ONE_MORE, 100),)
    assert ended.waiting == ()


@pytest.mark.parametrize(
    ("age", "is_big"), [(0, True), (LONGEST_MS - 1, True), (LONGEST_MS, False)]
)
def test_an_open_call_is_big_for_two_minutes(age: int, *, is_big: bool) -> None:
    young = BoardCall(1, "A001", "1", "main", "kk", AT)

    assert still_big((young,), AT + age) == ((young,) if is_big else ())
