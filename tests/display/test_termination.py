"""Signals end the program cleanly."""

import os
import signal

from pytestqt.qtbot import QtBot

from display.termination import Termination


def test_a_signal_ends_the_program_on_its_own_thread(qtbot: QtBot) -> None:
    ends: list[bool] = []
    before = signal.getsignal(signal.SIGTERM)
    termination = Termination(lambda: ends.append(True))

    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: bool(ends))
    termination.close()

    assert signal.getsignal(signal.SIGTERM) == before
