"""Coded values in events: each must be one of the hall's own lists."""

from collections.abc import Iterator

from server.hall_file import HallConfig
from server.protocol.booking_events import BookingsImported
from server.protocol.codes import CodeKind, VisitRecord
from server.protocol.day_events import PostPaused, SentElsewhere
from server.protocol.desk_events import CalledOnPaper, DeskPaused, HallPaused
from server.protocol.events import Event, ServiceFinished
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.protocol.visit_events import ClaimRefused, LegParked, LegSentOn, LegTransferred


def are_known(event: Event, config: HallConfig) -> bool:
    """Return whether the hall has every coded value of ``event``.

    The reason of an override is looked at with the override.
    """
    if isinstance(event, SentElsewhere):
        return event.elsewhere in {None, *(one.id for one in config.elsewhere)}
    return all(config.code(kind, key) is not None for kind, key in _codes(event))


def _codes(event: Event) -> Iterator[tuple[CodeKind, Key]]:
    match event:
        case LegParked(reason=reason):
            yield CodeKind.PARK, reason
        case LegTransferred(reason=reason) | LegSentOn(reason=reason):
            yield CodeKind.TRANSFER, reason
        case ClaimRefused(reason=reason):
            yield CodeKind.REFUSAL, reason
        case DeskPaused(reason=reason) | PostPaused(reason=reason):
            yield CodeKind.BREAK, reason
        case HallPaused(standing=standing, reason=reason):
            yield _PAUSES.get(standing, CodeKind.PAUSE), reason
        case ServiceFinished(record=record) | CalledOnPaper(record=record) if record:
            yield from _said(record)
        case BookingsImported(bookings=bookings):
            yield from ((CodeKind.REGION, one.region) for one in bookings if one.region)
        case _:
            pass


_PAUSES = {HallStanding.STOPPED: CodeKind.STOP}


def _said(record: VisitRecord) -> Iterator[tuple[CodeKind, Key]]:
    said = {
        CodeKind.OUTCOME: record.outcome,
        CodeKind.TOPIC: record.topic,
        CodeKind.REGION: record.region,
    }
    yield from ((kind, key) for kind, key in said.items() if key is not None)
