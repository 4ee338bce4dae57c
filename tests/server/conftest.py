"""Both engines for the tests of the server: `engine` runs a test on each of them."""

from collections.abc import Iterator

import pytest

from tests.server.cluster import Cluster, private_cluster
from tests.server.engines import ENGINES, Engines


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Give a PostgreSQL cluster that lives as long as this process of the tests."""
    with private_cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engines]:
    """Run the test twice, its halls on SQLite in memory and on PostgreSQL."""
    own = request.getfixturevalue("cluster") if request.param == "postgresql" else None
    with ENGINES.using(own):
        yield ENGINES


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[Engines]:
    """Run the test on PostgreSQL alone."""
    with ENGINES.using(cluster):
        yield ENGINES
