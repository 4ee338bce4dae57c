"""Tests of the hall's row and of what its configuration puts beside it."""

import pytest

from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import GENESIS
from server.storage.halls import Halls, Head
from tests.server.engines import new_store
from tests.server.working_hall import SMALL_HALL, add_hall

pytestmark = pytest.mark.usefixtures("engine")

AT = 5_000


def halls() -> Halls:
    store = new_store()
    add_hall(store, SMALL_HALL, AT)
    return Halls(store.connection)


def test_a_new_hall_stands_before_its_first_event() -> None:
    assert halls().lock("small") == Head(1, 0, GENESIS, AT, 0, POLICY_VERSION)


def test_a_kept_head_is_read_back() -> None:
    kept = halls()
    head = Head(2, 17, "f" * 64, 9_000, -5, 1)

    kept.move_head("small", head)

    assert kept.lock("small") == kept.head("small") == head


def test_the_configuration_is_kept_with_its_digest() -> None:
    kept = halls()

    assert kept.all() == ("small",)
    assert kept.config("small") == SMALL_HALL
    assert len(kept.config_digest("small")) == 64


def test_a_hall_that_is_not_there_cannot_be_locked() -> None:
    with pytest.raises(LookupError, match="no hall is called none"):
        halls().lock("none")
