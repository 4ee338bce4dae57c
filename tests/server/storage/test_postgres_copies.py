"""Tests of copies of a database: every row of one moment, and the way back whole or not at all."""

import asyncio
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.protocol.identity import DeviceRole
from server.storage.backups import CopyError, Flaw, examine, opened_copy
from server.storage.devices import DeviceRow, Devices
from server.storage.faults import StoreError
from server.storage.halls import Halls
from server.storage.offline import OfflineNumbers
from server.storage.people import Origin, People
from server.storage.postgres import PostgresStore, place_of
from server.storage.postgres_copies import Table, copy_database, load_copy, tables_of
from server.storage.postgres_migrations import migrate
from server.storage.postgres_settings import connect_raw
from server.storage.rows import Connection
from server.storage.sqlite import connect
from server.verify.checking import verify, verify_database
from tests.server.cluster import Cluster
from tests.server.engines import Engines
from tests.server.storage.kept_stores import KEPT, migrations_until, put_back, schema
from tests.server.storage.many_writers import Writer, log_of, writers
from tests.server.working_hall import WorkingHall

FILLED = {"events", "tickets", "requests", "authorities", "officials", "sessions", "devices"}
ODD = "Әйгерім\t\\N\n\\.\r'\""
"""A name of all that a careless copy stumbles over."""

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(path: Path) -> Rows:
    """Return every row of a copy by its table."""
    with opened_copy(path) as copy:
        return {table.name: _rows(copy, table) for table in tables_of(copy)}


def _rows(copy: Connection, table: Table) -> list[tuple[Any, ...]]:
    selecting = f"select {', '.join(table.columns)} from {table.name}"  # noqa: S608 - our own names
    return sorted(copy.execute(selecting).fetchall(), key=repr)


@pytest.fixture
def url(postgresql: Engines) -> str:
    return postgresql.address()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give the newest kept store, two days of a hall, with people and a device of odd names."""
    file = put_back(KEPT[-1], tmp_path / "kept")
    connection = connect(str(file))
    people = People(connection, "small")
    official = people.add_official(ODD, "hash", "official", 1)
    people.add_session("digest", official, 1, 2, origin=Origin(browser=ODD))
    Devices(connection, "small").add(
        DeviceRow("kiosk-9", DeviceRole.KIOSK, "k", None, 1, name=ODD)
    )
    OfflineNumbers(connection, "small").prepare(7, 5000)
    connection.close()
    return file


def test_every_row_comes_back_as_it_was_through_the_other_engine(
    tmp_path: Path, url: str, kept: Path
) -> None:
    loaded = load_copy(url, kept)

    copy_database(url, tmp_path / "copy")

    before, after = rows_of(kept), rows_of(tmp_path / "copy")
    assert after == before
    assert {name for name, rows in before.items() if rows} >= FILLED
    assert examine(tmp_path / "copy") == loaded
    assert verify_database(url) == verify(kept)


def test_a_copy_is_a_store_that_nobody_else_may_read(tmp_path: Path, url: str) -> None:
    WorkingHall(store=PostgresStore.open(url)).store.close()

    copy_database(url, tmp_path / "copy")

    with opened_copy(tmp_path / "copy") as copy:
        made = schema(copy)
    assert made == schema(connect(":memory:"))
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.mark.parametrize("dump", KEPT[:-1], ids=lambda path: path.stem)
def test_a_database_that_was_not_brought_up_to_date_is_copied_as_it_is(
    tmp_path: Path, cluster: Cluster, dump: Path
) -> None:
    url = cluster.new_database(f"older_{dump.stem}", of="template1")
    then = migrations_until(dump, tmp_path / "then")
    with connect_raw(url) as raw:
        migrate(raw, then)

    copy_database(url, tmp_path / "copy")

    with opened_copy(tmp_path / "copy") as copy:
        made = schema(copy)
    assert made == schema(connect(":memory:", then))


async def test_a_copy_is_of_one_moment_while_servers_write(tmp_path: Path, url: str) -> None:
    is_copied = asyncio.Event()

    async def come(writer: Writer) -> None:
        while not is_copied.is_set():
            await writer.issue()

    async with writers(url) as both:
        for _ in range(20):
            await both[0].issue()
        coming = [asyncio.create_task(come(writer)) for writer in both]
        await asyncio.to_thread(copy_database, url, tmp_path / "copy")
        is_copied.set()
        await asyncio.gather(*coming)
        await both[0].issue()
    log = log_of(url)
    found = examine(tmp_path / "copy")
    rows = rows_of(tmp_path / "copy")

    assert 20 < found.head.seq < len(log)
    assert len(rows["tickets"]) == len(rows["legs"]) == found.head.seq - 1
    assert verify(tmp_path / "copy").tickets == found.head.seq - 1


def test_a_hall_that_is_there_is_never_overwritten(url: str, kept: Path) -> None:
    hall = WorkingHall(store=PostgresStore.open(url))
    hall.issue()
    hall.store.close()
    before = verify_database(url)

    with pytest.raises(CopyError) as refused:
        load_copy(url, kept)

    assert refused.value.flaw is Flaw.NOT_EMPTY
    assert refused.value.data == {"path": place_of(url), "hall": "small"}
    assert verify_database(url) == before


@pytest.mark.parametrize(
    ("spoiling", "found"),
    [
        (
            "update tickets set number = 'A' || char(0) || '1' where ordinal = 1",
            "cannot be written",
        ),
        ("delete from service_days", "cannot be written"),
    ],
)
def test_what_the_database_does_not_take_leaves_it_empty(
    url: str, kept: Path, spoiling: str, found: str
) -> None:
    doctoring = sqlite3.connect(kept, isolation_level=None)
    doctoring.execute(spoiling)
    doctoring.close()

    with pytest.raises(StoreError, match=found):
        load_copy(url, kept)

    store = PostgresStore.open(url)
    assert Halls(store.connection).all() == ()
    store.close()


def test_a_log_that_was_changed_on_its_way_leaves_the_database_empty(url: str, kept: Path) -> None:
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(
            "create function spoil() returns trigger language plpgsql as"
            " $$ begin new.body = '{}'; return new; end $$"
        )
        raw.execute(
            "create trigger spoiling before insert on events"
            " for each row when (new.seq = 7) execute function spoil()"
        )

    with pytest.raises(StoreError, match=r"did not take the log: .*event 1/7"):
        load_copy(url, kept)

    store = PostgresStore.open(url)
    assert Halls(store.connection).all() == ()
    store.connection.execute("drop trigger spoiling on events")
    store.close()


def test_a_database_that_is_away_gives_no_copy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        copy_database("postgresql://kezek@/none?host=/nowhere", tmp_path / "copy")

    assert not (tmp_path / "copy").exists()
