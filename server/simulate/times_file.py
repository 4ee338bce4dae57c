"""Another hall's visits, read from a file: service times and arrivals for made-up days.

A CSV file with the columns ``service``, ``class``, ``arrived`` (HH:MM) and ``minutes``, one line
for each visitor; ``minutes`` is empty for who did not come when called.
"""

import csv
from dataclasses import replace
from pathlib import Path

import msgspec

from server.protocol.services import WallTime
from server.protocol.tickets import TicketClass
from server.simulate.synthetic import Hall, ServiceTimes

DESKS = 6
LONGEST_MINUTES = 600.0
MOST_LINES = 1_000_000


class TimesFileError(Exception):
    """The file cannot be used; ``line`` of it says why not, 0 for the whole file."""

    def __init__(self, line: int, why: str) -> None:
        """Say what is wrong in which line."""
        super().__init__(f"line {line}: {why}")
        self.line, self.why = line, why


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    service: str
    ticket_class: TicketClass = msgspec.field(name="class")
    arrived: WallTime
    minutes: str

    @property
    def hour(self) -> int:
        return int(self.arrived[:2])


def hall_of(path: Path, base: Hall | None = None) -> Hall:
    """Return a hall with the services, times, hours and classes of the file.

    Raise TimesFileError or OSError if it cannot be read.
    """
    lines = _lines(path)
    received: dict[str, list[float]] = {}
    for number, line in enumerate(lines, start=2):
        lengths = received.setdefault(line.service, [])
        if line.minutes:
            lengths.append(_minutes(line.minutes, number))
    for service, lengths in received.items():
        if not lengths:
            raise TimesFileError(0, f"nobody was received for {service}")
    return _hall(lines, received, base or Hall())


def _hall(lines: list[_Line], received: dict[str, list[float]], base: Hall) -> Hall:
    first, last = (pick(line.hour for line in lines) for pick in (min, max))
    hours = [sum(line.hour == hour for line in lines) for hour in range(first, last + 1)]
    classes = [line.ticket_class for line in lines]
    return replace(
        base,
        times=tuple(
            ServiceTimes(service, sum(lengths) / len(lengths), recorded=tuple(lengths))
            for service, lengths in sorted(received.items())
        ),
        desks=_desks(sorted(received)),
        hours=tuple(count / len(lines) for count in hours),
        opens=first,
        statutory=classes.count(TicketClass.STATUTORY) / len(lines),
        booked=classes.count(TicketClass.BOOKED) / len(lines),
        no_shows=sum(not line.minutes for line in lines) / len(lines),
    )


def _desks(services: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return six desks: two for each half of the services, and two for all."""
    half = (len(services) + 1) // 2
    parts = (services[:half], services[half:] or services, services)
    return tuple(tuple(part) for part in parts for _ in range(DESKS // len(parts)))


def _lines(path: Path) -> list[_Line]:
    lines: list[_Line] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if number > MOST_LINES:
                raise TimesFileError(number, "the file is too long")
            try:
                lines.append(msgspec.convert(row, _Line))
            except msgspec.ValidationError as error:
                raise TimesFileError(number, str(error)) from error
    if not lines:
        raise TimesFileError(0, "there is no visitor in it")
    return lines


def _minutes(text: str, line: int) -> float:
    try:
        minutes = float(text)
    except ValueError as error:
        raise TimesFileError(line, "minutes is not a number") from error
    if not 0 < minutes <= LONGEST_MINUTES:
        raise TimesFileError(line, f"minutes is not between 0 and {LONGEST_MINUTES:g}")
    return minutes
