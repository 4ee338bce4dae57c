"""A service with a quota takes in so many a day, who has booked among them."""

import pytest
from msgspec.structs import replace

from server.protocol.booking_errors import CapacityReachedError
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.errors import ServiceClosedError
from server.protocol.identity import SERVER_ACTOR
from server.protocol.services import ReceptionHours
from tests.server.acts.booked_hall import AT_TEN, CONFIG, POST, BookedHall
from tests.server.working_hall import TOMORROW, new_id

HOUR_MS = 3_600_000
TUESDAY_9_ALMATY = 1_795_410_000_000 + 23 * HOUR_MS
MONDAY_15_ALMATY = TUESDAY_9_ALMATY - 18 * HOUR_MS

OFFICE = replace(POST, hours=(ReceptionHours(1, "15:00", "18:00"),))
ALONE = replace(
    CONFIG,
    posts=(OFFICE,),
    services=tuple(replace(one, hours=()) for one in CONFIG.services),
)


def test_who_comes_after_the_last_place_is_told_when_and_where_else() -> None:
    hall = BookedHall()
    hall.issue("advice")
    last = hall.issue("advice")

    with pytest.raises(CapacityReachedError) as refused:
        hall.issue("advice")

    assert refused.value.data == {
        "service": "advice",
        "opens_at": TUESDAY_9_ALMATY,
        "elsewhere": "court",
    }
    assert hall.issue("papers").ordinal == last.ordinal + 1


def test_a_booked_place_is_kept_until_its_booking_lapses() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_TEN, service="advice"))
    hall.issue("advice")
    with pytest.raises(CapacityReachedError):
        hall.issue("advice")
    hall.clock.advance(minutes=61)

    hall.lapse("b-482913")

    assert hall.issue("advice").service == "advice"


def test_who_has_booked_is_taken_in_whatever_the_count() -> None:
    hall = BookedHall()
    hall.issue("advice")
    hall.issue("advice")
    hall.expect(hall.booking(slot=AT_TEN, service="advice"))

    assert hall.check_in().service == "advice"
    with pytest.raises(CapacityReachedError):
        hall.issue("advice")


def test_another_day_begins_with_every_place() -> None:
    hall = BookedHall()
    hall.issue("advice")
    hall.issue("advice")
    hall.do(CloseDay(request_id=new_id()), SERVER_ACTOR)
    hall.clock.advance(hours=24)
    hall.do(OpenDay(request_id=new_id(), service_day=TOMORROW), SERVER_ACTOR)

    assert hall.issue("advice").ordinal == 1


def test_a_closed_service_says_where_else_too() -> None:
    hall = BookedHall()
    hall.clock.advance(hours=9)

    with pytest.raises(ServiceClosedError) as refused:
        hall.issue("advice")

    assert refused.value.data["elsewhere"] == "court"


def test_who_comes_outside_the_hours_of_the_only_office_is_told_who_receives_and_when() -> None:
    hall = BookedHall(ALONE)

    with pytest.raises(ServiceClosedError) as refused:
        hall.issue("head")
    hall.clock.advance(hours=5)

    assert refused.value.data == {
        "service": "head",
        "opens_at": MONDAY_15_ALMATY,
        "post": "governor",
    }
    assert hall.issue("head").service == "head"


def test_a_service_that_other_desks_receive_for_too_keeps_its_own_hours() -> None:
    also = replace(ALONE.desks[0], services=(*ALONE.desks[0].services, "head"))
    hall = BookedHall(replace(ALONE, desks=(also, *ALONE.desks[1:])))

    assert hall.issue("head").service == "head"


def test_a_full_day_of_an_office_names_its_next_one() -> None:
    hall = BookedHall(replace(ALONE, quotas={"head": 1}))
    hall.clock.advance(hours=5)
    hall.issue("head")

    with pytest.raises(CapacityReachedError) as refused:
        hall.issue("head")

    assert refused.value.data["post"] == "governor"
    assert refused.value.data["opens_at"] == MONDAY_15_ALMATY + 7 * 24 * HOUR_MS
