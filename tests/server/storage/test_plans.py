"""What a command asks of the store is found by an index, however long the log has grown."""

import re
from importlib import resources

import pytest

from server.storage.sqlite import connect

QUERY = re.compile(r"-- name: (\w+)[^\n]*\n(.*?)(?=\n-- name:|\Z)", re.DOTALL)

OF_UNIONS = ("COMPOUND", "LEFT-MOST", "UNION")
"""How SQLite begins to say that it does one search after another."""


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
        ("events.sql", "days_opened"),
        ("events.sql", "newest_of_time"),
        ("requests.sql", "find_request"),
        ("tickets.sql", "next_number"),
        ("tickets.sql", "paper_of"),
    ],
)
def test_a_query_of_every_command_seeks_and_never_scans_or_sorts(file: str, name: str) -> None:
    connection = connect(":memory:")

    rows = connection.execute(f"explain query plan {query(file, name)}").fetchall()

    plan = [str(row[-1]) for row in rows]
    assert plan
    assert {step.split()[0] for step in plan} <= {"SEARCH", *OF_UNIONS}
    columns = {"event_at": "seq=?", "events_between": "seq>?"}
    assert columns.get(name, "=?") in " ".join(plan)


def test_the_head_of_each_class_of_a_lane_is_the_first_of_its_own_index() -> None:
    statement = f"explain query plan {query('tickets.sql', 'heads_of_lane')}"

    plan = [str(row[-1]) for row in connect(":memory:").execute(statement).fetchall()]

    seeks = [step for step in plan if "callable_legs_by_lane" in step]
    assert len(seeks) == 3
    assert all(step.startswith("SEARCH") for step in seeks)
    assert not any("TEMP B-TREE" in step for step in plan)
