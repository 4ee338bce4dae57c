"""The shelf of a kiosk's journals: one for each hall it ever belonged to, one of them open.

A number goes to the hall that it was given for and to no other; what waits for another hall is
kept and told.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.journal.folders import Belonging, Folders, HallFolder
from kiosk.journal.hall_memory import HallMemory, SeenHall
from kiosk.journal.journal import FILE, Journal, JournalError
from kiosk.journal.locking import hold
from kiosk.journal.state import JournalState, state_of
from kiosk.journal.tape import TapeError, read
from server.protocol.identity import Key

Whose = Callable[[], Belonging | None]
"""Tells the hall that the kiosk is paired with now, None before it is."""


@dataclass(frozen=True, slots=True)
class HallLog:
    """A hall as its server names it: its id and the hash of the first entry of its log."""

    hall: Key
    log: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What is kept for a hall that the kiosk does not belong to now."""

    folder: HallFolder
    state: JournalState
    seen: SeenHall | None


class Shelf:
    """Opens the journal of the hall that the kiosk belongs to; for one thread."""

    def __init__(
        self, directory: Path, whose: Whose, tell: Callable[[tuple[Aside, ...]], None]
    ) -> None:
        """Hold ``directory``; ``tell`` gets what is kept aside whenever another hall is opened.

        Nothing is open until ``open`` or ``join``. Raise JournalError.
        """
        self._directory = directory
        self._whose = whose
        self._tell = tell
        self._folders = Folders(directory)
        self._journal: Journal | None = None
        self._folder: HallFolder | None = None
        self.hall: HallLog | None = None
        try:
            self._lock = hold(directory)
        except OSError as error:
            raise JournalError(str(error)) from error
        try:
            self._folders.move_in(whose())
        except (OSError, TapeError) as error:
            os.close(self._lock)
            raise JournalError(str(error)) from error

    @property
    def journal(self) -> Journal:
        """Return the open journal; raise JournalError if no hall is known yet."""
        if self._journal is None:
            msg = "the kiosk belongs to no hall yet"
            raise JournalError(msg)
        return self._journal

    @property
    def state(self) -> JournalState:
        """Return the open journal as it stands, an empty one if none is open."""
        return JournalState() if self._journal is None else self._journal.state

    def open(self) -> None:
        """Open the journal of the hall that the kiosk is paired with, if it has been there."""
        belonging = self._whose()
        try:
            folder = None if belonging is None else self._folders.of(belonging)
        except OSError as error:
            raise JournalError(str(error)) from error
        if folder is not None:
            self._turn_to(folder)
        self._tell(self.aside())

    def join(self, told: HallLog, number: int, merged_to: int) -> None:
        """Take in that the server of ``told`` welcomed the kiosk, as ``Journal.name`` does."""
        belonging = self._whose()
        authorities = frozenset[str]() if belonging is None else belonging.authorities
        try:
            folder = self._folders.take(Belonging(told.hall, authorities), told.log)
        except (OSError, TapeError) as error:
            raise JournalError(str(error)) from error
        if self._folder is None or self._folder.path != folder.path:
            self._turn_to(folder)
            self._tell(self.aside())
        self.journal.name(number, merged_to)
        self.journal.bar(is_barred=False)
        self.hall = told

    def recall(self) -> SeenHall | None:
        """Return the hall as it was seen last."""
        return None if self._folder is None else HallMemory(self._folder.path).recall()

    def remember(self, seen: SeenHall) -> None:
        """Keep the hall as it is seen now."""
        if self._folder is not None:
            HallMemory(self._folder.path).remember(seen)

    def aside(self) -> tuple[Aside, ...]:
        """Return what is kept for other halls than the one that is open."""
        return _kept_but(self._directory, self._folder)

    def close(self) -> None:
        """Let another process have the journals."""
        self._put_away()
        os.close(self._lock)

    def _turn_to(self, folder: HallFolder) -> None:
        self._put_away()
        self._journal = Journal(folder.path)
        self._folder = folder
        self._journal.doubt_papers()

    def _put_away(self) -> None:
        self.hall = None
        if self._journal is not None:
            self._journal.close()
        self._journal = self._folder = None


def kept_in(directory: Path, belonging: Belonging | None) -> tuple[Aside, ...]:
    """Return what ``directory`` keeps for other halls than that of a kiosk that may be running."""
    own = None if belonging is None else Folders(directory).of(belonging)
    return _kept_but(directory, own)


def _kept_but(directory: Path, own: HallFolder | None) -> tuple[Aside, ...]:
    kept = (
        _aside(folder)
        for folder in Folders(directory).all()
        if own is None or folder.path != own.path
    )
    return tuple(each for each in kept if each.state.held or each.state.slips)


def _aside(folder: HallFolder) -> Aside:
    try:
        state = state_of(read(folder.path / FILE).records)
    except TapeError:
        state = JournalState()
    return Aside(folder, state, HallMemory(folder.path).recall())
