"""What can happen to a visit, and what a visit then wants done; plain values, no Qt."""

from dataclasses import dataclass

from server.protocol.booking_commands import CheckIn
from server.protocol.bookings import BookingCode
from server.protocol.commands import IssueTicket
from server.protocol.errors import Failure
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId, TicketId
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintOutcome, PrintProblem, TicketFate
from server.protocol.tickets import Instant


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
class PersonsStepped:
    """The visitor says that one more comes, or one less."""

    by: int


@dataclass(frozen=True, slots=True)
class PersonsAnswered:
    """The number of persons is right as it stands."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class BookingNamed:
    """The visitor says that he has booked."""


@dataclass(frozen=True, slots=True)
class DigitTyped:
    """The visitor typed one digit of his code."""

    digit: str


@dataclass(frozen=True, slots=True)
class DigitTakenBack:
    """The last digit was wrong."""


@dataclass(frozen=True, slots=True)
class CodeEntered:
    """The code is whole."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class NumberWanted:
    """A visitor whose booking holds no more takes a number for its service instead."""

    request_id: RequestId


@dataclass(frozen=True, slots=True)
class BookingLeft:
    """The visitor goes on as if he had not booked."""


@dataclass(frozen=True, slots=True)
class ElsewhereNamed:
    """The visitor does not find his matter among the services."""


@dataclass(frozen=True, slots=True)
class MatterChosen:
    """The visitor touched a matter that is not received in this hall."""

    elsewhere: Key


@dataclass(frozen=True, slots=True)
class RouteWanted:
    """The visitor wants on paper when and where he is received instead."""


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
class StaffCalled:
    """Somebody held the clock pressed, as the staff do to see to the printer."""


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
    """The printer's word on one paper; one that ``is_held_out`` is yet to be taken."""

    ticket: TicketId
    copy: int
    outcome: PrintOutcome
    problem: PrintProblem
    is_held_out: bool = False


@dataclass(frozen=True, slots=True)
class PaperParted:
    """What became of a paper that the printer held out."""

    ticket: TicketId
    copy: int
    fate: TicketFate


@dataclass(frozen=True, slots=True)
class OfferChanged:
    """The hall's offer, day or connection is not what it was."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Nothing has happened for ``seconds``."""

    seconds: int


Choice = LanguageChosen | BodyChosen | ServiceChosen
GivenAnswer = PersonsStepped | PersonsAnswered | ClaimAnswered
Booked = BookingNamed | DigitTyped | DigitTakenBack | CodeEntered | NumberWanted | BookingLeft
Elsewhere = ElsewhereNamed | MatterChosen | RouteWanted
Move = WentBack | StartedOver | TriedAgain | StaffCalled | Touched
Look = TextSizeToggled | ContrastToggled
PaperNews = PaperAnswered | PaperWanted | PaperEnded | PaperParted
ServerNews = TicketCame | TicketRefused | AnswerOverdue | OfferChanged
Touch = Choice | GivenAnswer | Booked | Elsewhere | Move | Look
Happening = Touch | PaperNews | ServerNews | Waited


@dataclass(frozen=True, slots=True)
class TakeTicket:
    """Ask the server for this ticket."""

    command: IssueTicket | CheckIn


@dataclass(frozen=True, slots=True)
class GiveNumber:
    """Give this visitor a number of the kiosk's own; the server is asked no more.

    ``code`` is that of a booking, for the server to look at afterwards.
    """

    command: IssueTicket
    code: BookingCode | None = None


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


@dataclass(frozen=True, slots=True)
class LookAtPrinter:
    """Have the printer tell how it is."""


@dataclass(frozen=True, slots=True)
class PrintRoute:
    """Print where this visitor is received instead, of a service or of another matter."""

    service: Key | None = None
    elsewhere: Key | None = None
    opens_at: Instant | None = None
    is_full: bool = False
    post: Key | None = None


Effect = TakeTicket | GiveNumber | GiveSlip | PrintPaper | PrintRoute | LookAtPrinter
