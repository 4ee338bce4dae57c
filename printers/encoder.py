"""From rows to the bytes of one job, through python-escpos into memory; owns no port."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from printers.bitmap import Bitmap, bands, ink_rows
from printers.commands import (
    ALL_AUTOMATIC_STATUS,
    CENTRE,
    INITIALISE,
    LEAVE_KANJI,
    USE_OWN_CHARACTERS,
    emphasise,
    feed,
    magnify,
    raster_band,
    select_code_page,
)
from printers.escpos_library import QR_ECLEVEL_M, open_encoder
from printers.layout import GapRow, LogoRow, QrRow, RasterRow, Row, RuleRow, TextRow
from printers.logos import fitted, logo_recall
from printers.own_characters import definitions, substitute
from printers.profile import PrinterProfile
from printers.qr import module_dots, qr_bitmap, qr_modules
from printers.raster import Rasteriser
from printers.strategy import BAND_HEAD_BYTES, Link, longest_command

RULE_DOTS = 2
PLAIN = (1, 1, False)


@dataclass(frozen=True, slots=True)
class EscPosEncoder:
    """Encodes whole jobs for one printer; each starts from a known state."""

    profile: PrinterProfile
    link: Link
    rasteriser: Rasteriser

    def encode(self, rows: tuple[Row, ...], stand_ins: Mapping[str, str] | None = None) -> bytes:
        """Return the job's bytes up to, not with, the fence and the cut."""
        body = _Body(self.profile, self.link, self.rasteriser, stand_ins or {})
        body.start()
        for row in rows:
            body.add(row)
        return body.finish()


class _Body:
    def __init__(
        self,
        profile: PrinterProfile,
        link: Link,
        rasteriser: Rasteriser,
        stand_ins: Mapping[str, str],
    ) -> None:
        self._profile = profile
        self._rasteriser = rasteriser
        self._stand_ins = stand_ins
        self._style = PLAIN
        self._gap = 0
        self._widest = profile.media.dots // 8
        self._longest_band = longest_command(profile, link) - BAND_HEAD_BYTES
        self._printer = open_encoder(profile.text.code_page, profile.text.codec)

    def start(self) -> None:
        features, page = self._profile.features, self._profile.text
        self._raw(INITIALISE)
        if features.automatic_status:
            # ESC @ has switched it off (measured), so every job arms it again.
            self._raw(ALL_AUTOMATIC_STATUS)
        if features.cancel_kanji:
            self._raw(LEAVE_KANJI)
        self._raw(select_code_page(page.code_page) + CENTRE)
        if self._stand_ins:
            # ESC @ has thrown them away, so every job brings its own.
            ours = definitions(self._stand_ins, page.cell_width, self._cell)
            self._raw(ours + USE_OWN_CHARACTERS)

    def add(self, row: Row) -> None:
        match row:
            case TextRow():
                self._flush_gap()
                self._text(row)
            case RasterRow():
                self._bitmap(self._rasteriser.draw(row), row.scale)
            case QrRow():
                self._qr(row)
            case LogoRow():
                self._logo(row)
            case RuleRow():
                width = self._widest // row.scale
                self._bitmap(
                    Bitmap(width, (b"\xff" * width,) * (RULE_DOTS // row.scale)), row.scale
                )
            case GapRow():
                self._gap += row.dots
            case _:
                assert_never(row)

    def finish(self) -> bytes:
        self._flush_gap()
        return bytes(self._printer.output)

    def _text(self, row: TextRow) -> None:
        wide, high, bold = self._style
        if (row.wide, row.high) != (wide, high):
            self._raw(magnify(row.wide, row.high))
        if row.bold != bold:
            self._raw(emphasise(on=row.bold))
        self._style = (row.wide, row.high, row.bold)
        text = substitute(row.text, self._stand_ins)
        # python-escpos puts a question mark where the page has no letter; that must not be.
        text.encode(self._profile.text.codec)
        self._printer.textln(text)

    def _qr(self, row: QrRow) -> None:
        is_native = self._profile.features.native_qr
        is_lean = row.is_lean and not is_native
        modules = qr_modules(row.text, is_lean=is_lean)
        dots = module_dots(len(modules), self._profile.media.dots, is_lean=is_lean)
        if is_native:
            self._flush_gap()
            self._printer.qr(row.text, native=True, ec=QR_ECLEVEL_M, size=dots)
        else:
            self._bitmap(qr_bitmap(modules, dots // row.scale), row.scale)

    def _logo(self, row: LogoRow) -> None:
        if row.is_recalled:
            self._flush_gap()
            self._raw(logo_recall(self._profile))
        else:
            self._bitmap(fitted(row.logo, self._profile), 1)

    def _bitmap(self, bitmap: Bitmap, scale: int) -> None:
        """Send the rows with ink; white above, between the bands' ends and below becomes gap."""
        inked = ink_rows(bitmap)
        if not inked:
            self._gap += len(bitmap.rows) * scale
            return
        self._gap += inked.start * scale
        self._flush_gap()
        ink = Bitmap(bitmap.width_bytes, bitmap.rows[inked.start : inked.stop])
        highest = min(self._profile.raster.max_band_rows, self._longest_band // bitmap.width_bytes)
        for band in bands(ink, highest, self._widest // scale):
            self._raw(raster_band(band.width_bytes, len(band.rows), scale, band.dots))
        self._gap += (len(bitmap.rows) - inked.stop) * scale

    def _flush_gap(self) -> None:
        dots, self._gap = self._gap, 0
        if not self._profile.quirks.ignores_dot_feed:
            self._raw(feed(dots, self._profile.media.feed_units_per_dot))
            return
        # A narrow white raster is exact to the dot too, and no printer ignores it.
        for scale in (2, 1):
            rows, dots = divmod(dots, scale)
            while rows > 0:
                some = min(rows, self._profile.raster.max_band_rows)
                self._raw(raster_band(1, some, scale, bytes(some)))
                rows -= some

    def _cell(self, char: str) -> Bitmap:
        page = self._profile.text
        return self._rasteriser.cell(char, page.cell_width, page.cell_height)

    def _raw(self, sequence: bytes) -> None:
        self._printer._raw(sequence)  # noqa: SLF001 - python-escpos has no public door for bytes
