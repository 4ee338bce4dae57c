"""Somebody else's session at the console: stolen, planted, outlived, ridden from another site."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from server.protocol.device_events import DevicePaired
from server.protocol.events import TicketCalled
from server.protocol.people_events import SessionsEnded
from tests.attacks.browsers import BROWSER, SESSION, Visitor, browser
from tests.attacks.network import Machine
from tests.attacks.stand import Stand

DESK = "desk-1"
ELSEWHERE = "1.2.3.4"
NEW_ID = "97617926-c08e-4ec7-8145-aa0412300128"


@dataclass(frozen=True, slots=True)
class Place:
    """The PC at the desk, the admin's, a thief's in the hall's network, and one far away."""

    stand: Stand
    desk: Machine
    thief: Machine


@pytest.fixture(scope="module")
def place(stand: Stand) -> Place:
    """Give the computers; visitors have come, so that there is something to steal."""
    asyncio.run(let_visitors_come(stand, stand.lan.add("kiosk", 2)))
    return Place(stand, stand.lan.add("desk", 10), stand.lan.add("thief", 66))


async def let_visitors_come(stand: Stand, kiosk: Machine) -> None:
    state = await stand.pair(kiosk)
    async with stand.switched_on(kiosk, state, configured=(stand.address,)) as device:
        await device.until_up()
        for _ in range(3):
            await device.issue()


@pytest.fixture
def official(place: Place) -> Iterator[Visitor]:
    """Give an official who sits at a desk."""
    with browser(place.stand, place.desk) as one:
        one.sit_at(DESK, "aigerim")
        yield one


@pytest.fixture
def thief(place: Place) -> Iterator[Visitor]:
    """Give a thief at another computer."""
    with browser(place.stand, place.thief) as one:
        yield one


@pytest.fixture
def admin(place: Place) -> Iterator[Visitor]:
    """Give an admin who is logged in."""
    with browser(place.stand, place.desk) as one:
        assert one.log_in("dana").status_code == 303
        yield one


def test_a_session_cookie_alone_opens_nothing_elsewhere(official: Visitor, thief: Visitor) -> None:
    thief.steal({SESSION: official.cookies[SESSION]})

    assert not thief.is_in("/desk")
    assert official.is_in("/desk")


def test_a_session_cookie_with_another_browsers_own_opens_nothing(
    official: Visitor, thief: Visitor
) -> None:
    thief.open("/login")
    thief.steal({SESSION: official.cookies[SESSION], BROWSER: thief.cookies[BROWSER]})

    assert not thief.is_in("/desk")


def test_every_cookie_stolen_within_the_network_is_the_browser_itself(
    official: Visitor, thief: Visitor
) -> None:
    """The limit, and the control: what a thief would do with less is refused above."""
    thief.steal(official.cookies)

    assert thief.is_in("/desk")


def test_every_cookie_stolen_opens_nothing_from_outside_the_network(
    stand: Stand, place: Place, official: Visitor
) -> None:
    place.thief.drop_address(place.thief.address)
    place.thief.take_address(ELSEWHERE)
    try:
        with browser(stand, place.thief) as thief:
            thief.steal(official.cookies)
            is_in = thief.is_in("/desk")
    finally:
        place.thief.drop_address(ELSEWHERE)
        place.thief.take_address(place.thief.address)

    assert not is_in
    assert official.is_in("/desk")


def test_who_took_the_desk_away_by_another_log_in_fences_the_older_session(
    stand: Stand, official: Visitor, thief: Visitor
) -> None:
    before = stand.logged(TicketCalled)
    thief.sit_at(DESK, "daniyar")

    answer = official.press("next")

    assert answer.status_code in {303, 409}
    assert stand.logged(TicketCalled) == before


def test_a_planted_session_is_not_the_one_that_a_log_in_begins(
    official: Visitor, thief: Visitor
) -> None:
    planted = official.cookies[SESSION]
    thief.steal({SESSION: planted})

    assert thief.log_in("daniyar").status_code == 303
    assert thief.cookies[SESSION] != planted


def test_after_log_out_the_cookies_open_nothing(official: Visitor, thief: Visitor) -> None:
    kept = official.cookies
    official.open("/desk")
    assert official.send("/logout", {}).status_code == 303
    thief.steal(kept)

    assert not thief.is_in("/desk")
    assert not official.is_in("/desk")


def test_a_person_who_is_disabled_is_out_at_once(
    stand: Stand, admin: Visitor, official: Visitor
) -> None:
    person = stand.honest.people["aigerim"]
    admin.open(f"/admin/people/{person}")
    assert admin.send(f"/admin/people/{person}/disable", {}).status_code == 303

    is_in = official.is_in("/desk")
    again = official.log_in("aigerim")
    admin.open(f"/admin/people/{person}")
    assert admin.send(f"/admin/people/{person}/enable", {}).status_code == 303

    assert not is_in
    assert again.status_code == 403


