"""The board as a fold of what the server tells."""

from display.board import HISTORY_LENGTH, Board, fold, from_snapshot, kiosks_of
from server.protocol.hall_standing import HallStanding
from server.protocol.snapshots import (
    CallEnded,
    CallPlaced,
    CallReopened,
    DayChanged,
    HallStateChanged,
    LayoutChanged,
    NextUpChanged,
    WaitingChanged,
)
from server.protocol.ticket_layout import HallLayout, standard_layout
from tests.display.calls import NAMES, call, snapshot


def test_a_snapshot_becomes_the_board_it_describes() -> None:
    board = from_snapshot(snapshot((call(9),), (call(3, "M001"),), ("A043",)))

    assert board == Board(
        hall_names=NAMES,
        zone="main",
        languages=("kk", "ru", "en"),
        extra_voices=("ru",),
        calls=(call(9),),
        history=(call(3, "M001"),),
        next_up=("A043",),
        notice=NAMES,
        service_day="2026-11-23",
    )


def test_a_new_call_stands_first() -> None:
    board = fold(Board(calls=(call(1, "A001", "1"),)), CallPlaced(call(2, "A002", "2")))

    assert [each.number for each in board.calls] == ["A002", "A001"]


def test_a_call_made_again_takes_the_place_of_the_first() -> None:
    board = fold(Board(calls=(call(1),)), CallPlaced(call(7, repeat=1)))

    assert board.calls == (call(7, repeat=1),)


def test_a_desk_that_calls_anew_ends_its_older_call() -> None:
    board = fold(Board(calls=(call(1, "A001", "5"),)), CallPlaced(call(2, "A002", "5")))

    assert [each.number for each in board.calls] == ["A002"]
    assert [each.number for each in board.history] == ["A001"]


def test_a_visitor_called_again_is_no_longer_in_the_past() -> None:
    board = fold(Board(history=(call(1),)), CallPlaced(call(7)))

    assert board.history == ()


def test_an_ended_call_goes_to_the_front_of_the_past() -> None:
    board = Board(calls=(call(2), call(3, "M001", "1")), history=(call(1, "A001"),))

    board = fold(board, CallEnded("A042", "5"))

    assert board.calls == (call(3, "M001", "1"),)
    assert board.history == (call(2), call(1, "A001"))


def test_a_call_that_was_taken_back_leaves_no_trace() -> None:
    board = Board(calls=(call(2),), history=(call(1, "A001"),))

    board = fold(board, CallEnded("A042", "5", is_past=False))

    assert (board.calls, board.history) == ((), (call(1, "A001"),))


def test_a_call_that_is_open_again_stands_where_calls_stand() -> None:
    board = fold(Board(history=(call(2), call(1, "A001"))), CallReopened(call(2)))

    assert (board.calls, board.history) == ((call(2),), (call(1, "A001"),))


def test_a_hall_that_stops_says_why_until_it_goes_on() -> None:
    stopped = fold(Board(), HallStateChanged(HallStanding.STOPPED, NAMES))
    resumed = fold(stopped, HallStateChanged(HallStanding.OPEN, {}))

    assert (stopped.standing, stopped.standing_reason) == (HallStanding.STOPPED, NAMES)
    assert resumed == Board()


def test_the_end_of_an_unknown_call_changes_nothing() -> None:
    board = Board(calls=(call(2),))

    assert fold(board, CallEnded("A042", "6")) == board


def test_the_past_keeps_only_the_latest() -> None:
    history = tuple(call(seq, f"A{seq:03d}") for seq in range(HISTORY_LENGTH))
    board = Board(calls=(call(99, "M001", "1"),), history=history)

    board = fold(board, CallEnded("M001", "1"))

    assert len(board.history) == HISTORY_LENGTH
    assert board.history[0].number == "M001"


def test_next_up_day_and_waiting_are_taken_over() -> None:
    board = fold(Board(), NextUpChanged(("A001",)))
    board = fold(board, DayChanged("2026-11-24"))
    assert fold(board, LayoutChanged(HallLayout(1, standard_layout()))) == board
    board = fold(board, WaitingChanged({"passports": 3}))

    assert board == Board(next_up=("A001",), service_day="2026-11-24")


def test_kiosks_are_known_by_the_numbers_they_gave_alone() -> None:
    assert kiosks_of(("A001", "K2-07", "K10-100", "K2-08", "K2", "M002")) == (2, 10)
    assert kiosks_of(()) == ()
