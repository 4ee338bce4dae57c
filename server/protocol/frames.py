"""Frames of the device link: what is sent over one WebSocket, one JSON text frame each."""

from typing import Annotated

from msgspec import Meta, Struct

from server.protocol.commands import Command
from server.protocol.errors import Failure
from server.protocol.events import Event, TicketIssued
from server.protocol.identity import DeviceRole, Key, RequestId
from server.protocol.languages import LanguageCode
from server.protocol.printing import (
    Evidence,
    PaperSupply,
    PaperTrouble,
    PrintOutcome,
    PrintProblem,
)
from server.protocol.snapshots import DeviceChange, HallTime, Snapshot
from server.protocol.ticket_layout import TicketLayout
from server.protocol.tickets import Instant, KioskNumber, SeenNumber

MAX_FRAME_BYTES = 64 * 1024
PING_SECONDS = 1.5
PING_TIMEOUT_SECONDS = 2.5
HELLO_TIMEOUT_SECONDS = 3.0
HEARTBEAT_SECONDS = 1.0
DEVICE_PATH = "/devices"
HALL_HEADER = "Kezek-Hall"
"""Names the server's hall in its handshake answer; a device sends no key without the right one."""

MAX_PICTURE_BYTES = 44 * 1024
"""A picture travels in base64, a third longer, and has to fit into a frame."""

RequestIds = Annotated[tuple[RequestId, ...], Meta(max_length=200)]


class ResumePoint(Struct, frozen=True):
    """The last event that a device saw."""

    epoch: int
    seq: int


class DeviceFrame(Struct, frozen=True, tag=True, tag_field="type", forbid_unknown_fields=True):
    """What every frame from a device is: strict, so that a wrong one is told."""


class Hello(DeviceFrame, frozen=True):
    """A device's first frame: who it is, its key, what it saw last and which numbers it got.

    ``received`` holds the issue requests whose numbers reached this kiosk in the last 15 minutes,
    ``head`` the hash of the entry at ``resume``, ``numbers`` the greatest number of each series
    that the kiosk was told: with them a log that was put back is known.
    """

    version: int
    hall: Key
    device: Key
    role: DeviceRole
    key: Annotated[str, Meta(min_length=64, max_length=64)]
    resume: ResumePoint | None = None
    received: RequestIds = ()
    head: Annotated[str, Meta(max_length=64)] | None = None
    numbers: Annotated[dict[Key, SeenNumber], Meta(max_length=64)] = {}


class Ask(DeviceFrame, frozen=True):
    """A command from a device."""

    command: Command


class Received(DeviceFrame, frozen=True):
    """The numbers of these issue requests reached the kiosk."""

    issue_requests: RequestIds


class KeyKept(DeviceFrame, frozen=True):
    """The device has durably kept the key it was offered: from now on it is the device's key."""

    key: Annotated[str, Meta(min_length=64, max_length=64)]


class AuthorityKept(DeviceFrame, frozen=True):
    """The device has durably kept the announced authority with this fingerprint."""

    fingerprint: Annotated[str, Meta(max_length=19)]


class PrinterTold(DeviceFrame, frozen=True):
    """The device prints: it has a printer with this profile and takes orders for papers."""

    profile: Annotated[str, Meta(max_length=100)]


Metres = Annotated[float, Meta(ge=0, le=10_000)]


class PrinterStands(DeviceFrame, frozen=True):
    """How the device's printer stands; said when it changes, to a server that watches printers.

    ``roll_metres`` were printed on the roll, ``metres_left`` are as the kiosk's settings have it;
    ``drawn_back`` counts tickets that nobody took since the kiosk started; ``unsaid`` are
    characters of its last tickets that no font of the device has.
    """

    problem: PrintProblem
    paper: PaperSupply = PaperSupply.UNKNOWN
    roll_metres: Metres | None = None
    metres_left: Metres | None = None
    model: Annotated[str, Meta(max_length=100)] = ""
    evidence: Evidence | None = None
    probed_on: Annotated[str, Meta(max_length=10)] = ""
    has_logo: bool = False
    drawn_back: Annotated[int, Meta(ge=0, le=1_000_000)] = 0
    unsaid: Annotated[str, Meta(max_length=200)] = ""


class PaperShown(DeviceFrame, frozen=True):
    """What the ordered paper looks like (PNG), how long it is, and how long it takes there.

    ``unsaid`` are characters that no font of the device has.
    """

    order: RequestId
    picture: Annotated[bytes, Meta(max_length=MAX_PICTURE_BYTES)]
    millimetres: Annotated[int, Meta(ge=0, le=10_000)]
    milliseconds: Annotated[int, Meta(ge=0, le=3_600_000)]
    unsaid: Annotated[str, Meta(max_length=200)] = ""


