"""Tests of whether the hall is at work, and who waits where nobody works."""

from msgspec.structs import replace

from server.console.hall_control_view import standing_view, stranded_view
from server.protocol.desk_commands import StopHall
from server.protocol.hall_standing import HallStanding
from server.protocol.visit_commands import NextLeg, Transfer
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.console.seen_hall import SeenHall
from tests.server.working_hall import ADMIN, new_id


def picture(hall: SeenHall) -> HallPicture:
    found = HallPicture(hall.config.desks, Limits())
    for entry in hall.log():
        found.fold(entry)
    return found


def test_a_hall_at_work_offers_reasons_to_pause_and_to_stop() -> None:
    hall = SeenHall()

    view = standing_view(picture(hall), hall.config, "kk")

    assert (view.standing, view.reason, view.since) == (HallStanding.OPEN, "", 0)
    assert view.pauses
    assert view.stops


def test_a_stopped_hall_says_why_and_since_when() -> None:
    hall = SeenHall()
    hall.at_desk(StopHall(request_id=new_id(), reason="fire"), ADMIN)

    view = standing_view(picture(hall), hall.config, "en")

    assert (view.standing, view.since) == (HallStanding.STOPPED, hall.log()[-1].at)
    assert view.reason in {one.name for one in view.stops}


def test_who_was_sent_to_a_desk_where_nobody_works_is_seen() -> None:
    hall = SeenHall()
    to = NextLeg(desk="desk-2")
    ticket = hall.called()
    sent = Transfer(request_id=new_id(), desk="desk-1", ticket=ticket, to=to, reason="specialist")
    hall.at_desk(sent)

    def lost(receiving: dict[str, str]) -> list[tuple[str, str, str]]:
        rows = stranded_view(picture(hall), hall.config, "en", receiving, {})
        return [(one.number, one.desk_label, one.official) for one in rows]

    assert lost({"desk-1": "o-1"}) == [("A001", "2", "")]
    assert lost({"desk-2": "o-2"}) == []


def test_who_is_meant_for_an_official_who_is_away_is_told_with_his_login() -> None:
    hall = SeenHall()
    hall.issue()
    found = picture(hall)
    (leg,) = found.standing.waiting
    meant = replace(found.standing.waiting[leg], meant_for="@official-o-9")
    found.standing.waiting[leg] = meant

    (row,) = stranded_view(found, hall.config, "en", {}, {"o-9": "daniyar"})

    assert (row.official, row.desk_label) == ("daniyar", "")
