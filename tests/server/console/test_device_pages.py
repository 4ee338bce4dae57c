"""Tests of the devices' pages: let in by the code on the screen, sent away, cut off."""

import asyncio

import pytest

from server.console.sessions import CONFIRMED_MS
from server.protocol.device_events import Suspicion
from server.protocol.identity import DeviceRole
from server.storage.device_keys import DeviceKeys
from tests.server.console.working_console import (
    AUTHORITY,
    PASSWORD,
    Person,
    WorkingConsole,
    next_line,
)
from tests.server.working_hall import ADMIN


async def pair(working: WorkingConsole, admin: Person) -> None:
    """Let a kiosk in by its code."""
    code = working.device().code
    await admin.open("/admin/devices")
    await admin.send("/admin/devices/pair", code=code, name="At the entrance")


async def test_the_page_shows_the_fingerprint_in_groups_and_never_the_code(
    working: WorkingConsole, admin: Person
) -> None:
    code = working.device().code

    page = (await admin.open("/admin/devices")).text

    for group in AUTHORITY.fingerprint.split("-"):
        assert f"<span>{group}</span>" in page
    assert "192.168.1.77" in page
    assert code not in page


async def test_a_device_is_let_in_by_the_code_on_its_screen(
    working: WorkingConsole, admin: Person
) -> None:
    code = working.device().code
    await admin.open("/admin/devices")

    answer = await admin.send(
        "/admin/devices/pair", code=f"{code[:3]} {code[3:]}", name="At the entrance"
    )

    assert "kiosk-1 belongs to the hall now" in answer.text
    assert "At the entrance" in answer.text
    assert "Waiting to be let in" not in answer.text


async def test_a_code_that_nobody_shows_is_refused_beside_its_field(
    working: WorkingConsole, admin: Person
) -> None:
    code = working.device().code
    await admin.open("/admin/devices")

    answer = await admin.send("/admin/devices/pair", code=f"{(int(code) + 1) % 10**6:06d}")

    assert answer.status_code == 409
    assert "No device shows this code now" in answer.text
    assert 'id="code-fault"' in answer.text


async def test_letting_in_asks_for_the_password_after_a_while(
    working: WorkingConsole, admin: Person
) -> None:
    working.clock.advance(ms=CONFIRMED_MS)
    code = working.device().code
    await admin.open("/admin/devices")

    asked = await admin.send("/admin/devices/pair", code=code, name="x")
    done = await admin.send("/admin/devices/pair", code=code, name="x", password=PASSWORD)

    assert (asked.status_code, done.status_code) == (403, 200)
    assert code in asked.text  # typed once is enough
    assert "belongs to the hall now" in done.text


async def test_a_waiting_device_can_be_sent_away(working: WorkingConsole, admin: Person) -> None:
    working.device()
    await admin.open("/admin/devices")
    path = admin.page.split('action="/admin/devices/refuse/')[1].split('"')[0]

    await admin.send(f"/admin/devices/refuse/{path}")

    assert "Waiting to be let in" not in (await admin.open("/admin/devices")).text


async def test_a_board_is_let_in_where_it_hangs(working: WorkingConsole, admin: Person) -> None:
    code = working.device(role=DeviceRole.DISPLAY).code
    await admin.open("/admin/devices")
    zone = working.service.config.zones[0]

    answer = await admin.send("/admin/devices/pair", code=code, name="", zone=zone.id)

    assert "board-1" in answer.text
    assert zone.names["en"] in answer.text


async def test_a_device_is_cut_off_for_ever(working: WorkingConsole, admin: Person) -> None:
    await pair(working, admin)
    page = (await admin.open("/admin/devices/kiosk-1")).text

    await admin.send("/admin/devices/kiosk-1/revoke")

    assert "that cannot be taken back" in page
    assert "This device was cut off" in (await admin.open("/admin/devices/kiosk-1")).text
    assert "A device was cut off" in (await admin.open("/log")).text


async def test_a_suspected_device_says_what_to_do_and_can_be_cleared(
    working: WorkingConsole, admin: Person
) -> None:
    await pair(working, admin)
    now = working.service.now()
    await working.service.write(
        lambda ledger: DeviceKeys(ledger.connection, ledger.hall).suspect(
            "kiosk-1", Suspicion.TWO_LINKS, now
        )
    )
    page = (await admin.open("/admin/devices/kiosk-1")).text

    await admin.send("/admin/devices/kiosk-1/clear")

    assert "Two devices spoke with the same key" in page
    assert "Go and look" in page
    assert "may have been copied" not in (await admin.open("/admin/devices/kiosk-1")).text


async def test_a_device_gets_a_new_key(working: WorkingConsole, admin: Person) -> None:
    await pair(working, admin)
    await admin.open("/admin/devices/kiosk-1")

    assert (await admin.send("/admin/devices/kiosk-1/renew-key")).status_code == 303


@pytest.mark.parametrize("path", ["/admin/devices/none", "/admin/devices/none/fly"])
async def test_a_device_that_is_not_there_is_told_as_a_page(admin: Person, path: str) -> None:
    await admin.open("/admin/devices")

    answer = await (admin.send(path) if path.endswith("fly") else admin.open(path))

    assert answer.status_code in {400, 404}
    assert "<h1>" in answer.text


async def test_a_device_that_begins_to_wait_appears_by_itself(
    working: WorkingConsole, admin: Person
) -> None:
    lines = asyncio.Queue[str]()

    async def read() -> None:
        async with admin.client.stream("GET", "/admin/devices/live", timeout=None) as answer:
            async for line in answer.aiter_lines():
                lines.put_nowait(line)

    reading = asyncio.create_task(read())
    await next_line(lines, "event: devices")

    working.device()
    await next_line(lines, "event: waiting")
    assert "192.168.1.77" in await next_line(lines, "data:")

    assert working.console.trust is not None
    waiting = working.console.trust.pairings.waiting()
    await working.console.trust.pairings.confirm(waiting[0].code, "", None, ADMIN)
    await next_line(lines, "event: devices")
    assert "kiosk-1" in await next_line(lines, "data:")
    reading.cancel()
