"""What an administrator asks about bookings on the server's computer, and what is told."""

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct

from server.acts.import_keys import import_keys, make_import_key, revoke_import_key
from server.booking_files import BookingFaultsError, BookingWish
from server.booking_imports import BookingImports
from server.hall_service import HallService
from server.protocol.identity import Actor, Key
from server.protocol.tickets import Instant
from server.trust.orders import Row, Told


class _Order(Struct, frozen=True, tag=True, tag_field="type", forbid_unknown_fields=True):
    """What every order is."""


class BringBookings(_Order, frozen=True):
    """Expect whom a file names."""

    wishes: tuple[BookingWish, ...]


class MakeImportKey(_Order, frozen=True):
    """Let another program bring bookings; its key is told once."""

    key: Key


class RevokeImportKey(_Order, frozen=True):
    """Let a key open nothing any more."""

    key: Key


class ListImportKeys(_Order, frozen=True):
    """Tell which keys there are."""


BookingOrder = BringBookings | MakeImportKey | RevokeImportKey | ListImportKeys


async def carry_out(service: HallService, order: BookingOrder, by: Actor) -> Told:
    """Do what ``order`` asks; raise BookingFaultsError or KezekError when it cannot be."""
    match order:
        case BringBookings(wishes=wishes):
            brought = await BookingImports(service).bring(wishes, by)
            row = {"bookings": str(brought.bookings), "news": str(brought.news)}
            odd = tuple(_row(one.slip, one.data) for one in brought.warnings)
            return Told("bookings-taken", (row, *odd))
        case MakeImportKey(key=key):
            secret = await service.write(
                lambda ledger: make_import_key(ledger, key, by, service.now())
            )
            return Told("import-key-made", ({"key": key, "secret": secret},))
        case RevokeImportKey(key=key):
            await service.write(lambda ledger: revoke_import_key(ledger, key, by, service.now()))
            return Told("import-key-revoked", ({"key": key},))
        case ListImportKeys():
            return await _list(service)
        case _:
            assert_never(order)


def told_of(faults: BookingFaultsError) -> Told:
    """Return what is said of a file that was not taken over."""
    return Told("bookings-refused", tuple(_row(one.flaw, one.data) for one in faults.faults))


def _row(flaw: str, data: Mapping[str, str | int]) -> Row:
    return {"words": flaw, "problem": flaw, **{name: str(value) for name, value in data.items()}}


async def _list(service: HallService) -> Told:
    rows = []
    for one in await service.read(import_keys):
        row = {"key": one.id, "made": _day(service, one.made_at)}
        if one.revoked_at is not None:
            row |= {"words": "import-key-over", "revoked": _day(service, one.revoked_at)}
        else:
            row |= {"words": "import-key-stands", "used": _day(service, one.last_used_at)}
        rows.append(row)
    return Told("no-import-keys", tuple(rows))


def _day(service: HallService, at: Instant | None) -> str:
    return "-" if at is None else f"{service.local(at):%Y-%m-%d %H:%M}"
