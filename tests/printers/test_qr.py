"""The QR codes we draw can be read, are large enough and fit their paper."""

import pytest
import zxingcpp
from PIL import Image

from printers.qr import QUIET_MODULES, module_dots, qr_bitmap, qr_modules
from tests.printers.yardstick import ADDRESS

LONG = ADDRESS + "/" + "a" * 120


@pytest.mark.parametrize("text", [ADDRESS, LONG])
@pytest.mark.parametrize("paper", [384, 416, 512, 576, 640])
@pytest.mark.parametrize("is_lean", [True, False])
def test_a_drawn_code_is_read_and_fits(text: str, paper: int, is_lean: bool) -> None:
    modules = qr_modules(text, is_lean=is_lean)
    side = module_dots(len(modules), paper, is_lean=is_lean)

    bitmap = qr_bitmap(modules, side)

    dots = bytes(byte ^ 0xFF for byte in bitmap.dots)
    small = Image.frombytes("1", (bitmap.width_bytes * 8, len(bitmap.rows)), dots).convert("L")
    framed = Image.new("L", (small.width + 100, small.height + 100), 255)
    framed.paste(small, (50, 50))
    assert [code.text for code in zxingcpp.read_barcodes(framed)] == [text]
    assert side >= 4
    assert side * (len(modules) + 2 * QUIET_MODULES) <= paper


def test_a_lean_code_has_fewer_modules_where_it_corrects_less() -> None:
    assert len(qr_modules(ADDRESS, is_lean=True)) < len(qr_modules(ADDRESS))


def test_sides_are_even_so_that_half_of_them_can_be_sent() -> None:
    assert module_dots(40, 300) == 6
    assert module_dots(47, 280) == 4
