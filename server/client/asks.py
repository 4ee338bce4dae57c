"""Commands that wait for their answers, and numbers that came; the memory of a link."""

import threading
import time
from collections import deque
from collections.abc import Callable

from server.protocol.commands import Command
from server.protocol.errors import ServerUnreachableError
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId
from server.protocol.tickets import SeenNumber

MAX_PENDING = 500
MAX_RECEIVED = 200
MAX_SERIES = 64
RECEIVED_SECONDS = 15 * 60.0


class PendingAsks:
    """Commands in the order of asking, each until its answer; safe from any thread."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._commands: dict[RequestId, Command] = {}

    def add(self, command: Command) -> None:
        """Keep ``command`` until it is settled; too many raise ServerUnreachableError."""
        with self._lock:
            if len(self._commands) >= MAX_PENDING:
                raise ServerUnreachableError(pending=MAX_PENDING)
            self._commands[command.request_id] = command

    def settle(self, request_id: RequestId) -> bool:
        """Forget the command; return whether it was still waited for."""
        with self._lock:
            return self._commands.pop(request_id, None) is not None

    def all(self) -> tuple[Command, ...]:
        """Return every command that waits, oldest first."""
        with self._lock:
            return tuple(self._commands.values())


class ReceivedNumbers:
    """Issue requests whose numbers came in the last 15 minutes; for the next hello."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Measure age by ``monotonic``, in seconds."""
        self._monotonic = monotonic
        self._received: deque[tuple[float, RequestId]] = deque(maxlen=MAX_RECEIVED)

    def add(self, request_id: RequestId) -> None:
        """Note that the number of this request came now."""
        self._received.append((self._monotonic(), request_id))

    def recent(self) -> tuple[RequestId, ...]:
        """Return the requests of the last 15 minutes, oldest first, at most 200."""
        oldest = self._monotonic() - RECEIVED_SECONDS
        while self._received and self._received[0][0] < oldest:
            self._received.popleft()
        return tuple(request_id for _, request_id in self._received)


class SeenNumbers:
    """The greatest number of each series that came; for a hello after a restore."""

    def __init__(self) -> None:
        """Have seen none."""
        self._seen: dict[Key, SeenNumber] = {}

    def add(self, issued: TicketIssued) -> None:
        """Note a number; those of kiosks themselves are in their journals."""
        if issued.offline is not None or len(self._seen) >= MAX_SERIES:
            return
        seen, now = self._seen.get(issued.series), (issued.service_day, issued.ordinal)
        if seen is None or (seen.service_day, seen.ordinal) < now:
            self._seen[issued.series] = SeenNumber(*now)

    def all(self) -> dict[Key, SeenNumber]:
        """Return the greatest of each series."""
        return dict(self._seen)
