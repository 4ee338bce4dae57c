"""Tests of the very first page: who reads the file becomes administrator, once."""

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


async def test_the_code_cannot_be_guessed_for_long(empty: WorkingConsole, anybody: Person) -> None:
    await anybody.open("/setup")
    for _ in range(FREE_FAILURES["address"]):
        await anybody.send("/setup", code="wrong", login="b", new=NEW, again=NEW)

    answer = await anybody.send("/setup", code=code_of(empty), login="b", new=NEW, again=NEW)

    assert "Too many wrong passwords" in answer.text


async def test_a_hall_with_an_administrator_has_no_such_page(anybody: Person) -> None:
    assert (await anybody.open("/setup")).url.path == "/login"
    await anybody.open("/login")

    answer = await anybody.send("/setup", code="x", login="b", new=NEW, again=NEW)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
