"""A new device asks to be paired: what it believes, what it shows, and whom it turns to next."""

import asyncio
from pathlib import Path

import pytest

from server.client.addresses import Address
from server.client.messages import LinkIdentity
from server.client.pairing import Pairing, PairingTurns
from server.client.pairing_states import Ended, PairingState, Searching, Shown
from server.protocol.errors import (
    ForeignServerError,
    PairingRefusedError,
    ServerUnreachableError,
    WrongHallError,
)
from server.protocol.identity import DeviceRole
from tests.server.trust.trusted_hall import ADMIN, trusted_hall, until

NOBODY = Address("127.0.0.1", 1)


def keep_nothing(_identity: LinkIdentity) -> None:
    """Keep nothing."""


async def shown_code(states: list[PairingState]) -> str:
    """Wait until a code is shown."""
    shown = await until(lambda: next((s for s in states if isinstance(s, Shown)), None))
    return shown.code


async def test_a_device_keeps_what_it_is_before_it_says_so(tmp_path: Path) -> None:
    kept: list[LinkIdentity] = []
    states: list[PairingState] = []
    async with trusted_hall(tmp_path / "data") as hall:
        pairing = Pairing(DeviceRole.KIOSK, None, states.append)
        asking = asyncio.create_task(pairing.run(hall.address, kept.append))

        await hall.trust.pairings.confirm(await shown_code(states), "Door", None, ADMIN)

        identity = await asking
    assert kept == [identity]
    assert identity.authorities == (hall.pem,)


async def test_a_device_that_an_admin_refuses_is_told(tmp_path: Path) -> None:
    states: list[PairingState] = []
    async with trusted_hall(tmp_path / "data") as hall:
        pairing = Pairing(DeviceRole.KIOSK, None, states.append)
        asking = asyncio.create_task(pairing.run(hall.address, keep_nothing))

        await hall.trust.pairings.refuse(await shown_code(states), ADMIN)

        with pytest.raises(PairingRefusedError):
            await asking


async def test_a_device_of_one_hall_pairs_with_no_other(tmp_path: Path) -> None:
    async with trusted_hall(tmp_path / "data") as hall:
        pairing = Pairing(DeviceRole.KIOSK, "hall-elsewhere", lambda _: None)

        with pytest.raises(WrongHallError):
            await pairing.run(hall.address, keep_nothing)
        assert hall.trust.pairings.waiting() == ()


async def test_a_device_that_knows_the_hall_asks_nobody_else_who_answers_in_its_name(
    tmp_path: Path,
) -> None:
    async with trusted_hall(tmp_path / "data") as hall, trusted_hall(tmp_path / "more") as other:
        pins = (other.pem,)
        pairing = Pairing(DeviceRole.KIOSK, None, lambda _: None, authorities=pins)

        with pytest.raises(ForeignServerError):
            await pairing.run(hall.address, keep_nothing)
        assert hall.trust.pairings.waiting() == ()


async def test_a_device_that_goes_waits_no_more(tmp_path: Path) -> None:
    states: list[PairingState] = []
    async with trusted_hall(tmp_path / "data") as hall:
        pairing = Pairing(DeviceRole.KIOSK, None, states.append)
        asking = asyncio.create_task(pairing.run(hall.address, keep_nothing))
        await shown_code(states)

        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

        await until(lambda: hall.trust.pairings.waiting() == ())


async def test_nobody_is_unreachable() -> None:
    with pytest.raises(ServerUnreachableError):
        await Pairing(DeviceRole.KIOSK, None, lambda _: None).run(NOBODY, keep_nothing)


class Scripted(Pairing):
    """A pairing that fails as told, and notes where it was tried."""

    def __init__(self, failures: list[Exception]) -> None:
        """Fail with these, one after another."""
        super().__init__(DeviceRole.KIOSK, None, lambda _: None)
        self.failures = failures
        self.tried: list[int] = []

    async def run(self, address: Address, keep: object) -> LinkIdentity:
        """Fail."""
        del keep
        self.tried.append(address.port)
        raise self.failures[min(len(self.tried), len(self.failures)) - 1]


async def test_every_server_has_its_turn() -> None:
    turns, pairing = PairingTurns(lambda _: None), Scripted([PairingRefusedError()])
    addresses = tuple(Address("127.0.0.1", port) for port in (1, 2, 3))

    for _ in range(4):
        assert await turns.try_next(pairing, addresses, keep_nothing) is None

    assert pairing.tried == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ServerUnreachableError(), Searching),
        (PairingRefusedError(), Ended),
        (OSError("disk"), Ended),
    ],
)
async def test_what_came_of_a_try_is_told(
    error: Exception, expected: type, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[PairingState] = []
    with caplog.at_level("CRITICAL"):
        await PairingTurns(told.append).try_next(Scripted([error]), (NOBODY,), keep_nothing)

    assert [type(state) for state in told] == [expected]


async def test_without_a_server_the_device_searches() -> None:
    told: list[PairingState] = []

    await PairingTurns(told.append).try_next(Scripted([]), (), keep_nothing)

    assert told == [Searching()]
