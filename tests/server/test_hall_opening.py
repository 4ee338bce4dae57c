"""Tests of the first start and every later one."""

from pathlib import Path

import pytest

from server.hall import Hall
from server.hall_opening import open_hall
from server.protocol.hall_events import HallImported
from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import GENESIS
from server.storage.engine import Engine
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.engines import new_store

pytestmark = pytest.mark.usefixtures("engine")

DEMO_HALL = Path("server/halls/demo.toml")


def changed_demo(folder: Path, old: str, new: str) -> Path:
    path = folder / "hall.toml"
    path.write_text(DEMO_HALL.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_the_first_start_imports_the_hall_file_as_an_event() -> None:
    clock = FakeClock()

    opened = open_hall(new_store(), DEMO_HALL, clock)

    assert opened.config.id == "hall-demo"
    assert (opened.head.seq, opened.head.last_at) == (1, clock.wall_ms())
    assert [type(entry.event) for entry in opened.entries] == [HallImported]


def test_a_later_start_needs_no_file_and_imports_nothing() -> None:
    store = new_store()
    first = open_hall(store, DEMO_HALL, FakeClock())

    again = open_hall(store, None, FakeClock())

    assert again == first


def test_the_first_start_without_a_hall_file_is_refused() -> None:
    store = new_store()

    with pytest.raises(StoreError, match="needs a hall file"):
        open_hall(store, None, FakeClock())

    assert not store.connection.in_transaction


def test_the_file_of_another_hall_is_refused(tmp_path: Path) -> None:
    store = new_store()
    open_hall(store, DEMO_HALL, FakeClock())
    other = changed_demo(tmp_path, 'id = "hall-demo"', 'id = "hall-other"')

    with pytest.raises(StoreError, match="the store keeps hall-demo, the hall file is of hall-"):
        open_hall(store, other, FakeClock())


def test_a_changed_hall_file_is_told_and_not_taken(
    tmp_path: Path, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.hall_opening", "differs from what was imported")
    store = new_store()
    first = open_hall(store, DEMO_HALL, FakeClock())
    changed = changed_demo(tmp_path, "recall_limit = 3", "recall_limit = 9")

    again = open_hall(store, changed, FakeClock())

    assert again.config == first.config


@pytest.mark.parametrize(
    "tampering",
    [
        "update events set at = at - 1",
        "delete from events",
        (
            "insert into events select hall, epoch, 2, at, kind, actor, policy_version, body,"
            " body_digest, prev_hash from events"
        ),
    ],
)
def test_a_log_that_does_not_end_at_its_head_is_refused(tampering: str) -> None:
    store = new_store()
    open_hall(store, DEMO_HALL, FakeClock())
    store.connection.execute(tampering)

    with pytest.raises(StoreError, match="does not end at the head"):
        open_hall(store, None, FakeClock())


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("epoch", "epoch + 2"),
        ("last_at", "last_at + 315360000000"),
        ("last_at", "last_at - 1"),
        ("policy_version", "1"),
        ("wall_offset", "25200000"),
        ("config_digest", "'00'"),
    ],
)
def test_a_row_of_the_hall_that_says_other_than_its_log_is_refused(
    column: str, change: str
) -> None:
    store = new_store()
    open_hall(store, DEMO_HALL, FakeClock())
    store.connection.execute(f"update halls set {column} = {change}")  # noqa: S608 - our own words

    with pytest.raises(StoreError, match=f"damaged: {column} of hall-demo is .*restore a backup"):
        open_hall(store, None, FakeClock())


def test_a_hall_of_an_older_rule_says_from_where_on_it_goes_by_the_newest() -> None:
    store = new_store()
    hall = open_hall(store, DEMO_HALL, FakeClock()).config.id
    by_first_rule(store, hall)

    opened = open_hall(store, None, FakeClock())
    again = open_hall(store, None, FakeClock())

    imported = opened.entries[-1]
    assert isinstance(imported.event, HallImported)
    assert imported.policy_version == imported.event.policy_version == POLICY_VERSION
    assert again.head == opened.head


def test_a_hall_of_a_newer_rule_is_not_opened() -> None:
    store = new_store()
    open_hall(store, DEMO_HALL, FakeClock())
    store.connection.execute("update halls set policy_version = 99")

    with pytest.raises(StoreError, match="a newer rule of order"):
        open_hall(store, None, FakeClock())


def by_first_rule(store: Engine, hall: str) -> None:
    """Make the log of a hall anew as the first version of the rule left it."""
    store.connection.execute("delete from events")
    store.connection.execute(
        f"update halls set policy_version = 1, seq = 0, head_hash = '{GENESIS}'"  # noqa: S608 - our own words
    )
    store.begin()
    ledger = Ledger.locked(store.connection, hall)
    with ledger.savepoint():
        Hall(ledger.halls.config(hall), lambda: ledger.head.last_at).adopt(ledger)
    store.commit()


def test_a_hall_whose_clock_was_corrected_opens_with_what_was_told() -> None:
    store = new_store()
    clock = FakeClock()
    config = open_hall(store, DEMO_HALL, clock).config
    for offset in (5000, -7000):
        store.begin()
        ledger = Ledger.locked(store.connection, config.id)
        with ledger.savepoint():
            Hall(config, clock.wall_ms).adjust_clock(ledger, offset)
        store.commit()

    opened = open_hall(store, None, clock)

    assert opened.head.wall_offset == -7000
