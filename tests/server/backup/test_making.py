"""Tests of making a backup: whole or not there at all, the newest kept."""

from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.backup.making import backups_of, make_backup
from server.storage.backups import CopyError, Flaw, examine
from server.storage.sqlite import Store
from tests.server.working_hall import WorkingHall


@pytest.fixture
def hall(tmp_path: Path) -> WorkingHall:
    """Give a hall that works on disk."""
    return WorkingHall(store=Store.open(tmp_path / "data"))


def test_a_backup_holds_the_log_up_to_its_head_and_says_so_in_its_name(
    tmp_path: Path, hall: WorkingHall
) -> None:
    hall.issue()

    made = make_backup(tmp_path / "data", tmp_path / "to", None, hall.clock)

    hall.store.close()
    assert made.path.name == "small.e0001.s0000000002.20261123T050001000Z.kezek"
    assert made.copy == examine(made.path)
    assert made.size == made.path.stat().st_size
    assert [*(tmp_path / "to").iterdir()] == [made.path]


def test_the_newest_backups_of_the_hall_are_kept_and_nothing_else_is_touched(
    tmp_path: Path, hall: WorkingHall
) -> None:
    folder = tmp_path / "to"
    folder.mkdir()
    (folder / "letter.txt").touch()
    (folder / "other.e0001.s0000000001.20200101T000000000Z.kezek").touch()
    hall.clock.set_wall(0)
    made = []

    for _ in range(4):
        hall.issue()
        made.append(make_backup(tmp_path / "data", folder, 2, hall.clock))

    hall.store.close()
    assert [(one.kept, one.removed) for one in made] == [(1, 0), (2, 0), (2, 1), (2, 1)]
    assert backups_of("small", folder) == [one.path for one in made[2:]]
    assert len([*folder.iterdir()]) == 4


def test_a_store_with_a_broken_chain_gives_no_backup_and_costs_none(
    tmp_path: Path, hall: WorkingHall
) -> None:
    good = make_backup(tmp_path / "data", tmp_path / "to", 1, hall.clock)
    hall.store.close()
    connection = sqlite3.connect(tmp_path / "data" / "kezek.db", isolation_level=None)
    connection.execute("update events set actor = 'admin:x'")
    connection.close()

    with pytest.raises(CopyError) as refused:
        make_backup(tmp_path / "data", tmp_path / "to", 1, hall.clock)

    assert refused.value.flaw is Flaw.CHAIN_BROKEN
    assert [*(tmp_path / "to").iterdir()] == [good.path]
