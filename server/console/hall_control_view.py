"""Whether the hall is at work, and who waits where nobody works, for who oversees it; pure."""

from collections.abc import Mapping

from msgspec import Struct

from server.console.code_names import CodeChoice, code_choices, code_name
from server.hall_file import HallConfig
from server.protocol.codes import CodeKind
from server.protocol.hall_standing import HallStanding
from server.protocol.identity import Key, TicketId
from server.protocol.lanes import OFFICIAL_LANE
from server.protocol.languages import LanguageCode, in_language
from server.protocol.tickets import Instant, TicketNumber
from server.queueing.lanes import WaitingLeg
from server.queueing.picture import HallPicture
from server.queueing.stranded import stranded

MOST_STRANDED = 20

_REASONS = {HallStanding.PAUSED: CodeKind.PAUSE, HallStanding.STOPPED: CodeKind.STOP}


class StandingView(Struct, frozen=True):
    """How the hall stands, why and since when; the lists are what may be chosen to change it."""

    standing: HallStanding
    reason: str
    since: Instant
    pauses: tuple[CodeChoice, ...]
    stops: tuple[CodeChoice, ...]


class StrandedView(Struct, frozen=True):
    """Who waits for a desk (``desk_label``) or an ``official`` where nobody works now."""

    ticket: TicketId
    number: TicketNumber
    service: str
    desk_label: str
    official: str
    since: Instant


def standing_view(
    picture: HallPicture, config: HallConfig, language: LanguageCode
) -> StandingView:
    """Return whether the hall is at work, to a reader of ``language``."""
    control = picture.control
    pause, kind = control.pause, _REASONS.get(control.standing)
    return StandingView(
        control.standing,
        code_name(config, kind, pause.reason, language) if pause and kind else "",
        pause.since if pause and kind else 0,
        code_choices(config, CodeKind.PAUSE, language),
        code_choices(config, CodeKind.STOP, language),
    )


def stranded_view(
    picture: HallPicture,
    config: HallConfig,
    language: LanguageCode,
    receiving: Mapping[Key, Key],
    logins: Mapping[Key, str],
) -> tuple[StrandedView, ...]:
    """Return who waits where nobody works while officials are ``receiving`` at those desks."""
    legs = stranded(picture.standing.waiting.values(), receiving)

    def row(leg: WaitingLeg) -> StrandedView:
        lane = leg.meant_for or ""
        official = lane.removeprefix(OFFICIAL_LANE) if lane.startswith(OFFICIAL_LANE) else ""
        desk = "" if official else lane.partition("-")[2]
        found, service = config.desk(desk), config.service(leg.service)
        return StrandedView(
            leg.ticket,
            leg.number,
            in_language(service.names, language) if service else leg.service,
            found.label if found else desk,
            logins.get(official, official),
            leg.order_key,
        )

    return tuple(row(leg) for leg in legs[:MOST_STRANDED])
