"""Tests of the people's pages: who is added, changed, unlocked and kept out, and what is told."""

import re

import pytest

from server.console.people_pages import PASSING_MS, is_login
from server.console.throttle import FREE_FAILURES
from tests.server.console.working_console import Person, WorkingConsole


async def page_of(admin: Person, login: str) -> str:
    """Open the page of a person and return its address."""
    await admin.open("/admin/people")
    found = re.search(
        rf'href="(/admin/people/o-[0-9a-f]+)" aria-label="Change {login}"', admin.page
    )
    assert found is not None, login
    await admin.open(found[1])
    return found[1]


def passing(text: str) -> str:
    found = re.search(r'id="passing">([^<]+)<', text)
    return found[1] if found else ""


async def test_somebody_is_added_with_a_password_that_is_shown_once(
    working: WorkingConsole, admin: Person
) -> None:
    await admin.open("/admin/people")

    answer = await admin.send("/admin/people", login="Zarina", role="auditor")

    password = passing(answer.text)
    assert len(password) == 19
    assert password not in (await admin.open("/admin/people")).text
    assert "has not chosen a password yet" in admin.page
    async with working.person() as new:
        assert (await new.log_in("zarina", password)).status_code == 303
        assert (await new.open("/")).url.path == "/password"


@pytest.mark.parametrize(
    ("login", "words"),
    [("aigerim", "Somebody else logs in"), ("two words", "no spaces"), ("", "1 to 64 characters")],
)
async def test_a_login_that_cannot_be_is_refused_beside_its_field(
    admin: Person, login: str, words: str
) -> None:
    await admin.open("/admin/people")

    answer = await admin.send("/admin/people", login=login, role="official")

    assert answer.status_code == 403
    assert words in answer.text
    assert 'id="login-fault"' in answer.text


@pytest.mark.parametrize(
    ("login", "is_right"), [("a", True), ("әсел", True), ("a b", False), ("x" * 65, False)]
)
def test_a_login_is_short_and_has_no_spaces(login: str, *, is_right: bool) -> None:
    assert is_login(login) is is_right


async def test_whoever_gets_another_role_is_logged_out_and_comes_back_to_other_pages(
    working: WorkingConsole, admin: Person
) -> None:
    async with working.person() as person:
        await person.log_in("aigerim")
        path = await page_of(admin, "aigerim")

        assert (await admin.send(f"{path}/role", role="supervisor")).status_code == 303

        assert (await person.open("/desk/choose")).url.path == "/login"
        await person.log_in("aigerim")
        assert (await person.open("/")).url.path == "/supervisor"


async def test_a_disabled_person_is_out_at_once_and_can_be_let_in_again(
    working: WorkingConsole, admin: Person, official: Person
) -> None:
    path = await page_of(admin, "aigerim")

    await admin.send(f"{path}/disable")
    is_out = (await official.open("/desk")).url.path == "/login"
    async with working.person() as person:
        refused = await person.log_in("aigerim")
        await admin.open(path)
        await admin.send(f"{path}/enable")
        admitted = await person.log_in("aigerim")

    assert is_out
    assert (refused.status_code, admitted.status_code) == (403, 303)


async def test_a_new_first_password_makes_the_old_one_worthless(
    working: WorkingConsole, admin: Person
) -> None:
    path = await page_of(admin, "daniyar")

    answer = await admin.send(f"{path}/password")

    async with working.person() as person:
        assert (await person.log_in("daniyar")).status_code == 403
        assert (await person.log_in("daniyar", passing(answer.text))).status_code == 303
    async with working.person() as late:
        working.clock.advance(ms=PASSING_MS)
        assert "has run out" in (await late.log_in("daniyar", passing(answer.text))).text


async def test_who_must_wait_is_shown_and_can_be_let_try_at_once(
    working: WorkingConsole, admin: Person
) -> None:
    async with working.person() as person:
        for _ in range(FREE_FAILURES["pair"]):
            await person.log_in("daniyar", "wrong")
        assert (await person.log_in("daniyar")).status_code == 429
        path = await page_of(admin, "daniyar")
        assert "must wait after wrong passwords" in admin.page

        await admin.send(f"{path}/unlock")

        assert (await person.log_in("daniyar")).status_code == 303


async def test_every_session_of_a_person_ends_with_one_press(
    admin: Person, official: Person
) -> None:
    path = await page_of(admin, "aigerim")

    await admin.send(f"{path}/end-sessions")

    assert (await official.open("/desk")).url.path == "/login"


async def test_an_admin_is_offered_nothing_on_the_own_page(admin: Person) -> None:
    path = await page_of(admin, "dana")
    assert "This is your own account" in admin.page

    answer = await admin.send(f"{path}/disable")

    assert answer.status_code == 409
    assert (await admin.open("/admin/people")).status_code == 200


@pytest.mark.parametrize("path", ["/admin/people/o-nobody/disable", "/admin/people/x/fly"])
async def test_what_is_not_there_is_told_as_a_page(admin: Person, path: str) -> None:
    await admin.open("/admin/people")

    answer = await admin.send(path)

    assert answer.status_code in {404, 409}
    assert "<h1>" in answer.text
