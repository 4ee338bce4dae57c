"""Tests of the way back: nothing overwritten, nothing numbered twice, the gap declared."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import TypeVar

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2 as sqlite3

from server.backup.making import make_backup
from server.backup.restoring import restore
from server.hall_opening import open_hall
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.hall_events import LogGap
from server.storage.backups import CopyError, Flaw
from server.storage.chain import check_chain
from server.storage.data_directory import RESTORE_MARK
from server.storage.faults import StoreError
from server.storage.ledger import Ledger
from server.storage.sqlite import Store
from server.storage.witness import Seen, Witness
from tests.fakes.clock import FakeClock
from tests.server.working_hall import ADMIN, SMALL_HALL, TOMORROW, WorkingHall, add_hall, new_id

T = TypeVar("T")


class Morning:
    """A hall on disk with a backup after its first ticket, and what came after it."""

    def __init__(self, folder: Path, lost: int) -> None:
        """Issue one ticket, back up, issue ``lost`` more, stop the server."""
        self.folder = folder
        self.data = folder / "data"
        hall = WorkingHall(store=Store.open(self.data))
        hall.issue()
        self.backup = make_backup(self.data, folder / "to", None, hall.clock).path
        self.numbers = {hall.issue().number for _ in range(lost)}
        self.clock = hall.clock
        hall.store.close()

    def goes_on(self, data: Path, tickets: int) -> set[str]:
        """Issue tickets on the store in ``data`` and stop again."""
        hall = WorkingHall(store=Store.open(data), is_open=False)
        numbers = {hall.issue().number for _ in range(tickets)}
        hall.store.close()
        return numbers


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    """Give a hall that issued 50 tickets after its backup."""
    return Morning(tmp_path, 50)


def read(data: Path, work: Callable[[Ledger], T]) -> T:
    store = Store.open(data)
    store.begin_reading()
    found = work(Ledger.for_reading(store.connection, "small"))
    store.rollback()
    store.close()
    return found


def test_a_new_pc_goes_on_where_the_backup_ends_and_gives_no_lost_number_again(
    tmp_path: Path, morning: Morning
) -> None:
    done = restore(tmp_path / "new", morning.backup, None, morning.clock)

    numbers = morning.goes_on(tmp_path / "new", 50)

    assert done.gap == LogGap(restored_from_seq=2, epoch=2, margin=200)
    assert (done.lost, done.aside) == (None, None)
    assert min(numbers) == "A301"
    assert not numbers & morning.numbers


def test_the_chain_holds_over_the_gap_and_a_server_starts_on_it(
    tmp_path: Path, morning: Morning
) -> None:
    restore(tmp_path / "new", morning.backup, None, morning.clock)

    rows, head = read(tmp_path / "new", lambda ledger: (ledger.events.rows(), ledger.head))

    assert check_chain(rows, head.hash) == 3
    assert [row.epoch for row in rows] == [1, 1, 2]
    store = Store.open(tmp_path / "new")
    assert open_hall(store, None, FakeClock()).head.epoch == 2
    store.close()


def test_a_morning_that_the_backup_never_heard_of_is_not_numbered_again(tmp_path: Path) -> None:
    hall = WorkingHall(store=Store.open(tmp_path / "data"))
    hall.do(CloseDay(request_id=new_id()), ADMIN)
    backup = make_backup(tmp_path / "data", tmp_path / "to", None, hall.clock).path
    hall.store.close()
    restore(tmp_path / "new", backup, None, hall.clock)
    again = WorkingHall(store=Store.open(tmp_path / "new"), is_open=False)
    again.clock.advance(hours=24)

    again.do(OpenDay(request_id=new_id(), service_day=TOMORROW), ADMIN)

    assert again.issue().number == "A201"
    again.store.close()


def test_the_old_data_are_kept_and_what_they_know_counts(tmp_path: Path) -> None:
    morning = Morning(tmp_path, 230)

    done = restore(morning.data, morning.backup, None, morning.clock)

    numbers = morning.goes_on(morning.data, 1)
    assert (done.lost, done.gap.margin, numbers) == (230, 231, {"A301"})
    assert done.aside is not None
    assert read(done.aside, lambda ledger: ledger.head.seq) == 232


def test_the_same_backup_restored_again_begins_yet_another_epoch(morning: Morning) -> None:
    restore(morning.data, morning.backup, None, morning.clock)
    first = morning.goes_on(morning.data, 30)
    morning.clock.advance(seconds=1)

    done = restore(morning.data, morning.backup, None, morning.clock)

    assert (done.gap.epoch, done.gap.margin) == (3, 330)
    assert not morning.goes_on(morning.data, 30) & (first | morning.numbers)


def test_the_witness_of_a_store_that_is_gone_still_tells_its_epoch(morning: Morning) -> None:
    restore(morning.data, morning.backup, None, morning.clock)
    witness = Witness(morning.data)
    witness.note(Seen("small", 2, 9, "0" * 64))
    witness.close()
    (morning.data / "kezek.db").write_bytes(b"broken" * 1000)
    for aside in morning.data.glob("before-restore-*"):
        rmtree(aside)

    done = restore(morning.data, morning.backup, None, morning.clock)

    assert done.gap.epoch == 3
    assert morning.goes_on(morning.data, 1) == {"A301"}


def test_an_admin_may_ask_for_a_wider_gap(tmp_path: Path, morning: Morning) -> None:
    done = restore(tmp_path / "new", morning.backup, 900, morning.clock)

    assert done.gap.margin == 900
    assert morning.goes_on(tmp_path / "new", 1) == {"A1001"}


def test_nothing_is_restored_under_a_running_server(morning: Morning) -> None:
    store = Store.open(morning.data)

    with pytest.raises(CopyError) as refused:
        restore(morning.data, morning.backup, None, morning.clock)

    store.close()
    assert refused.value.flaw is Flaw.HELD
    assert read(morning.data, lambda ledger: ledger.head.seq) == 52


def test_a_backup_that_is_not_whole_changes_nothing(morning: Morning) -> None:
    before = {path.name for path in morning.data.iterdir()}
    connection = sqlite3.connect(morning.backup, isolation_level=None)
    connection.execute("update events set actor = 'admin:x'")
    connection.close()

    with pytest.raises(CopyError) as refused:
        restore(morning.data, morning.backup, None, morning.clock)

    assert refused.value.flaw is Flaw.CHAIN_BROKEN
    assert {path.name for path in morning.data.iterdir()} == before
    assert read(morning.data, lambda ledger: ledger.head.seq) == 52


def test_the_backup_of_another_hall_is_refused(tmp_path: Path, morning: Morning) -> None:
    other = Store.open(tmp_path / "other")
    add_hall(other, replace(SMALL_HALL, id="elsewhere"), 1)
    other.close()

    with pytest.raises(CopyError) as refused:
        restore(tmp_path / "other", morning.backup, None, morning.clock)

    assert refused.value.flaw is Flaw.OTHER_HALL
    assert refused.value.data["hall"] == "elsewhere"


def test_old_data_that_cannot_be_read_are_kept_all_the_same(morning: Morning) -> None:
    (morning.data / "kezek.db").write_bytes(b"broken" * 1000)

    done = restore(morning.data, morning.backup, None, morning.clock)

    assert done.lost is None
    assert done.aside is not None
    assert (done.aside / "kezek.db").read_bytes() == b"broken" * 1000
    assert morning.goes_on(morning.data, 1) == {"A301"}


@pytest.mark.parametrize(
    ("damage", "lost", "margin"),
    [
        ("update series set next = 'x' where id = 'main'", 50, 200),
        ("update halls set seq = 'x'", None, 200),
        ("update halls set epoch = x'00ff'", None, 200),
        ("update halls set config = 'x'", 50, 200),
    ],
)
def test_of_damaged_old_data_counts_what_can_still_be_read(
    morning: Morning, damage: str, lost: int | None, margin: int
) -> None:
    connection = sqlite3.connect(morning.data / "kezek.db", isolation_level=None)
    connection.execute(damage)
    connection.close()

    done = restore(morning.data, morning.backup, None, morning.clock)

    assert (done.gap.epoch, done.lost, done.gap.margin) == (2, lost, margin)
    assert not morning.goes_on(morning.data, 50) & morning.numbers


def test_a_restore_that_was_broken_off_is_no_empty_hall_and_may_be_run_again(
    morning: Morning,
) -> None:
    aside = morning.data / "before-restore-20261123T000000000Z"
    aside.mkdir()
    (morning.data / "kezek.db").rename(aside / "kezek.db")
    (morning.data / RESTORE_MARK).touch()
    (morning.data / "reading-half").mkdir()

    with pytest.raises(StoreError, match="restore was broken off"):
        Store.open(morning.data)

    assert restore(morning.data, morning.backup, None, morning.clock).lost == 50
    assert not (morning.data / "reading-half").exists()
    assert not morning.goes_on(morning.data, 1) & morning.numbers
