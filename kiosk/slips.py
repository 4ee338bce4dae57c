"""Tells the server of the slips that the kiosk gave, each once, one report at a time."""

import logging
from collections.abc import Callable
from uuid import uuid4

from kiosk.clocks import arrival, is_certain
from kiosk.journal.journal import Journal
from kiosk.journal.records import SlipGiven, SlipsAsked
from kiosk.journal.state import JournalState
from server.client.messages import DeviceLink
from server.protocol.commands import MOST_SLIPS_TOLD, ReportSlips, Slip
from server.protocol.errors import RequestReusedError, ServerUnreachableError
from server.protocol.identity import RequestId

RETRY_MS = 10_000

Note = Callable[[Callable[[Journal], None]], None]
"""Has something noted in the journal; the journal as it then stands is told later."""

log = logging.getLogger(__name__)


class SlipReporter:
    """Notes a report under its id before it is sent: told again, it is the same report."""

    def __init__(self, link: DeviceLink, steady_ms: Callable[[], int], note: Note) -> None:
        """Tell over ``link``, and ``note`` what was told."""
        self._link = link
        self._steady_ms = steady_ms
        self._note = note
        self._is_up = False
        self._retry_at = 0
        self._under_way: RequestId | None = None
        self._is_noting = False
        self._told: RequestId | None = None

    def go_up(self) -> None:
        """Take in that a server is there that can be told."""
        self._is_up, self._is_noting, self._retry_at = True, False, 0

    def go_down(self) -> None:
        """Take in that there is none; what was under way is told again, the same."""
        self._is_up = False
        if self._under_way is not None:
            self._link.withdraw(self._under_way)
        self._under_way = None

    def report(self, state: JournalState) -> None:
        """Tell of what ``state`` holds, unless a report is under way or it is too early."""
        if not self._is_up or self._under_way or self._steady_ms() < self._retry_at:
            return
        if state.asked is None:
            self._begin(state)
        elif state.asked.request != self._told:
            self._ask(state, state.asked)

    def hear_answer(self, request: RequestId) -> bool:
        """Return whether it was the report that was answered; the slips are let go then."""
        if request != self._under_way:
            return False
        self._under_way, self._is_noting, self._told = None, False, request
        self._note(lambda journal: journal.tell_slips(request))
        return True

    def hear_refusal(self, request: RequestId, code: str) -> bool:
        """Return whether it was the report that was refused; it is told again later."""
        if request != self._under_way:
            return False
        if code == RequestReusedError.code:  # the server has it, in other words
            return self.hear_answer(request)
        log.info("the slips of this kiosk wait: %s", code)
        self._under_way, self._retry_at = None, self._steady_ms() + RETRY_MS
        return True

    def _begin(self, state: JournalState) -> None:
        if self._is_noting or not (state.slips or state.more_slips):
            return
        slips = min(len(state.slips), MOST_SLIPS_TOLD)
        more = state.more_slips if slips == len(state.slips) else 0
        request, self._is_noting = str(uuid4()), True
        self._note(lambda journal: journal.ask_slips(request, slips, more))

    def _ask(self, state: JournalState, asked: SlipsAsked) -> None:
        slips = tuple(map(_slip, state.slips[: asked.slips]))
        try:
            self._link.ask(ReportSlips(request_id=asked.request, slips=slips, more=asked.more))
        except ServerUnreachableError:
            self._retry_at = self._steady_ms() + RETRY_MS
        else:
            self._under_way = asked.request


def _slip(given: SlipGiven) -> Slip:
    return Slip(
        service=given.service, given_at=arrival(given.stamp), is_certain=is_certain(given.stamp)
    )
