"""The tables of a hall file as they are written; ``hall_file`` makes the configuration of them."""

from typing import Annotated

from msgspec import Meta, Struct

from server.protocol.availability import Elsewhere, Holiday
from server.protocol.codes import Code
from server.protocol.desks import Zone
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode, Texts
from server.protocol.services import Body, StatutoryCategory
from server.protocol.ticket_layout import MOST_ROWS, LayoutRow

MOST_CODES = 400
MOST_HOLIDAYS = 100
MOST_POSTS = 100
MOST_ELSEWHERE = 60
MOST_SPANS = 50

Count = Annotated[int, Meta(ge=1, le=1000)]
Seconds = Annotated[int, Meta(ge=1, le=86_400)]
Minutes = Annotated[int, Meta(ge=1, le=1440)]
Gap = Annotated[int, Meta(ge=1, le=100_000)]
Tickets = Annotated[int, Meta(ge=1, le=1_000_000)]


class Series(Struct, frozen=True):
    """A run of numbers; ``prefix`` reads the same in both scripts, ``width`` is a minimum."""

    id: Key
    prefix: Annotated[str, Meta(pattern=r"^[AMT]?$")]
    width: Annotated[int, Meta(ge=1, le=6)]


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """What every table of the file is: strict, so that a misspelt key is told."""


class ServiceEntry(_Entry, frozen=True, kw_only=True):
    """A service; ``series`` numbers its visitors."""

    id: Key
    body: Key
    series: Key
    names: Texts
    hours: tuple[str, ...] = ()
    then: Key | None = None
    asks_persons: bool = False
    quota: Tickets | None = None
    minutes: Minutes | None = None
    elsewhere: Key | None = None


class PostEntry(_Entry, frozen=True, kw_only=True):
    """An office whose holder receives one person after another."""

    id: Key
    names: Texts
    service: Key
    desk: Key
    hours: tuple[str, ...] = ()
    minutes: Annotated[int, Meta(ge=1, le=480)] = 15


class DeskEntry(_Entry, frozen=True, kw_only=True):
    """A desk; ``roster`` says when it is to be open, where the hall says so at all."""

    id: Key
    label: str
    zone: Key
    services: tuple[Key, ...]
    is_video: bool = False
    roster: Annotated[tuple[str, ...], Meta(max_length=MOST_SPANS)] = ()


class Rules(_Entry, frozen=True, kw_only=True):
    """Limits and deadlines of the hall; see docs/operations.md."""

    statutory_limit: Count = 2
    booked_limit: Count = 1
    start_is_optional: bool = False
    recall_limit: Count = 3
    unclaimed_seconds: Seconds = 180
    acknowledgement_seconds: Seconds = 10
    restore_gap: Gap = 200
    kiosk_burst: Tickets = 30
    kiosk_tickets_per_minute: Tickets = 60
    undo_seconds: Seconds = 5
    overrides_before_review: Count = 3
    open_call_minutes: Minutes = 10
    grace_seconds: Seconds = 900
    late_tolerance_minutes: Minutes = 15
    booking_lapse_minutes: Minutes = 60


class HallEntry(_Entry, frozen=True, kw_only=True):
    """The hall itself."""

    id: Key
    names: Texts
    time_zone: str
    languages: Annotated[tuple[LanguageCode, ...], Meta(min_length=1, max_length=12)]
    extra_voices: Annotated[tuple[LanguageCode, ...], Meta(max_length=12)] = ()
    notice: Texts = {}
    hours: Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]


class HallFile(_Entry, frozen=True, kw_only=True):
    """A whole hall file, read but not yet checked."""

    hall: HallEntry
    rules: Rules = Rules()
    bodies: Annotated[tuple[Body, ...], Meta(min_length=1, max_length=100)]
    series: Annotated[tuple[Series, ...], Meta(min_length=1, max_length=4)]
    services: Annotated[tuple[ServiceEntry, ...], Meta(min_length=1, max_length=500)]
    categories: Annotated[tuple[StatutoryCategory, ...], Meta(max_length=50)] = ()
    zones: Annotated[tuple[Zone, ...], Meta(min_length=1, max_length=50)]
    desks: Annotated[tuple[DeskEntry, ...], Meta(min_length=1, max_length=500)]
    ticket: Annotated[tuple[LayoutRow, ...], Meta(max_length=MOST_ROWS)] = ()
    codes: Annotated[tuple[Code, ...], Meta(max_length=MOST_CODES)] = ()
    holidays: Annotated[tuple[Holiday, ...], Meta(max_length=MOST_HOLIDAYS)] = ()
    posts: Annotated[tuple[PostEntry, ...], Meta(max_length=MOST_POSTS)] = ()
    elsewhere: Annotated[tuple[Elsewhere, ...], Meta(max_length=MOST_ELSEWHERE)] = ()
