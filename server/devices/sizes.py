"""Whether a hall can be told to its devices: everything a device shows goes into one frame."""

from server.devices.audience import BoardSight, KioskSight, Sight
from server.devices.longest import (
    AT,
    LONG_TIME,
    MAX_SNAPSHOT_BYTES,
    local_morning,
    morning_picture,
)
from server.hall_file import HallConfig, HallFileError
from server.protocol.codec import encode


def check_hall(config: HallConfig) -> None:
    """Raise HallFileError if no device could be told the hall, empty as in the morning.

    The same at import and at every start: a hall that was taken in can be served.
    """
    picture = morning_picture(config)
    sights: list[Sight] = [KioskSight(config, picture, lambda: AT, local_morning)]
    sights += [BoardSight(config, picture, zone.id) for zone in config.zones]
    for sight in sights:
        length = len(encode(sight.snapshot(LONG_TIME)))
        if length > MAX_SNAPSHOT_BYTES:
            problem = f"devices would be sent {length} bytes, at most {MAX_SNAPSHOT_BYTES} fit"
            raise HallFileError(config.id, [problem])
