"""What kiosks are told of each service: only of those that do not simply take everybody in."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from server.devices.availabilities import Availabilities
from server.hall_file import HallConfig
from server.protocol.availability import Availability, Holiday, Reception
from server.protocol.services import ReceptionHours
from server.queueing.availability import Moment
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.acts.booked_hall import AT_TEN, CONFIG, POST, BookedHall

pytestmark = pytest.mark.usefixtures("engine")

HOUR_MS = 3_600_000
TUESDAY_9 = 1_795_410_000_000 + 23 * HOUR_MS


def told(hall: BookedHall, config: HallConfig = CONFIG) -> dict[str, Availability]:
    picture = HallPicture(config.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    return Availabilities(config).of(picture, moment(hall))


def moment(hall: BookedHall) -> Moment:
    at = hall.clock.wall_ms()
    return Moment(at, datetime.fromtimestamp(at / 1000, ZoneInfo("Asia/Almaty")))


def test_of_services_that_take_everybody_in_nothing_is_said() -> None:
    found = told(BookedHall())

    assert set(found) == {"advice", "head"}
    assert found["head"].reception is Reception.CLOSED
    assert found["advice"] == Availability(Reception.OPEN, left=2)


def test_the_last_places_are_told_before_they_are_gone() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN, service="advice"))
    one_left = told(hall)["advice"]
    hall.issue("advice")

    full = told(hall)["advice"]

    assert one_left == Availability(Reception.OPEN, left=1)
    assert full == Availability(Reception.FULL, TUESDAY_9, left=0, elsewhere="court")


def test_the_end_is_told_early_by_the_work_that_waits() -> None:
    hall = BookedHall()
    slow = replace(CONFIG, visit_minutes={"papers": 60})
    hall.clock.advance(hours=6)
    before = told(hall, slow)
    for _ in range(2):
        hall.issue("papers")

    until = told(hall, slow)["papers"]

    assert "papers" not in before
    assert until.reception is Reception.UNTIL
    assert until.until_at == TUESDAY_9 - 16 * HOUR_MS


def test_on_a_holiday_nobody_is_taken_in() -> None:
    closed = replace(CONFIG, holidays=(Holiday("2026-11-23"),))

    assert told(BookedHall(), closed)["papers"].reception is Reception.CLOSED


def test_an_office_that_alone_receives_is_named_while_it_is_closed() -> None:
    office = replace(POST, hours=(ReceptionHours(1, "15:00", "18:00"),))
    services = tuple(replace(one, hours=()) for one in CONFIG.services)
    config = replace(CONFIG, posts=(office,), services=services)

    opens = TUESDAY_9 - 18 * HOUR_MS

    assert told(BookedHall(), config)["head"] == Availability(
        Reception.CLOSED, opens_at=opens, post="governor"
    )


def test_an_answer_is_kept_for_its_minute_and_no_longer() -> None:
    hall = BookedHall()
    picture = HallPicture(CONFIG.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    kept = Availabilities(CONFIG)
    first = kept.of(picture, moment(hall))
    again = kept.of(picture, moment(hall))
    hall.clock.advance(hours=9)

    later = kept.of(picture, moment(hall))

    assert again["head"] is first["head"]
    assert later["papers"].reception is Reception.CLOSED
