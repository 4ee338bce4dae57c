"""Tests of migrations on PostgreSQL: each once, whole or not at all, whoever starts together."""

import threading
from pathlib import Path

import psycopg
import pytest

from server.storage.faults import StoreError
from server.storage.postgres_migrations import applied_migrations, migrate
from server.storage.postgres_settings import connect_raw
from server.storage.scripts import MIGRATIONS
from tests.server.cluster import TEMPLATE, Cluster

NAMES = {path.stem for path in MIGRATIONS.glob("*.sql")}


def fresh(cluster: Cluster, name: str) -> str:
    return cluster.new_database(name, of="template1")


def test_every_migration_is_applied_once(cluster: Cluster) -> None:
    with connect_raw(fresh(cluster, "once")) as raw:
        migrate(raw)
        migrate(raw)
        applied = applied_migrations(raw)

    assert applied == NAMES


def test_processes_that_start_together_migrate_once(cluster: Cluster) -> None:
    url = fresh(cluster, "together")
    failed: list[Exception] = []

    def start() -> None:
        try:
            with connect_raw(url) as raw:
                migrate(raw)
        except (psycopg.Error, StoreError) as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with connect_raw(url) as raw:
        assert applied_migrations(raw) == NAMES


def test_half_a_migration_never_stays(cluster: Cluster, tmp_path: Path) -> None:
    (tmp_path / "0001_whole.sql").write_text("create table whole (id bigint);", "utf-8")
    halves = "create table half (id bigint);\nselect nothing;"
    (tmp_path / "0002_broken.sql").write_text(halves, "utf-8")

    with connect_raw(fresh(cluster, "half")) as raw:
        with pytest.raises(psycopg.Error, match="nothing"):
            migrate(raw, tmp_path)
        tables = {row[0] for row in raw.execute("select tablename from pg_tables")}
        applied = applied_migrations(raw)

    assert applied == {"0001_whole"}
    assert "whole" in tables
    assert "half" not in tables


def test_a_database_of_a_newer_version_is_refused_in_the_words_of_sqlite(cluster: Cluster) -> None:
    with connect_raw(cluster.new_database("newer", of=TEMPLATE)) as raw:
        raw.execute("insert into applied_migrations values ('9999_from_the_future')")

        with pytest.raises(StoreError, match="newer version: 9999_from_the_future"):
            migrate(raw)
