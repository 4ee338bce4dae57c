"""How the whole hall stands, so that kiosks, boards and desks can say why nobody is called."""

from enum import StrEnum


class HallStanding(StrEnum):
    """``paused``: nobody is called; ``stopped``: nobody gets a number either."""

    OPEN = "open"
    PAUSED = "paused"
    STOPPED = "stopped"
