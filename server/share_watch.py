"""Warns in the server's log when so many go first by law that the others wait very long."""

import logging

from server.queueing.picture import HallPicture
from server.queueing.statutory_share import ShareNews

_log = logging.getLogger(__name__)


class ShareWatch:
    """Looks at who waits, now and then; the supervisor's page shows the same at once."""

    def __init__(self) -> None:
        """Have warned of nothing yet."""
        self._news = ShareNews()

    def look(self, picture: HallPicture) -> None:
        """Warn if too many go first by law, once until it is calm again."""
        statutory, waiting = picture.statutory_waiting(), len(picture.standing.waiting)
        if self._news.is_new(statutory, waiting):
            _log.warning(
                "%d of %d who wait go first by law: the others wait very long", statutory, waiting
            )
