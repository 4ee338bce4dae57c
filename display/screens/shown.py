"""Tells the Hall which calls people can see: those in the first frame swapped after the change."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickWindow

from display.picture import Picture
from server.protocol.snapshots import BoardCall


class ShownReporter(QObject):
    """Follows a window's frames; a call is reported once, when it stood big in a whole frame."""

    def __init__(
        self,
        window: QQuickWindow,
        picture: Callable[[], Picture],
        report: Callable[[BoardCall], None],
    ) -> None:
        """Look at ``picture`` before each frame of ``window`` and tell ``report``."""
        super().__init__()
        self._picture = picture
        self._report = report
        self._in_frame: tuple[BoardCall, ...] = ()
        self._reported: frozenset[int] = frozenset()
        window.afterAnimating.connect(self._frame_begins)
        window.frameSwapped.connect(self._frame_seen)

    @property
    def reported(self) -> frozenset[int]:
        """Return the calls reported as shown that are still big."""
        return self._reported

    def _frame_begins(self) -> None:
        self._in_frame = tuple(place.call for place in self._picture().stage.places)

    def _frame_seen(self) -> None:
        for call in self._in_frame:
            if call.call not in self._reported:
                self._report(call)
        self._reported = frozenset(call.call for call in self._in_frame) | (
            self._reported & {call.call for call in self._standing()}
        )

    def _standing(self) -> tuple[BoardCall, ...]:
        board = self._picture().board
        return () if board is None else board.calls
