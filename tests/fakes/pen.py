"""Writes real journals at once, on the caller's own thread; for unit tests."""

from collections.abc import Callable

from kiosk.journal.scribe import Act, JournalReport, carry_out
from kiosk.journal.shelf import Shelf
from server.protocol.identity import RequestId


class FakePen:
    """Does each act when it is asked, unless ``is_held``: then when ``let_go`` is called."""

    def __init__(self, shelf: Shelf, tell: Callable[[JournalReport], None]) -> None:
        """Write on ``shelf`` and tell ``tell``."""
        self._shelf = shelf
        self._tell = tell
        self._waiting: list[tuple[Act, RequestId]] = []
        self.is_held = False

    def write(self, act: Act, request: RequestId = "") -> None:
        """Do ``act``, or keep it for later."""
        self._waiting.append((act, request))
        if not self.is_held:
            self.let_go()

    def let_go(self) -> None:
        """Do all that waits."""
        while self._waiting:
            self._tell(carry_out(self._shelf, *self._waiting.pop(0)))
