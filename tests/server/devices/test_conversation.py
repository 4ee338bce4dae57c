"""What a linked device asks and hears, over real sockets."""

import asyncio

import pytest
from websockets.exceptions import ConnectionClosed

from server.paper_orders import PaperOrders
from server.protocol.admin_errors import NoPrintingDeviceError
from server.protocol.commands import CallNext, ReportPrint, ReportShown
from server.protocol.events import CallShown, TicketIssued, TicketPrinted
from server.protocol.frames import (
    Answer,
    Ask,
    Hello,
    PaperShown,
    PrinterTold,
    Received,
    Refusal,
    ShowPaper,
    Update,
)
from server.protocol.printing import PrintOutcome
from server.protocol.snapshots import CallEnded, CallPlaced, NextUpChanged, WaitingChanged
from server.protocol.ticket_layout import standard_layout
from tests.conftest import ExpectedLog
from tests.server.devices.working_server import (
    WorkingServer,
    issue_command,
    linked,
    new_id,
)


async def test_a_kiosk_gets_a_number(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command()

    async with linked(server, identity) as kiosk:
        answer = await kiosk.ask(command)

    assert isinstance(answer, Answer)
    (issued,) = answer.events
    assert isinstance(issued, TicketIssued)
    assert (issued.number, issued.issue_request) == ("A001", command.request_id)


async def test_the_same_request_gets_the_same_number(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command()

    async with linked(server, identity) as kiosk:
        first, again = await kiosk.ask(command), await kiosk.ask(command)

    assert first == again
    assert len(await server.until_logged(TicketIssued)) == 1


async def test_the_same_request_over_a_new_socket_gets_the_same_number(
    server: WorkingServer,
) -> None:
    identity = await server.add_kiosk()
    command = issue_command()
    async with linked(server, identity) as kiosk:
        await kiosk.say(Ask(command))
        kiosk.socket.transport.abort()
    (issued,) = await server.until_logged(TicketIssued)

    async with linked(server, identity) as kiosk:
        answer = await kiosk.ask(command)

    assert answer == Answer(command.request_id, (issued,))


async def test_a_rule_that_says_no_is_told_to_the_asker(server: WorkingServer) -> None:
    identity = await server.add_kiosk()
    command = issue_command("no-such-service")

    async with linked(server, identity) as kiosk:
        refusal = await kiosk.ask(command)

    assert isinstance(refusal, Refusal)
    assert (refusal.request_id, refusal.failure.code) == (command.request_id, "unknown-service")


async def test_a_command_of_another_role_is_refused_and_the_link_stays(
    server: WorkingServer,
) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        refusal = await kiosk.ask(CallNext(request_id=new_id(), desk="desk-1"))
        answer = await kiosk.ask(issue_command())

    assert isinstance(refusal, Refusal)
    assert refusal.failure.code == "not-allowed"
    assert isinstance(answer, Answer)


async def test_a_printed_paper_is_reported(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        answer = await kiosk.ask(issue_command())
        assert isinstance(answer, Answer)
        (issued,) = answer.events
        assert isinstance(issued, TicketIssued)
        report = ReportPrint(
            request_id=new_id(), ticket=issued.ticket, outcome=PrintOutcome.CONFIRMED
        )
        printed = await kiosk.ask(report)

    assert isinstance(printed, Answer)
    assert printed.events == (
        TicketPrinted(ticket=issued.ticket, number="A001", copy=0, outcome=PrintOutcome.CONFIRMED),
    )


async def test_kiosks_hear_how_many_wait(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        await server.issue("advice")
        update = await kiosk.hear_one(Update)

    assert update.changes == (WaitingChanged({"advice": 1}),)


async def test_a_board_hears_a_call_and_its_end_and_no_more(server: WorkingServer) -> None:
    identity = await server.add_board()

    async with linked(server, identity) as board:
        issued = await server.issue()
        called = await server.call()
        await server.receive(called)
        next_up = await board.hear_one(Update)
        placed = await board.hear_one(Update)
        ended = await board.hear_one(Update)

    assert next_up.changes == (NextUpChanged((issued.number,)),)
    call, nobody = placed.changes
    assert isinstance(call, CallPlaced)
    assert (call.call.number, call.call.desk, call.call.language) == ("A001", "1", "kk")
    assert nobody == NextUpChanged(())
    assert ended.changes == (CallEnded("A001", "1"),)
    assert ended.after == placed.seq


async def test_a_board_says_that_it_has_shown_a_call(server: WorkingServer) -> None:
    identity = await server.add_board()
    await server.issue()

    async with linked(server, identity) as board:
        await server.call()
        update = await board.hear_one(Update)
        report = ReportShown(request_id=new_id(), call=update.seq, zone="ground")
        answer = await board.ask(report)

    assert isinstance(answer, Answer)
    assert answer.events == (CallShown(call=update.seq, number="A001", zone="ground"),)


@pytest.mark.parametrize(
    "nonsense",
    [
        "{",
        '{"type":"Nothing"}',
        '{"type":"Ask","command":{"type":"IssueTicket"}}',
        "[" * 5000 + "]" * 5000,
    ],
)
async def test_a_device_that_speaks_wrongly_is_told_and_cut(
    server: WorkingServer, nonsense: str
) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        await kiosk.socket.send(nonsense)
        refusal = await kiosk.hear_one(Refusal)
        with pytest.raises(ConnectionClosed):
            await kiosk.hear_one(Answer)

    assert (refusal.request_id, refusal.failure.code) == (None, "bad-message")


async def test_a_board_acknowledges_no_numbers(server: WorkingServer) -> None:
    identity = await server.add_board()

    async with linked(server, identity) as board:
        await board.say(Received((new_id(),)))
        refusal = await board.hear_one(Refusal)

    assert refusal.failure.code == "bad-message"


async def test_bytes_are_not_understood(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        await kiosk.socket.send(b"\x00\x01")
        refusal = await kiosk.hear_one(Refusal)

    assert refusal.failure.code == "bad-message"


async def test_a_bug_in_one_command_is_logged_and_cuts_nobody(
    server: WorkingServer, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.devices.conversation", "IssueTicket of device kiosk-1 failed")
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        server.service.trouble(ZeroDivisionError())
        failed = await kiosk.ask(issue_command())
        answer = await kiosk.ask(issue_command())

    assert isinstance(failed, Refusal)
    assert failed.failure.code == "kezek"
    assert isinstance(answer, Answer)


async def test_a_second_hello_is_not_understood(server: WorkingServer) -> None:
    identity = await server.add_kiosk()

    async with linked(server, identity) as kiosk:
        who = kiosk.identity
        await kiosk.say(Hello(1, who.hall, who.device, who.role, who.key))
        refusal = await kiosk.hear_one(Refusal)

    assert refusal.failure.data == {"reason": "second-hello"}


async def test_a_device_revoked_while_it_is_linked_changes_nothing_more(
    server: WorkingServer,
) -> None:
    async with linked(server, await server.add_kiosk()) as kiosk:
        await server.service.write(lambda ledger: ledger.devices.revoke("kiosk-1"))

        refusal = await kiosk.ask(issue_command())

    assert isinstance(refusal, Refusal)
    assert refusal.failure.code == "unknown-device"
    assert server.service.picture.waiting() == ()


async def test_a_kiosk_that_prints_is_ordered_a_picture_until_it_leaves(
    server: WorkingServer,
) -> None:
    papers = PaperOrders()
    server.server.take_orders(papers)
    async with linked(server, await server.add_kiosk()) as kiosk:
        await kiosk.say(PrinterTold("generic_80_clone"))
        await kiosk.ask(issue_command())
        assert papers.printers() == {"kiosk-1": "generic_80_clone"}

        asked = asyncio.create_task(papers.show("kiosk-1", standard_layout(), "kk"))
        order = await kiosk.hear_one(ShowPaper)
        shown = PaperShown(order.order, b"picture", 93, 370)
        await kiosk.say(shown)
        assert await asked == shown
        asked = asyncio.create_task(papers.show("kiosk-1", standard_layout(), "kk"))
        await kiosk.hear_one(ShowPaper)

    with pytest.raises(NoPrintingDeviceError):
        await asked


async def test_a_board_prints_nothing(server: WorkingServer) -> None:
    async with linked(server, await server.add_board()) as board:
        await board.say(PrinterTold("generic_80_clone"))
        refusal = await board.hear_one(Refusal)

    assert refusal.failure.data == {"reason": "papers-are-for-kiosks"}
