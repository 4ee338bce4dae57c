"""Tests of the devices as the hall's page lists them."""

from dataclasses import replace

from server.console.hall_view import DeviceRow
from server.console.linked_devices import device_rows
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

    rows = await device_rows(working.console)

    assert rows == (DeviceRow("kiosk-2", "kiosk", is_linked=False, is_suspect=False),)


async def test_a_console_without_trust_lists_none(working: WorkingConsole) -> None:
    assert await device_rows(replace(working.console, trust=None)) == ()
