"""Taking over a file of bookings: checked as a whole against the hall, then brought in parts."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from server.acts.bookings import DAYS_AHEAD, is_code_taken
from server.booking_files import BookingFault, BookingFaultsError, BookingFlaw, BookingWish
from server.booking_warnings import BookingWarning, warnings_of
from server.hall_file import HallConfig
from server.hall_service import HallService
from server.protocol.booking_commands import MOST_IMPORTED, ImportBookings
from server.protocol.booking_events import BookingsImported
from server.protocol.bookings import Booking
from server.protocol.codes import CodeKind
from server.protocol.identity import Actor, Key
from server.storage.bookings import BookingRow, BookingState, digest_of_code
from server.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file: so many bookings, so many of them new or changed, and what is odd."""

    bookings: int
    news: int
    warnings: tuple[BookingWarning, ...] = ()


class BookingImports:
    """Takes files over, one after another, so that a long one holds up no ticket."""

    def __init__(self, service: HallService) -> None:
        """Bring bookings to the hall of ``service``."""
        self._service = service
        self._lock = asyncio.Lock()

    async def bring(self, wishes: tuple[BookingWish, ...], actor: Actor) -> Brought:
        """Expect whom ``wishes`` name; of a file with a fault nothing is kept.

        Raise BookingFaultsError then. What is said again as it is known changes nothing, nor does
        it when its day is over: a list of a week is added to until the week ends.
        """
        service = self._service
        async with self._lock:
            today = service.local(service.now()).date()
            over = await self._over(wishes, today)
            lines = tuple(wish for wish in wishes if wish.id not in over)
            _refuse(tuple(_faults(lines, service.config, today)))
            known = await self._known(lines)
            heard = tuple(wish for wish in lines if _is_heard(known.get(wish.id)))
            secret = await service.write(lambda ledger: ledger.bookings.make_secret())
            bookings = tuple(_booking(wish, secret) for wish in heard)
            _refuse(await self._taken(heard, bookings))
            news = 0
            for first in range(0, len(bookings), MOST_IMPORTED):
                part = bookings[first : first + MOST_IMPORTED]
                command = ImportBookings(request_id=str(uuid4()), bookings=part)
                for entry in await service.carry_out(command, actor):
                    if isinstance(entry.event, BookingsImported):
                        news += len(entry.event.bookings)
            return Brought(len(wishes), news, warnings_of(lines, known, service.config))

    async def _known(self, wishes: tuple[BookingWish, ...]) -> dict[Key, BookingRow]:
        """Return what the hall has of ``wishes`` already."""
        found: dict[Key, BookingRow] = {}
        for first in range(0, len(wishes), MOST_IMPORTED):
            part = _Slots(wishes[first : first + MOST_IMPORTED])
            found |= await self._service.read(part.rows)
        return found

    async def _over(self, wishes: tuple[BookingWish, ...], today: date) -> frozenset[Key]:
        """Return the ids of bookings of past days that the hall knows with this very slot."""
        past = tuple(wish for wish in wishes if wish.slot[:10] < today.isoformat())
        found: set[Key] = set()
        for first in range(0, len(past), MOST_IMPORTED):
            found |= await self._service.read(_Slots(past[first : first + MOST_IMPORTED]).known)
        return frozenset(found)

    async def _taken(
        self, wishes: tuple[BookingWish, ...], bookings: tuple[Booking, ...]
    ) -> tuple[BookingFault, ...]:
        """Say whose code another booking of the day has already."""
        faults: list[BookingFault] = []
        for first in range(0, len(bookings), MOST_IMPORTED):
            part = bookings[first : first + MOST_IMPORTED]
            lines = wishes[first : first + MOST_IMPORTED]
            found = await self._service.read(_Codes(part).taken)
            faults += (
                BookingFault(BookingFlaw.CODE_TAKEN, {"line": wish.line})
                for wish in lines
                if wish.id in found
            )
        return tuple(faults)


@dataclass(frozen=True, slots=True)
class _Slots:
    """Looks bookings up by their ids."""

    wishes: tuple[BookingWish, ...]

    def known(self, ledger: Ledger) -> set[Key]:
        """Return the ids of those that the hall has at the same slot."""
        rows = self.rows(ledger)
        same = (wish for wish in self.wishes if wish.id in rows)
        return {wish.id for wish in same if rows[wish.id].booking.slot == wish.slot}

    def rows(self, ledger: Ledger) -> dict[Key, BookingRow]:
        """Return those that the hall has."""
        found = (ledger.bookings.find(wish.id) for wish in self.wishes)
        return {row.booking.id: row for row in found if row is not None}


@dataclass(frozen=True, slots=True)
class _Codes:
    """Looks bookings' codes up."""

    bookings: tuple[Booking, ...]

    def taken(self, ledger: Ledger) -> set[str]:
        """Return the ids of those whose code another booking of the same day has."""
        return {one.id for one in self.bookings if is_code_taken(ledger, one)}


def _refuse(faults: tuple[BookingFault, ...]) -> None:
    if faults:
        raise BookingFaultsError(faults)


def _is_heard(row: BookingRow | None) -> bool:
    """Return whether what is said of a booking now counts: one that has ended stays as it is."""
    return row is None or row.state is BookingState.EXPECTED


def _booking(wish: BookingWish, secret: str) -> Booking:
    return Booking(
        id=wish.id,
        code_digest=digest_of_code(secret, wish.code),
        service=wish.service,
        slot=wish.slot,
        minutes=wish.minutes,
        persons=wish.persons,
        post=wish.post,
        region=wish.region,
    )


def _faults(
    wishes: tuple[BookingWish, ...], config: HallConfig, today: date
) -> Iterator[BookingFault]:
    for wish in wishes:
        if config.service(wish.service) is None:
            yield _unknown(BookingFlaw.UNKNOWN_SERVICE, wish, wish.service)
        elif wish.post is not None:
            yield from _post_faults(wish, wish.post, config)
        if wish.region is not None and config.code(CodeKind.REGION, wish.region) is None:
            yield _unknown(BookingFlaw.UNKNOWN_REGION, wish, wish.region)
        day = datetime.fromisoformat(wish.slot).date()
        if not today <= day <= today + timedelta(days=DAYS_AHEAD):
            yield _unknown(BookingFlaw.DAY_OUT_OF_RANGE, wish, wish.slot)


def _post_faults(wish: BookingWish, key: str, config: HallConfig) -> Iterator[BookingFault]:
    post = config.post(key)
    if post is None:
        yield _unknown(BookingFlaw.UNKNOWN_POST, wish, key)
    elif post.service != wish.service:
        yield BookingFault(
            BookingFlaw.POST_OF_OTHER,
            {"line": wish.line, "value": key, "service": wish.service},
        )


def _unknown(flaw: BookingFlaw, wish: BookingWish, value: str) -> BookingFault:
    return BookingFault(flaw, {"line": wish.line, "value": value})
