"""What tests of a kiosk that is alone get."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk.loneliness import LonelyKiosk


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[LonelyKiosk]:
    """Give a kiosk that its server has welcomed."""
    made = LonelyKiosk(tmp_path)
    made.greet()
    yield made
    made.end()
