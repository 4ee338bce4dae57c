"""What an administrator asks on the server's computer, through a socket in the data directory."""

import asyncio
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import msgspec
from msgspec import Struct

from server.acts.people import Staffing
from server.booking_files import BookingFaultsError
from server.booking_orders import BookingOrder, told_of
from server.booking_orders import carry_out as carry_booking_order_out
from server.hall_service import HallService
from server.protocol.commands import CloseDay, OpenDay
from server.protocol.errors import KezekError
from server.protocol.identity import COMMAND_LINE, DeviceRole, Key, Role
from server.protocol.tickets import ServiceDay
from server.storage.devices import DeviceRow, key_digest
from server.storage.ledger import Ledger
from server.trust.orders import Told, TrustOrder
from server.trust.orders import carry_out as carry_order_out
from server.trust.trust import Trust

SOCKET_NAME = "control.sock"
MAX_LINE = 1024 * 1024
"""A whole file of bookings; who may write here owns the data directory."""

DEADLINE_SECONDS = 10.0


class _Tagged(Struct, frozen=True, tag=True, tag_field="type", forbid_unknown_fields=True):
    """What every request and every answer is."""


class AddDevice(_Tagged, frozen=True):
    """Let a device in; without ``zone`` a display is in the hall's only zone."""

    device: Key
    role: DeviceRole
    zone: Key | None = None


class AddOfficial(_Tagged, frozen=True):
    """Let a person log in whose password has this argon2id hash."""

    login: str
    role: Role
    password_hash: str


class RevokeDevice(_Tagged, frozen=True):
    """Let a device in no more, and cut its link if it has one."""

    device: Key


class OpenServiceDay(_Tagged, frozen=True):
    """Open a service day, today's in the hall when none is named."""

    service_day: ServiceDay | None = None


class CloseServiceDay(_Tagged, frozen=True):
    """Close the open service day."""


Request = (
    AddDevice
    | RevokeDevice
    | AddOfficial
    | OpenServiceDay
    | CloseServiceDay
    | BookingOrder
    | TrustOrder
)


class Done(_Tagged, frozen=True):
    """What came of a request; ``facts`` are printed, a device's key among them once.

    ``told`` is printed row by row, and said in words.
    """

    facts: dict[str, str]
    told: Told | None = None


class Undone(_Tagged, frozen=True):
    """Why a request was not carried out; ``told`` as of what is done."""

    reason: str
    told: Told | None = None


Reply = Done | Undone


class ControlError(Exception):
    """The request was not carried out; the message says why, ``told`` in words."""

    def __init__(self, reason: str, told: Told | None = None) -> None:
        """Keep what is to be told."""
        super().__init__(reason)
        self.told = told


async def carry_out(service: HallService, request: Request, trust: Trust | None = None) -> Done:
    """Do what ``request`` asks; raise ControlError or KezekError when it cannot be.

    Without ``trust`` no server runs here, and devices can only be waiting at other computers.
    """
    match request:
        case AddDevice():
            return await _add_device(service, request)
        case RevokeDevice(device=device):
            return await _revoke_device(service, device)
        case AddOfficial():
            return await _add_official(service, request)
        case OpenServiceDay(service_day=service_day):
            day = service_day or service.local(service.now()).date().isoformat()
            await service.carry_out(
                OpenDay(request_id=str(uuid4()), service_day=day), COMMAND_LINE
            )
            return Done({"opened": day})
        case CloseServiceDay():
            day = service.picture.service_day or ""
            await service.carry_out(CloseDay(request_id=str(uuid4())), COMMAND_LINE)
            return Done({"closed": day})
        case _:
            return Done({"hall": service.config.id}, await _order(service, request, trust))


