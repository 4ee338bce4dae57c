"""How a ticket is put into bytes: chosen from the profile, the link and what is proved; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from printers.profile import LogoStore, PrinterProfile, Provenance

KAZAKH_LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
"""The letters that tell a Kazakh page from a Russian one."""


LONGEST_BAND_BYTES = 3_392
"""A slow line carries no longer command of dots, so that one broken off is soon flushed."""
BAND_HEAD_BYTES = 8


class Link(StrEnum):
    """How much raster the way to the printer carries."""

    FAST = "fast"
    """Network or USB: raster arrives as fast as it is printed."""
    BRISK = "brisk"
    """A serial line of 115200 baud or more: some raster in a second."""
    SLOW = "slow"
    """A slower serial line: every kilobyte is a second."""


class Strategy(StrEnum):
    """How the lines of a ticket go to the printer."""

    TEXT_PAGE = "text-page"
    """In the printer's letters; its page has the Kazakh ones."""
    OWN_CHARACTERS = "own-characters"
    """In the printer's letters, ours put in the place of some it does not print."""
    TEXT_AND_RASTER = "text-and-raster"
    """Russian and English in the printer's letters, other lines drawn."""
    DESIGN = "design"
    """Every line drawn in our fonts; no page has to be right."""


class LogoWay(StrEnum):
    """What becomes of the logo."""

    RECALLED = "recalled"
    DRAWN = "drawn"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Proved:
    """What this very unit has shown: the hash of the logo it keeps, its ``ESC &`` letters."""

    logo: str | None = None
    own_characters: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the layout asks: strategy, link, the letters that stand for ours, the logo."""

    strategy: Strategy
    link: Link
    logo: LogoWay = LogoWay.LEFT_OUT
    stand_ins: Mapping[str, str] = field(default_factory=dict)


def longest_command(profile: PrinterProfile, link: Link) -> int:
    """Return the bytes of the longest raster command that a job on ``link`` may have."""
    whole = profile.raster.max_band_rows * (profile.media.dots // 8)
    band = whole if link is Link.FAST else min(whole, LONGEST_BAND_BYTES)
    return band + BAND_HEAD_BYTES


def choose(
    profile: PrinterProfile, link: Link, proved: Proved, *, wants_design: bool = False
) -> Strategy:
    """Return the cheapest way that says every letter right and that the link can carry."""
    if link is Link.FAST and (wants_design or _page_is_a_guess(profile)):
        return Strategy.DESIGN
    if all(can_say(profile, letter) for letter in KAZAKH_LETTERS):
        return Strategy.TEXT_PAGE
    if link is Link.SLOW and may_define_characters(profile, proved):
        return Strategy.OWN_CHARACTERS
    return Strategy.TEXT_AND_RASTER


def choose_logo(profile: PrinterProfile, link: Link, proved: Proved, logo_hash: str) -> LogoWay:
    """Return how a job carries the logo: recalled, drawn where that is cheap, or not at all."""
    if profile.logo.store is not LogoStore.NONE and proved.logo == logo_hash:
        return LogoWay.RECALLED
    return LogoWay.DRAWN if link is Link.FAST else LogoWay.LEFT_OUT


def can_say(profile: PrinterProfile, text: str) -> bool:
    """Tell whether the printer's code page has every character of ``text``."""
    try:
        text.encode(profile.text.codec)
    except UnicodeEncodeError:
        return False
    return True


def may_define_characters(profile: PrinterProfile, proved: Proved) -> bool:
    """Tell whether ``ESC &`` was seen to work; else its dots would be printed as letters."""
    own = profile.own_characters.supported
    provenance = profile.provenance.get("own_characters.supported")
    return own and (proved.own_characters or provenance is Provenance.PROBED)


def _page_is_a_guess(profile: PrinterProfile) -> bool:
    return profile.provenance.get("text.code_page") is Provenance.UNVERIFIED
