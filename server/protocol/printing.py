"""What is known about a printed ticket; used by kiosks that report and the Hall that records."""

from enum import StrEnum

MOST_COPIES = 99
"""A device can speak of so many copies of one ticket; no more are printed."""


class PrintOutcome(StrEnum):
    """How sure it is that the paper came out."""

    CONFIRMED = "confirmed"
    PROCESSED_UNCONFIRMED = "processed-unconfirmed"
    REJECTED_BEFORE_SEND = "rejected-before-send"
    FAILED_KNOWN = "failed-known"
    UNKNOWN = "unknown"


class PrintProblem(StrEnum):
    """What stood in the way of the paper; shown to the visitor and the staff in words."""

    NONE = "none"
    PAPER_OUT = "paper-out"
    PAPER_NEAR_END = "paper-near-end"
    COVER_OPEN = "cover-open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    OFFLINE = "offline"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no-answer"


class PaperSupply(StrEnum):
    """How much paper the printer says it has; without a word of it the answer is ``unknown``."""

    UNKNOWN = "unknown"
    PLENTY = "plenty"
    NEAR_END = "near-end"
    OUT = "out"


class Evidence(StrEnum):
    """How sure a printer makes of a ticket, best first."""

    PROCESS_ID = "process-id"
    """It echoes the number of this very ticket."""
    PAPER_SENSOR = "paper-sensor"
    """It answers once everything before the question is printed."""
    STATUS_ONLY = "status-only"
    """It says how it is, not what it has printed."""
    NOTHING = "nothing"
    """It says nothing: every ticket is unknown."""


class TicketFate(StrEnum):
    """What became of a ticket that a presenter held out."""

    TAKEN = "taken"
    RETRACTED = "retracted"
    UNKNOWN = "unknown"


PRINTED_OUTCOMES = frozenset({PrintOutcome.CONFIRMED, PrintOutcome.PROCESSED_UNCONFIRMED})
"""Outcomes after which the visitor is taken to hold the paper."""


class SoundResult(StrEnum):
    """How the voice of a call ended."""

    SPOKEN = "spoken"
    NO_SOUND = "no-sound"


class PaperTrouble(StrEnum):
    """Why a printing device could not do what was ordered."""

    BUSY = "busy"
    FAILED = "failed"
    TOO_LATE = "too-late"
    TOO_LARGE = "too-large"
