"""What each fault comes to with each kind of fence, and how one is played."""

import socket
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import replace as structural
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from printers.driver import PrinterDriver
from printers.port_messages import JobFinished
from printers.press import Press
from printers.profile import (
    PROFILES_DIRECTORY,
    Fence,
    PrinterProfile,
    read_profile,
)
from printers.specimen import specimen
from printers.strategy import Link
from printers.timing import Timing
from printers.transport import transport_for
from server.protocol.printing import PrintOutcome, PrintProblem
from tests.printers.conftest import Reports, VirtualPrinter, launch, tend

CONFIRMED, UNKNOWN = PrintOutcome.CONFIRMED, PrintOutcome.UNKNOWN
BELIEVED, REJECTED = PrintOutcome.PROCESSED_UNCONFIRMED, PrintOutcome.REJECTED_BEFORE_SEND
FINE, MUTE = PrintProblem.NONE, PrintProblem.NO_ANSWER
WELL = {
    "paper": "loaded",
    "cover": "closed",
    "cutter": "ok",
    "head": "ok",
    "mute": False,
    "swallow": False,
    "never_read": False,
    "garbage": False,
    "foreign_echo": False,
    "late_echo_seconds": 0,
}
CLONE, NO_FENCE = "generic_80_clone", "no_fence"
IN_GATE = ("epson_tm_t20iii", CLONE, NO_FENCE)
MILLIMETRES_PER_SECOND = "500"
PRINTED_AT = datetime(2026, 3, 14, 10, 42, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class End:
    """How a job ends, how many papers are cut by then, and how many once all is well again."""

    outcome: PrintOutcome
    problem: PrintProblem
    cut: int
    cut_later: int
    late: PrintOutcome | None = None


PRINTED = End(CONFIRMED, FINE, 1, 1)
TAKEN_ON_TRUST = End(BELIEVED, FINE, 1, 1)
OUT_OF_PAPER = End(UNKNOWN, PrintProblem.PAPER_OUT, 0, 1, late=CONFIRMED)


def nothing_sent(problem: PrintProblem) -> End:
    """Return the end of a job of which no byte went."""
    return End(REJECTED, problem, 0, 0)


def always(end: End) -> dict[Fence, End]:
    """Return the same end for each kind of fence."""
    return dict.fromkeys(Fence, end)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the order that brings it about, and what comes of it with each fence."""

    order: dict[str, Any]
    ends: dict[Fence, End]
    blind: bool = False
    half_way: bool = False
    second_host: bool = False
    after_a_cycle: bool = False


FAULTS = {
    "none": Fault({}, {**always(PRINTED), Fence.NONE: TAKEN_ON_TRUST}),
    "refused": Fault({"power": "off"}, always(nothing_sent(PrintProblem.UNREACHABLE))),
    "closes-between-jobs": Fault(
        {},
        {**always(End(CONFIRMED, FINE, 2, 2)), Fence.NONE: End(BELIEVED, FINE, 2, 2)},
        after_a_cycle=True,
    ),
    "never-reads": Fault({"never_read": True}, always(nothing_sent(MUTE))),
    "never-reads-unasked": Fault(
        {"never_read": True}, always(End(UNKNOWN, FINE, 0, 0)), blind=True
    ),
    "swallows": Fault({"swallow": True}, always(nothing_sent(MUTE))),
    "mute": Fault({"mute": True}, always(nothing_sent(MUTE))),
    "mute-unasked": Fault(
        {"mute": True},
        {**always(End(UNKNOWN, FINE, 0, 0)), Fence.NONE: End(UNKNOWN, FINE, 1, 1)},
        blind=True,
    ),
    "dies-in-mid-ticket": Fault(
        {}, always(End(UNKNOWN, PrintProblem.UNREACHABLE, 0, 0)), half_way=True
    ),
    "no-paper": Fault({"paper": "out"}, always(nothing_sent(PrintProblem.PAPER_OUT))),
    "paper-ends-in-mid-ticket": Fault(
        {"paper_left_mm": 30},
        {**always(OUT_OF_PAPER), Fence.NONE: End(UNKNOWN, PrintProblem.PAPER_OUT, 0, 1)},
    ),
    "cover-open": Fault({"cover": "open"}, always(nothing_sent(PrintProblem.COVER_OPEN))),
    "overheated": Fault({"head": "overheated"}, always(nothing_sent(PrintProblem.OVERHEATED))),
    "cutter-error": Fault({"cutter": "error"}, always(nothing_sent(PrintProblem.CUTTER))),
    "cutter-jams": Fault({"cutter": "jam"}, always(End(BELIEVED, PrintProblem.CUTTER, 0, 1))),
    "answers-late": Fault(
        {"late_echo_seconds": 3.5},
        {**always(End(UNKNOWN, FINE, 0, 1, late=CONFIRMED)), Fence.NONE: TAKEN_ON_TRUST},
    ),
    "foreign-id": Fault(
        {"foreign_echo": True},
        {
            Fence.PROCESS_ID: End(UNKNOWN, FINE, 0, 0),
            Fence.PAPER_SENSOR: PRINTED,
            Fence.NONE: TAKEN_ON_TRUST,
        },
    ),
    "garbage": Fault({"garbage": True}, {**always(PRINTED), Fence.NONE: TAKEN_ON_TRUST}),
    "second-host": Fault({}, always(nothing_sent(MUTE)), second_host=True),
}


HEARD_LATE = End(UNKNOWN, FINE, 0, 1, late=CONFIRMED)
SAYS_NO_STATUS = {
    "never-reads": HEARD_LATE,
    "swallows": End(UNKNOWN, FINE, 0, 0),
    "mute": End(UNKNOWN, FINE, 0, 0),
    "no-paper": HEARD_LATE,
    "paper-ends-in-mid-ticket": HEARD_LATE,
    "cover-open": HEARD_LATE,
    "overheated": HEARD_LATE,
    "cutter-error": HEARD_LATE,
    "cutter-jams": End(BELIEVED, FINE, 0, 1),
    "second-host": End(UNKNOWN, FINE, 0, 0),
}
"""What differs on a printer that answers fences and is asked for nothing else."""


@cache
def profile_named(name: str) -> PrinterProfile:
    """Return a shipped profile, or the clone's without a fence."""
    if name != NO_FENCE:
        return read_profile(name)
    clone = read_profile(CLONE)
    return replace(clone, features=replace(clone.features, fence=Fence.NONE))


@cache
def body_for(name: str) -> bytes:
    """Return the bytes of a ticket for this profile."""
    return Press(profile_named(name), Link.FAST).prepare(specimen("ru", PRINTED_AT))


def expected(name: str, fault: str) -> End:
    """Return how the job ends on this profile; without a cutter nothing is ever cut."""
    features = profile_named(name).features
    end = FAULTS[fault].ends[features.fence]
    if not features.real_time_status and not features.automatic_status:
        return SAYS_NO_STATUS.get(fault, end)
    if features.cutter:
        return end
    if fault == "cutter-jams":
        return End(CONFIRMED, FINE, 0, 0)
    return structural(end, cut=0, cut_later=0)


def possible(name: str, fault: str) -> tuple[End, ...]:
    """Return the ways it may end: without automatic status the cause can stay unheard.

    The question waits behind the dots where the printer's buffer is full.
    """
    end = expected(name, fault)
    features = profile_named(name).features
    if end.problem is not PrintProblem.PAPER_OUT or features.automatic_status or not end.late:
        return (end,)
    return end, structural(end, problem=MUTE)


class Printers:
    """Virtual printers by model, started when first wanted, on from case to case."""

    def __init__(self, running: ExitStack, directory: Path) -> None:
        """Keep their papers below ``directory``."""
        self._running, self._directory = running, directory
        self._kept: dict[str, VirtualPrinter] = {}

    def well(self, model: str) -> VirtualPrinter:
        """Return one with everything put right, nothing waiting and nothing on the strip."""
        if model not in self._kept:
            # No fault asks how fast paper moves.
            options = ("--model", model, "--speed", MILLIMETRES_PER_SECOND)
            self._kept[model] = launch(self._running, self._directory / model, *options)
        printer = self._kept[model]
        printer.tell({**WELL, "power": "off"})
        printer.tell({"power": "on"})
        printer.until(lambda state: state["waiting_bytes"] == 0)
        printer.tell({"tear": True})
        return printer


def play(name: str, fault: Fault, printer: VirtualPrinter, reports: Reports, wanted: End) -> End:
    """Print one ticket under ``fault``, put it right, wait for ``wanted``, return what came."""
    profile = profile_named(name)
    if fault.blind:
        deaf = replace(profile.features, real_time_status=False, automatic_status=False)
        profile = replace(profile, features=deaf)
    before = printer.cut()
    with ExitStack() as held:
        driver = PrinterDriver(
            transport_for(printer.url),
            profile,
            reports.received.put,
            timing=Timing(margin_seconds=1.0),
        )
        held.callback(driver.close)
        if fault.after_a_cycle:
            driver.print("before", body_for(name))
            reports.finished()
            printer.tell({"power": "off"})
            printer.tell({"power": "on"})
        if fault.second_host:
            held.enter_context(another_host(printer))
        if fault.half_way:
            driver.examine()
            printer.tell({"die_after": len(body_for(name)) // 2})
        printer.tell(fault.order)
        if "power" in fault.order:
            until_refused(printer.url)
        driver.print("one", body_for(name))
        end, cut = reports.finished(), printer.cut() - before
        printer.tell({**WELL, "power": "on"})
        late = late_word(driver, reports) if wanted.late else None
        last = before + wanted.cut_later
        later = printer.until(lambda state: state["papers"] >= last)["papers"] - before
    return End(end.outcome, end.problem, cut, later, late)


def until_refused(url: str) -> None:
    """Wait until nobody listens at ``url``."""
    place = urlsplit(url)
    while True:
        try:
            socket.create_connection((place.hostname, place.port), 5).close()
        except ConnectionRefusedError:
            return


def another_host(printer: VirtualPrinter) -> socket.socket:
    """Return a connection that the printer serves already."""
    place = urlsplit(printer.url)
    connection = socket.create_connection((place.hostname, place.port), 5)
    connection.sendall(b"\x10\x04\x01")
    connection.recv(1)
    return connection


def late_word(driver: PrinterDriver, reports: Reports) -> PrintOutcome:
    """Let the driver listen, unasked, until it corrects what it said."""
    while True:
        tend(driver)
        while not reports.received.empty():
            report = reports.received.get()
            if isinstance(report, JobFinished):
                assert report.late
                return report.outcome


def as_file(name: str, directory: Path) -> str:
    """Return what the driver process calls the profile: a name, or the file of the fenceless."""
    if name != NO_FENCE:
        return name
    clone = (PROFILES_DIRECTORY / f"{CLONE}.toml").read_text(encoding="utf-8")
    file = directory / f"{NO_FENCE}.toml"
    file.write_text(clone.replace('"paper-sensor"', '"none"'), encoding="utf-8")
    return str(file)
