"""Papers without a number: show it to the staff, or go elsewhere; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from printers.document import Element, Gap, LogoPlace, Role, Rule, TextLine, TicketDocument
from printers.ticket import name_lines, state_languages
from printers.wording import Words, issued_line, next_line, slip_line


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is told to a visitor who is not received here, or not today; names by language.

    ``is_full``: it is received here, but all places of the day are taken. ``where`` he may go,
    ``next_at`` when he is received next and ``who_names`` by which office, ``at`` when he asked:
    each absent if nobody knows. Without ``where`` it is received here, at another time.
    """

    hall_names: Mapping[str, str]
    what_names: Mapping[str, str]
    where: Mapping[str, str]
    at: datetime | None
    next_at: datetime | None = None
    is_full: bool = False
    who_names: Mapping[str, str] = field(default_factory=dict)


def compose_slip(
    hall_names: Mapping[str, str],
    service_names: Mapping[str, str],
    came_at: datetime | None,
    words: Words,
) -> TicketDocument:
    """Return a slip that sends its visitor to the staff and tells when he came, if it is known."""
    head = _head(hall_names, service_names, words)
    title = TextLine(Role.LABEL, words.language, words.slip_title)
    return TicketDocument(words.language, (*head, title, *_came(came_at, words)))


def compose_elsewhere(facts: Elsewhere, words: Words) -> TicketDocument:
    """Return the slip of a visitor who gets no number here: why, where he may go, and when."""
    said, language = words.elsewhere, words.language
    where = tuple(name_lines(Role.PLACE, facts.where, state_languages(words)))
    why = said.full if facts.is_full else said.not_here if where else said.closed
    elements = [
        *_head(facts.hall_names, facts.what_names, words),
        TextLine(Role.AHEAD, language, why),
    ]
    if where:
        elements += (TextLine(Role.LABEL, language, said.go), *where)
    who = tuple(name_lines(Role.PLACE, facts.who_names, state_languages(words)))
    if who:
        elements += (TextLine(Role.LABEL, language, said.who), *who)
    if facts.next_at is not None:
        elements += (Gap(2), TextLine(Role.PLACE, language, next_line(words, facts.next_at)))
    if facts.at is not None:
        elements += (Gap(2), TextLine(Role.ISSUED, language, issued_line(words, facts.at)))
    return TicketDocument(language, tuple(elements))


def _head(
    hall_names: Mapping[str, str], what_names: Mapping[str, str], words: Words
) -> tuple[Element, ...]:
    languages = state_languages(words)
    return (
        LogoPlace(),
        *name_lines(Role.HALL, hall_names, languages),
        Rule(),
        *name_lines(Role.SERVICE, what_names, languages),
        Gap(2),
    )


def _came(came_at: datetime | None, words: Words) -> Iterator[Element]:
    if came_at is None:
        yield Gap(2)
        yield TextLine(Role.ISSUED, words.language, words.slip_advice_timeless)
        return
    yield TextLine(Role.AHEAD, words.language, slip_line(words, came_at))
    yield Gap(2)
    yield TextLine(Role.ISSUED, words.language, words.slip_advice)
