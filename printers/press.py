"""From a document to the bytes for one printer on one link; the driver process owns one."""

from printers.document import TicketDocument
from printers.encoder import EscPosEncoder
from printers.layout import Link, lay_out
from printers.profile import PrinterProfile
from printers.raster import Rasteriser, start_fonts


class Press:
    """Lays out and encodes whole jobs; keeps the fonts loaded."""

    def __init__(self, profile: PrinterProfile, link: Link) -> None:
        """Load the fonts; ``link`` decides how much raster is affordable."""
        self._application = start_fonts()
        self._profile = profile
        self._link = link
        self._rasteriser = Rasteriser()
        self._encoder = EscPosEncoder(profile, self._rasteriser)

    def prepare(self, document: TicketDocument) -> bytes:
        """Return the bytes of ``document`` without fence and cut."""
        rows = lay_out(document, self._profile, self._link, self._rasteriser)
        return self._encoder.encode(rows)
