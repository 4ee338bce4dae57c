"""The realistic ticket that every printer is measured with: logo, two languages, number, QR."""

from pathlib import Path

from msgspec import toml
from msgspec.structs import replace

from printers.document import Logo, TicketDocument

WIDTH, HEIGHT = 240, 96
SIGNS_ACROSS, SIGNS_DOWN = range(111, 230), range(21, 76)


def read_yardstick() -> TicketDocument:
    """Return the ticket with its logo on top."""
    path = Path(__file__).with_name("yardstick.toml")
    document = toml.decode(path.read_bytes(), type=TicketDocument)
    return replace(document, elements=(yardstick_logo(), *document.elements))


def yardstick_logo() -> Logo:
    """Return a logo of ordinary size: a ring and a block of signs."""
    return Logo(WIDTH, HEIGHT, b"".join(_row(y) for y in range(HEIGHT)))


def _row(y: int) -> bytes:
    bits = "".join("1" if _is_black(x, y) else "0" for x in range(WIDTH))
    return int(bits, 2).to_bytes(WIDTH // 8)


def _is_black(x: int, y: int) -> bool:
    centre = HEIGHT // 2
    ring = 34**2 < (x - centre) ** 2 + (y - centre) ** 2 < 46**2
    signs = x in SIGNS_ACROSS and y in SIGNS_DOWN and (x // 8 + y // 6) % 3 == 0
    return ring or signs
