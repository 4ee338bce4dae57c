"""An admin changes how tickets look; each change is counted and made from the newest one."""

import pytest
from msgspec.structs import replace

from server.hall_opening import open_hall
from server.protocol.admin_errors import BadTicketLayoutError, StaleTicketLayoutError
from server.protocol.commands import ChangeTicketLayout
from server.protocol.errors import NotAllowedError
from server.protocol.events import Event
from server.protocol.hall_events import TicketLayoutChanged
from server.protocol.ticket_layout import Part, TicketLayout, shipped_layout, standard_layout
from tests.fakes.clock import FakeClock
from tests.server.working_hall import ADMIN, OFFICIAL, WorkingHall, new_id

pytestmark = pytest.mark.usefixtures("engine")


def change(layout: TicketLayout, version: int) -> ChangeTicketLayout:
    return ChangeTicketLayout(request_id=new_id(), version=version, layout=layout)


def test_each_change_is_an_event_with_the_whole_layout_and_the_next_version() -> None:
    hall = WorkingHall()
    short, large = shipped_layout("short"), shipped_layout("large")

    said: list[Event] = [
        *hall.do(change(short, 0), ADMIN),
        *hall.do(change(large, 1), ADMIN),
    ]

    assert said == [
        TicketLayoutChanged(version=1, layout=short),
        TicketLayoutChanged(version=2, layout=large),
    ]


def test_who_changes_an_older_layout_is_told_that_there_is_a_newer_one() -> None:
    hall = WorkingHall()
    hall.do(change(shipped_layout("short"), 0), ADMIN)

    with pytest.raises(StaleTicketLayoutError) as refused:
        hall.do(change(shipped_layout("large"), 0), ADMIN)

    assert refused.value.data == {"version": 1}


def test_a_layout_without_its_notice_is_refused_and_named() -> None:
    rows = tuple(
        replace(row, is_shown=row.part is not Part.NOTICE) for row in standard_layout().rows
    )

    with pytest.raises(BadTicketLayoutError) as refused:
        WorkingHall().do(change(TicketLayout(rows), 0), ADMIN)

    told = refused.value.data
    assert (told["fault"], told["part"], told["row"]) == ("notice-hidden", "notice", len(rows))


def test_nobody_but_an_admin_changes_the_ticket() -> None:
    with pytest.raises(NotAllowedError):
        WorkingHall().do(change(standard_layout(), 0), OFFICIAL)


def test_the_newest_layout_is_found_again_after_a_start() -> None:
    hall = WorkingHall()
    hall.do(change(shipped_layout("short"), 0), ADMIN)

    opened = open_hall(hall.store, None, FakeClock())

    assert opened.layout == TicketLayoutChanged(version=1, layout=shipped_layout("short"))
