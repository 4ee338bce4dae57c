"""A hall's configuration: read from a TOML file, checked, and kept by the server as one text."""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from server.hall_hours import hours_of, hours_problems
from server.protocol.desks import Desk, Zone
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import (
    MOST_ROWS,
    HallLayout,
    LayoutRow,
    TicketLayout,
    completed,
    problems_of,
    standard_layout,
)

MAX_FILE_BYTES = 256 * 1024
MAX_SERVICES_OF_DESK = 80
"""So that a call, which names the head of every lane of its desk, fits into one frame."""

T = TypeVar("T", Body, Service, StatutoryCategory, Zone, Desk)

Count = Annotated[int, Meta(ge=1, le=1000)]
Seconds = Annotated[int, Meta(ge=1, le=86_400)]
Gap = Annotated[int, Meta(ge=1, le=100_000)]
Tickets = Annotated[int, Meta(ge=1, le=1_000_000)]


class HallFileError(Exception):
    """The hall file cannot be used; every problem names the key it stands at."""

    def __init__(self, path: str, problems: Iterable[str]) -> None:
        """Keep ``problems``, one line each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {problem}" for problem in self.problems))


class Series(Struct, frozen=True):
    """A run of numbers; ``prefix`` reads the same in both scripts, ``width`` is a minimum."""

    id: Key
    prefix: Annotated[str, Meta(pattern=r"^[AMT]?$")]
    width: Annotated[int, Meta(ge=1, le=6)]


class HallConfig(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a hall is told about itself; checked, so that every name in it is known.

    A key that came later has a default, which is left out: halls imported before read the same.
    """

    id: Key
    names: Texts
    time_zone: str
    languages: tuple[LanguageCode, ...]
    extra_voices: tuple[LanguageCode, ...]
    notice: Texts
    hours: tuple[ReceptionHours, ...]
    bodies: tuple[Body, ...]
    series: tuple[Series, ...]
    services: tuple[Service, ...]
    service_series: dict[Key, Key]
    categories: tuple[StatutoryCategory, ...]
    zones: tuple[Zone, ...]
    desks: tuple[Desk, ...]
    statutory_limit: Count
    booked_limit: Count
    start_is_optional: bool
    recall_limit: Count
    unclaimed_seconds: Seconds
    acknowledgement_seconds: Seconds
    restore_gap: Gap = 200
    kiosk_burst: Tickets = 30
    kiosk_tickets_per_minute: Tickets = 60
    ticket: tuple[LayoutRow, ...] = ()

    @property
    def layout(self) -> HallLayout:
        """Return how tickets look as long as nobody has changed it."""
        rows = self.ticket
        return HallLayout(0, completed(TicketLayout(rows)) if rows else standard_layout())

    def service(self, key: Key) -> Service | None:
        """Return the service, if the hall has it."""
        return _named(self.services, key)

    def desk(self, key: Key) -> Desk | None:
        """Return the desk, if the hall has it."""
        return _named(self.desks, key)

    def zone(self, key: Key) -> Zone | None:
        """Return the zone, if the hall has it."""
        return _named(self.zones, key)

    def category(self, key: Key) -> StatutoryCategory | None:
        """Return the statutory category, if the hall has it."""
        return _named(self.categories, key)

    def sharing_desks_with(self, service: Key) -> frozenset[Key]:
        """Return the services, ``service`` among them, that its desks serve too."""
        return frozenset(
            other for desk in self.desks if service in desk.services for other in desk.services
        )

    def series_of(self, service: Key) -> Series:
        """Return the series that numbers a known service."""
        wanted = self.service_series[service]
        return next(series for series in self.series if series.id == wanted)


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """What every table of the file is: strict, so that a misspelt key is told."""


class _ServiceEntry(_Entry, frozen=True, kw_only=True):
    id: Key
    body: Key
    series: Key
    names: Texts
    hours: tuple[str, ...] = ()


class _Rules(_Entry, frozen=True, kw_only=True):
    statutory_limit: Count = 2
    booked_limit: Count = 1
    start_is_optional: bool = False
    recall_limit: Count = 3
    unclaimed_seconds: Seconds = 180
    acknowledgement_seconds: Seconds = 10
    restore_gap: Gap = 200
    kiosk_burst: Tickets = 30
    kiosk_tickets_per_minute: Tickets = 60


class _HallEntry(_Entry, frozen=True, kw_only=True):
    id: Key
    names: Texts
    time_zone: str
    languages: Annotated[tuple[LanguageCode, ...], Meta(min_length=1, max_length=12)]
    extra_voices: Annotated[tuple[LanguageCode, ...], Meta(max_length=12)] = ()
    notice: Texts = {}
    hours: Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]


