"""Tests of two who press at once: at two desks, at one desk, on one page, on an old page."""

import asyncio
import threading

from server.console.sessions import token_digest
from server.storage.ledger import Ledger
from server.storage.people import People
from tests.server.console.working_console import Person, WorkingConsole

HTMX = {"HX-Request": "true"}


def at_desk(working: WorkingConsole, desk: str = "desk-1") -> str:
    seen = working.service.picture.occupancy.desk(desk)
    return seen.number if seen else ""


async def test_a_double_press_is_one_call(working: WorkingConsole, official: Person) -> None:
    for _ in range(3):
        await working.issue()
    await official.open("/desk")

    answers = await asyncio.gather(*(official.press("next") for _ in range(4)))

    assert {answer.status_code for answer in answers} == {303}
    assert at_desk(working) == "A001"
    assert working.service.picture.waiting_at("desk-1") == 2


async def test_two_desks_that_press_together_get_two_visitors(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await working.issue()
    async with working.person() as other:
        await other.sit_at("desk-2", "daniyar")
        await official.open("/desk")

        await asyncio.gather(official.press("next"), other.press("next"))

    assert {at_desk(working, "desk-1"), at_desk(working, "desk-2")} == {"A001", "A002"}


async def test_a_stale_page_cannot_touch_the_next_visitor(
    working: WorkingConsole, official: Person
) -> None:
    for _ in range(2):
        await working.issue()
    async with working.person() as stale:
        await official.open("/desk")
        await official.press("next")
        stale.client.cookies = official.client.cookies
        await stale.open("/desk")
        for action in ("start", "next"):
            await official.open("/desk")
            await official.press(action)

        answer = await stale.press("no-show")

    assert answer.status_code == 409
    assert "The page was out of date" in answer.text
    assert at_desk(working) == "A002"


async def test_the_newer_session_at_a_desk_stops_the_older(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await official.open("/desk")
    async with working.person() as newer:
        await newer.sit_at("desk-1", "daniyar")

        pressed = await official.press("next")
        page = await official.open("/desk")

        assert pressed.status_code == 409
        assert "Somebody else works at this desk now" in pressed.text
        assert "Somebody else works at this desk now" in page.text
        assert at_desk(working) == ""
        assert (await newer.press("next")).status_code == 303
    assert at_desk(working) == "A001"


async def test_a_press_on_its_way_while_the_desk_is_taken_is_not_carried_out(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    await official.open("/desk")
    async with working.person() as newer:
        await newer.log_in("daniyar")
        token = newer.client.cookies["kezek-session"]
        go_on = threading.Event()
        holding = asyncio.create_task(working.service.read(lambda _: go_on.wait(8)))
        pressing = asyncio.create_task(official.press("next"))
        await asyncio.sleep(0.3)  # the press has asked for its session; the writer is held

        taking = asyncio.create_task(working.service.write(lambda it: take_desk_1(it, token)))
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.gather(holding, taking)

        assert (await pressing).status_code == 409
        assert at_desk(working) == ""


def take_desk_1(ledger: Ledger, token: str) -> None:
    People(ledger.connection, ledger.hall).take_desk(token_digest(token), "desk-1")


async def test_a_live_page_that_presses_after_its_desk_was_taken_is_told(
    working: WorkingConsole, official: Person
) -> None:
    async with working.person() as newer:
        await newer.sit_at("desk-1", "daniyar")
    official.client.headers.update(HTMX)

    answer = await official.press("next")

    assert (answer.status_code, answer.headers["hx-retarget"]) == (409, "#live")
    assert answer.text.startswith('<section class="card over"')


async def test_a_desk_can_be_taken_back_with_its_visitor(
    working: WorkingConsole, official: Person
) -> None:
    await working.issue()
    async with working.person() as newer:
        await newer.sit_at("desk-1", "daniyar")
        await newer.press("next")

        await official.open("/desk")
        await official.send("/desk/choose", desk="desk-1")
        await official.open("/desk")

        assert official.number == "A001"
        assert (await newer.press("next")).status_code == 409


async def test_choosing_the_same_desk_again_stops_nobody(official: Person) -> None:
    await official.send("/desk/choose", desk="desk-1")

    assert "Somebody else" not in (await official.open("/desk")).text
