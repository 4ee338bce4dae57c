"""Who may speak on the device link: a hello is checked against the device's row."""

from server.hall_service import HallService
from server.protocol.commands import (
    DISPLAY_COMMANDS,
    KIOSK_COMMANDS,
    Command,
    ReportShown,
    ReportSpoken,
)
from server.protocol.errors import (
    NotAllowedError,
    VersionMismatchError,
    WrongHallError,
)
from server.protocol.frames import Hello, KioskIdentity
from server.protocol.identity import (
    PROTOCOL_VERSION,
    Actor,
    ActorKind,
    DeviceRole,
    Key,
)
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from server.storage.offline import OfflineNumbers
from server.trust.link_keys import recognise

_COMMANDS: dict[DeviceRole, tuple[type[Command], ...]] = {
    DeviceRole.KIOSK: KIOSK_COMMANDS,
    DeviceRole.DISPLAY: DISPLAY_COMMANDS,
}


async def admit(service: HallService, hello: Hello) -> DeviceRow:
    """Return the device that says hello; raise a ProtocolError that says why it may not."""
    if hello.version != PROTOCOL_VERSION:
        raise VersionMismatchError(spoken=PROTOCOL_VERSION, heard=hello.version)
    if hello.hall != service.config.id:
        raise WrongHallError(hall=service.config.id)
    return await recognise(service, hello.device, hello.role, hello.key)


async def find_device(service: HallService, device: Key) -> DeviceRow | None:
    """Return a device as it is known now."""
    return await service.read(lambda ledger: ledger.devices.find(device))


async def kiosk_identity(service: HallService, device: DeviceRow) -> KioskIdentity | None:
    """Return the number of a kiosk, given at its first hello, how far it went, and which log."""
    if device.role is not DeviceRole.KIOSK:
        return None

    def identify(ledger: Ledger) -> KioskIdentity:
        numbers = OfflineNumbers(ledger.connection, ledger.hall)
        number = numbers.number_of(device.id)
        first = ledger.events.at(1)
        log = "" if first is None else first.head
        merged_to = numbers.merged_to(number)
        return KioskIdentity(number, merged_to, log, orders_papers=True, watches_printers=True)

    return await service.write(identify)


def actor_of(device: DeviceRow) -> Actor:
    """Return as whom the device acts."""
    return Actor(ActorKind(device.role.value), device.id)


def check_command(device: DeviceRow, command: Command) -> None:
    """Raise NotAllowedError unless a device of this role and zone may send ``command``."""
    if not isinstance(command, _COMMANDS[device.role]):
        raise NotAllowedError(command=type(command).__name__)
    if isinstance(command, ReportShown | ReportSpoken) and command.zone != device.zone:
        raise NotAllowedError(zone=command.zone)
