"""The press for the unit on the line; another when another unit, or a proof, is there."""

from dataclasses import dataclass

from printers.acquaintance import Acquaintance
from printers.document import TicketDocument
from printers.press import Press
from printers.profile import PrinterProfile
from printers.provisioning import Provisioning
from printers.strategy import Link, Proved


@dataclass(frozen=True, slots=True)
class Prepared:
    """One job: its bytes, the paper it takes, and the characters that no font here has."""

    body: bytes
    millimetres: float
    undrawable: str


class Pressroom:
    """Prepares tickets as the unit of ``unit`` can print them."""

    def __init__(self, link: Link, unit: Acquaintance, logo: Provisioning | None) -> None:
        """Load the fonts; with ``logo`` each ticket begins with it."""
        self._link = link
        self._unit = unit
        self._logo = logo
        self._made_for: tuple[PrinterProfile, Proved] = (unit.profile, unit.proved)
        self._press = Press(unit.profile, link, unit.proved)

    def prepare(self, document: TicketDocument) -> Prepared:
        """Return the job that prints ``document``."""
        wanted = (self._unit.profile, self._unit.proved)
        if wanted != self._made_for:
            self._made_for = wanted
            self._press = Press(wanted[0], self._link, wanted[1])
        if self._logo is not None:
            document = self._logo.put_on(document)
        body = self._press.prepare(document)
        return Prepared(body, self._press.millimetres, self._press.undrawable)
