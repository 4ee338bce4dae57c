"""The server put together by a test: one that dies at a named point, or syncs less than it must.

It imports everything once and then forks a server for every line of standard input, so that a
thousand of them do not cost a thousand starts. Each is a process of its own. The delivered
program is started in the same way, for those who start it thousands of times.
"""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import uvloop
from litestar.types import ControllerRouterHandler
from msgspec import Struct

from server.__main__ import main as delivered_program
from server.clock import SystemClock
from server.console.console import Console
from server.console.routes import console_routes
from server.control import ControlSocket
from server.doors import Door
from server.hall_opening import open_hall
from server.hall_service import HallService, end_process
from server.serving import HallServer, ServeOptions
from server.storage.sqlite import Store
from server.trust.hosts import Application
from tests.durability.deaths import TOO_EARLY_SECONDS, DeadlyWire, Death, Point


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
    """A store around whose transactions the process may be killed."""

    death = Death(Point.NEVER, 0)

    def begin(self) -> None:
        """Begin a writing transaction, or die before it."""
        self.death.count()
        self.death.come(Point.BEFORE_TRANSACTION)
        super().begin()

    def commit(self) -> None:
        """Commit, or die before or after it."""
        self.death.come(Point.BEFORE_COMMIT, TOO_EARLY_SECONDS)
        super().commit()
        self.death.come(Point.AFTER_COMMIT)


class DyingServer(HallServer):
    """A server that may be killed when it has just sent something."""

    def __init__(
        self,
        death: Death,
        service: HallService,
        serving: Callable[[str], None],
        pages: Sequence[ControllerRouterHandler],
    ) -> None:
        """Serve plainly, on a free port of loopback."""
        self._death = death
        super().__init__(service, ServeOptions(port=0, has_mdns=False), serving, pages)

    def _build_doors(self, app: Application) -> tuple[Door, ...]:
        return super()._build_doors(DeadlyWire(app, self._death))


async def serve(life: Life) -> None:
    """Serve as the product's own entry does, over a store and wires that may die."""
    store = DyingStore.open(Path(life.data))
    assert isinstance(store, DyingStore)
    store.connection.execute(f"pragma synchronous = {life.synchronous}")
    store.death = Death(life.point, life.nth)
    hall_file = None if life.hall_file is None else Path(life.hall_file)
    clock = SystemClock()
    service = HallService(store, open_hall(store, hall_file, clock), clock, end_process)
    socket = ControlSocket(service, Path(life.data))
    await socket.open()
    console = Console.of(service)
    pages = console_routes(console)
    server = DyingServer(store.death, service, lambda url: _say({"serving": url}), pages)
    server.at_stop(console.close)
    store.death.arm()
    await server.run(handles_signals=True)
    await socket.close()
    await service.close()


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
        _say({"ended": status})


if __name__ == "__main__":
    main()
