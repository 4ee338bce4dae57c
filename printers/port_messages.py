"""What parent and driver process say to each other: one JSON line per message."""

import msgspec
from msgspec import Struct

from printers.document import TicketDocument
from server.protocol.printing import PrintOutcome, PrintProblem

LONGEST_LINE = 256 * 1024


class PrintJob(Struct, frozen=True, tag="print"):
    """Print ``document``; a ``job_id`` that finished is answered again, not printed again."""

    job_id: str
    document: TicketDocument


class AskHealth(Struct, frozen=True, tag="ask-health"):
    """Tell how the printer is."""


PortCommand = PrintJob | AskHealth


class DriverReady(Struct, frozen=True, tag="ready"):
    """The driver runs; the printer may still be away."""

    url: str
    profile: str


class HealthChanged(Struct, frozen=True, tag="health"):
    """What stands in the way of printing now; ``none`` and ``paper-near-end`` do not."""

    problem: PrintProblem


class JobStarted(Struct, frozen=True, tag="started"):
    """The first byte of the job is about to go; before it nothing can have been printed."""

    job_id: str


class JobFinished(Struct, frozen=True, tag="finished"):
    """How a job ended; ``late`` corrects an earlier ``unknown`` of the same job."""

    job_id: str
    outcome: PrintOutcome
    problem: PrintProblem
    late: bool = False


PortReport = DriverReady | HealthChanged | JobStarted | JobFinished

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
