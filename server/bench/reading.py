"""A report's reading: it counts and adds up rows of a hall that is being served, again and again.

``python -m server.bench.reading WHERE ROWS`` reads by a connection of its own and yields to
whoever serves; it says when it begins and when so many rows were read.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from pysqlite3 import dbapi2 as sqlite3

from server.storage.sqlite import DATABASE

POLITENESS = 10
"""How much a report lets others go first (nice(2))."""

ADD_UP = """\
select count(*), count(distinct kind), min(at), max(at), sum(length(body)), sum(length(actor))
from (select kind, at, body, actor from events limit {left}) as part
"""


def open_for_reading(where: str) -> Any:  # noqa: ANN401 - the drivers have no type in common
    """Return a connection that can write nothing, to a data directory or a database's address."""
    if where.startswith("postgresql://"):
        return psycopg.connect(where, options="-c default_transaction_read_only=on")
    return sqlite3.connect(f"file:{Path(where) / DATABASE}?mode=ro", uri=True)


def read(connection: Any, rows: int) -> int:  # noqa: ANN401 - as above
    """Read at least so many rows and return how many; the log is gone through as often as need be.

    A hall without a row is an error.
    """
    done = 0
    while done < rows:
        (count, *_) = connection.execute(ADD_UP.format(left=rows - done)).fetchone()
        if not count:
            msg = "nothing to read"
            raise LookupError(msg)
        done += count
    return done


def main() -> None:
    """Read as the command line says."""
    os.nice(POLITENESS)
    connection = open_for_reading(sys.argv[1])
    _say({"begins": True})
    begun = time.perf_counter()
    rows = read(connection, int(sys.argv[2]))
    _say({"rows": rows, "seconds": time.perf_counter() - begun})
    connection.close()


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
