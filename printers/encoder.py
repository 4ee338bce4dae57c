"""From rows to the bytes of one job, through python-escpos into memory; owns no port."""

from dataclasses import dataclass
from typing import assert_never

import qrcode

from printers.commands import (
    ALL_AUTOMATIC_STATUS,
    CENTRE,
    INITIALISE,
    LEAVE_KANJI,
    raster_band,
    select_code_page,
)
from printers.escpos_library import Dummy, Encoder
from printers.layout import GapRow, QrRow, RasterRow, Row, RuleRow, TextRow
from printers.profile import PrinterProfile
from printers.raster import Bitmap, Rasteriser

RULE_DOTS = 2
QR_MODULE_DOTS = 6
DATA_LINK_ESCAPE = 0x10
REAL_TIME_SECOND_BYTES = frozenset((0x04, 0x05, 0x14))


@dataclass(frozen=True, slots=True)
class EscPosEncoder:
    """Encodes whole jobs for one printer; each starts from a known state."""

    profile: PrinterProfile
    rasteriser: Rasteriser

    def encode(self, rows: tuple[Row, ...]) -> bytes:
        """Return the job's bytes up to, not with, the fence and the cut."""
        body = _Body(self.profile, self.rasteriser)
        body.start()
        for row in rows:
            body.add(row)
        return body.finish()


def defuse(dots: bytes) -> bytes:
    """Return ``dots`` without real-time commands: one dot more where ``DLE EOT`` would stand."""
    # ESC/POS printers act on DLE EOT, ENQ and DC4 even inside the data of a raster command.
    safe = bytearray(dots)
    for place in range(len(safe) - 1):
        if safe[place] == DATA_LINK_ESCAPE and safe[place + 1] in REAL_TIME_SECOND_BYTES:
            safe[place + 1] |= 0x08
    return bytes(safe)


class _Body:
    def __init__(self, profile: PrinterProfile, rasteriser: Rasteriser) -> None:
        page = profile.text
        self._profile = profile
        self._rasteriser = rasteriser
        self._gap = 0
        self._printer = Dummy(
            magic_encode_args={
                "encoding": page.escpos_name,
                "encoder": Encoder({page.escpos_name: page.code_page}),
                "disabled": True,
            }
        )

    def start(self) -> None:
        features, page = self._profile.features, self._profile.text
        self._raw(INITIALISE)
        if features.automatic_status:
            # ESC @ has switched it off (measured), so every job arms it again.
            self._raw(ALL_AUTOMATIC_STATUS)
        if features.cancel_kanji:
            self._raw(LEAVE_KANJI)
        self._raw(select_code_page(page.code_page) + CENTRE)

    def add(self, row: Row) -> None:
        match row:
            case TextRow():
                self._flush_gap()
                self._text(row)
            case RasterRow():
                self._bitmap(self._rasteriser.draw(row), row.scale)
            case QrRow():
                self._flush_gap()
                self._qr(row)
            case RuleRow():
                width = self._profile.media.dots // 8
                self._bitmap(Bitmap(width, (b"\xff" * width,) * RULE_DOTS), 1)
            case GapRow():
                self._gap += row.dots
            case _:
                assert_never(row)

    def finish(self) -> bytes:
        self._flush_gap()
        return bytes(self._printer.output)

    def _text(self, row: TextRow) -> None:
        self._printer.set(bold=row.bold, width=row.wide, height=row.high, custom_size=True)
        self._printer.textln(row.text)

    def _qr(self, row: QrRow) -> None:
        if self._profile.features.native_qr:
            self._printer.qr(row.text, native=True, size=QR_MODULE_DOTS)
        else:
            self._bitmap(_qr_bitmap(row.text), 1)

    def _bitmap(self, bitmap: Bitmap, scale: int) -> None:
        """Send the rows with ink; white above, between the bands' ends and below becomes gap."""
        inked = [y for y, row in enumerate(bitmap.rows) if any(row)]
        if not inked:
            self._gap += len(bitmap.rows) * scale
            return
        self._gap += inked[0] * scale
        self._flush_gap()
        self._bands(bitmap.rows[inked[0] : inked[-1] + 1], bitmap.width_bytes, scale)
        self._gap += (len(bitmap.rows) - 1 - inked[-1]) * scale

    def _bands(self, rows: tuple[bytes, ...], width_bytes: int, scale: int) -> None:
        highest = self._profile.raster.max_band_rows
        for top in range(0, len(rows), highest):
            band = rows[top : top + highest]
            self._raw(raster_band(width_bytes, len(band), scale, defuse(b"".join(band))))

    def _flush_gap(self) -> None:
        """Feed by a narrow white raster: exact to the dot, and no printer ignores it."""
        while self._gap > 0:
            rows = min(self._gap, self._profile.raster.max_band_rows)
            self._raw(raster_band(1, rows, 1, bytes(rows)))
            self._gap -= rows

    def _raw(self, sequence: bytes) -> None:
        self._printer._raw(sequence)  # noqa: SLF001 - python-escpos has no public door for bytes


def _qr_bitmap(text: str) -> Bitmap:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows: list[bytes] = []
    for modules in code.get_matrix():
        bits = "".join(("1" if dark else "0") * QR_MODULE_DOTS for dark in modules)
        padded = bits.ljust((len(bits) + 7) // 8 * 8, "0")
        rows.extend([int(padded, 2).to_bytes(len(padded) // 8, "big")] * QR_MODULE_DOTS)
    return Bitmap(len(rows[0]), tuple(rows))
