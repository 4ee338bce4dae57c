"""All that the board's screen shows, as one value: pure, folded from what the link tells."""

from dataclasses import dataclass, replace
from enum import StrEnum

from display.board import Board, fold, from_snapshot
from display.stage import Stage, next_change_at, restage, still_big
from display.wall_time import HallClock
from server.client.messages import DownReason, LinkDown, LinkEvent, LinkUp
from server.protocol.frames import Heartbeat, Update, Welcome
from server.protocol.snapshots import BoardCall, BoardSnapshot, CallEnded, CallPlaced
from server.protocol.tickets import TicketNumber

ALARM_AFTER_MS = 1_500
"""A link that mends itself comes back sooner; people need not hear of it."""

OUTDATED_AFTER_MS = 120_000
"""After so long without news nobody may be told any more that a call stands."""

EMPTY_STAGE = Stage()


class LinkStatus(StrEnum):
    """How the board stands with its server."""

    CONNECTING = "connecting"
    UP = "up"
    DOWN = "down"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Picture:
    """The board, its big area and its clock; ``down_since`` is on the board's steady clock.

    ``refusal`` is the code of why the server refuses the board, or why the server is.
    """

    board: Board | None = None
    stage: Stage = EMPTY_STAGE
    clock: HallClock | None = None
    link: LinkStatus = LinkStatus.CONNECTING
    refusal: str = ""
    down_since: int | None = None
    live_calls: frozenset[int] = frozenset()
    is_outdated: bool = False

    def is_stale(self, now: int) -> bool:
        """Return whether people must be told that the board may be out of date."""
        return self.down_since is not None and now - self.down_since >= ALARM_AFTER_MS


def after(picture: Picture, event: LinkEvent, now: int) -> Picture:
    """Return the picture after what the link told at the steady instant ``now``."""
    match event:
        case LinkUp(welcome=welcome):
            return tick(_welcomed(picture, welcome, now), now)
        case LinkDown():
            return tick(_lost(picture, event), now)
        case Update():
            return tick(_updated(picture, event), now)
        case Heartbeat(time=time):
            return tick(replace(picture, clock=HallClock(time, now)), now)
        case _:
            return picture


def tick(picture: Picture, now: int) -> Picture:
    """Return the picture as it is at ``now`` without any news."""
    if picture.board is None or picture.clock is None:
        return picture
    if picture.down_since is not None and now - picture.down_since >= OUTDATED_AFTER_MS:
        return replace(picture, stage=EMPTY_STAGE, is_outdated=True)
    calls = still_big(picture.board.calls, picture.clock.hall_now(now))
    return replace(picture, stage=restage(picture.stage, calls, now), is_outdated=False)


def next_tick_at(picture: Picture, now: int) -> int | None:
    """Return when the picture changes without news: its big area, its being stale or outdated."""
    moments = [next_change_at(picture.stage)]
    if picture.down_since is not None and not picture.is_stale(now):
        moments.append(picture.down_since + ALARM_AFTER_MS)
    if picture.down_since is not None and not picture.is_outdated:
        moments.append(picture.down_since + OUTDATED_AFTER_MS)
    return min((moment for moment in moments if moment is not None), default=None)


def new_calls(event: LinkEvent) -> tuple[BoardCall, ...]:
    """Return the calls that are to be spoken: those of updates, never those of a snapshot."""
    if not isinstance(event, Update):
        return ()
    placed = (change.call for change in event.changes if isinstance(change, CallPlaced))
    gone = taken_back(event)
    return tuple(call for call in placed if (call.number, call.desk) not in gone)


def taken_back(event: LinkEvent) -> frozenset[tuple[TicketNumber, str]]:
    """Return number and desk of the calls that were a mistake: they are not spoken any more."""
    if not isinstance(event, Update):
        return frozenset()
    ends = [change for change in event.changes if isinstance(change, CallEnded)]
    return frozenset((end.number, end.desk) for end in ends if not end.is_past)


def _welcomed(picture: Picture, welcome: Welcome, now: int) -> Picture:
    board = picture.board
    live_calls = picture.live_calls
    if isinstance(welcome.snapshot, BoardSnapshot):
        board, live_calls = from_snapshot(welcome.snapshot), frozenset[int]()
    return replace(
        picture,
        board=board,
        clock=HallClock(welcome.time, now),
        link=LinkStatus.UP,
        refusal="",
        down_since=None,
        live_calls=live_calls,
    )


def _lost(picture: Picture, loss: LinkDown) -> Picture:
    is_refused = loss.reason is DownReason.REFUSED
    since = round(loss.since * 1000)
    return replace(
        picture,
        link=LinkStatus.REFUSED if is_refused else LinkStatus.DOWN,
        refusal=loss.failure.code if is_refused and loss.failure is not None else "",
        down_since=since if picture.down_since is None else picture.down_since,
    )


def _updated(picture: Picture, update: Update) -> Picture:
    board = picture.board
    if board is None:
        return picture
    for change in update.changes:
        board = fold(board, change)
    gone = taken_back(update)
    places = picture.stage.places
    kept = tuple(one for one in places if (one.call.number, one.call.desk) not in gone)
    open_calls = {call.call for call in board.calls}
    live = picture.live_calls | {call.call for call in new_calls(update)}
    stage = replace(picture.stage, places=kept)
    return replace(picture, board=board, stage=stage, live_calls=live & open_calls)
