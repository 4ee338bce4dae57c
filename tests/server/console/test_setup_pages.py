"""Tests of the very first page: who reads the file becomes administrator, once."""

from typing import Any, cast

import httpx
import pytest

from server.console.throttle import FREE_FAILURES
from tests.server.console.working_console import Person, WorkingConsole

NEW = "жасыл шелек ұшады"


@pytest.fixture
async def empty(working: WorkingConsole) -> WorkingConsole:
    """Give a console whose hall has no administrator yet."""
    await working.service.write(
        lambda ledger: ledger.connection.execute(
            "update officials set is_disabled = 1 where role = 'admin'"
        )
    )
    assert working.console.setup_code is not None
    working.console.setup_code.prepare(is_needed=True)
    return working


def code_of(working: WorkingConsole) -> str:
    assert working.console.setup_code is not None
    return working.console.setup_code.path.read_text().strip()


async def test_the_first_page_leads_to_the_first_administrator(
    empty: WorkingConsole, anybody: Person
) -> None:
    page = await anybody.open("/")
    assert page.url.path == "/setup"
    assert code_of(empty) not in page.text

    answer = await anybody.send("/setup", code=code_of(empty), login="Bolat", new=NEW, again=NEW)

    assert answer.status_code == 303
    assert (await anybody.open("/")).url.path == "/admin/devices"
    assert empty.console.setup_code is not None
    assert not empty.console.setup_code.path.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"code": "abcd-abcd-abcd"}, "This is not the code."),
        ({"login": "two words"}, "no spaces"),
        ({"login": "aigerim"}, "Somebody else logs in"),
        ({"new": "short", "again": "short"}, "too short"),
        ({"again": "other"}, "not the same"),
    ],
)
async def test_what_is_wrong_is_said_and_nobody_becomes_anything(
    empty: WorkingConsole, anybody: Person, typed: dict[str, str], words: str
) -> None:
    await anybody.open("/setup")

    right = {"code": code_of(empty), "login": "b", "new": NEW, "again": NEW}
    answer = await anybody.send("/setup", **{**right, **typed})

    assert answer.status_code == 403
    assert words in answer.text
    assert (await anybody.open("/admin/devices")).url.path == "/login"


async def guess(person: Person, count: int) -> None:
    """Try wrong codes."""
    await person.open("/setup")
    for _ in range(count):
        await person.send("/setup", code="wrong", login="b", new=NEW, again=NEW)


async def test_the_code_cannot_be_guessed_for_long(empty: WorkingConsole, anybody: Person) -> None:
    await guess(anybody, FREE_FAILURES["address"])

    answer = await anybody.send("/setup", code=code_of(empty), login="b", new=NEW, again=NEW)

    assert answer.status_code == 403
    assert "Too many wrong codes" in answer.text


async def test_who_guesses_bars_nobody_at_another_address(
    empty: WorkingConsole, anybody: Person
) -> None:
    elsewhere = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
    async with httpx.AsyncClient(base_url=empty.url, transport=elsewhere) as client:
        await guess(Person(client), FREE_FAILURES["address"] + 5)
    await anybody.open("/setup")

    answer = await anybody.send("/setup", code=code_of(empty), login="b", new=NEW, again=NEW)

    assert answer.status_code == 303


async def test_who_has_the_code_may_choose_a_password_as_often_as_needed(
    empty: WorkingConsole, anybody: Person
) -> None:
    await anybody.open("/setup")
    right = {"code": code_of(empty), "login": "b"}
    for _ in range(FREE_FAILURES["address"] + 5):
        await anybody.send("/setup", **right, new="short", again="short")

    assert (await anybody.send("/setup", **right, new=NEW, again=NEW)).status_code == 303


@pytest.mark.parametrize(("address", "is_told"), [("127.0.0.1", True), ("192.168.1.9", False)])
async def test_only_the_servers_own_computer_is_told_where_the_data_lie(
    empty: WorkingConsole, address: str, *, is_told: bool
) -> None:
    # Litestar's own type of an application is narrower than it is.
    app = httpx.ASGITransport(app=cast("Any", empty.app), client=(address, 4711))
    async with httpx.AsyncClient(base_url="http://localhost", transport=app) as client:
        page = (await client.get("/setup")).text

    assert empty.console.setup_code is not None
    assert "setup-code.txt" in page
    assert (str(empty.console.setup_code.path) in page) is is_told


async def test_a_hall_with_an_administrator_has_no_such_page(anybody: Person) -> None:
    assert (await anybody.open("/setup")).url.path == "/login"
    await anybody.open("/login")

    answer = await anybody.send("/setup", code="x", login="b", new=NEW, again=NEW)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
