"""Keys of devices besides their present ones, as they are kept."""

import pytest

from server.protocol.device_events import Suspicion
from server.protocol.identity import DeviceRole
from server.storage.device_keys import MAX_REPLACED, DeviceKeys, KeyRow, KeyState
from server.storage.devices import DeviceRow, Devices
from tests.server.working_hall import WorkingHall

pytestmark = pytest.mark.usefixtures("engine")


def kept() -> tuple[Devices, DeviceKeys]:
    connection = WorkingHall().store.connection
    devices = Devices(connection, "small")
    devices.add(DeviceRow("kiosk-1", DeviceRole.KIOSK, "first"))
    return devices, DeviceKeys(connection, "small")


def row(devices: Devices) -> DeviceRow:
    found = devices.find("kiosk-1")
    assert found is not None
    return found


def test_a_key_that_is_used_replaces_the_present_one_and_other_offers() -> None:
    devices, keys = kept()
    keys.offer("kiosk-1", "second", 5)
    keys.offer("kiosk-1", "third", 6)

    keys.use("kiosk-1", "first", "third", 9)

    assert keys.of("kiosk-1") == (
        KeyRow("first", KeyState.REPLACED, 9),
        KeyRow("second", KeyState.REPLACED, 9),
    )
    assert (row(devices).key_digest, row(devices).keyed_at) == ("third", 9)


def test_an_aged_key_is_due_and_what_was_offered_stays_good() -> None:
    devices, keys = kept()
    keys.offer("kiosk-1", "second", 5)

    keys.age("kiosk-1")

    assert row(devices).keyed_at == 0
    assert keys.of("kiosk-1") == (KeyRow("second", KeyState.OFFERED, 0),)


def test_replaced_keys_are_not_kept_for_ever() -> None:
    _, keys = kept()
    present = "first"
    for number in range(MAX_REPLACED + 10):
        keys.offer("kiosk-1", f"key {number}", number)
        keys.use("kiosk-1", present, f"key {number}", number)
        present = f"key {number}"

    assert len(keys.of("kiosk-1")) == MAX_REPLACED


def test_a_suspicion_comes_and_goes() -> None:
    devices, keys = kept()

    keys.suspect("kiosk-1", Suspicion.TWO_LINKS, 7)
    suspected = row(devices)
    keys.suspect("kiosk-1", None, 8)

    assert (suspected.suspect, suspected.suspect_at) == (Suspicion.TWO_LINKS, 7)
    assert (row(devices).suspect, row(devices).suspect_at) == (None, None)


def test_the_authority_that_a_device_trusts_is_noted() -> None:
    devices, keys = kept()

    keys.trusts("kiosk-1", "ABCD")

    assert row(devices).authority == "ABCD"
