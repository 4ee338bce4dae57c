"""What QML sees of the board after each word of the link."""

import pytest
from pytestqt.qtbot import QtBot

from display.picture import OUTDATED_AFTER_MS
from display.screens.board_screen import BoardScreen
from display.stage import ENDED_MS
from server.client.messages import DownReason
from server.protocol.hall_standing import HallStanding
from server.protocol.snapshots import BoardCall, CallEnded, HallStateChanged, HallTime
from tests.display.calls import AT, call, down, ended, heartbeat, placed, snapshot, up, update

pytestmark = pytest.mark.usefixtures("qapp")


class Hall:
    """A screen, the clock it looks at, and what it has spoken."""

    def __init__(self) -> None:
        self.now = 1_000_000
        self.taken_back: list[tuple[str, str]] = []
        self.spoken: list[tuple[BoardCall, tuple[str, ...]]] = []
        self.screen = BoardScreen(
            lambda: self.now,
            lambda call, voices: self.spoken.append((call, voices)),
            lambda number, desk: self.taken_back.append((number, desk)),
        )

    def seen(self, name: str) -> object:
        """Return what QML reads under this name."""
        return self.screen.property(name)


def test_a_snapshot_is_shown_and_never_spoken(qtbot: QtBot) -> None:
    hall = Hall()

    with qtbot.waitSignal(hall.screen.changed):
        hall.screen.receive(up(snapshot((call(2),), (call(1, "M001", "3"),), ("A043",))))

    assert hall.spoken == []
    assert hall.seen("isKnown")
    assert hall.seen("isOpen")
    assert hall.seen("bigNumbers") == ["A042"]
    assert hall.seen("bigDesks") == ["5"]
    assert hall.seen("listedCalls") == [{"number": "M001", "desk": "3", "isOpen": False}]
    assert hall.seen("nextUp") == ["A043"]
    assert hall.seen("longestNextUp") == 4


def test_new_calls_are_spoken_in_the_hall_s_other_voices_too() -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))

    hall.screen.receive(placed(call(1), call(2, "M001", "3", repeat=1)))

    assert hall.spoken == [
        (call(1), ("ru",)),
        (call(2, "M001", "3", repeat=1), ("ru",)),
    ]
    assert hall.seen("hasRepeats")


def test_names_and_notices_come_in_each_of_the_hall_s_languages() -> None:
    hall = Hall()

    hall.screen.receive(up(snapshot(languages=("kk", "ru"))))

    assert hall.seen("languages") == ["kk", "ru"]
    assert hall.seen("hallNames") == ["Орталық", "Центр"]
    assert hall.seen("notices") == ["Орталық", "Центр"]
    assert hall.seen("dates") == ["дүйсенбі, 23 қараша", "понедельник, 23 ноября"]


def test_before_the_first_word_of_the_server_the_board_is_unknown() -> None:
    hall = Hall()

    assert not hall.seen("isKnown")
    assert not hall.seen("isStale")
    assert not hall.seen("isOpen")
    assert hall.seen("languages") == ["kk", "ru", "en"]
    assert [hall.seen(name) for name in ("time", "lastNews", "dates")] == ["", "", []]
    assert hall.seen("staleSeconds") == 0


def test_the_clock_shows_the_hall_s_wall_time() -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))

    hall.now += 61_000

    assert hall.seen("time") == "10:01"


def test_a_heartbeat_alone_redraws_only_the_clock(qtbot: QtBot) -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))

    with qtbot.assertNotEmitted(hall.screen.changed), qtbot.waitSignal(hall.screen.ticked):
        hall.screen.receive(heartbeat(HallTime(AT + 60_000, 0, 300)))

    assert hall.seen("time") == "10:01"


def test_a_lost_link_is_told_after_a_moment_with_its_age() -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot((call(1),))))

    hall.screen.receive(down(hall.now / 1000))
    at_once = hall.seen("isStale")
    hall.now += 125_000
    hall.screen.receive(down(hall.now / 1000, DownReason.UNREACHABLE))

    assert not at_once
    assert hall.seen("isStale")
    assert hall.seen("staleSeconds") == 125
    assert hall.seen("lastNews") == "10:00"
    assert not hall.seen("isRefused")


def test_the_calls_of_a_board_without_news_are_listed_as_past(qtbot: QtBot) -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot((call(1),))))
    hall.screen.receive(down(hall.now / 1000))

    with qtbot.waitSignal(hall.screen.changed):
        hall.now += OUTDATED_AFTER_MS
        hall.screen.receive(down(hall.now / 1000, DownReason.UNREACHABLE))

    assert hall.seen("isOutdated")
    assert hall.seen("bigNumbers") == []
    assert hall.seen("listedCalls") == [{"number": "A042", "desk": "5", "isOpen": False}]


def test_a_refused_board_is_told_apart_from_a_lost_one() -> None:
    hall = Hall()

    hall.screen.receive(down(hall.now / 1000, DownReason.REFUSED))

    assert hall.seen("isRefused")


def test_another_reason_of_a_refusal_is_shown_at_once(qtbot: QtBot) -> None:
    hall = Hall()
    hall.screen.receive(down(hall.now / 1000, DownReason.REFUSED, "unknown-device"))

    with qtbot.waitSignal(hall.screen.changed):
        hall.screen.receive(down(hall.now / 1000, DownReason.REFUSED, "certificate-time"))

    assert hall.seen("refusal") == "certificate-time"


def test_the_big_area_changes_by_itself_when_a_call_has_stood_long_enough(qtbot: QtBot) -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))
    hall.screen.receive(placed(call(1)))
    hall.now += ENDED_MS - 1
    hall.screen.receive(ended(call(1)))

    hall.now += 1
    qtbot.waitUntil(lambda: hall.seen("bigNumbers") == [], timeout=3000)

    assert hall.seen("listedCalls") == [{"number": "A042", "desk": "5", "isOpen": False}]


def test_the_seconds_run_until_the_screen_stops(qtbot: QtBot) -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))

    hall.screen.start()
    with qtbot.waitSignal(hall.screen.ticked, timeout=3000):
        hall.now += 1000
    hall.screen.stop()

    with qtbot.assertNotEmitted(hall.screen.ticked, wait=1200):
        hall.now += 1000


def test_kiosks_whose_own_numbers_stand_next_are_named() -> None:
    hall = Hall()

    hall.screen.receive(up(snapshot(next_up=("A043", "K2-07", "K3-01"))))

    assert hall.seen("kiosksAdded") == ["2", "3"]


def test_a_call_that_was_a_mistake_is_taken_back_from_the_voice() -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))
    hall.screen.receive(placed(call(1)))

    hall.screen.receive(update(CallEnded("A042", "5", is_past=False)))

    assert hall.taken_back == [("A042", "5")]
    assert hall.seen("bigNumbers") == []


def test_a_paused_hall_is_told_with_a_reason_for_each_language() -> None:
    hall = Hall()
    hall.screen.receive(up(snapshot()))
    before = hall.seen("standing")

    hall.screen.receive(
        update(HallStateChanged(HallStanding.PAUSED, {"ru": "Собрание", "kk": "Жиналыс"}))
    )

    assert (before, hall.seen("standing")) == ("open", "paused")
    assert hall.seen("standingReasons") == ["Жиналыс", "Собрание", "Жиналыс"]
