"""The bookings' page: who is expected when, the line of a first head, files and check-ins."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Annotated

import msgspec
from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import Body, Parameter
from litestar.response import Redirect, ServerSentEvent
from msgspec import Meta, Struct
from msgspec.structs import replace

from server.booking_files import MAX_FILE_BYTES, BookingFaultsError, FileKind, read_bookings
from server.booking_imports import BookingImports
from server.console.booking_hours import HourTab, hour_shown, slots_of
from server.console.booking_view import BookingPages, BookingsView, Now
from server.console.browser import AnyRequest
from server.console.code_names import code_choices
from server.console.desk_printers import (
    have_printed,
    keep_choice,
    paper_of,
    printers,
    usual_printer,
)
from server.console.streams import LivePage, Part, on_entries, stream
from server.console.typed import booking_code
from server.console.views import DoneView
from server.console.visits import Visit
from server.failures import status_of
from server.plain_words import PlainWords
from server.protocol.booking_commands import CancelBooking, CheckIn
from server.protocol.codes import CodeKind
from server.protocol.commands import Command
from server.protocol.day_commands import PausePost, ResumePost
from server.protocol.errors import Failure, KezekError, to_failure
from server.protocol.events import Entry, TicketIssued
from server.protocol.identity import Key, RequestId
from server.protocol.tickets import ServiceDay
from server.storage.bookings import BookingRow
from server.storage.ledger import Ledger

ROOM_FOR_FORM = 16 * 1024

DayWord = Annotated[
    date | None, Parameter(description="a day such as 2026-11-25; today when left out")
]
HourWord = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3])?$")]
Hour = Annotated[str, Parameter(pattern=r"^([01][0-9]|2[0-3])?$")]
Until = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]


class PauseForm(Struct, frozen=True):
    """An office pauses, ``until`` a time if one was typed."""

    request_id: RequestId
    post: Key
    reason: Key
    until: Until = ""


class PostForm(Struct, frozen=True):
    """An office receives again."""

    request_id: RequestId
    post: Key


class CancelForm(Struct, frozen=True):
    """A visitor of ``day`` is expected no more."""

    request_id: RequestId
    booking: Key
    day: date
    hour: HourWord = ""


class CodeForm(Struct, frozen=True):
    """A visitor has told his code at a desk."""

    request_id: RequestId
    code: Annotated[str, Meta(max_length=20)]
    device: Annotated[str, Meta(max_length=64)] = ""


_FORM = RequestEncodingType.URL_ENCODED
PauseData = Annotated[PauseForm, Body(media_type=_FORM)]
PostData = Annotated[PostForm, Body(media_type=_FORM)]
CancelData = Annotated[CancelForm, Body(media_type=_FORM)]
CodeData = Annotated[CodeForm, Body(media_type=_FORM)]


class BookingsController(Controller):
    """Bookings, for officials who assist a first head, supervisors and admins."""

    path = "/bookings"
    include_in_schema = False

    @get()
    async def show(
        self, visit: NamedDependency[Visit], day: DayWord = None, hour: Hour = ""
    ) -> Response[str]:
        """Show the bookings of a day, today's if none is named."""
        return await _page(visit, day or _today(visit), hour=hour)

    @get("/live")
    async def live(self, visit: NamedDependency[Visit], hour: Hour = "") -> ServerSentEvent:
        """Keep today's bookings live, of services those of an hour if they are many."""

        async def parts() -> Mapping[str, Part]:
            view = await _view(visit, _today(visit), hour)
            values = _values(visit, view)
            return {
                part: (digest, partial(visit.render, f"part_{part}.html", values))
                for part, digest in _digests(view).items()
            }

        return stream(visit, LivePage("/bookings/live", parts, (on_entries(visit),)))

    @post("/pause")
    async def pause(self, visit: NamedDependency[Visit], data: PauseData) -> Response[str]:
        """Say that an office receives nobody for a while."""
        command = PausePost(
            request_id=data.request_id,
            post=data.post,
            reason=data.reason,
            until=data.until or None,
        )
        return await _done(visit, command)

    @post("/resume")
    async def resume(self, visit: NamedDependency[Visit], data: PostData) -> Response[str]:
        """Say that an office receives again."""
        return await _done(visit, ResumePost(request_id=data.request_id, post=data.post))

    @post("/cancel")
    async def cancel(self, visit: NamedDependency[Visit], data: CancelData) -> Response[str]:
        """Expect a visitor no more."""
        command = CancelBooking(request_id=data.request_id, booking=data.booking)
        return await _done(visit, command, data.day, data.hour)

    @post("/check-in")
    async def check_in(self, visit: NamedDependency[Visit], data: CodeData) -> Response[str]:
        """Give a visitor who has booked his number, at a desk."""
        code = booking_code(data.code)
        if not re.fullmatch("[0-9]{6}", code):
            return await _page(visit, _today(visit), Failure("unknown-booking"), 409)
        language = visit.browser.language
        command = CheckIn(request_id=data.request_id, code=code, language=language)
        answer = await _done(visit, command, device=data.device)
        keep_choice(visit, visit.desk, data.device, answer)
        return answer

    @post("/file", request_max_body_size=MAX_FILE_BYTES + ROOM_FOR_FORM)
    async def bring(self, request: AnyRequest, visit: NamedDependency[Visit]) -> Response[str]:
        """Take the bookings of a file over."""
        actor = visit.admin()
        upload = (await request.form()).get("file")
        content, name = b"", ""
        if isinstance(upload, UploadFile):
            content, name = await upload.read(), upload.filename
        kind = FileKind.JSON if name.lower().endswith(".json") else FileKind.CSV
        try:
            wishes = read_bookings(content, kind)
            brought = await BookingImports(visit.console.service).bring(wishes, actor)
        except BookingFaultsError as error:
            faults = _words(visit, ((one.flaw, one.data) for one in error.faults))
            return await _page(visit, _today(visit), status=422, faults=faults)
        day = date.fromisoformat(min(wish.slot for wish in wishes)[:10])
        odd = _words(visit, ((one.slip, one.data) for one in brought.warnings))
        return await _page(visit, day, brought=(brought.bookings, brought.news), odd=odd)


