"""Whether the server is there, as visitors are told it: losses that mend themselves left aside."""

from collections.abc import Callable

from server.protocol.errors import Failure

GRACE_MS = 1500
"""A loss that mends itself within this time is no news for a visitor."""


class Contact:
    """Follows the link up and down; the attendant tells it."""

    def __init__(self, steady_ms: Callable[[], int]) -> None:
        """Begin without a server; measure losses by ``steady_ms``."""
        self._steady_ms = steady_ms
        self._is_up = False
        self._failure = ""
        self._down_at_ms: int | None = None

    @property
    def is_there(self) -> bool:
        """Tell whether the server is there."""
        if self._is_up or self._down_at_ms is None:
            return self._is_up
        return self._steady_ms() - self._down_at_ms < GRACE_MS

    @property
    def failure(self) -> str:
        """Return the code by which the server refuses this kiosk, if it does."""
        return self._failure

    def go_up(self) -> None:
        """Take in that the server welcomed the kiosk."""
        self._is_up, self._failure = True, ""

    def go_down(self, failure: Failure | None) -> None:
        """Take in that the link is lost, by ``failure`` if the server named one."""
        if self._is_up:
            self._down_at_ms = self._steady_ms()
        self._is_up = False
        self._failure = "" if failure is None else failure.code
