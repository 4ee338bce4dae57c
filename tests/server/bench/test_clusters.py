"""The bench measures in databases of its own, and leaves none behind."""

import psycopg
import pytest

from server.bench.clusters import an_empty, beside
from tests.server.engines import ENGINES


def test_sqlite_needs_no_database() -> None:
    with an_empty(None) as address:
        assert address is None


def test_the_address_of_another_database_keeps_all_but_the_name() -> None:
    assert beside("postgresql://a:b@c:5/d?e=f", "g") == "postgresql://a:b@c:5/g?e=f"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_is_there_until_it_was_measured(engine: object) -> None:
    del engine
    with an_empty(ENGINES.address()) as address:
        assert address is not None
        with psycopg.connect(address) as connection:
            tables = connection.execute("select count(*) from pg_stat_user_tables").fetchone()

    assert tables == (0,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(address)
