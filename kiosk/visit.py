"""One visit as it stands: place, choices, the ticket and its paper. No Qt."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.happenings import Effect
from kiosk.offer import Offer
from kiosk.reception import Moment
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId
from server.protocol.languages import LanguageCode
from server.protocol.printing import PrintProblem


class Page(StrEnum):
    """What the screen shows."""

    WELCOME = "welcome"
    DAY_CLOSED = "day-closed"
    BODIES = "bodies"
    SERVICES = "services"
    SERVICE_CLOSED = "service-closed"
    CLAIM = "claim"
    TAKING = "taking"
    TICKET = "ticket"
    TROUBLE = "trouble"


class Paper(StrEnum):
    """What is known of the visitor's paper."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"
    REFUSED = "refused"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class Means(StrEnum):
    """How a visitor can be registered."""

    SERVER = "server"
    OWN_NUMBER = "own-number"
    SLIP = "slip"
    NOTHING = "nothing"


ASK_STAFF = "ask-staff"
"""The trouble of a visitor whom only the staff can register."""


@dataclass(frozen=True, slots=True)
class Visit:
    """All that is kept about the visitor in front of the kiosk; a fresh one knows nothing.

    ``request_id`` is the one ticket request of the visit, ``trouble`` the code of what failed,
    ``has_slip`` whether he was sent to the staff with one, whatever he chooses afterwards,
    ``copy`` the number of the paper being printed, 0 for the original.
    """

    page: Page = Page.WELCOME
    language: LanguageCode | None = None
    is_large_text: bool = False
    is_high_contrast: bool = False
    body: Key | None = None
    service: Key | None = None
    claim: Key | None = None
    request_id: RequestId | None = None
    is_slow: bool = False
    trouble: str = ""
    has_slip: bool = False
    ticket: TicketIssued | None = None
    paper: Paper = Paper.NONE
    copy: int = 0
    problem: PrintProblem = PrintProblem.NONE
    asks_presence: bool = False

    @property
    def place(self) -> tuple[Page, Paper, int]:
        """Return where the visitor is; who has come to another place has moved."""
        return self.page, self.paper, self.copy


@dataclass(frozen=True, slots=True)
class View:
    """What a step looks at besides the visit: the hall's offer, the time, what works now.

    ``alone`` is what could be done for the visitor if the server did not answer.
    """

    offer: Offer
    moment: Moment
    has_printer: bool
    means: Means = Means.SERVER
    alone: Means = Means.NOTHING


@dataclass(frozen=True, slots=True)
class Step:
    """The visit after a happening and the one thing to do about it, if any."""

    visit: Visit
    effect: Effect | None = None
