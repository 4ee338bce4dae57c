"""Whether a hall can be told to its devices: everything a device shows goes into one frame."""

from server.devices.audience import BoardSight, KioskSight, Sight
from server.hall_file import HallConfig, HallFileError
from server.protocol.codec import encode
from server.protocol.frames import MAX_FRAME_BYTES
from server.protocol.snapshots import HallTime
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture

MAX_SNAPSHOT_BYTES = MAX_FRAME_BYTES - 4096
"""Room is left for counts and calls that grow during the day."""

_LONG_TIME = HallTime(10**13, -(10**13), -1000)


def check_hall(config: HallConfig) -> None:
    """Raise HallFileError if no device could be told the hall, empty as in the morning.

    The same at import and at every start: a hall that was taken in can be served.
    """
    picture = HallPicture(config.desks, Limits())
    picture.layout = config.layout
    sights: list[Sight] = [KioskSight(config, picture)]
    sights += [BoardSight(config, picture, zone.id) for zone in config.zones]
    for sight in sights:
        length = len(encode(sight.snapshot(_LONG_TIME)))
        if length > MAX_SNAPSHOT_BYTES:
            problem = f"devices would be sent {length} bytes, at most {MAX_SNAPSHOT_BYTES} fit"
            raise HallFileError(config.id, [problem])
