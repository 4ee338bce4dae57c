"""Reception hours as they are written in a hall file, such as ``1-5 09:00-13:00``."""

import re
from collections.abc import Iterator

from server.protocol.services import ReceptionHours

_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_HOURS = re.compile(rf"([1-7])(?:-([1-7]))? ({_TIME})-({_TIME})")


def hours_of(lines: tuple[str, ...]) -> tuple[ReceptionHours, ...]:
    """Return the opening windows of ``lines`` in the order of the week."""
    windows: list[ReceptionHours] = []
    for line in lines:
        found = _HOURS.fullmatch(line)
        if found is None:
            continue
        first, last, opens, closes = found.groups()
        days = range(int(first), int(last or first) + 1)
        windows += [ReceptionHours(day, opens, closes) for day in days]
    return tuple(sorted(windows, key=lambda window: (window.weekday, window.opens)))


def hours_problems(key: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Say which of ``lines``, which stand at ``key``, cannot be read."""
    for line in lines:
        found = _HOURS.fullmatch(line)
        if found is None or not (found[3] < found[4] or found[4] == "00:00"):
            yield f"{key}: {line!r} is not like '1-5 09:00-13:00' (Monday is 1)"
