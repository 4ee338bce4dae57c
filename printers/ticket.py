"""From the facts of an issued ticket to the document that is printed; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from printers.document import (
    Element,
    Gap,
    QrCode,
    Role,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.wording import Words, came_line, copy_line, issued_line, people_ahead, slip_line

STATE_LANGUAGES = ("kk", "ru")
"""Names on paper stand in both, Kazakh first, whatever language the visitor chose."""


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What is known of one issued ticket; names are texts by language.

    ``is_without_server``: the kiosk gave the number itself, so the time on it is the visitor's
    claim to his place; ``issued_at`` is absent where nobody knows the time.
    """

    number: str
    hall_names: Mapping[str, str]
    service_names: Mapping[str, str]
    issued_at: datetime | None
    body_names: Mapping[str, str] = field(default_factory=dict)
    claim_names: Mapping[str, str] = field(default_factory=dict)
    people_ahead: int | None = None
    copy_number: int = 0
    is_without_server: bool = False
    follow_url: str | None = None


def compose(facts: TicketFacts, words: Words) -> TicketDocument:
    """Return the ticket in the language of ``words``, names in both state languages beside it."""
    elements = (*_head(facts, words), *_number(facts, words), *_foot(facts, words))
    return TicketDocument(words.language, elements)


def compose_slip(
    hall_names: Mapping[str, str],
    service_names: Mapping[str, str],
    came_at: datetime | None,
    words: Words,
) -> TicketDocument:
    """Return a slip that sends its visitor to the staff and tells when he came, if it is known."""
    elements: tuple[Element, ...] = (
        *_names(Role.HALL, hall_names, words),
        Rule(),
        *_names(Role.SERVICE, service_names, words),
        Gap(2),
        TextLine(Role.LABEL, words.language, words.slip_title),
        *_came(came_at, words),
    )
    return TicketDocument(words.language, elements)


def _came(came_at: datetime | None, words: Words) -> Iterator[Element]:
    if came_at is None:
        yield Gap(2)
        yield TextLine(Role.ISSUED, words.language, words.slip_advice_timeless)
        return
    yield TextLine(Role.AHEAD, words.language, slip_line(words, came_at))
    yield Gap(2)
    yield TextLine(Role.ISSUED, words.language, words.slip_advice)


def _head(facts: TicketFacts, words: Words) -> Iterator[Element]:
    yield from _names(Role.HALL, facts.hall_names, words)
    yield from _names(Role.BODY, facts.body_names, words)
    yield Rule()
    yield from _names(Role.SERVICE, facts.service_names, words)
    yield from _claim(facts.claim_names, words)


def _number(facts: TicketFacts, words: Words) -> Iterator[Element]:
    yield Gap(2)
    yield TextLine(Role.LABEL, words.language, words.number_label)
    yield TicketNumber(facts.number)
    if facts.copy_number:
        yield TextLine(Role.COPY, words.language, copy_line(words, facts.copy_number))
    yield Gap(2)


def _foot(facts: TicketFacts, words: Words) -> Iterator[Element]:
    if facts.people_ahead is not None:
        yield TextLine(Role.AHEAD, words.language, people_ahead(words, facts.people_ahead))
    yield from _issued(facts, words)
    if facts.follow_url:
        yield Gap(2)
        yield QrCode(facts.follow_url)
        yield TextLine(Role.CAPTION, words.language, words.follow)
    yield Rule()
    yield TextLine(Role.NOTICE, words.language, words.notice)


def _issued(facts: TicketFacts, words: Words) -> Iterator[Element]:
    if facts.is_without_server:
        lines = words.without_time
        if facts.issued_at is not None:
            yield TextLine(Role.AHEAD, words.language, came_line(words, facts.issued_at))
            lines = words.without_server
        for line in lines:
            yield TextLine(Role.ISSUED, words.language, line)
    elif facts.issued_at is not None:
        yield TextLine(Role.ISSUED, words.language, issued_line(words, facts.issued_at))


def _names(role: Role, names: Mapping[str, str], words: Words) -> Iterator[TextLine]:
    wanted = dict.fromkeys((*STATE_LANGUAGES, words.language))
    said: set[str] = set()
    for language in wanted:
        text = names.get(language, "")
        if text and text not in said:
            said.add(text)
            yield TextLine(role, language, text)


def _claim(names: Mapping[str, str], words: Words) -> Iterator[TextLine]:
    order = (words.language, *STATE_LANGUAGES, *names)
    language = next((candidate for candidate in order if names.get(candidate)), None)
    if language is not None:
        yield TextLine(Role.CLAIM, language, names[language])
