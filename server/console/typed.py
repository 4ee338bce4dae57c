"""What people type at a desk, in the form in which the hall knows it."""

_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425", "ABEKMHOPCTX"
)
"""Cyrillic letters and the Latin ones that look the same: a paper does not say which it has."""


def ticket_number(text: str) -> str:
    """Return a number as papers have it, typed on whichever keyboard, in letters of any size."""
    return text.strip().upper().translate(_ALIKE)


def booking_code(text: str) -> str:
    """Return the digits of a code, which people part by spaces."""
    return "".join(text.split())
