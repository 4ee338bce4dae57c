"""Tests of officials, sessions and desks: who is who, until when, and who holds what."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from server.storage.ledger import Ledger
from server.storage.people import Failures, Origin, People, Session
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

T = TypeVar("T")
HOUR = 3_600_000


class Staff:
    """The people of a hall in memory, one transaction a time."""

    def __init__(self) -> None:
        """Begin with one official."""
        self._hall = WorkingHall()
        self.official = self.within(lambda people: people.add_official("a", "hash", "admin", 1))

    def within(self, work: Callable[[People], T]) -> T:
        """Return what ``work`` does with the people."""

        def run(ledger: Ledger) -> T:
            return work(People(ledger.connection, ledger.hall))

        return self._hall.within(run)

    def session(self, token: str, now: int = 1) -> Session | None:
        """Return the session if it holds."""
        return self.within(lambda people: people.session(token, now))

    def take(self, token: str, desk: str = "desk-1") -> int:
        """Let a session take a desk."""
        return self.within(lambda people: people.take_desk(token, desk))

    def begin(self, token: str, ends_at: int = HOUR) -> None:
        """Begin a session of the official."""
        self.within(lambda people: people.add_session(token, self.official, 0, ends_at))


@pytest.fixture
def staff() -> Staff:
    return Staff()


def test_an_official_is_found_by_login_under_a_pseudonym(staff: Staff) -> None:
    found = staff.within(lambda people: people.official("a"))

    assert found is not None
    assert found.id == staff.official
    assert found.id.startswith("o-")
    assert (found.password_hash, found.role, found.is_disabled) == ("hash", "admin", False)


def test_an_unknown_login_finds_nobody(staff: Staff) -> None:
    assert staff.within(lambda people: people.official("b")) is None


def test_a_kept_password_replaces_the_old_hash(staff: Staff) -> None:
    staff.within(lambda people: people.keep_password(staff.official, "newer"))

    found = staff.within(lambda people: people.official("a"))
    assert found is not None
    assert found.password_hash == "newer"


@pytest.mark.parametrize(("now", "holds"), [(0, True), (HOUR - 1, True), (HOUR, False)])
def test_a_session_holds_up_to_its_end(staff: Staff, now: int, *, holds: bool) -> None:
    staff.begin("t")

    session = staff.session("t", now)

    assert (session is not None) is holds


def test_a_session_says_whose_it_is(staff: Staff) -> None:
    staff.begin("t")

    session = staff.session("t", 1)

    assert session is not None
    assert (session.official, session.login, session.role) == (staff.official, "a", "admin")
    assert (session.desk, session.is_fenced) == (None, False)


def test_a_revoked_session_is_gone_at_once(staff: Staff) -> None:
    staff.begin("t")

    staff.within(lambda people: people.end_session("t", 5))

    assert staff.session("t", 5) is None


def test_all_sessions_of_an_official_can_be_revoked(staff: Staff) -> None:
    staff.begin("one")
    staff.begin("two")

    staff.within(lambda people: people.end_sessions_of(staff.official, 5))

    found = [staff.session(token, 5) for token in ("one", "two")]
    assert found == [None, None]


def test_a_used_session_remembers_when(staff: Staff) -> None:
    staff.begin("t")

    staff.within(lambda people: people.touch_session("t", 77))

    session = staff.session("t", 80)
    assert session is not None
    assert session.last_used_at == 77


def test_sessions_that_ended_long_ago_are_forgotten(staff: Staff) -> None:
    staff.begin("old", ends_at=10)
    staff.begin("new")

    staff.within(lambda people: people.forget_sessions(11))

    # Seen from before its end, only a row that is gone is missing.
    assert staff.session("old", 5) is None
    assert staff.session("new", 5) is not None


def test_the_newer_session_at_a_desk_fences_the_older(staff: Staff) -> None:
    staff.begin("first")
    staff.begin("second")

    fences = [staff.take(token) for token in ("first", "second")]

    first = staff.session("first", 1)
    second = staff.session("second", 1)
    assert first is not None
    assert second is not None
    assert fences == [1, 2]
    assert (first.is_fenced, second.is_fenced) == (True, False)


def test_a_desk_taken_back_has_a_greater_fence_and_another_desk_its_own(staff: Staff) -> None:
    staff.begin("first")
    staff.begin("second")

    fences = [staff.take(token) for token in ("first", "second", "first")]
    other = staff.take("second", "desk-2")

    assert (fences, other) == ([1, 2, 3], 1)


def test_desks_in_use_are_those_held_by_living_sessions(staff: Staff) -> None:
    staff.begin("a")
    staff.begin("b", ends_at=10)
    staff.take("a", "desk-1")
    staff.take("b", "desk-2")

    early = staff.within(lambda people: people.receiving(5))
    late = staff.within(lambda people: people.receiving(10))

    assert early == {"desk-1": staff.official, "desk-2": staff.official}
    assert late == {"desk-1": staff.official}


def test_failures_are_counted_by_kind_and_forgotten_by_age(staff: Staff) -> None:
    staff.within(lambda people: people.note_failures("login", "k", Failures(1, 5)))
    staff.within(lambda people: people.note_failures("login", "k", Failures(2, 9)))

    counted = staff.within(lambda people: people.failures("login", "k"))
    other_kind = staff.within(lambda people: people.failures("address", "k"))
    staff.within(lambda people: people.forget_failures(10))

    assert (counted, other_kind) == (Failures(2, 9), Failures())
    assert staff.within(lambda people: people.failures("login", "k")) == Failures()


def test_a_cleared_count_starts_anew(staff: Staff) -> None:
    staff.within(lambda people: people.note_failures("login", "k", Failures(4, 5)))

    staff.within(lambda people: people.clear_failures("login", "k"))

    assert staff.within(lambda people: people.failures("login", "k")) == Failures()


def test_a_browser_is_known_for_the_login_that_used_it_until_it_is_forgotten(
    staff: Staff,
) -> None:
    def use(people: People) -> list[bool]:
        people.add_official("b", "hash", "official", 1)
        for now in (10, 20):
            people.know_browser(staff.official, "digest", now)
        asked = (("a", "digest"), ("a", "other"), ("b", "digest"))
        return [people.knows_browser(*one) for one in asked]

    def forget(people: People) -> list[bool]:
        kept = []
        for before in (20, 21):
            people.forget_browsers(before)
            kept.append(people.knows_browser("a", "digest"))
        return kept

    assert staff.within(use) == [True, False, False]
    assert staff.within(forget) == [True, False]


def test_a_session_nobody_uses_ends_before_its_time(staff: Staff) -> None:
    staff.within(lambda people: people.add_session("t", staff.official, 0, HOUR, 100))

    holds = [staff.session("t", now) is not None for now in (99, 100)]
    staff.within(lambda people: people.touch_session("t", 99))

    assert holds == [True, False]
    assert staff.session("t", 150) is not None


def test_sessions_that_hold_are_listed_with_where_they_began(staff: Staff) -> None:
    origin = Origin("digest", "Firefox, Linux", "network")
    staff.within(lambda people: people.add_session("t", staff.official, 3, HOUR, None, origin))
    staff.begin("past", ends_at=5)

    (listed,) = staff.within(lambda people: people.sessions(6))

    assert (listed.login, listed.browser, listed.place) == ("a", "Firefox, Linux", "network")
    assert (listed.started_at, listed.token_digest) == (3, "t")
    assert listed.id.startswith("s-")


def test_a_session_remembers_when_the_password_was_given_again(staff: Staff) -> None:
    staff.begin("t")

    staff.within(lambda people: people.confirm_session("t", 9))

    session = staff.session("t", 10)
    assert session is not None
    assert session.confirmed_at == 9


def test_a_disabled_person_has_no_session_and_is_listed_last(staff: Staff) -> None:
    staff.within(lambda people: people.add_official("z", "hash", "official", 1))
    staff.begin("t")

    staff.within(lambda people: people.set_disabled(staff.official, is_disabled=True))

    assert staff.session("t", 1) is None
    assert staff.within(lambda people: people.sessions(1)) == ()
    assert [one.login for one in staff.within(lambda people: people.everybody())] == ["z", "a"]


def test_the_worst_count_of_each_kind_is_kept_for_a_login(staff: Staff) -> None:
    staff.within(lambda people: people.note_failures("pair", "x", Failures(2, 5), "who"))
    staff.within(lambda people: people.note_failures("pair", "y", Failures(7, 6), "who"))
    staff.within(lambda people: people.note_failures("address", "z", Failures(9, 6)))

    found = staff.within(lambda people: people.failures_about())
    staff.within(lambda people: people.clear_failures_about("who"))

    assert found == (("pair", "who", Failures(7, 6)),)
    assert staff.within(lambda people: people.failures_about()) == ()
    assert staff.within(lambda people: people.failures("address", "z")) == Failures(9, 6)
