"""The hall's logo, stored once in each unit's flash memory and never with a ticket."""

import logging
from pathlib import Path

from msgspec.structs import replace

from printers.acquaintance import Acquaintance
from printers.document import Logo, LogoPlace, TicketDocument
from printers.logos import LogoNotKeptError, logo_hash, logo_store_job, read_logo
from printers.port_messages import LogoStored

LARGEST_PICTURE = 4 * 1024 * 1024

log = logging.getLogger(__name__)


class Provisioning:
    """Says when the logo is to be stored; a write is counted before it is sent."""

    def __init__(self, unit: Acquaintance, logo: Logo) -> None:
        """Keep ``logo`` for ``unit``."""
        self._unit = unit
        self._logo = logo
        self._hash = logo_hash(logo)
        self._written_to: str | None = None
        self._refused: set[str] = set()

    @property
    def awaits_proof(self) -> bool:
        """Tell whether this unit was sent the logo and has not shown that it took it."""
        return self._written_to == self._unit.key

    def begin(self) -> bytes | None:
        """Return the bytes that store the logo, and count a write; ``None``: nothing to do."""
        if self._unit.key in self._refused or not self._unit.may_store(self._hash):
            return None
        try:
            job = logo_store_job(self._unit.profile, self._logo)
        except LogoNotKeptError as refused:
            log.warning("the printer keeps no logo: %s", refused)
            self._refused.add(self._unit.key)
            return None
        self._unit.begin_storing()
        self._written_to = self._unit.key
        return job

    def done(self) -> LogoStored:
        """Note that the unit has taken the logo."""
        self._written_to = None
        self._unit.stored(self._hash)
        return LogoStored(self._unit.key)

    def give_up(self) -> None:
        """Take back that the unit was sent the logo, since only part of it went."""
        self._written_to = None

    def kept_job(self) -> bytes | None:
        """Return what this unit was sent when it took this logo; ``None`` if it keeps none."""
        if self._unit.proved.logo != self._hash:
            return None
        return logo_store_job(self._unit.profile, self._logo)

    def put_on(self, document: TicketDocument) -> TicketDocument:
        """Return ``document`` with the logo in its place; one without a place has none."""
        elements = (
            self._logo if isinstance(element, LogoPlace) else element
            for element in document.elements
        )
        return replace(document, elements=tuple(elements))


def given_logo(picture: Path | None, unit: Acquaintance) -> Provisioning | None:
    """Return the keeper of a file's logo; a picture that is none costs it, not the tickets."""
    if picture is None:
        return None
    try:
        with picture.open("rb") as file:
            content = file.read(LARGEST_PICTURE)
        return Provisioning(unit, read_logo(content, unit.profile.media.dots))
    except OSError as failed:
        log.warning("the logo cannot be read: %s", failed.strerror)
    except LogoNotKeptError as failed:
        log.warning("the logo cannot be used: %s", failed)
    return None
