"""A device becomes a member: out of the box, and again at a start after it was cut off."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.client.device_state import DeviceState
from server.client.enrolment import LONGEST_PAUSE_SECONDS, PAUSE_SECONDS, pause_after
from server.client.messages import LinkDown
from server.client.pairing_states import Ended
from server.protocol.pairing import PAIRING_SECONDS
from tests.server.trust.trusted_hall import ADMIN, TrustedHall, trusted_hall

QUIET_SECONDS = 1.0
"""Whoever asks to be let in again does so at once."""


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[TrustedHall]:
    """Give a hall that is served by TLS."""
    async with trusted_hall(tmp_path / "data") as running:
        yield running


async def test_a_device_that_was_cut_off_shows_a_code_when_it_is_started_again(
    hall: TrustedHall, tmp_path: Path
) -> None:
    former = (await hall.pair(tmp_path / "kiosk")).identity
    await hall.switch_off(hall.devices[0])
    await hall.trust.revoke("kiosk-1", ADMIN)

    again = await hall.device(tmp_path / "kiosk")
    shown = await again.shown()
    await hall.trust.pairings.confirm(shown.code, "Door", None, ADMIN)
    await again.up()

    assert shown.fingerprint == hall.trust.fingerprint
    assert (former.device, again.identity.device) == ("kiosk-1", "kiosk-2")
    assert DeviceState(tmp_path / "kiosk").load() == again.identity
    assert any(isinstance(told, LinkDown) and told.failure for told in again.events)


async def test_one_that_is_cut_off_while_it_works_waits_to_be_started_again(
    hall: TrustedHall, tmp_path: Path
) -> None:
    device = await hall.pair(tmp_path / "kiosk")
    codes = len(device.states)

    await hall.trust.revoke("kiosk-1", ADMIN)

    assert await device.refused() == "unknown-device"
    await asyncio.sleep(QUIET_SECONDS)
    assert len(device.states) == codes
    assert hall.trust.pairings.waiting() == ()


async def test_who_was_sent_away_asks_the_hall_first_whether_it_is_known_by_now(
    hall: TrustedHall, tmp_path: Path
) -> None:
    """A server was restored by mistake, and the right one came back while the code stood there."""
    device = await hall.pair(tmp_path / "kiosk")
    await hall.switch_off(device)
    unknown = replace(device.identity, key="9f" * 32)
    DeviceState(tmp_path / "kiosk").keep(unknown)
    again = await hall.device(tmp_path / "kiosk")
    shown = await again.shown()

    again.membership.adopt(device.identity)
    await hall.trust.pairings.refuse(shown.code, ADMIN)
    await again.up()

    assert again.identity == device.identity
    assert again.latest(Ended) is not None


def test_a_device_that_is_left_again_and_again_asks_ever_more_rarely() -> None:
    pauses = [pause_after(dropped) for dropped in range(20)]

    assert pauses[0] == PAUSE_SECONDS
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    assert sum(pauses[1:8]) > PAIRING_SECONDS
