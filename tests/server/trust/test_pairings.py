"""Waiting devices: few, for minutes, each code good once; what an admin decides reaches them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.protocol.admin_errors import (
    UnansweredPairingError,
    UnknownPairingError,
    UnknownZoneError,
)
from server.protocol.device_events import PairingRefused
from server.protocol.errors import PairingBusyError, PairingExpiredError, PairingRefusedError
from server.protocol.identity import DeviceRole
from server.storage.authorities import AuthorityRow, AuthorityState
from server.trust.pairings import MAX_NAME_LENGTH, Candidate, Pairings
from tests.fakes.clock import FakeClock
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.trusted_hall import ADMIN

PEM = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n"
AUTHORITY = AuthorityRow("ABCD", AuthorityState.CURRENT, PEM, "key", 1)
OURS = "5e" * 32


@pytest.fixture
def clock() -> FakeClock:
    """Give the clock of the hall."""
    return FakeClock()


@pytest.fixture
async def service(tmp_path: Path, clock: FakeClock) -> AsyncIterator[HallService]:
    """Give a hall that nobody serves."""
    opened = await HallService.open(tmp_path, HALL_FILE, clock)
    yield opened
    await opened.close()


def wait_at(
    pairings: Pairings, address: str, number: int, role: DeviceRole = DeviceRole.KIOSK
) -> Candidate:
    """Let one more device of an address wait."""
    return pairings.enter(role, address, (f"{number:064x}", OURS), AUTHORITY)


async def test_a_confirmed_device_gets_its_key_once_and_the_code_is_past(
    service: HallService,
) -> None:
    pairings = Pairings(service)
    candidate = wait_at(pairings, "10.0.0.1", 1)

    await pairings.confirm(candidate.waiting.code, "Door", None, ADMIN)

    paired = await pairings.outcome(candidate)
    row = await service.read(lambda ledger: ledger.devices.find(paired.device))
    assert row is not None
    assert row.has_key(paired.key)
    assert row.authority == AUTHORITY.fingerprint
    assert pairings.waiting() == ()
    with pytest.raises(UnknownPairingError):
        await pairings.confirm(candidate.waiting.code, "Door", None, ADMIN)


async def test_a_code_may_be_typed_with_gaps(service: HallService) -> None:
    pairings = Pairings(service)
    code = wait_at(pairings, "10.0.0.1", 1).waiting.code

    paired = await pairings.confirm(f" {code[:3]} {code[3:]} ", "Door", None, ADMIN)

    assert paired.id == "kiosk-1"


async def test_every_device_gets_an_id_that_no_other_ever_had(service: HallService) -> None:
    pairings = Pairings(service)
    ids = []
    for number in (1, 2, 3):
        code = wait_at(pairings, "10.0.0.1", number).waiting.code
        ids.append((await pairings.confirm(code, "", None, ADMIN)).id)
        await service.revoke_device(ids[-1])

    assert ids == ["kiosk-1", "kiosk-2", "kiosk-3"]


async def test_a_name_is_one_line_of_bounded_length(service: HallService) -> None:
    pairings = Pairings(service)
    code = wait_at(pairings, "10.0.0.1", 1).waiting.code

    paired = await pairings.confirm(code, "a\nb\x00c " + "x" * 200, None, ADMIN)

    assert paired.name.startswith("a bc x")
    assert len(paired.name) == MAX_NAME_LENGTH


@pytest.mark.parametrize("zone", [None, "", "roof"])
async def test_a_board_hangs_in_a_zone_of_the_hall(service: HallService, zone: str | None) -> None:
    pairings = Pairings(service)
    candidate = wait_at(pairings, "10.0.0.1", 1, DeviceRole.DISPLAY)

    with pytest.raises(UnknownZoneError):
        await pairings.confirm(candidate.waiting.code, "Board", zone, ADMIN)

    assert pairings.waiting() == (candidate.waiting,)
    paired = await pairings.confirm(candidate.waiting.code, "Board", "ground", ADMIN)
    assert (paired.id, paired.zone) == ("board-1", "ground")


async def test_a_device_that_is_refused_is_told(service: HallService) -> None:
    pairings = Pairings(service)
    candidate = wait_at(pairings, "10.0.0.1", 1)

    await pairings.refuse(candidate.waiting.code, ADMIN)

    with pytest.raises(PairingRefusedError):
        await pairings.outcome(candidate)
    entries = await service.read(lambda ledger: ledger.events.since(0, 0))
    assert entries[-1].event == PairingRefused(role=DeviceRole.KIOSK)
    assert entries[-1].actor == str(ADMIN)


async def test_a_code_is_past_after_its_time(service: HallService, clock: FakeClock) -> None:
    pairings = Pairings(service)
    candidate = wait_at(pairings, "10.0.0.1", 1)

    clock.advance(minutes=5)

    with pytest.raises(UnknownPairingError):
        await pairings.confirm(candidate.waiting.code, "Door", None, ADMIN)


async def test_a_device_waits_no_longer_than_its_code_is_good(service: HallService) -> None:
    pairings = Pairings(service, seconds=0.05)
    candidate = wait_at(pairings, "10.0.0.1", 1)

    with pytest.raises(PairingExpiredError):
        await pairings.outcome(candidate)


async def test_five_of_one_address_and_twenty_in_all_may_wait(service: HallService) -> None:
    pairings = Pairings(service)
    waiting = [wait_at(pairings, f"10.0.0.{number // 5}", number) for number in range(20)]

    with pytest.raises(PairingBusyError):
        wait_at(pairings, "10.0.0.9", 99)
    pairings.leave(waiting[0])
    with pytest.raises(PairingBusyError):
        wait_at(pairings, "10.0.0.1", 98)
    assert wait_at(pairings, "10.0.0.9", 97).waiting in pairings.waiting()


async def test_who_begins_again_and_again_is_held_up(
    service: HallService, clock: FakeClock
) -> None:
    pairings = Pairings(service)
    for _ in range(5):
        pairings.begin("10.0.0.1").end()

    with pytest.raises(PairingBusyError):
        pairings.begin("10.0.0.1")
    pairings.begin("10.0.0.2").end()
    clock.advance(minutes=11)
    pairings.begin("10.0.0.1").end()


async def test_who_begins_and_leaves_from_many_addresses_is_held_up_too(
    service: HallService,
) -> None:
    pairings = Pairings(service)
    for number in range(20):
        pairings.begin(f"10.0.0.{number}").end()

    with pytest.raises(PairingBusyError):
        pairings.begin("10.0.0.99")


async def test_at_most_so_many_begin_at_once(service: HallService) -> None:
    """They are counted before their codes are known: that they begin together helps nobody."""
    pairings = Pairings(service)
    for _ in range(5):
        pairings.begin("10.0.0.1")

    with pytest.raises(PairingBusyError):
        pairings.begin("10.0.0.1")


async def test_what_an_admin_has_decided_is_no_fruitless_try(service: HallService) -> None:
    pairings = Pairings(service)
    for _ in range(50):
        begun = pairings.begin("10.0.0.1")
        begun.settle()
        begun.end()

    assert not pairings.begin("10.0.0.1").is_fruitless


async def test_pages_hear_of_every_change(service: HallService) -> None:
    pairings = Pairings(service)
    told: list[int] = []
    end = pairings.subscribe(lambda: told.append(len(pairings.waiting())))

    candidate = wait_at(pairings, "10.0.0.1", 1)
    pairings.leave(candidate)
    end()
    wait_at(pairings, "10.0.0.1", 2)

    assert told == [1, 0]
    assert candidate.decided.cancelled()


async def test_of_a_device_that_left_while_it_was_let_in_the_admin_is_told(
    service: HallService,
) -> None:
    """It stays in the list until somebody cuts it off (ADR 0016)."""
    pairings = Pairings(service)
    candidate = wait_at(pairings, "10.0.0.1", 1)
    confirming = asyncio.create_task(pairings.confirm(candidate.waiting.code, "Door", None, ADMIN))
    await asyncio.sleep(0)

    pairings.leave(candidate)

    with pytest.raises(UnansweredPairingError) as told:
        await confirming
    assert told.value.data == {"device": "kiosk-1"}
    assert await service.read(lambda ledger: ledger.devices.find("kiosk-1")) is not None
