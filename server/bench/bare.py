"""The least that could issue tickets: one Litestar route, one row, one durable commit a request.

The same over a WebSocket, for a load of the same kind as a kiosk's.

Kezek is measured beside it; ``python -m server.bench.bare FILE`` serves it on a free port.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from litestar import Litestar, WebSocket, post, websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.params import JSONBody
from msgspec import Struct
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # re-exported, untyped

PATH, SOCKET_PATH = "/tickets", "/socket"


class Wish(Struct, frozen=True):
    """What is sent."""

    service: str


class Given(Struct, frozen=True):
    """What comes back."""

    number: int


def open_table(file: Path) -> Any:  # noqa: ANN401 - the driver carries no types
    """Return a connection, as durable as the server's own, to a table of one column."""
    connection = sqlite3.connect(str(file), isolation_level=None, check_same_thread=False)
    for statement in (
        "pragma journal_mode = wal",
        "pragma synchronous = full",
        "create table if not exists tickets (number integer primary key, service text)",
    ):
        connection.execute(statement)
    return connection


def add_row(connection: Any, service: str) -> int:  # noqa: ANN401 - as above
    """Insert one row in a transaction of its own and return its number."""
    connection.execute("begin immediate")
    number = connection.execute("insert into tickets (service) values (?)", (service,)).lastrowid
    connection.execute("commit")
    return int(number)


def make_app(file: Path) -> Litestar:
    """Return the application over the table in ``file``."""
    connection = open_table(file)

    @post(PATH, sync_to_thread=False)
    def issue(data: JSONBody[Wish]) -> Given:
        return Given(add_row(connection, data.service))

    @websocket(SOCKET_PATH)
    async def converse(socket: WebSocket[Any, Any, Any]) -> None:
        await socket.accept()
        with suppress(WebSocketDisconnect):
            while True:
                wish = msgspec.json.decode(await socket.receive_text(), type=Wish)
                given = Given(add_row(connection, wish.service))
                await socket.send_text(msgspec.json.encode(given).decode())

    return Litestar([issue, converse], openapi_config=None, logging_config=None)


class _Uvicorn(uvicorn.Server):
    """uvicorn, saying where it listens."""

    async def startup(self, sockets: Any = None) -> None:  # noqa: ANN401 - as its parent's
        await super().startup(sockets)
        port = self.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(json.dumps({"serving": f"http://127.0.0.1:{port}"}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _Uvicorn(
        uvicorn.Config(
            make_app(Path(sys.argv[1])),
            port=0,
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            access_log=False,
            log_level="warning",
        )
    ).run()
