"""Tests of the way back on PostgreSQL: an empty database filled, nothing numbered twice."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from server.backup.epochs import old_of_database
from server.backup.making import make_backup
from server.backup.restoring import restore
from server.backup.restoring_database import restore_database
from server.hall_opening import open_hall
from server.protocol.hall_events import LogGap
from server.storage.backups import CopyError, Flaw
from server.storage.chain import check_chain
from server.storage.faults import StoreError
from server.storage.halls import Halls
from server.storage.ledger import Ledger
from server.storage.postgres import PostgresStore
from server.storage.sqlite import Store
from server.verify.checking import verify_database
from tests.fakes.clock import FakeClock
from tests.server.engines import Engines
from tests.server.working_hall import SMALL_HALL, WorkingHall, add_hall


class Morning:
    """A hall in a database with a backup after its first ticket, and what came after it."""

    def __init__(self, engines: Engines, folder: Path, lost: int = 50) -> None:
        """Issue one ticket, back up, issue ``lost`` more, stop the server."""
        self.old, self.new = engines.address(), engines.address()
        hall = WorkingHall(store=PostgresStore.open(self.old))
        hall.issue()
        self.clock = hall.clock
        self.backup = make_backup(self.old, folder / "to", None, hall.clock).path
        self.numbers = {hall.issue().number for _ in range(lost)}
        hall.store.close()


def goes_on(url: str, tickets: int) -> set[str]:
    """Issue tickets on the database and stop again."""
    hall = WorkingHall(store=PostgresStore.open(url), is_open=False)
    numbers = {hall.issue().number for _ in range(tickets)}
    hall.store.close()
    return numbers


@pytest.fixture
def morning(postgresql: Engines, tmp_path: Path) -> Morning:
    """Give a hall that issued 50 tickets after its backup."""
    return Morning(postgresql, tmp_path)


def test_a_new_database_goes_on_where_the_backup_ends_and_gives_no_lost_number_again(
    morning: Morning,
) -> None:
    done = restore_database(morning.new, morning.backup, None, morning.clock)

    numbers = goes_on(morning.new, 50)

    assert done.gap == LogGap(restored_from_seq=2, epoch=2, margin=200)
    assert (done.copy.hall, done.lost, done.aside) == ("small", None, None)
    assert min(numbers) == "A301"
    assert not numbers & morning.numbers


def test_the_chain_holds_over_the_gap_and_a_server_starts_on_it(morning: Morning) -> None:
    restore_database(morning.new, morning.backup, None, morning.clock)

    store = PostgresStore.open(morning.new)
    opened = open_hall(store, None, FakeClock())
    store.begin_reading()
    rows = Ledger.for_reading(store.connection, "small").events.rows()
    store.close()

    assert opened.head.epoch == 2
    assert check_chain(rows, opened.head.hash) == 3
    assert [row.epoch for row in rows] == [1, 1, 2]
    assert verify_database(morning.new).gaps == 1


def test_what_the_old_database_still_tells_counts_and_it_is_left_as_it_is(
    postgresql: Engines, tmp_path: Path
) -> None:
    morning = Morning(postgresql, tmp_path, lost=230)
    before = verify_database(morning.old)

    known = (old_of_database(morning.old),)
    done = restore_database(morning.new, morning.backup, None, morning.clock, known)

    assert (done.lost, done.gap.margin) == (230, 231)
    assert goes_on(morning.new, 1) == {"A301"}
    assert verify_database(morning.old) == before


def test_a_restore_of_a_restored_hall_begins_yet_another_epoch(
    postgresql: Engines, morning: Morning
) -> None:
    restore_database(morning.new, morning.backup, None, morning.clock)
    first = goes_on(morning.new, 30)
    third = postgresql.address()

    known = (old_of_database(morning.new),)
    done = restore_database(third, morning.backup, None, morning.clock, known)

    assert (done.gap.epoch, done.gap.margin) == (3, 330)
    assert not goes_on(third, 30) & (first | morning.numbers)


def test_an_admin_may_ask_for_a_wider_gap(morning: Morning) -> None:
    done = restore_database(morning.new, morning.backup, 900, morning.clock)

    assert done.gap.margin == 900
    assert goes_on(morning.new, 1) == {"A1001"}


def test_a_database_with_a_hall_is_refused_and_stays_as_it_was(morning: Morning) -> None:
    before = verify_database(morning.old)

    with pytest.raises(CopyError) as refused:
        restore_database(morning.old, morning.backup, None, morning.clock)

    assert refused.value.flaw is Flaw.NOT_EMPTY
    assert verify_database(morning.old) == before


def test_the_old_database_of_another_hall_is_refused(
    postgresql: Engines, morning: Morning
) -> None:
    elsewhere = postgresql.address()
    other = PostgresStore.open(elsewhere)
    add_hall(other, replace(SMALL_HALL, id="elsewhere"), 1)
    other.close()
    known = (old_of_database(elsewhere),)

    with pytest.raises(CopyError) as refused:
        restore_database(morning.new, morning.backup, None, morning.clock, known)

    assert (refused.value.flaw, refused.value.data["hall"]) == (Flaw.OTHER_HALL, "elsewhere")
    store = PostgresStore.open(morning.new)
    assert Halls(store.connection).all() == ()
    store.close()


def test_an_old_database_that_tells_nothing_is_said_to(morning: Morning) -> None:
    with pytest.raises(CopyError) as empty:
        old_of_database(morning.new)
    with pytest.raises(StoreError, match="cannot be read"):
        old_of_database("postgresql://kezek@/none?host=/nowhere")

    assert empty.value.flaw is Flaw.NO_HALL


def test_a_hall_moves_from_a_file_to_a_database_and_back(
    postgresql: Engines, tmp_path: Path
) -> None:
    hall = WorkingHall(store=Store.open(tmp_path / "data"))
    first = hall.issue().number
    made = make_backup(tmp_path / "data", tmp_path / "to", None, hall.clock)
    hall.store.close()
    url = postgresql.address()

    restore_database(url, made.path, None, hall.clock)
    numbers = goes_on(url, 3)
    back = make_backup(url, tmp_path / "to", None, hall.clock)
    done = restore(tmp_path / "new", back.path, None, hall.clock, (old_of_database(url),))
    again = WorkingHall(store=Store.open(tmp_path / "new"), is_open=False)
    last = again.issue().number
    again.store.close()

    assert (first, sorted(numbers), last) == ("A001", ["A301", "A302", "A303"], "A701")
    assert (done.gap.epoch, done.lost) == (3, 0)
