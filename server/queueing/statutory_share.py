"""When so many of those who wait go first by law that the others wait very long."""

STATUTORY_PERCENT = 35
"""More of a hundred than this is too many: see docs/order.md for what the others wait then."""

CALM_PERCENT = 30
"""A hall that was warned is calm again at no more than this."""

FEWEST_WAITING = 3
"""Of fewer a share says nothing."""


def is_share_high(statutory: int, waiting: int) -> bool:
    """Return whether too many of those ``waiting`` go first by law."""
    return waiting >= FEWEST_WAITING and 100 * statutory > STATUTORY_PERCENT * waiting


class ShareNews:
    """Says once that the share has become too high, and again only after a calm."""

    def __init__(self) -> None:
        """Begin calm."""
        self._is_warned = False

    def is_new(self, statutory: int, waiting: int) -> bool:
        """Return whether somebody is to be warned now."""
        if 100 * statutory <= CALM_PERCENT * waiting:
            self._is_warned = False
        is_new = is_share_high(statutory, waiting) and not self._is_warned
        self._is_warned = self._is_warned or is_new
        return is_new
