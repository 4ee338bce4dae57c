"""Pictures are kept, printed, listed and deleted as ``GS ( L`` and the older commands say."""

import pytest

from printers.virtual.graphics import Graphics
from printers.virtual.memory import LogoMemory
from printers.virtual.paper import Made

SIZE = b"\x08\x00\x02\x00"
SQUARE = b"\xff\xff"
BUFFERED = b"0p0\x01\x01\x31" + SIZE + SQUARE
TOO_LARGE = BUFFERED.replace(b"\x01\x01", b"\x01\x09")
IN_NV = b"0C0AB\x01" + SIZE + b"\x31" + SQUARE
IN_RAM = b"0S0AB\x01" + SIZE + b"\x31" + SQUARE


@pytest.fixture
def graphics() -> Graphics:
    """Give empty stores of a hundred bytes."""
    return Graphics(LogoMemory(100), LogoMemory(50))


def test_stored_graphics_are_printed_once(graphics: Graphics) -> None:
    graphics.obey(BUFFERED)
    waiting = graphics.waiting_bytes
    first, second = graphics.obey(b"02"), graphics.obey(b"02")

    assert first.image is not None
    assert (first.image.size, first.made, second.image) == ((8, 2), Made.RASTER, None)
    assert (waiting > 0, graphics.waiting_bytes) == (True, 0)


def test_columns_can_be_stored_too_and_scaled(graphics: Graphics) -> None:
    known = graphics.obey(b"0q0\x02\x02\x31" + b"\x02\x00\x08\x00" + SQUARE).known
    shown = graphics.obey(b"02").image

    assert shown is not None
    assert (known, shown.size) == (True, (4, 16))


@pytest.mark.parametrize(
    "wrong",
    [
        BUFFERED + b"x",
        BUFFERED[:-1],
        TOO_LARGE,
        b"0",
        b"0z",
        IN_NV + b"x",
        b"0EAB\x01\x03",
    ],
)
def test_a_length_that_does_not_fit_is_not_known(graphics: Graphics, wrong: bytes) -> None:
    assert not graphics.obey(wrong).known


def test_a_logo_in_nv_is_recalled_by_its_key_at_any_size(graphics: Graphics) -> None:
    wrote = graphics.obey(IN_NV).wrote_nv
    shown = graphics.obey(b"0EAB\x01\x02")

    assert shown.image is not None
    assert (wrote, shown.image.size, shown.made, shown.key) == (True, (8, 4), Made.LOGO, "AB")
    assert graphics.obey(b"0EZZ\x01\x01").image is None


def test_a_logo_in_ram_is_gone_with_the_power_and_one_in_nv_is_not(graphics: Graphics) -> None:
    wrote = [graphics.obey(one).wrote_nv for one in (IN_NV, IN_RAM)]
    graphics.forget()

    assert wrote == [True, False]
    assert graphics.obey(b"0EAB\x01\x01").key == "AB"
    assert graphics.obey(b"0UAB\x01\x01").key is None


def test_keys_are_listed_and_the_hosts_handshake_is_awaited(graphics: Graphics) -> None:
    empty = graphics.obey(b"0@KC").answer
    graphics.obey(IN_NV)
    listed = graphics.obey(b"0@KC").answer
    shaken = [graphics.shake_hands().known for _ in range(2)]

    assert (empty, listed) == (b"\x37\x72\x40\x00", b"\x37\x72\x40AB\x00")
    assert shaken == [True, False]


def test_logos_are_deleted_one_by_one_and_all(graphics: Graphics) -> None:
    graphics.obey(IN_NV)
    graphics.obey(b"0BAB")
    graphics.obey(IN_NV.replace(b"AB", b"CD"))
    known = [graphics.obey(b"0ACLR").known, graphics.obey(b"0Axyz").known]

    assert (graphics.nv.keys, known) == ((), [True, False])


@pytest.mark.parametrize(
    ("function", "answer"),
    [(48, b"\x37\x30100\x00"), (0, b"\x37\x30100\x00"), (51, b"\x37\x3198\x00")],
)
def test_the_room_for_logos_is_told(graphics: Graphics, function: int, answer: bytes) -> None:
    graphics.obey(IN_NV)

    assert graphics.obey(bytes((48, function))).answer == answer


def test_numbered_logos_are_written_with_the_last_of_them(graphics: Graphics) -> None:
    one = b"\x01\x00\x01\x00" + bytes(7) + b"\xff"

    wrote = [graphics.define_by_number(bytes((2, number)) + one).wrote_nv for number in (1, 2)]
    shown = graphics.recall_by_number(b"\x02\x03")

    assert shown.image is not None
    assert (wrote, shown.image.size, shown.key) == ([False, True], (16, 16), "fs:2")
    assert graphics.recall_by_number(b"\x03\x00").image is None


def test_a_downloaded_image_is_printed_until_it_is_forgotten(graphics: Graphics) -> None:
    graphics.download(b"\x02\x01" + bytes(16))
    before = graphics.print_downloaded(b"\x00").image
    graphics.forget_downloaded()

    assert before is not None
    assert before.size == (16, 8)
    assert graphics.print_downloaded(b"\x00").image is None
