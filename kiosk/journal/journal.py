"""The kiosk's journal: every press and every number of its own, on the disk before anything else.

Order of steps for a number: ``number`` returns, then the paper begins, then ``end_paper``.
"""

import logging
import os
from dataclasses import replace
from pathlib import Path

from kiosk.journal.locking import hold
from kiosk.journal.records import (
    AnyRecord,
    Barred,
    Merged,
    Named,
    Numbered,
    PaperDone,
    Pressed,
    Settled,
    SlipGiven,
    SlipsAsked,
    SlipsTold,
    Stamp,
)
from kiosk.journal.reserve import Reserve
from kiosk.journal.state import JournalState, fold, records_of, state_of
from kiosk.journal.tape import Reading, Tape, TapeError, read, sync_directory
from server.protocol.bookings import BookingCode
from server.protocol.commands import IssueTicket
from server.protocol.identity import Key, RequestId
from server.protocol.printing import PrintOutcome, PrintProblem

FILE = "journal"
RESERVE = "numbers"
REWRITE_BYTES = 256 * 1024
MOST_HELD = 200
"""Numbers that the server does not have yet: so many a lost journal may have held."""

log = logging.getLogger(__name__)


class JournalError(Exception):
    """The journal cannot be kept: nothing may be promised to a visitor."""


