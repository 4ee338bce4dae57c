"""The people who may log in: an admin adds, changes, unlocks and disables them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body, FromPath
from litestar.response import Redirect
from msgspec import Struct

from server.acts.people import Staffing
from server.console import throttle
from server.console.confirming import confirm
from server.console.password_rules import passing_password
from server.console.passwords import MAX_LOGIN_LENGTH
from server.console.sessions import people_of
from server.console.visits import Visit
from server.failures import status_of
from server.protocol.admin_errors import UnknownPersonError
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.identity import Key, Role
from server.protocol.tickets import Instant
from server.storage.ledger import Ledger
from server.storage.people import Official, login_digest

PASSING_MS = 3 * 24 * 3600 * 1000
"""So long a passing password may be used for the first log-in."""

BAD_LOGIN = Failure("bad-login")


class PersonRow(Struct, frozen=True):
    """One person as the list shows them."""

    id: Key
    login: str
    role: str
    is_disabled: bool
    is_due: bool
    is_expired: bool
    is_locked: bool
    sessions: int
    is_me: bool


class NewPersonForm(Struct, frozen=True):
    """What adding somebody sends."""

    login: str
    role: Role
    password: str = ""


class ActForm(Struct, frozen=True):
    """What a button on a person's page sends."""

    password: str = ""
    role: Role = Role.OFFICIAL


class Outcome(Struct, frozen=True):
    """What came of an act: why it was not done, and in which form; or a password to hand over."""

    failure: Failure | None = None
    form: str = ""
    field: str = ""
    passing: str = ""
    typed: str = ""
    role: str = Role.OFFICIAL
    status: int = 200


NOTHING = Outcome()


