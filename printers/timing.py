"""How patient a driver is beyond what printing takes."""

from dataclasses import dataclass

from printers.tray import HOLD_SECONDS

FENCE_MARGIN_SECONDS = 4.0
CUT_SECONDS = 4.0
CUT_SETTLE_SECONDS = 1.0
LOGO_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Timing:
    """What tests make shorter: the margin at a fence, and how long a ticket is held out."""

    margin_seconds: float = FENCE_MARGIN_SECONDS
    hold_seconds: float = HOLD_SECONDS


PATIENT = Timing()
