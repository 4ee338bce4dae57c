"""A report's reading counts what is there, and can write nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2 as sqlite3

from server.bench.grounds import kiosk, lay_out
from server.bench.reading import open_for_reading, read


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[Any]:
    grounds = await lay_out(tmp_path / "hall", (kiosk(1),), past=30)
    opened = open_for_reading(str(grounds.data))
    yield opened
    opened.close()


async def test_the_log_is_read_as_often_as_there_are_rows_to_read(connection: Any) -> None:  # noqa: ANN401 - the driver has no types
    (events,) = connection.execute("select count(*) from events").fetchone()

    rows = read(connection, 1000)

    assert events == 4 * 30 + 3
    assert rows == 1000


def test_an_empty_log_is_an_error() -> None:
    empty = sqlite3.connect(":memory:")
    empty.execute("create table events (kind, at, body, actor)")

    with pytest.raises(LookupError):
        read(empty, 1)


async def test_nothing_can_be_written(connection: Any) -> None:  # noqa: ANN401 - the driver has no types
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("delete from events")
