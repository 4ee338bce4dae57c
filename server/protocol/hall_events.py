"""What happens to the hall itself: its configuration, clock and layout, a restore of its log."""

from server.protocol.happened import Happened
from server.protocol.ticket_layout import TicketLayout


class HallImported(Happened, frozen=True, kw_only=True):
    """The hall file with this SHA-256 became the hall's configuration."""

    digest: str
    policy_version: int


class ClockAdjusted(Happened, frozen=True, kw_only=True):
    """The wall clock was corrected; hall time did not move, only its offset to the wall."""

    wall_offset_ms: int


class ClockDoubted(Happened, frozen=True, kw_only=True):
    """The wall clock was set so far off that it is not believed: an admin has to look.

    It would make ``wall_offset_ms`` of the offset, which stays as it was.
    """

    wall_offset_ms: int


class TicketLayoutChanged(Happened, frozen=True, kw_only=True):
    """Tickets look like ``layout`` from now on; ``version`` counts the changes."""

    version: int
    layout: TicketLayout


class LogGap(Happened, frozen=True, kw_only=True):
    """A backup was restored and ``epoch`` begins: what followed ``restored_from_seq`` is lost.

    Numbers go on at least ``margin`` further, for those that may be on paper.
    """

    restored_from_seq: int
    epoch: int
    margin: int


HallEvent = HallImported | ClockAdjusted | ClockDoubted | TicketLayoutChanged | LogGap
