"""The wait as QML gets it."""

import pytest

from kiosk.screens.waits import WaitFigures, figures_of
from server.protocol.waits import WaitRange


@pytest.mark.parametrize(
    ("expected", "figures"),
    [
        (None, WaitFigures(-1, -1)),
        (WaitRange(0, 5), WaitFigures(0, 5)),
        (WaitRange(20, 35, is_approximate=True), WaitFigures(20, 35, is_rough=True)),
        (WaitRange(120, None), WaitFigures(120, 0)),
    ],
    ids=["unsure", "soon", "range", "long"],
)
def test_a_wait_is_told_in_figures(expected: WaitRange | None, figures: WaitFigures) -> None:
    assert figures_of(expected) == figures
