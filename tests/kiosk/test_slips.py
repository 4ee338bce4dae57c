"""Slips are told to the server when it is back, each once, whatever is lost on the way."""

from kiosk.journal.records import SlipGiven, SlipsAsked, SlipsTold
from kiosk.journal.state import JournalState, fold
from kiosk.slips import RETRY_MS, SlipReporter
from server.protocol.commands import MOST_SLIPS_TOLD, ReportSlips
from tests.fakes.link import FakeLink
from tests.kiosk.journal.presses import request, stamp
from tests.kiosk.scene import FullLink


class Telling:
    """A reporter, its link, and the journal it notes in."""

    def __init__(self, slips: int, *, is_full: bool = False) -> None:
        self.now_ms = 100_000
        self.link = (FullLink if is_full else FakeLink)(lambda _: None)
        self.state = JournalState()
        for _ in range(slips):
            self.state = fold(self.state, SlipGiven("visas", stamp()))
        self.reporter = SlipReporter(self.link, lambda: self.now_ms, lambda act: act(self))  # type: ignore[arg-type]  # as much of a journal as it notes in
        self.reporter.go_up()

    def ask_slips(self, asked: str, slips: int, more: int) -> None:
        """Note as the journal does."""
        self.state = fold(self.state, SlipsAsked(asked, slips, more))

    def tell_slips(self, told: str) -> None:
        """Note as the journal does."""
        self.state = fold(self.state, SlipsTold(told))

    def report(self, times: int = 2) -> list[ReportSlips]:
        """Let it report so often; return what was sent so far."""
        for _ in range(times):
            self.reporter.report(self.state)
        return [each for each in self.link.asked if isinstance(each, ReportSlips)]

    def answer(self) -> bool:
        """Answer the newest report."""
        return self.reporter.hear_answer(self.link.asked[-1].request_id)


def test_where_there_are_no_slips_nothing_is_told() -> None:
    assert Telling(0).report() == []


def test_slips_are_told_and_let_go() -> None:
    telling = Telling(3)

    (told,) = telling.report()
    telling.answer()

    assert [slip.service for slip in told.slips] == ["visas"] * 3
    assert (telling.state.slips, telling.state.asked) == ((), None)
    assert telling.report() == [told]


def test_a_report_is_noted_under_its_id_before_it_is_sent() -> None:
    telling = Telling(1)

    before = telling.report(1)
    noted = telling.state.asked
    (told,) = telling.report(1)

    assert before == []
    assert noted is not None
    assert noted.request == told.request_id


def test_slips_given_while_a_report_is_under_way_are_in_the_next() -> None:
    telling = Telling(2)
    telling.report()
    telling.state = fold(telling.state, SlipGiven("later", stamp()))

    telling.answer()
    first, second = telling.report()

    assert len(first.slips) == 2
    assert [slip.service for slip in second.slips] == ["later"]


def test_many_are_told_in_several_reports_the_uncounted_with_the_last() -> None:
    telling = Telling(MOST_SLIPS_TOLD * 4 + 5)

    for _ in range(4):
        telling.report()
        telling.answer()

    told = telling.report()
    assert [(len(each.slips), each.more) for each in told] == [(100, 0)] * 3 + [(100, 5)]
    assert (telling.state.slips, telling.state.more_slips) == ((), 0)


def test_a_report_whose_answer_was_lost_is_told_again_word_for_word() -> None:
    telling = Telling(3)
    (first,) = telling.report()

    telling.reporter.go_down()
    telling.reporter.go_up()
    again = telling.report()

    assert again == [first, first]
    assert telling.link.withdrawn == [first.request_id]


def test_a_kiosk_that_was_started_anew_tells_the_same_again() -> None:
    telling = Telling(3)
    (first,) = telling.report()
    again = Telling(0)
    again.state = telling.state

    assert again.report() == [first]


def test_an_answered_report_is_not_told_again_before_that_is_noted() -> None:
    telling = Telling(3)
    (first,) = telling.report()
    slow = telling.state
    telling.answer()

    telling.reporter.report(slow)

    assert telling.link.asked == [first]


def test_a_refused_report_is_told_again_later() -> None:
    telling = Telling(1)
    (first,) = telling.report()

    assert telling.reporter.hear_refusal(first.request_id, "too-many-requests")
    soon = len(telling.report())
    telling.now_ms += RETRY_MS

    assert (soon, telling.report()) == (1, [first, first])
    assert not telling.reporter.hear_refusal(request(77), "too-many-requests")


def test_a_report_that_the_server_has_in_other_words_is_let_go() -> None:
    telling = Telling(1)
    (first,) = telling.report()

    assert telling.reporter.hear_refusal(first.request_id, "request-reused")
    assert telling.state.slips == ()


def test_a_link_without_room_is_tried_again_later() -> None:
    telling = Telling(1, is_full=True)

    telling.report()
    soon = len(telling.report())
    telling.now_ms += RETRY_MS

    assert (soon, len(telling.report(1))) == (1, 2)


def test_nothing_is_told_while_the_server_is_gone() -> None:
    telling = Telling(1)
    telling.reporter.go_down()

    assert telling.report() == []
