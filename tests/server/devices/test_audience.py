"""What devices with the same sight are told, and for how long it can be replayed."""

import pytest

from server.devices.audience import MAX_REPLAY, Audience, Sight
from server.protocol.events import Entry, ServiceFinished
from server.protocol.frames import ResumePoint
from server.protocol.snapshots import DeviceChange, HallTime, NextUpChanged, Snapshot
from tests.fakes.hall_server import EMPTY_SNAPSHOT


class EvenSight:
    """Sees a change in every entry with an even seq."""

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        return tuple(
            NextUpChanged((f"A{entry.seq:03}",)) for entry in entries if entry.seq % 2 == 0
        )

    def told_anew(self) -> tuple[DeviceChange, ...]:
        return ()

    def snapshot(self, time: HallTime) -> Snapshot:
        del time
        return EMPTY_SNAPSHOT


def entry(seq: int, at: int) -> Entry:
    event = ServiceFinished(ticket="t", leg="l", number="A001", desk="desk-1")
    return Entry("hall-test", 1, seq, at, "server:server", 1, event, f"{seq:064x}")


@pytest.fixture
def audience() -> Audience:
    sight: Sight = EvenSight()
    made = Audience(sight, seq=10)
    for seq in range(11, 21):
        made.advance((entry(seq, at=seq * 1000),))
    return made


def missed(audience: Audience, seq: int, now: int = 20_000, epoch: int = 1) -> list[int] | None:
    steps = audience.missed(ResumePoint(epoch, seq), 1, 20, now)
    return None if steps is None else [step.seq for step in steps]


def test_entries_without_a_change_are_no_step(audience: Audience) -> None:
    assert audience.advance((entry(21, at=21_000),)) is None


class TimedSight(EvenSight):
    """Sees a change whenever it looks, and tells it to who comes back."""

    def look(self, entries: tuple[Entry, ...]) -> tuple[DeviceChange, ...]:
        return (NextUpChanged((f"{len(entries)} entries",)),)

    def told_anew(self) -> tuple[DeviceChange, ...]:
        return (NextUpChanged(("anew",)),)


def test_what_the_time_changes_is_a_step_at_the_newest_entry() -> None:
    timed = Audience(TimedSight(), seq=10)

    step = timed.look_again(10, "5e" * 32, 10_000)

    assert step is not None
    assert (step.seq, step.at, step.changes) == (10, 10_000, (NextUpChanged(("0 entries",)),))


def test_who_comes_back_is_told_anew_what_no_entry_stands_for(audience: Audience) -> None:
    timed = Audience(TimedSight(), seq=10)

    told = timed.told_anew(10, "5e" * 32, 10_000)

    assert told is not None
    assert (told.seq, told.changes) == (10, (NextUpChanged(("anew",)),))
    assert audience.told_anew(10, "5e" * 32, 10_000) is None
    assert audience.look_again(10, "5e" * 32, 10_000) is None


def test_a_batch_is_one_step_up_to_its_last_entry(audience: Audience) -> None:
    step = audience.advance((entry(21, 21_000), entry(22, 21_000), entry(23, 21_000)))

    assert step is not None
    assert (step.seq, step.changes) == (23, (NextUpChanged(("A022",)),))


@pytest.mark.parametrize(
    ("seq", "expected"),
    [(10, [12, 14, 16, 18, 20]), (13, [14, 16, 18, 20]), (19, [20]), (20, [])],
)
def test_what_was_missed_is_what_came_after(
    audience: Audience, seq: int, expected: list[int]
) -> None:
    assert missed(audience, seq) == expected


def test_what_happened_before_the_server_started_is_not_known(audience: Audience) -> None:
    assert missed(audience, 9) is None


def test_a_device_that_is_ahead_of_the_server_gets_a_snapshot(audience: Audience) -> None:
    assert missed(audience, 21) is None


def test_a_device_of_another_epoch_gets_a_snapshot(audience: Audience) -> None:
    assert missed(audience, 20, epoch=2) is None


def test_a_device_that_saw_nothing_gets_a_snapshot(audience: Audience) -> None:
    assert audience.missed(None, 1, 20, 20_000) is None


def test_changes_older_than_ten_seconds_are_not_replayed(audience: Audience) -> None:
    assert missed(audience, 13, now=27_001) is None
    assert missed(audience, 16, now=27_001) == [18, 20]


def test_a_device_that_missed_nothing_may_have_been_away_for_long(audience: Audience) -> None:
    assert missed(audience, 20, now=3_600_000) == []


def test_no_more_steps_are_kept_than_a_queue_holds(audience: Audience) -> None:
    for seq in range(22, 22 + 2 * MAX_REPLAY, 2):
        audience.advance((entry(seq, at=20_000),))

    last = 20 + 2 * MAX_REPLAY
    steps = audience.missed(ResumePoint(1, 20), 1, last, 20_000)

    assert steps is not None
    assert len(steps) == MAX_REPLAY
    assert audience.missed(ResumePoint(1, 18), 1, last, 20_000) is None
