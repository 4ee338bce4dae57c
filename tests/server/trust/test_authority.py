"""A hall has one authority, whoever asks and however often; another comes only announced."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.hall_service import HallService
from server.storage.authorities import AuthorityState
from server.trust.authority import (
    announce_authority,
    ensure_authority,
    give_up_past,
    read_authorities,
    switch_authority,
)
from tests.server.devices.working_server import HALL_FILE
from tests.server.trust.trusted_hall import ADMIN, today


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[HallService]:
    """Give a hall that nobody serves."""
    opened = await HallService.open(tmp_path, HALL_FILE, today())
    yield opened
    await opened.close()


async def test_those_who_ask_together_get_the_same_authority(service: HallService) -> None:
    first, second = await asyncio.gather(ensure_authority(service), ensure_authority(service))

    assert first == second == await ensure_authority(service)
    assert "PRIVATE KEY" in first.private_key
    assert "PRIVATE KEY" not in repr(first)


async def test_an_authority_that_is_announced_is_not_used_yet(service: HallService) -> None:
    current = await ensure_authority(service)

    coming = await announce_authority(service)

    assert await announce_authority(service) == coming
    assert await ensure_authority(service) == current


async def test_only_past_authorities_are_given_up(service: HallService) -> None:
    await ensure_authority(service)
    assert await give_up_past(service) is None
    coming = await announce_authority(service)
    assert await give_up_past(service) is None
    await switch_authority(service, ADMIN)
    next_one = await announce_authority(service)

    for _ in range(2):
        settled = await give_up_past(service)
        assert settled is not None
        assert settled.fingerprint == coming.fingerprint

    states = [row.state for row in await read_authorities(service)]
    assert states == [AuthorityState.GIVEN_UP, AuthorityState.CURRENT, AuthorityState.COMING]
    assert await announce_authority(service) == next_one


async def test_after_the_switch_the_old_key_is_forgotten(service: HallService) -> None:
    current = await ensure_authority(service)
    coming = await announce_authority(service)

    await switch_authority(service, ADMIN)

    old, new = await read_authorities(service)
    assert (old.fingerprint, old.state, old.private_key) == (
        current.fingerprint,
        AuthorityState.PAST,
        "",
    )
    assert (new.fingerprint, new.state) == (coming.fingerprint, AuthorityState.CURRENT)
    assert await switch_authority(service, ADMIN) is None
