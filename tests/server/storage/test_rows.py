"""Tests of the .sql files: every query is loaded, and read as its kind says."""

from pathlib import Path

import pytest

from server.storage.rows import SQL, Rows, load_queries
from server.storage.sqlite import connect


@pytest.mark.parametrize("path", sorted(SQL.glob("*.sql")), ids=lambda path: path.stem)
def test_every_query_of_a_file_is_loaded_once(path: Path) -> None:
    named = path.read_text(encoding="utf-8").count("-- name:")

    loaded = load_queries(path.name)

    assert named == len([name for name in loaded.available_queries if "cursor" not in name])
    assert load_queries(path.name) is loaded


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