class SpecimenEnded(DeviceFrame, frozen=True):
    """What became of an ordered test ticket."""

    order: RequestId
    outcome: PrintOutcome
    problem: PrintProblem = PrintProblem.NONE


class OrderFailed(DeviceFrame, frozen=True):
    """The device could not do what was ordered."""

    order: RequestId
    trouble: PaperTrouble


PaperWord = PrinterTold | PrinterStands | PaperShown | SpecimenEnded | OrderFailed
"""What a printing device says by itself or of an order."""

FromDevice = Hello | Ask | Received | KeyKept | AuthorityKept | PaperWord


class ServerFrame(Struct, frozen=True, tag=True, tag_field="type"):
    """What every frame from the server is: unknown fields are left aside, so it may grow."""


class KioskIdentity(Struct, frozen=True):
    """A kiosk's short number in its hall, and the greatest ordinal the hall knows under it.

    ``log`` is the hash of the first entry of the hall's log: with it a kiosk tells this hall from
    another one of the same id; a restore does not change it. ``orders_papers``: the server takes
    the word of printing devices; ``watches_printers``: it takes ``PrinterStands`` too.
    """

    number: KioskNumber
    merged_to: int
    log: Annotated[str, Meta(max_length=64)] = ""
    orders_papers: bool = False
    watches_printers: bool = False


class Welcome(ServerFrame, frozen=True):
    """The answer to a hello; ``snapshot`` is absent when the device resumes where it was."""

    version: int
    hall: Key
    epoch: int
    seq: int
    head: str
    time: HallTime
    snapshot: Snapshot | None
    kiosk: KioskIdentity | None = None


class Update(ServerFrame, frozen=True):
    """Changes for this device up to ``seq``; ``after`` is the seq of the frame before it."""

    epoch: int
    after: int
    seq: int
    head: str
    at: int
    changes: tuple[DeviceChange, ...]


class Heartbeat(ServerFrame, frozen=True):
    """Nothing new for this device up to ``seq``."""

    epoch: int
    after: int
    seq: int
    head: str
    time: HallTime


class Answer(ServerFrame, frozen=True):
    """What came of a command: its events, the same for every repetition."""

    request_id: RequestId
    events: tuple[Event, ...]


class Refusal(ServerFrame, frozen=True):
    """Why a command, or (without ``request_id``) the link itself, was refused."""

    request_id: RequestId | None
    failure: Failure


class KeyOffered(ServerFrame, frozen=True):
    """A new key for this device; the old one is good until the new one was used once."""

    key: Annotated[str, Meta(min_length=64, max_length=64)]


class AuthorityAnnounced(ServerFrame, frozen=True):
    """A certificate, in PEM, that the device is to trust besides the one it has pinned."""

    authority: Annotated[str, Meta(max_length=4096)]


class AuthoritySettled(ServerFrame, frozen=True):
    """The hall has given up every authority older than this one: trust them no more."""

    fingerprint: Annotated[str, Meta(max_length=19)]


class ShowPaper(ServerFrame, frozen=True):
    """Show what a ticket by ``layout`` would look like on your printer."""

    order: RequestId
    layout: TicketLayout
    language: LanguageCode


class PrintSpecimen(ServerFrame, frozen=True):
    """Print a ticket by ``layout`` that is no ticket of anybody, and say what became of it."""

    order: RequestId
    layout: TicketLayout
    language: LanguageCode


class PrintTicket(ServerFrame, frozen=True):
    """Print paper ``copy`` of a ticket and report it as one of your own; 0 is the original.

    ``issued_at`` is when the number was given, which a ticket of an early booking does not say.
    """

    ticket: TicketIssued
    copy: int
    issued_at: Instant | None = None


class PrintRouteSlip(ServerFrame, frozen=True):
    """Print when, where and by which office a visitor of ``service`` is received, and tell it.

    For a desk that could not take the visitor in; ``is_full``: no places are left today.
    """

    service: Key
    language: LanguageCode
    opens_at: Instant | None = None
    post: Key | None = None
    elsewhere: Key | None = None
    is_full: bool = False


VisitorPaper = PrintTicket | PrintRouteSlip
"""A visitor's paper that somebody ordered; told once, so a device that was away prints nothing."""

PaperOrder = ShowPaper | PrintSpecimen | VisitorPaper
"""What a server orders of a printing device that told its printer; the first two one at a time."""

FromServer = (
    Welcome
    | Update
    | Heartbeat
    | Answer
    | Refusal
    | KeyOffered
    | AuthorityAnnounced
    | AuthoritySettled
) | PaperOrder
