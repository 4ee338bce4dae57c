"""What a desk may do beside its daily round, what it does without a visitor; pure."""

from server.console.code_names import code_name
from server.console.desk_acts import DeskAct
from server.console.desk_reader import DeskReader
from server.console.views import IdleView, ToolsView, UndoView
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.desks import Desk
from server.protocol.hall_standing import HallStanding
from server.protocol.tickets import LegState
from server.queueing.occupancy import DeskPicture
from server.queueing.picture import HallPicture

_REASONS = {HallStanding.PAUSED: CodeKind.PAUSE, HallStanding.STOPPED: CodeKind.STOP}


def idle_view(
    picture: HallPicture, config: HallConfig, desk: Desk, reader: DeskReader
) -> IdleView:
    """Return what ``desk`` does while nobody is there, and whether the hall lets it call."""
    control, language = picture.control, reader.language
    standing, hall = control.standing, control.pause
    kind = _REASONS.get(standing)
    pause, ready = control.on_break(desk.id), control.ready(desk.id)
    return IdleView(
        standing=standing,
        reason=code_name(config, kind, hall.reason, language) if kind and hall else "",
        pause=code_name(config, CodeKind.BREAK, pause.reason, language) if pause else "",
        since=pause.since if pause else ready.since if ready else 0,
        waits=ready is not None,
    )


def undo_view(
    picture: HallPicture, config: HallConfig, desk: Desk, reader: DeskReader
) -> UndoView | None:
    """Return the act that ``desk`` can still take back, if there is one."""
    last = picture.control.last_act(desk.id)
    if last is None:
        return None
    until = last.at + config.undo_seconds * 1000
    return UndoView(last.seq, last.kind, until) if reader.now <= until else None


def tools_view(picture: HallPicture, config: HallConfig, desk: Desk, waiting: int) -> ToolsView:
    """Return the acts that make sense at ``desk`` now, ``waiting`` visitors in its lanes."""
    seen = picture.occupancy.desk(desk.id)
    is_open = picture.control.standing is HallStanding.OPEN
    about = _of_visitor(picture, config, seen) if seen else _of_free_desk(picture, desk, waiting)
    chosen = (DeskAct.CHOOSE,) if is_open and waiting and _may_follow(config, seen) else ()
    always = (DeskAct.WALK_IN, DeskAct.CHECK_IN)
    later = () if seen else (DeskAct.PAPER_CALL,)
    acts = tuple(act.value for act in (*about, *chosen, *always, *later))
    main = next((act for act in acts if act in {DeskAct.READY, DeskAct.END_BREAK}), "")
    return ToolsView(seen.ticket if seen else "", seen.call if seen else 0, acts, main)


def _of_visitor(
    picture: HallPicture, config: HallConfig, seen: DeskPicture
) -> tuple[DeskAct, ...]:
    has_claim = seen.claim is not None and seen.ticket not in picture.standing.confirmed
    claim = (DeskAct.CONFIRM_CLAIM, DeskAct.REFUSE_CLAIM) if has_claim else ()
    is_over = seen.state is LegState.SERVING or config.start_is_optional
    details = (DeskAct.DETAILS,) if is_over else ()
    return (*claim, *details, DeskAct.TRANSFER, DeskAct.PARK, DeskAct.COPY)


def _of_free_desk(picture: HallPicture, desk: Desk, waiting: int) -> tuple[DeskAct, ...]:
    if picture.control.on_break(desk.id) is not None:
        return (DeskAct.END_BREAK,)
    if picture.control.ready(desk.id) is not None:
        return (DeskAct.NOT_READY, DeskAct.BREAK)
    is_open = picture.control.standing is HallStanding.OPEN
    has_nobody = is_open and picture.service_day is not None and not waiting
    return (DeskAct.READY, DeskAct.BREAK) if has_nobody else (DeskAct.BREAK,)


def _may_follow(config: HallConfig, seen: DeskPicture | None) -> bool:
    """Return whether somebody may be called while ``seen`` is at the desk."""
    return seen is None or seen.state is LegState.SERVING or config.start_is_optional
