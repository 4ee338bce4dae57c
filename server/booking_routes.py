"""The way by which other programs bring bookings: HTTP with an import key."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import msgspec
from litestar import Request, Response, delete, post
from litestar.exceptions import NotAuthorizedException, NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from msgspec import Struct

from server.acts.import_keys import holder_of, note_used
from server.booking_files import (
    MAX_FILE_BYTES,
    BookingFaultsError,
    FileKind,
    read_bookings,
)
from server.booking_imports import BookingImports
from server.hall_service import HallService
from server.plain_words import PlainWords
from server.protocol.booking_commands import CancelBooking
from server.protocol.errors import Failure
from server.protocol.identity import Actor, ActorKind, Key
from server.protocol.languages import FALLBACK_ORDER, LanguageCode

KINDS = {"text/csv": FileKind.CSV, "application/json": FileKind.JSON}
SCHEME = "Bearer "
MAX_KEY_LENGTH = 200

_Request = Request[Any, Any, Any]


class Taken(Struct, frozen=True, omit_defaults=True):
    """The bookings were taken over: how many there were, and how many of them new or changed.

    ``warnings`` are rows that were taken over, or not heard, and should be looked at.
    """

    bookings: int
    news: int
    warnings: tuple[dict[str, str | int], ...] = ()


class NotTaken(Struct, frozen=True):
    """Nothing of the file was kept, because of these problems."""

    problems: tuple[dict[str, str | int], ...]
    code: str = "bookings-refused"


Answer = Response[Taken] | Response[NotTaken] | Response[Failure]


def booking_routes(
    service: HallService, imports: BookingImports
) -> Sequence[ControllerRouterHandler]:
    """Return the routes by which programs bring bookings and take them back."""

    @post(
        "/api/bookings",
        status_code=200,
        request_max_body_size=MAX_FILE_BYTES,
        summary="Expect the visitors of a CSV or JSON file",
    )
    async def bring(request: _Request) -> Answer:
        actor = await _program(service, request)
        kind = KINDS.get(request.content_type[0])
        if kind is None:
            return Response(Failure("http", {"status": 415}), status_code=415)
        try:
            brought = await imports.bring(read_bookings(await request.body(), kind), actor)
        except BookingFaultsError as error:
            return _refused(error, _language(request))
        words = PlainWords((_language(request),))
        odd = tuple(_told(one.slip, one.data, words) for one in brought.warnings)
        return Response(Taken(brought.bookings, brought.news, odd))

    @delete("/api/bookings/{booking:str}", summary="Expect a visitor no more")
    async def cancel(request: _Request, booking: FromPath[str]) -> None:
        actor = await _program(service, request)
        if not _is_key(booking):
            raise NotFoundException
        await service.carry_out(CancelBooking(request_id=str(uuid4()), booking=booking), actor)

    return (bring, cancel)


async def _program(service: HallService, request: _Request) -> Actor:
    """Return whose key the request has; nothing more of it is read without one."""
    given = request.headers.get("authorization", "")[:MAX_KEY_LENGTH]
    secret = given.removeprefix(SCHEME).strip()
    key = None
    if given.startswith(SCHEME):
        key = await service.read(lambda ledger: holder_of(ledger, secret))
    if key is None:
        raise NotAuthorizedException(headers={"WWW-Authenticate": SCHEME.strip()})
    found = key
    await service.write(lambda ledger: note_used(ledger, found, service.now()))
    return Actor(ActorKind.PROGRAM, found)


def _is_key(text: str) -> bool:
    try:
        msgspec.convert(text, Key)
    except msgspec.ValidationError:
        return False
    return True


def _refused(error: BookingFaultsError, language: LanguageCode) -> Response[NotTaken]:
    words = PlainWords((language,))
    problems = tuple(_told(fault.flaw, fault.data, words) for fault in error.faults)
    return Response(NotTaken(problems), status_code=422)


def _told(problem: str, data: Mapping[str, str | int], words: PlainWords) -> dict[str, str | int]:
    (text,) = words.lines(problem, data)
    return {"problem": problem, **data, "text": text}


def _language(request: _Request) -> LanguageCode:
    wanted = request.headers.get("accept-language", "")[:2].lower()
    return wanted if wanted in FALLBACK_ORDER else "en"
