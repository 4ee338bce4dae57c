"""Qt objects of a test go with it, on the thread that made them."""

import gc
import weakref

import pytest
from PySide6.QtCore import QTimer

pytestmark = pytest.mark.usefixtures("qapp")

LEFT: list[weakref.ref[QTimer]] = []


class Knotted(QTimer):
    """A running timer that only the garbage collector can take away."""

    def __init__(self) -> None:
        super().__init__(interval=60_000)
        self.me = self
        self.start()


def test_a_test_may_leave_a_running_timer_in_a_cycle() -> None:
    gc.disable()

    LEFT.append(weakref.ref(Knotted()))

    assert LEFT[0]() is not None


def test_after_it_the_timer_is_gone_without_any_other_thread() -> None:
    gc.enable()

    assert LEFT
    assert LEFT[0]() is None
