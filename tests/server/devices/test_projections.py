"""What boards and kiosks see of a day, and what they never see."""

import pytest
from msgspec import to_builtins

from server.devices.projections import (
    board_changes,
    board_snapshot,
    board_view,
    kiosk_changes,
    kiosk_snapshot,
    kiosk_view,
)
from server.protocol.bookings import Booking
from server.protocol.commands import (
    ChangeTicketLayout,
    CloseDay,
    FinishService,
    IssueTicket,
    MarkNoShow,
    MarkUnclaimed,
    Recall,
    StartService,
)
from server.protocol.desk_commands import Undo
from server.protocol.events import Entry, TicketCalled
from server.protocol.identity import SERVER_ACTOR
from server.protocol.snapshots import (
    BookingsTaken,
    CallEnded,
    CallPlaced,
    CallReopened,
    DayChanged,
    DeviceChange,
    HallTime,
    LayoutChanged,
    NextUpChanged,
    WaitingChanged,
)
from server.protocol.ticket_layout import HallLayout, shipped_layout
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from tests.server.working_hall import ADMIN, KIOSK, OFFICIAL, TODAY, WorkingHall, new_id

NOON = HallTime(1_795_410_000_000, 0, 300)


class Watched:
    """A working hall, and what a board and a kiosk are told after each act."""

    def __init__(self) -> None:
        self.hall = WorkingHall()
        self.picture = HallPicture(self.hall.config.desks, Limits())
        self.told = 0
        self.fold()

    def fold(self) -> tuple[Entry, ...]:
        new = self.hall.log()[self.told :]
        for entry in new:
            self.picture.fold(entry)
        self.told += len(new)
        return new

    def board_hears(self, zone: str = "ground") -> tuple[DeviceChange, ...]:
        """Return what the acts since the last look mean for a board."""
        before = board_view(self.picture, zone)
        entries = self.fold()
        return board_changes(before, board_view(self.picture, zone), entries, zone)

    def kiosk_hears(self) -> tuple[DeviceChange, ...]:
        """Return what the acts since the last look mean for a kiosk."""
        before = kiosk_view(self.hall.config, self.picture)
        self.fold()
        return kiosk_changes(before, kiosk_view(self.hall.config, self.picture))

    def called(self) -> TicketCalled:
        """Let a visitor come and be called, and everybody hear of it."""
        self.hall.issue()
        called = self.hall.call()
        self.fold()
        return called


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_new_visitor_changes_what_kiosks_count(watched: Watched) -> None:
    watched.hall.issue("advice")

    assert watched.kiosk_hears() == (WaitingChanged({"advice": 1}),)


def test_a_call_takes_one_from_the_count(watched: Watched) -> None:
    watched.hall.issue()
    watched.fold()

    watched.hall.call()

    assert watched.kiosk_hears() == (WaitingChanged({"papers": 0}),)


def test_an_unclaimed_ticket_counts_for_nobody(watched: Watched) -> None:
    command = IssueTicket(request_id=new_id(), service="papers", language="kk")
    watched.hall.do(command, KIOSK)
    watched.fold()

    marked = MarkUnclaimed(request_id=new_id(), issue_requests=(command.request_id,))
    watched.hall.do(marked, SERVER_ACTOR)

    assert watched.kiosk_hears() == (WaitingChanged({"papers": 0}),)


def test_another_look_of_the_ticket_is_told_to_kiosks_alone(watched: Watched) -> None:
    short = shipped_layout("short")
    change = ChangeTicketLayout(request_id=new_id(), version=0, layout=short)
    watched.hall.do(change, ADMIN)
    before = board_view(watched.picture, "ground")

    assert watched.kiosk_hears() == (LayoutChanged(HallLayout(1, short)),)
    after = board_view(watched.picture, "ground")
    assert board_changes(before, after, watched.hall.log()[-1:], "ground") == ()
    snapshot = kiosk_snapshot(watched.hall.config, watched.picture, NOON)
    assert snapshot.ticket == HallLayout(1, short)


def test_kiosks_are_told_once_that_the_hall_takes_bookings(watched: Watched) -> None:
    before = kiosk_view(watched.hall.config, watched.picture)
    slot = f"{TODAY}T11:00"
    booking = Booking(id="b1", code_digest="5e" * 32, service="s1", slot=slot)
    watched.picture.book.load((booking,), None, {})

    after = kiosk_view(watched.hall.config, watched.picture)

    assert kiosk_changes(before, after) == (BookingsTaken(),)
    assert kiosk_changes(after, after) == ()


def test_the_end_of_the_day_is_told_to_both(watched: Watched) -> None:
    watched.hall.do(CloseDay(request_id=new_id()), SERVER_ACTOR)
    before = board_view(watched.picture, "ground")

    kiosk = watched.kiosk_hears()

    assert kiosk == (DayChanged(None),)
    after = board_view(watched.picture, "ground")
    assert board_changes(before, after, (), "ground") == (DayChanged(None),)


