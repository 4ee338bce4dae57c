"""A logo becomes dots, is stored as each maker wants it, and never holds a command."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image

from printers.bitmap import holds_command, unpack
from printers.document import Logo
from printers.logos import (
    LogoNotKeptError,
    fitted,
    logo_hash,
    logo_recall,
    logo_store_job,
    read_logo,
)
from printers.profile import LogoMemory, LogoStore, PrinterProfile, read_profile
from tests.printers.yardstick import LOGO

EPSON, CLONE = read_profile("epson_tm_t20iii"), read_profile("generic_80_clone")
NARROW = read_profile("generic_58_clone")


def png(image: Image.Image) -> bytes:
    """Return ``image`` as a PNG file."""
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_a_picture_becomes_black_dots_and_what_is_clear_stays_white() -> None:
    image = Image.new("RGBA", (20, 3), (0, 0, 0, 0))
    image.putpixel((0, 0), (0, 0, 0, 255))
    image.putpixel((19, 2), (200, 30, 30, 255))

    logo = read_logo(png(image), 576)

    assert logo == Logo(20, 3, b"\x80\x00\x00" + bytes(3) + b"\x00\x00\x10")


def test_a_large_picture_is_made_as_wide_as_the_paper() -> None:
    logo = read_logo(png(Image.new("L", (1200, 300), 0)), 576)

    assert (logo.width, logo.height) == (576, 144)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(LogoNotKeptError, match="no-picture"):
        read_logo(b"no picture", 576)


def test_the_epson_stores_and_recalls_by_key() -> None:
    job = logo_store_job(EPSON, LOGO)

    length = 11 + 30 * 96
    head = (
        b"\x1b@\x1d(L" + length.to_bytes(2, "little") + b"\x30\x43\x30KZ\x01\xf0\x00\x60\x00\x31"
    )
    assert job == head + LOGO.dots
    assert logo_recall(EPSON) == b"\x1d(L\x06\x00\x30\x45KZ\x01\x01"


def test_the_clone_stores_column_by_column_as_its_first() -> None:
    job = logo_store_job(CLONE, LOGO)

    assert job.startswith(b"\x1b@\x1cq\x01\x1e\x00\x0c\x00")
    assert len(job) == 9 + 30 * 96
    left_column = job[9 : 9 + 12]
    rows = unpack(LOGO.dots, 240, 96).rows
    assert f"{int.from_bytes(left_column):096b}" == "".join(f"{row[0]:08b}"[0] for row in rows)
    assert logo_recall(CLONE) == b"\x1cp\x01\x00"


@pytest.mark.parametrize("profile", [EPSON, CLONE])
def test_no_stored_logo_holds_a_real_time_command(profile: PrinterProfile) -> None:
    risky = Logo(24, 24, (b"\x10\x04\x00" + b"\x00\x10\x05") * 12)

    job = logo_store_job(profile, risky)

    assert not holds_command(job)


def test_a_printer_without_a_store_keeps_none() -> None:
    with pytest.raises(LogoNotKeptError, match="no-store"):
        logo_store_job(NARROW, LOGO)
    with pytest.raises(LogoNotKeptError, match="no-store"):
        logo_recall(NARROW)


def test_a_logo_larger_than_the_memory_is_refused() -> None:
    small = replace(CLONE, logo=LogoMemory(LogoStore.FS_Q, 1000))

    with pytest.raises(LogoNotKeptError, match="too-large"):
        logo_store_job(small, LOGO)


def test_a_logo_wider_than_the_paper_is_thinned_and_never_clipped() -> None:
    wide = Logo(800, 40, (b"\xff" * 100) * 40)

    bitmap = fitted(wide, NARROW)

    assert bitmap.width_bytes * 8 <= 384
    assert len(bitmap.rows) == 14
    assert all(any(row) for row in bitmap.rows)


def test_another_picture_has_another_hash_and_so_has_another_shape() -> None:
    flipped = Logo(96, 240, LOGO.dots)

    assert logo_hash(LOGO) != logo_hash(flipped)
    assert logo_hash(LOGO) == logo_hash(Logo(240, 96, LOGO.dots))
