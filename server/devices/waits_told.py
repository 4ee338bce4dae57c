"""What kiosks are told of the waits that are foretold: pure, for their sight."""

from collections.abc import Mapping
from itertools import accumulate

from server.devices.longest import MAX_SNAPSHOT_BYTES, kiosk_bytes
from server.forecast.outlook import Outlook
from server.hall_file import HallConfig
from server.protocol.codec import encode
from server.protocol.identity import Key
from server.protocol.snapshots import DeviceChange, WaitsChanged
from server.protocol.tickets import Instant
from server.protocol.waits import WaitRange

ALWAYS_TOLD = 36
"""The waits of so many services fit beside what grows in a snapshot during the day."""

LONGEST = WaitRange(120, 120, is_approximate=True)
Waits = Mapping[Key, WaitRange]


def services_told(config: HallConfig) -> frozenset[Key]:
    """Return of which services kiosks tell the waits: as many as a snapshot has room for.

    The first of the hall file, if not all; tickets tell theirs in any hall.
    """
    services = [service.id for service in config.services]
    room = MAX_SNAPSHOT_BYTES - kiosk_bytes(config)
    lengths = accumulate(len(encode(WaitsChanged({service: LONGEST}))) for service in services)
    count = sum(length <= room for length in lengths)
    return frozenset(services[: max(count, ALWAYS_TOLD)])


def waits_told(told: frozenset[Key], outlook: Outlook, at: Instant) -> Waits:
    """Return the waits of these services that kiosks show at ``at``."""
    return {key: expected for key, expected in outlook.ranges(at).items() if key in told}


def waits_changes(before: Waits, after: Waits) -> tuple[DeviceChange, ...]:
    """Return what a kiosk must be told to get from ``before`` to ``after``."""
    return () if before == after else (WaitsChanged(dict(after)),)
