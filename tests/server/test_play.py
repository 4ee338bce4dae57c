"""Whatever is asked of a hall in whatever order: its order, its numbers and its rows are right."""

from collections.abc import Iterator
from random import Random
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from server.protocol.commands import ChangeTicketLayout, Command, NoteMemory, OpenDay, TrustClock
from server.protocol.desk_events import CallReturned
from server.protocol.events import TicketCalled
from server.protocol.offline_events import TicketRevived
from server.protocol.tickets import CallReason
from server.protocol.visit_events import LegAdded, LegReturned
from tests.journeys.invariants import Record, broken
from tests.server.play.played_hall import CONFIG, PlayedHall
from tests.server.play.plays import PAUSES, PLAYS, QUIET_PLAYS, Play, drawn_day, turn_the_day

NOT_OF_THE_QUEUE = {TrustClock, ChangeTicketLayout, NoteMemory}
A_LITTLE = settings(max_examples=12, stateful_step_count=30, deadline=None, database=None)
MUCH = settings(max_examples=600, stateful_step_count=80, deadline=None, database=None)


class HallMachine(RuleBasedStateMachine):
    """A hall, and anything asked of it by anybody."""

    asked = 0

    def __init__(self) -> None:
        super().__init__()
        self.hall = PlayedHall()

    @rule(
        play=st.sampled_from((*PLAYS, *QUIET_PLAYS)),
        rng=st.randoms(use_true_random=False),
        seconds=st.sampled_from((*PAUSES, 240)),
    )
    def ask(self, play: Play, rng: Random, seconds: int) -> None:
        self.hall.play(*play(self.hall, rng), seconds)
        HallMachine.asked += 1

    @invariant()
    def is_right(self) -> None:
        self.hall.check_rows()


def drawn(count: int) -> Iterator[type[Command]]:
    """Draw so many commands and carry none of them out."""
    rng, hall = Random(1), PlayedHall()
    for _ in range(count):
        command, _actor = rng.choice((*PLAYS, turn_the_day))(hall, rng)
        yield type(command)


def record_of(hall: PlayedHall) -> Record:
    """Return the log for whoever rebuilds the queue apart from the server."""
    rows, head = hall.within(lambda ledger: (ledger.events.rows(), ledger.head.hash))
    return Record(CONFIG, rows, head, {}, ())


@pytest.mark.usefixtures("engine")
def test_a_drawn_day_is_right_after_every_command() -> None:
    hall = drawn_day(seed=5, steps=300)

    assert broken(record_of(hall)) == []
    assert hall.granted > 100
    assert hall.refused > 10
    assert hall.fairness.calls > 20


def back_before_their_time(hall: PlayedHall) -> list[str]:
    """Return the events by which somebody waited again who had been called before his time."""
    due = {one.ticket: one.order_key for one in hall.issued}
    early: set[str] = set()
    found = []
    for entry in hall.log():
        match entry.event:
            case TicketCalled(ticket=ticket, reason=CallReason.EARLY_BOOKING):
                early.add(ticket)
            case LegAdded() | LegReturned() | CallReturned() | TicketRevived() as event:
                if event.ticket in early and entry.at < due[event.ticket]:
                    found.append(type(event).__name__)
            case _:
                pass
    return found


@pytest.mark.usefixtures("engine")
def test_whoever_is_called_early_in_a_quiet_hall_keeps_his_time() -> None:
    hall = drawn_day(seed=7, steps=400, plays=QUIET_PLAYS)

    assert broken(record_of(hall)) == []
    assert set(back_before_their_time(hall)) == {
        "LegAdded",
        "LegReturned",
        "CallReturned",
        "TicketRevived",
    }


def test_any_sequence_of_commands_leaves_the_hall_right() -> None:
    before = HallMachine.asked

    run_state_machine_as_test(HallMachine, settings=A_LITTLE)

    assert HallMachine.asked > before


@pytest.mark.slow
def test_many_sequences_of_commands_leave_the_hall_right() -> None:
    before = HallMachine.asked

    run_state_machine_as_test(HallMachine, settings=MUCH)

    assert HallMachine.asked > before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_many_drawn_days_are_right_after_every_command(seed: int) -> None:
    hall = drawn_day(seed, 2_000)

    assert broken(record_of(hall)) == []
    assert hall.fairness.calls > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_many_quiet_days_are_right_after_every_command(seed: int) -> None:
    hall = drawn_day(seed, 2_000, QUIET_PLAYS)

    assert broken(record_of(hall)) == []
    assert hall.granted > 100


def test_every_command_about_the_queue_is_among_those_drawn() -> None:
    asked = set(drawn(1_500))

    assert asked | {OpenDay} == set(get_args(Command)) - NOT_OF_THE_QUEUE
