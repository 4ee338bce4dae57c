"""What a stranger can make the server write is bounded: how much of it, and to one line each."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)

AT_ONCE = 10
"""So many lines of one kind are written before the others are counted: what belongs together."""

LINE_SECONDS = 1.0
TRACE_SECONDS = 60.0
"""A trace of one kind is written once in so long; the others are the same, and long."""

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))} | {
    0x0A: "\\n",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}
"""What begins a new line somewhere, or lets a terminal do what it should not."""


class LineLimit:
    """Lets one line through and then none for some seconds; the next tells how many were left."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        """Write at most one line in ``seconds``."""
        self._seconds = seconds
        self._now = now
        self._next = float("-inf")
        self._left_out = 0

    def say(self, write: Callable[[str], None], line: str) -> None:
        """Hand ``line`` to ``write``, or only count it."""
        now = self._now()
        if now < self._next:
            self._left_out += 1
            return
        more = _more(self._left_out)
        self._next, self._left_out = now + self._seconds, 0
        write(f"{line}{more}")


@dataclass(slots=True)
class _Kind:
    """What came from one line of code: how many may pass at once, and how many did not."""

    room: float
    since: float
    left_out: int = 0
    next_trace: float = float("-inf")


class Floodgate(logging.Filter):
    """Lets some records of each kind through at once, then one a second; the others are counted.

    A kind is the line of code that writes it, so that there are never more kinds than lines.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Count by the clock ``now``."""
        super().__init__()
        self._now = now
        self._kinds: dict[tuple[str, int], _Kind] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether ``record`` is written; it is told how many were not before it."""
        with self._lock:
            left_out = self._left_out_before(record)
        if left_out:
            record.msg, record.args = f"{record.getMessage()}{_more(left_out)}", ()
        return left_out is not None

    def _left_out_before(self, record: logging.LogRecord) -> int | None:
        """Return how many of this kind were left out since the last one; None to leave it out."""
        now = self._now()
        kind = self._kinds.setdefault((record.pathname, record.lineno), _Kind(AT_ONCE, now))
        kind.room = min(AT_ONCE, kind.room + (now - kind.since) / LINE_SECONDS)
        kind.since = now
        if kind.room < 1:
            kind.left_out += 1
            return None
        kind.room -= 1
        if record.exc_info and now < kind.next_trace:
            record.exc_info = record.exc_text = None
        elif record.exc_info:
            kind.next_trace = now + TRACE_SECONDS
        left_out, kind.left_out = kind.left_out, 0
        return left_out


class OneLine(logging.Formatter):
    """Writes a record as one line, and what else belongs to it, such as a trace, indented.

    So no text of a stranger's can pass for a line of the log.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging calls it
        """Return the line."""
        return super().formatMessage(record).translate(_CONTROLS)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - logging calls it
        """Return a trace, each line of it indented."""
        return "\n".join(
            f"    {line.translate(_CONTROLS)}" for line in super().formatException(ei).split("\n")
        )


def log_to(stream: TextIO) -> logging.Handler:
    """Return a handler that writes to ``stream`` what may be written."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine(FORMAT))
    handler.addFilter(Floodgate())
    return handler


def _more(left_out: int) -> str:
    return f" (and {left_out} more such lines since the last)" if left_out else ""
