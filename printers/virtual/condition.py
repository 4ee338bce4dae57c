"""The state of the virtual printer's hardware and its faults, and the orders that change it."""

from dataclasses import dataclass, replace
from typing import Any

ROLL_MM = 80_000.0
NEAR_END_MM = 3_000.0


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything the control socket can set."""

    mm_left: float = ROLL_MM
    roll_mm: float = ROLL_MM
    near_end: bool = False
    cover_open: bool = False
    cutter_error: bool = False
    cutter_jams: bool = False
    overheated: bool = False
    jammed: bool = False
    swallow: bool = False
    mute: bool = False
    foreign_echo: bool = False
    never_read: bool = False
    garbage: bool = False
    late_echo_seconds: float = 0.0
    die_after: int | None = None
    off_after_cut: bool = False
    powered: bool = True

    @property
    def paper_out(self) -> bool:
        """Tell whether the roll has ended."""
        return self.mm_left <= 0

    @property
    def little_paper(self) -> bool:
        """Tell whether a near-end sensor would feel it."""
        return self.near_end or self.mm_left < NEAR_END_MM

    @property
    def hindered(self) -> bool:
        """Tell whether something must be put right before paper may move."""
        stopped = self.paper_out or self.cover_open or self.cutter_error
        return stopped or self.overheated or self.jammed

    @property
    def can_print(self) -> bool:
        """Tell whether the mechanism may move."""
        return self.powered and not self.hindered


PLAIN_WORDS = frozenset(
    {
        "swallow",
        "mute",
        "foreign_echo",
        "never_read",
        "garbage",
        "late_echo_seconds",
        "die_after",
        "off_after_cut",
    }
)
WORDS: dict[str, dict[str, dict[str, Any]]] = {
    "paper": {
        "out": {"mm_left": 0.0},
        "near-end": {"near_end": True},
        "loaded": {"near_end": False},
    },
    "cover": {"open": {"cover_open": True}, "closed": {"cover_open": False}},
    "cutter": {
        "error": {"cutter_error": True},
        "jam": {"cutter_jams": True},
        "ok": {"cutter_error": False, "cutter_jams": False},
    },
    "head": {"overheated": {"overheated": True}, "ok": {"overheated": False}},
    "path": {"jammed": {"jammed": True}, "free": {"jammed": False}},
    "power": {"on": {"powered": True, "die_after": None}, "off": {"powered": False}},
    "state": {"True": {}, "False": {}},
}


def changed(condition: Condition, order: dict[str, Any]) -> Condition:
    """Return ``condition`` after one line of the control socket; unknown words are an error."""
    changes: dict[str, Any] = {}
    for word, value in order.items():
        changes |= _changes(condition, word, value)
    return replace(condition, **changes)


def _changes(condition: Condition, word: str, value: object) -> dict[str, Any]:
    if word in WORDS:
        meant = WORDS[word][str(value)]
        new_roll = (word, value) == ("paper", "loaded")
        return {**meant, "mm_left": condition.roll_mm} if new_roll else meant
    if word == "paper_left_mm":
        return {"mm_left": float(str(value))}
    if word not in PLAIN_WORDS:
        raise KeyError(word)
    return {word: value}
