"""What a desk does beside receiving, and whether the hall lets anybody be called."""

from msgspec.structs import replace

from server.acts.turn import Turn
from server.protocol.codes import CodeKind, VisitRecord
from server.protocol.desk_errors import HallPausedError, HallStoppedError, UnknownCodeError
from server.protocol.desk_events import DeskPaused, DeskReady, DeskResumed, DeskUnready
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.storage.leg_rows import LegRows
from server.storage.standings import Break, Readiness, Standings


def standings(turn: Turn) -> Standings:
    """Return how hall and desks stand, as rows."""
    return Standings(turn.ledger.connection, turn.ledger.hall)


def leg_rows(turn: Turn) -> LegRows:
    """Return the legs of the hall, one by one, as rows."""
    return LegRows(turn.ledger.connection, turn.ledger.hall)


def check_code(turn: Turn, kind: CodeKind, key: Key) -> None:
    """Raise UnknownCodeError unless the hall's lists have the coded value."""
    if turn.config.code(kind, key) is None:
        raise UnknownCodeError(kind=kind.value, code=key)


def check_record(turn: Turn, record: VisitRecord | None) -> None:
    """Raise UnknownCodeError unless the hall's lists have all that is said of a reception."""
    if record is None:
        return
    said = {
        CodeKind.OUTCOME: record.outcome,
        CodeKind.TOPIC: record.topic,
        CodeKind.REGION: record.region,
    }
    for kind, key in said.items():
        if key is not None:
            check_code(turn, kind, key)


def check_calls(turn: Turn) -> None:
    """Raise a refusal that says why if nobody may be called in the hall now."""
    pause = standings(turn).hall_pause()
    if pause is None:
        return
    if pause.standing is HallStanding.STOPPED:
        raise HallStoppedError(reason=pause.reason)
    raise HallPausedError(reason=pause.reason)


def check_tickets(turn: Turn) -> None:
    """Raise HallStoppedError if nobody may get a number now."""
    pause = standings(turn).hall_pause()
    if pause is not None and pause.standing is HallStanding.STOPPED:
        raise HallStoppedError(reason=pause.reason)


def be_ready(turn: Turn, desk: Key, official: Key) -> None:
    """Let ``desk`` call whoever comes next."""
    seen = standings(turn)
    standing = replace(seen.desk(desk), ready=Readiness(turn.at, official))
    seen.set_desk(desk, standing)
    turn.record(DeskReady(desk=desk, official=official))


def begin_break(turn: Turn, desk: Key, reason: Key) -> None:
    """Let ``desk`` receive nobody."""
    seen = standings(turn)
    seen.set_desk(desk, replace(seen.desk(desk), on_break=Break(turn.at, reason)))
    turn.record(DeskPaused(desk=desk, reason=reason))


def stop_waiting(turn: Turn, desk: Key) -> bool:
    """End that ``desk`` is ready; return whether it was."""
    seen = standings(turn)
    standing = seen.desk(desk)
    ready = standing.ready
    if ready is None:
        return False
    seen.set_desk(desk, replace(standing, ready=None))
    turn.record(DeskUnready(desk=desk, official=ready.official, since=ready.since))
    return True


def end_break(turn: Turn, desk: Key) -> bool:
    """End the break of ``desk``; return whether it had one."""
    seen = standings(turn)
    standing = seen.desk(desk)
    pause = standing.on_break
    if pause is None:
        return False
    seen.set_desk(desk, replace(standing, on_break=None))
    turn.record(DeskResumed(desk=desk, reason=pause.reason, since=pause.since))
    return True


def begin_calling(turn: Turn, desk: Key) -> None:
    """Let ``desk`` call somebody: its break is over, and it waits for nobody any more.

    Raise a refusal if nobody may be called in the hall now.
    """
    check_calls(turn)
    end_break(turn, desk)
    stop_waiting(turn, desk)
