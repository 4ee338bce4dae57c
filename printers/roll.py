"""How much of the paper roll has been printed since it was put in; pure."""

from msgspec import Struct

MM_PER_METRE = 1000


class Roll(Struct, frozen=True):
    """The roll in the printer: millimetres printed on it, and whether it was seen to be out."""

    printed_mm: float = 0.0
    was_out: bool = False

    @property
    def metres(self) -> float:
        """Return the metres printed, to the decimetre."""
        return round(self.printed_mm / MM_PER_METRE, 1)

    def after_ticket(self, millimetres: float) -> "Roll":
        """Return the roll after so much more paper."""
        return Roll(self.printed_mm + millimetres, self.was_out)

    def after_look(self, *, is_out: bool) -> "Roll":
        """Return the roll after a look at its sensor: paper that is back is a new roll."""
        if self.was_out and not is_out:
            return Roll()
        return Roll(self.printed_mm, is_out)
