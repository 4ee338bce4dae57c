"""Numbers that the state gives to persons: told by their form, so that no hall keeps one."""

import re
from datetime import date

# Day of birth, century (0 for foreigners), serial number, control digit: twelve digits.
_FORM = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-6][0-9]{5}")
_WEIGHTS = tuple(range(1, 12))
_OTHER_WEIGHTS = (*range(3, 12), 1, 2)
_NO_DIGIT = 10

_BORN_IN_OUR_CENTURY = "56"
_DAYS_OF_A_YEAR = 366


def is_personal_number(text: str, booked_for: date | None = None) -> bool:
    """Return whether ``text`` is an individual identification number (IIN) of Kazakhstan.

    Twelve digits alone are no proof: day of birth, century and control digit are looked at too,
    so that an office may count its bookings with twelve digits of its own; also from the day on
    which they are taken, within a year of the day that is ``booked_for``.
    """
    digits = re.sub(r"\s", "", text)
    if not _FORM.fullmatch(digits) or _control_digit(digits) != int(digits[-1]):
        return False
    return booked_for is None or not _is_count_of_a_day(digits, booked_for)


def _is_count_of_a_day(digits: str, booked_for: date) -> bool:
    """Return whether the digits begin with a day near ``booked_for``, on which nobody was born."""
    if digits[6] in _BORN_IN_OUR_CENTURY:
        return False
    try:
        counted_from = date.fromisoformat(f"20{digits[:2]}-{digits[2:4]}-{digits[4:6]}")
    except ValueError:
        return False
    return abs((counted_from - booked_for).days) <= _DAYS_OF_A_YEAR


def _control_digit(digits: str) -> int:
    """Return the last digit as the first eleven give it; 10 if they are of no number."""
    first = _weighed(digits, _WEIGHTS)
    return _weighed(digits, _OTHER_WEIGHTS) if first == _NO_DIGIT else first


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
