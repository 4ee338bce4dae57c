"""Writes the journal on a thread of its own: a disk may be slow, the screen may not."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Protocol

from kiosk.journal.journal import Journal, JournalError
from kiosk.journal.records import Numbered
from kiosk.journal.state import JournalState
from server.protocol.identity import RequestId

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class JournalKept:
    """What was asked is on the disk; ``numbered`` if it was a number."""

    state: JournalState
    numbered: Numbered | None = None


@dataclass(frozen=True, slots=True)
class JournalFailed:
    """The disk did not take it; ``request`` is the visitor's who waits for it, if one does."""

    state: JournalState
    request: RequestId = ""


JournalReport = JournalKept | JournalFailed
Act = Callable[[Journal], Numbered | None]


class Pen(Protocol):
    """What the kiosk needs of whoever writes its journal; ``Scribe`` is the real one."""

    def write(self, act: Act, request: RequestId = "") -> None:
        """Do ``act`` after all before it; one report follows."""


class Scribe:
    """Does acts on the journal one after another; reports come on its own thread."""

    def __init__(self, journal: Journal, tell: Callable[[JournalReport], None]) -> None:
        """Write ``journal`` from ``start`` on; ``tell`` gets one report for each act."""
        self._journal = journal
        self._tell = tell
        self._acts: SimpleQueue[tuple[Act, RequestId] | None] = SimpleQueue()
        self._thread = Thread(target=self._live, name="kezek-journal", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what was asked so far, and give the journal up."""
        self._acts.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._journal.close()

    def write(self, act: Act, request: RequestId = "") -> None:
        """Do ``act`` after all before it; from any thread."""
        self._acts.put((act, request))

    def _live(self) -> None:
        while (asked := self._acts.get()) is not None:
            self._tell(carry_out(self._journal, *asked))


def carry_out(journal: Journal, act: Act, request: RequestId) -> JournalReport:
    """Return what came of one act."""
    try:
        numbered = act(journal)
    except JournalError as error:
        log.critical("the journal cannot be written: %s: tell the staff", error)
        return JournalFailed(journal.state, request)
    return JournalKept(journal.state, numbered)
