"""Lines from a child process, waited for no longer than one wants; used by the port."""

import os
import select

LARGEST_READ = 65_536


class Lines:
    """Cuts what comes on a descriptor into lines; of a line without an end nothing is told."""

    def __init__(self, descriptor: int) -> None:
        """Read from ``descriptor``, whose owner closes it."""
        self._descriptor = descriptor
        self._buffer = b""

    def read(self, seconds: float) -> tuple[bytes, ...] | None:
        """Return the lines that come within ``seconds``, perhaps none; ``None`` at the end."""
        poll = select.poll()
        poll.register(self._descriptor, select.POLLIN)
        if not poll.poll(seconds * 1000):
            return ()
        received = os.read(self._descriptor, LARGEST_READ)
        if not received:
            return None
        *lines, self._buffer = (self._buffer + received).split(b"\n")
        return tuple(lines)
