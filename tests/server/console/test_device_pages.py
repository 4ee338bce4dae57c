"""Tests of the devices' pages: let in by the code on the screen, sent away, cut off."""

import asyncio

import pytest

from server.console.sessions import CONFIRMED_MS
from server.protocol.device_events import Suspicion
from server.protocol.identity import DeviceRole
from server.storage.device_keys import DeviceKeys
from server.trust.holds import Hold
from server.trust.link_keys import suspect
from tests.fakes.held_links import HeldLinks
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

    reading = asyncio.create_task(read(admin, "/admin/devices/live", lines))
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


HELD = {
    "en": ("asks for more tickets than people can take", "was held back from 10:00 to 10:02"),
    "ru": ("Просит больше талонов, чем успевают взять люди", "сдерживался с 10:00 до 10:02"),
    "kk": ("көп талон сұрап тұр, сондықтан шектелді", "10:00–10:02 аралығында шектелді"),
}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["/admin/devices/kiosk-1", "/hall"])
async def test_a_kiosk_that_is_held_back_is_told_in_words_and_so_is_that_it_is_over(
    working: WorkingConsole, path: str, language: str
) -> None:
    trust, now = working.console.trust, working.service.now()
    assert trust is not None
    links = HeldLinks(Hold(now, now + 120_000, 512))
    await trust.pairings.confirm(working.device().code, "Door", None, ADMIN)
    trust.watch(links)
    async with working.person(**{"Accept-Language": language}) as person:
        await person.log_in("dana")

        during = (await person.open(path)).text
        links.hold = Hold(now, now + 120_000, 512, is_over=True)
        after = (await person.open(path)).text

    assert HELD[language][0] in during
    assert HELD[language][1] in after
    assert "512" in during
    assert "512" in after


@pytest.mark.parametrize("path", ["/admin/devices/kiosk-1/live", "/hall/live"])
async def test_holding_back_and_its_end_appear_by_themselves(
    working: WorkingConsole, admin: Person, path: str
) -> None:
    trust, now, lines = working.console.trust, working.service.now(), asyncio.Queue[str]()
    assert trust is not None
    links = HeldLinks(None)
    await trust.pairings.confirm(working.device().code, "Door", None, ADMIN)
    trust.watch(links)
    reading = asyncio.create_task(read(admin, path, lines))
    assert "held back" not in await next_line(lines, "data: <div")

    links.hold = Hold(now, now, 3)
    await working.issue()
    during = await next_line(lines, "data: <div")
    links.hold = Hold(now, now, 3, is_over=True)
    await working.issue()
    while "usual again" not in (after := await next_line(lines, "data: <div")):
        pass

    assert "is held back" in during
    assert "was held back from 10:00 to 10:00" in after
    reading.cancel()


async def test_a_suspicion_and_that_it_was_taken_away_stand_on_the_halls_page(
    working: WorkingConsole, admin: Person
) -> None:
    await pair(working, admin)
    await suspect(working.service, "kiosk-1", Suspicion.FOREIGN_PAPER)
    before = [(await admin.open(path)).text for path in ("/hall", "/admin/devices/kiosk-1")]

    await admin.send("/admin/devices/kiosk-1/clear")
    after = [(await admin.open(path)).text for path in ("/hall", "/admin/devices/kiosk-1")]

    for page in before:
        assert "It spoke of tickets that other kiosks print" in page
    for page in after:
        assert "It spoke of tickets" not in page
        assert "The suspicion was taken away at 10:00" in page


async def read(person: Person, path: str, lines: asyncio.Queue[str]) -> None:
    """Hand over what a live page is told."""
    async with person.client.stream("GET", path, timeout=None) as answer:
        async for line in answer.aiter_lines():
            lines.put_nowait(line)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_of_a_device_that_went_away_while_it_was_let_in_the_admin_is_told_what_to_do(
    working: WorkingConsole, language: str
) -> None:
    trust = working.console.trust
    assert trust is not None
    nonces = ("aa", "00" * 32)
    candidate = trust.pairings.enter(DeviceRole.KIOSK, "192.168.1.77", nonces, AUTHORITY)
    code = candidate.waiting.code
    candidate.decided.cancel()
    async with working.person(**{"Accept-Language": language}) as person:
        await person.log_in("dana")
        await person.open("/admin/devices")

        answer = await person.send("/admin/devices/pair", code=code, name="Door")

    assert answer.status_code == 503
    assert "kiosk-1" in answer.text.split('id="code-fault"')[1].split("</p>")[0]
