"""What can happen to a visit, and what a visit then wants done; plain values, no Qt."""

from dataclasses import dataclass

from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintOutcome, PrintProblem


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The visitor touched a language."""

    language: LanguageCode


@dataclass(frozen=True, slots=True)
class BodyChosen:
    """The visitor touched a body."""

    body: Key


@dataclass(frozen=True, slots=True)
class ServiceChosen:
    """The visitor touched a service; ``request_id`` is for a ticket, should one be wanted now."""

    service: Key
    request_id: RequestId


@dataclass(frozen=True, slots=True)
class ClaimAnswered:
    """The visitor named a statutory category, or none."""

    claim: Key | None
    request_id: RequestId


@dataclass(frozen=True, slots=True)
class WentBack:
    """The visitor touched Back."""


@dataclass(frozen=True, slots=True)
class StartedOver:
    """The visitor touched Start over, or has the ticket and is done."""


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """The visitor asks once more for what failed."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class Touched:
    """The visitor touched anything at all and so is still here."""


@dataclass(frozen=True, slots=True)
class TextSizeToggled:
    """The visitor wants large text, or no longer."""


@dataclass(frozen=True, slots=True)
class ContrastToggled:
    """The visitor wants high contrast, or no longer."""


@dataclass(frozen=True, slots=True)
class PaperAnswered:
    """The visitor says whether the paper came out."""

    came_out: bool


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """The visitor asks to print once more after nothing came out."""


@dataclass(frozen=True, slots=True)
class TicketCame:
    """The server has issued the ticket."""

    ticket: TicketIssued


@dataclass(frozen=True, slots=True)
class TicketRefused:
    """The server issued nothing for this request."""

    request_id: RequestId
    failure: Failure


@dataclass(frozen=True, slots=True)
class AnswerOverdue:
    """The server has not answered this request in time."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class PaperEnded:
    """The printer's word on one paper."""

    ticket: TicketId
    copy: int
    outcome: PrintOutcome
    problem: PrintProblem


@dataclass(frozen=True, slots=True)
class OfferChanged:
    """The hall's offer, day or connection is not what it was."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Nothing has happened for ``seconds``."""

    seconds: int


Choice = LanguageChosen | BodyChosen | ServiceChosen | ClaimAnswered
Move = WentBack | StartedOver | TriedAgain | Touched
Look = TextSizeToggled | ContrastToggled
PaperNews = PaperAnswered | PaperWanted | PaperEnded
ServerNews = TicketCame | TicketRefused | AnswerOverdue | OfferChanged
Happening = Choice | Move | Look | PaperNews | ServerNews | Waited


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """Ask the server for this ticket."""

    command: IssueTicket


@dataclass(frozen=True, slots=True)
class GiveNumber:
    """Give this visitor a number of the kiosk's own; the server is asked no more."""

    command: IssueTicket


@dataclass(frozen=True, slots=True)
class GiveSlip:
    """Send this visitor to the staff with a slip that tells the time, unless he ``has_one``."""

    service: Key
    has_one: bool = False


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Print this ticket; ``copy`` 0 is the original."""

    ticket: TicketIssued
    copy: int


Effect = TakeTicket | GiveNumber | GiveSlip | PrintPaper
