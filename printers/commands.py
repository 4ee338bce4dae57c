"""The ESC/POS commands that are not text, as bytes."""

INITIALISE = b"\x1b@"
LEAVE_KANJI = b"\x1c."
CENTRE = b"\x1ba\x01"
PAPER_SENSOR_FENCE = b"\x1dr\x01"
FEED_AND_CUT = b"\x1dVB\x00"
ALL_AUTOMATIC_STATUS = b"\x1da\x0f"
REAL_TIME_STATUS_KINDS = (1, 2, 3, 4)
PROCESS_ID_BYTES = 4
NORMAL, DOUBLED = 0, 3


def select_code_page(slot: int) -> bytes:
    """Return ``ESC t``."""
    return bytes((0x1B, 0x74, slot))


def ask_real_time_status(kind: int) -> bytes:
    """Return ``DLE EOT``: 1 printer, 2 offline cause, 3 error cause, 4 paper."""
    return bytes((0x10, 0x04, kind))


def process_id_fence(mark: bytes) -> bytes:
    """Return ``GS ( H`` function 48: echo ``mark`` (4 bytes) once all before it is printed."""
    if len(mark) != PROCESS_ID_BYTES:
        raise ValueError(mark)
    return b"\x1d(H\x06\x00\x30\x30" + mark


def raster_band(width_bytes: int, rows: int, scale: int, dots: bytes) -> bytes:
    """Return ``GS v 0``; ``scale`` 2 lets the printer double both ways."""
    mode = DOUBLED if scale > 1 else NORMAL
    header = bytes(
        (0x1D, 0x76, 0x30, mode, width_bytes & 0xFF, width_bytes >> 8, rows & 0xFF, rows >> 8)
    )
    return header + dots
