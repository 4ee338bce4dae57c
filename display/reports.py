"""What the board tells the Hall of each call: that it was shown, how its voice ended."""

import logging
from collections.abc import Callable
from uuid import uuid4

from display.speaker import Spoken
from server.protocol.commands import Command, ReportShown, ReportSpoken
from server.protocol.errors import ServerUnreachableError
from server.protocol.snapshots import BoardCall

_log = logging.getLogger(__name__)


class Reports:
    """Asks the Hall to record; what a long lost link has no more room for is logged."""

    def __init__(self, ask: Callable[[Command], None]) -> None:
        """Send by ``ask``."""
        self._ask = ask

    def shown(self, call: BoardCall) -> None:
        """Report that people can see ``call``."""
        self._send(ReportShown(request_id=str(uuid4()), call=call.call, zone=call.zone))

    def spoken(self, spoken: Spoken) -> None:
        """Report how the voice of a call ended."""
        self._send(
            ReportSpoken(
                request_id=str(uuid4()),
                call=spoken.call.call,
                zone=spoken.call.zone,
                result=spoken.result,
            )
        )

    def _send(self, command: Command) -> None:
        try:
            self._ask(command)
        except ServerUnreachableError as error:
            _log.error("a report was not kept: %s", error)
