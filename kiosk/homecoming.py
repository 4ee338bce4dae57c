"""What a kiosk brings to its server when that is back: numbers, slips, nothing to another hall."""

from collections.abc import Callable

from kiosk.journal.journal import Journal
from kiosk.journal.records import Stamp
from kiosk.journal.shelf import HallLog
from kiosk.journal.state import JournalState
from kiosk.merging import Merger
from kiosk.slips import SlipReporter
from server.client.messages import DeviceLink
from server.protocol.frames import Answer
from server.protocol.identity import RequestId
from server.protocol.offline_events import OfflineMerged, SlipsGiven
from server.protocol.tickets import Instant

Note = Callable[[Callable[[Journal], None]], None]
"""Has something noted in the journal; the journal as it then stands is told later."""


class Homecoming:
    """Brings what a journal holds, once the journal is known to be that of the server's hall."""

    def __init__(self, link: DeviceLink, steady_ms: Callable[[], int], note: Note) -> None:
        """Bring over ``link``; ``note`` what the server has."""
        self._note = note
        self._told: HallLog | None = None
        self._is_home = False
        self._merger = Merger(link, steady_ms)
        self._reporter = SlipReporter(link, steady_ms, note)

    def go_up(self, told: HallLog, at: Instant) -> None:
        """Take in that the server of ``told`` is there, at ``at`` of hall time."""
        self._is_home = self._is_home and told == self._told
        self._told = told
        self._merger.go_up(at)
        if told.log:  # an older server has no word for slips and would cut the link
            self._reporter.go_up()

    def go_down(self) -> None:
        """Take in that the server is gone."""
        self._merger.go_down()
        self._reporter.go_down()

    def hear_hall(self, hall: HallLog | None) -> bool:
        """Take in whose journal is open; return whether it has just become that of the server."""
        was_home, self._is_home = self._is_home, hall is not None and hall == self._told
        return self._is_home and not was_home

    def bring(self, state: JournalState, now: Stamp) -> None:
        """Bring what is to be brought now."""
        if self._is_home:
            self._merger.bring(state.held, now)
            self._reporter.report(state)

    def hear_answer(self, answer: Answer) -> bool:
        """Return whether it was something brought that was answered."""
        match answer.events:
            case (*_, OfflineMerged() as merged):
                done = self._merger.hear_answer(merged)
                self._note(lambda journal: journal.merge(done))
                return True
            case (SlipsGiven(),):
                return self._reporter.hear_answer(answer.request_id)
            case _:
                return False

    def hear_refusal(self, request: RequestId, code: str) -> bool:
        """Return whether it was something brought that was refused; it is brought again later."""
        return self._merger.hear_refusal(request, code) or self._reporter.hear_refusal(
            request, code
        )
