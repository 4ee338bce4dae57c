"""Reads what strace recorded of a server: each write, sync and answer, in their order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "openat,pwrite64,write,writev,ftruncate,fsync,fdatasync,rename,unlink,sendto,sendmsg"
LONGEST_TEXT = 200_000
"""Of one write, in bytes: more than the server ever writes at once."""

_LINE = re.compile(r"(\d+) +(.*)")
_RESUMED = re.compile(r"<\.\.\. (\w+) resumed>(.*)")
_HEX = r"((?:\\x[0-9a-f]{2})*)"
_CALL = re.compile(r"(\w+)\((.*)")
_FILE = re.compile(r"\d+<([^>]*)>")
_TEXT = re.compile(rf'"{_HEX}"')
_RESULT = re.compile(r"\) += (-?\d+)")


@dataclass(frozen=True, slots=True)
class Created:
    """A name of the data directory was opened, and made if it was not there."""

    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes were handed to the kernel, which may put them on the disk at any time."""

    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class WriteFailed:
    """What was taken for written did not get there: the disk is full."""

    written: Written


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file was given another length."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All written so far to one name is on the disk; the empty name is the directory's own."""

    name: str


@dataclass(frozen=True, slots=True)
class SyncFailed:
    """The disk did not take what was written to one name."""

    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file took the place of another."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name was taken away."""

    name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes went out on a socket: nothing may take them back."""

    socket: str
    data: bytes


Step = Created | Written | WriteFailed | Truncated | Synced | SyncFailed | Renamed | Removed | Sent


class UnreadableTraceError(Exception):
    """A line of the trace has a form that nobody foresaw, so that the record has a hole."""


def strace(output: Path, *more: str) -> list[str]:
    """Return the words that come before the command of the server to be recorded."""
    shape = ["-f", "-y", "-xx", "-s", str(LONGEST_TEXT), "--seccomp-bpf", "-o", str(output)]
    return ["strace", *shape, "-e", f"trace={CALLS}", "-e", "signal=none", *more]


def read_trace(lines: Iterable[str], directory: Path) -> Iterator[Step]:
    """Yield the steps that touch ``directory`` or go out on sockets.

    Writes and answers count from the moment the kernel got them, syncs from their end.
    """
    reader = _Reader(f"{directory}/")
    for line in lines:
        found = _LINE.match(line)
        if found is not None:
            yield from reader.steps(found[1], found[2])


class _Reader:
    """Joins calls that strace cut in two, because another thread's call came in between."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._begun: dict[str, str] = {}

    def steps(self, thread: str, text: str) -> Iterator[Step]:
        resumed = _RESUMED.match(text)
        if resumed is not None:
            begun = self._begun.pop(thread)
            whole = begun.removesuffix(" <unfinished ...>") + resumed[2]
            if not _counts_from_its_begin(begun):
                yield from self._step(whole)
            elif begun.startswith("pwrite64") and _result(whole) < 0:
                yield from (
                    WriteFailed(one) for one in self._step(begun) if isinstance(one, Written)
                )
        elif text.endswith("<unfinished ...>"):
            self._begun[thread] = text
            if _counts_from_its_begin(text):
                yield from self._step(text)
        else:
            yield from self._step(text)

    def _step(self, text: str) -> Iterator[Step]:
        found = _CALL.match(text)
        if found is None:  # how a thread ended, or a signal
            return
        call, rest = found[1], found[2]
        match call:
            case "write" | "writev" | "sendto" | "sendmsg":
                yield from _sent(rest)
            case "pwrite64" | "ftruncate" | "fsync" | "fdatasync":
                yield from self._on_file(call, rest)
            case "openat" | "unlink" | "rename":
                yield from self._on_name(call, rest)
            case _:
                pass

    def _on_file(self, call: str, rest: str) -> Iterator[Step]:
        file = _FILE.match(rest)
        name = None if file is None else self._name(_decoded(file[1]))
        if name is None:
            return
        if call == "pwrite64":
            if not rest.endswith("<unfinished ...>") and _result(rest) < 0:
                return
            yield _written(name, rest)
        elif call == "ftruncate":
            yield Truncated(name, int(rest.split(", ")[1].split(")", maxsplit=1)[0]))
        else:
            yield Synced(name) if _result(rest) == 0 else SyncFailed(name)

    def _on_name(self, call: str, rest: str) -> Iterator[Step]:
        names = [self._name(_decoded(text)) for text in _TEXT.findall(rest)]
        if not names or names[0] is None or _result(rest) < 0:
            return
        if call == "openat" and "O_CREAT" in rest:
            yield Created(names[0])
        elif call == "unlink":
            yield Removed(names[0])
        elif call == "rename" and names[1] is not None:
            yield Renamed(names[0], names[1])

    def _name(self, path: bytes) -> str | None:
        """Return a path as a name in the directory, None if it is elsewhere."""
        text = path.decode()
        if f"{text}/" == self._prefix:
            return ""
        return text.removeprefix(self._prefix) if text.startswith(self._prefix) else None


def _counts_from_its_begin(text: str) -> bool:
    return text.startswith(("pwrite64", "write", "send", "ftruncate"))


def _sent(rest: str) -> Iterator[Sent]:
    file = _FILE.match(rest)
    socket = "" if file is None else _decoded(file[1]).decode()
    if socket.startswith("socket:"):
        yield Sent(socket, b"".join(_decoded(text) for text in _TEXT.findall(rest)))


def _written(name: str, rest: str) -> Written:
    text = _TEXT.search(rest)
    numbers = re.search(r'"(?:\.\.\.)?, (\d+), (\d+)', rest)
    if text is None or numbers is None:
        raise UnreadableTraceError(rest[:200])
    data, count, offset = _decoded(text[1]), int(numbers[1]), int(numbers[2])
    if len(data) != count:
        msg = f"{name}: {len(data)} of {count} bytes recorded"
        raise UnreadableTraceError(msg)
    return Written(name, offset, data)


def _result(rest: str) -> int:
    found = _RESULT.search(rest)
    if found is None:
        raise UnreadableTraceError(rest[-200:])
    return int(found[1])


def _decoded(text: str) -> bytes:
    """Return what hex words of strace stand for, or a text that it left as it was."""
    is_hex = text.startswith("\\x")
    return bytes.fromhex(text.replace("\\x", "")) if is_hex else text.encode()
