"""Kiosks that were alone over midnight, or while their server was put back to an older state."""

from pathlib import Path
from random import Random

from kiosk.offline import SILENT_MS
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.events import TicketIssued
from server.protocol.hall_events import LogGap
from server.storage.ledger import Ledger
from tests.kiosk.partitions import Partitions
from tests.server.working_hall import ADMIN, TODAY, TOMORROW, WorkingHall, new_id

DAY_MS = 24 * 3_600_000


def alone(folder: Path, visitors: int) -> Partitions:
    """Return a hall whose first kiosk has given so many numbers alone."""
    partitions = Partitions(folder, Random(7))
    partitions.cut(partitions.cables[0])
    partitions.pass_ms(SILENT_MS)
    give(partitions, visitors)
    return partitions


def give(partitions: Partitions, visitors: int) -> None:
    for _ in range(visitors):
        partitions.visit(partitions.cables[0])
        partitions.pass_ms(6000)


def issued(partitions: Partitions) -> list[TicketIssued]:
    events = (entry.event for entry in partitions.hall.log())
    return [event for event in events if isinstance(event, TicketIssued)]


def test_numbers_of_the_evening_come_in_on_the_next_morning(tmp_path: Path) -> None:
    partitions = alone(tmp_path, 3)
    hall = partitions.hall
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    hall.clock.advance(seconds=DAY_MS // 1000)
    for cable in partitions.cables:
        cable.kiosk.watch.pass_ms(DAY_MS)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    partitions.heal()
    give(partitions, 1)

    partitions.end()
    numbers = [(ticket.number, ticket.service_day) for ticket in issued(partitions)]
    assert numbers[:3] == [(f"K1-0{ordinal}", TOMORROW) for ordinal in (1, 2, 3)]
    assert numbers[3:] == [("A001", TOMORROW)]


def test_after_a_restore_no_own_number_comes_twice(tmp_path: Path) -> None:
    partitions = alone(tmp_path, 3)
    partitions.heal()
    lost = {ticket.number for ticket in issued(partitions)}
    partitions.cut(partitions.cables[0])
    partitions.pass_ms(SILENT_MS)
    give(partitions, 2)

    partitions.hall = restored(partitions.hall)
    partitions.heal()

    partitions.end()
    numbers = [ticket.number for ticket in issued(partitions)]
    assert numbers == ["K1-04", "K1-05"]
    assert lost == {"K1-01", "K1-02", "K1-03"}


def restored(lost: WorkingHall) -> WorkingHall:
    """Return the hall as a backup of the early morning has it, in a new epoch."""
    hall = WorkingHall(is_open=False)
    hall.clock = lost.clock
    hall.hall._now = lost.clock.wall_ms  # noqa: SLF001 - one clock goes on over the restore

    def begin(ledger: Ledger) -> LogGap:
        with ledger.savepoint():
            return hall.hall.begin_epoch(ledger, 2, 200)

    hall.within(begin)
    hall.do(OpenDay(request_id=new_id(), service_day=TODAY), ADMIN)
    return hall
