"""What every journey gets: a reception centre of real programs, checked when it closes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.centre import Centre, open_centre


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[Centre]:
    """Give a hall whose server runs; when the story is over, nothing may be lost or doubled."""
    async with open_centre(tmp_path) as opened:
        yield opened
