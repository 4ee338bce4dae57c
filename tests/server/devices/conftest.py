"""What the tests of the device link share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server.devices.working_server import WorkingServer, working_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[WorkingServer]:
    """Give a real server of a small hall on loopback, its day open."""
    async with working_server(tmp_path) as running:
        yield running