class PeopleController(Controller):
    """People, for admins."""

    path = "/admin/people"
    include_in_schema = False

    @get()
    async def show(self, visit: NamedDependency[Visit]) -> Response[str]:
        """List everybody."""
        visit.admin()
        return await _everybody(visit, NOTHING)

    @post()
    async def add(
        self,
        visit: NamedDependency[Visit],
        data: Annotated[NewPersonForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Let somebody in with a passing password, which is shown once."""
        actor = visit.admin()
        login = data.login.strip().lower()
        asked = Outcome(form="add", typed=login[:MAX_LOGIN_LENGTH], role=data.role, status=403)
        if not is_login(login):
            return await _everybody(visit, _because(asked, BAD_LOGIN, "login"))
        failure = await confirm(visit, data.password)
        if failure is not None:
            return await _everybody(visit, _because(asked, failure, "password"))
        passing, password_hash, until = await _new_password(visit)
        now = visit.console.service.now()

        def add(ledger: Ledger) -> Key:
            return Staffing(ledger, actor, now).add(login, password_hash, data.role, until)

        try:
            await visit.console.service.write(add)
        except KezekError as error:
            return await _everybody(visit, _because(asked, to_failure(error), "login"))
        return await _everybody(visit, Outcome(form="add", passing=passing, typed=login))

    @get("/{person:str}")
    async def one(self, visit: NamedDependency[Visit], person: FromPath[str]) -> Response[str]:
        """Show one person and what may be done."""
        visit.admin()
        return await _one(visit, person, NOTHING)

    @post("/{person:str}/{act:str}")
    async def act(
        self,
        visit: NamedDependency[Visit],
        person: FromPath[str],
        act: FromPath[str],
        data: Annotated[ActForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
    ) -> Response[str]:
        """Do one thing to a person, if the admin proves to be there."""
        visit.admin()
        if act not in ACTS:
            raise NotFoundException
        failure = await confirm(visit, data.password)
        if failure is not None:
            outcome = _because(Outcome(form=act, status=403), failure, "password")
            return await _one(visit, person, outcome)
        try:
            passing = await ACTS[act](visit, person, data)
        except KezekError as error:
            outcome = Outcome(to_failure(error), act, act, status=status_of(error))
            return await _one(visit, person, outcome)
        visit.console.nudges.nudge()
        if passing:
            return await _one(visit, person, Outcome(form=act, passing=passing))
        return Redirect(f"/admin/people/{person}", status_code=303)


def is_login(login: str) -> bool:
    """Return whether somebody may log in under this name."""
    return 0 < len(login) <= MAX_LOGIN_LENGTH and login.isprintable() and " " not in login


Act = Callable[[Visit, Key, ActForm], Awaitable[str]]
"""What a button does; a passing password is returned to be shown once."""


def _just(do: Callable[[Staffing, Key], None]) -> Act:
    """Return the act of a button that says nothing but whom it is about."""

    async def act(visit: Visit, person: Key, _form: ActForm) -> str:
        await _staff(visit, lambda staffing: do(staffing, person))
        return ""

    return act


async def _set_role(visit: Visit, person: Key, form: ActForm) -> str:
    await _staff(visit, lambda staffing: staffing.set_role(person, form.role))
    return ""


async def _reset_password(visit: Visit, person: Key, _form: ActForm) -> str:
    passing, password_hash, until = await _new_password(visit)
    await _staff(visit, lambda staffing: staffing.reset_password(person, password_hash, until))
    return passing


ACTS: Mapping[str, Act] = {
    "role": _set_role,
    "disable": _just(Staffing.disable),
    "enable": _just(Staffing.enable),
    "unlock": _just(Staffing.unlock),
    "end-sessions": _just(Staffing.end_sessions),
    "password": _reset_password,
}
"""The buttons of a person's page."""


async def _staff(visit: Visit, act: Callable[[Staffing], None]) -> None:
    actor, now = visit.admin(), visit.console.service.now()
    await visit.console.service.write(lambda ledger: act(Staffing(ledger, actor, now)))


async def _new_password(visit: Visit) -> tuple[str, str, Instant]:
    passing = passing_password()
    until = visit.console.service.now() + PASSING_MS
    return passing, await visit.console.passwords.hash(passing), until


def _because(asked: Outcome, failure: Failure, field: str) -> Outcome:
    return Outcome(
        failure, asked.form, field, typed=asked.typed, role=asked.role, status=asked.status
    )


async def _rows(visit: Visit) -> tuple[PersonRow, ...]:
    now, me = visit.console.service.now(), visit.holder.official

    def rows(ledger: Ledger) -> tuple[PersonRow, ...]:
        people = people_of(ledger)
        locked = {
            about
            for kind, about, failures in people.failures_about()
            if throttle.wait_ms(kind, failures, now)
        }
        owners = [one.official for one in people.sessions(now)]
        return tuple(
            _row(one, now, locked, owners.count(one.id), is_me=one.id == me)
            for one in people.everybody()
        )

    return await visit.console.service.read(rows)


def _row(
    one: Official, now: Instant, locked: set[str], sessions: int, *, is_me: bool
) -> PersonRow:
    until = one.temporary_until
    return PersonRow(
        one.id,
        one.login,
        one.role,
        one.is_disabled,
        is_due=until is not None,
        is_expired=until is not None and until <= now,
        is_locked=login_digest(one.login) in locked,
        sessions=sessions,
        is_me=is_me,
    )


async def _everybody(visit: Visit, outcome: Outcome) -> Response[str]:
    values = {"people": await _rows(visit), "roles": tuple(Role), **_told(outcome)}
    return visit.answer("admin_people.html", values, status=outcome.status)


async def _one(visit: Visit, person: Key, outcome: Outcome) -> Response[str]:
    found = next((row for row in await _rows(visit) if row.id == person), None)
    if found is None:
        raise UnknownPersonError(person=person[:40])
    values = {"person": found, "roles": tuple(Role), **_told(outcome)}
    return visit.answer("admin_person.html", values, status=outcome.status)


def _told(outcome: Outcome) -> dict[str, object]:
    return {
        "failure": outcome.failure,
        "form": outcome.form,
        "field": outcome.field,
        "passing": outcome.passing,
        "typed": outcome.typed,
        "typed_role": outcome.role,
        "here": "/admin/people",
        # What was confirmed with this very form holds for the page that answers it.
        **({"is_confirmed": True} if outcome.passing else {}),
    }
