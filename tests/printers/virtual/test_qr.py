"""QR codes have the size and the strength that were set, and can be read."""

import pytest
import zxingcpp
from PIL import ImageOps

from printers.virtual.qr import QrDrawer

TEXT = "https://kezek.example/t/A042"


def drawn(module: int = 4, level: int = 49) -> QrDrawer:
    """Return a drawer with everything set and the text stored."""
    drawer = QrDrawer()
    for order in (b"1A2\x00", b"1C" + bytes((module,)), b"1E" + bytes((level,))):
        drawer.obey(order)
    drawer.obey(b"1P0" + TEXT.encode())
    return drawer


@pytest.mark.parametrize("level", [48, 49, 50, 51])
def test_a_code_can_be_read(level: int) -> None:
    picture = drawn(level=level).obey(b"1Q0")

    assert picture is not None
    read = zxingcpp.read_barcodes(ImageOps.expand(picture, 40, 255))
    assert [one.text for one in read] == [TEXT]


def test_a_stronger_code_is_larger_and_a_module_has_the_dots_that_were_set() -> None:
    weak, strong = drawn(4, 48).obey(b"1Q0"), drawn(4, 51).obey(b"1Q0")
    coarse = drawn(8, 48).obey(b"1Q0")

    assert weak is not None
    assert strong is not None
    assert coarse is not None
    assert weak.width < strong.width
    assert coarse.width == 2 * weak.width


@pytest.mark.parametrize("order", [b"1A9\x00", b"1Ex", b"1Z0", b"2Q0", b"1Pxabc"])
def test_what_is_no_function_is_told(order: bytes) -> None:
    drawer = QrDrawer()

    drawer.obey(order)

    assert not drawer.known


def test_more_than_the_largest_code_holds_prints_nothing() -> None:
    drawer = QrDrawer()
    drawer.obey(b"1P0" + b"x" * 3000)

    assert drawer.obey(b"1Q0") is None
    assert not drawer.known


def test_nothing_stored_prints_nothing() -> None:
    assert QrDrawer().obey(b"1Q0") is None
