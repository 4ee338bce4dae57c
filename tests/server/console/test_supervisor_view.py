"""Tests of how the order of the hall stands, as facts."""

from server.console.supervisor_view import MINUTE_MS, SupervisorView, supervisor_view
from server.protocol.commands import CallNext, FinishService, MarkNoShow, StartService
from server.protocol.desk_commands import CallChosen
from server.protocol.tickets import CallReason, TicketClass
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import OFFICIAL, new_id


def view(working: WorkingConsole) -> SupervisorView:
    service = working.service
    return supervisor_view(
        service.picture,
        service.config,
        "en",
        frozenset({"desk-2"}),
        service.now(),
        service.local,
    )


async def call(working: WorkingConsole) -> str:
    await working.service.carry_out(CallNext(request_id=new_id(), desk="desk-1"), OFFICIAL)
    seen = working.service.picture.occupancy.desk("desk-1")
    return seen.ticket if seen else ""


async def test_waits_and_counts_are_told_by_service(working: WorkingConsole) -> None:
    await working.issue()
    await working.issue(claim="veterans")
    await working.issue(service="health-appeal")
    working.clock.advance(seconds=60)
    ticket = await call(working)
    for command in (
        StartService(request_id=new_id(), desk="desk-1", ticket=ticket),
        FinishService(request_id=new_id(), desk="desk-1", ticket=ticket),
    ):
        await working.service.carry_out(command, OFFICIAL)

    seen = view(working)

    rows = [(row.waiting, row.statutory, row.first, row.received) for row in seen.services]
    assert rows == [(1, 0, "A001", 1), (1, 0, "A003", 0)]
    assert seen.services[0].median_ms == seen.services[0].long_ms
    assert (seen.services[0].median_ms or 0) > 60_000
    assert (seen.waiting, seen.calls) == (2, 1)
    assert [desk.is_staffed for desk in seen.desks[:2]] == [False, True]
    assert seen.desks[0].received == 1


async def test_a_call_out_of_turn_is_counted_and_explained(working: WorkingConsole) -> None:
    await working.issue()
    await working.issue(claim="veterans")
    await call(working)

    seen = view(working)

    counted = [(one.reason, one.ticket_class, one.count) for one in seen.deviations]
    assert counted == [(CallReason.BY_TIER, TicketClass.STATUTORY, 1)]
    (row,) = seen.latest
    assert (row.number, row.desk_label) == ("A002", "1")
    assert [one.number for one in row.why.passed] == ["A001"]


async def test_a_call_left_open_for_ten_minutes_is_told(working: WorkingConsole) -> None:
    await working.issue()
    await call(working)
    fresh = view(working).open_calls

    working.clock.advance(ms=10 * MINUTE_MS + 1)

    assert fresh == ()
    assert [(one.desk_label, one.number) for one in view(working).open_calls] == [("1", "A001")]


async def test_too_many_who_go_first_by_law_are_warned_of(working: WorkingConsole) -> None:
    await working.issue(claim="veterans")
    alone = view(working)
    await working.issue()
    await working.issue()
    third = view(working)
    await working.issue(claim="veterans")

    assert (alone.statutory_percent, alone.is_share_high) == (100, False)
    assert (third.statutory_percent, third.is_share_high) == (33, False)
    assert (view(working).statutory_percent, view(working).is_share_high) == (50, True)


async def test_a_desk_that_chose_too_often_is_named(working: WorkingConsole) -> None:
    for _ in range(4):
        chosen = (await working.issue()).ticket
        command = CallChosen(request_id=new_id(), desk="desk-1", ticket=chosen, reason="unwell")
        await working.service.carry_out(command, OFFICIAL)
        gone = MarkNoShow(request_id=new_id(), desk="desk-1", ticket=chosen)
        await working.service.carry_out(gone, OFFICIAL)

    seen = view(working)

    assert [(one.desk_label, one.count) for one in seen.choosers] == [("1", 4)]
    assert seen.deviations[0].chosen_for == "The visitor is unwell"
