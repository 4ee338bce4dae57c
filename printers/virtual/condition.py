"""The state of the virtual printer's hardware and faults, and the status bytes that tell it."""

from dataclasses import dataclass, replace
from typing import Any

ROLL_MM = 80_000.0
PLAIN_WORDS = frozenset(
    {"swallow", "mute", "foreign_echo", "never_read", "garbage", "late_echo_seconds", "die_after"}
)


@dataclass(frozen=True, slots=True)
class Condition:
    """Everything the control socket can set."""

    mm_left: float = ROLL_MM
    near_end: bool = False
    cover_open: bool = False
    cutter_error: bool = False
    cutter_jams: bool = False
    swallow: bool = False
    mute: bool = False
    foreign_echo: bool = False
    never_read: bool = False
    garbage: bool = False
    late_echo_seconds: float = 0.0
    die_after: int | None = None
    powered: bool = True

    @property
    def paper_out(self) -> bool:
        """Tell whether the roll has ended."""
        return self.mm_left <= 0

    @property
    def can_print(self) -> bool:
        """Tell whether the mechanism may move."""
        return self.powered and not (self.paper_out or self.cover_open or self.cutter_error)

    def automatic_status(self) -> bytes:
        """Return the four bytes of ASB."""
        offline = 0x08 if not self.can_print else 0
        first = 0x10 | offline | (0x20 if self.cover_open else 0)
        second = 0x08 if self.cutter_error else 0
        return bytes((first, second, self._paper_bits(), 0x00))

    def real_time_status(self, kind: int) -> bytes:
        """Return the answer to ``DLE EOT kind``."""
        extra = {
            1: self._printer_bits,
            2: self._cause_bits,
            3: self._error_bits,
            4: self._roll_bits,
        }
        return bytes((0x12 | extra[kind](),))

    def paper_sensor(self) -> bytes:
        """Return the answer to ``GS r 1``."""
        return bytes((self._paper_bits(),))

    def _paper_bits(self) -> int:
        near = 0x03 if self.near_end or self.paper_out else 0
        return near | (0x0C if self.paper_out else 0)

    def _printer_bits(self) -> int:
        return 0 if self.can_print else 0x08

    def _cause_bits(self) -> int:
        cover = 0x04 if self.cover_open else 0
        return cover | (0x20 if self.paper_out else 0) | (0x40 if self.cutter_error else 0)

    def _error_bits(self) -> int:
        return 0x08 if self.cutter_error else 0

    def _roll_bits(self) -> int:
        near = 0x0C if self.near_end or self.paper_out else 0
        return near | (0x60 if self.paper_out else 0)


def changed(condition: Condition, order: dict[str, Any]) -> Condition:
    """Return ``condition`` after one line of the control socket; unknown words are an error."""
    changes: dict[str, Any] = {}
    for word, value in order.items():
        if word != "state":
            changes |= _change(word, value)
    return replace(condition, **changes)


def _change(word: str, value: object) -> dict[str, Any]:
    words: dict[str, dict[object, dict[str, Any]]] = {
        "paper": {
            "out": {"mm_left": 0.0},
            "loaded": {"mm_left": ROLL_MM, "near_end": False},
            "near-end": {"near_end": True},
        },
        "cover": {"open": {"cover_open": True}, "closed": {"cover_open": False}},
        "cutter": {
            "error": {"cutter_error": True},
            "jam": {"cutter_jams": True},
            "ok": {"cutter_error": False, "cutter_jams": False},
        },
        "power": {"on": {"powered": True, "die_after": None}, "off": {"powered": False}},
    }
    if word in words:
        return words[word][value]
    if word == "paper_left_mm":
        return {"mm_left": float(str(value))}
    if word not in PLAIN_WORDS:
        raise KeyError(word)
    return {word: value}
