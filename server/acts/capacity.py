"""Whether a service takes visitors in: its hours, and the quota of a day with who counts to it."""

from server.acts.turn import Turn
from server.protocol.booking_errors import CapacityReachedError
from server.protocol.errors import FailureData, ServiceClosedError
from server.protocol.identity import Key
from server.protocol.services import Service
from server.protocol.tickets import ServiceDay
from server.queueing.availability import Load, Moment, is_full
from server.receiving import next_post, service_calendar


def check_capacity(turn: Turn, service: Service, day: ServiceDay) -> None:
    """Raise CapacityReachedError, which says when and where else, if the day's quota is used up.

    Who has booked and is still expected counts too: a walk-in takes no booked place.
    """
    quota = turn.config.quotas.get(service.id)
    if quota is None:
        return
    bookings = turn.ledger.bookings
    used = bookings.taken_in(day, service.id) + bookings.count_expected(day, service.id)
    if not is_full(Load(used=used, quota=quota)):
        return
    raise CapacityReachedError(service=service.id, **way_on(turn, service, after_today=True))


def count_in(turn: Turn, service: Key, day: ServiceDay) -> None:
    """Count a visitor whom ``service`` has taken in, if it counts them."""
    if service in turn.config.quotas:
        turn.ledger.bookings.take_in(day, service)


def check_hours(turn: Turn, service: Service) -> None:
    """Raise ServiceClosedError, which says when and by whom it is received, out of its hours."""
    if not service_calendar(turn.config, service).is_open(turn.local()):
        raise ServiceClosedError(service=service.id, **way_on(turn, service))


def way_on(turn: Turn, service: Service, *, after_today: bool = False) -> FailureData:
    """Return where and when a visitor may go whom ``service`` does not take in, if anybody knows.

    With the time goes the office that receives then, where offices alone do.
    """
    config, now = turn.config, Moment(turn.at, turn.local())
    calendar = service_calendar(config, service)
    opening = calendar.next_opening(now.local, after_today=after_today)
    post = next_post(config, service.id, now.local, after_today=after_today)
    where = config.elsewhere_of.get(service.id)
    found: dict[str, str | int | None] = {
        "elsewhere": where,
        "opens_at": None if opening is None else now.instant(opening),
        "post": None if post is None else post.id,
    }
    return {name: value for name, value in found.items() if value is not None}
