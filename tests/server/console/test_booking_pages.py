"""The bookings' page over HTTP: lists, files, check-ins, pauses; each for whom it is meant."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from msgspec.structs import replace

from server.booking_files import BookingWish
from server.booking_imports import BookingImports
from server.protocol.booking_commands import CheckIn
from server.protocol.booking_events import BookingCancelled, BookingsImported
from server.protocol.day_events import PostPaused, PostResumed
from server.protocol.desk_events import PaperOrdered
from server.protocol.frames import PrinterTold
from server.protocol.identity import DeviceRole
from server.storage.devices import DeviceRow
from tests.server.console.working_console import Person, WorkingConsole, next_line
from tests.server.working_hall import ADMIN, KIOSK, new_id

TODAY = "2026-11-23"
CSV = f"id,code,service,slot,post\nb-1,482913,akimat-akim,{TODAY} 15:20,governor\n"
WISH = BookingWish(
    line=2,
    id="b-1",
    code="482913",
    service="akimat-akim",
    slot=f"{TODAY}T15:20",
    post="governor",
)


@pytest.fixture
async def supervisor(working: WorkingConsole) -> AsyncIterator[Person]:
    """Give somebody who oversees the hall."""
    async with working.person() as person:
        await person.log_in("saule")
        yield person


async def bring(working: WorkingConsole, *wishes: BookingWish) -> None:
    await BookingImports(working.service).bring(wishes or (WISH,), ADMIN)


async def upload(person: Person, content: str, name: str = "day.csv") -> httpx.Response:
    await person.open("/bookings")
    files = {"file": (name, content.encode(), "application/octet-stream")}
    return await person.client.post("/bookings/file", data={"csrf": person.csrf}, files=files)


async def events(working: WorkingConsole) -> list[str]:
    kinds = (BookingsImported, BookingCancelled, PostPaused, PostResumed)
    log = await working.service.read(lambda ledger: ledger.events.since(0, 0))
    return [type(one.event).__name__ for one in log if isinstance(one.event, kinds)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "шамамен"), ("ru", "Всех примут примерно до 15:30"), ("en", "by about 15:30")],
)
async def test_the_line_of_an_office_is_shown_in_the_reader_s_language(
    working: WorkingConsole, supervisor: Person, language: str, words: str
) -> None:
    await bring(working, replace(WISH, minutes=10))
    supervisor.client.headers["Accept-Language"] = language

    page = (await supervisor.open("/bookings")).text

    assert words.lower() in page.lower()
    assert "15:20" in page
    assert "482913" not in page


async def test_an_admin_brings_a_file_and_cancels_a_booking(
    working: WorkingConsole, admin: Person
) -> None:
    taken = await upload(admin, CSV)
    again = await upload(admin, CSV)
    fields = {"request_id": new_id(), "booking": "b-1", "day": TODAY}
    cancelled = await admin.send("/bookings/cancel", **fields)

    assert taken.status_code == 200
    assert "1 bookings, 1 of them new" in taken.text
    assert "1 bookings, 0 of them new" in again.text
    assert cancelled.headers["location"] == f"/bookings?day={TODAY}"
    assert await events(working) == ["BookingsImported", "BookingCancelled"]


async def test_a_row_that_looks_wrong_is_told_beside_what_was_taken(
    working: WorkingConsole, admin: Person
) -> None:
    taken = await upload(admin, CSV.replace("15:20", "14:20"))

    assert taken.status_code == 200
    assert "1 bookings, 1 of them new" in taken.text
    assert "Please look at these rows" in taken.text
    assert "receives at 15:00–18:00 on this day" in taken.text
    assert await events(working) == ["BookingsImported"]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (CSV.replace("482913", "4829"), "day.csv", "Row 2: the code must be six digits."),
        ("[]", "day.json", "The file is not JSON of bookings"),
        (CSV.replace("akimat-akim", "gone"), "day.csv", "the hall has no service"),
    ],
    ids=["code", "json", "service"],
)
async def test_a_wrong_file_is_told_row_by_row_and_not_kept(
    working: WorkingConsole, admin: Person, content: str, name: str, words: str
) -> None:
    answer = await upload(admin, content, name)

    assert answer.status_code == 422
    assert words in answer.text
    assert await events(working) == []


async def test_a_file_is_of_admins_and_of_our_own_page(
    working: WorkingConsole, admin: Person, supervisor: Person
) -> None:
    await supervisor.open("/bookings")
    files = {"file": ("day.csv", CSV.encode(), "text/csv")}

    barred = await supervisor.client.post(
        "/bookings/file", data={"csrf": supervisor.csrf}, files=files
    )
    foreign = await admin.client.post("/bookings/file", data={"csrf": "0" * 64}, files=files)

    assert (barred.status_code, foreign.status_code) == (403, 403)
    assert await events(working) == []


async def test_an_official_checks_a_visitor_in_and_hears_why_not(
    working: WorkingConsole, official: Person
) -> None:
    await bring(working)
    await official.open("/bookings")

    wrong = await official.send("/bookings/check-in", request_id=new_id(), code="111111")
    no_code = await official.send("/bookings/check-in", request_id=new_id(), code="Y")
    right = await official.send("/bookings/check-in", request_id=new_id(), code="482 913")
    again = await official.send("/bookings/check-in", request_id=new_id(), code="482913")

    assert (wrong.status_code, no_code.status_code, again.status_code) == (409, 409, 409)
    assert "no booking with this code today" in wrong.text
    assert "M01" in right.text
    assert "used already; its number is M01" in again.text


async def test_an_office_pauses_and_goes_on(working: WorkingConsole, official: Person) -> None:
    await bring(working)
    await official.open("/bookings")
    fields = {"post": "governor", "reason": "meeting", "until": "16:00"}

    await official.send("/bookings/pause", request_id=new_id(), **fields)
    paused = (await official.open("/bookings")).text
    await official.send("/bookings/resume", request_id=new_id(), post="governor")
    resumed = (await official.open("/bookings")).text
    unknown = await official.send(
        "/bookings/pause", request_id=new_id(), post="gone", reason="meal", until=""
    )

    assert "Receives nobody until about 16:00" in paused
    assert "16:00" in paused
    assert "Receives nobody until" not in resumed
    assert unknown.status_code == 409
    assert await events(working) == ["BookingsImported", "PostPaused", "PostResumed"]


async def test_another_day_is_looked_at_without_a_line(
    working: WorkingConsole, supervisor: Person
) -> None:
    await bring(working, replace(WISH, slot="2026-11-25T10:00"))

    page = (await supervisor.open("/bookings?day=2026-11-25")).text
    wrong = await supervisor.open("/bookings?day=2026-13-45")

    assert "10:00" in page
    assert "sse-connect" not in page
    assert wrong.status_code == 400


async def test_who_checks_in_gets_the_paper_where_this_desk_prints(
    working: WorkingConsole, official: Person
) -> None:
    await bring(working, WISH, replace(WISH, id="b-2", code="482914"))
    row = DeviceRow("kiosk-1", DeviceRole.KIOSK, "0" * 64, name="Entrance")
    await working.service.write(lambda ledger: ledger.devices.add(row))
    working.console.papers.hear("kiosk-1", PrinterTold("epson"), lambda _order: None)
    await official.open("/bookings")

    fields = {"request_id": new_id(), "code": "482913", "device": "kiosk-1"}
    printed = await official.send("/bookings/check-in", **fields)
    plain = await official.send(
        "/bookings/check-in", request_id=new_id(), code="482914", device="-"
    )

    log = await working.service.read(lambda ledger: ledger.events.since(0, 0))
    papers = [one.event.device for one in log if isinstance(one.event, PaperOrdered)]
    assert "It is being printed: Entrance." in printed.text
    assert official.client.cookies["kezek-printer-desk-1"] == "-"
    assert "Tell the visitor the number." in plain.text
    assert papers == ["kiosk-1"]


async def listen(person: Person, lines: asyncio.Queue[str]) -> None:
    """Hand over what the live page is told."""
    async with person.client.stream("GET", "/bookings/live", timeout=None) as answer:
        async for line in answer.aiter_lines():
            lines.put_nowait(line)


async def test_the_list_is_live(working: WorkingConsole, supervisor: Person) -> None:
    await bring(working)
    lines: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(listen(supervisor, lines))
    before = await next_line(lines, "data: <div")
    await next_line(lines, "event: booked")
    await next_line(lines, "data: <div")

    command = CheckIn(request_id=new_id(), code=WISH.code, language="kk")
    await working.service.carry_out(command, KIOSK)
    after = await next_line(lines, "data: <div")

    working.console.close()
    await listening
    assert "is expected" in before
    assert "M01" in after
    assert "is here, before the time" in after


async def test_of_very_many_bookings_one_hour_is_shown_and_kept_live(
    working: WorkingConsole, admin: Person
) -> None:
    wish = replace(WISH, service="justice-appeal", post=None)
    slots = [f"{TODAY}T{hour:02}:{minute:02}" for hour in (11, 14) for minute in range(55)]
    await bring(
        working,
        *(
            replace(wish, id=f"b-{at[11:13]}{at[14:]}", code=f"48{at[11:13]}{at[14:]}", slot=at)
            for at in slots
        ),
    )

    next_hour = (await admin.open("/bookings")).text
    later = (await admin.open(f"/bookings?day={TODAY}&hour=14")).text
    fields = {"request_id": new_id(), "booking": "b-1402", "day": TODAY, "hour": "14"}
    after = await admin.send("/bookings/cancel", **fields)
    wrong = await admin.open("/bookings?hour=25")

    assert (">11:54<" in next_hour, ">14:00<" in next_hour) == (True, False)
    assert (">11:54<" in later, ">14:54<" in later) == (False, True)
    assert 'sse-connect="/bookings/live?hour=14"' in later
    assert after.headers["location"] == f"/bookings?day={TODAY}&hour=14"
    assert wrong.status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_the_first_and_the_last_day_there_are_can_be_looked_at(
    supervisor: Person, day: str
) -> None:
    page = await supervisor.open(f"/bookings?day={day}")

    assert page.status_code == 200
    assert day in page.text
