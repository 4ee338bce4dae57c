"""Tests of what every engine promises to the writer thread."""

import pytest

from server.storage.faults import Fault
from server.storage.halls import Halls
from tests.server.engines import Engines, new_store
from tests.server.working_hall import SMALL_HALL, add_hall

pytestmark = pytest.mark.usefixtures("engine")


def test_what_was_rolled_back_is_gone_and_what_was_committed_stays() -> None:
    store = new_store()
    store.begin_alone()
    Halls(store.connection).add(SMALL_HALL, 7, 0, 1)
    store.rollback()
    store.begin_reading()
    after_rollback = Halls(store.connection).all()
    store.commit()

    add_hall(store, SMALL_HALL, 7)

    assert after_rollback == ()
    assert Halls(store.connection).all() == ("small",)
    assert not store.connection.in_transaction


def test_a_wrong_statement_is_an_error_of_the_engine_and_a_bug() -> None:
    store = new_store()
    store.begin()

    with pytest.raises(store.error) as caught:
        store.connection.execute("select nothing from nowhere")
    store.rollback()

    assert store.fault_of(caught.value) is Fault.BUG
    assert store.reconnect()


def test_only_one_engine_is_shared_and_both_are_led_when_alone(engine: Engines) -> None:
    store = new_store()

    assert store.is_shared is engine.is_postgresql
    assert store.leads()
    assert store.refill_reserve()
    assert store.checkpoint()
    assert not store.log_is_long()
