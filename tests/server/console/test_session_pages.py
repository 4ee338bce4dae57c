"""Tests of the list of sessions: who, from where, and the end of one of them."""

import re

from server.console.sessions import CONFIRMED_MS
from tests.server.console.working_console import Person, WorkingConsole

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"


async def test_a_session_is_listed_with_browser_place_and_desk(
    working: WorkingConsole, admin: Person
) -> None:
    async with working.person(**{"User-Agent": FIREFOX}) as person:
        await person.sit_at("desk-3")

        page = (await admin.open("/admin/sessions")).text

    assert "Firefox, Linux, on the server's own computer" in page
    assert "Desk 3" in page
    assert "this is you, here" in page
    assert person.client.cookies["kezek-session"] not in page


async def test_one_session_ends_and_its_live_page_is_told(
    working: WorkingConsole, admin: Person, official: Person
) -> None:
    await admin.open("/admin/sessions")
    path = re.findall(r'action="(/admin/sessions/s-[0-9a-f]+/end)"', admin.page)

    answer = await admin.send(path[0])

    assert answer.status_code == 303
    assert len(path) == 1  # nobody ends the own session here
    assert (await official.open("/desk")).url.path == "/login"
    assert working.service.picture.seq > 0


async def test_ending_a_session_asks_for_the_password_after_a_while(
    working: WorkingConsole, admin: Person, official: Person
) -> None:
    working.clock.advance(ms=CONFIRMED_MS)
    await admin.open("/admin/sessions")
    path = re.findall(r'action="(/admin/sessions/s-[0-9a-f]+/end)"', admin.page)[0]

    answer = await admin.send(path)

    assert answer.status_code == 403
    assert "Please give your own password" in answer.text
    assert (await official.open("/desk")).url.path == "/desk"
