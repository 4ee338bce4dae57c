"""Past days are loaded as the Hall would have left them."""

from itertools import pairwise
from pathlib import Path

from server import control
from server.bench.grounds import kiosk, lay_out
from server.bench.seeding import DAY_MS, TICKETS_A_DAY, TICKETS_A_PART, PastClock
from server.clock import SystemClock
from server.hall_service import HallService
from server.protocol.commands import IssueTicket
from server.protocol.events import DayOpened, TicketIssued
from server.protocol.identity import Actor, ActorKind
from server.storage.chain import check_chain
from server.storage.ledger import Ledger

REQUEST = "11111111-1111-4111-8111-111111111111"


async def test_the_chain_of_past_days_holds_and_the_next_day_goes_on_from_it(
    tmp_path: Path,
) -> None:
    grounds = await lay_out(tmp_path / "hall", (kiosk(1),), past=1100)
    service = await HallService.open(grounds.data, grounds.hall_file)

    def check(ledger: Ledger) -> int:
        return check_chain(ledger.events.rows(), ledger.head.hash)

    try:
        await control.carry_out(service, control.OpenServiceDay())
        asked = IssueTicket(request_id=REQUEST, service="justice-appeal", language="kk")
        issued = await service.carry_out(asked, Actor(ActorKind.KIOSK, "kiosk-1"))
        events = await service.read(check)
        entries = await service.read(lambda ledger: ledger.events.since(0, 0))
    finally:
        await service.close()

    kinds = [type(entry.event) for entry in entries]
    assert events == len(entries)
    assert (kinds.count(DayOpened), kinds.count(TicketIssued)) == (3, 1101)
    assert getattr(issued[0].event, "number", "") == "A001"


def test_past_days_end_before_today() -> None:
    clock = PastClock.before(2500)

    assert clock.wall_ms() == clock.boot_ms()
    assert clock.wall_ms() + 3 * DAY_MS < SystemClock().wall_ms()


async def test_what_takes_several_transactions_is_one_chain_of_days(tmp_path: Path) -> None:
    grounds = await lay_out(tmp_path / "hall", (kiosk(1),), past=TICKETS_A_PART + 1)
    service = await HallService.open(grounds.data, grounds.hall_file)
    try:
        rows = await service.read(lambda ledger: ledger.events.rows())
        head = await service.read(lambda ledger: ledger.head.hash)
    finally:
        await service.close()

    opened = [row.at for row in rows if row.kind == "DayOpened"]
    days = TICKETS_A_PART // TICKETS_A_DAY + 1
    assert check_chain(rows, head) == 1 + 4 * (TICKETS_A_PART + 1) + 2 * days
    assert {later - earlier for earlier, later in pairwise(opened)} == {DAY_MS}
