"""Tests of logging in and out: slow guesses, clear words, sessions that end when they should."""

import asyncio
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from server.console.attempts import Attempt
from server.console.browser import Browser
from server.console.passwords import PasswordPool
from server.console.sessions import IDLE_MS, SESSION_MS
from server.console.throttle import FIRST_WAIT_MS, FREE_FAILURES
from server.protocol.errors import ServerBusyError
from server.storage.ledger import Ledger
from server.storage.people import People
from tests.server.console.working_console import PASSWORD, Person, WorkingConsole

OLDER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Parameters as they might have been before they were raised."""


async def fail_often(person: Person, login: str = "aigerim") -> None:
    for _ in range(FREE_FAILURES["pair"]):
        assert (await person.log_in(login, "wrong")).status_code == 403


async def test_the_right_password_leads_to_the_choice_of_a_desk(anybody: Person) -> None:
    answer = await anybody.log_in("aigerim")

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Choose your desk" in (await anybody.open("/")).text


async def test_a_login_is_not_a_matter_of_case_or_spaces(anybody: Person) -> None:
    assert (await anybody.log_in(" Aigerim ")).status_code == 303


@pytest.mark.parametrize("login", ["aigerim", "nobody"])
async def test_a_wrong_password_and_an_unknown_login_read_the_same(
    anybody: Person, login: str
) -> None:
    answer = await anybody.log_in(login, "wrong")

    assert answer.status_code == 403
    assert "Login or password is wrong." in answer.text


async def test_a_session_cookie_is_hidden_from_scripts_and_other_sites(anybody: Person) -> None:
    answer = await anybody.log_in("aigerim")

    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("kezek-session=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def test_the_database_does_not_hold_the_token(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("aigerim")
    token = anybody.client.cookies["kezek-session"]

    def rows(ledger: Ledger) -> str:
        return str(ledger.connection.execute("select * from sessions").fetchall())

    kept = await working.service.read(rows)
    assert "o-" in kept
    assert token not in kept


async def test_after_some_failures_a_login_has_to_wait_even_with_the_right_password(
    working: WorkingConsole, anybody: Person
) -> None:
    await fail_often(anybody)

    refused = await anybody.log_in("aigerim")
    working.clock.advance(ms=FIRST_WAIT_MS)
    admitted = await anybody.log_in("aigerim")

    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "30"
    assert "Too many wrong passwords. Please try again in 1 min." in refused.text
    assert admitted.status_code == 303


async def test_nobody_locks_an_official_out_of_a_browser_used_before(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("aigerim")
    await anybody.open("/desk/choose")
    await anybody.send("/logout")
    async with working.person() as guesser:
        await fail_often(guesser)
        stopped = await guesser.log_in("aigerim")

    admitted = await anybody.log_in("aigerim")

    assert stopped.status_code == 429
    assert admitted.status_code == 303


async def test_a_known_browser_guesses_no_longer_than_others(anybody: Person) -> None:
    await anybody.log_in("aigerim")
    await anybody.open("/desk/choose")
    await anybody.send("/logout")

    await fail_often(anybody)

    assert (await anybody.log_in("aigerim")).status_code == 429


async def test_a_browser_known_for_one_login_is_a_stranger_to_another(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("daniyar")
    await anybody.open("/desk/choose")
    await anybody.send("/logout")
    async with working.person() as guesser:
        await fail_often(guesser)

    assert (await anybody.log_in("aigerim")).status_code == 429


async def test_a_browser_is_known_for_a_year(anybody: Person) -> None:
    answer = await anybody.log_in("aigerim")

    kept = [c.lower() for c in answer.headers.get_list("set-cookie") if "kezek-browser" in c]
    assert len(kept) == 1
    assert "max-age=31536000" in kept[0]
    assert "httponly" in kept[0]


async def test_a_server_that_is_too_busy_counts_nothing_against_anybody(
    working: WorkingConsole,
) -> None:
    busy = replace(working.console, passwords=PasswordPool(most=0))
    waits = []

    for _ in range(FREE_FAILURES["pair"] + 1):
        attempt = Attempt(busy, "aigerim", Browser("en", None, "secret", is_new=False))
        waits.append(await attempt.begin())
        with pytest.raises(ServerBusyError):
            await attempt.official(PASSWORD)

    assert set(waits) == {0}


async def test_many_tries_at_the_same_moment_do_not_slip_past_the_throttle(
    anybody: Person,
) -> None:
    await anybody.open("/login")
    tries = [anybody.send("/login", login="aigerim", password="wrong") for _ in range(12)]

    answers = await asyncio.gather(*tries)

    statuses = [answer.status_code for answer in answers]
    assert statuses.count(403) == FREE_FAILURES["pair"]
    assert statuses.count(429) == 12 - FREE_FAILURES["pair"]


async def test_an_address_that_tries_many_logins_has_to_wait(anybody: Person) -> None:
    for number in range(FREE_FAILURES["address"]):
        assert (await anybody.log_in(f"guess-{number}", "wrong")).status_code == 403

    assert (await anybody.log_in("guess-again", "wrong")).status_code == 429


async def test_a_right_password_forgives_the_slips_before(anybody: Person) -> None:
    for _ in range(FREE_FAILURES["pair"] - 1):
        await anybody.log_in("aigerim", "wrong")
    assert (await anybody.log_in("aigerim")).status_code == 303

    assert (await anybody.log_in("aigerim", "wrong")).status_code == 403


async def test_a_disabled_official_cannot_log_in(working: WorkingConsole, anybody: Person) -> None:
    def disable(ledger: Ledger) -> None:
        ledger.connection.execute("update officials set is_disabled = 1 where login = 'aigerim'")

    await working.service.write(disable)

    assert (await anybody.log_in("aigerim")).status_code == 403


async def test_a_session_lasts_a_working_day(working: WorkingConsole, anybody: Person) -> None:
    await anybody.log_in("aigerim")

    for _ in range(SESSION_MS // IDLE_MS["official"] * 2 - 1):
        working.clock.advance(ms=IDLE_MS["official"] // 2)
        assert "Choose your desk" in (await anybody.open("/desk")).text
    working.clock.advance(ms=IDLE_MS["official"] // 2)

    answer = await anybody.open("/desk")
    assert answer.url.path == "/login"
    assert "You were logged out. Please log in again." in answer.text


async def test_logging_out_revokes_the_session_itself(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("aigerim")
    token = anybody.client.cookies["kezek-session"]
    await anybody.open("/desk/choose")

    assert (await anybody.send("/logout")).status_code == 303

    async with working.person(Cookie=f"kezek-session={token}") as thief:
        assert (await thief.open("/desk")).url.path == "/login"


async def test_logging_in_again_ends_the_session_before(
    working: WorkingConsole, anybody: Person
) -> None:
    await anybody.log_in("aigerim")
    token = anybody.client.cookies["kezek-session"]

    await anybody.log_in("daniyar")

    async with working.person(Cookie=f"kezek-session={token}") as thief:
        assert (await thief.open("/desk")).url.path == "/login"


async def test_a_hash_of_older_parameters_is_renewed_by_the_next_log_in(
    working: WorkingConsole, anybody: Person
) -> None:
    def people(ledger: Ledger) -> People:
        return People(ledger.connection, ledger.hall)

    older = OLDER.hash(PASSWORD)
    await working.service.write(
        lambda ledger: people(ledger).add_official("old", older, "official", 0)
    )

    assert (await anybody.log_in("old")).status_code == 303

    official = await working.service.read(lambda ledger: people(ledger).official("old"))
    assert official is not None
    assert official.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    "back", ["/login", "/calls?turn=out", "/tickets?at=10:40&service=x", "/desk/act/park"]
)
async def test_the_language_is_kept_and_the_page_comes_back(anybody: Person, back: str) -> None:
    await anybody.open("/login")

    answer = await anybody.send("/language", language="kk", back=back)

    assert answer.headers["location"] == back
    assert '<html lang="kk">' in (await anybody.open("/login")).text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/healthz", "/desk/live"]
)
async def test_the_language_switch_leads_nowhere_else(anybody: Person, back: str) -> None:
    await anybody.open("/login")

    answer = await anybody.send("/language", language="ru", back=back)

    assert answer.headers["location"] == "/"


async def test_an_unknown_language_changes_nothing(anybody: Person) -> None:
    await anybody.open("/login")

    await anybody.send("/language", language="xx", back="/login")

    assert '<html lang="en">' in (await anybody.open("/login")).text


async def test_the_log_in_page_lets_the_browser_forget_the_list_of_a_desk(
    working: WorkingConsole,
) -> None:
    async with working.person() as anybody:
        page = (await anybody.open("/login")).text

    assert 'paper.js" data-forget' in page
