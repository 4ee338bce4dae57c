"""QR codes that the printer draws itself: ``GS ( k`` with ``cn`` 49."""

from dataclasses import dataclass

import qrcode
from PIL import Image
from qrcode.exceptions import DataOverflowError

from printers.virtual.pictures import scaled

QR = 49
LEVELS = {
    48: qrcode.constants.ERROR_CORRECT_L,
    49: qrcode.constants.ERROR_CORRECT_M,
    50: qrcode.constants.ERROR_CORRECT_Q,
    51: qrcode.constants.ERROR_CORRECT_H,
}
LARGEST_MODULE = 16


@dataclass(slots=True)
class QrDrawer:
    """What has been set and stored; ``obey`` gives the picture when it is to be printed."""

    text: str = ""
    module: int = 3
    level: int = 48
    printed: bool = True
    known: bool = True

    def obey(self, arguments: bytes) -> Image.Image | None:
        """Carry out one function; ``known`` tells afterwards whether it was one."""
        kind, function, body = arguments[0], arguments[1], arguments[2:]
        self.known = kind == QR
        match function if self.known else 0:
            case 65:
                self.known = body[:1] in (b"1", b"2")
            case 67:
                self.module = max(1, min(LARGEST_MODULE, body[0]))
            case 69:
                self.level = body[0]
                self.known = self.level in LEVELS
            case 80:
                self.known = body[:1] == b"0"
                self.text, self.printed = body[1:].decode("utf-8", errors="replace"), False
            case 81:
                self.printed = True
                return self._draw() if self.text else None
            case _:
                self.known = False
        return None

    def _draw(self) -> Image.Image | None:
        code = qrcode.QRCode(error_correction=LEVELS[self.level], box_size=1, border=0)
        code.add_data(self.text)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError):
            # More than the largest code holds: the printer prints nothing.
            self.known = False
            return None
        matrix = code.get_matrix()
        small = Image.new("L", (len(matrix), len(matrix)), 255)
        small.putdata([0 if dark else 255 for row in matrix for dark in row])
        return scaled(small, self.module, self.module)
