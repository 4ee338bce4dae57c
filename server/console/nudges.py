"""A word to every open page that who holds which desk has changed."""

from collections.abc import Callable


class Nudges:
    """Callbacks of open pages, called when they should look at their session again."""

    def __init__(self) -> None:
        """Start without open pages."""
        self._callbacks: dict[int, Callable[[], None]] = {}
        self._last = 0

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call ``callback`` at every nudge until the returned function is called."""
        self._last += 1
        name = self._last
        self._callbacks[name] = callback
        return lambda: self._callbacks.pop(name, None) and None

    def nudge(self) -> None:
        """Tell every open page."""
        for callback in tuple(self._callbacks.values()):
            callback()
