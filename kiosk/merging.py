"""Brings the kiosk's own numbers to the server, one batch at a time, until it has them all."""

import logging
from collections.abc import Callable, Iterable
from uuid import uuid4

from kiosk.clocks import age_ms, arrival, is_certain
from kiosk.journal.records import Stamp
from kiosk.journal.state import Held
from server.client.messages import DeviceLink
from server.protocol.commands import MOST_MERGED, MergeOffline, OfflineTicket
from server.protocol.errors import ServerUnreachableError
from server.protocol.identity import RequestId
from server.protocol.offline_events import OfflineMerged
from server.protocol.tickets import Instant

PAPER_MS = 8000
"""A number whose paper is under way is brought a little later, with what became of the paper."""

RETRY_MS = 10_000

log = logging.getLogger(__name__)


class Merger:
    """Has at most one batch under way; what the server has it never brings again."""

    def __init__(self, link: DeviceLink, steady_ms: Callable[[], int]) -> None:
        """Bring numbers over ``link``."""
        self._link = link
        self._steady_ms = steady_ms
        self._is_up = False
        self._back_at: Instant = 0
        self._under_way: RequestId | None = None
        self._retry_at = 0
        self._done: set[RequestId] = set()

    def go_up(self, at: Instant) -> None:
        """Take in that the server is there again, at ``at`` of hall time."""
        self._is_up, self._back_at, self._retry_at = True, at, 0

    def go_down(self) -> None:
        """Take in that the server is gone; what was under way is brought again, anew."""
        self._is_up = False
        if self._under_way is not None:
            self._link.withdraw(self._under_way)
        self._under_way = None

    def bring(self, held: Iterable[Held], now: Stamp) -> None:
        """Send the next batch of ``held``, unless one is under way or it is too early."""
        if not self._is_up or self._under_way or self._steady_ms() < self._retry_at:
            return
        ready = [each for each in held if each.request not in self._done and _is_ready(each, now)]
        if not ready:
            return
        # Those of an earlier pairing last: the hall may not take them before that is revoked.
        newest = ready[-1].record.kiosk
        ready.sort(key=lambda each: each.record.kiosk != newest)
        command = MergeOffline(
            request_id=str(uuid4()),
            tickets=tuple(_offline_ticket(each) for each in ready[:MOST_MERGED]),
            reconnected_at=self._back_at,
        )
        try:
            self._link.ask(command)
        except ServerUnreachableError:
            self._retry_at = self._steady_ms() + RETRY_MS
        else:
            self._under_way = command.request_id

    def hear_answer(self, merged: OfflineMerged) -> tuple[RequestId, ...]:
        """Take in what the server has now; return the requests that the journal may let go."""
        self._under_way = None
        if merged.unplaced:
            log.critical("%s visitors have no service now: tell the staff", len(merged.unplaced))
        done = (*merged.settled, *merged.unplaced)
        if not done:
            self._retry_at = self._steady_ms() + RETRY_MS
        self._done.update(done)
        log.info("the server has %s numbers of this kiosk", merged.tickets)
        return done

    def hear_refusal(self, request: RequestId, code: str) -> bool:
        """Return whether it was the batch that was refused; it is tried again later."""
        if request != self._under_way:
            return False
        log.info("the numbers of this kiosk wait: %s", code)
        self._under_way = None
        self._retry_at = self._steady_ms() + RETRY_MS
        return True


def _is_ready(held: Held, now: Stamp) -> bool:
    age = age_ms(held.record.stamp, now)
    return held.outcome is not None or age is None or age >= PAPER_MS


def _offline_ticket(held: Held) -> OfflineTicket:
    record = held.record
    return OfflineTicket(
        request=held.request,
        kiosk=record.kiosk,
        ordinal=record.ordinal,
        service=record.command.service,
        language=record.command.language,
        claim=record.command.claim,
        persons=record.command.persons,
        code=record.code,
        arrived_at=arrival(record.stamp),
        contact_at=record.stamp.contact,
        is_certain=is_certain(record.stamp),
        outcome=held.outcome,
        problem=held.problem,
    )
