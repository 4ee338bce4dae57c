"""What a kiosk writes down, and the line that each record makes; used by the journal."""

from zlib import crc32

import msgspec
from msgspec import Struct

from server.protocol.bookings import BookingCode
from server.protocol.commands import IssueTicket
from server.protocol.identity import Key, RequestId
from server.protocol.printing import PrintOutcome, PrintProblem
from server.protocol.tickets import Instant

CHECK_LENGTH = 8
END = b"\n"


class Stamp(Struct, frozen=True):
    """When something happened, by every clock the kiosk has.

    ``steady_ms`` counts since the start that ``boot`` names; ``hall_offset_ms`` makes hall time
    of it, absent where the server was not heard since that start. ``contact`` is the hall time
    at which it was heard last, ``wall_offset_ms`` what it then said of its wall clock.
    """

    boot: str
    steady_ms: int
    wall_ms: int
    hall_offset_ms: int | None
    contact: Instant
    wall_offset_ms: int


class Record(Struct, frozen=True, tag=True, tag_field="type"):
    """What every record of the journal is."""


class Named(Record, frozen=True):
    """The kiosk's short number in its hall, and the ordinal that its next number has."""

    kiosk: int
    next: int


class Pressed(Record, frozen=True):
    """A visitor asked for a ticket and the server was asked for it."""

    command: IssueTicket
    stamp: Stamp


class Settled(Record, frozen=True):
    """The server's answer to a press came, or nobody waits for it any more."""

    request: RequestId


class Numbered(Record, frozen=True):
    """A visitor gets number ``ordinal`` of the kiosk's own; its paper may begin now.

    ``code`` is that of the booking that nobody could check.
    """

    kiosk: int
    ordinal: int
    command: IssueTicket
    stamp: Stamp
    code: BookingCode | None = None


class PaperDone(Record, frozen=True):
    """What became of the paper of a number."""

    request: RequestId
    outcome: PrintOutcome
    problem: PrintProblem


class Merged(Record, frozen=True):
    """The server has these numbers."""

    requests: tuple[RequestId, ...]


class SlipGiven(Record, frozen=True):
    """A visitor was sent to the staff with a slip that only tells the time."""

    service: Key
    stamp: Stamp


class SlipsCounted(Record, frozen=True):
    """So many slips besides those that are kept one by one."""

    more: int


class SlipsAsked(Record, frozen=True):
    """The server is told of the first ``slips`` and of ``more``, under this request id."""

    request: RequestId
    slips: int
    more: int


class SlipsTold(Record, frozen=True):
    """The server has what it was told of under this request id."""

    request: RequestId


class Barred(Record, frozen=True):
    """The hall itself said that this kiosk is none of its own, or welcomed it again."""

    is_barred: bool


AboutSlips = SlipGiven | SlipsCounted | SlipsAsked | SlipsTold
AboutNumber = Numbered | PaperDone | Merged
AnyRecord = Named | Barred | Pressed | Settled | AboutNumber | AboutSlips

_decoder: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)


def to_line(record: AnyRecord) -> bytes:
    """Return the line of ``record``: a checksum, a space, JSON, the end of the line."""
    body = msgspec.json.encode(record)
    return _check(body) + b" " + body + END


def of_line(line: bytes) -> AnyRecord | None:
    """Return the record of a line without its end, none if the line is not whole."""
    check, _, body = line.partition(b" ")
    if len(check) != CHECK_LENGTH or check != _check(body):
        return None
    try:
        return _decoder.decode(body)
    except msgspec.DecodeError:
        return None


def _check(body: bytes) -> bytes:
    return b"%08x" % crc32(body)
