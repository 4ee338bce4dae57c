"""What the server asks its own hall for: returns and lapses, each when its time has come."""

import pytest

from server.due_commands import due_commands
from server.protocol.booking_commands import LapseBookings
from server.protocol.identity import SERVER_ACTOR
from server.protocol.visit_commands import ReturnDue
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.acts.booked_hall import AT_ELEVEN, AT_TEN, BookedHall

pytestmark = pytest.mark.usefixtures("engine")


def due(hall: BookedHall, wall_offset: int | None = 0) -> tuple[ReturnDue | LapseBookings, ...]:
    picture = HallPicture(hall.config.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    return due_commands(hall.config, picture, hall.clock.wall_ms(), wall_offset)


def test_nothing_is_due_in_a_hall_where_nobody_was_set_aside_or_expected() -> None:
    assert due(BookedHall()) == ()


def test_who_was_booked_waits_and_who_has_not_come_is_given_up() -> None:
    hall = BookedHall()
    hall.expect(hall.booking(slot=AT_ELEVEN), hall.booking("222222", AT_TEN))
    hall.check_in()
    too_soon = due(hall)
    hall.clock.advance(hours=1)

    returns, lapses = due(hall)

    assert too_soon == ()
    assert [type(one) for one in due(hall, wall_offset=None)] == [ReturnDue]
    assert isinstance(returns, ReturnDue)
    assert isinstance(lapses, LapseBookings)
    assert lapses.bookings == ("b-222222",)
    for command in (returns, lapses):
        assert len(hall.do(command, SERVER_ACTOR)) == 1
    assert due(hall) == ()
