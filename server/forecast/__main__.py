"""The process that plays forward, as the server starts it: asked on stdin, answers on stdout."""

import os
import resource
import signal
import sys
from contextlib import suppress

from server.forecast.child import Child

NICENESS = 10
MOST_MEMORY = 512 * 1024 * 1024
"""Of addresses; what it really needs is a tenth."""


def main() -> None:
    """Converse until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the server ends it
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    with suppress(BrokenPipeError):
        Child(int.from_bytes(os.urandom(4))).converse(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
