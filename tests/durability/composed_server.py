"""The server put together by a test: one that dies at a named point, or syncs less than it must.

It imports everything once and then forks a server for every line of standard input, so that a
thousand of them do not cost a thousand starts. Each is a process of its own. The delivered
program is started in the same way, for those who start it thousands of times.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from enum import StrEnum, auto
from pathlib import Path
from typing import assert_never

import msgspec
import uvloop
from msgspec import Struct

from server.__main__ import main as delivered_program
from server.clock import SystemClock
from server.console.console import Console
from server.console.routes import console_routes
from server.control import ControlSocket
from server.hall_opening import open_hall
from server.hall_service import HallService, end_process
from server.serving import HallServer, ServeOptions
from server.storage.sqlite import Store

AFTER_ANSWER_SECONDS = 0.0005


class Point(StrEnum):
    """Where in the way of a command the process dies."""

    BEFORE_TRANSACTION = auto()
    BEFORE_COMMIT = auto()
    AFTER_COMMIT = auto()
    AFTER_PUBLISH = auto()
    AFTER_ANSWER = auto()
    NEVER = auto()


class Life(Struct, frozen=True):
    """One server: where its data are, at which transaction and point it dies, how it syncs."""

    data: str
    point: Point = Point.NEVER
    nth: int = 0
    hall_file: str | None = None
    synchronous: str = "full"
    is_delivered: bool = False
    """Whether it is the program as it is delivered, which dies at no point and syncs fully."""


class DyingStore(Store):
    """A store whose process is killed at its n-th transaction from ``arm`` on."""

    point = Point.NEVER
    left = -1

    def arm(self, point: Point, nth: int) -> None:
        """Die at ``point`` of the ``nth`` writing transaction from now."""
        self.point, self.left = point, nth

    def begin(self) -> None:
        """Begin a writing transaction, or die before it."""
        self.left -= 1
        self.die_at(Point.BEFORE_TRANSACTION)
        super().begin()

    def commit(self) -> None:
        """Commit, or die before or after it."""
        self.die_at(Point.BEFORE_COMMIT)
        super().commit()
        self.die_at(Point.AFTER_COMMIT)

    def die_at(self, point: Point) -> None:
        """Die if this is the point and the transaction."""
        if self.point is point and self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def serve(life: Life) -> None:
    """Serve as the product's own entry does, over a store that may die."""
    store = DyingStore.open(Path(life.data))
    assert isinstance(store, DyingStore)
    store.connection.execute(f"pragma synchronous = {life.synchronous}")
    hall_file = None if life.hall_file is None else Path(life.hall_file)
    clock = SystemClock()
    service = HallService(store, open_hall(store, hall_file, clock), clock, end_process)
    socket = ControlSocket(service, Path(life.data))
    await socket.open()
    console = Console.of(service)
    server = HallServer(
        service,
        ServeOptions(port=0, has_mdns=False),
        lambda url: _say({"serving": url}),
        console_routes(console),
    )
    server.at_stop(console.close)
    service.subscribe(lambda _: _published(store))
    store.arm(life.point, life.nth)
    await server.run(handles_signals=True)
    await socket.close()
    await service.close()


def _published(store: DyingStore) -> None:
    """Die with the callers of the batch unanswered, or when they have just been."""
    match store.point:
        case Point.AFTER_PUBLISH:
            store.die_at(Point.AFTER_PUBLISH)
        case Point.AFTER_ANSWER:
            loop = asyncio.get_running_loop()
            loop.call_later(AFTER_ANSWER_SECONDS, store.die_at, Point.AFTER_ANSWER)
        case Point.BEFORE_TRANSACTION | Point.BEFORE_COMMIT | Point.AFTER_COMMIT | Point.NEVER:
            pass
        case _:
            assert_never(store.point)


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def live(life: Life) -> int:
    """Serve until told to stop; return the exit status."""
    if life.is_delivered:
        asked = ["run", "--plain", "--data", life.data, "--port", "0", "--no-mdns"]
        asked += [] if life.hall_file is None else ["--hall-file", life.hall_file]
        sys.argv[1:] = asked
        return delivered_program()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(life))
    return 0


def main() -> None:
    """Live every life that standard input asks for; say how each ended."""
    logging.basicConfig(level=logging.INFO)
    for line in sys.stdin:
        life = msgspec.json.decode(line, type=Life)
        child = os.fork()
        if child == 0:
            os._exit(live(life))
        _, status = os.waitpid(child, 0)
        _say({"ended": status, "point": life.point})


if __name__ == "__main__":
    main()
