"""Numbers that kiosks gave by themselves, brought to a small hall."""

from collections.abc import Iterator
from uuid import UUID

from server.protocol.commands import (
    FinishService,
    MergeOffline,
    OfflineTicket,
    StartService,
)
from server.protocol.events import (
    Event,
    TicketIssued,
)
from server.protocol.identity import Actor, ActorKind, DeviceRole
from server.queueing.ordering import Limits
from server.queueing.picture import HallPicture
from server.storage.absences import Absences
from server.storage.devices import DeviceRow
from server.storage.ledger import Ledger
from tests.server.working_hall import (
    KIOSK,
    OFFICIAL,
    WorkingHall,
    new_id,
)

SECOND_KIOSK = Actor(ActorKind.KIOSK, "kiosk-2")


def request(number: int) -> str:
    return str(UUID(int=number))


def number(
    hall: WorkingHall, ordinal: int, *, before_s: float = 60, kiosk: int = 2, **other: object
) -> OfflineTicket:
    """Return K``kiosk``-``ordinal`` of a visitor who came ``before_s`` seconds ago."""
    now = hall.clock.wall_ms()
    facts: dict[str, object] = {
        "request": request(kiosk * 1000 + ordinal),
        "kiosk": kiosk,
        "ordinal": ordinal,
        "service": "papers",
        "language": "ru",
        "arrived_at": now - int(before_s * 1000),
        "contact_at": now - 3_600_000,
        "is_certain": True,
    }
    return OfflineTicket(**(facts | other))  # type: ignore[arg-type] # a test's own shorthand


def away(hall: WorkingHall, device: str, *spans: tuple[int, int]) -> None:
    """Let the server have noted that ``device``, added if need be, was away."""

    def note(ledger: Ledger) -> None:
        if ledger.devices.find(device) is None:
            ledger.devices.add(DeviceRow(device, DeviceRole.KIOSK, device))
        for span in spans:
            Absences(ledger.connection, ledger.hall).add(device, *span)

    hall.within(note)


def merge(hall: WorkingHall, *tickets: OfflineTicket, actor: Actor = KIOSK) -> tuple[Event, ...]:
    """Bring ``tickets``; the server has noted that the kiosk was away as long as it says."""
    since = min(ticket.contact_at for ticket in tickets)
    away(hall, actor.id, (since, hall.clock.wall_ms()))
    return bring(hall, *tickets, actor=actor)


def bring(hall: WorkingHall, *tickets: OfflineTicket, actor: Actor = KIOSK) -> tuple[Event, ...]:
    """Bring ``tickets``, whatever the server has noted."""
    command = MergeOffline(
        request_id=new_id(), tickets=tickets, reconnected_at=hall.clock.wall_ms()
    )
    return hall.do(command, actor)


def all_called(hall: WorkingHall, desk: str = "desk-1") -> list[str]:
    """Call and receive everybody who waits for ``desk``."""
    called: list[str] = []
    while waiting_at(hall, desk):
        call = hall.call(desk)
        called.append(call.number)
        for act in (StartService, FinishService):
            hall.do(act(request_id=new_id(), desk=desk, ticket=call.ticket), OFFICIAL)
    return called


def waiting_at(hall: WorkingHall, desk: str) -> int:
    return picture_of(hall).waiting_at(desk)


def picture_of(hall: WorkingHall) -> HallPicture:
    picture = HallPicture(hall.config.desks, Limits())
    for entry in hall.log():
        picture.fold(entry)
    return picture


def issues(events: tuple[Event, ...]) -> Iterator[TicketIssued]:
    return (event for event in events if isinstance(event, TicketIssued))
