"""What is wrong with a hall file: each mistake is told with the key it stands at."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from server.hall_day_problems import day_problems
from server.hall_entries import HallFile
from server.hall_hours import hours_problems
from server.hall_rosters import roster_problems
from server.protocol.codes import Code
from server.protocol.identity import Key
from server.protocol.ticket_layout import LayoutRow, TicketLayout, completed, problems_of

MAX_SERVICES_OF_DESK = 80
"""So that a call, which names the head of every lane of its desk, fits into one frame."""

_NAMED = ("bodies", "services", "categories", "zones", "posts", "elsewhere")


def problems_of_file(file: HallFile) -> Iterator[str]:
    """Say everything that is wrong with ``file``, one line each."""
    yield from _zone_problems(file.hall.time_zone)
    yield from hours_problems("hall.hours", file.hall.hours)
    for entry in file.services:
        yield from hours_problems(f"services.{entry.id}.hours", entry.hours)
    yield from _name_problems(file)
    yield from _text_problems(file)
    yield from _service_problems(file)
    yield from _desk_problems(file)
    yield from _code_problems(file.codes)
    yield from day_problems(file)
    yield from roster_problems(file)
    yield from _ticket_problems(file.ticket)


def _zone_problems(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        yield f"hall.time_zone: no time zone is called {name!r}"


def _name_problems(file: HallFile) -> Iterator[str]:
    for kind in (*_NAMED, "series", "desks"):
        keys = [thing.id for thing in getattr(file, kind)]
        yield from (f"{kind}.{key}: stands twice" for key in sorted(_twice(keys)))
    prefixes = _twice([series.prefix for series in file.series])
    yield from (f"series: prefix {prefix!r} stands twice" for prefix in sorted(prefixes))
    labels = _twice([desk.label for desk in file.desks])
    yield from (f"desks: label {label!r} stands twice" for label in sorted(labels))


def _text_problems(file: HallFile) -> Iterator[str]:
    named = [("hall.names", file.hall.names)]
    for kind in _NAMED:
        named += [(f"{kind}.{thing.id}.names", thing.names) for thing in getattr(file, kind)]
    named += [(f"codes.{code.kind}.{code.id}.names", code.names) for code in file.codes]
    for key, texts in named:
        for language in file.hall.languages:
            if not texts.get(language, "").strip():
                yield f"{key}: no text in {language!r}"


def _service_problems(file: HallFile) -> Iterator[str]:
    bodies = {body.id for body in file.bodies}
    series = {one.id for one in file.series}
    served = {key for desk in file.desks for key in desk.services}
    for entry in file.services:
        if entry.body not in bodies:
            yield f"services.{entry.id}.body: no body is called {entry.body!r}"
        if entry.series not in series:
            yield f"services.{entry.id}.series: no series is called {entry.series!r}"
        if entry.id not in served:
            yield f"services.{entry.id}: no desk serves it"
    yield from _plan_problems({entry.id: entry.then for entry in file.services})


def _plan_problems(plans: Mapping[Key, Key | None]) -> Iterator[str]:
    """Say which planned legs lead nowhere, or round and round."""
    for service, then in plans.items():
        seen, last = {service}, then
        while last is not None and last in plans and last not in seen:
            seen.add(last)
            last = plans[last]
        if then is not None and then not in plans:
            yield f"services.{service}.then: no service is called {then!r}"
        elif last == service:
            yield f"services.{service}.then: leads back to itself"


def _desk_problems(file: HallFile) -> Iterator[str]:
    zones = {zone.id for zone in file.zones}
    services = {entry.id for entry in file.services}
    for desk in file.desks:
        if len(desk.services) > MAX_SERVICES_OF_DESK:
            yield f"desks.{desk.id}.services: more than {MAX_SERVICES_OF_DESK}"
        if desk.zone not in zones:
            yield f"desks.{desk.id}.zone: no zone is called {desk.zone!r}"
        for key in sorted(set(desk.services) - services):
            yield f"desks.{desk.id}.services: no service is called {key!r}"


def _code_problems(codes: tuple[Code, ...]) -> Iterator[str]:
    twice = _twice([f"{code.kind}.{code.id}" for code in codes])
    yield from (f"codes.{key}: stands twice" for key in sorted(twice))


def _ticket_problems(rows: tuple[LayoutRow, ...]) -> Iterator[str]:
    """Say what is wrong with each row, counted from 1; a hall may leave the whole table out."""
    for problem in problems_of(completed(TicketLayout(rows))) if rows else ():
        yield f"ticket.{problem.row}.{problem.part}: {problem.fault}"


def _twice(values: list[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}
