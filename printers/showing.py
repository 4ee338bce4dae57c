"""What a profile says, as lines of fields parted by tabs: for people and for programs."""

from collections.abc import Iterator

import msgspec

from printers.profile import PrinterProfile, Provenance
from printers.raster import Rasteriser, start_fonts
from printers.repertoire import describe
from printers.strategy import Link, Proved


def summary(profile: PrinterProfile) -> str:
    """Return one line, the name first."""
    text, unverified = profile.text, Provenance.UNVERIFIED
    guesses = sum(by is unverified for by in profile.provenance.values())
    fields = (
        profile.name,
        profile.title,
        f"dots={profile.media.dots}",
        f"page={text.code_page}:{text.codec}",
        f"fence={profile.features.fence}",
        f"{unverified}={guesses}",
    )
    return "\t".join(fields)


def description(profile: PrinterProfile, link: Link) -> Iterator[str]:
    """Yield what the printer can say on ``link`` script by script, then every value of it.

    A script's line counts the letters that go as text, as own characters, as dots, and not at all.
    """
    application = start_fonts()
    told = describe(profile, link, Proved(), Rasteriser().can_draw)
    del application
    yield summary(profile)
    yield f"link={link}\tway={told.strategy}"
    for one in told.scripts:
        counts = {
            "text": one.as_text,
            "own-characters": one.as_own,
            "raster": one.as_dots,
            "nothing": one.as_nothing,
        }
        said = "\t".join(f"{way}={len(letters)}" for way, letters in counts.items() if letters)
        yield f"{one.script}\t{said}"
    values = msgspec.to_builtins(profile)
    for place, provenance in sorted(profile.provenance.items()):
        table, _, key = place.rpartition(".")
        value = values[table][key] if table else values[key]
        yield f"{place}\t{value}\t{provenance}"
