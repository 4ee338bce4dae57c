"""A disk rebuilt from a recorded trace: what may be on it if the power goes at this moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from random import Random
from types import MappingProxyType
from typing import assert_never

from tests.durability.trace import (
    Created,
    Removed,
    Renamed,
    Sent,
    Step,
    Synced,
    SyncFailed,
    Truncated,
    WriteFailed,
    Written,
)

SECTOR = 512
"""What a disk writes whole or not at all (sqlite.org/psow.html)."""

Image = dict[str, bytes]
NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Loss(StrEnum):
    """What becomes of writes that no sync has confirmed."""

    ALL = auto()
    NOTHING = auto()
    SOME = auto()
    TORN = auto()


@dataclass(slots=True)
class _File:
    """What is on the disk for certain, and what the kernel may still hold back."""

    durable: bytearray = field(default_factory=bytearray)
    unsynced: list[Written | Truncated] = field(default_factory=list)

    def forget(self, written: Written) -> None:
        """Take the newest such write back."""
        del self.unsynced[len(self.unsynced) - 1 - self.unsynced[::-1].index(written)]

    def sync(self) -> None:
        for change in self.unsynced:
            _change(self.durable, change)
        self.unsynced.clear()

    def lose(self) -> None:
        """Forget what a failed sync did not take: the kernel holds it for written and never asks.

        Every process reads it all the same, and no later sync brings it to the disk (Rebello and
        others, "Can Applications Recover from fsync Failures?", USENIX ATC 2020).
        """
        self.unsynced.clear()

    def content(self, loss: Loss, chance: Random) -> bytes:
        content = bytearray(self.durable)
        for change in self.unsynced:
            for kept in _kept(change, loss, chance):
                _change(content, kept)
        return bytes(content)


class Disk:
    """The data directory as the kernel has it and as the disk has it."""

    def __init__(self, begun: Mapping[str, bytes] = NOTHING) -> None:
        """Begin with what is on the disk for certain, such as an empty directory."""
        self._names = {name: _File(bytearray(content)) for name, content in begun.items()}
        self._durable_names = dict(self._names)

    def take(self, step: Step) -> None:
        """Go on by one step of the trace."""
        match step:
            case Created() | Renamed() | Removed() | Synced(name=""):
                self._take_names(step)
            case Written(name=name) | Truncated(name=name):
                self._names[name].unsynced.append(step)
            case WriteFailed(written=written):
                self._names[written.name].forget(written)
            case Synced(name=name):
                self._names[name].sync()
            case SyncFailed(name=name) if name:
                self._names[name].lose()
            case Sent() | SyncFailed():
                pass
            case _:
                assert_never(step)

    def _take_names(self, step: Created | Renamed | Removed | Synced) -> None:
        match step:
            case Created(name=name):
                self._names.setdefault(name, _File())
            case Renamed(old=old, new=new):
                self._names[new] = self._names.pop(old)
            case Removed(name=name):
                self._names.pop(name, None)
            case Synced():
                self._durable_names = dict(self._names)
            case _:
                assert_never(step)

    def image(self, loss: Loss, chance: Random) -> Image:
        """Return what a start after the power cut finds."""
        names = self._surviving_names(loss, chance)
        return {name: file.content(loss, chance) for name, file in names.items()}

    def _surviving_names(self, loss: Loss, chance: Random) -> dict[str, _File]:
        match loss:
            case Loss.ALL:
                return self._durable_names
            case Loss.NOTHING:
                return self._names
            case Loss.SOME | Loss.TORN:
                both = self._durable_names, self._names
                chosen = ((name, chance.choice(both)) for name in sorted({*both[0], *both[1]}))
                return {name: one[name] for name, one in chosen if name in one}
            case _:
                assert_never(loss)


def _kept(
    change: Written | Truncated, loss: Loss, chance: Random
) -> Iterator[Written | Truncated]:
    match loss:
        case Loss.ALL:
            return
        case Loss.NOTHING:
            yield change
        case Loss.SOME:
            if chance.random() < 0.5:
                yield change
        case Loss.TORN:
            parts = _sectors(change) if isinstance(change, Written) else iter((change,))
            yield from (part for part in parts if chance.random() < 0.5)
        case _:
            assert_never(loss)


def _sectors(change: Written) -> Iterator[Written]:
    """Cut a write at the borders of sectors."""
    begin, end = change.offset, change.offset + len(change.data)
    while begin < end:
        stop = min(end, (begin // SECTOR + 1) * SECTOR)
        data = change.data[begin - change.offset : stop - change.offset]
        yield Written(change.name, begin, data)
        begin = stop


def _change(content: bytearray, change: Written | Truncated) -> None:
    if isinstance(change, Truncated):
        del content[change.size :]
        content.extend(bytes(change.size - len(content)))
        return
    gap = change.offset - len(content)
    if gap > 0:
        content.extend(bytes(gap))
    content[change.offset : change.offset + len(change.data)] = change.data
