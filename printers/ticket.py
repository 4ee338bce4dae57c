"""From the facts of an issued ticket to the document that is printed; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from printers.document import (
    Element,
    Gap,
    LogoPlace,
    QrCode,
    Role,
    Rule,
    TextLine,
    TicketDocument,
    TicketNumber,
)
from printers.wording import Words, came_line, copy_line, issued_line, people_ahead, slip_line
from server.protocol.ticket_layout import (
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    standard_layout,
)

STATE_LANGUAGES = ("kk", "ru")
"""Names on paper stand in both, Kazakh first, whatever language the visitor chose."""

_MILLIMETRES_ABOVE_QR = 2


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
    is_specimen: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a hall wants its tickets: the layout, and the words of its languages."""

    layout: TicketLayout = field(default_factory=standard_layout)
    vocabulary: Mapping[str, Words] = field(default_factory=dict)


def compose(facts: TicketFacts, words: Words, style: Style | None = None) -> TicketDocument:
    """Return the ticket of a visitor who reads ``words``, as ``style`` or else usual."""
    composer = _Composer(facts, words, style or Style())
    return TicketDocument(words.language, tuple(composer.elements()))


def compose_slip(
    hall_names: Mapping[str, str],
    service_names: Mapping[str, str],
    came_at: datetime | None,
    words: Words,
) -> TicketDocument:
    """Return a slip that sends its visitor to the staff and tells when he came, if it is known."""
    elements: tuple[Element, ...] = (
        LogoPlace(),
        *_lines(Role.HALL, hall_names, _state_languages(words)),
        Rule(),
        *_lines(Role.SERVICE, service_names, _state_languages(words)),
        Gap(2),
        TextLine(Role.LABEL, words.language, words.slip_title),
        *_came(came_at, words),
    )
    return TicketDocument(words.language, elements)


@dataclass(frozen=True, slots=True)
class _Composer:
    facts: TicketFacts
    words: Words
    style: Style

    def elements(self) -> Iterator[Element]:
        for row in self.style.layout.rows:
            if row.is_shown:
                yield from self._row(row)
            elif row.part is Part.ISSUED and self.facts.is_without_server:
                # The visitor claims his place by this time, so no hall may leave it out.
                yield from self._alone(row)

    def _row(self, row: LayoutRow) -> Iterator[Element]:
        match row.part:
            case Part.RULE:
                yield Rule()
            case Part.GAP:
                yield Gap(row.millimetres)
            case Part.LOGO | Part.QR:
                yield from self._picture(row.part)
            case Part.NUMBER:
                yield from self._number(row.size)
            case Part.HALL | Part.BODY | Part.SERVICE | Part.CLAIM:
                yield from self._names(row, row.part)
            case Part.LABEL | Part.AHEAD | Part.ISSUED | Part.CAPTION | Part.NOTICE:
                yield from self._said(row, row.part)
            case _:
                assert_never(row.part)

    def _picture(self, part: Part) -> Iterator[Element]:
        if part is Part.LOGO:
            yield LogoPlace()
        elif self.facts.follow_url:
            yield Gap(_MILLIMETRES_ABOVE_QR)
            yield QrCode(self.facts.follow_url)

    def _number(self, size: Size) -> Iterator[Element]:
        words = self.words
        yield TicketNumber(self.facts.number, size)
        if self.facts.copy_number:
            copy = copy_line(words, self.facts.copy_number)
            yield TextLine(Role.COPY, words.language, copy)
        if self.facts.is_specimen:
            yield TextLine(Role.COPY, words.language, words.specimen)

    def _names(self, row: LayoutRow, part: Part) -> Iterator[TextLine]:
        role = Role(part)
        names = {
            Role.HALL: self.facts.hall_names,
            Role.BODY: self.facts.body_names,
            Role.SERVICE: self.facts.service_names,
            Role.CLAIM: self.facts.claim_names,
        }[role]
        lines = tuple(_lines(role, names, self._languages(row, names), row.size))
        yield from lines[:1] if row.spoken is Spoken.VISITOR else lines

    def _said(self, row: LayoutRow, part: Part) -> Iterator[TextLine]:
        for words in self._vocabulary(row):
            for role, text in self._texts(part, words):
                yield TextLine(role, words.language, text, row.size)

    def _texts(self, part: Part, words: Words) -> Iterator[tuple[Role, str]]:
        facts = self.facts
        match part:
            case Part.LABEL:
                yield Role.LABEL, words.number_label
            case Part.AHEAD if facts.people_ahead is not None:
                yield Role.AHEAD, people_ahead(words, facts.people_ahead)
            case Part.ISSUED if facts.is_without_server:
                yield from _claimed(facts.issued_at, words)
            case Part.ISSUED if facts.issued_at is not None:
                yield Role.ISSUED, issued_line(words, facts.issued_at)
            case Part.CAPTION if facts.follow_url and self._shows(Part.QR):
                yield Role.CAPTION, words.follow
            case Part.NOTICE:
                yield Role.NOTICE, words.notice
            case _:
                pass

    def _alone(self, row: LayoutRow) -> Iterator[TextLine]:
        for words in self._vocabulary(row):
            for role, text in _claimed(self.facts.issued_at, words):
                yield TextLine(role, words.language, text, row.size)

    def _shows(self, part: Part) -> bool:
        return any(row.part is part and row.is_shown for row in self.style.layout.rows)

    def _languages(self, row: LayoutRow, names: Mapping[str, str]) -> tuple[str, ...]:
        """Return the languages of a name, the one that is wanted most first."""
        match row.spoken:
            case Spoken.VISITOR:
                return (self.words.language, *STATE_LANGUAGES, *names)
            case Spoken.STATE:
                return _state_languages(self.words)
            case Spoken.ALL:
                return (*_state_languages(self.words), *names)
            case _:
                assert_never(row.spoken)

    def _vocabulary(self, row: LayoutRow) -> Iterator[Words]:
        """Yield the words in every language in which the hall wants to say it."""
        known = {**self.style.vocabulary, self.words.language: self.words}
        if row.spoken is Spoken.VISITOR:
            yield self.words
            return
        wanted = self._languages(row, self.facts.hall_names)
        yield from (known[language] for language in dict.fromkeys(wanted) if language in known)


def _claimed(came_at: datetime | None, words: Words) -> Iterator[tuple[Role, str]]:
    """Yield what a visitor has in hand whom the kiosk alone has registered."""
    lines = words.without_time
    if came_at is not None:
        yield Role.AHEAD, came_line(words, came_at)
        lines = words.without_server
    yield from ((Role.ISSUED, line) for line in lines)


def _came(came_at: datetime | None, words: Words) -> Iterator[Element]:
    if came_at is None:
        yield Gap(2)
        yield TextLine(Role.ISSUED, words.language, words.slip_advice_timeless)
        return
    yield TextLine(Role.AHEAD, words.language, slip_line(words, came_at))
    yield Gap(2)
    yield TextLine(Role.ISSUED, words.language, words.slip_advice)


def _state_languages(words: Words) -> tuple[str, ...]:
    return (*STATE_LANGUAGES, words.language)


def _lines(
    role: Role, names: Mapping[str, str], languages: tuple[str, ...], size: Size = Size.NORMAL
) -> Iterator[TextLine]:
    """Yield one line for each language, none for a text that was said already."""
    said: set[str] = set()
    for language in languages:
        text = names.get(language, "")
        if text and text not in said:
            said.add(text)
            yield TextLine(role, language, text, size)
