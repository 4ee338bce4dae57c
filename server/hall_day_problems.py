"""What is wrong with what a hall file says of the day: holidays, posts, matters elsewhere."""

from collections.abc import Iterator
from datetime import date

from server.hall_entries import HallFile
from server.hall_hours import hours_problems


def day_problems(file: HallFile) -> Iterator[str]:
    """Say what is wrong with the course of the hall's days, one line each."""
    yield from _holiday_problems(file)
    yield from _post_problems(file)
    yield from _elsewhere_problems(file)


def _holiday_problems(file: HallFile) -> Iterator[str]:
    dates = [holiday.date for holiday in file.holidays]
    yield from (
        f"holidays.{one}: stands twice" for one in sorted({d for d in dates if dates.count(d) > 1})
    )
    for holiday in file.holidays:
        if not _is_date(holiday.date):
            yield f"holidays.{holiday.date}: there is no such day"
        for window in holiday.hours:
            opens, _, closes = window.partition("-")
            if not (opens < closes or closes == "00:00"):
                yield f"holidays.{holiday.date}.hours: {window!r} ends before it begins"


def _post_problems(file: HallFile) -> Iterator[str]:
    desks = {desk.id: desk for desk in file.desks}
    services = {service.id for service in file.services}
    for post in file.posts:
        yield from hours_problems(f"posts.{post.id}.hours", post.hours)
        if post.service not in services:
            yield f"posts.{post.id}.service: no service is called {post.service!r}"
        elif post.desk not in desks:
            yield f"posts.{post.id}.desk: no desk is called {post.desk!r}"
        elif post.service not in desks[post.desk].services:
            yield f"posts.{post.id}.desk: {post.desk!r} does not serve {post.service!r}"
    held = [post.desk for post in file.posts]
    twice = sorted({desk for desk in held if held.count(desk) > 1})
    yield from (f"posts: two of them receive at {desk!r}" for desk in twice)


def _elsewhere_problems(file: HallFile) -> Iterator[str]:
    known = {one.id for one in file.elsewhere}
    for one in file.elsewhere:
        for language in file.hall.languages:
            if not one.where.get(language, "").strip():
                yield f"elsewhere.{one.id}.where: no text in {language!r}"
    for service in file.services:
        if service.elsewhere is not None and service.elsewhere not in known:
            yield f"services.{service.id}.elsewhere: nothing is called {service.elsewhere!r}"


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