class Journal:
    """One kiosk's journal; what a method returned from is on the disk. For one thread."""

    def __init__(self, directory: Path) -> None:
        """Open the journal in ``directory``, made if need be; raise JournalError."""
        self._directory = directory
        try:
            self._lock = hold(directory)
        except OSError as error:
            raise JournalError(str(error)) from error
        try:
            self._reserve = Reserve(directory / RESERVE)
            self.state, self._tape = self._open()
        except TapeError as error:
            os.close(self._lock)
            raise JournalError(str(error)) from error

    def close(self) -> None:
        """Let another process have the journal."""
        if self._tape is not None:
            self._tape.close()
        os.close(self._lock)

    def name(self, kiosk: int, merged_to: int) -> None:
        """Take from the server the kiosk's number and the greatest ordinal it has of it."""
        ordinal = self._first_after(kiosk, merged_to)
        if (kiosk, ordinal) != (self.state.kiosk, self.state.next):
            self._write(Named(kiosk, ordinal))

    def bar(self, *, is_barred: bool) -> None:
        """Note whether the hall lets the kiosk give numbers."""
        if is_barred != self.state.is_barred:
            self._write(Barred(is_barred))

    def doubt_papers(self) -> None:
        """Note that nobody knows what became of papers that a stopped process had begun."""
        for held in self.state.held:
            if held.outcome is None:
                self._write(PaperDone(held.request, PrintOutcome.UNKNOWN, PrintProblem.NONE))

    def press(self, command: IssueTicket, stamp: Stamp) -> None:
        """Note that the server is about to be asked for a ticket."""
        self._write(Pressed(command, stamp))

    def settle(self, request: RequestId) -> None:
        """Note that the answer to a press came, or that nobody waits for it."""
        if self.state.is_pressed(request):
            self._write(Settled(request))

    def number(
        self, command: IssueTicket, stamp: Stamp, code: BookingCode | None = None
    ) -> Numbered:
        """Give the visitor of ``command`` the next number of the kiosk's own."""
        if not self.state.kiosk:
            msg = "the kiosk has no number of its own yet"
            raise JournalError(msg)
        if self.state.holds(command.request_id):
            return next(h.record for h in self.state.held if h.request == command.request_id)
        ordinal = self.state.next
        try:
            self._reserve.cover(self.state.kiosk, ordinal)
        except TapeError as error:
            raise JournalError(str(error)) from error
        numbered = Numbered(self.state.kiosk, ordinal, command, stamp, code)
        self._write(numbered)
        return numbered

    def end_paper(self, request: RequestId, outcome: PrintOutcome, problem: PrintProblem) -> None:
        """Note what became of the paper of a number."""
        if self.state.holds(request):
            self._write(PaperDone(request, outcome, problem))

    def merge(self, requests: tuple[RequestId, ...]) -> None:
        """Note that the server has these numbers."""
        ours = [held for held in self.state.held if held.request in requests]
        if ours:
            self._write(Merged(tuple(held.request for held in ours)))
        if any(held.record.code is not None for held in ours):
            self._shorten()  # a code that the server has stays nowhere else

    def give_slip(self, service: Key, stamp: Stamp) -> None:
        """Note that a visitor is about to be sent to the staff."""
        self._write(SlipGiven(service, stamp))

    def ask_slips(self, request: RequestId, slips: int, more: int) -> None:
        """Note that the server is about to be told of the first ``slips`` and of ``more``."""
        if self.state.asked is None:
            self._write(SlipsAsked(request, slips, more))

    def tell_slips(self, request: RequestId) -> None:
        """Note that the server has been told."""
        if self.state.asked is not None and self.state.asked.request == request:
            self._write(SlipsTold(request))

    def _write(self, record: AnyRecord) -> None:
        after = fold(self.state, record)
        try:
            if self._tape is None or not self._tape.is_sound:
                self._rewrite(after)
            else:
                self._tape.append(record)
        except TapeError as error:
            raise JournalError(str(error)) from error
        self.state = after
        self._rewrite_if_long()

    def _rewrite_if_long(self) -> None:
        if self._tape is not None and self._tape.length >= REWRITE_BYTES:
            self._shorten()

    def _shorten(self) -> None:
        try:
            self._rewrite(self.state)
        except TapeError as error:
            log.warning("the journal stays long: %s", error)

    def _rewrite(self, state: JournalState) -> None:
        """Begin the file anew with what still counts."""
        fresh = Tape.begin(self._directory / FILE, records_of(state))
        if self._tape is not None:
            self._tape.close()
        self._tape = fresh

    def _first_after(self, kiosk: int, merged_to: int) -> int:
        if kiosk == self.state.kiosk:
            return max(self.state.next, merged_to + 1)
        held = (held.record for held in self.state.held)
        known = max(
            self._reserve.end_of(kiosk),
            *(record.ordinal for record in held if record.kiosk == kiosk),
            0,
        )
        # Numbers that only a lost journal knew may be on paper.
        lost = merged_to + MOST_HELD if merged_to else 0
        return max(known, lost) + 1

    def _open(self) -> tuple[JournalState, Tape | None]:
        path = self._directory / FILE
        reading = read(path)
        state = state_of(reading.records)
        if reading.is_damaged:
            return self._mend(reading, state)
        if not reading.records:
            return self._begin(reading)
        tape = Tape(path, reading.good_bytes)
        if reading.bad_lines:
            log.warning("the end of the journal is not whole: one number is left out")
            tape.cut_tail()
            # Whatever the line was, its number may be on paper.
            skipped = Named(state.kiosk, state.next + reading.bad_lines)
            tape.append(skipped)
            state = fold(state, skipped)
        return state, tape

    def _begin(self, reading: Reading) -> tuple[JournalState, Tape | None]:
        """Begin without records: a new kiosk, or one whose journal is gone."""
        kiosk, end = self._reserve.kiosk, self._reserve.end
        if reading.bad_lines:
            self._set_aside()
        if not kiosk:
            return JournalState(), None
        log.error("the journal is gone: numbers go on after %s", end)
        state = JournalState(kiosk, end + 1)
        return state, Tape.begin(self._directory / FILE, records_of(state))

    def _mend(self, reading: Reading, state: JournalState) -> tuple[JournalState, Tape]:
        """Keep the damaged file aside; go on with what can be read, beyond every number."""
        log.critical("the journal is damaged at %s places: tell the staff", reading.bad_lines)
        self._set_aside()
        kiosk = state.kiosk or self._reserve.kiosk
        beyond = max(state.next + reading.bad_lines, self._reserve.end_of(kiosk) + 1)
        mended = replace(state, kiosk=kiosk, next=beyond)
        return mended, Tape.begin(self._directory / FILE, records_of(mended))

    def _set_aside(self) -> None:
        damaged = self._directory / FILE
        place = 1
        while (aside := self._directory / f"{FILE}.damaged-{place}").exists():
            place += 1
        try:
            damaged.rename(aside)
            sync_directory(self._directory)
        except OSError as error:
            raise TapeError(str(error)) from error
