"""What may happen at a desk, as a table."""

from collections.abc import Callable

import pytest

from server.protocol.errors import (
    DeskBusyError,
    KezekError,
    NotStartedError,
    RecallLimitError,
    StaleTicketError,
)
from server.protocol.tickets import LegState
from server.queueing.transitions import (
    Occupant,
    check_finish,
    check_no_show,
    check_recall,
    check_start,
    finishes_before_call,
)

CALLED = Occupant("t1", "l1", LegState.CALLED, 0)
SERVING = Occupant("t1", "l1", LegState.SERVING, 0)
RECALLED = Occupant("t1", "l1", LegState.CALLED, 3)


@pytest.mark.parametrize(
    ("occupant", "current", "start_is_optional", "finishes"),
    [
        (None, None, False, False),
        (SERVING, "t1", False, True),
        (CALLED, "t1", True, True),
    ],
)
def test_next_is_called_and_finishes_who_was_received(
    occupant: Occupant | None, current: str | None, start_is_optional: bool, finishes: bool
) -> None:
    answer = finishes_before_call(occupant, current, start_is_optional=start_is_optional)

    assert answer is finishes


@pytest.mark.parametrize(
    ("occupant", "current", "error"),
    [
        (CALLED, "t1", DeskBusyError),
        (SERVING, None, StaleTicketError),
        (SERVING, "t2", StaleTicketError),
        (None, "t1", StaleTicketError),
    ],
)
def test_next_is_refused(
    occupant: Occupant | None, current: str | None, error: type[KezekError]
) -> None:
    with pytest.raises(error):
        finishes_before_call(occupant, current, start_is_optional=False)


Check = Callable[[Occupant | None, str], Occupant]


def recall(occupant: Occupant | None, ticket: str) -> Occupant:
    return check_recall(occupant, ticket, 3)


def finish(occupant: Occupant | None, ticket: str) -> Occupant:
    return check_finish(occupant, ticket, start_is_optional=False)


def finish_without_start(occupant: Occupant | None, ticket: str) -> Occupant:
    return check_finish(occupant, ticket, start_is_optional=True)


@pytest.mark.parametrize(
    ("check", "occupant"),
    [
        (recall, CALLED),
        (check_start, CALLED),
        (check_no_show, CALLED),
        (check_no_show, RECALLED),
        (finish, SERVING),
        (finish_without_start, CALLED),
    ],
)
def test_the_desk_acts_on_the_visitor_it_sees(check: Check, occupant: Occupant) -> None:
    assert check(occupant, "t1") == occupant


@pytest.mark.parametrize(
    ("check", "occupant", "ticket", "error"),
    [
        (recall, RECALLED, "t1", RecallLimitError),
        (recall, SERVING, "t1", StaleTicketError),
        (recall, None, "t1", StaleTicketError),
        (check_start, SERVING, "t1", StaleTicketError),
        (check_start, CALLED, "t2", StaleTicketError),
        (check_no_show, SERVING, "t1", StaleTicketError),
        (finish, CALLED, "t1", NotStartedError),
        (finish, None, "t1", StaleTicketError),
        (finish, SERVING, "t2", StaleTicketError),
    ],
)
def test_the_desk_is_refused(
    check: Check, occupant: Occupant | None, ticket: str, error: type[KezekError]
) -> None:
    with pytest.raises(error):
        check(occupant, ticket)
