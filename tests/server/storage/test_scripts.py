"""Tests of migrations as scripts: split statement by statement, never in the middle."""

import pytest

from server.storage.faults import StoreError
from server.storage.scripts import MIGRATIONS, split_statements


def test_every_migration_is_made_of_whole_statements() -> None:
    counts = {
        path.stem: len([*split_statements(path.read_text("utf-8"))])
        for path in MIGRATIONS.glob("*.sql")
    }

    assert min(counts.values()) > 0


def test_a_script_is_split_into_its_statements() -> None:
    script = "create table a (\n  text\n);\n\ncreate trigger t after insert on a begin\n"
    script += "  delete from a;\nend;\n"

    assert [*split_statements(script)] == [
        "create table a (\n  text\n);",
        "create trigger t after insert on a begin\n  delete from a;\nend;",
    ]


def test_a_script_that_breaks_off_is_refused() -> None:
    with pytest.raises(StoreError, match="in the middle"):
        [*split_statements("create table a (text);\ncreate table b (")]
