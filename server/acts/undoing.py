"""Taking the last act of a desk back: rows, shares and picture are as they were before it."""

from dataclasses import dataclass

from msgspec.structs import replace

from server.acts.desk_standing import leg_rows, standings
from server.acts.turn import Turn
from server.protocol.desk_commands import Undo
from server.protocol.desk_errors import ChangedSinceError, NothingToUndoError, UndoOverError
from server.protocol.desk_events import (
    ActUndone,
    DeskPaused,
    DeskResumed,
    DeskUnready,
    OrderOverridden,
    UndoneLeg,
    UndoneShare,
)
from server.protocol.events import DayOpened, DayReopened, Entry, TicketCalled, TicketRecalled
from server.protocol.identity import SERVER_ACTOR, Key
from server.protocol.visit_events import LegAdded
from server.queueing.undoing import (
    AT_DESKS,
    Effect,
    Undoable,
    effects_of,
    share_of_call,
    undone_share,
)
from server.storage.standings import Break


@dataclass(frozen=True, slots=True)
class _Act:
    """What one command did at a desk."""

    kind: str
    entries: tuple[Entry, ...]


def undo(turn: Turn, command: Undo) -> None:
    """Take the act back, if it is the last one of the desk and not too long ago."""
    act = _act(turn, command)
    effects = effects_of(act.entries)
    for effect in effects:
        _check_unchanged(turn, effect, command.desk)
    _check_desk(turn, command.desk, act, effects)
    for effect in reversed(effects):  # a desk is free before the visitor returns who was there
        leg_rows(turn).put_back(effect.leg, effect.was)
    shares = tuple(_put_back(turn, command.desk, entry) for entry in reversed(act.entries))
    turn.record(
        ActUndone(
            desk=command.desk,
            act=act.kind,
            undone=act.entries[0].seq,
            until=act.entries[-1].seq,
            legs=tuple(
                UndoneLeg(effect.ticket, effect.leg, effect.number, effect.was)
                for effect in effects
            ),
            shares=tuple(share for share in shares if share is not None),
        )
    )


def _act(turn: Turn, command: Undo) -> _Act:
    """Return the act to which the event ``command.act`` belongs, if all of it can be undone."""
    entry = turn.ledger.events.at(command.act)
    if entry is None or entry.epoch != turn.ledger.head.epoch:
        raise NothingToUndoError(desk=command.desk)
    if turn.at - entry.at > turn.config.undo_seconds * 1000:
        raise UndoOverError(seconds=turn.config.undo_seconds)
    act = _around(turn, entry)
    is_of_desk = all(_is_of(one, command.desk) for one in act.entries)
    if not is_of_desk or all(isinstance(one.event, DeskUnready) for one in act.entries):
        raise NothingToUndoError(desk=command.desk)
    return act


def _around(turn: Turn, entry: Entry) -> _Act:
    """Return all that the command did whose event ``entry`` is; a call by itself stands alone."""
    if entry.actor == str(SERVER_ACTOR):
        return _Act(type(entry.event).__name__, (entry,))
    span = turn.ledger.requests.around(entry.epoch, entry.seq, entry.at)
    if span is None:
        raise NothingToUndoError(act=entry.seq)
    entries = turn.ledger.events.between(entry.epoch, span.first_seq, span.last_seq)
    return _Act(span.command, entries)


def _is_of(entry: Entry, desk: Key) -> bool:
    """Return whether an act of ``desk`` may hold the event; a leg it added names no desk."""
    is_added = isinstance(entry.event, LegAdded)
    is_here = is_added or getattr(entry.event, "desk", None) == desk
    return isinstance(entry.event, Undoable) and is_here


def _check_unchanged(turn: Turn, effect: Effect, desk: Key) -> None:
    """Raise ChangedSinceError unless the leg stands as the act left it."""
    leg = leg_rows(turn).leg(effect.leg)
    is_same = leg is not None and (leg.state, leg.head.number) == (effect.now, effect.number)
    if is_same and leg is not None and effect.now in AT_DESKS:
        is_same = leg.desk == desk
    if not is_same:
        raise ChangedSinceError(number=effect.number)


def _check_desk(turn: Turn, desk: Key, act: _Act, effects: tuple[Effect, ...]) -> None:
    """Raise NothingToUndoError if anything was done at the desk after the act, or a day began."""
    seen = turn.ledger.tickets.at_desk(desk)
    if seen is not None and seen.leg not in {effect.leg for effect in effects}:
        raise NothingToUndoError(desk=desk)
    for entry in turn.ledger.events.since(act.entries[-1].epoch, act.entries[-1].seq):
        is_another_day = isinstance(entry.event, DayOpened | DayReopened)
        if is_another_day or getattr(entry.event, "desk", None) == desk:
            raise NothingToUndoError(desk=desk)


def _put_back(turn: Turn, desk: Key, entry: Entry) -> UndoneShare | None:
    """Reverse what an event did beside its leg; return the share that it changed, if any."""
    seen = standings(turn)
    match entry.event:
        case TicketCalled() as called:
            return _share(turn, called)
        case TicketRecalled(leg=leg):
            leg_rows(turn).take_recall_back(leg)
        case OrderOverridden(times=times):
            seen.set_overrides(desk, times - 1)
        case DeskPaused():
            seen.set_desk(desk, replace(seen.desk(desk), on_break=None))
        case DeskResumed(reason=reason, since=since):
            seen.set_desk(desk, replace(seen.desk(desk), on_break=Break(since, reason)))
        case _:
            pass
    return None


def _share(turn: Turn, called: TicketCalled) -> UndoneShare | None:
    key = share_of_call(called)
    if key is None:
        return None
    share = undone_share(called, turn.ledger.days.share(key))
    turn.ledger.days.keep_share(key, share)
    return UndoneShare(*key, share)
