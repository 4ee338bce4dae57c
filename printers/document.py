"""What a ticket says, element by element: no bytes, no fonts, no printer."""

from enum import StrEnum

from msgspec import Struct

from server.protocol.ticket_layout import Size


class Role(StrEnum):
    """What a line of text is for; the layout decides how it looks."""

    HALL = "hall"
    BODY = "body"
    SERVICE = "service"
    LABEL = "label"
    CLAIM = "claim"
    PERSONS = "persons"
    AHEAD = "ahead"
    WAIT = "wait"
    SLOT = "slot"
    PLACE = "place"
    ISSUED = "issued"
    COPY = "copy"
    CAPTION = "caption"
    NOTICE = "notice"


class TextLine(Struct, frozen=True, tag="text"):
    """One text in one language; the layout may break it over several lines of paper."""

    role: Role
    language: str
    text: str
    size: Size = Size.NORMAL


class TicketNumber(Struct, frozen=True, tag="number"):
    """The ticket number, the largest thing on the paper."""

    text: str
    size: Size = Size.NORMAL


class QrCode(Struct, frozen=True, tag="qr"):
    """A QR code of ``text``."""

    text: str


class Rule(Struct, frozen=True, tag="rule"):
    """A line across the paper."""


class Gap(Struct, frozen=True, tag="gap"):
    """White paper of this height."""

    millimetres: float


class Logo(Struct, frozen=True, tag="logo"):
    """A picture of dots: rows from the top, eight dots a byte, leftmost first, black is 1."""

    width: int
    height: int
    dots: bytes


class LogoPlace(Struct, frozen=True, tag="logo-place"):
    """Where the logo is to stand, if the printer has been given one."""


Element = TextLine | TicketNumber | QrCode | Rule | Gap | Logo | LogoPlace


class TicketDocument(Struct, frozen=True):
    """A whole paper from top to bottom, in the visitor's language.

    ``is_drawn``: in our letters wherever the line to the printer is fast enough.
    """

    language: str
    elements: tuple[Element, ...]
    is_drawn: bool = False
