"""What a desk may take back is offered as long as that can be done, and no longer."""

from server.protocol.desk_events import ActUndone, DeskPaused, DeskReady, DeskResumed, DeskUnready
from server.protocol.events import DayReopened, Entry, Event, ServiceFinished, TicketRecalled
from server.protocol.tickets import LegState, TicketClass
from server.protocol.visit_events import LegAdded, LegParked, LegReason, LegReturned, ReturnCause
from server.queueing.last_acts import LastAct, LastActs

DESK, OTHER = "desk-1", "desk-2"
OFFICIAL, SERVER, KIOSK = "official:o-1", "server:server", "kiosk:kiosk-1"
PAUSED = DeskPaused(desk=DESK, reason="meal")
RESUMED = DeskResumed(desk=DESK, reason="meal", since=1)
READY = DeskReady(desk=DESK, official="o-1")
UNREADY = DeskUnready(desk=DESK, official="o-1", since=1)
FINISHED = ServiceFinished(ticket="t", leg="l-1", number="A001", desk=DESK)
NEXT_LEG = LegAdded(
    ticket="t",
    leg="l-2",
    number="A001",
    service="advice",
    lane=None,
    ticket_class=TicketClass.ORDINARY,
    claim=None,
    language="kk",
    order_key=1,
    issue_seq=1,
    nth=2,
    after_leg="l-1",
    reason=LegReason.PLANNED,
)


def parked(leg: str, desk: str) -> LegParked:
    return LegParked(
        ticket="t",
        leg=leg,
        number="A001",
        desk=desk,
        was=LegState.CALLED,
        reason="form",
        returns_at=None,
    )


def acts(*steps: tuple[int, str, Event]) -> LastActs:
    """Return what desks may take back after such events, each at a second, by an actor."""
    known = LastActs()
    for seq, (second, actor, event) in enumerate(steps, 1):
        known.fold(Entry("small", 1, seq, second * 1000, actor, 2, event, ""))
    return known


def test_the_last_act_of_a_desk_is_offered_until_it_is_taken_back() -> None:
    undone = ActUndone(desk=DESK, act="StartBreak", undone=1, until=1)

    assert acts((1, OFFICIAL, PAUSED)).of(DESK) == LastAct(1, 1000, "DeskPaused")
    assert acts((1, OFFICIAL, PAUSED), (2, OFFICIAL, undone)).of(DESK) is None


def test_to_be_ready_or_not_is_nothing_to_take_back() -> None:
    assert acts((1, OFFICIAL, READY), (2, OFFICIAL, UNREADY)).of(DESK) is None
    assert (
        acts((1, OFFICIAL, PAUSED), (2, OFFICIAL, RESUMED), (2, OFFICIAL, READY)).of(DESK) is None
    )


def test_a_break_of_a_desk_that_was_ready_is_offered() -> None:
    offered = acts((1, OFFICIAL, READY), (2, OFFICIAL, UNREADY), (2, OFFICIAL, PAUSED)).of(DESK)

    assert offered == LastAct(3, 2000, "DeskPaused")


def test_a_call_that_a_kiosk_repeats_by_its_own_number_is_no_act_of_the_desk() -> None:
    again = TicketRecalled(
        ticket="t",
        leg="l-1",
        number="K1-01",
        desk=DESK,
        desk_label="1",
        zone="ground",
        language="kk",
        times=1,
    )

    assert acts((1, OFFICIAL, again)).of(DESK) is not None
    assert acts((1, OFFICIAL, PAUSED), (2, KIOSK, again)).of(DESK) is None


def test_what_was_done_to_a_leg_elsewhere_ends_the_offer() -> None:
    ended = (1, OFFICIAL, FINISHED), (1, OFFICIAL, NEXT_LEG)

    assert acts(*ended).of(DESK) == LastAct(1, 1000, "ServiceFinished")
    assert acts(*ended, (2, OFFICIAL, parked("l-2", OTHER))).of(DESK) is None
    assert acts(*ended, (1, SERVER, parked("l-2", OTHER))).of(DESK) is None
    assert acts(*ended, (2, OFFICIAL, parked("l-9", OTHER))).of(DESK) is not None


def test_a_leg_that_another_act_added_is_not_of_this_one() -> None:
    later = (1, OFFICIAL, FINISHED), (2, OFFICIAL, NEXT_LEG)

    assert acts(*later, (3, OFFICIAL, parked("l-2", OTHER))).of(DESK) is not None


def test_who_is_asked_back_is_not_set_aside_any_more() -> None:
    back = LegReturned(
        ticket="t", leg="l-1", number="A001", was=LegState.PARKED, cause=ReturnCause.ASKED
    )
    aside = (1, OFFICIAL, parked("l-1", DESK))

    assert acts(aside).of(DESK) is not None
    assert acts(aside, (2, OFFICIAL, back)).of(DESK) is None


def test_a_day_that_begins_or_is_opened_again_ends_every_offer() -> None:
    reopened = DayReopened(service_day="2026-11-23")
    known = acts((1, OFFICIAL, PAUSED))

    known.clear()

    assert known.of(DESK) is None
    assert acts((1, OFFICIAL, PAUSED), (2, SERVER, reopened)).of(DESK) is None
