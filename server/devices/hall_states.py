"""Whether the whole hall is paused or stopped, and why, as devices are told it."""

from dataclasses import dataclass

from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.hall_standing import HallStanding
from server.protocol.languages import Texts
from server.protocol.snapshots import HallStateChanged
from server.queueing.picture import HallPicture

_KINDS = {HallStanding.PAUSED: CodeKind.PAUSE, HallStanding.STOPPED: CodeKind.STOP}


@dataclass(frozen=True, slots=True)
class HallState:
    """How the hall stands, and its reason in the hall's languages; nothing while it is open."""

    standing: HallStanding
    reason: Texts


def hall_state(config: HallConfig, picture: HallPicture) -> HallState:
    """Return how the hall stands; a reason that the hall file lost is left out."""
    control = picture.control
    kind, pause = _KINDS.get(control.standing), control.pause
    code = config.code(kind, pause.reason) if kind and pause else None
    return HallState(control.standing, {} if code is None else code.names)


def state_changes(before: HallState, after: HallState) -> tuple[HallStateChanged, ...]:
    """Return what a device must be told to get from ``before`` to ``after``."""
    return () if before == after else (HallStateChanged(after.standing, after.reason),)
