"""Pauses and emergency stops of the whole hall."""

from server.acts.desk_standing import check_code, standings
from server.acts.turn import Turn
from server.protocol.codes import CodeKind
from server.protocol.desk_commands import PauseHall, ResumeHall, StopHall
from server.protocol.desk_errors import HallNotPausedError, HallPausedError, HallStoppedError
from server.protocol.desk_events import HallPaused, HallResumed
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key
from server.storage.standings import HallPause


def pause(turn: Turn, command: PauseHall) -> None:
    """Call nobody any more; a hall that is stopped stays so."""
    check_code(turn, CodeKind.PAUSE, command.reason)
    seen = standings(turn).hall_pause()
    if seen is not None:
        stopped = seen.standing is HallStanding.STOPPED
        raise (HallStoppedError if stopped else HallPausedError)(reason=seen.reason)
    _stand(turn, HallStanding.PAUSED, command.reason)


def stop(turn: Turn, command: StopHall) -> None:
    """Call nobody and give no numbers any more, whether the hall was paused or not."""
    check_code(turn, CodeKind.STOP, command.reason)
    seen = standings(turn).hall_pause()
    if seen is not None and seen.standing is HallStanding.STOPPED:
        raise HallStoppedError(reason=seen.reason)
    _stand(turn, HallStanding.STOPPED, command.reason)


def resume(turn: Turn, _command: ResumeHall) -> None:
    """Go on."""
    seen = standings(turn).hall_pause()
    if seen is None:
        raise HallNotPausedError
    standings(turn).set_hall_pause(None)
    turn.record(HallResumed(standing=seen.standing, reason=seen.reason, since=seen.since))


def _stand(turn: Turn, standing: HallStanding, reason: Key) -> None:
    standings(turn).set_hall_pause(HallPause(standing, reason, turn.at))
    turn.record(HallPaused(standing=standing, reason=reason))