class ControlSocket:
    """Takes requests of this computer's administrators while the server runs."""

    def __init__(self, service: HallService, data_dir: Path, trust: Trust | None = None) -> None:
        """Carry requests out with ``service`` and ``trust``."""
        self._trust = trust
        self._service = service
        self._data_dir = data_dir
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to listen; only the owner of the data directory may connect."""
        with _short_path(self._data_dir) as path:
            path.unlink(missing_ok=True)
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            listener.bind(str(path))
            path.chmod(0o600)
        self._server = await asyncio.start_unix_server(self._serve, sock=listener, limit=MAX_LINE)

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        (self._data_dir / SOCKET_NAME).unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                reply = await self._reply(await reader.readline())
                writer.write(msgspec.json.encode(reply) + b"\n")
                await writer.drain()
        except (TimeoutError, ValueError, ConnectionError):
            pass  # too slow, too long or gone: there is nobody to answer
        finally:
            writer.close()

    async def _reply(self, line: bytes) -> Reply:
        try:
            request: Request = msgspec.json.decode(line, type=Request)
            return await carry_out(self._service, request, self._trust)
        except ControlError as error:
            return Undone(str(error), error.told)
        except (msgspec.DecodeError, KezekError) as error:
            return Undone(str(error))


def ask(data_dir: Path, request: Request) -> Done | None:
    """Return what the running server did; None when no server runs on ``data_dir``.

    Raise ControlError when the server did not do it.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(DEADLINE_SECONDS)
    with connection:
        try:
            with _short_path(data_dir) as path:
                connection.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        connection.sendall(msgspec.json.encode(request) + b"\n")
        with connection.makefile("rb") as answers:
            reply: Reply = msgspec.json.decode(answers.readline(MAX_LINE), type=Reply)
    if isinstance(reply, Undone):
        raise ControlError(reply.reason, reply.told)
    return reply


async def _order(
    service: HallService, order: BookingOrder | TrustOrder, trust: Trust | None
) -> Told:
    if not isinstance(order, BookingOrder):
        return await carry_order_out(trust or Trust(service), order, COMMAND_LINE)
    try:
        return await carry_booking_order_out(service, order, COMMAND_LINE)
    except BookingFaultsError as error:
        raise ControlError(str(error), told_of(error)) from error


async def _add_device(service: HallService, request: AddDevice) -> Done:
    zone = _zone(service, request)
    key = secrets.token_hex(32)
    row = DeviceRow(request.device, request.role, key_digest(key), zone, service.now())

    def add(ledger: Ledger) -> None:
        if ledger.devices.find(request.device) is not None:
            msg = f"there is a device {request.device} already"
            raise ControlError(msg)
        ledger.devices.add(row)

    await service.write(add)
    facts = {"hall": service.config.id, "device": row.id, "role": row.role.value, "key": key}
    return Done(facts if zone is None else {**facts, "zone": zone})


async def _revoke_device(service: HallService, device: Key) -> Done:
    if not await service.revoke_device(device, COMMAND_LINE):
        msg = f"there is no device {device}"
        raise ControlError(msg)
    return Done({"hall": service.config.id, "revoked": device})


def _zone(service: HallService, request: AddDevice) -> Key | None:
    if request.role is DeviceRole.KIOSK:
        return None
    if request.zone is None and len(service.config.zones) == 1:
        return service.config.zones[0].id
    if request.zone is None or service.config.zone(request.zone) is None:
        msg = f"a display is in one of the zones {[zone.id for zone in service.config.zones]}"
        raise ControlError(msg)
    return request.zone


async def _add_official(service: HallService, request: AddOfficial) -> Done:
    def add(ledger: Ledger) -> Key:
        staffing = Staffing(ledger, COMMAND_LINE, service.now())
        return staffing.add(request.login, request.password_hash, request.role)

    pseudonym = await service.write(add)
    return Done({"hall": service.config.id, "official": pseudonym, "login": request.login})


@contextmanager
def _short_path(data_dir: Path) -> Iterator[Path]:
    """Yield a path of the socket that fits the 108 bytes of unix(7), however deep it lies."""
    directory = os.open(data_dir, os.O_PATH)
    try:
        yield Path(f"/proc/self/fd/{directory}/{SOCKET_NAME}")
    finally:
        os.close(directory)
