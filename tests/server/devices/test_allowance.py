"""Tests of the kiosk's allowance of tickets: a crowd never meets it, a stuck button does."""

import pytest

from kiosk.journal.journal import MOST_HELD
from server.client.asks import MAX_PENDING
from server.devices.allowance import (
    MERGE_BURST,
    MERGES_PER_MINUTE,
    REPORT_BURST,
    REPORTS_PER_MINUTE,
    Allowance,
    Allowances,
)
from server.hall_file import load_hall_file
from server.protocol.booking_commands import CheckIn
from server.protocol.commands import MOST_MERGED, MergeOffline, OfflineTicket, ReportPrint
from server.protocol.day_commands import SendElsewhere
from server.protocol.errors import TooManyRequestsError
from server.protocol.printing import PrintOutcome
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import issue_command, new_id
from tests.server.running_hall import DEMO_HALL


def small(clock: FakeClock) -> Allowance:
    return Allowance(3, 6, clock.wall_ms)


def taken(allowance: Allowance, wishes: int, kiosk: str = "kiosk-1") -> int:
    given = 0
    for _ in range(wishes):
        try:
            allowance.take(kiosk)
        except TooManyRequestsError:
            continue
        given += 1
    return given


def test_a_burst_is_given_and_then_what_the_time_brings() -> None:
    clock = FakeClock()
    allowance = small(clock)

    assert taken(allowance, 50) == 3
    clock.advance(seconds=25)
    assert taken(allowance, 50) == 2
    clock.advance(seconds=3600)
    assert taken(allowance, 50) == 3


def test_who_is_held_back_is_told_how_long() -> None:
    clock = FakeClock()
    allowance = small(clock)
    taken(allowance, 3)
    clock.advance(seconds=4)

    with pytest.raises(TooManyRequestsError) as told:
        allowance.take("kiosk-1")

    assert told.value.data == {"retry_seconds": 6}
    clock.advance(seconds=6)
    allowance.take("kiosk-1")


def test_one_kiosk_does_not_use_up_another_s_tickets() -> None:
    allowance = small(FakeClock())
    taken(allowance, 50)

    assert taken(allowance, 3, "kiosk-2") == 3


def test_a_crowd_at_the_opening_door_never_meets_it() -> None:
    """Sixty people, one kiosk, five seconds each; and thirty who tap as fast as it can show."""
    config = load_hall_file(DEMO_HALL)
    clock = FakeClock()
    allowance = Allowance(config.kiosk_burst, config.kiosk_tickets_per_minute, clock.wall_ms)

    given = taken(allowance, 30)
    for _ in range(60):
        clock.advance(seconds=5)
        given += taken(allowance, 1)

    assert given == 90


def test_own_numbers_are_counted_apart_and_one_by_one() -> None:
    clock = FakeClock()
    allowances = Allowances(
        small(clock),
        Allowance(5, 6, clock.wall_ms),
        Allowance(1, 1, clock.wall_ms),
        small(clock),
    )

    allowances.check("kiosk-1", merge_of(3))
    with pytest.raises(TooManyRequestsError):
        allowances.check("kiosk-1", merge_of(3))
    allowances.check("kiosk-1", merge_of(2))
    allowances.check("kiosk-1", issue_command())
    allowances.check("kiosk-1", word_on_paper())
    with pytest.raises(TooManyRequestsError):
        allowances.check("kiosk-1", word_on_paper())


def test_who_tries_codes_is_held_back_like_who_takes_tickets() -> None:
    clock = FakeClock()
    allowances = Allowances(
        Allowance(2, 1, clock.wall_ms),
        small(clock),
        Allowance(1, 1, clock.wall_ms),
        small(clock),
    )
    check_in = CheckIn(request_id=new_id(), code="123456", language="kk")

    allowances.check("kiosk-1", check_in)
    allowances.check("kiosk-1", issue_command())
    with pytest.raises(TooManyRequestsError):
        allowances.check("kiosk-1", check_in)
    allowances.check("kiosk-1", SendElsewhere(request_id=new_id(), language="kk"))
    with pytest.raises(TooManyRequestsError):
        allowances.check("kiosk-1", word_on_paper())


def test_wrong_codes_are_counted_apart_from_right_ones() -> None:
    clock = FakeClock()
    full = Allowance(100, 1, clock.wall_ms)
    allowances = Allowances(full, full, full, Allowance(2, 1, clock.wall_ms))
    check_in = CheckIn(request_id=new_id(), code="123456", language="kk")
    for _ in range(20):
        allowances.check("kiosk-1", check_in)

    for _ in range(3):
        allowances.note_wrong_code("kiosk-1")

    with pytest.raises(TooManyRequestsError) as told:
        allowances.check("kiosk-1", check_in)
    allowances.check("kiosk-2", check_in)
    assert told.value.data == {"retry_seconds": 60}
    clock.advance(seconds=60)
    allowances.check("kiosk-1", check_in)


def test_all_that_a_kiosk_keeps_to_say_is_heard_when_its_server_is_back() -> None:
    reports = Allowance(REPORT_BURST, REPORTS_PER_MINUTE, FakeClock().wall_ms)

    assert taken(reports, MAX_PENDING) == MAX_PENDING


def word_on_paper() -> ReportPrint:
    return ReportPrint(request_id=new_id(), ticket=new_id(), outcome=PrintOutcome.CONFIRMED)


def test_a_whole_journal_may_be_brought_twice() -> None:
    clock = FakeClock()
    merges = Allowance(MERGE_BURST, MERGES_PER_MINUTE, clock.wall_ms)

    for _ in range(2 * MOST_HELD // MOST_MERGED):
        merges.take("kiosk-1", MOST_MERGED)

    assert MERGE_BURST == 2 * MOST_HELD


def merge_of(count: int) -> MergeOffline:
    ticket = OfflineTicket(
        request=new_id(),
        kiosk=1,
        ordinal=1,
        service="papers",
        language="kk",
        arrived_at=1,
        contact_at=1,
        is_certain=True,
    )
    return MergeOffline(request_id=new_id(), tickets=(ticket,) * count, reconnected_at=2)
