"""A hall's configuration: read from a TOML file, checked, and kept by the server as one text."""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from server.hall_codes import codes_of
from server.hall_entries import Count, Gap, HallFile, Minutes, Seconds, Series, Tickets
from server.hall_hours import hours_of
from server.hall_problems import problems_of_file
from server.protocol.availability import Elsewhere, Holiday, Post
from server.protocol.codes import Code, CodeKind
from server.protocol.desks import Desk, Zone
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, ReceptionHours, Service, StatutoryCategory
from server.protocol.ticket_layout import (
    HallLayout,
    LayoutRow,
    TicketLayout,
    completed,
    standard_layout,
)

MAX_FILE_BYTES = 256 * 1024
T = TypeVar("T", Body, Service, StatutoryCategory, Zone, Desk, Code, Post)


class HallFileError(Exception):
    """The hall file cannot be used; every problem names the key it stands at."""

    def __init__(self, path: str, problems: Iterable[str]) -> None:
        """Keep ``problems``, one line each."""
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path}: {problem}" for problem in self.problems))


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
    own_codes: tuple[Code, ...] = ()
    undo_seconds: Seconds = 5
    overrides_before_review: Count = 3
    open_call_minutes: Minutes = 10
    grace_seconds: Seconds = 900
    late_tolerance_minutes: Minutes = 15
    booking_lapse_minutes: Minutes = 60
    holidays: tuple[Holiday, ...] = ()
    posts: tuple[Post, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    quotas: dict[Key, Tickets] = {}
    visit_minutes: dict[Key, Minutes] = {}
    elsewhere_of: dict[Key, Key] = {}
    rosters: dict[Key, tuple[ReceptionHours, ...]] = {}

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

    def post(self, key: Key) -> Post | None:
        """Return the post, if the hall has it."""
        return _named(self.posts, key)

    def codes(self, kind: CodeKind) -> tuple[Code, ...]:
        """Return the coded values of ``kind``, the standard ones if the hall has none."""
        return codes_of(self.own_codes, kind)

    def code(self, kind: CodeKind, key: Key) -> Code | None:
        """Return the coded value, if the hall has it."""
        return _named(self.codes(kind), key)

    def sharing_desks_with(self, service: Key) -> frozenset[Key]:
        """Return the services, ``service`` among them, that its desks serve too."""
        return frozenset(
            other for desk in self.desks if service in desk.services for other in desk.services
        )

    def series_of(self, service: Key) -> Series:
        """Return the series that numbers a known service."""
        wanted = self.service_series[service]
        return next(series for series in self.series if series.id == wanted)


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
        file = msgspec.convert(tomllib.loads(data.decode()), HallFile)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise HallFileError(origin, [str(error)]) from error
    except RecursionError as error:
        raise HallFileError(origin, ["is nested too deeply"]) from error
    problems = [*problems_of_file(file)]
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


def _config(file: HallFile) -> HallConfig:
    hall, rules = file.hall, file.rules
    return HallConfig(
        **{name: getattr(hall, name) for name in hall.__struct_fields__ if name != "hours"},
        **{name: getattr(rules, name) for name in rules.__struct_fields__},
        hours=hours_of(hall.hours),
        bodies=file.bodies,
        series=file.series,
        services=tuple(
            Service(
                entry.id,
                entry.body,
                entry.names,
                hours_of(entry.hours),
                entry.then,
                entry.asks_persons,
            )
            for entry in file.services
        ),
        service_series={entry.id: entry.series for entry in file.services},
        categories=file.categories,
        zones=file.zones,
        desks=tuple(
            Desk(one.id, one.label, one.zone, one.services, one.is_video) for one in file.desks
        ),
        rosters={one.id: hours_of(one.roster) for one in file.desks if one.roster},
        ticket=file.ticket,
        own_codes=file.codes,
        holidays=file.holidays,
        posts=tuple(
            Post(one.id, one.names, one.service, one.desk, hours_of(one.hours), one.minutes)
            for one in file.posts
        ),
        elsewhere=file.elsewhere,
        quotas={entry.id: entry.quota for entry in file.services if entry.quota},
        visit_minutes={entry.id: entry.minutes for entry in file.services if entry.minutes},
        elsewhere_of={entry.id: entry.elsewhere for entry in file.services if entry.elsewhere},
    )
