"""The application over real HTTP: health, failures in one shape, limits, headers, schema."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from litestar import Request, get, post
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from server.app import SECURITY_HEADERS
from server.hall_service import HallService
from server.protocol.errors import NoOneWaitingError
from server.serving import HallServer, ServeOptions
from tests.conftest import ExpectedLog
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE


@get("/refused")
async def refused() -> None:
    raise NoOneWaitingError(desk="desk-1")


@get("/broken/{part:str}")
async def broken(part: FromPath[str]) -> None:
    del part
    raise ZeroDivisionError


@post("/length")
async def length(request: Request[None, None, State]) -> int:
    return len(await request.body())


@asynccontextmanager
async def serving(
    data_dir: Path, *pages: ControllerRouterHandler
) -> AsyncIterator[tuple[HallService, httpx.AsyncClient]]:
    is_serving = asyncio.Event()
    service = await HallService.open(data_dir, HALL_FILE, FakeClock())
    server = HallServer(
        service, ServeOptions(port=0, has_mdns=False), lambda _: is_serving.set(), pages
    )
    running = asyncio.create_task(server.run())
    try:
        await is_serving.wait()
        async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
            yield service, client
    finally:
        server.stop()
        await running
        await service.close()


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(tmp_path, refused, broken, length) as (_, made):
        yield made


async def test_a_healthy_server_says_where_it_stands(tmp_path: Path) -> None:
    async with serving(tmp_path) as (service, client):
        answer = await client.get("/healthz")

        assert answer.status_code == 200
        assert answer.json() == {
            "hall": "hall-test",
            "version": 1,
            "epoch": 1,
            "seq": service.picture.seq,
        }


async def test_a_server_that_cannot_write_is_not_healthy(tmp_path: Path) -> None:
    async with serving(tmp_path) as (service, client):
        release = asyncio.Event()
        loop = asyncio.get_running_loop()

        def block(ledger: object) -> None:
            del ledger
            asyncio.run_coroutine_threadsafe(release.wait(), loop).result()

        blocked = asyncio.create_task(service.read(block))
        answer = await client.get("/healthz")
        release.set()
        await blocked

        assert answer.status_code == 503
        assert answer.json() == {"code": "unavailable", "data": {"part": "storage"}}


async def test_a_refusal_has_its_code_and_data(client: httpx.AsyncClient) -> None:
    answer = await client.get("/refused")

    assert answer.status_code == 409
    assert answer.json() == {"code": "no-one-waiting", "data": {"desk": "desk-1"}}


async def test_a_bug_is_logged_in_one_line_and_told_to_nobody(
    client: httpx.AsyncClient, expected_log: ExpectedLog
) -> None:
    expected_log.expect("server.failures", r"GET '/broken/by\n2026' failed")

    answer = await client.get("/broken/by%0a2026")

    assert answer.status_code == 500
    assert answer.json() == {"code": "kezek", "data": {}}


async def test_what_is_not_there_has_the_same_shape(client: httpx.AsyncClient) -> None:
    missing, wrong_method = await client.get("/nowhere"), await client.post("/healthz")

    assert missing.json() == {"code": "http", "data": {"status": 404}}
    assert wrong_method.json() == {"code": "http", "data": {"status": 405}}


async def test_a_body_beyond_the_limit_is_refused(client: httpx.AsyncClient) -> None:
    fitting = await client.post("/length", content=b"x" * 60_000)
    too_long = await client.post("/length", content=b"x" * 70_000)

    assert fitting.json() == 60_000
    assert too_long.status_code == 413
    assert too_long.json() == {"code": "http", "data": {"status": 413}}


@pytest.mark.parametrize("path", ["/healthz", "/refused", "/nowhere", "/schema"])
async def test_every_answer_is_guarded(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)

    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "server" not in answer.headers


async def test_the_schema_describes_the_routes(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/schema")).json()

    assert schema["info"]["title"] == "Kezek"
    assert "/healthz" in schema["paths"]
