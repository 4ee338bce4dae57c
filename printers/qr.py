"""A QR code as dots, for printers that draw none themselves; pure."""

import qrcode

from printers.bitmap import Bitmap, bytes_for

QUIET_MODULES = 4
"""White on each side, by ISO/IEC 18004; the paper beside a centred code serves."""
LARGEST_MODULE, SMALLEST_MODULE = 6, 4
"""Dots: 0.75 mm is read at arm's length; under half a millimetre thermal edges run together."""
Modules = tuple[tuple[bool, ...], ...]


def qr_modules(text: str, *, is_lean: bool = False) -> Modules:
    """Return the modules of ``text``, dark ones true, no white around; lean ones correct less."""
    constants = qrcode.constants
    correction = constants.ERROR_CORRECT_L if is_lean else constants.ERROR_CORRECT_M
    code = qrcode.QRCode(error_correction=correction, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def module_dots(modules: int, paper_dots: int, *, is_lean: bool = False) -> int:
    """Return the side of one module so that the code and its white fit the paper; even."""
    if is_lean:
        return SMALLEST_MODULE
    fitting = paper_dots // (modules + 2 * QUIET_MODULES)
    return max(SMALLEST_MODULE, min(LARGEST_MODULE, fitting)) // 2 * 2


def qr_bitmap(modules: Modules, dots: int) -> Bitmap:
    """Return ``modules`` as black squares of ``dots``."""
    rows: list[bytes] = []
    for line in modules:
        bits = "".join(("1" if dark else "0") * dots for dark in line)
        width = bytes_for(len(bits))
        rows.extend([int(bits.ljust(width * 8, "0"), 2).to_bytes(width)] * dots)
    return Bitmap(len(rows[0]), tuple(rows))
