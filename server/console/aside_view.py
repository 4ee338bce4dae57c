"""Whom a desk can take back: visitors set aside, and those who did not come a moment ago; pure."""

from server.console.code_names import code_name
from server.console.desk_reader import DeskReader
from server.console.views import AbsentView, AsideView, ParkedView
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.desks import Desk
from server.protocol.identity import Key
from server.protocol.languages import in_language
from server.queueing.lanes import lanes_of
from server.queueing.picture import HallPicture
from server.queueing.standing import Absent, Parked

MOST = 12
"""More than so many do not fit beside the queue; who is not here is found among the tickets."""


def aside_view(
    picture: HallPicture, config: HallConfig, desk: Desk, reader: DeskReader
) -> AsideView:
    """Return whom the reader may take back at ``desk``, the soonest first."""
    scene = _Scene(config, desk, reader)
    parked = [one for one in picture.standing.parked.values() if scene.is_mine(one)]
    absent = [one for one in picture.standing.absent.values() if scene.is_mine(one)]
    late = reader.now - config.grace_seconds * 1000
    return AsideView(
        tuple(scene.parked(one) for one in sorted(parked, key=_by_return)[:MOST]),
        tuple(
            scene.absent(one)
            for one in sorted(absent, key=lambda one: -one.at)[:MOST]
            if one.at >= late
        ),
    )


class _Scene:
    """One desk, for one reader."""

    def __init__(self, config: HallConfig, desk: Desk, reader: DeskReader) -> None:
        self._config = config
        self._desk = desk
        self._reader = reader
        self._lanes = frozenset(lanes_of(desk, reader.official))

    def is_mine(self, one: Parked | Absent) -> bool:
        return one.desk == self._desk.id or one.leg.lane[0] in self._lanes

    def parked(self, one: Parked) -> ParkedView:
        until = f"{self._reader.local(one.returns_at):%H:%M}" if one.returns_at else ""
        reason = code_name(self._config, CodeKind.PARK, one.reason, self._reader.language)
        return ParkedView(
            one.leg.ticket, one.leg.number, self._service(one.leg.service), reason, until
        )

    def absent(self, one: Absent) -> AbsentView:
        return AbsentView(one.leg.ticket, one.leg.number, self._service(one.leg.service), one.at)

    def _service(self, key: Key) -> str:
        found = self._config.service(key)
        return in_language(found.names, self._reader.language) if found else key


def _by_return(one: Parked) -> tuple[bool, int, str]:
    return one.returns_at is None, one.returns_at or 0, one.leg.number
