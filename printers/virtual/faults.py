"""Faults in plain words, for the command line: ``paper-out``, ``late=3``, or a control line."""

import json
from typing import Any

PLAIN: dict[str, tuple[dict[str, Any], str]] = {
    "paper-out": ({"paper": "out"}, "no paper"),
    "near-end": ({"paper": "near-end"}, "little paper; told only by models with the sensor"),
    "cover-open": ({"cover": "open"}, "the cover is open"),
    "cutter-error": ({"cutter": "error"}, "the cutter is stuck"),
    "cutter-jam": ({"cutter": "jam"}, "the cutter gets stuck at every cut"),
    "overheated": ({"head": "overheated"}, "the head is too hot to print"),
    "jam": ({"path": "jammed"}, "paper is jammed behind the head"),
    "mute": ({"mute": True}, "prints and never answers"),
    "swallow": ({"swallow": True}, "takes all bytes and does nothing"),
    "never-read": ({"never_read": True}, "accepts the host and reads nothing"),
    "garbage": ({"garbage": True}, "nonsense before every answer"),
    "foreign-echo": ({"foreign_echo": True}, "echoes an id that nobody sent"),
    "power-off": ({"power": "off"}, "is switched off"),
    "power-off-after-cut": ({"off_after_cut": True}, "loses its power after the next cut"),
}
WITH_VALUE = {
    "paper-left": ("paper_left_mm", float, "millimetres until the roll ends"),
    "late": ("late_echo_seconds", float, "seconds before a fence is answered"),
    "die-after": ("die_after", int, "bytes after which the power is lost"),
}


def fault_order(said: str) -> dict[str, Any]:
    """Return the control line that ``said`` means; anything else is a ``ValueError``."""
    if said.startswith("{"):
        order: dict[str, Any] = json.loads(said)
        return order
    word, _, value = said.partition("=")
    if word in PLAIN and not value:
        return PLAIN[word][0]
    if word not in WITH_VALUE or not value:
        raise ValueError(said)
    key, kind, _ = WITH_VALUE[word]
    return {key: kind(value)}


def fault_list() -> str:
    """Return the plain words and what they mean, a line each."""
    lines = [f"  {word:<20} {meaning}" for word, (_, meaning) in PLAIN.items()]
    lines += [f"  {word + '=N':<20} {meaning}" for word, (_, _, meaning) in WITH_VALUE.items()]
    return "\n".join(lines)
