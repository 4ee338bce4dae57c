"""From the facts of an issued ticket to the document that is printed; pure."""

from collections.abc import Callable, Iterator, Mapping
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
from printers.wording import (
    Words,
    came_line,
    copy_line,
    issued_line,
    people_ahead,
    persons_line,
    slot_line,
    wait_line,
)
from server.protocol.ticket_layout import (
    LayoutRow,
    Part,
    Size,
    Spoken,
    TicketLayout,
    standard_layout,
)
from server.protocol.waits import WaitRange

STATE_LANGUAGES = ("kk", "ru")
"""Names on paper stand in both, Kazakh first, whatever language the visitor chose."""

_MILLIMETRES_ABOVE_QR = 2

Texts = Callable[[Part, Words], Iterator[tuple[Role, str]]]
"""Says a part in the words of one language."""


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What is known of one issued ticket; names are texts by language.

    ``is_without_server``: the kiosk gave the number itself, so the time on it is the visitor's
    claim to his place; ``issued_at`` is absent where nobody knows the time. ``slot_at``: the time
    that the visitor had booked, to whom it ``is_early`` still. ``expected``: absent where nothing
    honest can be said of the wait.
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
    persons: int = 1
    slot_at: datetime | None = None
    expected: WaitRange | None = None
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """How a hall wants its tickets: the layout, and the words of its languages."""

    layout: TicketLayout = field(default_factory=standard_layout)
    vocabulary: Mapping[str, Words] = field(default_factory=dict)


def compose(facts: TicketFacts, words: Words, style: Style | None = None) -> TicketDocument:
    """Return the ticket of a visitor who reads ``words``, as ``style`` or else usual."""
    style = style or Style()
    composer = _Composer(facts, words, style)
    return TicketDocument(words.language, tuple(composer.elements()), style.layout.is_drawn)


@dataclass(frozen=True, slots=True)
class _Composer:
    facts: TicketFacts
    words: Words
    style: Style

    def elements(self) -> Iterator[Element]:
        for row in self.style.layout.rows:
            if row.is_shown:
                yield from self._row(row)
            elif row.part is Part.ISSUED:
                # The visitor claims his place by these times, so no hall may leave them out.
                yield from self._said(row, row.part, self._claims)

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
            case _:
                yield from self._said(row, row.part, self._texts)

    def _picture(self, part: Part) -> Iterator[Element]:
        if part is Part.LOGO:
            yield LogoPlace()
        elif self.facts.follow_url:
            yield Gap(_MILLIMETRES_ABOVE_QR)
            yield QrCode(self.facts.follow_url)

    def _number(self, size: Size) -> Iterator[Element]:
        words = self.words
        yield TicketNumber(self.facts.number, size)
        if self.facts.persons > 1:
            together = persons_line(words, self.facts.persons)
            yield TextLine(Role.PERSONS, words.language, together)
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
        lines = tuple(name_lines(role, names, self._languages(row, names), row.size))
        yield from lines[:1] if row.spoken is Spoken.VISITOR else lines

    def _said(self, row: LayoutRow, part: Part, texts: Texts) -> Iterator[TextLine]:
        for words in self._vocabulary(row):
            for role, text in texts(part, words):
                yield TextLine(role, words.language, text, row.size)

    def _texts(self, part: Part, words: Words) -> Iterator[tuple[Role, str]]:
        facts = self.facts
        match part:
            case Part.LABEL:
                yield Role.LABEL, words.number_label
            case Part.AHEAD if facts.people_ahead is not None:
                yield Role.AHEAD, people_ahead(words, facts.people_ahead)
            case Part.WAIT if facts.expected is not None:
                from_slot = facts.slot_at if facts.is_early else None
                yield Role.WAIT, wait_line(words, facts.expected, from_slot)
            case Part.ISSUED:
                yield from self._claims(part, words)
                if facts.issued_at is not None and not facts.is_without_server:
                    yield Role.ISSUED, issued_line(words, facts.issued_at)
            case Part.CAPTION if facts.follow_url and self._shows(Part.QR):
                yield Role.CAPTION, words.follow
            case Part.NOTICE:
                yield Role.NOTICE, words.notice
            case _:
                pass

    def _claims(self, _: Part, words: Words) -> Iterator[tuple[Role, str]]:
        if self.facts.slot_at is not None:
            yield Role.SLOT, slot_line(words, self.facts.slot_at)
        if self.facts.is_without_server:
            yield from _claimed(self.facts.issued_at, words)

    def _shows(self, part: Part) -> bool:
        return any(row.part is part and row.is_shown for row in self.style.layout.rows)

    def _languages(self, row: LayoutRow, names: Mapping[str, str]) -> tuple[str, ...]:
        """Return the languages of a name, the one that is wanted most first."""
        match row.spoken:
            case Spoken.VISITOR:
                return (self.words.language, *STATE_LANGUAGES, *names)
            case Spoken.STATE:
                return state_languages(self.words)
            case Spoken.ALL:
                return (*state_languages(self.words), *names)
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


def state_languages(words: Words) -> tuple[str, ...]:
    """Return the languages of every name on paper: the state's two, and the visitor's."""
    return (*STATE_LANGUAGES, words.language)


def name_lines(
    role: Role, names: Mapping[str, str], languages: tuple[str, ...], size: Size = Size.NORMAL
) -> Iterator[TextLine]:
    """Yield one line for each language, none for a text that was said already."""
    said: set[str] = set()
    for language in languages:
        text = names.get(language, "")
        if text and text not in said:
            said.add(text)
            yield TextLine(role, language, text, size)
