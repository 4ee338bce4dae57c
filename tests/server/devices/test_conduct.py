"""Tests of what kiosks may ask and say over a real link, and of what is noted of them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from server.devices.conduct import Conduct
from server.hall_service import HallService
from server.protocol.commands import ReportPrint
from server.protocol.device_events import DeviceSuspected, Suspicion
from server.protocol.errors import ForeignPaperError, StorageFailedError, TooManyRequestsError
from server.protocol.events import TicketPrinted
from server.protocol.frames import Answer, Refusal
from server.protocol.printing import PrintOutcome
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import (
    HALL_FILE,
    WorkingServer,
    issue_command,
    linked,
    new_id,
)

T = TypeVar("T")


def paper(ticket: str) -> ReportPrint:
    return ReportPrint(request_id=new_id(), ticket=ticket, outcome=PrintOutcome.CONFIRMED)


async def test_a_kiosk_that_speaks_of_foreign_papers_is_refused_and_then_suspected(
    server: WorkingServer, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.trust.foreign_papers", "speaks of a paper")
    identity = await server.add_kiosk()
    tickets = [(await server.issue()).ticket for _ in range(3)]

    async with linked(server, identity) as kiosk:
        answers = [await kiosk.ask(paper(ticket)) for ticket in tickets]
        (suspected,) = await server.until_logged(DeviceSuspected)
        own = await kiosk.ask(issue_command())

    codes = [answer.failure.code for answer in answers if isinstance(answer, Refusal)]
    assert codes == ["foreign-paper"] * 3
    assert suspected == DeviceSuspected(device="kiosk-1", reason=Suspicion.FOREIGN_PAPER)
    assert isinstance(own, Answer)


async def test_a_kiosk_reports_its_own_paper_after_its_program_was_started_anew(
    server: WorkingServer,
) -> None:
    identity = await server.add_kiosk()
    async with linked(server, identity) as kiosk:
        answer = await kiosk.ask(issue_command())
    assert isinstance(answer, Answer)
    (issued,) = answer.events

    async with linked(server, identity) as kiosk:
        told = await kiosk.ask(paper(issued.ticket))  # type: ignore[union-attr] # an issue

    assert isinstance(told, Answer)
    assert isinstance(told.events[0], TicketPrinted)


async def test_words_on_papers_are_bounded_too_and_the_hold_is_known(
    server: WorkingServer, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.trust.holds", "is held back")
    conduct, refused = Conduct(server.service), 0

    for _ in range(700):
        try:
            conduct.check("kiosk-1", paper(new_id()))
        except TooManyRequestsError:
            refused += 1

    hold = conduct.hold_of("kiosk-1")
    assert refused == 100
    assert hold is not None
    assert (hold.refused, hold.is_over) == (100, False)
    conduct.check("kiosk-1", issue_command())
    server.clock.advance(minutes=1)
    conduct.beat()
    over = conduct.hold_of("kiosk-1")
    assert over is not None
    assert over.is_over


class Away(HallService):
    """A hall whose store does not answer questions."""

    async def read(self, job: Callable[[Ledger], T]) -> T:
        """Fail."""
        del job
        raise StorageFailedError


async def test_a_store_that_cannot_be_asked_ends_no_link(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.trust.foreign_papers", "speaks of a paper")
    service = await Away.open(tmp_path, HALL_FILE, FakeClock())
    conduct, report = Conduct(service), paper(new_id())

    await conduct.note("kiosk-1", report, ForeignPaperError(ticket=report.ticket))

    assert conduct.hold_of("kiosk-1") is None
    await service.close()
