"""Tests of what is done to people: each act has its event, and somebody always administers."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from server.acts.people import Staffing
from server.protocol.admin_errors import (
    LastAdminError,
    LoginTakenError,
    OwnAccountError,
    UnknownPersonError,
)
from server.protocol.errors import NotAllowedError
from server.protocol.events import Event
from server.protocol.identity import SERVER_ACTOR, Actor, ActorKind, Role
from server.protocol.people_events import (
    PasswordChanged,
    PasswordReset,
    PersonAdded,
    PersonDisabled,
    PersonEnabled,
    PersonUnlocked,
    RoleChanged,
    SessionsEnded,
)
from server.storage.ledger import Ledger
from server.storage.people import Failures, People, login_digest
from tests.server.working_hall import WorkingHall

T = TypeVar("T")
HOUR = 3_600_000


class Office:
    """A hall with an admin and an official, and whoever acts."""

    def __init__(self) -> None:
        """Begin with two people."""
        self._hall = WorkingHall()
        self.actor = SERVER_ACTOR
        self.admin = self.act(lambda staff: staff.add("dana", "hash", Role.ADMIN))
        self.official = self.act(lambda staff: staff.add("aigerim", "hash", Role.OFFICIAL))
        self.actor = Actor(ActorKind.ADMIN, self.admin)
        self.events: list[Event] = []

    def act(self, work: Callable[[Staffing], T]) -> T:
        """Return what ``work`` does in the name of the actor."""

        def run(ledger: Ledger) -> T:
            before = len(ledger.appended)
            with ledger.savepoint():
                done = work(Staffing(ledger, self.actor, 5))
            self.events = [entry.event for entry in ledger.appended[before:]]
            return done

        return self._hall.within(run)

    def see(self, work: Callable[[People], T]) -> T:
        """Return what ``work`` reads."""
        return self._hall.within(lambda ledger: work(People(ledger.connection, ledger.hall)))

    def begin(self, token: str) -> None:
        """Begin a session of the official."""
        self.see(lambda people: people.add_session(token, self.official, 1, HOUR))

    def holds(self, token: str) -> bool:
        """Return whether a session holds."""
        return self.see(lambda people: people.session(token, 6)) is not None


def on(act: Callable[[Staffing, str], None], person: str) -> Callable[[Staffing], None]:
    """Return the act done to a person."""
    return lambda staff: act(staff, person)


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_new_person_stands_in_the_log_by_pseudonym_and_role_alone(office: Office) -> None:
    person = office.act(lambda staff: staff.add("daniyar", "hash", Role.SUPERVISOR, HOUR))

    found = office.see(lambda people: people.person(person))
    assert office.events == [PersonAdded(person=person, role=Role.SUPERVISOR)]
    assert found is not None
    assert (found.login, found.temporary_until) == ("daniyar", HOUR)


def test_a_login_is_given_once(office: Office) -> None:
    with pytest.raises(LoginTakenError):
        office.act(lambda staff: staff.add("aigerim", "hash", Role.OFFICIAL))


@pytest.mark.parametrize(
    ("act", "event"),
    [
        (
            lambda s, p: s.set_role(p, Role.AUDITOR),
            lambda p: RoleChanged(person=p, role=Role.AUDITOR),
        ),
        (lambda s, p: s.disable(p), lambda p: PersonDisabled(person=p)),
        (lambda s, p: s.reset_password(p, "new", HOUR), lambda p: PasswordReset(person=p)),
        (lambda s, p: s.end_sessions(p), lambda p: SessionsEnded(person=p, sessions=2)),
    ],
    ids=["role", "disable", "password", "sessions"],
)
def test_what_changes_who_a_person_is_ends_every_session(
    office: Office, act: Callable[[Staffing, str], None], event: Callable[[str], Event]
) -> None:
    office.begin("one")
    office.begin("two")

    office.act(lambda staff: act(staff, office.official))

    assert office.events == [event(office.official)]
    assert not office.holds("one")
    assert not office.holds("two")


def test_only_one_session_ends_if_only_one_is_meant(office: Office) -> None:
    office.begin("one")
    office.begin("two")
    listed = office.see(lambda people: people.sessions(6))

    office.act(lambda staff: staff.end_sessions(office.official, listed[0].id))

    left = [one.id for one in office.see(lambda people: people.sessions(6))]
    assert office.events == [SessionsEnded(person=office.official, sessions=1)]
    assert left == [listed[1].id]


def test_a_password_of_ones_own_keeps_the_session_in_which_it_was_chosen(office: Office) -> None:
    office.begin("here")
    office.begin("elsewhere")
    office.act(lambda staff: staff.reset_password(office.official, "passing", HOUR))
    office.begin("again")
    office.begin("more")

    office.act(lambda staff: staff.change_password(office.official, "own", "again"))

    found = office.see(lambda people: people.person(office.official))
    assert office.events == [PasswordChanged(person=office.official)]
    assert [office.holds(token) for token in ("here", "again", "more")] == [False, True, False]
    assert found is not None
    assert (found.password_hash, found.temporary_until) == ("own", None)


def test_a_disabled_person_can_be_enabled_again_and_neither_is_said_twice(office: Office) -> None:
    said = []
    for act in (Staffing.disable, Staffing.disable, Staffing.enable, Staffing.enable):
        office.act(on(act, office.official))
        said += office.events

    assert said == [
        PersonDisabled(person=office.official),
        PersonEnabled(person=office.official),
    ]


def test_a_role_that_somebody_has_already_changes_nothing(office: Office) -> None:
    office.begin("here")

    office.act(lambda staff: staff.set_role(office.official, Role.OFFICIAL))

    assert office.events == []
    assert office.holds("here")


def test_failed_log_ins_of_a_person_are_forgotten(office: Office) -> None:
    about = login_digest("aigerim")
    office.see(lambda people: people.note_failures("pair", "x", Failures(9, 1), about))

    office.act(lambda staff: staff.unlock(office.official))

    assert office.events == [PersonUnlocked(person=office.official)]
    assert office.see(lambda people: people.failures_about()) == ()


@pytest.mark.parametrize("act", [Staffing.disable, lambda s, p: s.set_role(p, Role.OFFICIAL)])
def test_nobody_takes_the_only_admin_away(
    office: Office, act: Callable[[Staffing, str], None]
) -> None:
    office.actor = SERVER_ACTOR

    with pytest.raises(LastAdminError):
        office.act(lambda staff: act(staff, office.admin))


def test_an_admin_leaves_the_own_account_to_others(office: Office) -> None:
    with pytest.raises(OwnAccountError):
        office.act(lambda staff: staff.disable(office.admin))


@pytest.mark.parametrize(
    "act", [Staffing.disable, lambda staff, who: staff.set_role(who, Role.AUDITOR)]
)
def test_who_is_no_admin_any_more_lets_nobody_in(
    office: Office, act: Callable[[Staffing, str], None]
) -> None:
    first, second = office.actor, office.act(lambda staff: staff.add("erlan", "hash", Role.ADMIN))
    office.act(on(act, second))
    office.actor = Actor(ActorKind.ADMIN, second)

    with pytest.raises(NotAllowedError):
        office.act(lambda staff: staff.add("aizhan", "hash", Role.ADMIN))
    office.actor = first
    office.act(lambda staff: staff.add("aizhan", "hash", Role.OFFICIAL))


def test_nobody_is_no_person(office: Office) -> None:
    with pytest.raises(UnknownPersonError):
        office.act(lambda staff: staff.disable("o-nobody"))
