"""All that the screen shows, folded from the link's words and time."""

import pytest

from display.picture import (
    ALARM_AFTER_MS,
    OUTDATED_AFTER_MS,
    LinkStatus,
    Picture,
    after,
    new_calls,
    next_tick_at,
    taken_back,
    tick,
)
from display.stage import ENDED_MS, LONGEST_MS
from server.client.messages import DownReason, LinkEvent
from server.protocol.errors import Failure
from server.protocol.frames import Answer, Refusal
from server.protocol.snapshots import CallEnded, CallPlaced, HallTime, NextUpChanged
from tests.display.calls import AT, call, down, ended, heartbeat, placed, snapshot, up, update

NOW = 1_000_000


def shown(*events: LinkEvent, now: int = NOW) -> Picture:
    picture = Picture()
    for event in events:
        picture = after(picture, event, now)
    return picture


def big(picture: Picture) -> list[str]:
    return [place.call.number for place in picture.stage.places]


def test_a_snapshot_is_drawn_and_its_calls_are_not_new() -> None:
    picture = shown(up(snapshot((call(1),))))

    assert picture.link is LinkStatus.UP
    assert big(picture) == ["A042"]
    assert picture.live_calls == frozenset()
    assert new_calls(up(snapshot((call(1),)))) == ()


def test_two_calls_in_one_update_are_both_large_and_both_to_be_spoken() -> None:
    event = placed(call(1, "A001", "1"), call(2, "A002", "2"))

    picture = shown(up(snapshot()), event)

    assert big(picture) == ["A002", "A001"]
    assert picture.live_calls == {1, 2}
    assert new_calls(event) == (call(1, "A001", "1"), call(2, "A002", "2"))


def test_changes_that_call_nobody_are_not_spoken() -> None:
    assert new_calls(update(NextUpChanged(("A001",)))) == ()


def test_a_short_loss_keeps_the_picture_and_goes_on_with_the_missed_update() -> None:
    missed = placed(call(2, "M1", "1"))

    picture = shown(up(snapshot()), placed(call(1)), down(NOW / 1000), up(), missed)

    assert big(picture) == ["M1", "A042"]
    assert picture.down_since is None
    assert picture.live_calls == {1, 2}


def test_an_ended_call_is_new_no_more_and_leaves_after_its_time() -> None:
    picture = shown(up(snapshot()), placed(call(1)), ended(call(1)))

    assert picture.live_calls == frozenset()
    assert next_tick_at(picture, NOW) == NOW + ENDED_MS
    assert big(tick(picture, NOW + ENDED_MS)) == []


def test_a_call_that_was_a_mistake_is_gone_at_once_and_not_spoken() -> None:
    mistake = CallEnded("A042", "5", is_past=False)
    picture = shown(up(snapshot()), placed(call(1)), update(mistake))

    assert (big(picture), picture.live_calls) == ([], frozenset())
    assert new_calls(update(CallPlaced(call(1)), mistake)) == ()
    assert taken_back(ended(call(1))) == frozenset()


def test_an_old_open_call_is_large_no_more() -> None:
    picture = shown(up(snapshot((call(1),))))

    assert big(tick(picture, NOW + LONGEST_MS)) == []


def test_the_first_loss_counts_for_the_age_and_alarms_after_a_moment() -> None:
    picture = shown(up(snapshot()), down(1000.0), down(1005.0, DownReason.UNREACHABLE), now=NOW)

    assert picture.down_since == NOW
    assert not picture.is_stale(NOW + ALARM_AFTER_MS - 1)
    assert picture.is_stale(NOW + ALARM_AFTER_MS)
    assert next_tick_at(picture, NOW) == NOW + ALARM_AFTER_MS
    assert next_tick_at(picture, NOW + ALARM_AFTER_MS) == NOW + OUTDATED_AFTER_MS


def test_after_two_minutes_without_news_no_call_is_large_however_new() -> None:
    lost = NOW - 50_000
    ends = lost + OUTDATED_AFTER_MS
    picture = shown(up(snapshot()), placed(call(1)), down(lost / 1000))

    before, gone = tick(picture, ends - 1), tick(picture, ends)
    again = after(gone, up(snapshot((call(1),))), ends)

    assert (big(before), before.is_outdated) == (["A042"], False)
    assert next_tick_at(before, ends - 1) == ends
    assert (big(gone), gone.is_outdated) == ([], True)
    assert next_tick_at(gone, ends) is None
    assert (big(again), again.is_outdated) == (["A042"], False)


def test_a_refused_board_says_so() -> None:
    assert shown(down(1000.0, DownReason.REFUSED)).link is LinkStatus.REFUSED


def test_it_is_known_why_a_board_is_refused_until_it_is_lost_or_let_in() -> None:
    refused = down(1000.0, DownReason.REFUSED, "foreign-server")

    assert shown(refused).refusal == "foreign-server"
    assert shown(refused, down(1001.0, DownReason.UNREACHABLE)).refusal == ""
    assert shown(refused, up(snapshot())).refusal == ""
    assert shown(down(1000.0, DownReason.LOST, "server-busy")).refusal == ""


def test_a_heartbeat_sets_the_clock() -> None:
    picture = shown(up(snapshot()), heartbeat(HallTime(AT + 9, 0, 300)))

    assert picture.clock is not None
    assert picture.clock.hall_now(NOW) == AT + 9


@pytest.mark.parametrize(
    "event", [Answer("x", ()), Refusal("x", Failure("not-allowed")), placed(call(1))]
)
def test_what_says_nothing_of_the_board_changes_nothing(event: LinkEvent) -> None:
    assert after(Picture(), event, NOW) == Picture()
