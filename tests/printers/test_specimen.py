"""The ticket that tries a printer is a whole one in every language."""

from datetime import UTC, datetime

import pytest

from printers.document import TextLine, TicketNumber
from printers.specimen import specimen
from printers.wording import languages


@pytest.mark.parametrize("language", languages())
def test_the_specimen_has_number_time_and_texts(language: str) -> None:
    document = specimen(language, datetime(2026, 3, 14, 10, 42, tzinfo=UTC))

    texts = [element.text for element in document.elements if isinstance(element, TextLine)]
    assert TicketNumber("A000") in document.elements
    assert any("14.03.2026 10:42" in text for text in texts)
    assert any("15–25" in text for text in texts)
    assert all(texts)
