"""Tests of the replay: days, numbers, desks and calls follow from what was before."""

import pytest
from msgspec.structs import replace

from server.protocol.commands import CloseDay, OpenDay, StartService
from server.protocol.events import (
    DayClosed,
    DayOpened,
    Entry,
    Event,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketLapsed,
)
from server.protocol.hall_events import LogGap
from server.protocol.tickets import TicketClass
from server.verify.faults import Fault
from server.verify.replay import BadEntryError, Replay
from tests.server.protocol.examples import EVENTS
from tests.server.verify.doctored import rightful
from tests.server.working_hall import (
    ADMIN,
    OFFICIAL,
    SMALL_HALL,
    TODAY,
    TOMORROW,
    WorkingHall,
    new_id,
)

OTHER = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def log() -> tuple[Entry, ...]:
    """Give a day opened, three tickets, two calls, the first of them started."""
    hall = WorkingHall()
    for _ in range(3):
        hall.issue()
    first = hall.call("desk-1")
    hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=first.ticket), OFFICIAL)
    hall.call("desk-2")
    return hall.log()


def replayed(log: tuple[Entry, ...], *more: Event, **change: int) -> Fault | None:
    """Play ``log``, then ``more`` as the next entries, changed; return the fault found there."""
    replay = Replay(SMALL_HALL, "")
    for entry in log:
        replay.take(entry)
    newest = log[-1]
    try:
        for event in more:
            newest = replace(newest, seq=newest.seq + 1, event=event, **change)
            replay.take(rightful(newest))
    except BadEntryError as bad:
        return bad.fault if (bad.epoch, bad.seq) == (newest.epoch, newest.seq) else None
    return None


def issued(log: tuple[Entry, ...], ordinal: int, **change: object) -> TicketIssued:
    first = log[1].event
    assert isinstance(first, TicketIssued)
    fresh = replace(first, ticket=OTHER, leg=OTHER, ordinal=ordinal, number=f"A{ordinal:03d}")
    return replace(fresh, order_key=log[-1].at, **change)


def called(log: tuple[Entry, ...]) -> TicketCalled:
    last = log[-1].event
    assert isinstance(last, TicketCalled)
    return last


def test_what_happened_is_counted(log: tuple[Entry, ...]) -> None:
    replay = Replay(SMALL_HALL, "")

    for entry in log:
        replay.take(entry)

    assert (replay.tickets, replay.calls, replay.days, replay.gaps) == (3, 2, {TODAY}, 0)


def test_numbers_go_on_after_those_given(log: tuple[Entry, ...]) -> None:
    assert replayed(log, issued(log, 4)) is None
    assert replayed(log, issued(log, 301)) is None


def test_a_number_given_twice_or_written_otherwise_is_found(log: tuple[Entry, ...]) -> None:
    assert replayed(log, issued(log, 3)) is Fault.NUMBER
    assert replayed(log, issued(log, 4, number="A04")) is Fault.NUMBER
    assert replayed(log, issued(log, 4, series="heads")) is Fault.NUMBER


def test_a_ticket_of_a_day_that_is_not_open_is_found(log: tuple[Entry, ...]) -> None:
    assert replayed(log, issued(log, 4, service_day=TOMORROW)) is Fault.DAY


def test_a_ticket_for_a_service_that_the_hall_has_not_is_found(log: tuple[Entry, ...]) -> None:
    assert replayed(log, issued(log, 4, service="nothing")) is Fault.CONFIGURATION


def test_a_day_is_opened_once(log: tuple[Entry, ...]) -> None:
    assert replayed(log, DayOpened(service_day=TOMORROW)) is Fault.DAY


def test_a_closed_day_may_be_opened_again_and_its_numbers_stay_given() -> None:
    hall = WorkingHall()
    hall.issue()
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.do(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)
    hall.issue()
    log = hall.log()

    assert replayed(log) is None
    assert replayed(log, issued(log, 1)) is Fault.NUMBER


def test_a_call_to_a_desk_that_is_busy_or_unknown_is_found(log: tuple[Entry, ...]) -> None:
    call = called(log)

    assert replayed(log, call) is Fault.DESK
    assert replayed(log, replace(call, desk="desk-9")) is Fault.DESK
    assert replayed(log[:-1], replace(call, zone="elsewhere")) is Fault.DESK
    assert replayed(log[:-1], replace(call, desk_label="9")) is Fault.DESK
    assert replayed(log[:-1], replace(call, is_video=True)) is Fault.DESK


def test_a_call_by_an_unknown_rule_is_found(log: tuple[Entry, ...]) -> None:
    at = log[-1].at

    assert replayed(log[:-1], called(log), at=at) is None
    assert replayed(log[:-1], called(log), at=at, policy_version=99) is Fault.RULE
    assert replayed(log[:-1], called(log), at=at, policy_version=1) is Fault.RULE


def test_a_call_of_somebody_else_or_with_another_share_is_found(log: tuple[Entry, ...]) -> None:
    call, at = called(log), log[-1].at

    assert replayed(log[:-1], replace(call, leg=OTHER), at=at) is Fault.ORDER
    assert replayed(log[:-1], replace(call, share_after=1), at=at) is Fault.ORDER
    assert replayed(log[:-1], replace(call, waited_ms=1), at=at) is Fault.ORDER


