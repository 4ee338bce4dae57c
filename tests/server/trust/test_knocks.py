"""Devices that wait at one process of a hall are let in or refused from another."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.admin_errors import (
    UnansweredPairingError,
    UnknownPairingError,
    UnknownZoneError,
)
from server.protocol.errors import PairingExpiredError, PairingRefusedError
from server.protocol.identity import DeviceRole
from server.protocol.pairing import Paired
from server.storage.authorities import AuthorityRow, AuthorityState
from server.storage.pairing_rows import PairingRows
from server.trust import orders
from server.trust.pairings import Candidate, Pairings
from server.trust.trust import Trust
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.engines import Engines
from tests.server.trust.trusted_hall import ADMIN, trusted_hall

PEM = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"
AUTHORITY = AuthorityRow("ABCD", AuthorityState.CURRENT, PEM, "key", 1)
WAIT_SECONDS = 10.0


class Process:
    """What one server process knows of waiting devices."""

    def __init__(self, service: HallService, seconds: float) -> None:
        self.service = service
        self.pairings = Pairings(service, seconds)

    def knock(
        self, number: int = 1, role: DeviceRole = DeviceRole.KIOSK
    ) -> tuple[Candidate, "asyncio.Task[Paired]"]:
        """Let a device wait here; return it and what it will be told."""
        nonces = (f"{number:064x}", "5e" * 32)
        candidate = self.pairings.enter(role, f"10.0.0.{number}", nonces, AUTHORITY)
        return candidate, asyncio.create_task(self._outcome(candidate))

    async def _outcome(self, candidate: Candidate) -> Paired:
        try:
            return await self.pairings.outcome(candidate)
        finally:
            self.pairings.leave(candidate)

    async def sees(self, *candidates: Candidate) -> None:
        """Wait until these and no others are seen here."""
        waiting = (one.waiting for one in candidates)
        wanted = sorted(waiting, key=lambda one: (one.since, one.code))
        async with asyncio.timeout(WAIT_SECONDS):
            while list(await self.pairings.everywhere()) != wanted:  # noqa: ASYNC110 - the database sets no event
                await asyncio.sleep(0.02)


@pytest.fixture
def url(postgresql: Engines) -> str:
    """Give the database of the hall."""
    return postgresql.address()


@asynccontextmanager
async def two_processes(url: str, seconds: float = 60) -> AsyncIterator[list[Process]]:
    """Run what two processes on one database have, until the block ends."""
    clock = FakeClock()
    services = [await HallService.open(url, HALL_FILE, clock) for _ in range(2)]
    try:
        yield [Process(service, seconds) for service in services]
    finally:
        for service in services:
            await service.close()


async def test_a_device_is_let_in_by_an_admin_at_another_process(url: str) -> None:
    async with two_processes(url) as (here, there):
        candidate, told = here.knock()
        await there.sees(candidate)

        code = candidate.waiting.code
        done = await there.pairings.confirm(f"{code[:3]} {code[3:]}", "Door", None, ADMIN)
        paired = await told
        row = await there.service.read(lambda ledger: ledger.devices.find(done.id))

        assert (done.id, done.name, done.role) == ("kiosk-1", "Door", DeviceRole.KIOSK)
        assert paired.device == done.id
        assert row is not None
        assert row.has_key(paired.key)
        await there.sees()
        with pytest.raises(UnknownPairingError):
            await there.pairings.confirm(code, "Door", None, ADMIN)


async def test_the_key_of_a_device_is_in_no_row(url: str) -> None:
    async with two_processes(url) as (here, there):
        candidate, told = here.knock()
        await there.sees(candidate)
        await there.pairings.confirm(candidate.waiting.code, "Door", None, ADMIN)
        paired = await told

        kept = await here.service.read(
            lambda ledger: ledger.connection.execute("select * from pairings").fetchall()
        )

        assert candidate.waiting.code in str(kept)
        assert paired.key not in str(kept)


async def test_a_device_is_sent_away_from_another_process(url: str) -> None:
    async with two_processes(url) as (here, there):
        candidate, told = here.knock()
        await there.sees(candidate)

        await there.pairings.refuse(candidate.waiting.code, ADMIN)

        with pytest.raises(PairingRefusedError):
            await told
        await there.sees()


async def test_a_board_is_let_in_with_its_zone_and_a_wrong_one_costs_it_nothing(url: str) -> None:
    async with two_processes(url) as (here, there):
        zone = here.service.config.zones[0].id
        candidate, told = here.knock(role=DeviceRole.DISPLAY)
        await there.sees(candidate)

        with pytest.raises(UnknownZoneError):
            await there.pairings.confirm(candidate.waiting.code, "", "nowhere", ADMIN)
        done = await there.pairings.confirm(candidate.waiting.code, "", zone, ADMIN)

        assert (done.id, done.zone) == ("board-1", zone)
        assert (await told).device == "board-1"


async def test_a_device_that_leaves_is_seen_nowhere_any_more(url: str) -> None:
    async with two_processes(url) as (here, there):
        gone, leaving = here.knock(1)
        stays, staying = here.knock(2)
        await there.sees(gone, stays)

        leaving.cancel()

        await there.sees(stays)
        with pytest.raises(UnknownPairingError):
            await there.pairings.confirm(gone.waiting.code, "", None, ADMIN)
        staying.cancel()


async def test_a_code_that_is_past_is_seen_nowhere_any_more(url: str) -> None:
    async with two_processes(url, seconds=0.5) as (here, there):
        late, waiting = here.knock()

        with pytest.raises(PairingExpiredError):
            await waiting

        await there.sees()
        with pytest.raises(UnknownPairingError):
            await there.pairings.confirm(late.waiting.code, "", None, ADMIN)


async def test_a_wish_that_comes_as_the_device_leaves_is_answered(url: str) -> None:
    async with two_processes(url) as (here, there):
        candidate, told = here.knock()
        await there.sees(candidate)

        told.cancel()
        asking = there.pairings.confirm(candidate.waiting.code, "", None, ADMIN)

        # Which of the two depends on whether the key was made before the device was gone.
        with pytest.raises((UnknownPairingError, UnansweredPairingError)):
            await asking


async def test_two_devices_of_one_code_are_nobody(url: str) -> None:
    async with two_processes(url) as (here, there):
        candidate, told = here.knock()
        await there.sees(candidate)
        (row,) = await there.service.read(
            lambda ledger: PairingRows(ledger.connection, ledger.hall).waiting(0)
        )
        again = type(row)("another", row.code, row.role, row.address, row.since, row.expires_at)
        await there.service.write(
            lambda ledger: PairingRows(ledger.connection, ledger.hall).add(again)
        )

        with pytest.raises(UnknownPairingError):
            await there.pairings.confirm(row.code, "", None, ADMIN)

        told.cancel()


async def test_each_process_lists_its_own_devices_and_those_of_the_other_once(url: str) -> None:
    async with two_processes(url) as (here, there):
        first, one = here.knock(1)
        second, two = there.knock(2)

        await here.sees(first, second)
        await there.sees(first, second)

        assert here.pairings.waiting() == (first.waiting,)
        assert there.pairings.waiting() == (second.waiting,)
        one.cancel()
        two.cancel()


async def test_a_hall_of_one_process_keeps_no_row(tmp_path: Path) -> None:
    service = await HallService.open(tmp_path, HALL_FILE, FakeClock())
    process = Process(service, 60)
    candidate, told = process.knock()
    await process.sees(candidate)

    kept = await service.read(
        lambda ledger: ledger.connection.execute("select * from pairings").fetchall()
    )
    await process.pairings.confirm(candidate.waiting.code, "", None, ADMIN)

    assert kept == []
    assert (await told).device == "kiosk-1"
    await service.close()


async def listed_at(trust: Trust) -> orders.Told:
    """Return the waiting devices as soon as there are some."""
    async with asyncio.timeout(WAIT_SECONDS):
        while True:
            told = await orders.carry_out(trust, orders.ListPairings(), ADMIN)
            if told.rows:
                return told
            await asyncio.sleep(0.02)


async def test_a_real_device_is_let_in_by_another_server_and_by_the_command_line(
    url: str, tmp_path: Path
) -> None:
    async with trusted_hall(url) as here, trusted_hall(url) as there:
        device = await here.device(tmp_path / "kiosk")
        shown = await device.shown()
        alone = Trust(there.service)

        listed = await listed_at(there.trust)
        by_hand = await orders.carry_out(alone, orders.ListPairings(), ADMIN)
        wish = orders.ConfirmPairing(shown.code, "Door")
        await orders.carry_out(there.trust, wish, ADMIN)
        await device.up()

        assert listed.rows[0]["code"] == by_hand.rows[0]["code"] == shown.code
        assert listed.rows[0]["fingerprint"] == shown.fingerprint
        assert by_hand.rows[0]["fingerprint"] == shown.fingerprint
