"""Looks at a real board by script: ``python -m display.rehearsal <flags of display>``.

One JSON line in, one out: ``{"wait": "call:A001", "within": 10}``, ``{"grab": FILE}``,
``{"tell": true}``, ``{"quit": true}``; the first line out tells of the first frame.
"""

import logging
import os
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtQuick import QQuickItem

from display.__main__ import BoardProgram, application, compose, steady_ms
from display.picture import LinkStatus
from display.settings import read_settings
from display.speaker import Spoken

TURN_MS = 20
CHUNK = 65_536

_STARTED_AT = steady_ms()


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to do, to wait for, or to tell."""

    wait: str | None = None
    within: float = 15.0
    grab: str | None = None
    tell: bool = False
    quit: bool = False


class Seen(Struct, frozen=True):
    """What people see on the board."""

    calls: list[str]
    history: list[str]
    next_up: list[str]
    stale: bool
    link: bool
    texts: list[str]


class Onlooker(QObject):
    """Answers the lines of a descriptor, one after another, while the board lives."""

    def __init__(self, program: BoardProgram, descriptor: int, end: Callable[[], None]) -> None:
        """Look at ``program``; at the end of the lines call ``end``."""
        super().__init__()
        self._program = program
        self._descriptor = descriptor
        self._end = end
        self._rest = b""
        self._lines: deque[bytes] = deque()
        self._is_over = False
        self._waiting: tuple[Line, int] | None = None
        self._spoken: set[str] = set()
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._turn)
        program.bridge.spoke.connect(self._heard)
        program.window.frameSwapped.connect(self._first_frame)

    def seen(self) -> Seen:
        """Return what people see now."""
        picture, board = self._program.screen.picture, self._program.screen.picture.board
        return Seen(
            calls=[place.call.number for place in picture.stage.places],
            history=[] if board is None else [call.number for call in board.history],
            next_up=[] if board is None else list(board.next_up),
            stale=bool(self._program.screen.isStale),
            link=picture.link is LinkStatus.UP,
            texts=visible_texts(self._program.window.contentItem()),
        )

    def _first_frame(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
            _say({"ready": True, "first_frame_ms": steady_ms() - _STARTED_AT})

    def _heard(self, spoken: Spoken) -> None:
        self._spoken.add(spoken.call.number)

    def _read(self) -> None:
        chunk = os.read(self._descriptor, CHUNK)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        self._lines.extend(line for line in lines if line.strip())
        if not chunk:
            self._notifier.setEnabled(False)
            self._is_over = True

    def _turn(self) -> None:
        if self._waiting is not None:
            self._go_on_waiting(*self._waiting)
        elif self._lines:
            self._answer(self._lines.popleft())
        elif self._is_over:
            self._end()

    def _answer(self, text: bytes) -> None:
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.DecodeError as error:
            _say({"ok": False, "error": str(error)})
            return
        if line.wait is not None:
            self._waiting = line, steady_ms()
            self._go_on_waiting(line, steady_ms())
        elif line.grab is not None:
            path = Path(line.grab)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._show(is_done=self._program.window.grabWindow().save(str(path)))
        elif line.tell:
            self._show(is_done=True)
        else:
            self._is_over = line.quit
            _say({"ok": line.quit})

    def _show(self, *, is_done: bool) -> None:
        _say({"ok": is_done} | msgspec.to_builtins(self.seen()))

    def _go_on_waiting(self, line: Line, since: int) -> None:
        waited = steady_ms() - since
        if self._holds(line.wait or ""):
            self._waiting = None
            _say({"ok": True, "ms": waited})
        elif waited > line.within * 1000:
            self._waiting = None
            _say({"ok": False, "seen": msgspec.to_builtins(self.seen())})

    def _holds(self, condition: str) -> bool:
        kind, _, number = condition.partition(":")
        queue = self._program.announcer.queue
        seen = self.seen()
        return {
            "link-up": seen.link,
            "link-down": not seen.link,
            "stale": seen.stale,
            "call": number in self._drawn(),
            "history": number in seen.history,
            "spoken": number in self._spoken,
            "quiet": queue.speaking is None and not queue.waiting,
        }.get(kind, False)

    def _drawn(self) -> set[str]:
        """Return the numbers that stand large in a frame people have seen."""
        places = self._program.screen.picture.stage.places
        reported = self._program.shown.reported
        return {place.call.number for place in places if place.call.call in reported}


def visible_texts(item: QQuickItem) -> list[str]:
    """Return every text that is visible below ``item``, in painting order."""
    if not item.isVisible() or item.opacity() == 0:
        return []
    text = item.property("text")
    found = [text] if isinstance(text, str) and text else []
    for child in item.childItems():
        found.extend(visible_texts(child))
    return found


def main(arguments: list[str]) -> int:
    """Run a board and answer the lines of standard input until they end."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = read_settings(arguments)
    app = application()
    program = compose(settings)
    onlooker = Onlooker(program, sys.stdin.fileno(), app.quit)
    program.start(is_full_screen=settings.size is None)
    code = app.exec()
    program.stop()
    onlooker.deleteLater()
    return code


def _say(answer: dict[str, object]) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