async def _done(
    visit: Visit,
    command: Command,
    day: date | None = None,
    hour: str = "",
    device: str = "",
) -> Response[str]:
    """Carry ``command`` out and lead back; a check-in is told by its number."""
    shown = day or _today(visit)
    try:
        entries = await visit.console.service.carry_out(command, visit.actor())
    except KezekError as error:
        return await _page(visit, shown, to_failure(error), status_of(error), hour)
    issued = _issued(entries)
    if issued is not None:
        order = paper_of(command.request_id, issued.ticket, device)
        done = await have_printed(visit, DoneView("check-in", issued.number), order)
        return await _page(visit, shown, done=done)
    rest = f"&hour={hour}" if hour else ""
    return Redirect(f"/bookings?day={shown.isoformat()}{rest}", status_code=303)


def _issued(entries: tuple[Entry, ...]) -> TicketIssued | None:
    found = (entry.event for entry in entries if isinstance(entry.event, TicketIssued))
    return next(found, None)


def _words(visit: Visit, said: Iterable[tuple[str, Mapping[str, str | int]]]) -> tuple[str, ...]:
    words = PlainWords((visit.browser.language,))
    return tuple(line for code, data in said for line in words.lines(code, data))


def _today(visit: Visit) -> date:
    """Return the open service day, else what the calendar of the hall shows."""
    service = visit.console.service
    day = service.picture.service_day
    return service.local(service.now()).date() if day is None else date.fromisoformat(day)


def _beside(day: date, days: int) -> date:
    """Return the day so many days on; the first and the last that there are have none beside."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


async def _view(visit: Visit, day: date, asked: str) -> BookingsView:
    service = visit.console.service
    word: ServiceDay = day.isoformat()
    clock = f"{service.local(service.now()):%H}" if day == _today(visit) else ""

    def read(ledger: Ledger) -> tuple[tuple[HourTab, ...], str, tuple[BookingRow, ...]]:
        hours = tuple(HourTab(*one) for one in ledger.bookings.by_hour(word))
        hour = hour_shown(hours, asked, clock)
        return hours, hour, ledger.bookings.shown_of_day(word, slots_of(word, hour))

    hours, hour, rows = await service.read(read)
    now = Now(service.now(), service.time().wall_offset_ms, service.local)
    pages = BookingPages(service.config, service.picture, visit.browser.language, now)
    return replace(pages.view(word, rows), hours=hours, hour=hour)


def _values(visit: Visit, view: BookingsView) -> dict[str, object]:
    return {"view": view, "digest": _digests(view), "role": visit.role}


def _digests(view: BookingsView) -> dict[str, str]:
    booked = (view.day, view.others, view.hours, view.hour, not view.posts)
    return {"offices": _digest((view.day, view.posts)), "booked": _digest(booked)}


def _digest(shown: object) -> str:
    return sha256(msgspec.json.encode(shown)).hexdigest()[:16]


async def _page(
    visit: Visit,
    day: date,
    failure: Failure | None = None,
    status: int = 200,
    hour: str = "",
    **more: object,
) -> Response[str]:
    view = await _view(visit, day, hour)
    config = visit.console.service.config
    values = {
        **_values(visit, view),
        "failure": failure,
        "earlier": _beside(day, -1).isoformat(),
        "later": _beside(day, 1).isoformat(),
        "reasons": code_choices(config, CodeKind.BREAK, visit.browser.language),
        "here": "/bookings",
        "is_live": day == _today(visit),
        "done": None,
        "printers": await printers(visit),
        "usual": usual_printer(visit, visit.desk),
        "brought": None,
        "faults": (),
        "odd": (),
        **more,
    }
    return visit.answer("bookings.html", values, status=status)
