"""The bare application keeps what it answers."""

import asyncio
import json
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from server.bench.bare import PATH, SOCKET_PATH, add_row, make_app, open_table
from server.bench.crowds import BareClient, issue_many
from server.demo.cast import rehearsal_environment
from server.demo.processes import Stage


def post(url: str) -> object:
    request = Request(  # noqa: S310 - the address is our own server's
        url, b'{"service": "a"}', {"Content-Type": "application/json"}
    )
    with build_opener(ProxyHandler({})).open(request, timeout=5) as answer:
        return json.loads(answer.read())


async def test_every_request_is_a_durable_row(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        program = await stage.start_module("bare", "server.bench.bare", str(tmp_path / "b.db"))
        url = str((await program.hear())["serving"]) + PATH

        answers = [await asyncio.to_thread(post, url) for _ in range(2)]

    connection = open_table(tmp_path / "b.db")
    kept = connection.execute("select count(*) from tickets").fetchone()
    mode = connection.execute("pragma synchronous").fetchone()
    connection.close()
    assert answers == [{"number": 1}, {"number": 2}]
    assert (kept, mode) == ((2,), (2,))


def test_rows_are_numbered_one_by_one(tmp_path: Path) -> None:
    connection = open_table(tmp_path / "b.db")

    numbers = [add_row(connection, "a") for _ in range(3)]

    connection.close()
    assert numbers == [1, 2, 3]


async def test_a_socket_gets_numbers_from_the_same_rows(tmp_path: Path) -> None:
    async with Stage(tmp_path / "logs", rehearsal_environment({})) as stage:
        program = await stage.start_module("bare", "server.bench.bare", str(tmp_path / "b.db"))
        url = urlsplit(str((await program.hear())["serving"]))
        askers = [await BareClient.link("127.0.0.1", url.port or 0) for _ in range(2)]

        load = await issue_many(askers, 4)

        for asker in askers:
            asker.close()

    assert sorted(load.numbers) == ["1", "2", "3", "4"]
    assert all(ms > 0 for ms in load.ms)


def test_it_has_a_route_for_each_load_and_no_documentation(tmp_path: Path) -> None:
    app = make_app(tmp_path / "b.db")

    assert {route.path for route in app.routes} == {PATH, SOCKET_PATH}
