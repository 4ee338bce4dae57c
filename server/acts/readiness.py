"""Desks that call whoever comes next, in the transaction in which he comes."""

from dataclasses import replace

from server.acts.breaks import check_free
from server.acts.calls import call, choose_for, official_of
from server.acts.desk_standing import (
    be_ready,
    check_calls,
    end_break,
    standings,
    stop_waiting,
)
from server.acts.turn import Turn
from server.protocol.desk_commands import NotReady, Ready
from server.protocol.desk_events import ActUndone, CallReturned, HallResumed
from server.protocol.desks import Desk
from server.protocol.errors import NotAllowedError
from server.protocol.events import TicketClaimed, TicketIssued
from server.protocol.identity import SERVER_ACTOR, Key
from server.protocol.offline_events import TicketRevived
from server.protocol.visit_events import ClaimRefused, LegAdded, LegReturned
from server.storage.people import People

BRINGS = (
    TicketIssued,
    TicketClaimed,
    TicketRevived,
    LegAdded,
    LegReturned,
    ClaimRefused,
    HallResumed,
    ActUndone,
    CallReturned,
)
"""Events after which somebody may wait who did not wait before, or may be called again."""


def ready(turn: Turn, command: Ready, desk: Desk) -> None:
    """Call whoever waits, or whoever comes next as soon as he does."""
    official = official_of(turn)
    if official is None:
        raise NotAllowedError(command=type(command).__name__, actor=turn.actor.kind.value)
    check_calls(turn)
    check_free(turn, desk.id)
    end_break(turn, desk.id)
    choice = choose_for(turn, desk, official)
    if choice is not None:
        stop_waiting(turn, desk.id)
        call(turn, desk, choice)
    else:
        _wait(turn, desk.id, official)


def not_ready(turn: Turn, command: NotReady) -> None:
    """Call nobody by itself any more."""
    stop_waiting(turn, command.desk)


def call_who_came(turn: Turn) -> None:
    """Let each ready desk, the longest ready one first, call whom it may call now, if anybody.

    One whose official has left, or logged in elsewhere, is not ready any more.
    """
    desks = standings(turn).ready_desks()
    if not desks or standings(turn).hall_pause() is not None:
        return
    by_itself = replace(turn, actor=SERVER_ACTOR)
    receiving = People(turn.ledger.connection, turn.ledger.hall).receiving(turn.at)
    for key, official in desks:
        desk = turn.config.desk(key)
        if desk is None or receiving.get(key) != official:
            stop_waiting(by_itself, key)
            continue
        choice = choose_for(by_itself, desk, official)
        if choice is not None:
            stop_waiting(by_itself, desk.id)
            call(by_itself, desk, choice)


def _wait(turn: Turn, desk: Key, official: Key) -> None:
    """Let ``official`` be ready at ``desk``; one who was so before him is not any more."""
    seen = standings(turn).desk(desk).ready
    if seen is not None and seen.official == official:
        return
    stop_waiting(turn, desk)
    be_ready(turn, desk, official)
