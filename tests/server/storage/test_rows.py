"""Tests of the .sql files: they load, they say the same to both engines."""

import re
from pathlib import Path

import pytest

from server.storage.rows import SQL, Rows, load_queries
from server.storage.sqlite import MIGRATIONS, connect

FILES = sorted(SQL.glob("*.sql"))
SCRIPTS = [*FILES, *sorted(MIGRATIONS.glob("*.sql"))]

NAMES = re.compile(r"^-- name: *([^\s(]+)\(.*\)(\S*)$", re.MULTILINE)
FORBIDDEN = re.compile(r"%|::|\binsert or\b|\bstrict\b|\browid\b|\bautoincrement\b", re.IGNORECASE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_queries_are_of_the_kinds_that_both_engines_answer_alike(path: Path) -> None:
    queries = NAMES.findall(path.read_text(encoding="utf-8"))

    assert queries
    assert {kind for _, kind in queries} <= {"", "^", "$", "!"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_query_of_a_file_is_loaded(path: Path) -> None:
    names = {name for name, _ in NAMES.findall(path.read_text(encoding="utf-8"))}

    assert names <= set(load_queries(path.name).available_queries)
    assert path.read_text(encoding="utf-8").count("-- name:") == len(names)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_script_speaks_the_dialect_of_one_engine(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_whole_numbers_are_wide_enough_for_instants(path: Path) -> None:
    assert not re.search(r"\b(integer|int)\b", path.read_text(encoding="utf-8"), re.IGNORECASE)


def test_rows_are_read_one_by_one_all_at_once_and_by_value() -> None:
    connection = connect(":memory:")
    connection.execute("pragma foreign_keys = off")
    devices = Rows(connection, "devices.sql")
    for name in ("board-1", "kiosk-1"):
        devices.run(
            "add_device", hall="h", device=name, role="kiosk", key_digest="d", zone=None, at=7
        )

    found = devices.one("find_device", hall="h", device="kiosk-1")

    assert found == ("kiosk-1", "kiosk", "d", None, 7, None, 0)
    assert [row[0] for row in devices.all("all_devices", hall="h")] == ["board-1", "kiosk-1"]
    assert devices.one("find_device", hall="h", device="none") is None
    assert devices.value("count_deliveries", hall="h", call=1, kind="shown", zone="z") == 0
