"""What a command asks of the store is found by an index, however long the log has grown."""

import re
from importlib import resources

import pytest

from server.storage.sqlite import connect

QUERY = re.compile(r"-- name: (\w+)[^\n]*\n(.*?)(?=\n-- name:|\Z)", re.DOTALL)


def query(file: str, name: str) -> str:
    text = resources.files("server.storage").joinpath("sql", file).read_text(encoding="utf-8")
    found: dict[str, str] = dict(QUERY.findall(text))
    return re.sub(r":\w+", "1", found[name])


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("events.sql", "event_at"),
        ("events.sql", "events_between"),
        ("events.sql", "last_day_opened"),
        ("requests.sql", "find_request"),
        ("tickets.sql", "issued_for"),
        ("tickets.sql", "head_of_lane"),
        ("tickets.sql", "find_ticket"),
    ],
)
def test_a_query_of_every_command_seeks_and_never_scans_or_sorts(file: str, name: str) -> None:
    connection = connect(":memory:")

    rows = connection.execute(f"explain query plan {query(file, name)}").fetchall()

    plan = [str(row[-1]) for row in rows]
    assert plan
    seeks = [step for step in plan if step.startswith("SEARCH")]
    assert seeks == plan
    columns = {"event_at": "seq=?", "events_between": "seq>?"}
    assert columns.get(name, "=?") in " ".join(plan)
