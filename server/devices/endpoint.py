"""The one WebSocket route of the device link: accept, hear the hello, converse, say why not."""

import asyncio
import logging
from contextlib import suppress

from litestar import websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.handlers import WebsocketRouteHandler

from server.answering import answers_of
from server.connections import know
from server.devices.admission import admit, find_device, kiosk_identity
from server.devices.claims import ClaimKeeper
from server.devices.conduct import Conduct
from server.devices.conversation import SEND_SECONDS, Conversation, DeviceSocket
from server.devices.hub import Hub, Seat
from server.devices.memories import hear_memory
from server.devices.presence import Consequences, Presence
from server.devices.seat_trust import SeatTrust
from server.devices.sizes import check_hall
from server.hall_service import HallService
from server.lines import LineLimit
from server.ordered_papers import OrderedPapers
from server.paper_orders import PaperOrders
from server.protocol.codec import decode_from_device, encode
from server.protocol.device_events import DeviceRevoked
from server.protocol.errors import (
    BadMessageError,
    KezekError,
    UnavailableError,
    UnknownDeviceError,
    to_failure,
)
from server.protocol.events import Entry
from server.protocol.frames import (
    DEVICE_PATH,
    HALL_HEADER,
    HEARTBEAT_SECONDS,
    HELLO_TIMEOUT_SECONDS,
    Hello,
    KioskIdentity,
    Refusal,
)
from server.protocol.identity import DeviceRole, Key
from server.storage.devices import DeviceRow
from server.trust.holds import Hold
from server.trust.trust import Trust

POLICY_VIOLATION = 1008
TRY_AGAIN_LATER = 1013
"""Close codes of RFC 6455, section 7.4.1, and the IANA registry."""

REFUSED_LINE_SECONDS = 1.0
"""Anybody on the LAN can be refused as often as he likes; the log must not grow by it."""

_log = logging.getLogger(__name__)


