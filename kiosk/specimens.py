"""A ticket that is nobody's, with the names of this very hall: to be shown, or printed to try."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.offer import Offer
from printers.document import TicketDocument
from printers.specimen import read_specimen
from printers.ticket import Style, TicketFacts, compose
from printers.wording import Words
from server.protocol.languages import FALLBACK_ORDER, LanguageCode
from server.protocol.ticket_layout import TicketLayout


class Sight(Protocol):
    """What the kiosk knows of its hall; ``Attendant`` is the real one."""

    @property
    def offer(self) -> Offer:
        """Return what the hall offers."""

    @property
    def wall(self) -> datetime | None:
        """Return the hall's wall time, if it is known."""


@dataclass(frozen=True, slots=True)
class Specimens:
    """Composes tickets with what ``sight`` knows of the hall now, in these ``words``."""

    sight: Sight
    words: Mapping[LanguageCode, Words]

    def compose(
        self, language: LanguageCode, layout: TicketLayout, *, is_marked: bool
    ) -> TicketDocument:
        """Return a ticket by ``layout``; one that ``is_marked`` says that it is a test."""
        offer, texts = self.sight.offer, read_specimen()
        service = next(iter(offer.services), None)
        body = None if service is None else offer.body(service.body)
        category = next(iter(offer.categories), None)
        facts = TicketFacts(
            number=texts.number,
            hall_names=offer.hall_names,
            service_names={} if service is None else service.names,
            body_names={} if body is None else body.names,
            claim_names={} if category is None else category.names,
            people_ahead=texts.people_ahead,
            expected=texts.expected,
            issued_at=self.sight.wall,
            is_specimen=is_marked,
        )
        return compose(facts, self._words_in(language), Style(layout, self.words))

    def _words_in(self, language: LanguageCode) -> Words:
        wanted = (language, *FALLBACK_ORDER)
        return next(self.words[code] for code in wanted if code in self.words)
