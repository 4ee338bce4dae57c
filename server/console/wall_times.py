"""Times of day as people say them, turned into instants of hall time."""

from datetime import date, datetime, time, timedelta

from server.protocol.tickets import Instant


def moment_of(at: str | None, now: Instant, local: datetime) -> Instant:
    """Return the latest instant at which the clock on the wall said ``at``; now if not said."""
    if at is None:
        return now
    hour, _, minute = at.partition(":")
    said = local.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    if said > local:
        said -= timedelta(days=1)
    return now - int((local - said).total_seconds() * 1000)


def moment_on(day: date, at: str, now: Instant, local: datetime) -> Instant:
    """Return the instant at which the clock on the wall said ``at`` on ``day``."""
    said = datetime.combine(day, time.fromisoformat(at), local.tzinfo)
    return now - round((local.timestamp() - said.timestamp()) * 1000)
