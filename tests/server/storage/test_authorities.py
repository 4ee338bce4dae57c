"""Authorities of a hall as they are kept."""

import pytest

from server.storage.authorities import Authorities, AuthorityRow, AuthorityState
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")

FIRST = AuthorityRow("AAAA", AuthorityState.CURRENT, "certificate 1", "key 1", 1)
SECOND = AuthorityRow("BBBB", AuthorityState.COMING, "certificate 2", "key 2", 2)


def authorities() -> Authorities:
    kept = Authorities(WorkingHall().store.connection, "small")
    kept.add(FIRST)
    return kept


def test_an_authority_is_found_by_what_it_is() -> None:
    kept = authorities()

    assert kept.in_state(AuthorityState.CURRENT) == FIRST
    assert kept.in_state(AuthorityState.COMING) is None


def test_at_a_switch_the_coming_one_is_used_and_the_old_key_is_forgotten() -> None:
    kept = authorities()
    kept.add(SECOND)

    kept.switch()

    past, current = kept.all()
    assert (past.state, past.private_key) == (AuthorityState.PAST, "")
    assert (current.state, current.private_key) == (AuthorityState.CURRENT, "key 2")


def test_authorities_of_the_same_instant_come_in_the_order_of_their_lives() -> None:
    kept = authorities()
    coming = AuthorityRow("0000", AuthorityState.COMING, "certificate 3", "key 3", FIRST.made_at)
    kept.add(coming)

    assert kept.all() == (FIRST, coming)
    kept.switch()

    assert [row.fingerprint for row in kept.all()] == ["AAAA", "0000"]


def test_without_a_coming_one_nothing_is_switched() -> None:
    kept = authorities()

    kept.switch()

    assert kept.all() == (FIRST,)


def test_an_authority_shows_no_key() -> None:
    assert "key 1" not in repr(FIRST)