class _File(_Entry, frozen=True, kw_only=True):
    hall: _HallEntry
    rules: _Rules = _Rules()
    bodies: Annotated[tuple[Body, ...], Meta(min_length=1, max_length=100)]
    series: Annotated[tuple[Series, ...], Meta(min_length=1, max_length=4)]
    services: Annotated[tuple[_ServiceEntry, ...], Meta(min_length=1, max_length=500)]
    categories: Annotated[tuple[StatutoryCategory, ...], Meta(max_length=50)] = ()
    zones: Annotated[tuple[Zone, ...], Meta(min_length=1, max_length=50)]
    desks: Annotated[tuple[Desk, ...], Meta(min_length=1, max_length=500)]
    ticket: Annotated[tuple[LayoutRow, ...], Meta(max_length=MOST_ROWS)] = ()


def load_hall_file(path: Path) -> HallConfig:
    """Return the checked configuration; raise HallFileError naming everything that is wrong."""
    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    return read_hall_text(data, str(path))


def read_hall_text(data: bytes, origin: str) -> HallConfig:
    """Return the checked configuration of a hall file's content."""
    if len(data) > MAX_FILE_BYTES:
        raise HallFileError(origin, [f"longer than {MAX_FILE_BYTES} bytes"])
    try:
        file = msgspec.convert(tomllib.loads(data.decode()), _File)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise HallFileError(origin, [str(error)]) from error
    except RecursionError as error:
        raise HallFileError(origin, ["is nested too deeply"]) from error
    problems = [*_problems(file)]
    if problems:
        raise HallFileError(origin, problems)
    return _config(file)


def encode_config(config: HallConfig) -> str:
    """Return the text under which the server keeps ``config``."""
    return msgspec.json.encode(config, order="deterministic").decode()


def decode_config(text: str) -> HallConfig:
    """Return the configuration kept as ``text``."""
    return msgspec.json.decode(text, type=HallConfig)


def _named(things: tuple[T, ...], key: Key) -> T | None:
    return next((thing for thing in things if thing.id == key), None)


def _config(file: _File) -> HallConfig:
    hall, rules = file.hall, file.rules
    return HallConfig(
        **{name: getattr(hall, name) for name in hall.__struct_fields__ if name != "hours"},
        **{name: getattr(rules, name) for name in rules.__struct_fields__},
        hours=hours_of(hall.hours),
        bodies=file.bodies,
        series=file.series,
        services=tuple(
            Service(entry.id, entry.body, entry.names, hours_of(entry.hours))
            for entry in file.services
        ),
        service_series={entry.id: entry.series for entry in file.services},
        categories=file.categories,
        zones=file.zones,
        desks=file.desks,
        ticket=file.ticket,
    )


def _problems(file: _File) -> Iterator[str]:
    yield from _zone_problems(file.hall.time_zone)
    yield from hours_problems("hall.hours", file.hall.hours)
    for entry in file.services:
        yield from hours_problems(f"services.{entry.id}.hours", entry.hours)
    yield from _name_problems(file)
    yield from _text_problems(file)
    yield from _service_problems(file)
    yield from _desk_problems(file)
    yield from _ticket_problems(file.ticket)


def _zone_problems(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        yield f"hall.time_zone: no time zone is called {name!r}"


def _name_problems(file: _File) -> Iterator[str]:
    for kind in ("bodies", "series", "services", "categories", "zones", "desks"):
        keys = [thing.id for thing in getattr(file, kind)]
        yield from (f"{kind}.{key}: stands twice" for key in sorted(_twice(keys)))
    prefixes = _twice([series.prefix for series in file.series])
    yield from (f"series: prefix {prefix!r} stands twice" for prefix in sorted(prefixes))
    labels = _twice([desk.label for desk in file.desks])
    yield from (f"desks: label {label!r} stands twice" for label in sorted(labels))


def _text_problems(file: _File) -> Iterator[str]:
    named = [("hall.names", file.hall.names)]
    for kind in ("bodies", "services", "categories", "zones"):
        named += [(f"{kind}.{thing.id}.names", thing.names) for thing in getattr(file, kind)]
    for key, texts in named:
        for language in file.hall.languages:
            if not texts.get(language, "").strip():
                yield f"{key}: no text in {language!r}"


def _service_problems(file: _File) -> Iterator[str]:
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


def _desk_problems(file: _File) -> Iterator[str]:
    zones = {zone.id for zone in file.zones}
    services = {entry.id for entry in file.services}
    for desk in file.desks:
        if len(desk.services) > MAX_SERVICES_OF_DESK:
            yield f"desks.{desk.id}.services: more than {MAX_SERVICES_OF_DESK}"
        if desk.zone not in zones:
            yield f"desks.{desk.id}.zone: no zone is called {desk.zone!r}"
        for key in sorted(set(desk.services) - services):
            yield f"desks.{desk.id}.services: no service is called {key!r}"


def _ticket_problems(rows: tuple[LayoutRow, ...]) -> Iterator[str]:
    """Say what is wrong with each row, counted from 1; a hall may leave the whole table out."""
    for problem in problems_of(completed(TicketLayout(rows))) if rows else ():
        yield f"ticket.{problem.row}.{problem.part}: {problem.fault}"


def _twice(values: list[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}
