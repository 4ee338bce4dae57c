"""What happens in the course of a day beside the queue."""

from server.protocol.happened import Happened
from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.tickets import Instant


class PostPaused(Happened, frozen=True, kw_only=True):
    """The holder of ``post`` receives nobody for a while, until ``until_at`` if it is known."""

    post: Key
    reason: Key
    until_at: Instant | None


class PostResumed(Happened, frozen=True, kw_only=True):
    """The holder of ``post`` receives again."""

    post: Key


class SentElsewhere(Happened, frozen=True, kw_only=True):
    """A visitor got a slip that says where to go instead."""

    language: LanguageCode
    service: Key | None = None
    elsewhere: Key | None = None


DayEvent = PostPaused | PostResumed | SentElsewhere
