"""A word to every open page that who holds which desk has changed, or that the server stops."""

from collections.abc import Callable


class Nudges:
    """Callbacks of open pages, called when they should look at their session again."""

    def __init__(self) -> None:
        """Start without open pages."""
        self.is_closed = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def pages(self) -> int:
        """Return how many pages are open."""
        return len(self._callbacks)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` at every nudge until the returned function is called."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def nudge(self) -> None:
        """Tell every open page."""
        for callback in tuple(self._callbacks):
            callback()

    def close(self) -> None:
        """Tell every open page that it is to end."""
        self.is_closed = True
        self.nudge()
