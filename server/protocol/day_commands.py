"""What is asked in the course of a day: a post pauses, a visitor is sent elsewhere."""

from server.protocol.identity import Key
from server.protocol.languages import LanguageCode
from server.protocol.requested import Requested
from server.protocol.services import WallTime


class PausePost(Requested, frozen=True, kw_only=True):
    """The holder of ``post`` receives nobody for a while, ``until`` a time if it is known."""

    post: Key
    reason: Key
    until: WallTime | None = None


class ResumePost(Requested, frozen=True, kw_only=True):
    """The holder of ``post`` receives again."""

    post: Key


class SendElsewhere(Requested, frozen=True, kw_only=True):
    """A visitor was told on paper where to go instead: of a ``service`` that does not take him in.

    Or for a matter that this hall does not receive at all, ``elsewhere``.
    """

    language: LanguageCode
    service: Key | None = None
    elsewhere: Key | None = None


DayCommand = PausePost | ResumePost | SendElsewhere
