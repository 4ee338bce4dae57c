"""One visit as it stands: place, choices, the ticket and its paper. No Qt."""

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.happenings import Effect
from kiosk.offer import Offer
from kiosk.reception import Moment
from server.protocol.availability import Availability, Reception
from server.protocol.bookings import BookingCode
from server.protocol.errors import FailureData
from server.protocol.events import TicketIssued
from server.protocol.identity import Key, RequestId
from server.protocol.languages import FALLBACK_ORDER, LanguageCode
from server.protocol.printing import PrintProblem
from server.protocol.tickets import Instant


class Page(StrEnum):
    """What the screen shows."""

    WELCOME = "welcome"
    DAY_CLOSED = "day-closed"
    BODIES = "bodies"
    SERVICES = "services"
    SERVICE_CLOSED = "service-closed"
    PERSONS = "persons"
    CLAIM = "claim"
    CODE = "code"
    BOOKING_REFUSED = "booking-refused"
    ELSEWHERE = "elsewhere"
    SENT_ELSEWHERE = "sent-elsewhere"
    STOPPED = "stopped"
    TAKING = "taking"
    TICKET = "ticket"
    TROUBLE = "trouble"
    STAFF = "staff"


class Paper(StrEnum):
    """What is known of the visitor's paper."""

    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    HELD_OUT = "held-out"
    TAKEN = "taken"
    DRAWN_BACK = "drawn-back"
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

    ``request_id`` is the one ticket request of the visit, ``trouble`` the code of what failed
    and ``told`` what the server said about it; ``has_slip`` whether he was sent to the staff
    with one, whatever he chooses afterwards, ``route`` what he has on paper where to go for;
    ``digits`` are being typed, ``code`` is a booking's; ``copy`` is the number of the paper
    being printed, 0 for the original.
    """

    page: Page = Page.WELCOME
    language: LanguageCode | None = None
    is_large_text: bool = False
    is_high_contrast: bool = False
    body: Key | None = None
    service: Key | None = None
    persons: int = 1
    claim: Key | None = None
    digits: str = ""
    code: BookingCode | None = None
    matter: Key | None = None
    request_id: RequestId | None = None
    is_slow: bool = False
    trouble: str = ""
    told: FailureData = field(default_factory=dict)
    has_slip: bool = False
    route: Key | None = None
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

    ``alone`` is what could be done for the visitor if the server did not answer; ``now`` is
    hall time.
    """

    offer: Offer
    moment: Moment
    has_printer: bool
    means: Means = Means.SERVER
    alone: Means = Means.NOTHING
    now: Instant = 0

    def availability_of(self, service: Key) -> Availability:
        """Return how it stands with ``service`` now."""
        return self.offer.availability_of(service, self.moment, self.now)

    def receives(self, service: Key) -> bool:
        """Return whether ``service`` takes somebody in now."""
        return self.availability_of(service).reception in {Reception.OPEN, Reception.UNTIL}

    def language_of(self, visit: Visit) -> LanguageCode:
        """Return the visit's language, before a choice the hall's first."""
        return visit.language or next(iter(self.offer.languages), FALLBACK_ORDER[0])


@dataclass(frozen=True, slots=True)
class Step:
    """The visit after a happening and the one thing to do about it, if any."""

    visit: Visit
    effect: Effect | None = None
