"""Tells an administrator, in plain words, what a kiosk keeps for halls it belongs to no more."""

import logging
import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from kiosk.clocks import arrival
from kiosk.journal.folders import NO_HALL
from kiosk.journal.records import Stamp
from kiosk.journal.shelf import Aside, kept_in
from kiosk.offer import wall_time
from kiosk.settings import Settings
from server.protocol.languages import LanguageCode, in_language, languages_of_computer
from server.protocol.snapshots import HallTime
from server.protocol.tickets import kiosk_number

WORDS = Path(__file__).parent / "words"
UNKNOWN_TIME = HallTime(0, 0, 0)

log = logging.getLogger(__name__)


def read_plain_words(language: LanguageCode) -> dict[str, str]:
    """Return every sentence in ``language`` by its key."""
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def log_aside(kept: tuple[Aside, ...], environment: Mapping[str, str] = os.environ) -> None:
    """Write into the log what is kept aside, if anything is."""
    for line in lines_of(kept, languages_of_computer(environment)):
        log.warning("%s", line)


def lines_of(kept: tuple[Aside, ...], languages: tuple[LanguageCode, ...]) -> Iterator[str]:
    """Yield a sentence for the numbers and one for the slips of each hall, in each language."""
    for language in languages:
        words = read_plain_words(language)
        for aside in kept:
            yield from _lines(aside, words, language)


def tell_kept(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Return what is kept for other halls, or that nothing is; the kiosk may be running."""
    directory, belonging = settings.state_folder(), settings.belonging()
    kept = () if directory is None else kept_in(directory, belonging)
    languages = languages_of_computer(environment)
    if kept:
        return "\n".join(lines_of(kept, languages))
    said = (read_plain_words(language)["nothing-aside"] for language in languages)
    return "\n".join(line.format(folder=directory) for line in said)


def _lines(aside: Aside, words: Mapping[str, str], language: LanguageCode) -> Iterator[str]:
    facts = {"hall": _name(aside, words, language), "folder": aside.folder.path}
    held = [each.record for each in aside.state.held]
    if held:
        yield words["numbers-aside"].format(
            count=len(held),
            first=kiosk_number(held[0].kiosk, held[0].ordinal),
            last=kiosk_number(held[-1].kiosk, held[-1].ordinal),
            **_span(aside, [record.stamp for record in held]),
            **facts,
        )
    if aside.state.slips:
        stamps = [slip.stamp for slip in aside.state.slips]
        yield words["slips-aside"].format(count=len(stamps), **_span(aside, stamps), **facts)


def _name(aside: Aside, words: Mapping[str, str], language: LanguageCode) -> str:
    if aside.folder.hall == NO_HALL:
        return words["unknown-hall"]
    names = {} if aside.seen is None else aside.seen.snapshot.hall_names
    name = in_language(names, language)
    return f"{name} ({aside.folder.hall})" if name else aside.folder.hall


def _span(aside: Aside, stamps: list[Stamp]) -> dict[str, str]:
    instants = [arrival(stamp) for stamp in stamps]
    time = UNKNOWN_TIME if aside.seen is None else aside.seen.snapshot.time
    return {"since": _said(min(instants), time), "until": _said(max(instants), time)}


def _said(instant: int, time: HallTime) -> str:
    said: datetime = wall_time(instant, time)
    return f"{said:%Y-%m-%d %H:%M}"
