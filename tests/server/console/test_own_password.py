"""Tests of everybody's own password: forced when it was given, proved, looked at, and final."""

import pytest

from server.acts.people import Staffing
from server.console.passwords import hash_password
from server.protocol.identity import SERVER_ACTOR, Role
from server.storage.ledger import Ledger
from tests.server.console.working_console import PASSWORD, Person, WorkingConsole

NEW = "жасыл шелек ұшады"
DAY_MS = 24 * 3600 * 1000


async def give_password(working: WorkingConsole) -> None:
    """Let somebody be added with a passing password."""
    now = working.service.now()

    def add(ledger: Ledger) -> None:
        staffing = Staffing(ledger, SERVER_ACTOR, now)
        staffing.add("new", hash_password("passing-word-7"), Role.OFFICIAL, now + DAY_MS)

    await working.service.write(add)


async def test_a_passing_password_leads_nowhere_but_to_a_new_one(
    working: WorkingConsole, anybody: Person
) -> None:
    await give_password(working)
    await anybody.log_in("new", "passing-word-7")

    barred = await anybody.open("/desk/choose")
    assert barred.url.path == "/password"
    assert "given to you by somebody else" in barred.text

    answer = await anybody.send("/password", password="passing-word-7", new=NEW, again=NEW)
    assert answer.status_code == 303
    assert (await anybody.open("/desk/choose")).url.path == "/desk/choose"


async def test_a_passing_password_that_has_run_out_opens_nothing(
    working: WorkingConsole, anybody: Person
) -> None:
    await give_password(working)
    working.clock.advance(ms=DAY_MS)

    answer = await anybody.log_in("new", "passing-word-7")

    assert answer.status_code == 403
    assert "has run out" in answer.text


@pytest.mark.parametrize(
    ("password", "new", "again", "words"),
    [
        ("wrong", NEW, NEW, "This is not your password."),
        (PASSWORD, "ж8#kk", "ж8#kk", "This password is too short"),
        (PASSWORD, "Password2026!", "Password2026!", "Many people use this password"),
        (PASSWORD, "aigerim-2026-aigerim", "aigerim-2026-aigerim", "made of a name"),
        (PASSWORD, PASSWORD, PASSWORD, "the password that you have already"),
        (PASSWORD, NEW, f"{NEW}!", "The two passwords are not the same."),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(
    official: Person, password: str, new: str, again: str, words: str
) -> None:
    await official.open("/password")

    answer = await official.send("/password", password=password, new=new, again=again)

    assert answer.status_code == 403
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert new not in answer.text


async def test_a_new_password_ends_every_other_session_of_the_person(
    working: WorkingConsole, official: Person
) -> None:
    async with working.person() as elsewhere:
        await elsewhere.log_in("aigerim")
        await official.open("/password")

        await official.send("/password", password=PASSWORD, new=NEW, again=NEW)

        assert (await elsewhere.open("/desk/choose")).url.path == "/login"
    assert (await official.open("/desk")).url.path == "/desk"
    async with working.person() as later:
        assert (await later.log_in("aigerim")).status_code == 403
        assert (await later.log_in("aigerim", NEW)).status_code == 303
