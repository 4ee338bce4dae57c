"""A ticket as bytes, as a picture, and as seconds at each speed of a line."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from printers.commands import FEED_AND_CUT
from printers.developing import Developed, develop
from printers.document import Logo, Role, TextLine, TicketDocument
from printers.logos import logo_hash, logo_store_job
from printers.press import Press
from printers.profile import LogoStore, PrinterProfile
from printers.strategy import Link, LogoWay, Proved, Strategy
from printers.transport import FAST_BAUD, NETWORK_BYTES_PER_SECOND
from server.protocol.errors import KezekError

BAUD_RATES = (9600, 19200, 38400, 115200)
BITS_PER_BYTE = 10
LONGEST_TEXT = 64 * 1024


class OwnTextError(KezekError):
    """The file has no lines that can be printed; data say which file and why."""

    code = "own-text"


class Rendered(Struct, frozen=True):
    """One job as one printer gets it; ``seconds`` until its last line is out."""

    job: bytes
    strategy: Strategy
    seconds: float


class Rendering:
    """Tells of one document on one printer, whatever the line."""

    def __init__(
        self, profile: PrinterProfile, document: TicketDocument, proved: Proved | None = None
    ) -> None:
        """Render ``document`` on ``profile``; without ``proved`` its logo counts as kept."""
        self._profile = profile
        self._document = document
        self._proved = proved if proved is not None else kept_logo(profile, document)
        self._millimetres = self.develop(Link.FAST).millimetres

    @property
    def millimetres(self) -> float:
        """The length of the paper."""
        return self._millimetres

    def job(self, link: Link) -> bytes:
        """Return the whole job with its cut."""
        cut = FEED_AND_CUT if self._profile.features.cutter else b""
        return self._press(link).prepare(self._document) + cut

    def develop(self, link: Link) -> Developed:
        """Return the paper as a printer like this one prints it."""
        body = self._press(link).prepare(self._document)
        return develop(body, self._profile, *self._stored())

    def at(self, baud: int) -> Rendered:
        """Return the job on a serial line of ``baud``, 8N1."""
        link = Link.BRISK if baud >= FAST_BAUD else Link.SLOW
        return self._timed(link, baud / BITS_PER_BYTE)

    def by_network(self) -> Rendered:
        """Return the job on a network or USB."""
        return self._timed(Link.FAST, NETWORK_BYTES_PER_SECOND)

    def _timed(self, link: Link, bytes_per_second: float) -> Rendered:
        job = self.job(link)
        moving = self.millimetres / self._profile.media.millimetres_per_second
        seconds = round(max(len(job) / bytes_per_second, moving), 2)
        return Rendered(job, self._press(link).strategy(self._document), seconds)

    def _press(self, link: Link) -> Press:
        return Press(self._profile, link, self._proved)

    def _stored(self) -> Iterator[bytes]:
        for logo in _logos(self._document):
            if self._proved.logo == logo_hash(logo):
                yield logo_store_job(self._profile, logo)


def kept_logo(profile: PrinterProfile, document: TicketDocument) -> Proved:
    """Return what a printer has proved that keeps the document's logo, if it can keep one."""
    if profile.logo.store is LogoStore.NONE:
        return Proved()
    return Proved(logo=next((logo_hash(logo) for logo in _logos(document)), None))


def own_text(path: Path, language: str) -> TicketDocument:
    """Return a paper with the lines of a UTF-8 file; one that is none is an ``OwnTextError``."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_TEXT + 1)
    except UnicodeDecodeError as wrong:
        raise OwnTextError(file=str(path), reason="no-text") from wrong
    if len(text) > LONGEST_TEXT:
        raise OwnTextError(file=str(path), reason="long-text")
    lines = tuple(TextLine(Role.BODY, language, line) for line in text.splitlines() if line)
    return TicketDocument(language, lines)


def _logos(document: TicketDocument) -> Iterator[Logo]:
    return (element for element in document.elements if isinstance(element, Logo))


__all__ = ["BAUD_RATES", "LogoWay", "Rendered", "Rendering", "kept_logo", "own_text"]
