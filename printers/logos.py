"""A hall's logo: from a picture to dots, how a printer stores it for good and recalls it."""

import hashlib
from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from printers.bitmap import Bitmap, bytes_for, columns, holds_command, mended, shifted, unpack
from printers.commands import (
    INITIALISE,
    recall_first_logo,
    recall_logo_by_key,
    store_logo_as_first,
    store_logo_by_key,
)
from printers.document import Logo
from printers.profile import LogoStore, PrinterProfile
from server.protocol.errors import RefusedError

BLACK_BELOW = 128
HIGHEST = 480
LONGEST_KEYED = 65_524
"""``GS ( L`` counts its bytes in two; eleven are head."""


class LogoNotKeptError(RefusedError):
    """The printer has no store for this logo; data say why."""

    code = "logo-not-kept"


def read_logo(picture: bytes, widest: int) -> Logo:
    """Return ``picture`` (PNG, JPEG, BMP) as black dots, no wider than ``widest``; no grey."""
    image = QImage.fromData(picture)
    if image.isNull():
        raise LogoNotKeptError(reason="no-picture")
    if image.width() > widest or image.height() > HIGHEST:
        image = image.scaled(
            min(widest, image.width()),
            HIGHEST,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    width, height = image.width(), image.height()
    # On white, where the picture is clear; a width of whole bytes leaves no gap between rows.
    paper = QImage(bytes_for(width) * 8, height, QImage.Format.Format_Grayscale8)
    paper.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return Logo(width, height, pack(paper, BLACK_BELOW).dots)


def pack(image: QImage, ink_below: int) -> Bitmap:
    """Return the dots of a grey ``image`` whose width is a multiple of eight, dark ones black."""
    table = bytes(ord("1" if grey < ink_below else "0") for grey in range(256))
    # So wide an image has no bytes between its rows.
    greys = bytes(image.constBits())
    # One number for the whole picture: Python packs its bits in one go.
    dots = int(greys.translate(table), 2).to_bytes(len(greys) // 8)
    return unpack(dots, image.width(), image.height())


def logo_hash(logo: Logo) -> str:
    """Return what tells this logo from any other; the driver keeps it for each printer."""
    return hashlib.sha256(b"%d %d " % (logo.width, logo.height) + logo.dots).hexdigest()


def logo_store_job(profile: PrinterProfile, logo: Logo) -> bytes:
    """Return the bytes that store ``logo`` for good; send them once, not with a ticket.

    ``FS q`` makes the printer start anew, so ask it how it is before the next job.
    """
    bitmap = fitted(logo, profile)
    match profile.logo.store:
        case LogoStore.NONE:
            raise LogoNotKeptError(reason="no-store")
        case LogoStore.GS_L:
            bitmap, dots = _without_commands(bitmap, _row_by_row)
            command = store_logo_by_key(bitmap.width_bytes * 8, len(bitmap.rows), dots)
        case LogoStore.FS_Q:
            bitmap, dots = _without_commands(bitmap, columns)
            command = store_logo_as_first(bitmap.width_bytes, bytes_for(len(bitmap.rows)), dots)
        case _:
            assert_never(profile.logo.store)
    if len(dots) > min(profile.logo.max_bytes, LONGEST_KEYED):
        raise LogoNotKeptError(reason="too-large")
    return INITIALISE + command


def logo_recall(profile: PrinterProfile) -> bytes:
    """Return the few bytes that print the stored logo."""
    match profile.logo.store:
        case LogoStore.NONE:
            raise LogoNotKeptError(reason="no-store")
        case LogoStore.GS_L:
            return recall_logo_by_key()
        case LogoStore.FS_Q:
            return recall_first_logo()
        case _:
            assert_never(profile.logo.store)


def fitted(logo: Logo, profile: PrinterProfile) -> Bitmap:
    """Return the logo's dots, made narrower where the paper is."""
    bitmap = unpack(logo.dots, logo.width, logo.height)
    step = -(-logo.width // (profile.media.dots // 8 * 8))
    if step <= 1:
        return bitmap
    bits = [f"{int.from_bytes(row):0{bitmap.width_bytes * 8}b}" for row in bitmap.rows[::step]]
    thin = [row[::step] for row in bits]
    width = bytes_for(len(thin[0]))
    return Bitmap(width, tuple(int(row.ljust(width * 8, "0"), 2).to_bytes(width) for row in thin))


def _without_commands(bitmap: Bitmap, order: Callable[[Bitmap], bytes]) -> tuple[Bitmap, bytes]:
    """Move the picture by a dot or two until what is sent holds no real-time command."""
    for shift in range(8):
        moved = shifted(bitmap, shift)
        for rows in (moved.rows, (bytes(moved.width_bytes), *moved.rows)):
            candidate = Bitmap(moved.width_bytes, rows)
            if not holds_command(order(candidate)):
                return candidate, order(candidate)
    return bitmap, mended(order(bitmap))


def _row_by_row(bitmap: Bitmap) -> bytes:
    return bitmap.dots
