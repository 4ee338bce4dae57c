"""The hours of a day with very many bookings: one of them is a page; pure."""

from collections.abc import Sequence

from msgspec import Struct

from server.protocol.tickets import ServiceDay

WHOLE_DAY = 100
"""So many bookings of services are shown at once; of more, those of one hour."""


class HourTab(Struct, frozen=True):
    """An hour in which slots of services begin, such as ``09``, and how many do."""

    hour: str
    bookings: int


def hour_shown(hours: Sequence[HourTab], asked: str, now: str) -> str:
    """Return which of ``hours`` is shown: none if all are, else the one asked for or the next.

    ``now`` is the hour on the clock if the day is today's, else empty.
    """
    if sum(one.bookings for one in hours) <= WHOLE_DAY:
        return ""
    wanted = asked or now
    return next((one.hour for one in hours if one.hour >= wanted), hours[-1].hour)


def slots_of(day: ServiceDay, hour: str) -> tuple[str, str]:
    """Return the first slot of an hour and what is behind its last; of the day without one."""
    return (f"{day}T{hour}:00", f"{day}T{hour}:99") if hour else (f"{day}T00:00", f"{day}T99")
