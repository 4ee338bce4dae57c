"""What a hall wants larger or smaller becomes so, in the printer's letters and in ours."""

import pytest

from printers.document import Element, Role, TextLine, TicketDocument, TicketNumber
from printers.layout import GapRow, RasterRow, Row, TextRow, lay_out
from printers.profile import read_profile
from printers.sizes import SMALLEST_STYLE_PIXELS, STYLES, sized
from printers.strategy import Link, Plan, Strategy
from server.protocol.ticket_layout import SIZES, Part, Size
from tests.printers.test_layout import Ruler

CLONE = read_profile("generic_80_clone")
FAST, SLOW = (Plan(Strategy.TEXT_AND_RASTER, link) for link in (Link.FAST, Link.SLOW))


def row_of(element: Element, plan: Plan) -> Row:
    """Lay one line out and leave the white space away."""
    rows = lay_out(TicketDocument("kk", (element,)), CLONE, plan, Ruler())
    (row,) = (row for row in rows if not isinstance(row, GapRow))
    return row


@pytest.mark.parametrize("plan", [FAST, SLOW])
def test_a_drawn_line_grows_with_its_size(plan: Plan) -> None:
    rows = [row_of(TextLine(Role.AHEAD, "kk", "Алдыңызда", size), plan) for size in Size]

    pixels = [row.pixels for row in rows if isinstance(row, RasterRow)]
    assert pixels == sorted(set(pixels))
    assert len(pixels) == len(Size)


def test_a_line_in_the_printers_letters_grows_with_its_size() -> None:
    rows = [row_of(TextLine(Role.SERVICE, "ru", "Приём", size), FAST) for size in Size]

    sizes = [(row.wide, row.high) for row in rows if isinstance(row, TextRow)]
    assert sizes == [(1, 1), (1, 2), (2, 3)]


def test_a_large_number_is_larger_on_every_link() -> None:
    drawn = [row_of(TicketNumber("A1", size), FAST) for size in (Size.NORMAL, Size.LARGE)]
    said = [row_of(TicketNumber("A1", size), SLOW) for size in (Size.NORMAL, Size.LARGE)]

    pixels = [row.pixels for row in drawn if isinstance(row, RasterRow)]
    assert pixels[0] < pixels[1]
    assert [row.high for row in said if isinstance(row, TextRow)] == [6, 8]


@pytest.mark.parametrize("role", [role for role in Role if role.value in set(Part)])
def test_no_size_that_a_part_may_have_is_too_small_to_read(role: Role) -> None:
    for size in SIZES[Part(role)]:
        style = sized(STYLES[role], size)

        assert min(style.pixels, style.lean_pixels) >= SMALLEST_STYLE_PIXELS
