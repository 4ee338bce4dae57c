"""Tests of who may open what: every address of the server has its entry, and it is kept."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from litestar.routes import HTTPRoute, WebSocketRoute

from server.console.permits import (
    PERMITS,
    STARTS,
    LoginNeededError,
    PasswordDueError,
    check_permit,
)
from server.protocol.errors import NotAllowedError
from server.protocol.identity import Role
from server.storage.people import Session
from tests.server.console.working_console import WorkingConsole

SECURITY = Path(__file__).parents[3] / "docs" / "security.md"
COLUMNS = (Role.OFFICIAL, Role.SUPERVISOR, Role.AUDITOR, Role.ADMIN)
"""Of the table of roles there, in their order."""

ROWS: Mapping[str, tuple[str, ...]] = {
    "call and receive visitors at a desk": (
        "GET /desk",
        "GET /desk/choose",
        "POST /desk/choose",
        "GET /desk/live",
        "POST /desk/{action}",
        "GET /desk/act/{act}",
        "POST /desk/act/{act}",
        "GET /paper/{language}",
    ),
    "see the hall (desks, who waits, devices, printers)": ("GET /hall", "GET /hall/live"),
    "see the order of the hall and the reason of every call": (
        "GET /supervisor",
        "GET /supervisor/live",
        "GET /calls",
    ),
    "pause, stop and resume the hall, put calls left open back, send visitors on": (
        "POST /supervisor/{act}",
    ),
    "see what visitors were told to wait, and what came true": ("GET /admin/waits",),
    "find a ticket of the day by time and service; of an earlier day all but officials": (
        "GET /tickets",
    ),
    "see who has booked, and about when each comes in": ("GET /bookings", "GET /bookings/live"),
    "check a visitor in by the code": ("POST /bookings/check-in",),
    "say that an office pauses or goes on": ("POST /bookings/pause", "POST /bookings/resume"),
    "bring bookings and cancel them": ("POST /bookings/file", "POST /bookings/cancel"),
    "read, check and save the log": ("GET /log", "POST /log/check", "POST /log/export"),
    "open and close the day, say that the clock is right": (
        "GET /day",
        "POST /day/open",
        "POST /day/close",
        "POST /day/clock",
    ),
    "let devices in, cut them off, renew their keys": (
        "GET /admin/devices",
        "GET /admin/devices/live",
        "POST /admin/devices/pair",
        "POST /admin/devices/refuse/{waiting}",
        "GET /admin/devices/{device}",
        "GET /admin/devices/{device}/live",
        "POST /admin/devices/{device}/{act}",
    ),
    "see how the hall is trusted": ("GET /admin/security",),
    "change, see and try the ticket on paper": (
        "GET /admin/ticket",
        "POST /admin/ticket/save",
        "POST /admin/ticket/preview",
        "POST /admin/ticket/print",
        "GET /admin/ticket/picture/{picture}",
    ),
    "add people, roles, first passwords, unlock, end sessions": (
        "GET /admin/people",
        "POST /admin/people",
        "GET /admin/people/{person}",
        "POST /admin/people/{person}/{act}",
        "GET /admin/sessions",
        "POST /admin/sessions/{session}/end",
    ),
    "change the own password": ("GET /password", "POST /password"),
}
"""What each row of that table means: written down by hand, so that no change goes unseen."""

METHODS = ("GET", "POST")
GUARDED = sorted(key for key, permit in PERMITS.items() if permit.roles is not None)


def session(role: Role, temporary_until: int | None = None) -> Session:
    return Session("t", "o-1", "a", role, None, 0, 0, 0, 1, temporary_until=temporary_until)


def addresses(working: WorkingConsole) -> set[str]:
    """List the addresses that the whole server answers by HTTP."""
    found = set()
    for route in working.app.routes:
        assert isinstance(route, HTTPRoute | WebSocketRoute)
        if isinstance(route, HTTPRoute):
            found |= {f"{method} {route.path_format}" for method in route.methods}
    return {key for key in found if not key.startswith("OPTIONS ")}


def roles_of_rows() -> dict[str, frozenset[Role]]:
    """Read who may what off the page on security."""
    found = {}
    for line in SECURITY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 1 + len(COLUMNS) and set(cells[1:]) <= {"yes", "-"}:
            found[cells[0]] = frozenset(
                role for role, cell in zip(COLUMNS, cells[1:], strict=True) if cell == "yes"
            )
    return found


def test_who_may_what_is_what_the_page_on_security_says() -> None:
    roles = roles_of_rows()

    assert set(roles) == set(ROWS)
    assert {key: PERMITS[key].roles for keys in ROWS.values() for key in keys} == {
        key: roles[row] for row, keys in ROWS.items() for key in keys
    }


def test_every_guarded_address_is_in_one_row_of_that_page() -> None:
    assert sorted(key for keys in ROWS.values() for key in keys) == GUARDED


async def test_every_address_of_the_server_has_its_entry_and_no_entry_is_left_over(
    working: WorkingConsole,
) -> None:
    assert addresses(working) == set(PERMITS)


@pytest.mark.parametrize("role", list(Role))
async def test_the_server_keeps_the_table_for_every_role(
    working: WorkingConsole, role: Role
) -> None:
    logins = {"official": "aigerim", "admin": "dana", "supervisor": "saule", "auditor": "auditor"}
    wrong = []
    async with working.person(Accept="text/html") as person:
        await person.log_in(logins[role])
        for key in GUARDED:
            method, path = key.split()
            if key.endswith(("/live", "/export")) and role in (PERMITS[key].roles or ()):
                continue
            filled = re.sub(r"{\w+}", "x", path)
            answer = await person.client.request(method, filled)
            is_barred = answer.status_code == 403 and "You are not allowed" in answer.text
            if is_barred is (role in (PERMITS[key].roles or ())):
                wrong.append((key, answer.status_code))

    assert wrong == []


async def test_nobody_sees_a_guarded_page_without_a_session(working: WorkingConsole) -> None:
    seen = []
    async with working.person() as person:
        for key in GUARDED:
            method, path = key.split()
            answer = await person.client.request(method, re.sub(r"{\w+}", "x", path))
            is_sent_away = answer.headers.get("location") == "/login"
            if not (is_sent_away or PERMITS[key].tells_end):
                seen.append((key, answer.status_code))

    assert seen == []


@pytest.mark.parametrize("role", list(Role))
def test_every_role_begins_where_it_may_be(role: Role) -> None:
    check_permit("GET", STARTS[role], session(role))

    with pytest.raises(LoginNeededError):
        check_permit("GET", "/password", None)


def test_an_address_without_an_entry_is_open_to_nobody() -> None:
    with pytest.raises(NotAllowedError):
        check_permit("GET", "/forgotten", session(Role.ADMIN))


def test_a_passing_password_opens_only_the_page_that_changes_it() -> None:
    due = session(Role.OFFICIAL, temporary_until=5)

    check_permit("GET", "/password", due)

    with pytest.raises(PasswordDueError):
        check_permit("GET", "/desk", due)


def test_a_head_is_allowed_to_whom_a_get_is() -> None:
    with pytest.raises(LoginNeededError):
        check_permit("HEAD", "/day", None)
