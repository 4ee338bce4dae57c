"""The only owner of a printer's port: one job at a time, and what became of it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from printers.acquaintance import Acquaintance
from printers.commands import FEED_AND_CUT
from printers.connection import Connection
from printers.fences import NO_MARK, evidence
from printers.health import Health
from printers.meeting import Meeting
from printers.port_messages import JobFinished, JobStarted, PortReport
from printers.presenters import PresenterCommands
from printers.profile import Fence, PrinterProfile
from printers.proof import Passage, Proof
from printers.provisioning import Provisioning
from printers.status import may_print
from printers.strategy import longest_command
from printers.strip import Strip
from printers.timing import CUT_SECONDS, CUT_SETTLE_SECONDS, LOGO_SECONDS, PATIENT, Timing
from printers.transport import Transport
from printers.tray import Tray
from server.protocol.printing import Evidence, PrintOutcome, PrintProblem

USUAL_TICKET_MM = 200
LARGEST_LOGO_BYTES = 65_536
REMEMBERED_JOBS = 500


class PrinterDriver:
    """Prints, proves and watches over one printer; reports through one callable."""

    def __init__(
        self,
        transport: Transport,
        profile: PrinterProfile,
        report: Callable[[PortReport], None],
        *,
        unit: Acquaintance | None = None,
        strip_may_be_uncut: bool = False,
        timing: Timing = PATIENT,
    ) -> None:
        """Keep the printer's address; without ``unit`` the profile is believed as it stands."""
        self._transport = transport
        self._report = report
        self._unit = unit
        self._logo: Provisioning | None = None
        self._margin = timing.margin_seconds
        self._profile = profile if unit is None else unit.profile
        self._health = Health(
            report, near_end_sensor=profile.features.near_end_sensor, metres=self._metres
        )
        self._connection = Connection(transport, self._profile, self._health)
        self._proof = Proof(
            self._connection,
            self._profile.features.fence,
            self._look_at_it,
            partial(self._cut, late=True),
        )
        presenter = PresenterCommands(profile.presenter)
        self._tray = Tray(self._connection, presenter, report, timing.hold_seconds)
        self._meeting = None if unit is None else Meeting(self._connection, unit)
        self._finished: OrderedDict[str, JobFinished] = OrderedDict()
        self._strip = Strip(
            longest_command(profile, transport.link),
            has_cutter=profile.features.cutter,
            may_be_uncut=strip_may_be_uncut or (unit is not None and unit.record.is_uncut),
        )
        self._millimetres = 0.0
        self._best = PrintOutcome.CONFIRMED

    def provide(self, logo: Provisioning) -> None:
        """Have ``logo`` stored in the unit when it is idle and well, over a line that is sure."""
        if self._transport.longest_sure_job >= LARGEST_LOGO_BYTES:
            self._logo = logo

    def fileno(self) -> int | None:
        """Return the descriptor to wait on, ``None`` while the port is closed."""
        return self._connection.fileno()

    def seconds_to_beat(self) -> float:
        """Return how long ``attend`` may wait at most before it is called again."""
        beat = max(0.0, self._health.next_beat - time.monotonic())
        look = self._tray.seconds_to_look()
        return beat if look is None else min(beat, look)

    def print(self, job_id: str, body: bytes, millimetres: float = 0.0) -> None:
        """Print ``body`` as ``job_id`` and report how it ended; never print an id twice."""
        finished = self._finished.get(job_id)
        if finished is not None:
            self._report(finished)
            return
        problem = self._preflight()
        if not may_print(problem):
            self._finish(job_id, PrintOutcome.REJECTED_BEFORE_SEND, problem)
            return
        self._tray.clear()
        self._report(JobStarted(job_id))
        self._millimetres = millimetres
        if self._unit is not None:
            self._unit.begin_ticket(millimetres)
        self._send(job_id, body)

    def look_after(self) -> None:
        """Look at the printer while no ticket is wanted, and give it the logo if it lacks that."""
        self.examine()
        self._see_to_logo()

    def attend(self) -> None:
        """Take what the printer says of its own accord and ask after it when a beat is due."""
        self._proof.hear(self._connection.collect(0))
        self._tray.attend()
        if time.monotonic() >= self._health.next_beat:
            self.look_after()

    def examine(self) -> PrintProblem:
        """Open the port if need be, ask how the printer is, get to know a unit that is new."""
        self._proof.hear(self._connection.examine())
        if self._meet():
            self._proof.hear(self._connection.examine())
        return self._look_at_it()

    def repeat_health(self) -> None:
        """Report how the printer is now, changed or not."""
        self._health.forget()
        self.examine()

    def probe_anew(self) -> None:
        """Ask the unit anew what it answers."""
        if self._unit is not None and self._meeting is not None:
            self._unit.ask_anew()
            self._meeting.forget()
            self.examine()

    def new_roll(self) -> None:
        """Count the metres of a new roll from now."""
        if self._unit is not None:
            self._unit.new_roll()
        self.repeat_health()

    def close(self) -> None:
        """Let go of the port."""
        self._connection.close()

    def _metres(self) -> float | None:
        return None if self._unit is None else self._unit.record.roll.metres

    def _look_at_it(self) -> PrintProblem:
        """Tell the health, after the roll has noted whether its paper is out."""
        status = self._connection.status
        if self._unit is not None and status is not None and status.paper_told:
            self._unit.look(is_out=status.paper_out)
        return self._connection.problem

    def _meet(self) -> bool:
        """Get to know whom the line leads to, if that may be somebody else now."""
        unit, meeting = self._unit, self._meeting
        if unit is None or meeting is None or self._proof.is_overdue:
            return False
        if not meeting.is_due(self._look_at_it()):
            return False
        # Else the questions would be taken for dots of a command that was broken off.
        self._connection.write(self._strip.flush, self._seconds_for(self._strip.flush))
        meeting.hold()
        self._profile = unit.profile
        self._proof.use(self._profile.features.fence)
        if unit.record.is_uncut:
            self._strip.soil()
        self._report(unit.told())
        return True

    def _see_to_logo(self) -> None:
        """Have the hall's logo stored in the unit, between tickets, and proved by a fence."""
        logo = self._logo
        if logo is None or self._proof.awaits_job or not may_print(self._look_at_it()):
            return
        if not logo.awaits_proof and not self._write_logo(logo):
            return
        mark = self._proof.next_mark()
        self._connection.write_all(self._proof.ask(mark), CUT_SECONDS)
        passage = self._proof.wait(mark, LOGO_SECONDS)
        has_no_fence = self._profile.features.fence is Fence.NONE
        if passage is Passage.PASSED or (has_no_fence and passage is Passage.SILENT):
            self._report(logo.done())
        else:
            self._proof.put_off(mark)

    def _write_logo(self, logo: Provisioning) -> bool:
        job = logo.begin()
        if job is None:
            return False
        if self._connection.write_all(job, self._seconds_for(job)):
            return True
        logo.give_up()
        self._strip.soil(len(job))
        return False

    def _preflight(self) -> PrintProblem:
        had_been_open = self._connection.is_open
        self._proof.hear(self._connection.collect(0))
        problem = self.examine()
        if not self._connection.is_open and had_been_open:
            # The old connection was dead, as after a power cycle; a fresh one may live.
            problem = self.examine()
        if may_print(problem):
            self._proof.settle()
        return self._look_at_it()

    def _send(self, job_id: str, body: bytes) -> None:
        mark = self._proof.next_mark()
        data = self._strip.recovery + body + self._proof.ask(mark)
        is_sure = len(data) <= self._transport.longest_sure_job
        self._best = PrintOutcome.CONFIRMED if is_sure else PrintOutcome.PROCESSED_UNCONFIRMED
        sent = self._connection.write(data, self._seconds_for(data))
        if sent == 0:
            self._finish(job_id, PrintOutcome.REJECTED_BEFORE_SEND, PrintProblem.UNREACHABLE)
            return
        self._strip.soil()
        if sent < len(data):
            self._connection.lose()
            self._finish(job_id, PrintOutcome.UNKNOWN, PrintProblem.UNREACHABLE)
            return
        self._prove(job_id, mark, len(data))

    def _prove(self, job_id: str, mark: bytes, size: int) -> None:
        if self._profile.features.fence is Fence.NONE:
            self._trust(job_id, size)
            return
        passage = self._proof.wait(mark, self._print_seconds(size) + self._margin)
        if passage is Passage.PASSED:
            self._cut(job_id, late=False)
            return
        if passage is not Passage.LOST:
            self._proof.put_off(mark, job_id)
        status = self._connection.status
        broke = status is not None and status.has_failed
        outcome = PrintOutcome.FAILED_KNOWN if broke else PrintOutcome.UNKNOWN
        self._finish(job_id, outcome, self._look_at_it())

    def _trust(self, job_id: str, size: int) -> None:
        """End a job of a printer without fences: it took everything and says that it is well.

        Of a printer that says nothing at all nothing is known.
        """
        passage = self._proof.wait(NO_MARK, self._print_seconds(size))
        tells = evidence(self._profile.features) is not Evidence.NOTHING
        is_well = tells and may_print(self._look_at_it())
        if not self._profile.features.cutter:
            if passage is not Passage.LOST:
                self._clean()
        elif self._connection.write_all(FEED_AND_CUT, CUT_SECONDS):
            self._clean()
            self._proof.wait(NO_MARK, CUT_SETTLE_SECONDS)
            self._tray.hold_out(job_id)
        outcome = PrintOutcome.PROCESSED_UNCONFIRMED if is_well else PrintOutcome.UNKNOWN
        self._finish(job_id, outcome, self._look_at_it())

    def _cut(self, job_id: str, *, late: bool) -> None:
        """Cut what is proved to be printed and prove the cut."""
        if not self._profile.features.cutter:
            self._clean()
            self._finish(job_id, self._best, self._look_at_it(), late=late)
            return
        mark = self._proof.next_mark()
        passage = Passage.LOST
        if self._connection.write_all(FEED_AND_CUT + self._proof.ask(mark), CUT_SECONDS):
            passage = self._proof.wait(mark, CUT_SECONDS)
        self._proof.hear(self._connection.examine())
        problem = self._look_at_it()
        if passage is Passage.PASSED and problem is not PrintProblem.CUTTER:
            self._clean()
            self._tray.hold_out(job_id)
            self._finish(job_id, self._best, problem, late=late)
        else:
            self._finish(job_id, PrintOutcome.PROCESSED_UNCONFIRMED, problem, late=late)

    def _seconds_for(self, data: bytes) -> float:
        return len(data) / self._transport.bytes_per_second * 1.5 + self._margin

    def _print_seconds(self, size: int) -> float:
        transmit = size / self._transport.bytes_per_second
        millimetres = max(USUAL_TICKET_MM, self._millimetres)
        return transmit + millimetres / self._profile.media.millimetres_per_second

    def _clean(self) -> None:
        self._strip.clean()
        if self._unit is not None:
            self._unit.end_ticket()

    def _finish(
        self, job_id: str, outcome: PrintOutcome, problem: PrintProblem, *, late: bool = False
    ) -> None:
        finished = JobFinished(job_id, outcome, problem, late)
        if outcome is not PrintOutcome.REJECTED_BEFORE_SEND:
            self._finished[job_id] = JobFinished(job_id, outcome, problem)
            if len(self._finished) > REMEMBERED_JOBS:
                self._finished.popitem(last=False)
        self._report(finished)
