"""Calls, snapshots and link events in the shape that a server sends; for tests of the board."""

from server.client.messages import DownReason, LinkDown, LinkUp
from server.protocol.errors import Failure
from server.protocol.frames import Heartbeat, Update, Welcome
from server.protocol.snapshots import (
    BoardCall,
    BoardSnapshot,
    CallEnded,
    CallPlaced,
    DeviceChange,
    HallTime,
)

AT = 1_795_410_000_000
"""2026-11-23 05:00 UTC, 10:00 in Almaty."""

TIME = HallTime(AT, 0, 300)
NAMES = {"kk": "Орталық", "ru": "Центр", "en": "Centre"}


def call(
    seq: int, number: str = "A042", desk: str = "5", *, language: str = "kk", repeat: int = 0
) -> BoardCall:
    """Return a call made one second ago."""
    return BoardCall(seq, number, desk, "main", language, AT - 1000, repeat)


def snapshot(
    calls: tuple[BoardCall, ...] = (),
    history: tuple[BoardCall, ...] = (),
    next_up: tuple[str, ...] = (),
    languages: tuple[str, ...] = ("kk", "ru", "en"),
    day: str | None = "2026-11-23",
) -> BoardSnapshot:
    """Return a board's snapshot."""
    return BoardSnapshot(
        NAMES, "main", languages, ("ru",), calls, history, next_up, NAMES, day, TIME
    )


def up(picture: BoardSnapshot | None = None, time: HallTime = TIME) -> LinkUp:
    """Return a welcome with ``picture``."""
    return LinkUp(Welcome(1, "hall-demo", 1, 10, "head", time, picture))


def update(*changes: DeviceChange) -> Update:
    """Return an update with ``changes``."""
    return Update(1, 10, 11, "head", AT, changes)


def placed(*calls: BoardCall) -> Update:
    """Return an update that places ``calls``."""
    return update(*(CallPlaced(each) for each in calls))


def ended(each: BoardCall) -> Update:
    """Return an update that ends the call."""
    return update(CallEnded(each.number, each.desk))


def heartbeat(time: HallTime) -> Heartbeat:
    """Return a heartbeat with the hall's ``time``."""
    return Heartbeat(1, 10, 10, "head", time)


def down(since: float, reason: DownReason = DownReason.LOST, code: str = "") -> LinkDown:
    """Return the loss of the link; ``code`` is that of the failure that the server named."""
    return LinkDown(reason, since, Failure(code) if code else None)
