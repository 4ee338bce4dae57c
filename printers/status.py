"""What a printer's status bytes mean, folded into one status; pure."""

from dataclasses import dataclass, replace

from printers.responses import AutomaticStatus
from server.protocol.printing import PaperSupply, PrintProblem


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """The printer as last told by itself; nothing told yet is ``answering=False``."""

    answering: bool = False
    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_near_end: bool = False
    cutter_error: bool = False
    broken: bool = False
    overheated: bool = False
    paper_told: bool = False

    @property
    def problem(self) -> PrintProblem:
        """Return the one thing that people should be told, worst first."""
        for holds, problem in (
            (not self.answering, PrintProblem.NO_ANSWER),
            (self.cover_open, PrintProblem.COVER_OPEN),
            (self.paper_out, PrintProblem.PAPER_OUT),
            (self.cutter_error, PrintProblem.CUTTER),
            (self.overheated, PrintProblem.OVERHEATED),
            (self.broken or self.offline, PrintProblem.OFFLINE),
            (self.paper_near_end, PrintProblem.PAPER_NEAR_END),
        ):
            if holds:
                return problem
        return PrintProblem.NONE

    def supply(self, *, near_end_sensor: bool) -> PaperSupply:
        """Return the paper there is; without a sensor nobody knows when a roll nears its end."""
        if not self.answering or not self.paper_told:
            return PaperSupply.UNKNOWN
        if self.paper_out:
            return PaperSupply.OUT
        if self.paper_near_end:
            return PaperSupply.NEAR_END
        return PaperSupply.PLENTY if near_end_sensor else PaperSupply.UNKNOWN

    @property
    def has_failed(self) -> bool:
        """Tell whether the printer itself says that its mechanism broke."""
        return self.cutter_error or self.broken


def may_print(problem: PrintProblem) -> bool:
    """Tell whether tickets come out in spite of ``problem``."""
    return problem in (PrintProblem.NONE, PrintProblem.PAPER_NEAR_END)


def after_automatic(told: AutomaticStatus) -> PrinterStatus:
    """Return what the four bytes of ASB (``GS a``) say; they say everything."""
    printer, error, paper, _ = told.data
    return PrinterStatus(
        answering=True,
        offline=bool(printer & 0x08),
        cover_open=bool(printer & 0x20),
        paper_out=bool(paper & 0x0C),
        paper_near_end=bool(paper & 0x03),
        cutter_error=bool(error & 0x08),
        broken=bool(error & 0x24),
        # ASB tells an overheated head as an error that goes away by itself.
        overheated=bool(error & 0x40),
        paper_told=True,
    )


def after_real_time(status: PrinterStatus, kind: int, byte: int) -> PrinterStatus:
    """Return the status after the answer to ``DLE EOT kind``."""
    known = replace(status, answering=True)
    match kind:
        case 1:
            return replace(known, offline=bool(byte & 0x08))
        case 2:
            return replace(known, cover_open=bool(byte & 0x04))
        case 3:
            return replace(
                known,
                cutter_error=bool(byte & 0x08),
                broken=bool(byte & 0x24),
                overheated=bool(byte & 0x40),
            )
        case _:
            near, out = bool(byte & 0x0C), bool(byte & 0x60)
            return replace(known, paper_near_end=near, paper_out=out, paper_told=True)
