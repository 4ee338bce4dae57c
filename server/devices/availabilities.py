"""How it stands with every service of a hall now: for kiosks, as far as it is not plainly open."""

from datetime import datetime

from msgspec.structs import replace

from server.hall_file import HallConfig
from server.protocol.availability import Availability, Reception
from server.protocol.identity import Key
from server.protocol.services import Service
from server.queueing.availability import Load, Moment, availability
from server.queueing.picture import HallPicture
from server.receiving import next_post, service_calendar

PLAINLY_OPEN = Availability(Reception.OPEN)

_TURNS_AWAY = frozenset({Reception.CLOSED, Reception.FULL})

_Facts = tuple[bool, int, int]
"""Whether the day is open, how many places are taken, how many wait."""


class Availabilities:
    """Answers are kept for a minute of the hall's clocks, or until who waits has changed."""

    def __init__(self, config: HallConfig, *, names_offices: bool = True) -> None:
        """Answer for the hall of ``config``, with the offices that receive if there is room."""
        self._config = config
        self._names_offices = names_offices
        self._calendars = {
            service.id: service_calendar(config, service) for service in config.services
        }
        self._desks = {
            service.id: sum(service.id in desk.services for desk in config.desks)
            for service in config.services
        }
        self._minute: datetime | None = None
        self._known: dict[Key, tuple[_Facts, Availability]] = {}

    def of(self, picture: HallPicture, moment: Moment) -> dict[Key, Availability]:
        """Return how it stands with each service that does not simply take everybody in."""
        minute = moment.local.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._known.clear()
        waiting = picture.waiting_by_service()
        found = {
            service.id: self._of(service, picture, waiting.get(service.id, 0), moment)
            for service in self._config.services
        }
        return {service: one for service, one in found.items() if one != PLAINLY_OPEN}

    def _of(
        self, service: Service, picture: HallPicture, waiting: int, moment: Moment
    ) -> Availability:
        day = picture.service_day
        used = 0 if day is None else picture.book.used(day, service.id)
        facts = day is not None, used, waiting
        known = self._known.get(service.id)
        if known is None or known[0] != facts:
            known = facts, self._compute(service.id, facts, moment)
            self._known[service.id] = known
        return known[1]

    def _compute(self, service: Key, facts: _Facts, moment: Moment) -> Availability:
        is_day_open, used, waiting = facts
        config = self._config
        minutes = config.visit_minutes.get(service, 0)
        load = Load(
            used=used,
            quota=config.quotas.get(service),
            work_minutes=minutes * waiting / max(1, self._desks[service]),
        )
        found = availability(
            self._calendars[service],
            moment,
            load,
            is_day_open=is_day_open,
            elsewhere=config.elsewhere_of.get(service),
        )
        if not self._names_offices or found.reception not in _TURNS_AWAY:
            return found
        is_full = found.reception is Reception.FULL
        post = next_post(config, service, moment.local, after_today=is_full)
        return found if post is None else replace(found, post=post.id)
