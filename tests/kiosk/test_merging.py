"""Own numbers are brought in batches, one at a time, and never again once the server has them."""

from kiosk.journal.records import Numbered, Stamp
from kiosk.journal.state import Held
from kiosk.merging import PAPER_MS, RETRY_MS, Merger
from server.protocol.commands import MOST_MERGED, MergeOffline
from server.protocol.offline_events import OfflineMerged
from server.protocol.printing import PrintOutcome
from tests.conftest import ExpectedLog
from tests.fakes.link import FakeLink
from tests.kiosk.journal.presses import press, request, stamp
from tests.kiosk.scene import FullLink


class Bringing:
    """A merger, its link, and the clock it looks at."""

    def __init__(self, *, is_full: bool = False) -> None:
        self.now_ms = 100_000
        self.link = (FullLink if is_full else FakeLink)(lambda _: None)
        self.merger = Merger(self.link, lambda: self.now_ms)
        self.merger.go_up(9_000_000)

    def bring(self, *held: Held) -> None:
        """Try to bring ``held``."""
        self.merger.bring(held, now(self.now_ms))

    def batches(self) -> list[list[int]]:
        """Return the ordinals of each batch that was asked."""
        commands = [each for each in self.link.asked if isinstance(each, MergeOffline)]
        return [[ticket.ordinal for ticket in command.tickets] for command in commands]


def now(steady_ms: int) -> Stamp:
    return stamp(steady_ms)


def held(ordinal: int, outcome: PrintOutcome | None = PrintOutcome.CONFIRMED) -> Held:
    return Held(Numbered(2, ordinal, press(ordinal), stamp(1000)), outcome)


def merged(*ordinals: int, unplaced: tuple[str, ...] = ()) -> OfflineMerged:
    settled = tuple(request(ordinal) for ordinal in ordinals)
    return OfflineMerged(
        tickets=len(settled), first_at=1, last_at=2, settled=settled, unplaced=unplaced
    )


def test_no_batch_is_longer_than_a_frame_holds() -> None:
    bringing = Bringing()

    bringing.bring(*(held(ordinal) for ordinal in range(1, 60)))

    assert bringing.batches() == [list(range(1, MOST_MERGED + 1))]


def test_one_batch_is_under_way_at_a_time() -> None:
    bringing = Bringing()
    bringing.bring(held(1))

    bringing.bring(held(1), held(2))
    before = len(bringing.batches())
    bringing.merger.hear_answer(merged(1))
    bringing.bring(held(1), held(2))

    assert before == 1
    assert bringing.batches() == [[1], [2]]


def test_nothing_is_brought_to_a_server_that_is_gone() -> None:
    bringing = Bringing()
    bringing.merger.go_down()

    bringing.bring(held(1))

    assert bringing.batches() == []


def test_a_refused_batch_is_tried_again_after_a_while() -> None:
    bringing = Bringing()
    bringing.bring(held(1))

    assert bringing.merger.hear_refusal(bringing.link.asked[0].request_id, "day-not-open")
    bringing.bring(held(1))
    soon = len(bringing.batches())
    bringing.now_ms += RETRY_MS
    bringing.bring(held(1))

    assert (soon, len(bringing.batches())) == (1, 2)
    assert not bringing.merger.hear_refusal(request(77), "stale-ticket")


def test_those_whose_day_is_not_open_follow_later() -> None:
    bringing = Bringing()
    bringing.bring(held(1))

    assert bringing.merger.hear_answer(merged()) == ()
    bringing.bring(held(1))

    assert len(bringing.batches()) == 1


def test_a_link_without_room_is_tried_again_after_a_while() -> None:
    bringing = Bringing(is_full=True)

    bringing.bring(held(1))
    bringing.bring(held(1))
    bringing.now_ms += RETRY_MS
    bringing.bring(held(1))

    assert len(bringing.batches()) == 2


def test_a_paper_under_way_is_waited_for() -> None:
    bringing = Bringing()
    bringing.now_ms = 1000 + PAPER_MS - 1

    bringing.bring(held(1, None))
    before = len(bringing.batches())
    bringing.now_ms += 1
    bringing.bring(held(1, None))

    assert (before, len(bringing.batches())) == (0, 1)


def test_visitors_without_a_service_are_told_to_the_staff(expected_log: ExpectedLog) -> None:
    expected_log.expect("kiosk.merging", "1 visitors have no service now")
    bringing = Bringing()
    bringing.bring(held(1))

    assert bringing.merger.hear_answer(merged(unplaced=(request(1),))) == (request(1),)


def test_numbers_of_an_earlier_pairing_come_last() -> None:
    bringing = Bringing()
    earlier = Held(Numbered(9, 7, press(7), stamp(1000)), PrintOutcome.CONFIRMED)

    bringing.bring(earlier, held(1), held(2))

    assert bringing.batches() == [[1, 2, 7]]
