"""What a kiosk brings home, and only there."""

import pytest

from kiosk.homecoming import Homecoming
from kiosk.journal.records import Numbered, SlipGiven, SlipsAsked
from kiosk.journal.shelf import HallLog
from kiosk.journal.state import Held, JournalState
from server.protocol.commands import MergeOffline, ReportSlips
from server.protocol.frames import Answer
from server.protocol.offline_events import OfflineMerged, SlipsGiven
from server.protocol.printing import PrintOutcome
from tests.fakes.link import FakeLink
from tests.kiosk.journal.presses import press, request, stamp

HOME, OTHER, OLD = HallLog("hall-a", "a1"), HallLog("hall-a", "b2"), HallLog("hall-a", "")
HELD = Held(Numbered(2, 1, press(1), stamp()), PrintOutcome.CONFIRMED)
STATE = JournalState(
    2, 2, held=(HELD,), slips=(SlipGiven("visas", stamp()),), asked=SlipsAsked(request(9), 1, 0)
)


class Coming:
    """A homecoming, its link, and what it has noted in the journal."""

    def __init__(self) -> None:
        self.link = FakeLink(lambda _: None)
        self.noted: list[object] = []
        self.homecoming = Homecoming(self.link, lambda: 100_000, self.noted.append)

    def brought(self) -> list[type[object]]:
        """Let it bring what there is; return what it has sent."""
        self.homecoming.bring(STATE, stamp(90_000))
        return [type(command) for command in self.link.asked]


@pytest.mark.parametrize(
    ("told", "is_open", "brought"),
    [
        (HOME, HOME, [MergeOffline, ReportSlips]),
        (HOME, OTHER, []),
        (HOME, None, []),
        (OLD, OLD, [MergeOffline]),
    ],
    ids=["home", "another hall", "not known yet", "a server that knows no slips"],
)
def test_what_is_brought_depends_on_whose_journal_is_open(
    told: HallLog, is_open: HallLog | None, brought: list[type[object]]
) -> None:
    coming = Coming()
    coming.homecoming.go_up(told, 9_000_000)

    coming.homecoming.hear_hall(is_open)

    assert coming.brought() == brought


def test_coming_home_is_told_once() -> None:
    coming = Coming()
    coming.homecoming.go_up(HOME, 1)

    told = [coming.homecoming.hear_hall(hall) for hall in (None, HOME, HOME)]
    coming.homecoming.go_up(HOME, 2)
    again = coming.homecoming.hear_hall(HOME)
    coming.homecoming.go_up(OTHER, 3)
    elsewhere = [coming.homecoming.hear_hall(hall) for hall in (HOME, OTHER)]

    assert told == [False, True, False]
    assert again is False
    assert elsewhere == [False, True]


def test_nothing_is_brought_once_the_server_is_gone_and_all_of_it_when_it_is_back() -> None:
    coming = Coming()
    coming.homecoming.go_up(HOME, 1)
    coming.homecoming.hear_hall(HOME)
    coming.brought()
    under_way = {command.request_id for command in coming.link.asked}

    coming.homecoming.go_down()
    gone = len(coming.brought())
    coming.homecoming.go_up(HOME, 2)

    assert set(coming.link.withdrawn) == under_way
    assert gone == 2
    assert coming.brought() == [MergeOffline, ReportSlips] * 2


def test_answers_and_refusals_find_what_they_are_about() -> None:
    coming = Coming()
    coming.homecoming.go_up(HOME, 1)
    coming.homecoming.hear_hall(HOME)
    coming.brought()
    merge, report = (command.request_id for command in coming.link.asked)
    merged = OfflineMerged(tickets=1, first_at=1, last_at=1, settled=(request(1),))
    slips = SlipsGiven(slips=())

    assert coming.homecoming.hear_answer(Answer(merge, (merged,)))
    assert coming.homecoming.hear_answer(Answer(report, (slips,)))
    assert not coming.homecoming.hear_answer(Answer(request(5), ()))
    assert not coming.homecoming.hear_refusal(request(5), "unavailable")
    assert len(coming.noted) == 2
