"""From a document to the bytes for one printer on one link; the driver process owns one."""

from functools import partial

from printers.document import Logo, TextLine, TicketDocument, TicketNumber
from printers.encoder import EscPosEncoder
from printers.fallback import printable
from printers.layout import lay_out
from printers.logos import logo_hash
from printers.own_characters import stand_ins
from printers.paper_length import paper_length
from printers.profile import PrinterProfile
from printers.raster import Rasteriser, start_fonts
from printers.strategy import Link, LogoWay, Plan, Proved, Strategy, can_say, choose, choose_logo
from printers.wrapping import clean, hyphened

NOTHING_PROVED = Proved()


class Press:
    """Lays out and encodes whole jobs; keeps the fonts loaded."""

    def __init__(
        self,
        profile: PrinterProfile,
        link: Link,
        proved: Proved = NOTHING_PROVED,
    ) -> None:
        """Load the fonts; ``link`` and ``proved`` decide how each line goes to the printer."""
        self._application = start_fonts()
        self._profile = profile
        self._link = link
        self._proved = proved
        self._rasteriser = Rasteriser()
        self._encoder = EscPosEncoder(profile, link, self._rasteriser)
        self._undrawable = ""
        self._millimetres = 0.0

    def strategy(self, document: TicketDocument) -> Strategy:
        """Return how the lines of ``document`` go to this printer."""
        return choose(self._profile, self._link, self._proved, wants_design=document.is_drawn)

    @property
    def undrawable(self) -> str:
        """The characters of the last document that no font here has; its lines went without."""
        return self._undrawable

    @property
    def millimetres(self) -> float:
        """The length of paper that the last document takes."""
        return self._millimetres

    def prepare(self, document: TicketDocument) -> bytes:
        """Return the bytes of ``document`` without fence and cut."""
        strategy = self.strategy(document)
        document, self._undrawable = printable(document, partial(self._can_print, strategy))
        plan = self._plan(document, strategy)
        rows = lay_out(document, self._profile, plan, self._rasteriser)
        self._millimetres = paper_length(rows, self._profile, self._rasteriser)
        return self._encoder.encode(rows, plan.stand_ins)

    def _can_print(self, strategy: Strategy, char: str) -> bool:
        says = strategy is not Strategy.DESIGN and can_say(self._profile, char)
        return says or self._rasteriser.can_draw(char)

    def _plan(self, document: TicketDocument, strategy: Strategy) -> Plan:
        signs = {}
        if strategy is Strategy.OWN_CHARACTERS:
            signs = dict(stand_ins(_texts(document), self._profile.text.codec))
        return Plan(strategy, self._link, self._logo_way(document), signs)

    def _logo_way(self, document: TicketDocument) -> LogoWay:
        for element in document.elements:
            if isinstance(element, Logo):
                return choose_logo(self._profile, self._link, self._proved, logo_hash(element))
        return LogoWay.LEFT_OUT


def _texts(document: TicketDocument) -> list[str]:
    """Return all that may be printed as text: a dash may become a hyphen."""
    texts = [
        clean(element.text)
        for element in document.elements
        if isinstance(element, TextLine | TicketNumber)
    ]
    return [*texts, *map(hyphened, texts)]
