"""The course of a day beside the queue: a post pauses and goes on, a visitor is sent elsewhere."""

from typing import assert_never

from server.acts.turn import Turn
from server.protocol.booking_errors import UnknownElsewhereError, UnknownPostError
from server.protocol.codes import CodeKind
from server.protocol.day_commands import DayCommand, PausePost, ResumePost, SendElsewhere
from server.protocol.day_events import PostPaused, PostResumed, SentElsewhere
from server.protocol.desk_errors import UnknownCodeError
from server.protocol.errors import UnknownLanguageError, UnknownServiceError
from server.protocol.identity import Key
from server.queueing.slots import slot_of


def carry_out(turn: Turn, command: DayCommand) -> None:
    """Do what ``command`` asks."""
    match command:
        case PausePost():
            _pause(turn, command)
        case ResumePost(post=post):
            _check_post(turn, post)
            turn.record(PostResumed(post=post))
        case SendElsewhere():
            _send_elsewhere(turn, command)
        case _:
            assert_never(command)


def _pause(turn: Turn, command: PausePost) -> None:
    _check_post(turn, command.post)
    if turn.config.code(CodeKind.BREAK, command.reason) is None:
        raise UnknownCodeError(kind=CodeKind.BREAK.value, code=command.reason)
    until_at = None
    if command.until is not None:
        moment = f"{turn.local().date().isoformat()}T{command.until}"
        until_at = slot_of(moment, turn.config.time_zone, turn.ledger.head.wall_offset).at
    turn.record(PostPaused(post=command.post, reason=command.reason, until_at=until_at))


def _check_post(turn: Turn, post: Key) -> None:
    if turn.config.post(post) is None:
        raise UnknownPostError(post=post)


def _send_elsewhere(turn: Turn, command: SendElsewhere) -> None:
    if command.language not in turn.config.languages:
        raise UnknownLanguageError(language=command.language)
    if command.service is not None and turn.config.service(command.service) is None:
        raise UnknownServiceError(service=command.service)
    known = {one.id for one in turn.config.elsewhere}
    is_said = command.service is not None or command.elsewhere is not None
    if not is_said or command.elsewhere not in {None, *known}:
        raise UnknownElsewhereError(elsewhere=command.elsewhere or "")
    turn.record(
        SentElsewhere(
            language=command.language, service=command.service, elsewhere=command.elsewhere
        )
    )
