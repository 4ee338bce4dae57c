"""The longest snapshot of a kiosk, by which it is said what there is room for."""

from server.devices.audience import KioskSight
from server.devices.longest import AT, LONG_TIME, kiosk_bytes, local_morning, morning_picture
from server.protocol.codec import encode
from tests.server.working_hall import SMALL_HALL


def test_it_is_what_a_kiosk_of_the_hall_gets_before_a_day_has_begun() -> None:
    picture = morning_picture(SMALL_HALL)
    sight = KioskSight(SMALL_HALL, picture, lambda: AT, local_morning)

    assert kiosk_bytes(SMALL_HALL) == len(encode(sight.snapshot(LONG_TIME)))
    assert picture.layout == SMALL_HALL.layout
