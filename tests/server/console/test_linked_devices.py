"""Tests of the devices as the hall's page lists them."""

from dataclasses import replace

from server.console.linked_devices import device_views, devices_in_force
from tests.server.console.working_console import WorkingConsole
from tests.server.working_hall import ADMIN


async def test_devices_that_may_speak_are_listed_and_others_are_not(
    working: WorkingConsole,
) -> None:
    trust = working.console.trust
    assert trust is not None
    for nonce in ("aa", "bb"):
        await trust.pairings.confirm(working.device(nonce).code, "", None, ADMIN)
    await trust.revoke("kiosk-1", ADMIN)

    rows = await devices_in_force(working.console, "en")

    assert [(row.id, row.is_linked, row.suspect) for row in rows] == [("kiosk-2", False, "")]
    assert [row.id for row in await device_views(working.console, "en")] == ["kiosk-1", "kiosk-2"]


async def test_a_console_without_trust_lists_none(working: WorkingConsole) -> None:
    assert await devices_in_force(replace(working.console, trust=None), "en") == ()
