"""All that is known of the kiosk's printer, folded from what its driver reports; pure."""

from dataclasses import dataclass, replace

from printers.port_messages import (
    DriverReady,
    HealthChanged,
    LettersMissing,
    LogoStored,
    PortReport,
    TicketHeldOut,
    UnitMet,
)
from server.protocol.frames import PrinterStands
from server.protocol.printing import Evidence, PaperSupply, PrintProblem, TicketFate

MOST_UNSAID = 200
LONGEST_MODEL = 100


@dataclass(frozen=True, slots=True)
class PrinterStanding:
    """The printer as last told; ``presents``: it holds tickets out and may draw them back.

    ``roll_metres`` were printed on the roll, absent where nobody counts. ``evidence`` is absent
    until the unit was met. ``drawn_back`` counts tickets that nobody took, ``unsaid`` are
    characters that no font here has; both since the kiosk started.
    """

    presents: bool = False
    problem: PrintProblem = PrintProblem.UNREACHABLE
    paper: PaperSupply = PaperSupply.UNKNOWN
    roll_metres: float | None = None
    model: str = ""
    evidence: Evidence | None = None
    probed_on: str = ""
    has_logo: bool = False
    drawn_back: int = 0
    unsaid: str = ""

    def metres_left(self, roll_length: float | None) -> float | None:
        """Return what is left of a roll of ``roll_length`` metres, if both are known."""
        if roll_length is None or self.roll_metres is None:
            return None
        return round(max(0.0, roll_length - self.roll_metres), 1)

    def told(self, roll_length: float | None) -> PrinterStands:
        """Return what the server is told of it."""
        return PrinterStands(
            self.problem,
            self.paper,
            self.roll_metres,
            self.metres_left(roll_length),
            self.model[:LONGEST_MODEL],
            self.evidence,
            self.probed_on,
            self.has_logo,
            self.drawn_back,
            self.unsaid,
        )


def after_report(standing: PrinterStanding, report: PortReport) -> PrinterStanding:
    """Return the printer after one report; how a job went says nothing of it."""
    match report:
        case DriverReady(presents=presents):
            return replace(standing, presents=presents)
        case HealthChanged(problem=problem, paper=paper, roll_metres=metres):
            known = standing.roll_metres if problem is PrintProblem.UNREACHABLE else None
            metres = known if metres is None else metres
            return replace(standing, problem=problem, paper=paper, roll_metres=metres)
        case UnitMet(model=model, evidence=evidence, probed_on=day, has_logo=has_logo):
            return replace(
                standing, model=model, evidence=evidence, probed_on=day, has_logo=has_logo
            )
        case LogoStored() | LettersMissing() | TicketHeldOut():
            return _after_news(standing, report)
        case _:
            return standing


def _after_news(
    standing: PrinterStanding, news: LogoStored | LettersMissing | TicketHeldOut
) -> PrinterStanding:
    match news:
        case LogoStored():
            return replace(standing, has_logo=True)
        case LettersMissing(characters=characters):
            return replace(standing, unsaid=_joined(standing.unsaid, characters))
        case TicketHeldOut(fate=TicketFate.RETRACTED):
            return replace(standing, drawn_back=standing.drawn_back + 1)
        case _:
            return standing


def _joined(said: str, more: str) -> str:
    return "".join(dict.fromkeys(said + more))[:MOST_UNSAID]
