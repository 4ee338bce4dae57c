"""Tests of the .sql files: every query is loaded, and read as its kind says."""

from pathlib import Path

import pytest

from server.queueing.ordering import POLICY_VERSION
from server.storage.chain import GENESIS
from server.storage.rows import SQL, Rows, load_statements
from tests.server.engines import new_store
from tests.server.working_hall import SMALL_HALL, add_hall

pytestmark = pytest.mark.usefixtures("engine")


@pytest.mark.parametrize("path", sorted(SQL.glob("*.sql")), ids=lambda path: path.stem)
def test_every_query_of_a_file_is_loaded_once(path: Path) -> None:
    named = path.read_text(encoding="utf-8").count("-- name:")

    loaded = load_statements(path.name)

    assert named == len(loaded)
    assert load_statements(path.name) is loaded


def test_each_driver_gets_the_parameters_in_its_own_words() -> None:
    here = load_statements("halls.sql")["config"]
    there = load_statements("halls.sql", "psycopg")["config"]

    assert here == "select config from halls where id = :hall;"
    assert there == "select config from halls where id = %(hall)s;"


def test_rows_are_read_one_by_one_all_at_once_and_by_value() -> None:
    store = new_store()
    add_hall(store, SMALL_HALL, 7)
    halls = Rows(store.connection, "halls.sql")

    halls.run("add_zone", hall="small", zone="cellar")

    assert halls.one("head", hall="small") == (1, 0, GENESIS, 7, 0, POLICY_VERSION)
    assert halls.one("head", hall="none") is None
    assert halls.all("all_halls") == [("small",)]
    assert len(halls.value("config_digest", hall="small")) == 64
    assert halls.value("config_digest", hall="none") is None
