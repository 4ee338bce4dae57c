"""A device link at which kiosks are held back as a test says."""

from server.protocol.identity import Key
from server.trust.holds import Hold


class HeldLinks:
    """Every device is linked; ``hold`` is that of all of them."""

    def __init__(self, hold: Hold | None) -> None:
        """Hold everybody back by ``hold``."""
        self.hold = hold

    def is_linked(self, device: Key) -> bool:
        """Return that it is, whoever it is."""
        return bool(device)

    def hold_of(self, device: Key) -> Hold | None:
        """Return the one hold that there is."""
        return self.hold if device else None

    def look_again(self) -> None:
        """Have nothing to offer."""
