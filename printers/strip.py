"""The paper at the head: clean, or with what a ticket of unknown end left there; pure."""

from printers.commands import FEED_AND_CUT, INITIALISE

LINES_TO_TEAR = b"\n" * 5
"""A printer without a cutter is torn: white enough to part two tickets."""


class Strip:
    """Knows what has to go before the next ticket, so that it stands alone and whole."""

    def __init__(self, longest_command: int, *, has_cutter: bool, may_be_uncut: bool) -> None:
        """Begin clean, or with a ticket that an earlier driver may have left."""
        self._longest = longest_command
        self._has_cutter = has_cutter
        self._left = longest_command if may_be_uncut else 0

    @property
    def is_clean(self) -> bool:
        """Tell whether the next ticket may begin at once."""
        return self._left == 0

    @property
    def flush(self) -> bytes:
        """Return as many NULs as end a command of dots that was broken off."""
        return bytes(self._left)

    @property
    def recovery(self) -> bytes:
        """Return what ends such a command and parts what stands there from the next ticket."""
        if self.is_clean:
            return b""
        part = FEED_AND_CUT if self._has_cutter else LINES_TO_TEAR
        return self.flush + INITIALISE + part

    def soil(self, command: int = 0) -> None:
        """Note that something goes to the printer; ``command`` if its longest is no ticket's."""
        self._left = max(self._left, self._longest, command)

    def clean(self) -> None:
        """Note that all that went was printed, and cut where there is a cutter."""
        self._left = 0
