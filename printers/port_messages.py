"""What parent and driver process say to each other: one JSON line per message."""

import msgspec
from msgspec import Struct

from printers.document import TicketDocument
from server.protocol.printing import Evidence, PaperSupply, PrintOutcome, PrintProblem, TicketFate

LONGEST_LINE = 256 * 1024


class PrintJob(Struct, frozen=True, tag="print"):
    """Print ``document``; a ``job_id`` that finished is answered again, not printed again."""

    job_id: str
    document: TicketDocument


class AskHealth(Struct, frozen=True, tag="ask-health"):
    """Tell how the printer is."""


class ProbeUnit(Struct, frozen=True, tag="probe"):
    """Ask the printer anew what it answers, as after a change of its settings."""


class NewRoll(Struct, frozen=True, tag="new-roll"):
    """A roll was put in while nobody saw: count its metres from now."""


PortCommand = PrintJob | AskHealth | ProbeUnit | NewRoll


class DriverReady(Struct, frozen=True, tag="ready"):
    """The driver runs; the printer may still be away. ``presents``: it holds tickets out."""

    url: str
    profile: str
    presents: bool = False


class HealthChanged(Struct, frozen=True, tag="health"):
    """What stands in the way of printing now; ``none`` and ``paper-near-end`` do not.

    ``roll_metres`` were printed since the roll was put in; absent where nobody counts.
    """

    problem: PrintProblem
    paper: PaperSupply = PaperSupply.UNKNOWN
    roll_metres: float | None = None


class UnitMet(Struct, frozen=True, tag="unit"):
    """Which unit is on the line, how sure its tickets are, when that was probed, its logo."""

    unit: str
    model: str
    evidence: Evidence
    probed_on: str
    has_logo: bool = False


class LogoStored(Struct, frozen=True, tag="logo"):
    """The printer keeps the hall's logo from now on."""

    unit: str


class LettersMissing(Struct, frozen=True, tag="letters-missing"):
    """No font here has these characters; the ticket was printed without them."""

    job_id: str
    characters: str


class TicketHeldOut(Struct, frozen=True, tag="held-out"):
    """What became of a ticket that the presenter held out."""

    job_id: str
    fate: TicketFate


class JobStarted(Struct, frozen=True, tag="started"):
    """The first byte of the job is about to go; before it nothing can have been printed."""

    job_id: str


class JobFinished(Struct, frozen=True, tag="finished"):
    """How a job ended; ``late`` corrects an earlier ``unknown`` of the same job."""

    job_id: str
    outcome: PrintOutcome
    problem: PrintProblem
    late: bool = False


PortReport = (
    DriverReady
    | HealthChanged
    | JobStarted
    | JobFinished
    | UnitMet
    | LogoStored
    | LettersMissing
    | TicketHeldOut
)

_encoder = msgspec.json.Encoder()
_commands: msgspec.json.Decoder[PortCommand] = msgspec.json.Decoder(PortCommand)
_reports: msgspec.json.Decoder[PortReport] = msgspec.json.Decoder(PortReport)


def to_line(message: PortCommand | PortReport) -> bytes:
    """Return the line that says ``message``."""
    return _encoder.encode(message) + b"\n"


def to_command(line: bytes) -> PortCommand:
    """Return the command in ``line``; anything else raises ``msgspec.DecodeError``."""
    return _commands.decode(line)


def to_report(line: bytes) -> PortReport:
    """Return the report in ``line``; anything else raises ``msgspec.DecodeError``."""
    return _reports.decode(line)