def test_a_call_when_nobody_waits_is_found(log: tuple[Entry, ...]) -> None:
    assert replayed(log[:1], called(log)) is Fault.ORDER


def test_a_visitor_at_another_desk_is_found(log: tuple[Entry, ...]) -> None:
    call = called(log)
    started = ServiceStarted(ticket=call.ticket, leg=call.leg, number=call.number, desk="desk-1")

    assert replayed(log, started) is Fault.DESK
    assert replayed(log, replace(started, desk="desk-2"), replace(started, desk="desk-2")) is (
        Fault.LEG
    )


def test_a_new_epoch_begins_with_the_gap_that_declares_it(log: tuple[Entry, ...]) -> None:
    gap = LogGap(restored_from_seq=log[-1].seq, epoch=2, margin=200)

    assert replayed(log, gap, epoch=2) is None
    assert replayed(log, gap) is Fault.EPOCH
    assert replayed(log, replace(gap, epoch=3), epoch=2) is Fault.EPOCH
    assert replayed(log, replace(gap, restored_from_seq=1), epoch=2) is Fault.EPOCH
    assert replayed(log, issued(log, 4), epoch=2) is Fault.EPOCH


def test_a_place_before_the_arrival_is_found(log: tuple[Entry, ...]) -> None:
    early = issued(log, 4)

    assert replayed(log, replace(early, order_key=early.order_key - 1)) is Fault.PLACE
    assert replayed(log, replace(early, ticket_class=TicketClass.STATUTORY)) is Fault.PLACE


def lapsed(log: tuple[Entry, ...], ordinal: int) -> TicketLapsed:
    issued = next(
        entry.event
        for entry in log
        if isinstance(entry.event, TicketIssued) and entry.event.ordinal == ordinal
    )
    return TicketLapsed(ticket=issued.ticket, leg=issued.leg, number=issued.number)


def test_nobody_lapses_unless_another_day_begins(log: tuple[Entry, ...]) -> None:
    replay = Replay(SMALL_HALL, "")
    gone = rightful(replace(log[-1], seq=log[-1].seq + 1, event=lapsed(log, 3)))
    for entry in (*log, gone):
        replay.take(entry)

    with pytest.raises(BadEntryError) as at_the_end:
        replay.finish()
    with pytest.raises(BadEntryError) as before_another:
        replay.take(replace(gone, seq=gone.seq + 1, event=issued(log, 4)))

    assert at_the_end.value.seq == before_another.value.seq == gone.seq
    assert at_the_end.value.fault is Fault.DAY


def test_a_day_begins_when_nobody_of_another_one_is_left(log: tuple[Entry, ...]) -> None:
    closed = DayClosed(service_day=TODAY, still_waiting=1)
    everybody = [lapsed(log, ordinal) for ordinal in (1, 2, 3)]
    tomorrow = DayOpened(service_day=TOMORROW)

    assert replayed(log, closed, *everybody, tomorrow) is None
    assert replayed(log, closed, *everybody[1:], tomorrow) is Fault.DAY


def test_a_day_that_hides_who_still_waits_is_found(log: tuple[Entry, ...]) -> None:
    assert replayed(log, DayClosed(service_day=TODAY, still_waiting=1)) is None
    assert replayed(log, DayClosed(service_day=TODAY, still_waiting=0)) is Fault.DAY


def test_an_older_day_that_is_opened_again_is_right() -> None:
    hall = WorkingHall()
    hall.issue()
    for day in (TOMORROW, TODAY):
        hall.do(CloseDay(request_id=new_id()), ADMIN)
        hall.do(OpenDay(request_id=new_id(), service_day=day), ADMIN)
        hall.issue()
    hall.call()

    assert replayed(hall.log()) is None


NOT_OF_THE_QUEUE = {
    "AuthorityRenewed",
    "BookingsImported",
    "CallShown",
    "CallSpoken",
    "ClockAdjusted",
    "ClockDoubted",
    "DeviceCleared",
    "DeviceKeyRenewed",
    "DevicePaired",
    "DeviceRevoked",
    "DeviceSuspected",
    "HallPaused",
    "HeadMissing",
    "ImportKeyMade",
    "ImportKeyRevoked",
    "LogExported",
    "OfflineMerged",
    "PairingRefused",
    "PaperOrdered",
    "PasswordChanged",
    "PasswordReset",
    "PersonAdded",
    "PersonDisabled",
    "PersonEnabled",
    "PersonUnlocked",
    "PostPaused",
    "PostResumed",
    "PrintFailed",
    "RoleChanged",
    "SentElsewhere",
    "SeriesRaised",
    "SessionsEnded",
    "SlipsGiven",
    "TicketLayoutChanged",
    "TicketPrinted",
}
"""Events from which no place, number, day or call follows."""


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_kind_of_event_is_judged_or_known_to_change_nothing(event: Event) -> None:
    hall = WorkingHall()
    found = replayed(hall.log(), event)

    is_unknown_code = found is Fault.CODE  # the examples are of a hall with other lists
    is_nothing = type(event).__name__ in NOT_OF_THE_QUEUE
    assert (found is None or is_unknown_code) is is_nothing
