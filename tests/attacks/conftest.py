"""A hall on a LAN of its own for each module of attacks, judged after every test."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.honest import Honest
from tests.attacks.network import lan
from tests.attacks.stand import Stand


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """Give a hall whose server runs; an enemy has his own computers beside it."""
    folder: Path = tmp_path_factory.mktemp("hall")
    with lan() as network:
        honest = Honest(network.add("server", 1), folder)
        asyncio.run(honest.prepare())
        honest.start()
        try:
            yield Stand(network, honest, folder)
        finally:
            honest.stop()


@pytest.fixture(autouse=True)
def judged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the history checker read the log after each attack on a stand (I1 to I6, I10, I11)."""
    yield
    if "stand" in request.fixturenames:
        stand: Stand = request.getfixturevalue("stand")
        assert stand.faults() == []
