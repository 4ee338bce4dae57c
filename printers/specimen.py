"""The ticket that is printed to try a printer; its texts are in specimen.toml."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct, toml

from printers.document import TicketDocument
from printers.ticket import Style, TicketFacts, compose
from printers.wording import read_words
from server.protocol.waits import WaitRange


class SpecimenTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands on a ticket that nobody waits with."""

    number: str
    people_ahead: int
    expected: WaitRange
    hall_names: dict[str, str]
    service_names: dict[str, str]


def read_specimen() -> SpecimenTexts:
    """Return the texts of the specimen."""
    path = Path(__file__).with_name("specimen.toml")
    return toml.decode(path.read_bytes(), type=SpecimenTexts)


def specimen(language: str, issued_at: datetime, style: Style | None = None) -> TicketDocument:
    """Return a whole ticket in ``language``."""
    texts = read_specimen()
    facts = TicketFacts(
        number=texts.number,
        hall_names=texts.hall_names,
        service_names=texts.service_names,
        people_ahead=texts.people_ahead,
        expected=texts.expected,
        issued_at=issued_at,
    )
    return compose(facts, read_words(language), style)
