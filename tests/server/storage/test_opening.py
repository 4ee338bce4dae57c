"""Tests of what an address of a store means."""

from pathlib import Path

import pytest

from server.storage.faults import StoreError
from server.storage.opening import open_store
from server.storage.postgres import PostgresStore
from server.storage.sqlite import Store
from tests.server.cluster import Cluster


def test_a_directory_is_sqlite(tmp_path: Path) -> None:
    store = open_store(tmp_path)

    assert isinstance(store, Store)
    store.close()


def test_an_address_is_postgresql(cluster: Cluster) -> None:
    store = open_store(cluster.url("kezek_template"))

    assert isinstance(store, PostgresStore)
    store.close()


def test_a_database_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://kezek:secret@127.0.0.1:1/hall")

    words = str(caught.value)
    assert words.startswith("the database host=127.0.0.1 port=1 dbname=hall cannot be used: ")
    assert "secret" not in words
