"""Writes the journals on a thread of its own: a disk may be slow, the screen may not."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from kiosk.journal.journal import JournalError
from kiosk.journal.records import Numbered
from kiosk.journal.shelf import HallLog, Shelf
from kiosk.journal.state import JournalState
from server.protocol.identity import RequestId

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JournalKept:
    """What was asked is on the disk; ``numbered`` if it was a number.

    ``hall`` is whose journal it is, once the server has said so.
    """

    state: JournalState
    numbered: Numbered | None = None
    hall: HallLog | None = None


@dataclass(frozen=True, slots=True)
class JournalFailed:
    """The disk did not take it; ``request`` is the visitor's who waits for it, if one does."""

    state: JournalState
    request: RequestId = ""
    hall: HallLog | None = None


JournalReport = JournalKept | JournalFailed
Act = Callable[[Shelf], Numbered | None]


class Pen(Protocol):
    """What the kiosk needs of whoever writes its journal; ``Scribe`` is the real one."""

    def write(self, act: Act, request: RequestId = "") -> None:
        """Do ``act`` after all before it; one report follows."""


class Scribe:
    """Does acts on the shelf one after another; reports come on its own thread."""

    def __init__(self, shelf: Shelf, tell: Callable[[JournalReport], None]) -> None:
        """Write on ``shelf`` from ``start`` on; ``tell`` gets one report for each act."""
        self._shelf = shelf
        self._tell = tell
        self._acts: SimpleQueue[tuple[Act, RequestId] | None] = SimpleQueue()
        self._thread = Thread(target=self._live, name="kezek-journal", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what was asked so far, and give the journals up."""
        self._acts.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._shelf.close()

    def write(self, act: Act, request: RequestId = "") -> None:
        """Do ``act`` after all before it; from any thread."""
        self._acts.put((act, request))

    def _live(self) -> None:
        while (asked := self._acts.get()) is not None:
            self._tell(carry_out(self._shelf, *asked))


def carry_out(shelf: Shelf, act: Act, request: RequestId) -> JournalReport:
    """Return what came of one act."""
    try:
        numbered = act(shelf)
    except JournalError as error:
        log.critical("the journal cannot be written: %s: tell the staff", error)
        return JournalFailed(shelf.state, request, shelf.hall)
    return JournalKept(shelf.state, numbered, shelf.hall)
