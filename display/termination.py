"""Turns SIGTERM and SIGINT into a clean end of Qt's event loop; used by ``__main__``."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

ENDING = (signal.SIGTERM, signal.SIGINT)


class Termination(QObject):
    """Calls ``end`` on the GUI thread when the program is asked to end."""

    def __init__(self, end: Callable[[], None]) -> None:
        """Listen from now on; Python's handlers run only when its interpreter does."""
        super().__init__()
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(end)
        self._before = {number: signal.signal(number, _noted) for number in ENDING}
        self._wakeup_before = signal.set_wakeup_fd(self._writer.fileno())

    def close(self) -> None:
        """Put everything back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()


def _noted(number: int, frame: object) -> None:
    """Do nothing: that a signal came is read from the wake-up socket."""