def test_a_call_is_placed_before_the_next_move_up(watched: Watched) -> None:
    watched.hall.issue()
    second = watched.hall.issue()
    watched.fold()

    called = watched.hall.call()

    placed, next_up = watched.board_hears()
    assert isinstance(placed, CallPlaced)
    assert (placed.call.number, placed.call.desk) == (called.number, "1")
    assert (placed.call.call, placed.call.repeat) == (watched.picture.seq, 0)
    assert next_up == NextUpChanged((second.number,))


def test_a_recall_is_placed_again(watched: Watched) -> None:
    called = watched.called()

    watched.hall.do(Recall(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)

    (placed,) = watched.board_hears()
    assert isinstance(placed, CallPlaced)
    assert (placed.call.number, placed.call.repeat) == (called.number, 1)


def test_a_visitor_who_came_ends_the_call_and_is_not_ended_twice(watched: Watched) -> None:
    called = watched.called()
    ticket = called.ticket

    watched.hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=ticket), OFFICIAL)
    started = watched.board_hears()
    watched.hall.do(FinishService(request_id=new_id(), desk="desk-1", ticket=ticket), OFFICIAL)
    finished = watched.board_hears()

    assert started == (CallEnded(called.number, "1"),)
    assert finished == ()


def test_a_visitor_who_did_not_come_ends_the_call(watched: Watched) -> None:
    called = watched.called()

    watched.hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)

    assert watched.board_hears() == (CallEnded(called.number, "1"),)


def test_a_call_that_ends_in_the_same_batch_is_placed_and_ended(watched: Watched) -> None:
    watched.hall.issue()
    watched.fold()

    called = watched.hall.call()
    watched.hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)

    placed, ended, next_up = watched.board_hears()
    assert isinstance(placed, CallPlaced)
    assert ended == CallEnded(called.number, "1")
    assert next_up == NextUpChanged(())


def test_a_call_that_was_taken_back_is_no_past_one(watched: Watched) -> None:
    waiting = watched.hall.issue()
    watched.fold()
    watched.hall.call()
    watched.board_hears()

    watched.hall.do(Undo(request_id=new_id(), desk="desk-1", act=watched.picture.seq), OFFICIAL)

    told = watched.board_hears()
    assert told == (
        CallEnded(waiting.number, "1", is_past=False),
        NextUpChanged((waiting.number,)),
    )
    assert watched.picture.occupancy.history("ground", 12) == ()


def test_a_call_whose_end_was_taken_back_is_open_again_and_not_placed(watched: Watched) -> None:
    called = watched.called()
    call = watched.picture.seq
    watched.hall.do(MarkNoShow(request_id=new_id(), desk="desk-1", ticket=called.ticket), OFFICIAL)
    watched.board_hears()

    watched.hall.do(Undo(request_id=new_id(), desk="desk-1", act=watched.picture.seq), OFFICIAL)

    (reopened,) = watched.board_hears()
    assert isinstance(reopened, CallReopened)
    assert (reopened.call.call, reopened.call.number) == (call, called.number)


def test_calls_of_another_zone_are_not_told(watched: Watched) -> None:
    watched.hall.issue("advice")
    watched.hall.call("desk-1")

    assert watched.board_hears("upper") == ()


def test_a_board_sees_open_and_past_calls_and_who_is_next(watched: Watched) -> None:
    past = watched.called()
    watched.hall.do(StartService(request_id=new_id(), desk="desk-1", ticket=past.ticket), OFFICIAL)
    watched.hall.issue()
    waiting = watched.hall.issue()
    current = watched.hall.call("desk-2")
    watched.fold()

    ground = board_snapshot(watched.hall.config, watched.picture, "ground", NOON)
    upper = board_snapshot(watched.hall.config, watched.picture, "upper", NOON)

    assert [call.number for call in ground.history] == [past.number]
    assert ground.calls == ()
    assert [call.number for call in upper.calls] == [current.number]
    assert ground.next_up == upper.next_up == (waiting.number,)
    assert ground.service_day == TODAY


def test_a_kiosk_sees_the_offer_of_the_hall(watched: Watched) -> None:
    watched.hall.issue()
    watched.fold()

    snapshot = kiosk_snapshot(watched.hall.config, watched.picture, NOON)

    assert snapshot.waiting == {"papers": 1, "advice": 0, "head": 0}
    assert snapshot.services == watched.hall.config.services
    assert snapshot.service_day == TODAY


def test_a_board_never_learns_ticket_service_or_category(watched: Watched) -> None:
    watched.hall.issue("papers", claim="veterans")
    watched.hall.issue("advice")
    called = watched.hall.call()

    told = watched.board_hears()
    snapshot = board_snapshot(watched.hall.config, watched.picture, "ground", NOON)

    words = str(to_builtins((told, snapshot)))
    for secret in (called.ticket, called.leg, "papers", "advice", "veterans", "statutory"):
        assert secret not in words
