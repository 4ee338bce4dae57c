"""From a file of bookings to the number of one who comes: typed, printed, and used once."""

import sys
from asyncio.subprocess import create_subprocess_exec
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.clock import SystemClock
from server.demo.cast import RehearsedKiosk
from server.hall_file import load_hall_file
from server.protocol.events import TicketIssued
from server.protocol.tickets import TicketClass
from tests.journeys.centre import Centre
from tests.journeys.waiting import until

CODE = "407118"


async def expect_visitor(centre: Centre) -> str:
    """Bring a booking of today and return the time it is for."""
    zone = ZoneInfo(load_hall_file(centre.scenery.hall_file).time_zone)
    now = datetime.fromtimestamp(SystemClock().wall_ms() / 1000, zone)
    slot = now + timedelta(minutes=50)
    file = centre.folder / "bookings.csv"
    head = "id,code,service,slot,persons"
    file.write_text(f"{head}\nb-1,{CODE},justice-lawyer,{slot:%Y-%m-%d %H:%M},2\n")
    data = ("--data", str(centre.scenery.data))
    command = (sys.executable, "-m", "server", "bookings", str(file), *data)
    program = await create_subprocess_exec(*command)
    assert await program.wait() == 0
    return f"{slot:%H:%M}"


async def type_code(kiosk: RehearsedKiosk) -> None:
    """Touch from the welcome to the end of the code."""
    for name in ("lang-kk", "booking", *(f"key-{digit}" for digit in CODE), "key-enter"):
        await kiosk.touch(name)


@pytest.mark.slow
async def test_who_has_booked_types_his_code_and_holds_his_time_on_paper(centre: Centre) -> None:
    printer = await centre.printer()
    kiosk = await centre.kiosk(printer)
    slot = await expect_visitor(centre)

    await type_code(kiosk)
    screen = await centre.read_number(kiosk)
    await kiosk.wait("paper:printed", 30)
    await kiosk.touch("done")
    await type_code(kiosk)
    await kiosk.wait("page:booking-refused")

    (issued,) = centre.logged(TicketIssued)
    assert (issued.number, issued.ticket_class) == (screen["number"], TicketClass.BOOKED)
    assert (issued.persons, issued.is_early) == (2, True)
    assert any(slot in text for text in screen["texts"])
    await until(lambda: len(centre.papers()) == 1, "a paper")
    (paper,) = centre.papers()
    assert (paper.number, slot in paper.text) == (issued.number, True)
    assert any(issued.number in text for text in (await kiosk.state())["texts"])
