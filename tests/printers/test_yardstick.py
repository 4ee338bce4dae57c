"""The ticket that printers are measured with is a whole one."""

from printers.document import Logo, QrCode, TextLine, TicketNumber
from printers.yardstick import read_yardstick, yardstick_logo


def test_it_has_everything_that_a_ticket_may_have() -> None:
    elements = read_yardstick().elements

    kinds = {type(element) for element in elements}
    languages = {one.language for one in elements if isinstance(one, TextLine)}
    assert kinds >= {Logo, TextLine, TicketNumber, QrCode}
    assert languages == {"kk", "ru"}


def test_its_logo_is_a_picture_of_ordinary_size() -> None:
    logo = yardstick_logo()

    assert (logo.width, logo.height, len(logo.dots)) == (240, 96, 240 * 96 // 8)
    assert 0 < sum(byte.bit_count() for byte in logo.dots) < 240 * 96 // 2
