"""The folders of a kiosk's state, one for each hall it ever belonged to; a name says whose it is.

``halls/HALL.MARK``: the mark is the beginning of the hash of the first entry of the hall's log.
Two halls may have one id, since they began with the same hall file; no two have one log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.journal.hall_memory import FILE as MEMORY
from kiosk.journal.journal import FILE as JOURNAL
from kiosk.journal.journal import RESERVE
from kiosk.journal.tape import sync_directory, write_whole
from server.protocol.identity import Key

HALLS = "halls"
PAIRED = "paired.json"
MARK_LENGTH = 16
UNKNOWN = "unknown"
"""The mark of a folder whose hall has not told its log yet, before the authority's."""

NO_HALL = "~"
"""Stands for the hall of a journal that was found without a pairing; no hall has this id."""

MOVING = "moving."
LONGEST_FILE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Belonging:
    """The hall that a kiosk is paired with, and the fingerprints of what it trusts there."""

    hall: Key
    authorities: frozenset[str] = frozenset()


class _Paired(Struct, frozen=True):
    """Which authorities the kiosk trusted when it belonged here last, and when that was."""

    authorities: tuple[str, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class HallFolder:
    """One folder; the greatest ``turn`` has the hall that the kiosk belonged to last."""

    path: Path
    hall: Key
    mark: str
    authorities: frozenset[str]
    turn: int

    @property
    def is_known(self) -> bool:
        """Return whether the hall has told its log."""
        return not self.mark.startswith(UNKNOWN)

    def is_of(self, belonging: Belonging) -> bool:
        """Return whether the folder is that of the hall that the kiosk is paired with."""
        if self.hall != belonging.hall:
            return False
        if not belonging.authorities:
            return not self.authorities
        return bool(self.authorities & belonging.authorities)


class Folders:
    """Finds, makes and names the folders in one state directory; raises OSError or TapeError."""

    def __init__(self, directory: Path) -> None:
        """Look in ``directory``."""
        self._directory = directory
        self._halls = directory / HALLS

    def all(self) -> tuple[HallFolder, ...]:
        """Return every folder, the hall that the kiosk belonged to last first."""
        if not self._halls.is_dir():
            return ()
        found = (_folder(path) for path in self._halls.iterdir() if path.is_dir())
        whole = (folder for folder in found if not folder.path.name.startswith(MOVING))
        return tuple(sorted(whole, key=lambda folder: (-folder.turn, folder.path.name)))

    def of(self, belonging: Belonging) -> HallFolder | None:
        """Return the folder of the hall that the kiosk is paired with, before the hall speaks."""
        return next((folder for folder in self.all() if folder.is_of(belonging)), None)

    def take(self, belonging: Belonging, log: str) -> HallFolder:
        """Return the folder of the hall with this ``log``, made or named after it if need be."""
        found = self._with_log(belonging, log) or self._nameless(belonging, log)
        if found is None:
            return self._make(belonging, log)
        path = found.path
        if log and not found.is_known:
            path = self._free(belonging.hall, log[:MARK_LENGTH])
            found.path.rename(path)
            sync_directory(self._halls)
        return self._keep_paired(path, belonging)

    def move_in(self, belonging: Belonging | None) -> None:
        """Move what lies beside the folders, as it was kept before there were any, into one."""
        moving = self._moving() or self._begin_to_move(belonging)
        if moving is None:
            return
        for path in tuple(self._old_files()):
            path.rename(moving / path.name)
        sync_directory(moving)
        sync_directory(self._directory)
        hall, _, mark = moving.name.removeprefix(MOVING).partition(".")
        moving.rename(self._free(hall, mark))
        sync_directory(self._halls)

    def _with_log(self, belonging: Belonging, log: str) -> HallFolder | None:
        if not log:
            return self.of(belonging)
        wanted = belonging.hall, log[:MARK_LENGTH]
        return next((each for each in self.all() if (each.hall, each.mark) == wanted), None)

    def _nameless(self, belonging: Belonging, log: str) -> HallFolder | None:
        nameless = (each for each in self.all() if log and not each.is_known)
        return next((each for each in nameless if each.is_of(belonging)), None)

    def _make(self, belonging: Belonging, log: str) -> HallFolder:
        self._halls.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_directory(self._directory)
        path = self._free(belonging.hall, log[:MARK_LENGTH] or _nameless_mark(belonging))
        path.mkdir(mode=0o700)
        sync_directory(self._halls)
        return self._keep_paired(path, belonging)

    def _keep_paired(self, path: Path, belonging: Belonging) -> HallFolder:
        """Have the folder be the one of the newest turn; nothing is written if it is already."""
        folder, newest = _folder(path), max((each.turn for each in self.all()), default=0)
        is_newest = folder.turn == newest > 0
        if is_newest and folder.authorities == belonging.authorities:
            return folder
        turn = folder.turn if is_newest else newest + 1
        kept = _Paired(tuple(sorted(belonging.authorities)), turn)
        write_whole(path / PAIRED, msgspec.json.encode(kept))
        return _folder(path)

    def _moving(self) -> Path | None:
        if not self._halls.is_dir():
            return None
        return next(self._halls.glob(f"{MOVING}*"), None)

    def _begin_to_move(self, belonging: Belonging | None) -> Path | None:
        if not any(self._old_files()):
            return None
        known = belonging or Belonging(NO_HALL)
        moving = self._halls / f"{MOVING}{known.hall}.{_nameless_mark(known)}"
        moving.mkdir(mode=0o700, parents=True)
        sync_directory(self._halls)
        sync_directory(self._directory)
        return moving

    def _old_files(self) -> Iterator[Path]:
        """Yield what was kept without a folder, the journal last."""
        yield from self._directory.glob(f"{JOURNAL}.damaged-*")
        for name in (MEMORY, RESERVE, JOURNAL):
            if (self._directory / name).exists():
                yield self._directory / name

    def _free(self, hall: Key, mark: str) -> Path:
        path, again = self._halls / f"{hall}.{mark}", 2
        while path.exists():
            path, again = self._halls / f"{hall}.{mark}.{again}", again + 1
        return path


def _folder(path: Path) -> HallFolder:
    hall, _, mark = path.name.partition(".")
    paired = _read(path / PAIRED)
    authorities = frozenset(paired.authorities) if paired else _authority_of(mark)
    return HallFolder(path, hall, mark, authorities, 0 if paired is None else paired.turn)


def _read(path: Path) -> _Paired | None:
    """Return what is kept; what cannot be read is learnt anew when the hall speaks."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LONGEST_FILE), type=_Paired)
    except (OSError, msgspec.DecodeError):
        return None


def _nameless_mark(belonging: Belonging) -> str:
    return ".".join((UNKNOWN, *sorted(belonging.authorities)[:1]))


def _authority_of(mark: str) -> frozenset[str]:
    return frozenset(part for part in mark.split(".") if "-" in part)
