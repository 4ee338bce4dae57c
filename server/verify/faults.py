"""What may be wrong with an entry of a log."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong; the words for it are in server/words."""

    SEQ = "bad-seq"
    EPOCH = "bad-epoch"
    TIME = "bad-time"
    PREVIOUS = "bad-previous"
    BODY = "bad-body"
    UNREADABLE = "bad-unreadable"
    HEAD = "bad-head"
    CONFIGURATION = "bad-configuration"
    RULE = "bad-rule"
    DAY = "bad-day"
    NUMBER = "bad-number"
    ORDER = "bad-order"
    DESK = "bad-desk"
    LEG = "bad-leg"
    PLACE = "bad-place"
    BOOKING = "bad-booking"
    OVERRIDE = "bad-override"
    STANDING = "bad-standing"
    UNDO = "bad-undo"
    ACTOR = "bad-actor"
    CODE = "bad-code"
    WITNESS = "bad-witness"
