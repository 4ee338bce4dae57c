"""The ESC/POS commands that are not text, as bytes."""

INITIALISE = b"\x1b@"
LEAVE_KANJI = b"\x1c."
LEFT, CENTRE = b"\x1ba\x00", b"\x1ba\x01"
PAPER_SENSOR_FENCE = b"\x1dr\x01"
FEED_AND_CUT = b"\x1dVB\x00"
ALL_AUTOMATIC_STATUS = b"\x1da\x0f"
REAL_TIME_STATUS_KINDS = (1, 2, 3, 4)
PROCESS_ID_BYTES = 4
NORMAL, DOUBLED = 0, 3
LONGEST_FEED = 255
LOGO_KEY = b"KZ"
"""The two letters under which a printer with ``GS ( L`` keeps our logo."""
USE_OWN_CHARACTERS = b"\x1b%\x01"


def select_code_page(slot: int) -> bytes:
    """Return ``ESC t``."""
    return bytes((0x1B, 0x74, slot))


def ask_real_time_status(kind: int) -> bytes:
    """Return ``DLE EOT``: 1 printer, 2 offline cause, 3 error cause, 4 paper."""
    return bytes((0x10, 0x04, kind))


def ask_identity(kind: int) -> bytes:
    """Return ``GS I``: 1 to 3 are bytes, 65 to 69 firmware, maker, model, serial, letters."""
    return bytes((0x1D, 0x49, kind))


def process_id_fence(mark: bytes) -> bytes:
    """Return ``GS ( H`` function 48: echo ``mark`` (4 bytes) once all before it is printed."""
    if len(mark) != PROCESS_ID_BYTES:
        raise ValueError(mark)
    return b"\x1d(H\x06\x00\x30\x30" + mark


def feed(dots: int, units_per_dot: int) -> bytes:
    """Return as few ``ESC J`` as feed ``dots``; some makers count in halves of a dot."""
    most = LONGEST_FEED // units_per_dot
    whole, rest = divmod(dots, most)
    steps = [most] * whole + ([rest] if rest else [])
    return b"".join(bytes((0x1B, 0x4A, step * units_per_dot)) for step in steps)


def emphasise(*, on: bool) -> bytes:
    """Return ``ESC E``."""
    return bytes((0x1B, 0x45, on))


def magnify(wide: int, high: int) -> bytes:
    """Return ``GS !``: one to eight times the width and the height."""
    return bytes((0x1D, 0x21, (wide - 1) << 4 | (high - 1)))


def raster_band(width_bytes: int, rows: int, scale: int, dots: bytes) -> bytes:
    """Return ``GS v 0``; ``scale`` 2 lets the printer double both ways."""
    mode = DOUBLED if scale > 1 else NORMAL
    return b"\x1dv0" + bytes((mode,)) + _words(width_bytes, rows) + dots


def define_characters(first: int, width: int, cells: tuple[bytes, ...]) -> bytes:
    """Return ``ESC &`` for neighbouring codes from ``first``; cells of ``width`` columns."""
    high = len(cells[0]) // width
    head = bytes((0x1B, 0x26, high, first, first + len(cells) - 1))
    return head + b"".join(bytes((width,)) + cell for cell in cells)


def store_logo_by_key(width: int, height: int, dots: bytes) -> bytes:
    """Return ``GS ( L`` function 67: keep a picture for good under our key."""
    body = b"\x30\x43\x30" + LOGO_KEY + b"\x01" + _words(width, height) + b"\x31" + dots
    return b"\x1d(L" + _words(len(body)) + body


def recall_logo_by_key() -> bytes:
    """Return ``GS ( L`` function 69: print the picture kept under our key."""
    return b"\x1d(L\x06\x00\x30\x45" + LOGO_KEY + b"\x01\x01"


def store_logo_as_first(width_bytes: int, height_bytes: int, upright: bytes) -> bytes:
    """Return ``FS q`` with one picture, column by column; it erases all others."""
    return b"\x1cq\x01" + _words(width_bytes, height_bytes) + upright


def recall_first_logo() -> bytes:
    """Return ``FS p``: print the first of the pictures kept."""
    return b"\x1cp\x01\x00"


def _words(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(2, "little") for number in numbers)