class DeviceEndpoint:
    """Lets devices in, one socket each; the newest socket of a device is the one that counts."""

    try_again_seconds = 5.0

    def __init__(self, service: HallService, trust: Trust | None = None) -> None:
        """Serve the devices of the hall of ``service``, as far as ``trust`` goes."""
        self.papers = PaperOrders()
        """What others order of devices that print."""
        self._service = service
        self._hub = Hub(service)
        self._claims = ClaimKeeper(service)
        self._presence = Presence(
            service, Consequences(self._supersede, self._claims.gone, self._cut_all)
        )
        self._conduct = Conduct(service)
        self._refused = LineLimit(REFUSED_LINE_SECONDS)
        self._seats: dict[Key, Seat] = {}
        self._revoked: set[Key] = set()
        self._unsubscribe = service.subscribe(self._publish)
        known = trust or Trust(service)
        known.watch(self)
        self._trust = SeatTrust(service, known)

    async def open(self) -> None:
        """Take in the day so far; to be awaited before the first socket is served.

        Raise HallFileError if no device could ever be told the hall.
        """
        check_hall(self._service.config)
        await self._claims.recall()

    async def run(self) -> None:
        """Send heartbeats and carry out marks until cancelled."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._claims.run())
                group.create_task(self._trust.run())
                group.create_task(self._presence.run())
                group.create_task(OrderedPapers(self._service, self.papers).run())
                group.create_task(self._beat())
                group.create_task(self._attend_again())
        finally:
            self._unsubscribe()

    def route(self) -> WebsocketRouteHandler:
        """Return the route handler for the application."""

        @websocket(DEVICE_PATH, name="devices")
        async def devices(socket: DeviceSocket) -> None:
            await self.serve(socket)

        return devices

    async def serve(self, socket: DeviceSocket) -> None:
        """Let one socket in and converse with its device until it ends."""
        await socket.accept(headers={HALL_HEADER: self._service.config.id})
        try:
            hello = await self._hear_hello(socket)
            device = await admit(self._service, hello)
            know(socket.scope)
            await self._converse(socket, device, hello)
        except TimeoutError:  # an OSError too: it has to come first
            await self._close(socket, TRY_AGAIN_LATER)
        except (WebSocketDisconnect, OSError):
            return
        except UnavailableError:  # no word about the device: it may try again at once
            await self._close(socket, TRY_AGAIN_LATER)
        except KezekError as error:
            self._refused.say(_log.info, f"a device is refused: {error}")
            await self._close(socket, POLICY_VIOLATION, error)
        else:
            await self._close(socket, TRY_AGAIN_LATER)

    async def _hear_hello(self, socket: DeviceSocket) -> Hello:
        async with asyncio.timeout(HELLO_TIMEOUT_SECONDS):
            frame = decode_from_device(await socket.receive_text())
        if not isinstance(frame, Hello):
            raise BadMessageError(reason="no-hello")
        return frame

    def seat(self, device: DeviceRow, hello: Hello, kiosk: KioskIdentity | None = None) -> Seat:
        """Return a seat for an admitted device; its older socket is cut.

        Raise UnknownDeviceError if it was revoked while its hello was looked at.
        """
        if device.id in self._revoked:
            raise UnknownDeviceError(device=device.id)
        seat = self._hub.join(device.id, device.role, device.zone, hello.resume, kiosk)
        self._supersede(device.id)
        self._seats[device.id] = seat
        self._presence.joined(device.id, device.last_seen or 0)
        if device.role is DeviceRole.KIOSK:
            self._claims.hello(device.id, hello.received)
        return seat

    async def _converse(self, socket: DeviceSocket, device: DeviceRow, hello: Hello) -> None:
        await self._trust.check_single(device, self._seats.get(device.id))
        await hear_memory(self._service, hello)
        seat = self.seat(device, hello, await kiosk_identity(self._service, device))
        seat.answers = answers_of(socket.scope["state"])
        seat.spoke = lambda word: self.papers.hear(device.id, word, seat.push)
        try:
            await self._trust.attend(device, seat)
            await Conversation(
                self._service, self._claims, self._conduct, socket, device, seat
            ).run()
        finally:
            self._leave(device, seat)

    def is_linked(self, device: Key) -> bool:
        """Return whether a device has a link to this process."""
        return device in self._seats

    def hold_of(self, device: Key) -> Hold | None:
        """Return how a kiosk is held back here, or was not long ago."""
        return self._conduct.hold_of(device)

    def look_again(self) -> None:
        """Offer linked devices what they ought to be offered now."""
        self._trust.look_again()

    async def _attend_again(self) -> None:
        while True:
            await self._trust.until_due()
            try:
                for device, seat in tuple(self._seats.items()):
                    row = await find_device(self._service, device)
                    if row is not None and self._seats.get(device) is seat:
                        await self._trust.attend(row, seat)
            except KezekError as error:  # the store is away, full or busy: links go on
                _log.warning("devices could not be offered what is due: %s", error)
                await asyncio.sleep(self.try_again_seconds)
                self._trust.look_again()

    def _leave(self, device: DeviceRow, seat: Seat) -> None:
        self._hub.leave(seat)
        self.papers.leave(device.id, seat.push)
        if self._seats.get(device.id) is seat:
            del self._seats[device.id]
            self._presence.left(device.id)
            if device.role is DeviceRole.KIOSK:
                self._claims.dropped(device.id)

    def _supersede(self, device: Key) -> None:
        """Cut the link of a device that has a newer one, here or at another process."""
        if device in self._seats:
            self._trust.superseded(self._seats[device])
            self._seats[device].cut.set()

    def _cut_all(self) -> None:
        """Let every device look for another server, or help its visitors alone."""
        for seat in self._seats.values():
            seat.cut.set()

    def _revoke(self, device: Key) -> None:
        self._revoked.add(device)
        if device in self._seats:
            self._seats[device].refuse(UnknownDeviceError(device=device))

    async def _close(
        self, socket: DeviceSocket, code: int, error: KezekError | None = None
    ) -> None:
        """Say why and close; a socket that does not even take that is simply left."""
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(SEND_SECONDS):
                if error is not None:
                    await socket.send_text(encode(Refusal(None, to_failure(error))).decode())
                await socket.close(code=code)

    def _publish(self, entries: tuple[Entry, ...]) -> None:
        self._claims.publish(entries)
        self._hub.publish(entries)
        for entry in entries:
            if isinstance(entry.event, DeviceRevoked):
                self._revoke(entry.event.device)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._claims.beat()
            self._conduct.beat()
            self._hub.beat()