def test_a_person_whose_role_changed_has_no_session_any_more(
    stand: Stand, admin: Visitor, official: Visitor
) -> None:
    person = stand.honest.people["aigerim"]
    for role in ("auditor", "official"):
        admin.open(f"/admin/people/{person}")
        assert admin.send(f"/admin/people/{person}/role", {"role": role}).status_code == 303

    assert not official.is_in("/desk")


def test_an_admin_ends_a_stolen_session_for_everybody_who_has_it(
    stand: Stand, admin: Visitor, official: Visitor, thief: Visitor
) -> None:
    thief.steal(official.cookies)
    assert thief.is_in("/desk")
    person = stand.honest.people["aigerim"]
    admin.open(f"/admin/people/{person}")
    assert admin.send(f"/admin/people/{person}/end-sessions", {}).status_code == 303

    assert not thief.is_in("/desk")
    assert not official.is_in("/desk")
    assert stand.logged(SessionsEnded) >= 1


@pytest.mark.parametrize("path", ["/admin/people", "/admin/devices", "/admin/sessions", "/log"])
def test_an_officials_session_opens_no_page_of_admins(official: Visitor, path: str) -> None:
    assert official.open(path).status_code == 403


ADMINS_FORMS = {
    "/admin/devices/pair": {"code": "123456", "name": "a"},
    "/admin/devices/refuse/w-1": {},
    "/admin/devices/kiosk-1/revoke": {},
    "/admin/people": {"login": "mallory", "role": "admin"},
    "/admin/people/o-1/role": {"role": "admin"},
    "/admin/sessions/s-1/end": {},
    "/day/close": {"request_id": NEW_ID},
    "/log/check": {},
}
"""Addresses that take forms of administrators and auditors, and what such a form holds."""


@pytest.mark.parametrize("path", list(ADMINS_FORMS))
def test_an_officials_session_sends_no_form_of_admins(official: Visitor, path: str) -> None:
    official.open("/desk")

    answer = official.send(path, ADMINS_FORMS[path])

    assert answer.status_code == 403
    assert "You are not allowed to do this." in answer.text


async def test_an_official_who_reads_the_code_off_the_screen_lets_no_device_in(
    stand: Stand, official: Visitor, admin: Visitor
) -> None:
    machine = stand.lan.add("new", 12)
    async with stand.new_device(machine, stand.address) as device:
        code = (await device.until_shown()).code
        form = {"code": code, "name": "at the door"}
        official.open("/desk")
        by_official = official.send("/admin/devices/pair", form).status_code
        paired_by_official = stand.logged(DevicePaired)
        admin.open("/admin/devices")
        by_admin = admin.send("/admin/devices/pair", form).status_code
        await device.until_up()
    stand.admit(device.state)

    assert (by_official, by_admin) == (403, 200)
    assert stand.logged(DevicePaired) == paired_by_official + 1 == 2


@pytest.mark.parametrize(
    ("csrf", "headers"),
    [
        ("", {}),
        ("0" * 64, {}),
        ("own", {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}),
        ("own", {"Sec-Fetch-Site": "same-site"}),
    ],
    ids=["no token", "a wrong token", "from another site", "from a sister site"],
)
def test_a_form_of_another_site_presses_nothing(
    stand: Stand, official: Visitor, csrf: str, headers: dict[str, str]
) -> None:
    before = stand.logged(TicketCalled)
    official.open("/desk")
    token = official.csrf if csrf == "own" else csrf

    answer = official.send("/desk/next", {"csrf": token, "request_id": NEW_ID}, headers)

    assert answer.status_code == 403
    assert stand.logged(TicketCalled) == before


def test_a_token_of_another_session_presses_nothing(
    stand: Stand, official: Visitor, thief: Visitor
) -> None:
    before = stand.logged(TicketCalled)
    thief.sit_at("desk-2", "daniyar")

    answer = official.send("/desk/next", {"csrf": thief.csrf, "request_id": NEW_ID})

    assert answer.status_code == 403
    assert stand.logged(TicketCalled) == before


def test_the_same_press_from_the_officials_own_page_calls(stand: Stand, official: Visitor) -> None:
    """The control: only the token and the site were wrong above."""
    before = stand.logged(TicketCalled)

    assert official.press("next").status_code == 303
    assert stand.logged(TicketCalled) == before + 1


@pytest.mark.parametrize("host", ["evil.example", "10.77.0.1.evil.example", "localhost.evil"])
def test_a_name_bent_to_the_servers_address_reads_nothing(official: Visitor, host: str) -> None:
    paths = ("/", "/login", "/desk", "/admin/people", "/healthz")

    answers = [official.open(path, Host=host) for path in paths]

    assert {answer.status_code for answer in answers} == {421}
    assert not any("csrf" in answer.text for answer in answers)


def test_guesses_from_one_machine_are_slowed_and_keep_the_official_in(
    official: Visitor, thief: Visitor
) -> None:
    statuses = [thief.log_in("aigerim", f"a wrong password {n}").status_code for n in range(7)]

    assert statuses[:5] == [403] * 5
    assert 429 in statuses
    official.open("/desk")
    assert official.send("/logout", {}).status_code == 303
    assert official.log_in("aigerim").status_code == 303
