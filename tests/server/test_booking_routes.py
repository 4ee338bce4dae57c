"""Other programs bring bookings by HTTP: with a key, bounded, and every fault in words."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from server.acts.import_keys import import_keys, make_import_key, revoke_import_key
from server.booking_files import MAX_FILE_BYTES
from server.booking_imports import BookingImports
from server.booking_routes import booking_routes
from server.hall_service import HallService
from server.protocol.booking_events import BookingCancelled, BookingsImported
from server.serving import HallServer, ServeOptions
from tests.fakes.clock import FakeClock
from tests.server.running_hall import running
from tests.server.working_hall import ADMIN

CSV = "id,code,service,slot,post\nb-1,482913,akimat-akim,2026-11-23 15:20,governor\n"
AS_CSV = {"content-type": "text/csv"}


@dataclass(slots=True)
class Api:
    """A program that brings bookings to a hall."""

    service: HallService
    client: httpx.AsyncClient

    async def log(self) -> list[tuple[str, object]]:
        found = await self.service.read(lambda ledger: ledger.events.since(0, 0))
        kinds = BookingsImported | BookingCancelled
        return [(one.actor, one.event) for one in found if isinstance(one.event, kinds)]


@asynccontextmanager
async def program(data: Path, secret: str | None = None) -> AsyncIterator[Api]:
    """Serve a hall on loopback, and be a program that has a key of it."""
    serving = asyncio.Event()
    async with running(data, FakeClock()) as service:
        made = await service.write(lambda ledger: make_import_key(ledger, "portal", ADMIN, 1))
        routes = booking_routes(service, BookingImports(service))
        options = ServeOptions(port=0, has_mdns=False)
        server = HallServer(service, options, lambda _: serving.set(), routes)
        task = asyncio.create_task(server.run())
        await serving.wait()
        heads = {"authorization": f"Bearer {made if secret is None else secret}"}
        async with httpx.AsyncClient(
            base_url=server.url, trust_env=False, headers=heads, timeout=30
        ) as client:
            yield Api(service, client)
        server.stop()
        await task


async def test_a_program_brings_bookings_and_takes_one_back(tmp_path: Path) -> None:
    async with program(tmp_path) as api:
        taken = await api.client.post("/api/bookings", content=CSV, headers=AS_CSV)
        again = await api.client.post(
            "/api/bookings",
            json={"bookings": [{"id": "b-2", "code": "111111", "service": "labour-pension"}]} | {},
        )
        gone = await api.client.delete("/api/bookings/b-1")
        log = await api.log()
        (key,) = await api.service.read(import_keys)

    assert (taken.status_code, taken.json()) == (200, {"bookings": 1, "news": 1})
    assert again.status_code == 422
    assert gone.status_code == 204
    assert [actor for actor, _ in log] == ["program:portal", "program:portal"]
    assert log[1][1] == BookingCancelled(booking="b-1")
    assert key.last_used_at is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "2-жол: 2026-11-24 15:20 — «governor» бұл күні қабылдамайды."),
        ("ru", "Строка 2: 2026-11-24 15:20 — «governor» в этот день не ведёт приём."),
    ],
)
async def test_a_program_is_told_of_a_slot_outside_the_hours(
    tmp_path: Path, language: str, text: str
) -> None:
    heads = {**AS_CSV, "accept-language": language}
    async with program(tmp_path) as api:
        content = CSV.replace("11-23", "11-24")
        taken = await api.client.post("/api/bookings", content=content.encode(), headers=heads)

    (warning,) = taken.json().pop("warnings")
    assert (taken.status_code, taken.json()["news"]) == (200, 1)
    assert (warning["problem"], warning["line"]) == ("bookings-post-closed", 2)
    assert warning["text"].startswith(text)


@pytest.mark.parametrize("secret", ["x", "guessed", "0" * 64])
async def test_nobody_brings_bookings_without_a_key(tmp_path: Path, secret: str) -> None:
    async with program(tmp_path, secret) as api:
        brought = await api.client.post("/api/bookings", content=CSV, headers=AS_CSV)
        cancelled = await api.client.delete("/api/bookings/b-1")
        log = await api.log()

    assert (brought.status_code, cancelled.status_code) == (401, 401)
    assert brought.headers["www-authenticate"] == "Bearer"
    assert log == []


async def test_a_revoked_key_opens_nothing(tmp_path: Path) -> None:
    async with program(tmp_path) as api:
        await api.service.write(lambda ledger: revoke_import_key(ledger, "portal", ADMIN, 2))

        refused = await api.client.post("/api/bookings", content=CSV, headers=AS_CSV)

    assert refused.status_code == 401


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "залда «gone» қызметі жоқ"), ("ru", "в зале нет услуги «gone»"), ("fr", "no service")],
)
async def test_what_is_wrong_is_told_in_words_of_the_asker(
    tmp_path: Path, language: str, words: str
) -> None:
    bad = CSV.replace("akimat-akim", "gone")
    heads = {**AS_CSV, "accept-language": language}
    async with program(tmp_path) as api:
        refused = await api.client.post("/api/bookings", content=bad, headers=heads)
        log = await api.log()

    (problem,) = refused.json()["problems"]
    assert (refused.status_code, refused.json()["code"]) == (422, "bookings-refused")
    assert (problem["problem"], problem["line"]) == ("bookings-unknown-service", 2)
    assert words in problem["text"]
    assert log == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"x" * (MAX_FILE_BYTES + 10), "text/csv", 413),
        (b"<bookings/>", "text/xml", 415),
        (b"", "application/json", 422),
        (b"[" * 5000, "application/json", 422),
    ],
    ids=["long", "xml", "nothing", "deep"],
)
async def test_what_is_no_file_of_bookings_is_refused(
    tmp_path: Path, content: bytes, kind: str, status: int
) -> None:
    async with program(tmp_path) as api:
        answer = await api.client.post(
            "/api/bookings", content=content, headers={"content-type": kind}
        )

    assert answer.status_code == status
    assert json.loads(answer.content)


async def test_an_unknown_booking_cannot_be_taken_back(tmp_path: Path) -> None:
    async with program(tmp_path) as api:
        refused = await api.client.delete("/api/bookings/b-gone")

    assert refused.status_code == 409
    assert refused.json()["code"] == "unknown-booking"


async def test_a_slot_of_the_first_year_is_refused_in_words(tmp_path: Path) -> None:
    old = CSV.replace("2026-11-23 15:20", "0001-01-01 15:20")
    async with program(tmp_path) as api:
        refused = await api.client.post("/api/bookings", content=old, headers=AS_CSV)

    assert refused.status_code == 422
    assert refused.json()["problems"][0]["problem"] == "bookings-day-out-of-range"


@pytest.mark.parametrize("booking", ["b%00", "B-1", "b" * 41], ids=["nul", "case", "long"])
async def test_what_can_be_no_booking_reaches_no_rule(tmp_path: Path, booking: str) -> None:
    async with program(tmp_path) as api:
        refused = await api.client.delete(f"/api/bookings/{booking}")

    assert refused.status_code == 404
