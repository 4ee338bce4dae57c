"""When a hall receives, and each of its services and offices: the calendars of a configuration."""

from collections.abc import Iterable
from datetime import datetime

from server.hall_file import HallConfig
from server.protocol.availability import Post
from server.protocol.identity import Key
from server.protocol.services import ReceptionHours, Service
from server.queueing.hours import Calendar


def hall_calendar(config: HallConfig) -> Calendar:
    """Return when the hall receives."""
    return Calendar(config.hours, config.holidays)


def post_calendar(config: HallConfig, post: Post) -> Calendar:
    """Return when the holder of an office receives: by its own hours, else by its service's."""
    service = config.service(post.service)
    return hall_calendar(config).of(post.hours or (service.hours if service else ()))


def service_calendar(config: HallConfig, service: Service) -> Calendar:
    """Return when ``service`` receives visitors."""
    return hall_calendar(config).of(service_hours(config, service))


def closed_one(
    config: HallConfig, service: Key, post: Key | None, wall: datetime
) -> HallConfig | Service | Post | None:
    """Return who does not receive at a wall time: the hall, else the office or else the service.

    None if they do, and if the hall has neither office nor service.
    """
    if not hall_calendar(config).is_open(wall):
        return config
    office = None if post is None else config.post(post)
    if office is not None:
        return None if post_calendar(config, office).is_open(wall) else office
    wanted = config.service(service)
    is_closed = wanted is not None and not service_calendar(config, wanted).is_open(wall)
    return wanted if is_closed else None


def service_hours(config: HallConfig, service: Service) -> tuple[ReceptionHours, ...]:
    """Return the hours of ``service``, none if they are the hall's.

    Those of its offices if nobody else receives for it: a visitor who came at another time would
    wait before a closed door.
    """
    posts = receiving_posts(config, service.id)
    if not any(post.hours for post in posts):
        return service.hours
    found = [post.hours or service.hours or config.hours for post in posts]
    return _joined(window for hours in found for window in hours)


def receiving_posts(config: HallConfig, service: Key) -> tuple[Post, ...]:
    """Return the offices that receive for ``service``, none if another desk does so too."""
    posts = tuple(post for post in config.posts if post.service == service)
    held = {post.desk for post in posts}
    serving = {desk.id for desk in config.desks if service in desk.services}
    return posts if serving <= held else ()


def next_post(
    config: HallConfig, service: Key, local: datetime, *, after_today: bool = False
) -> Post | None:
    """Return the office that opens next for ``service``, if offices alone receive for it."""
    openings = [
        (opening, post)
        for post in receiving_posts(config, service)
        if (opening := _next(config, post, local, after_today=after_today)) is not None
    ]
    return min(openings, key=lambda one: one[0])[1] if openings else None


def _next(
    config: HallConfig, post: Post, local: datetime, *, after_today: bool
) -> datetime | None:
    return post_calendar(config, post).next_opening(local, after_today=after_today)


def _joined(windows: Iterable[ReceptionHours]) -> tuple[ReceptionHours, ...]:
    """Return the windows in the order of the week, those that touch made one."""
    joined: list[ReceptionHours] = []
    for one in sorted(windows, key=lambda window: (window.weekday, window.opens)):
        last = joined[-1] if joined else None
        if last is None or last.weekday != one.weekday or last.end < one.opens:
            joined.append(one)
        elif last.end < one.end:
            joined[-1] = ReceptionHours(one.weekday, last.opens, one.closes)
    return tuple(joined)
