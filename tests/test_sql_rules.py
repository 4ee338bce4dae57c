"""What the SQL may say, so that one text serves SQLite and PostgreSQL alike."""

import re
from pathlib import Path

import pytest

from tests.gate.places import ROOT, files, relative

# The methods of server/storage/rows.py, and the mark of the queries that each may run.
MARK_OF = {"one": "^", "value": "$", "run": "!", "all": ""}

QUERY = re.compile(r"^--\s*name:\s*(?P<name>\w+)(?P<parameters>\([^)]*\))?(?P<mark>\S*)\s*$")
FORBIDDEN = {
    "per cent": re.compile("%"),
    "a cast by colons": re.compile("::"),
    "insert or": re.compile(r"\b(insert|update)\s+or\b", re.IGNORECASE),
    "strict tables": re.compile(r"\bstrict\b", re.IGNORECASE),
    "rowid": re.compile(r"\b(rowid|autoincrement)\b", re.IGNORECASE),
    "jsonb": re.compile(r"\bjsonb\b", re.IGNORECASE),
    "skip locked": re.compile(r"\bskip\s+locked\b", re.IGNORECASE),
    "the time of the engine": re.compile(r"\b(now\(|current_timestamp|strftime)", re.IGNORECASE),
}


def statements(path: Path) -> str:
    """Read a file of SQL without its comments."""
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


def sql_files() -> list[Path]:
    """List every file of SQL."""
    found = list(files(".sql", under=ROOT / "server"))
    assert found
    return found


def queries() -> dict[str, str]:
    """List the queries and their marks."""
    lines = [line for path in sql_files() for line in path.read_text("utf-8").splitlines()]
    named = [found for line in lines if (found := QUERY.match(line))]
    assert named
    return {found["name"]: found["mark"] for found in named}


def calls() -> list[tuple[str, str]]:
    """List the calls of queries in the server: the method, and the query's name."""
    text = "\n".join(path.read_text("utf-8") for path in files(".py", under=ROOT / "server"))
    return re.findall(r"\.(one|value|run|all)\(\s*\"(\w+)\"", text)


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_the_sql_uses_no_form_that_one_engine_lacks(what: str) -> None:
    found = [relative(path) for path in sql_files() if FORBIDDEN[what].search(statements(path))]

    assert found == []


def test_a_query_is_marked_only_by_what_keeps_the_transaction_ours() -> None:
    strange = {name: mark for name, mark in queries().items() if mark not in {"^", "$", "!", ""}}

    assert strange == {}


def test_every_query_names_its_parameters() -> None:
    bare = []
    for path in sql_files():
        for line in path.read_text(encoding="utf-8").splitlines():
            found = QUERY.match(line)
            if line.startswith("-- name") and (found is None or found["parameters"] is None):
                bare.append(f"{relative(path)}: {line}")

    assert bare == []


def test_a_query_is_run_as_its_mark_says() -> None:
    known = queries()
    wrong = [(method, name) for method, name in calls() if known.get(name) != MARK_OF[method]]

    assert wrong == []


def test_every_query_is_used() -> None:
    text = "\n".join(path.read_text("utf-8") for path in files(".py", under=ROOT / "server"))

    assert [name for name in queries() if f'"{name}"' not in text] == []


def test_migrations_are_numbered_without_a_hole() -> None:
    names = [path.name for path in sql_files() if path.parent.name == "migrations"]

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_numbers_are_never_taken_by_counting() -> None:
    counting = re.compile(r"\b(max|count)\s*\([^)]*\)\s*\+", re.IGNORECASE)

    assert [relative(p) for p in sql_files() if counting.search(statements(p))] == []
