"""Every act is carried out on both engines."""

import pytest

from tests.server.engines import Engines


@pytest.fixture(autouse=True)
def both_engines(engine: Engines) -> None:
    """Run each test of the folder on both engines."""
