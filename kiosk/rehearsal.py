"""Plays a visitor on a real kiosk by touch events: one JSON line per act in, one answer out.

``python -m kiosk.rehearsal [--script FILE] <flags of kiosk>``; acts: ``{"touch": NAME}``,
``{"drag": NAME, "by": [X, Y]}``, ``{"hold": NAME}``,
``{"wait": "page:services"}``, ``{"wait": "paper:printed"}``, ``{"wait-printed": true}``,
``{"grab": FILE}``, ``{"tell": true}``; each may say ``"within"``.
"""

import os
import select
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from PySide6.QtCore import QPoint
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.__main__ import Kiosk, application, compose
from kiosk.face import Face
from kiosk.fingers import Finger, find, is_touchable
from kiosk.settings import read_settings

POLL_MS = 10
HOLD_MS = 3500
"""Longer than the staff have to hold the clock pressed."""
CHUNK = 65536
SCRIPT_FLAG = "--script"

_STARTED_AT = time.monotonic()


class Act(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """One thing to do, or to wait for."""

    touch: str | None = None
    twice: bool = False
    drag: str | None = None
    by: tuple[int, int] = (0, 200)
    hold: str | None = None
    wait: str | None = None
    wait_printed: bool | None = None
    grab: str | None = None
    tell: bool | None = None
    within: float = 15.0


class Told(Struct, frozen=True, rename="kebab"):
    """What came of an act, and where the visit then stands."""

    ok: bool
    act: Act
    ms: int
    page: str
    language: str
    paper: str
    number: str | None
    people_ahead: int | None
    printer: str
    link: str
    texts: tuple[str, ...]
    error: str | None = None


class Ready(Struct, frozen=True):
    """The first line out: how long the program took from its start to its first frame."""

    ready: bool
    first_frame_ms: int


class StumbledError(Exception):
    """An act could not be done; the text says why."""


class Player:
    """Plays acts on one kiosk."""

    def __init__(self, kiosk: Kiosk, face: Face) -> None:
        """Play on ``kiosk``, whose window is ``face``."""
        self._kiosk = kiosk
        self._face = face
        self._finger = Finger(face.window)

    def play(self, act: Act) -> Told:
        """Do ``act`` and tell what came of it."""
        begun = time.monotonic()
        error = None
        try:
            self._do(act)
        except StumbledError as stumbled:
            error = str(stumbled)
        return self._told(act, round((time.monotonic() - begun) * 1000), error)

    def _do(self, act: Act) -> None:
        if act.touch is not None:
            self._touch(act)
        if act.drag is not None:
            self._finger.drag(self._reach(act.drag, act.within), QPoint(*act.by))
        if act.hold is not None:
            self._finger.hold(self._reach(act.hold, act.within), HOLD_MS)
        if act.wait is not None:
            self._wait_for(act.wait, act.within)
        if act.wait_printed:
            self._wait_for("paper:printed", act.within)
        if act.grab is not None:
            self._grab(Path(act.grab))

    def _touch(self, act: Act) -> None:
        item = self._reach(act.touch or "", act.within)
        self._finger.tap(item, times=2 if act.twice else 1)

    def _reach(self, name: str, within: float) -> QQuickItem:
        def reached() -> QQuickItem | None:
            item = find(self._face.window, name)
            is_ready = item is not None and is_touchable(self._face.window, item)
            return item if is_ready else None

        self._until(lambda: reached() is not None, within, f"nothing to touch: {name}")
        item = reached()
        if item is None:
            raise StumbledError(name)
        return item

    def _wait_for(self, what: str, within: float) -> None:
        kind, _, value = what.partition(":")
        if kind not in self._standing():
            raise StumbledError(what)
        self._until(lambda: self._standing()[kind] == value, within, f"waited for {what}")

    def _until(self, condition: Callable[[], bool], within: float, failing: str) -> None:
        deadline = time.monotonic() + within
        while not condition():
            if time.monotonic() > deadline:
                raise StumbledError(failing)
            QTest.qWait(POLL_MS)

    def _grab(self, path: Path) -> None:
        # One frame after the page has settled: what the visitor sees, not a half-faded page.
        self._until(self._is_settled, 2.0, "the page does not settle")
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._face.window.grabWindow().save(str(path)):
            raise StumbledError(str(path))

    def _is_settled(self) -> bool:
        return bool(self._face.window.property("isSettled"))

    def _standing(self) -> dict[str, str]:
        visit = self._kiosk.attendant.visit
        return {
            "page": visit.page.value,
            "paper": visit.paper.value,
            "language": self._kiosk.attendant.language,
            "printer": self._kiosk.attendant.problem.value,
            "link": "up" if self._kiosk.attendant.is_connected else "down",
        }

    def _told(self, act: Act, ms: int, error: str | None) -> Told:
        ticket = self._kiosk.attendant.visit.ticket
        return Told(
            ok=error is None,
            act=act,
            ms=ms,
            **self._standing(),
            number=None if ticket is None else ticket.number,
            people_ahead=None if ticket is None else ticket.people_ahead,
            texts=tuple(visible_texts(self._face.window.contentItem())),
            error=error,
        )


def visible_texts(item: QQuickItem) -> list[str]:
    """Return every text that is visible below ``item``, in painting order."""
    if not item.isVisible() or item.opacity() == 0:
        return []
    text = item.property("text")
    found = [text] if isinstance(text, str) and text else []
    for child in item.childItems():
        found.extend(visible_texts(child))
    return found


def acts_of(descriptor: int) -> Iterator[Act]:
    """Yield the acts that arrive as lines, letting the kiosk live meanwhile."""
    rest = b""
    while True:
        while not select.select([descriptor], [], [], 0)[0]:
            QTest.qWait(POLL_MS)
        chunk = os.read(descriptor, CHUNK)
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (msgspec.json.decode(line, type=Act) for line in lines if line.strip())
        if not chunk:
            return


def main(arguments: list[str]) -> int:
    """Play the script, or what comes on standard input; 0 if every act could be done."""
    descriptor = sys.stdin.fileno()
    if arguments[:1] == [SCRIPT_FLAG]:
        descriptor = os.open(arguments[1], os.O_RDONLY)
        arguments = arguments[2:]
    settings = read_settings(arguments)
    app = application(settings)
    kiosk = compose(settings)
    if kiosk.face is None:
        return 2
    kiosk.start()
    kiosk.face.window.grabWindow()
    _say(Ready(ready=True, first_frame_ms=round((time.monotonic() - _STARTED_AT) * 1000)))
    player, is_whole = Player(kiosk, kiosk.face), True
    for act in acts_of(descriptor):
        told = player.play(act)
        is_whole = is_whole and told.ok
        _say(told)
    kiosk.stop()
    app.quit()
    return 0 if is_whole else 1


def _say(said: Ready | Told) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(said) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
