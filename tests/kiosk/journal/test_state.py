"""What the records of a journal add up to."""

from kiosk.journal.records import (
    Barred,
    Merged,
    Named,
    Numbered,
    PaperDone,
    Pressed,
    Settled,
    SlipGiven,
    SlipsAsked,
    SlipsTold,
)
from kiosk.journal.state import MOST_SLIPS, JournalState, records_of, state_of
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.kiosk.journal.presses import press, request, stamp


def test_a_number_moves_the_counter_and_takes_the_place_of_its_press() -> None:
    state = state_of((Named(2, 7), Pressed(press(1), stamp()), Numbered(2, 7, press(1), stamp())))

    assert (state.next, state.pressed) == (8, ())
    assert [held.request for held in state.held] == [request(1)]
    assert state.holds(request(1))


def test_a_number_under_an_earlier_name_of_the_kiosk_does_not_move_the_counter() -> None:
    state = state_of((Named(3, 4), Numbered(2, 90, press(1), stamp())))

    assert (state.kiosk, state.next) == (3, 4)


def test_an_answered_press_is_settled() -> None:
    pressed = state_of((Pressed(press(1), stamp()), Pressed(press(2), stamp())))
    settled = state_of((*records_of(pressed), Settled(request(1))))

    assert pressed.is_pressed(request(1))
    assert not settled.is_pressed(request(1))
    assert settled.is_pressed(request(2))


def test_what_became_of_the_paper_is_kept_with_its_number() -> None:
    done = PaperDone(request(2), PrintOutcome.UNKNOWN, PrintProblem.NO_ANSWER)
    state = state_of((Numbered(2, 1, press(1), stamp()), Numbered(2, 2, press(2), stamp()), done))

    assert [held.outcome for held in state.held] == [None, PrintOutcome.UNKNOWN]


def test_numbers_that_the_server_has_are_let_go() -> None:
    state = state_of(
        (
            Named(2, 1),
            Numbered(2, 1, press(1), stamp()),
            Numbered(2, 2, press(2), stamp()),
            Merged((request(1),)),
        )
    )

    assert [held.record.ordinal for held in state.held] == [2]
    assert state.next == 3


def test_the_fewest_records_add_up_to_the_same_state() -> None:
    state = state_of(
        (
            Named(2, 1),
            Numbered(2, 1, press(1), stamp()),
            PaperDone(request(1), PrintOutcome.CONFIRMED, PrintProblem.NONE),
            Merged((request(1),)),
            Pressed(press(3), stamp()),
            Numbered(2, 2, press(2), stamp()),
            PaperDone(request(2), PrintOutcome.CONFIRMED, PrintProblem.NONE),
            SlipGiven("visas", stamp()),
            SlipsAsked(request(9), 1, 0),
            Barred(is_barred=True),
        )
    )

    assert state_of(records_of(state)) == state
    assert len(records_of(state)) == 7
    assert state_of(records_of(JournalState())) == JournalState()


def test_so_many_slips_are_kept_and_the_rest_is_counted() -> None:
    state = state_of((SlipGiven("visas", stamp()),) * (MOST_SLIPS + 3))

    assert (len(state.slips), state.more_slips) == (MOST_SLIPS, 3)
    assert state_of(records_of(state)) == state


def test_slips_that_were_told_are_let_go_and_later_ones_stay() -> None:
    given = (SlipGiven("visas", stamp()), SlipGiven("later", stamp()))
    asked = SlipsAsked(request(1), 1, 0)

    stale = state_of((*given, asked, SlipsTold(request(2))))
    told = state_of((*given, asked, SlipsTold(request(1))))

    assert (len(stale.slips), stale.asked) == (2, asked)
    assert ([slip.service for slip in told.slips], told.asked) == (["later"], None)
