"""One leg of the service day: where it stands, and how long it waited and was received."""

from msgspec import Struct
from msgspec.structs import replace

from server.protocol.identity import Key, LegId, TicketId
from server.protocol.tickets import Instant, LegState, TicketClass, TicketNumber


# Nothing in it leads back to it, so the collector need not know each of ten thousand.
class LegRecord(Struct, frozen=True, gc=False):
    """One leg of the day: when its visitor came, where it stands and since when, and its place.

    ``waited_ms`` and ``served_ms`` are how long it was waiting and serving until then;
    ``is_video`` if the desk to which it was called receives by video.
    """

    ticket: TicketId
    leg: LegId
    number: TicketNumber
    service: Key
    ticket_class: TicketClass
    claim: Key | None
    came_at: Instant
    state: LegState
    since: Instant
    desk_label: str = ""
    waited_ms: int = 0
    served_ms: int = 0
    order_key: Instant = 0
    is_video: bool = False

    def moved(self, state: LegState, at: Instant) -> "LegRecord":
        """Return the leg in another state from ``at`` on."""
        passed = at - self.since
        waited = passed if self.state is LegState.WAITING else 0
        served = passed if self.state is LegState.SERVING else 0
        return replace(
            self,
            state=state,
            since=at,
            waited_ms=self.waited_ms + waited,
            served_ms=self.served_ms + served,
        )
